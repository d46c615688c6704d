"""Namespaces, and the IRIs of the things a graph is about.

The names of cables, documents, topics, posts and codes are the same in every graph in the world. Only what is computed
(persons) can be moved to another base.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.rdf.ntriples_terms import segment

BASE = "https://w3id.org/cable-kg/"
INFERRED_GRAPH = f"{BASE}graph/inferred"
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


KG = Namespace(f"{BASE}ontology#")
PART = Namespace(f"{BASE}part#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
ORG = Namespace("http://www.w3.org/ns/org#")
PROV = Namespace("http://www.w3.org/ns/prov#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
CITO = Namespace("http://purl.org/spar/cito/")
VOID = Namespace("http://rdfs.org/ns/void#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
OA = Namespace("http://www.w3.org/ns/oa#")

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

PREFIXES: dict[str, str] = {
    **{scheme: f"{BASE}{scheme}/" for scheme in SCHEMES},
    "dcat": DCAT.iri,
    "dcterms": DCTERMS.iri,
    "foaf": FOAF.iri,
    "geo": GEO.iri,
    "kg": KG.iri,
    "org": ORG.iri,
    "part": PART.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "skos": SKOS.iri,
    "spdx": SPDX.iri,
    "void": VOID.iri,
    "xsd": XSD.iri,
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
