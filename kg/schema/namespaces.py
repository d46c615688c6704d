"""The namespaces of the graph by their prefixes, and names written with a prefix.

Plain strings: no library, so that every floor may build on this.
"""

from __future__ import annotations

import re

BASE = "https://w3id.org/cable-kg/"
NAMESPACES = {
    "cito": "http://purl.org/spar/cito/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "kg": f"{BASE}ontology#",
    "org": "http://www.w3.org/ns/org#",
    "part": f"{BASE}part#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix → namespace, of every vocabulary that the tables of the schema name properties of."""

_END = re.compile("[#/]")


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
