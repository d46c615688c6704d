"""List the namespaces of all vocabularies that a graph of cables uses, by prefix and as plain strings."""

BASE = "https://w3id.org/cable-kg/"
"""The base of vocabulary, topics, posts and cables, the same in every graph."""

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
"""Prefix → namespace of every vocabulary used anywhere."""

KG, PART, RDF, RDFS = (NAMESPACES[prefix] for prefix in ("kg", "part", "rdf", "rdfs"))
DCTERMS, SKOS, FOAF = (NAMESPACES[prefix] for prefix in ("dcterms", "skos", "foaf"))
ORG, DCAT = NAMESPACES["org"], NAMESPACES["dcat"]
