"""Namespaces by their prefixes, and the IRIs of the things a graph is about.

The names of cables, documents, topics, posts and codes are the same in every graph in the world. Only what is computed
(persons) can be moved to another base.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.terms.ntriples_terms import segment

BASE = "https://w3id.org/cable-kg/"
INFERRED_GRAPH = f"{BASE}graph/inferred"
_END = re.compile("[#/]")
HISTORIAN = "https://history.state.gov/departmenthistory/people/"


NAMESPACES: dict[str, str] = {
    "cito": "http://purl.org/spar/cito/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "kg": f"{BASE}ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "part": f"{BASE}part#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix → namespace, of every vocabulary that is named anywhere."""


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
    "precedence",
    "reason",
    "release",
    "rule",
    "status",
    "topic",
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
    **{kind: f"{BASE}{kind}/" for kind in ("addressee", "cable", "document", "graph", "official")},
    "cito": CITO.iri,
}
"""The prefixes a query may use without declaring them."""

TYPE = RDF("type")
VALUE = RDF("value")
LABEL = RDFS("label")
NAME = FOAF("name")
TITLE = FOAF("title")
IDENTIFIER = DCTERMS("identifier")
CABLE = KG("Cable")


@lru_cache(maxsize=50_000)
def coded(scheme: str, code: str) -> str:
    """Return the IRI of an entry of a vocabulary: `coded("topic", "PREL")`. Any text is a safe code."""
    return f"<{BASE}{scheme}/{segment(code)}>"


def cable_iri(key: str) -> str:
    """Return the IRI of a cable: `key` is its canonical id, or what stands for it."""
    return f"<{BASE}cable/{segment(key)}>"


def document_iri(content_hash: str) -> str:
    """Return the IRI of a document, by the hash of its text."""
    return f"<{BASE}document/{segment(content_hash)}>"


def expand(name: str) -> str:
    """Return the IRI that a prefixed name stands for; `KeyError` where the prefix is none of `NAMESPACES`.

    >>> expand("part:title")
    'https://w3id.org/cable-kg/part#title'
    """
    prefix, _, local = name.partition(":")
    return NAMESPACES[prefix] + local


def local_name(iri: str) -> str:
    """Return what stands after the last `#` or `/` of an IRI.

    >>> local_name("https://w3id.org/cable-kg/post/LIMA")
    'LIMA'
    """
    return _END.split(iri)[-1]
