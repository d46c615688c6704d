"""Add the details of an overview to its columns: copy to cite, first recipient, thread, coverage of posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.facts.cited_copies import CALLED, Copied, catalogued, copies_of, without_folders
from kg.facts.columns.cable_numbers import Cables
from kg.facts.columns.corpus import Corpus
from kg.facts.descriptions import Answers, check_iri, column, pairs, rows
from kg.facts.serial_coverage import by_post, counted
from kg.facts.stated_part import evidence_of
from kg.model.cable_id import CableId
from kg.store.query_answers import batches
from kg.terms.namespaces import BASE, DCTERMS, KG, PART, RDF, RDFS

_NOT_HELD = (f"{BASE}status/withdrawn", f"{BASE}status/invalid-reference")
"""Statuses of cables whose text is not here although something was read about them."""


def read_beside(store: Answers, found: Corpus, cables: Cables) -> None:
    """Add to a corpus the copies, the first recipients, the threads and the coverage of posts."""
    found.copies = _copies(store, found, cables)
    found.recipient = _recipients(store, found, cables.place)
    found.thread_names, found.thread = _threads(store, cables.place)
    found.coverage = by_post(counted(_numbers(store, cables.place, found.held)))


def _numbers(store: Answers, number: dict[str, int], held: int) -> Iterator[tuple[str, bool]]:
    """Yield record numbers as `serial_coverage.numbers_of` does, from the columns read; odd cables are queried."""
    held_apart = {iri for status in _NOT_HELD for iri in column(store, f"?a WHERE {{ ?a <{KG}status> <{status}> }}")}
    odd = []
    for iri, n in number.items():
        key = iri.rpartition("/")[2]
        if CableId.parse(key):
            yield key, n < held and iri not in held_apart
        else:
            odd.append(iri)
    for batch in batches(odd):
        values = " ".join(f"<{check_iri(iri)}>" for iri in batch)
        named = f"VALUES ?c {{ {values} }} ?c <{DCTERMS}identifier> ?n"
        for cable, known in rows(store, f"SELECT ?c ?n WHERE {{ {named} }}"):
            if cable and known:
                yield known.text, number[cable.text] < held and cable.text not in held_apart


def _copies(store: Answers, found: Corpus, cables: Cables) -> list[Copied | None]:
    """Return the copy to cite of each held cable: of several the best, as `kg cite` chooses."""
    names, several = [""] * cables.held, set[int]()
    for n, document in cables.documents(store):
        if names[n]:
            several.add(n)
        names[n] = document.rpartition("/")[2]
    sources, authorities, cases = (
        _first_of_copies(store, cables, prop) for prop in (f"{RDFS}label", f"{KG}releaseAuthority", f"{KG}releaseCase")
    )
    called = {name: _first_of_copies(store, cables, f"{KG}{name}") for name in CALLED}
    known = [None if thing.iri.endswith("/unknown") else thing.name for thing in found.release_things]
    copies = [
        Copied(
            without_folders(sources.get(n, "")),
            name,
            known[found.release[n]] if found.release[n] >= 0 else None,
            authorities.get(n),
            cases.get(n),
            catalogued({name: of.get(n) for name, of in called.items()}),
        )
        if name
        else None
        for n, name in enumerate(names)
    ]
    for iri, ranked in copies_of(store, (cables.iris[n] for n in sorted(several))).items():
        copies[cables.place[iri]] = ranked[0]
    return copies


def _first_of_copies(store: Answers, cables: Cables, prop: str) -> dict[int, str]:
    """Return the value of a property for the copy of each cable; of several values the first in the alphabet."""
    first: dict[int, str] = {}
    for n, value in cables.values_of_copies(store, prop):
        first[n] = min(value, first.get(n, value))
    return first


def _recipients(store: Answers, found: Corpus, number: dict[str, int]) -> list[int]:
    """Return for each held cable the position, from 0, of its first action addressee among its links."""
    place = {thing.iri: n for n, thing in enumerate(found.place_things)}
    iris = list(number)
    several = [iris[n] for n in range(found.held) if len(found.action[n]) > 1]
    first: dict[int, tuple[int, int]] = {}
    for batch in batches(several):
        values = " ".join(f"<{check_iri(iri)}>" for iri in batch)
        query = (
            f"SELECT ?c ?who ?at WHERE {{ VALUES ?c {{ {values} }} ?c <{PART}sentTo> ?line . "
            f"?line <{KG}evidence> ?at ; <{RDF}value> ?who }}"
        )
        for cable, who, at in rows(store, query):
            if cable and who and at and who.text in place and (evidence := evidence_of(at.text)) is not None:
                n, one = number[cable.text], (evidence.start, place[who.text])
                first[n] = min(one, first.get(n, one))
    return [_at(row, first[n][1]) if n in first else 0 for n, row in enumerate(found.action)]


def _at(row: Sequence[int], wanted: int) -> int:
    return row.index(wanted) if wanted in row else 0


def _threads(store: Answers, number: dict[str, int]) -> tuple[list[str], list[int]]:
    """Return the threads (the ends of their IRIs) and for every cable the number of its thread, or -1."""
    joined = list(pairs(store, KG + "inThread"))
    names = sorted({thread for _, thread in joined})
    at = {name: n for n, name in enumerate(names)}
    found = [-1] * len(number)
    for cable, thread in sorted(joined, reverse=True):
        if cable in number:
            found[number[cable]] = at[thread]
    return [name.rpartition("/")[2] for name in names], found
