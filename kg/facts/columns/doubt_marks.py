"""Mark the doubtful or repaired values of an overview by numbers; the words of the doubts are elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts.columns.cable_numbers import Cables
from kg.facts.columns.corpus import ROLES, Corpus
from kg.facts.descriptions import Answers, check_iri
from kg.schema.fields import fields
from kg.store.query_answers import batches
from kg.terms.namespaces import KG, PART, RDF

PERSON = "person"
_VALUES = (*(field.role for field in fields() if field.overview == "value"), PERSON)
FIELDS = (*_VALUES, *(field.role for field in fields() if field.overview == "field"))
"""The fields that can be marked: a single value of the first ones, the whole field of the others.

A person is marked in one field for all roles.
"""

WIDTH = 16
"""A mark is `position * WIDTH + field`: the position of the value among its like from 1 (0: the whole field).
"""

_WHOLE = len(_VALUES)
_WHY = (KG + "doubt", KG + "repair")


def read_marks(store: Answers, found: Corpus, cables: Cables) -> None:
    """Add to a corpus the marks of doubtful or repaired values, for each held cable."""
    places = {thing.iri: n for n, thing in enumerate(found.place_things)}
    numbers = {
        "topic": {thing.iri: n for n, thing in enumerate(found.topic_things)},
        PERSON: {thing.iri: n for n, thing in enumerate(found.person_things)},
        "references": cables.place,
    }
    marked: list[set[int]] = [set() for _ in range(found.held)]
    for n, field in enumerate(FIELDS):
        for role in (kind.role for kind in ROLES) if field == PERSON else (field,):
            for cable, value in _marked(store, cables, role, "?value" if n < _WHOLE else '("" AS ?value)'):
                place = numbers.get(field, places).get(value, -1)
                if cable < found.held and (place >= 0) == (n < _WHOLE):
                    marked[cable].add((place + 1) * WIDTH + n)
    found.marked = [sorted(row) for row in marked]


def _marked(store: Answers, cables: Cables, role: str, value: str) -> Iterator[tuple[int, str]]:
    """Yield the position of each cable with a doubtful or repaired part of a role, and the value of the part."""
    meant = f" . ?p <{RDF}value> ?value" if value == "?value" else ""
    for why in _WHY:
        part = f"?p <{why}> ?why . ?c <{PART}{role}> ?p{meant}"
        yield from cables.by_records(store, f"{{ SELECT ?c {value} WHERE {{ {part} }} }}")
        for batch in batches(f"<{check_iri(iri)}>" for iri in cables.odd):
            asked = f"SELECT ?c {value} WHERE {{ VALUES ?c {{ {' '.join(batch)} }} {part} }}"
            for cable, said in store.query(asked):
                yield cables.place[cable.value], said.value  # type: ignore[attr-defined]
