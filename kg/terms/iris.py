"""Namespaces by their prefixes, and the IRIs of the things a graph is about.

The names of cables, topics, posts, codes and persons of a public list are the same in every graph in the world
(`BASE`). What a build or its user makes — documents, computed persons, addressees without a list entry, threads,
authors of corrections, the inferred graph — stands under a base of the user's own. While a graph is being made that is
always `LOCAL`; `kg.terms.user_base` moves the statements to the base that `kg build --base` names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import KgError
from kg.terms.namespaces import BASE, NAMESPACES
from kg.terms.ntriples_terms import segment

LOCAL = f"{BASE}local/"
"""The base of what a build makes, where its user names none: it says that such an IRI means something here only."""
_INFERRED = "graph/inferred"
INFERRED_GRAPH = f"{LOCAL}{_INFERRED}"
_END = re.compile("[#/]")
HISTORIAN = "https://history.state.gov/departmenthistory/people/"


@dataclass(frozen=True, slots=True)
class Namespace:
    """A namespace; calling it gives the encoded IRI of a name in it.

    >>> KG("Cable")
    '<https://w3id.org/cable-kg/ontology#Cable>'
    """

    iri: str

    def __call__(self, name: str) -> str:
        """Return the encoded IRI of a name in this namespace; the name is one of ours, not one from a text."""
        return f"<{self.iri}{name}>"


KG = Namespace(NAMESPACES["kg"])
PART = Namespace(NAMESPACES["part"])
RDF = Namespace(NAMESPACES["rdf"])
RDFS = Namespace(NAMESPACES["rdfs"])
XSD = Namespace(NAMESPACES["xsd"])
SKOS = Namespace(NAMESPACES["skos"])
DCTERMS = Namespace(NAMESPACES["dcterms"])
FOAF = Namespace(NAMESPACES["foaf"])
ORG = Namespace(NAMESPACES["org"])
PROV = Namespace(NAMESPACES["prov"])
DCAT = Namespace(NAMESPACES["dcat"])
GEO = Namespace(NAMESPACES["geo"])
CITO = Namespace(NAMESPACES["cito"])
VOID = Namespace(NAMESPACES["void"])
SPDX = Namespace(NAMESPACES["spdx"])
OA = Namespace(NAMESPACES["oa"])

SCHEMES = (
    "caption",
    "classification",
    "collective",
    "declassification",
    "doubt",
    "organisation",
    "portion",
    "post",
    "post-type",
    "precedence",
    "reason",
    "release",
    "rule",
    "status",
    "topic",
    "topic-family",
    "value-state",
)
"""The vocabularies that ship with the ontology; each is a namespace under the base."""

_NOT_IN_FILES = ("cito", "dc", "oa", "owl", "sh")
PREFIXES: dict[str, str] = {
    **{scheme: f"{BASE}{scheme}/" for scheme in SCHEMES},
    **{prefix: namespace for prefix, namespace in NAMESPACES.items() if prefix not in _NOT_IN_FILES},
}
"""The prefixes of the Turtle files."""

QUERY_PREFIXES: dict[str, str] = {
    **PREFIXES,
    **{kind: f"{BASE}{kind}/" for kind in ("cable", "official")},
    **{kind: f"{LOCAL}{kind}/" for kind in ("addressee", "document", "graph", "thread")},
    "cito": CITO.iri,
    "local": LOCAL,
}
"""The prefixes a query may use without declaring them."""

TYPE = RDF("type")
VALUE = RDF("value")
LABEL = RDFS("label")
NAME = FOAF("name")
TITLE = FOAF("title")
IDENTIFIER = DCTERMS("identifier")
CABLE = KG("Cable")


LOCAL_PREFIXES = tuple(prefix for prefix, namespace in QUERY_PREFIXES.items() if namespace.startswith(LOCAL))
"""The prefixes of what stands under the user's base."""
_BASE = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?/(?:[A-Za-z0-9._~-]+/)*")
_known = [LOCAL, BASE]


def check_base(text: str) -> str:
    """Return the base that a user names, and have the readers know it; raises `KgError` for what can be none.

    >>> check_base("https://archive.example.org/cables/")
    'https://archive.example.org/cables/'
    """
    if len(text) > 200 or not _BASE.fullmatch(text):
        raise KgError(f"{text[:200]!r} is no base for IRIs: write https://host/path/, with a slash at its end")
    if text.startswith(BASE) and text != LOCAL:
        raise KgError(f"{text} belongs to Cable KG: choose a base on a site of your own")
    know(text)
    return text


def know(base: str) -> None:
    """Have `path_of`, `kind_of` and `prefixes_here` know a user's base: that of a store that is opened."""
    if _known[0] != base:
        _known[:] = [base, *(one for one in _known if one != base)]


def path_of(iri: str) -> str:
    """Return what stands behind the base of a thing of ours, whichever base it has; nothing for any other IRI.

    >>> path_of("https://w3id.org/cable-kg/local/document/ab12"), path_of("https://w3id.org/cable-kg/post/LIMA")
    ('document/ab12', 'post/LIMA')
    """
    return next((iri[len(base) :] for base in _known if iri.startswith(base)), "")


def kind_of(iri: str) -> str:
    """Return what sort of thing of ours an IRI names: cable, post, document, official …; nothing for any other IRI.

    >>> kind_of("https://w3id.org/cable-kg/cable/07LIMA2181#p4"), kind_of("https://example.org/cable/1")
    ('cable', '')
    """
    return path_of(iri).partition("/")[0]


def inferred_graph(base: str) -> str:
    """Return the name of the graph of what is concluded, under a base."""
    return f"{base}{_INFERRED}"


def base_of(graph: str) -> str:
    """Return the base of a graph of conclusions, by its name; `LOCAL` where it is no such name."""
    base = graph.removesuffix(_INFERRED)
    return base if base != graph else LOCAL


@lru_cache(maxsize=16)
def query_prefixes(base: str) -> dict[str, str]:
    """Return the prefixes that a query of a graph with this base may use without declaring them."""
    if base == LOCAL:
        return QUERY_PREFIXES
    return {prefix: base + n.removeprefix(LOCAL) if n.startswith(LOCAL) else n for prefix, n in QUERY_PREFIXES.items()}


def prefixes_here() -> dict[str, str]:
    """Return the prefixes of the store that was opened last, for what users write short: `document:ab12`."""
    return query_prefixes(_known[0])


@lru_cache(maxsize=50_000)
def coded(scheme: str, code: str) -> str:
    """Return the IRI of an entry of a vocabulary: `coded("topic", "PREL")`. Any text is a safe code."""
    return f"<{BASE}{scheme}/{segment(code)}>"


def cable_iri(key: str) -> str:
    """Return the IRI of a cable: `key` is its canonical id, or what stands for it."""
    return f"<{BASE}cable/{segment(key)}>"


@lru_cache(maxsize=50_000)
def local(kind: str, name: str) -> str:
    """Return the IRI of a thing that a build makes: `local("addressee", "zurich-group")`. Any text is a safe name."""
    return f"<{LOCAL}{kind}/{segment(name)}>"


def document_iri(content_hash: str) -> str:
    """Return the IRI of a document, by the hash of its text."""
    return f"<{LOCAL}document/{segment(content_hash)}>"


def expand(name: str) -> str:
    """Return the IRI that a prefixed name stands for; `KeyError` where the prefix is none of `NAMESPACES`.

    >>> expand("part:title")
    'https://w3id.org/cable-kg/part#title'
    """
    prefix, _, rest = name.partition(":")
    return NAMESPACES[prefix] + rest


def local_name(iri: str) -> str:
    """Return what stands after the last `#` or `/` of an IRI.

    >>> local_name("https://w3id.org/cable-kg/post/LIMA")
    'LIMA'
    """
    return _END.split(iri)[-1]
