"""Ask the store for the statements about many things at once, and choose the name of each thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from kg.errors import KgError
from kg.facts.date_words import moment
from kg.schema import local_name
from kg.store.query_answers import batches
from kg.terms.iris import kind_of, path_of
from kg.terms.namespaces import DCTERMS, FOAF, KG, RDF, RDFS, SKOS

TYPE = RDF + "type"
VALUE = RDF + "value"
NOTATION = SKOS + "notation"
NAMES = (SKOS + "prefLabel", RDFS + "label", FOAF + "name", DCTERMS + "identifier", NOTATION)
"""Properties that hold a name for people, the best first."""

_TIME = re.compile(r"/cable/[^/#]+-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z$")
_FORBIDDEN = frozenset('<>"{}|^`\\')


class Answers(Protocol):
    """A store that answers a SPARQL SELECT with rows of terms: `kg.store.Store` or `pyoxigraph.Store`."""

    def query(self, query: str, /) -> Iterable[Iterable[object]]:
        """Return the rows of the answer; each holds its terms in the order of the SELECT."""


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI or a literal; `text` is the IRI or the lexical form, `language` the tag of a literal that has one."""

    text: str
    is_iri: bool
    language: str | None = None


Description = dict[str, list[Term]]
"""The statements about one subject: property IRI → values, sorted."""


def rows(store: Answers, query: str) -> Iterator[tuple[Term | None, ...]]:
    """Yield the rows of an answer as plain terms."""
    for row in store.query(query):
        yield tuple(_term(cell) for cell in row)


def column(store: Answers, pattern: str) -> Iterator[str]:
    """Yield the values of `?a` for a pattern as text; `DISTINCT` at its start removes repeats."""
    for (one,) in store.query(f"SELECT {pattern}"):
        yield one.value  # type: ignore[attr-defined]


def pairs(store: Answers, prop: str) -> Iterator[tuple[str, str]]:
    """Yield subject and object of every statement with a property, as text."""
    for one, other in store.query(f"SELECT ?a ?b WHERE {{ ?a <{prop}> ?b }}"):
        yield one.value, other.value  # type: ignore[attr-defined]


def _term(cell: object) -> Term | None:
    """Convert a term of pyoxigraph or rdflib to a `Term`; None stays None."""
    if cell is None:
        return None
    language = getattr(cell, "language", None)
    if isinstance(cell, str):
        return Term(str(cell), type(cell).__name__ == "URIRef", language)
    return Term(str(getattr(cell, "value", cell)), type(cell).__name__ == "NamedNode", language)


def check_iri(iri: str) -> str:
    """Return an IRI that is safe between `<` and `>` in a query, or raise `KgError`."""
    if not iri or any(c in _FORBIDDEN or c <= " " for c in iri):
        raise KgError(f"not an IRI: {iri[:80]!r}")
    return iri


def describe(store: Answers, iris: Iterable[str]) -> dict[str, Description]:
    """Return all statements about each of `iris`, in the order given; unknown IRIs are left out."""
    found: dict[str, Description] = {}
    for batch in batches(dict.fromkeys(iris)):
        values = " ".join(f"<{check_iri(iri)}>" for iri in batch)
        got: dict[str, dict[str, set[Term]]] = {}
        for s, p, o in rows(store, f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"):
            if s and p and o:
                got.setdefault(s.text, {}).setdefault(p.text, set()).add(o)
        for iri in batch:
            if iri in got:
                found[iri] = in_order(got[iri])
    return found


def in_order(said: Mapping[str, Iterable[Term]]) -> Description:
    """Sort the statements about a thing by property, and the values of each as they are shown to people."""
    return {prop: sorted(values, key=_order) for prop, values in sorted(said.items())}


class Known:
    """The statements and corrections that have been read, by the IRI of their thing."""

    def __init__(self) -> None:
        self.described: dict[str, Description] = {}
        self.corrections: dict[str, list[str]] = {}

    def about(self, iri: str) -> Description:
        """Return the statements about a thing."""
        return self.described.get(iri, _NOTHING)

    def name(self, iri: str) -> str:
        """Return the name of a thing for people."""
        return name_of(iri, self.described)

    def text(self, term: Term) -> str:
        """Return a value in words: the name of a thing of this graph, a date in words, else the text as it is."""
        if not term.is_iri:
            return moment(term.text)
        ours = term.text in self.described or bool(path_of(term.text))
        return self.name(term.text) if ours else term.text


_NOTHING: Description = {}


def _order(term: Term) -> tuple[bool, bool, str, str]:
    """Sort literals before IRIs, and English ones (or those without language) first: the names shown are English."""
    return (term.is_iri, term.language not in (None, "en"), term.text, term.language or "")


def first(description: Description, *properties: str) -> str | None:
    """Return the text of the first value of the first property that has one."""
    for prop in properties:
        if values := description.get(prop):
            return values[0].text
    return None


def name_of(iri: str, described: dict[str, Description]) -> str:
    """Return the name of a thing for people, from the descriptions read so far."""
    return name_in(iri, described.get(iri, {}))


def name_in(iri: str, about: Description) -> str:
    """Return the name of a thing for people: its label or number, or the wording of a reference.

    Without any of these, return the end of its IRI.
    """
    if name := first(about, *NAMES):
        return told_apart(name, iri)
    if raw := first(about, KG + "raw"):
        letter = first(about, KG + "letter")
        return f"{letter}. {raw}" if letter else raw
    return local_name(iri)


def title_in(iri: str, about: Description) -> str:
    """Return the heading for a thing: the number of a cable, the name of anything else."""
    if kind_of(iri) == "cable" and "#" not in iri:
        return number_of(first(about, DCTERMS + "identifier") or local_name(iri), iri)
    return name_in(iri, about)


def number_of(identifier: str, iri: str = "") -> str:
    """Return the number of a cable, or a short name where the text has no number.

    Where the IRI tells two cables with one number apart by their time, the time follows the number.
    """
    name, _, text = identifier.partition("-")
    return f"Unnumbered cable {text[:6]}" if name == "unnumbered" else told_apart(identifier, iri)


def told_apart(name: str, iri: str) -> str:
    """Add the time to the name of a cable whose IRI has a time because another cable has the same number."""
    time = _TIME.search(iri)
    return f"{name} ({time[1]}-{time[2]}-{time[3]} {time[4]}:{time[5]}Z)" if time else name
