"""The axioms of the ontology hold of data: under RDFS nothing false follows; a DL reasoner finds no contradiction."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

import kg
from kg.vocabulary import locate
from tests.fictional import wire, write

KG = Namespace("https://w3id.org/cable-kg/ontology#")
ORG, SKOS = Namespace("http://www.w3.org/ns/org#"), Namespace("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
OUR_KINDS = (
    *(KG[name] for name in "Cable Document Part Repair Thread Correction Term Attestation Person".split()),
    ORG.Organization,
    SKOS.Concept,
)
"""What is one of these is none of the others."""
VALUES = (KG.evidence, RDF.value, KG.doubt, KG.rule)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Return the graph of a few cables of several kinds: the example, references, corrections, a thread, two copies."""
    place = tmp_path_factory.mktemp("axioms")
    example = Path(__file__).parents[1] / "examples" / "07LIMA2181.txt"
    texts = write(
        place / "in",
        a=wire(serial=4001, info=("RUEHXX/BUREAU OF SILENCE",)),
        b=wire(serial=4002, reference="LIMA 4001", body="1. (C) President Ollanta Quill met Minister Ana Roe."),
        c=wire(serial=4002, reference="LIMA 4001", subject="TALKS ON FISH", signed="ROE"),
        example=example.read_text("utf-8"),
    )
    (texts / "corrections.csv").write_text(
        "date,what,says,value,author,reason\n2020-01-02,08LIMA4001,subject,A better subject,A. Historian,damage\n"
    )
    kg.build(texts, place / "out")
    return Graph().parse(place / "out" / "graph.ttl")


@pytest.fixture(scope="module")
def closed(data: Graph) -> Graph:
    """Return the closure of data and ontology under RDFS."""
    return closure(data + Graph().parse(locate() / "cable.ttl"))


def closure(graph: Graph) -> Graph:
    """Return a graph with all that follows from it by RDFS: sub-classes, sub-properties, domains and ranges."""
    closed = graph + Graph()
    above = {rel: Graph() for rel in (RDFS.subClassOf, RDFS.subPropertyOf)}
    for rel, known in above.items():
        for lower in set(graph.subjects(rel)):
            for upper in graph.transitive_objects(lower, rel):
                known.add((lower, rel, upper))
    for subject, prop, value in graph:
        for wider in {prop, *above[RDFS.subPropertyOf].objects(prop, RDFS.subPropertyOf)}:
            closed.add((subject, wider, value))
            for kind in graph.objects(wider, RDFS.domain):
                closed.add((subject, RDF.type, kind))
            for kind in graph.objects(wider, RDFS.range) if not isinstance(value, Literal) else ():
                closed.add((value, RDF.type, kind))
    for thing, kind in list(closed.subject_objects(RDF.type)):
        for wider in above[RDFS.subClassOf].objects(kind, RDFS.subClassOf):
            closed.add((thing, RDF.type, wider))
    return closed


def test_nothing_becomes_two_kinds_of_thing(closed: Graph) -> None:
    kinds: dict[URIRef, set[str]] = {}
    for kind in OUR_KINDS:
        for thing in closed.subjects(RDF.type, kind):
            kinds.setdefault(thing, set()).add(str(kind))  # type: ignore[arg-type]
    mixed = {str(thing): sorted(found) for thing, found in kinds.items() if len(found) > 1}
    assert mixed == {}
    assert len(kinds) > 100


def test_parts_are_what_the_properties_that_lead_to_them_imply(data: Graph, closed: Graph) -> None:
    part = Namespace("https://w3id.org/cable-kg/part#")
    for role, kind in (("paragraph", "Paragraph"), ("sentTo", "Addressing"), ("references", "Reference")):
        parts = set(data.objects(None, part[role]))
        assert parts and not any(data.subjects(RDF.type, KG[kind]))
        assert parts <= set(closed.subjects(RDF.type, KG[kind])) <= set(closed.subjects(RDF.type, KG.Part))


def test_a_cable_has_no_date_and_no_number_that_is_not_its_own(data: Graph, closed: Graph) -> None:
    for cable in set(closed.subjects(RDF.type, KG.Cable)):
        own = set(data.objects(cable, DCTERMS.identifier))
        assert set(closed.objects(cable, DCTERMS.identifier)) == own
        assert not set(closed.objects(cable, DCTERMS.available))
        days = {
            *data.objects(cable, DCTERMS.date),
            *data.objects(cable, KG.dateTimeGroup),
            *data.objects(cable, KG.date),
        }
        assert set(closed.objects(cable, DCTERMS.date)) | set(closed.objects(cable, DCTERMS.created)) <= days
        assert not set(closed.objects(cable, DCTERMS.accessRights))


def test_nothing_is_the_value_or_the_evidence_of_more_than_it_was(data: Graph, closed: Graph) -> None:
    for prop in VALUES:
        assert set(closed.subject_objects(prop)) == set(data.subject_objects(prop)), prop


def test_the_shapes_hold_with_and_without_the_closure(data: Graph, closed: Graph) -> None:
    shapes = Graph().parse(locate() / "shapes.ttl")
    about = Graph().parse(locate() / "cable.ttl")
    for graph in (data, closed):
        _, _, told = pyshacl.validate(graph, shacl_graph=shapes, advanced=True, inplace=False)
        found = [line for line in told.splitlines() if line.strip().startswith(("Focus Node", "Message"))]
        assert "Conforms: True" in told, found[:10]
    assert len(closed) > len(data) + len(about)


def test_every_term_of_the_alignments_is_a_term_of_the_ontology() -> None:
    ontology = Graph().parse(locate() / "cable.ttl")
    alignments = Graph().parse(locate() / "alignments.ttl")
    ours = {s for s in alignments.subjects() if str(s).startswith(("https://w3id.org/cable-kg/ontology#", str(KG)))}
    assert ours and all((term, RDFS.isDefinedBy, None) in ontology for term in ours)
    used = {p for p in alignments.predicates() if str(p).startswith(str(SKOS))}
    matches = {SKOS[f"{name}Match"] for name in ("exact", "close", "broad", "narrow", "related")}
    assert used <= matches, "alignments are no axioms"


def hermit() -> Path | None:
    """Return the jar of the reasoner HermiT, which the package owlready2 brings along; None where it is not there."""
    spec = find_spec("owlready2")
    jar = Path(str(spec.origin)).parent / "hermit" / "HermiT.jar" if spec and spec.origin else None
    return jar if jar is not None and jar.is_file() else None


NO_REASONER = "no DL reasoner: Java and the package owlready2 (for HermiT) are needed"
reasoned = pytest.mark.skipif(shutil.which("java") is None or hermit() is None, reason=NO_REASONER)


def _of_the_map(term: Node) -> Node:
    """Return a term with a datatype of the OWL 2 datatype map, which has moments, and neither days nor years."""
    if isinstance(term, URIRef) and term in (XSD.date, XSD.gYear, XSD.gYearMonth):
        return XSD.dateTime
    if isinstance(term, Literal) and term.datatype == XSD.date:
        return Literal(f"{term}T00:00:00Z", datatype=XSD.dateTime, normalize=False)
    if isinstance(term, Literal) and term.datatype in (XSD.gYear, XSD.gYearMonth):
        return Literal(f"{str(term)[:4]}-01-01T00:00:00Z", datatype=XSD.dateTime, normalize=False)
    return term


def consistent(graph: Graph, folder: Path) -> bool:
    """Tell whether HermiT finds a model of a graph."""
    path = folder / "all.owl"
    known = Graph()
    for subject, prop, value in graph:
        known.add((subject, prop, _of_the_map(value)))
    known.serialize(path, format="xml")
    jar = hermit()
    assert jar is not None
    command = ["java", "-Xmx1g", "-cp", str(jar), "org.semanticweb.HermiT.cli.CommandLine", "-k", path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    told = done.stdout + done.stderr
    assert "is satisfiable" in told or "is not satisfiable" in told or "nconsistent" in told, told[-2000:]
    return "is satisfiable" in told


@reasoned
def test_a_reasoner_finds_ontology_and_data_consistent(data: Graph, tmp_path: Path) -> None:
    assert consistent(data + Graph().parse(locate() / "cable.ttl"), tmp_path)


@reasoned
def test_a_reasoner_finds_a_contradiction_where_there_is_one(data: Graph, tmp_path: Path) -> None:
    """What is sent to a paragraph makes it a cable: the test above can fail."""
    wrong = data + Graph().parse(locate() / "cable.ttl")
    paragraph = next(iter(data.objects(None, Namespace("https://w3id.org/cable-kg/part#").paragraph)))
    wrong.add((paragraph, KG.sentTo, URIRef("https://w3id.org/cable-kg/post/LIMA")))
    assert not consistent(wrong, tmp_path)
