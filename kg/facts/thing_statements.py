"""What a store says of things, looked up once and put in words: their statements, their names, their properties."""

from __future__ import annotations

import pyoxigraph as ox

from kg.rdf.iris import DCTERMS, FOAF, KG, RDFS, SKOS
from kg.store.answer_formats import displayed
from kg.store.query_answers import Queryable

Node = ox.NamedNode | ox.Literal
About = dict[str, list[Node]]
"""What is said of a thing: property → values, sorted."""

NAMES = tuple(n[1:-1] for n in (SKOS("prefLabel"), RDFS("label"), FOAF("name"), DCTERMS("identifier")))
"""The properties that name a thing, the best first."""


class Statements:
    """The statements of a store about one thing after the other."""

    def __init__(self, store: Queryable) -> None:
        self._store = store
        self._known: dict[str, About] = {}

    def about(self, iri: str) -> About:
        """Return what is said of a thing: property → values, sorted."""
        if iri not in self._known:
            found: About = {}
            for triple in sorted(self._store.about(iri), key=str):
                if isinstance(triple.object, ox.NamedNode | ox.Literal):
                    found.setdefault(triple.predicate.value, []).append(triple.object)
            self._known[iri] = found
        return self._known[iri]

    def name(self, iri: str) -> str:
        """Return the name of a thing: its label or number, of a reference what is written, else its IRI, short."""
        about = self.about(iri)
        for name in NAMES:
            if values := about.get(name):
                return values[0].value
        if raw := about.get(KG.iri + "raw"):
            letter = about.get(KG.iri + "letter")
            return f"{letter[0].value}. {raw[0].value}" if letter else raw[0].value
        return displayed(ox.NamedNode(iri))

    def text(self, term: Node) -> str:
        """Return a value in words: the name of a thing, or the literal."""
        return self.name(term.value) if isinstance(term, ox.NamedNode) else term.value
