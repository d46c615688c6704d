"""Asking the store for what it says about many things at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from kg.errors import KgError
from kg.facts.property_labels import DCTERMS, FOAF, RDF, RDFS, SKOS, local_name
from kg.store.query_batches import batches

TYPE = RDF + "type"
VALUE = RDF + "value"
NOTATION = SKOS + "notation"
NAMES = (SKOS + "prefLabel", RDFS + "label", FOAF + "name", DCTERMS + "identifier", NOTATION)
"""Where a name for people is looked for, the best first."""

_TIME = re.compile(r"/cable/[^/#]+-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z$")
_FORBIDDEN = frozenset('<>"{}|^`\\')


class Answers(Protocol):
    """Whatever answers a SPARQL SELECT with rows of terms: a `kg.store.Store`, a `pyoxigraph.Store`."""

    def query(self, query: str, /) -> Iterable[Iterable[object]]:
        """Return the rows of the answer; each holds its terms in the order of the SELECT."""


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI or a literal; `text` is the IRI or the lexical form, `language` the tag of a literal that has one."""

    text: str
    is_iri: bool
    language: str | None = None


Description = dict[str, list[Term]]
"""What is said about one subject: property IRI → values, sorted."""


def rows(store: Answers, query: str) -> Iterator[tuple[Term | None, ...]]:
    """Yield the rows of an answer as plain terms."""
    for row in store.query(query):
        yield tuple(_term(cell) for cell in row)


def column(store: Answers, pattern: str) -> Iterator[str]:
    """Yield the values of `?a` in the answers to a pattern, as text, without repeats where it says `DISTINCT`."""
    for (one,) in store.query(f"SELECT {pattern}"):
        yield one.value  # type: ignore[attr-defined]


def pairs(store: Answers, prop: str) -> Iterator[tuple[str, str]]:
    """Yield subject and object of every statement of a property, as text."""
    for one, other in store.query(f"SELECT ?a ?b WHERE {{ ?a <{prop}> ?b }}"):
        yield one.value, other.value  # type: ignore[attr-defined]


def _term(cell: object) -> Term | None:
    """Return a term of pyoxigraph or rdflib as ours; None stays None."""
    if cell is None:
        return None
    language = getattr(cell, "language", None)
    if isinstance(cell, str):
        return Term(str(cell), type(cell).__name__ == "URIRef", language)
    return Term(str(getattr(cell, "value", cell)), type(cell).__name__ == "NamedNode", language)


def check_iri(iri: str) -> str:
    """Return an IRI that may stand between `<` and `>` in a query, or raise `KgError`."""
    if not iri or any(c in _FORBIDDEN or c <= " " for c in iri):
        raise KgError(f"not an IRI: {iri[:80]!r}")
    return iri


def describe(store: Answers, iris: Iterable[str]) -> dict[str, Description]:
    """Return all that the store says about each of `iris`, in the order given; what is unknown is left out."""
    found: dict[str, Description] = {}
    for batch in batches(dict.fromkeys(iris)):
        values = " ".join(f"<{check_iri(iri)}>" for iri in batch)
        got: dict[str, dict[str, set[Term]]] = {}
        for s, p, o in rows(store, f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"):
            if s and p and o:
                got.setdefault(s.text, {}).setdefault(p.text, set()).add(o)
        for iri in batch:
            if iri in got:
                found[iri] = {p: sorted(o, key=_order) for p, o in sorted(got[iri].items())}
    return found


def _order(term: Term) -> tuple[bool, bool, str, str]:
    """Literals first, and among them English (or no language) first: the names people are shown are English."""
    return (term.is_iri, term.language not in (None, "en"), term.text, term.language or "")


def first(description: Description, *properties: str) -> str | None:
    """Return the text of the first value of the first property that has one."""
    for prop in properties:
        if values := description.get(prop):
            return values[0].text
    return None


def name_of(iri: str, described: dict[str, Description]) -> str:
    """Return the name of a thing for people; without one, the end of its IRI."""
    name = first(described.get(iri, {}), *NAMES)
    return told_apart(name, iri) if name else local_name(iri)


def told_apart(name: str, iri: str) -> str:
    """Return the name of a cable with the time that tells it from another one under its number, where its IRI does."""
    time = _TIME.search(iri)
    return f"{name} ({time[1]}-{time[2]}-{time[3]} {time[4]}:{time[5]}Z)" if time else name
