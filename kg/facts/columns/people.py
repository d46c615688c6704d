"""Read the persons of an overview, and the cables and roles that name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.facts import graph_counts
from kg.facts.columns.cable_numbers import ROLE_OF, Cables
from kg.facts.columns.corpus import ROLES, Corpus, Links, Thing
from kg.facts.descriptions import Answers, check_iri
from kg.schema import local_name
from kg.store.query_answers import batches
from kg.terms.namespaces import FOAF

MOST_PEOPLE = 20_000
"""The number of persons kept of a large graph, those named by most cables first."""

ALL_PEOPLE = 5_000
"""The largest number of persons of a graph that keeps all of them."""

_CODED = " ".join(f'(<{way}> "{n}")' for way, n in ROLE_OF.items())
_NAMED = f"VALUES (?way ?role) {{ {_CODED} }} ?c ?way ?p"
_OFTEN = f"SELECT ?p (COUNT(?c) AS ?n) WHERE {{ {_NAMED} }} GROUP BY ?p"


def read_people(store: Answers, found: Corpus, cables: Cables) -> None:
    """Add the persons to a corpus: all of a small graph; of a large one those named by several cables.

    In a large graph a person of a single cable is left to that cable's own page: an entry here would lead nowhere
    else.
    """
    many = dict(sorted(_counted(store), reverse=True))
    found.people_total = max(graph_counts.total(store, "persons"), sum(many.values()))
    chosen, asked = None, f"{{ SELECT ?c ?role ?p WHERE {{ {_NAMED} }} }}"
    if found.people_total > ALL_PEOPLE:
        least = _least(many)
        chosen = _most_named(store, least)
        asked += f" {{ SELECT ?p WHERE {{ {_NAMED} }} GROUP BY ?p HAVING(COUNT(?c) >= {least}) }}"
    rows = list[tuple[str, int, int]]()
    for n, text in cables.by_records(store, asked, value="(CONCAT(?role, ' ', STR(?p)) AS ?value)"):
        code, _, person = text.partition(" ")
        rows.append((person, n, int(code)))
    for way, role in ROLE_OF.items():
        rows += [(person, n, role) for n, person in cables.said.get(way, ())]
    rows = [row for row in rows if row[1] < found.held and (chosen is None or row[0] in chosen)]
    iris = sorted({person for person, _, _ in rows})
    place = {iri: at for at, iri in enumerate(iris)}
    links: Links = [[] for _ in range(found.held)]
    for person, n, role in rows:
        links[n].append(place[person] * len(ROLES) + role)
    found.people = [sorted(set(row)) for row in links]
    found.people_more = _left_out(store, found, cables) if chosen is not None else [0] * found.held
    names = _names(store, iris)
    found.person_things = [Thing(iri, names.get(iri) or local_name(iri)) for iri in iris]


def _left_out(store: Answers, found: Corpus, cables: Cables) -> list[int]:
    """Return the number of persons left out of the corpus for each held cable."""
    kept = [len({link // len(ROLES) for link in row}) for row in found.people]
    every = [0] * found.held
    asked = f"SELECT ?c (COUNT(DISTINCT ?p) AS ?value) WHERE {{ {_NAMED} }} GROUP BY ?c"
    for n, count in cables.by_records(store, f"{{ {asked} }}"):
        if n < found.held:
            every[n] = int(count)
    odd: dict[int, set[str]] = {}
    for way in ROLE_OF:
        for n, person in cables.said.get(way, ()):
            odd.setdefault(n, set()).add(person)
    for n, persons in odd.items():
        if n < found.held:
            every[n] = len(persons)
    return [max(0, all_ - some) for all_, some in zip(every, kept, strict=True)]


def _counted(store: Answers) -> Iterator[tuple[int, int]]:
    """Yield how often persons are named and how many are named that often, without looking up any IRI."""
    for n, persons in store.query(f"SELECT ?n (COUNT(*) AS ?persons) WHERE {{ {{ {_OFTEN} }} }} GROUP BY ?n"):
        yield int(n.value), int(persons.value)  # type: ignore[attr-defined]


def _least(many: dict[int, int]) -> int:
    """Return how often a person has to be named to be among the first `MOST_PEOPLE`, twice at least."""
    total = 0
    for n, persons in many.items():
        total += persons
        if total >= MOST_PEOPLE:
            return max(n, 2)
    return 2


def _most_named(store: Answers, least: int) -> set[str]:
    """Return the `MOST_PEOPLE` persons named most often; ties go to the first in the alphabet."""
    often = store.query(f"{_OFTEN} HAVING(COUNT(?c) >= {least})")
    persons = [(-int(n.value), person.value) for person, n in often]  # type: ignore[attr-defined]
    return {person for _, person in sorted(persons)[:MOST_PEOPLE]}


def _names(store: Answers, iris: Sequence[str]) -> dict[str, str]:
    """Return the names of persons by IRI; of several names the first in the alphabet."""
    names: dict[str, str] = {}
    for batch in batches(iris):
        values = " ".join(f"<{check_iri(iri)}>" for iri in batch)
        for one, name in store.query(f"SELECT ?a ?b WHERE {{ VALUES ?a {{ {values} }} ?a <{FOAF}name> ?b }}"):
            iri, text = one.value, name.value  # type: ignore[attr-defined]
            names[iri] = min(text, names.get(iri, text))
    return names
