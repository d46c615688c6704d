"""Make the page of the ontology, `docs/ontology.html`, from `cable.ttl` and the tables (`make docs`).

The page is one file without external resources; the same ontology gives the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.html_templates import environment
from kg.schema import jsonld_context
from kg.terms.namespaces import BASE, NAMESPACES
from kg.vocabulary import code_lists, organisations, post_history, posts, topics
from kg.vocabulary.csv_tables import locate

KG, RDF, _RDFS, _SKOS, _OWL = (NAMESPACES[one] for one in ("kg", "rdf", "rdfs", "skos", "owl"))
_SECTION = re.compile(r"# (?P<title>[A-Z][^.:]*(?:: [^.]*)?)(?P<more>.*)")
_TERM = re.compile(r"(?P<name>(?:kg|part):[A-Za-z]+) a ")
_PREFIXES = {**jsonld_context.PREFIXES, "cito": NAMESPACES["cito"], "owl": _OWL}


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a term: its short name, and the address of its description (on this page or elsewhere)."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology."""

    name: str
    anchor: str
    iri: str
    kind: str
    label: str
    comment: str
    example: str
    above: tuple[Link, ...]
    below: tuple[Link, ...]
    domain: tuple[Link, ...]
    range: tuple[Link, ...]
    see: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the ontology, as its comments divide it."""

    title: str
    more: str
    terms: tuple[Term, ...]


class _Ontology:
    """The content of `cable.ttl`, for look-ups."""

    def __init__(self, data: bytes) -> None:
        self.store = ox.Store()
        self.store.load(data, ox.RdfFormat.TURTLE)

    def values(self, iri: str, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        found = self.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, None)
        return sorted((quad.object for quad in found if not isinstance(quad.object, ox.Triple)), key=str)

    def text(self, iri: str, predicate: str) -> str:
        return next((value.value for value in self.values(iri, predicate)), "")

    def links(self, iri: str, *predicates: str) -> tuple[Link, ...]:
        found = (value for predicate in predicates for value in self.values(iri, predicate))
        return tuple(link for value in found for link in self._linked(value))

    def below(self, iri: str) -> tuple[Link, ...]:
        node, found = ox.NamedNode(iri), set()
        for predicate in ("subClassOf", "subPropertyOf"):
            quads = self.store.quads_for_pattern(None, ox.NamedNode(_RDFS + predicate), node, None)
            found |= {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        return tuple(_link(one) for one in sorted(found))

    def _linked(self, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> Iterator[Link]:
        """Yield a link to a term, or to the members of a union."""
        if isinstance(value, ox.NamedNode):
            yield _link(value.value)
        elif isinstance(value, ox.BlankNode):
            rest = self._said(value).get(_OWL + "unionOf")
            while isinstance(rest, ox.BlankNode):
                said = self._said(rest)
                if isinstance(first := said[RDF + "first"], ox.NamedNode):
                    yield _link(first.value)
                rest = said[RDF + "rest"]

    def _said(self, node: ox.BlankNode) -> dict[str, object]:
        return {q.predicate.value: q.object for q in self.store.quads_for_pattern(node, None, None, None)}


def _short(iri: str) -> str:
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _link(iri: str) -> Link:
    name = _short(iri)
    own = iri.startswith((KG, jsonld_context.PART))
    return Link(name, f"#{_anchor(name)}" if own else iri)


def _anchor(name: str) -> str:
    """Return the anchor of a term: `Cable` as in its IRI, but `part-title` to differ from `title`."""
    return name.removeprefix("kg:").replace(":", "-")


def sections() -> tuple[Section, ...]:
    """Return the sections of the ontology in its own order."""
    data = (locate() / "cable.ttl").read_bytes()
    ontology = _Ontology(data)
    found: list[tuple[str, str, list[Term]]] = []
    for line in data.decode().splitlines():
        if (heading := _SECTION.fullmatch(line)) and not heading["title"].startswith(("The vocabulary", "What other")):
            found.append((heading["title"], heading["more"].lstrip(". "), []))
        elif (term := _TERM.match(line)) and found:
            found[-1][2].append(_term(ontology, term["name"]))
    return tuple(Section(title, more, tuple(terms)) for title, more, terms in found if terms)


def _term(ontology: _Ontology, name: str) -> Term:
    prefix, _, local = name.partition(":")
    iri = (KG if prefix == "kg" else jsonld_context.PART) + local
    kinds = {"Class": "class", "ObjectProperty": "property", "DatatypeProperty": "property with plain values"}
    types = [_short(value.value).removeprefix("owl:") for value in ontology.values(iri, RDF + "type")]
    return Term(
        name,
        _anchor(name),
        iri,
        next((kinds[one] for one in types if one in kinds), "property"),
        ontology.text(iri, _RDFS + "label"),
        ontology.text(iri, _RDFS + "comment"),
        ontology.text(iri, _SKOS + "example"),
        ontology.links(iri, _RDFS + "subClassOf", _RDFS + "subPropertyOf"),
        ontology.below(iri),
        ontology.links(iri, _RDFS + "domain"),
        ontology.links(iri, _RDFS + "range"),
        ontology.links(iri, _RDFS + "seeAlso"),
    )


def lists() -> list[tuple[str, str, int]]:
    """Return the vocabularies of the ontology: part of the IRI, description, number of entries."""
    counted = Counter(topic.kind for topic in topics.all())
    told = (
        f"TAGS: {counted['subject']} subjects, {counted['program']} programmes, {counted['geographic']} countries and "
        f"areas, {counted['organization']} organisations"
    )
    found = [
        ("topic", told, len({topic.code for topic in topics.all()})),
        ("post", f"Posts that number cables; {len(post_history.changes())} dated changes", len(posts.all())),
        ("organisation", "Agencies and commands", sum(not body.post for body in organisations.all())),
        ("collective", "Collective addressees", len(organisations.collectives())),
    ]
    names = {
        "classification": "Levels of classification",
        "precedence": "Precedences",
        "caption": "Captions",
        "portion": "Markings of paragraphs",
        "reason": "Reasons for classification, by executive order",
        "declassification": "Markings in place of a date, by executive order",
        "rule": "Rules of repairs and conclusions",
        "doubt": "Doubts about values",
        "release": "Release statuses of copies",
        "status": "Whether a cable is held",
        "value-state": "Why a part of a cable has no value",
    }
    return found + [(scheme, names[scheme], len(code_lists.concepts(scheme))) for scheme in code_lists.SCHEMES]


def html() -> str:
    """Return the page as HTML."""
    pages = environment(Path(__file__).parent / "templates")
    ontology = _Ontology((locate() / "cable.ttl").read_bytes())
    told = ("title", "description", "license")
    about = {name: ontology.text(BASE + "ontology", _PREFIXES["dcterms"] + name) for name in told}
    version = ontology.text(BASE + "ontology", _OWL + "versionInfo")
    return pages.get_template("ontology.html").render(
        about=about, version=version, base=BASE, sections=sections(), lists=lists(), prefixes=sorted(_PREFIXES.items())
    )


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(html(), encoding="utf-8", newline="\n")
    print(target)
