"""Every term that our files use exists in the vocabulary it is taken from, as that stands today."""

from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, namespace

import kg
from kg.export import export
from kg.vocabulary import locate
from tests.fictional import SEED

#: Closed lists of rdflib, made from the vocabularies; and the terms we need of those it has no list of.
LISTED = tuple(getattr(namespace, name) for name in "DC DCAT DCTERMS FOAF ORG PROV RDF RDFS SKOS VOID".split())
OTHERS = {
    "http://www.w3.org/ns/oa#": {
        "SpecificResource",
        "TextPositionSelector",
        "hasSource",
        "hasSelector",
        "start",
        "end",
    },
    "http://www.w3.org/2003/01/geo/wgs84_pos#": {"lat", "long"},
    "http://spdx.org/rdf/terms#": {"Checksum", "algorithm", "checksum", "checksumAlgorithm_sha256", "checksumValue"},
    "http://purl.org/spar/cito/": {"Citation", "cites"},
    "http://www.w3.org/2002/07/owl#": {
        "AllDisjointClasses",
        "Class",
        "DatatypeProperty",
        "ObjectProperty",
        "Ontology",
        "SymmetricProperty",
        "deprecated",
        "members",
        "unionOf",
        "versionInfo",
    },
    "http://purl.org/vocab/vann/": {"preferredNamespacePrefix", "preferredNamespaceUri"},
}
OWN = "https://w3id.org/cable-kg/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("terms")
    kg.build(SEED, folder, jobs=1)
    graph = Graph().parse(folder / "graph.ttl").parse(folder / "build.ttl")
    (path,) = export(kg.open(folder), "ttl", folder / "graph-oa.ttl", "oa")
    return graph.parse(path)


def known(term: str) -> bool:
    if term.startswith(OWN):
        return True
    for space in LISTED:
        if term.startswith(str(space)):
            return term.removeprefix(str(space)) in space
    return any(term.startswith(start) and term.removeprefix(start) in names for start, names in OTHERS.items())


def terms(graph: Graph) -> set[str]:
    found = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    found |= set(graph.objects(None, RDFS.subPropertyOf)) | set(graph.objects(None, RDFS.subClassOf))
    return {str(term) for term in found}


def test_terms_of_a_build(made: Graph) -> None:
    used = terms(made)
    assert len(used) > 60 and [term for term in sorted(used) if not known(term)] == []


@pytest.mark.parametrize("name", ["cable.ttl", "topics.ttl", "codes.ttl", "posts.ttl"])
def test_terms_of_the_ontology(name: str) -> None:
    used = terms(Graph().parse(Path(locate()) / name))
    assert [term for term in sorted(used) if not known(term)] == []


@pytest.mark.parametrize(
    "term", ["http://purl.org/dc/terms/nonsense", "http://www.w3.org/ns/oa#TextSelector", "http://example.org/x"]
)
def test_a_term_that_does_not_exist_is_found_out(term: str) -> None:
    assert not known(term)
