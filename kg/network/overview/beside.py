"""What an overview knows of its cables besides what they name: the copy to cite, the first recipient, the thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.network.describe import Answers, batches, check_iri, rows
from kg.network.terms import BASE, KG, PART, RDF, RDFS, SKOS
from kg.store.citing import Copied, copies_of
from kg.store.coverage import coverage_of

if TYPE_CHECKING:
    from kg.network.overview.corpus import Corpus

THREAD = f"{BASE}thread/"
_DOCUMENT = len(f"{BASE}document/")


def read_beside(store: Answers, found: Corpus, number: dict[str, int]) -> None:
    """Add to a corpus the copies, the first recipients, the threads and the coverage of posts."""
    found.copies = _copies(store, number, found.held)
    found.recipient = _recipients(store, found, number)
    found.thread_names, found.thread = _threads(store, number)
    found.coverage = coverage_of(store)


def _copies(store: Answers, number: dict[str, int], held: int) -> list[Copied | None]:
    """Return the copy of each held cable that is cited: of several the best, as `kg cite` does."""
    sources: list[str | None] = [None] * held
    names, several = [""] * held, set()
    query = f"SELECT ?c ?d ?l WHERE {{ ?d <{KG}copyOf> ?c OPTIONAL {{ ?d <{RDFS}label> ?l }} }}"
    for cable, document, label in store.query(query):
        n = number[cable.value]  # type: ignore[attr-defined]
        name = document.value[_DOCUMENT:]  # type: ignore[attr-defined]
        if (names[n] and names[n] != name) or sources[n] is not None:
            several.add(cable.value)  # type: ignore[attr-defined]
        names[n], sources[n] = name, label.value if label is not None else ""  # type: ignore[attr-defined]
    said = _said_of_copies(store, {name: n for n, name in enumerate(names)})
    copies: list[Copied | None] = [
        None if source is None else Copied(source, name, *said.get(n, (None, None, None)))
        for n, (source, name) in enumerate(zip(sources, names, strict=True))
    ]
    for iri, ranked in copies_of(store, sorted(several)).items():
        copies[number[iri]] = ranked[0]
    return copies


def _said_of_copies(store: Answers, at: dict[str, int]) -> dict[int, tuple[str | None, str | None, str | None]]:
    """Return how copies became public, by whom, and under which case, where anything is said."""
    found: dict[int, list[str | None]] = {}
    unknown = "FILTER(!STRENDS(STR(?s), '/unknown'))"
    status = f"?s <{SKOS}prefLabel> ?v {unknown} ?d <{KG}releaseStatus> ?s"
    for place, pattern in enumerate((status, f"?d <{KG}releaseAuthority> ?v", f"?d <{KG}releaseCase> ?v")):
        for document, value in store.query(f"SELECT ?d ?v WHERE {{ {pattern} }}"):
            n = at.get(document.value[_DOCUMENT:])  # type: ignore[attr-defined]
            if n is not None:
                found.setdefault(n, [None, None, None])[place] = value.value  # type: ignore[attr-defined]
    return {n: (release, authority, case) for n, (release, authority, case) in found.items()}


def _recipients(store: Answers, found: Corpus, number: dict[str, int]) -> list[int]:
    """Return which of its action addressees a cable names first: its place among the links of the cable, from 0."""
    place = {thing.iri: n for n, thing in enumerate(found.place_things)}
    iris = list(number)
    several = [iris[n] for n in range(found.held) if len(found.action[n]) > 1]
    first: dict[int, tuple[int, int]] = {}
    for batch in batches(several):
        values = " ".join(f"<{check_iri(iri)}>" for iri in batch)
        query = (
            f"SELECT ?c ?who ?order WHERE {{ VALUES ?c {{ {values} }} ?c <{PART}sentTo> ?line . "
            f"?line <{KG}order> ?order ; <{RDF}value> ?who }}"
        )
        for cable, who, order in rows(store, query):
            if cable and who and order and who.text in place and order.text.isdecimal():
                n, one = number[cable.text], (int(order.text), place[who.text])
                first[n] = min(one, first.get(n, one))
    return [_at(row, first[n][1]) if n in first else 0 for n, row in enumerate(found.action)]


def _at(row: Sequence[int], wanted: int) -> int:
    return row.index(wanted) if wanted in row else 0


def _threads(store: Answers, number: dict[str, int]) -> tuple[list[str], list[int]]:
    """Return the threads (the ends of their IRIs) and for every cable the number of its thread, or -1."""
    pairs = [
        (cable.value, thread.value)  # type: ignore[attr-defined]
        for cable, thread in store.query(f"SELECT ?c ?t WHERE {{ ?c <{KG}inThread> ?t }}")
    ]
    names = sorted({thread for _, thread in pairs})
    at = {name: n for n, name in enumerate(names)}
    found = [-1] * len(number)
    for cable, thread in sorted(pairs, reverse=True):
        if cable in number:
            found[number[cable]] = at[thread]
    return [name.removeprefix(THREAD) for name in names], found
