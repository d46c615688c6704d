"""The description of the service, by SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

import pyoxigraph as ox

from kg.terms.iris import DCTERMS, LOCAL, PREFIXES, RDF, inferred_graph

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def service_description(endpoint: str, media_type: str, base: str = LOCAL) -> bytes:
    """Return the description of the service at an address, in a graph format; `base` is that of its graph."""
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise ValueError(media_type)
    prefixes = {"sd": _SD, "format": _FORMATS, "kg": PREFIXES["kg"]}
    return ox.serialize(_statements(endpoint, base), format=form, prefixes=prefixes) or b""


def _statements(endpoint: str, base: str) -> list[ox.Triple]:
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(f"{endpoint}#dataset")
    default, named = ox.NamedNode(f"{endpoint}#default"), ox.NamedNode(f"{endpoint}#inferred")
    kind = ox.NamedNode(RDF("type")[1:-1])
    graph = _sd("Graph")
    return [
        ox.Triple(service, kind, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        *(ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in (*_RESULTS, *_GRAPHS)),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, kind, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, kind, graph),
        ox.Triple(
            default,
            ox.NamedNode(DCTERMS("description")[1:-1]),
            ox.Literal("Everything: what the cables state and what is concluded from them.", language="en"),
        ),
        ox.Triple(dataset, _sd("namedGraph"), named),
        ox.Triple(named, kind, _sd("NamedGraph")),
        ox.Triple(named, _sd("name"), ox.NamedNode(inferred_graph(base))),
    ]


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
