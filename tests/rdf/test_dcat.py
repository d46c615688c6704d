"""`build.ttl` is valid DCAT, says whose rights there are, and what it says of files stays true."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Namespace

import kg
from kg.cli.application import run
from tests.fictional import wire, write

DCAT, DCTERMS = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://purl.org/dc/terms/")
SPDX, PROV = Namespace("http://spdx.org/rdf/terms#"), Namespace("http://www.w3.org/ns/prov#")

SHAPES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
# What DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) says of the ranges of its terms, and what a catalogue needs.
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property
    [ sh:path dcterms:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dcterms:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dcterms:issued ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:dateTime ] ,
    [ sh:path dcterms:conformsTo ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcterms:rights ; sh:minCount 1 ; sh:class dcterms:RightsStatement ] ,
    [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] ,
    [ sh:path prov:wasGeneratedBy ; sh:minCount 1 ; sh:class prov:Activity ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ; sh:property
    [ sh:path dcterms:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcterms:rights ; sh:minCount 1 ; sh:class dcterms:RightsStatement ] ,
    [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:pattern "^https://www.iana.org/assignments/media-types/" ] ,
    [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] ,
    [ sh:path spdx:checksum ; sh:maxCount 1 ; sh:class spdx:Checksum ] .
[] a sh:NodeShape ; sh:targetClass spdx:Checksum ; sh:property
    [ sh:path spdx:algorithm ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:hexBinary ] .
[] a sh:NodeShape ; sh:targetClass dcterms:RightsStatement ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] .
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("dcat")
    texts = write(place / "in", a=wire(serial=4001), b=wire(serial=4002))
    (texts / "kg-sources.csv").write_text("file,status\na.txt,released-in-full\nb.txt,leaked\n")
    (texts / "corrections.csv").write_text(
        "date,what,says,value,author,reason\n2020-01-02,08LIMA4001,subject,A better subject,A. Historian,damage\n"
    )
    kg.build(texts, place / "out", max_depth=3)
    return place / "out"


def described(output: Path) -> Graph:
    return Graph().parse(output / "build.ttl")


def conforms(graph: Graph) -> tuple[bool, str]:
    fine, _, told = pyshacl.validate(graph, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    return bool(fine), told


def test_the_description_is_valid_dcat(output: Path) -> None:
    fine, told = conforms(described(output))
    assert fine, told


@pytest.mark.parametrize("prop", [DCTERMS.description, DCAT.accessURL, DCTERMS.rights, SPDX.checksumValue])
def test_the_shapes_miss_what_is_missing(output: Path, prop: object) -> None:
    graph = described(output)
    graph.remove((None, prop, None))  # type: ignore[arg-type]
    assert not conforms(graph)[0]


def test_rights_attribution_vocabularies_options_and_corrections_are_told(output: Path) -> None:
    told = (output / "build.ttl").read_text("utf-8")
    for words in ("1 leaked", "1 released in full", "GeoNames", "CC BY 4.0", "17 U.S.C.", "max_depth: 3"):
        assert words in told, words
    assert "corrections: 1 hold, 0 without effect" in told
    graph = described(output)
    licences = {str(one) for one in graph.objects(None, DCTERMS.license)}
    assert licences == {"https://spdx.org/licenses/MIT", "https://creativecommons.org/licenses/by/4.0/"}
    (tables,) = (one for one in graph.objects(None, PROV.wasDerivedFrom) if str(one).endswith("#vocabularies"))
    assert (tables, SPDX.checksum, None) in graph and (tables, DCTERMS.hasVersion, None) in graph


def test_checksums_stay_true(output: Path) -> None:
    assert run(["view", str(output)]) == 0
    assert run(["export", str(output), "--format", "graphml"]) == 0
    graph, checked = described(output), 0
    for part in set(graph.objects(None, DCAT.distribution)):
        data = (output / str(graph.value(part, DCTERMS.title))).read_bytes()
        for check in graph.objects(part, SPDX.checksum):
            value = str(graph.value(check, SPDX.checksumValue)).lower()
            assert value == hashlib.sha256(data).hexdigest()
            assert int(str(graph.value(part, DCAT.byteSize))) == len(data)
            checked += 1
    assert checked == 4
