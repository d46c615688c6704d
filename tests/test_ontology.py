"""The ontology, its shapes and its vocabularies: documented, made from the tables, and strict."""

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import DC, DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.namespace import FOAF, ORG, PROV, SH

from kg.errors import KgError
from kg.schema import make_ontology, ontology_blocks
from kg.vocabulary import locate

BASE = "https://w3id.org/cable-kg/"
KG, PART = Namespace(BASE + "ontology#"), Namespace(BASE + "part#")
SKETCH = Path(__file__).parents[2] / "shared" / "seed" / "sketch"

HASH = "0" * 32
PREFIXES = f"""
@base <{BASE}> .
@prefix caption: <{BASE}caption/> . @prefix classification: <{BASE}classification/> . @prefix doubt: <{BASE}doubt/> .
@prefix kg: <{KG}> . @prefix part: <{PART}> . @prefix portion: <{BASE}portion/> . @prefix post: <{BASE}post/> .
@prefix precedence: <{BASE}precedence/> . @prefix reason: <{BASE}reason/> . @prefix release: <{BASE}release/> .
@prefix rule: <{BASE}rule/> . @prefix status: <{BASE}status/> . @prefix topic: <{BASE}topic/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <{DCTERMS}> . @prefix foaf: <{FOAF}> .
@prefix org: <{ORG}> . @prefix owl: <{OWL}> . @prefix prov: <{PROV}> . @prefix rdf: <{RDF}> . @prefix rdfs: <{RDFS}> .
@prefix value-state: <{BASE}value-state/> .
@prefix skos: <{SKOS}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

#: A small, fictional cable: Quito to the Department, copied to Lima, with one reference, one repair and one doubt.
GOOD = """
<cable/07QUITO100> a kg:Cable ;
    dcterms:identifier "07QUITO100" ; dcterms:title "A FICTIONAL SUBJECT" ; kg:origin post:QUITO ;
    kg:dateTimeGroup "2007-02-03T10:15:00Z"^^xsd:dateTime ; kg:precedence precedence:ROUTINE ;
    kg:classification classification:CONFIDENTIAL ; kg:caption caption:SIPDIS ; kg:executiveOrder "12958" ;
    kg:declassifyOn "2017-02-03"^^xsd:date ; kg:reason reason:12958-1.4d ;
    kg:sentTo post:STATE ; kg:copiedTo post:LIMA ; kg:topic topic:PREL, topic:KZZZZ ;
    kg:references <cable/07LIMA50> ; kg:status status:held ;
    part:title <cable/07QUITO100#subject> ; part:origin <cable/07QUITO100#from-amembassy-quito> ;
    part:classification <cable/07QUITO100#classification> ; part:caption <cable/07QUITO100#caption-SIPDIS> ;
    part:reason <cable/07QUITO100#reason-1.4d> ; part:sentTo <cable/07QUITO100#to-secstate-washdc> ;
    part:copiedTo <cable/07QUITO100#info-amembassy-lima> ;
    part:topic <cable/07QUITO100#tag-PREL>, <cable/07QUITO100#tag-KZZZZ> ;
    part:references <cable/07QUITO100#ref-A>, <cable/07QUITO100#ref-B> ;
    part:signedBy <cable/07QUITO100#signed-doe> ; part:paragraph <cable/07QUITO100#p1> ;
    part:section <cable/07QUITO100#section-1> .
<cable/07QUITO100#subject> kg:evidence <D#char=10,30> .
<cable/07QUITO100#from-amembassy-quito> rdf:value post:QUITO ; foaf:name "AMEMBASSY QUITO" ;
    kg:evidence <D#char=30,40> .
<cable/07QUITO100#classification> rdf:value classification:CONFIDENTIAL ; kg:evidence <D#char=40,50> .
<cable/07QUITO100#caption-SIPDIS> rdf:value caption:SIPDIS ; kg:evidence <D#char=50,56> .
<cable/07QUITO100#reason-1.4d> rdf:value reason:12958-1.4d ; kg:evidence <D#char=60,66> .
<cable/07QUITO100#to-secstate-washdc> rdf:value post:STATE ; foaf:name "SECSTATE WASHDC" ;
    kg:routingIndicator "RUEHC" ; kg:serial "0001" ; kg:evidence <D#char=70,90> .
<cable/07QUITO100#info-amembassy-lima> rdf:value post:LIMA ; foaf:name "AMEMBASSY LIMA" ;
    kg:evidence <D#char=90,110> .
<cable/07QUITO100#tag-PREL> rdf:value topic:PREL ; kg:evidence <D#char=110,114> .
<cable/07QUITO100#tag-KZZZZ> rdf:value topic:KZZZZ ; kg:doubt doubt:unrecognised ; kg:suggestion topic:PREL ;
    kg:evidence <D#char=116,121> .
<cable/07QUITO100#ref-A> rdf:value <cable/07LIMA50> ; kg:letter "A" ; kg:raw "LIMA 50" ;
    kg:doubt doubt:year-inferred ; kg:evidence <D#char=130,137> .
<cable/07QUITO100#ref-B> kg:kind "email" ;
    kg:valueState value-state:no-cable ; kg:letter "B" ; kg:raw "DOE-ROE EMAIL" ;
    kg:evidence <D#char=140,153> .
<cable/07QUITO100#signed-doe> foaf:name "DOE" ; rdf:value <official/doe> ; kg:rule rule:one-cable ;
    kg:score 0.9 ; kg:evidence <D#char=900,903> .
<cable/07QUITO100#p1> kg:portionMarking portion:C ; kg:evidence <D#char=200,800> ;
    kg:repair <D#char=200,203> .
<cable/07QUITO100#section-1> kg:number 1 ; kg:serial "0100" ; kg:routingIndicator "RUEHQT" ;
    kg:filingTime "2007-02-03T10:15:00Z"^^xsd:dateTime ; kg:evidence <D#char=0,9> .
<cable/07LIMA50> a kg:Cable ; dcterms:identifier "07LIMA50" ; dcterms:date "2007"^^xsd:gYear ; kg:origin post:LIMA .
<D> a kg:Document ; rdfs:label "cables/07QUITO100.txt" ; kg:copyOf <cable/07QUITO100> ; kg:form "acp-127" ;
    kg:encoding "utf-8" ; kg:releaseStatus release:unknown .
<D#char=200,203> kg:raw "11." ; rdf:value "1." ; kg:rule rule:pilcrow .
<official/doe> a kg:Person ; rdfs:label "DOE" ; foaf:name "DOE" .
<official/doe#quito> a kg:Term ; org:member <official/doe> ; org:organization post:QUITO ;
    dcat:startDate "2007-02-03"^^xsd:date ; dcat:endDate "2007-02-03"^^xsd:date ;
    prov:wasDerivedFrom <cable/07QUITO100#signed-doe> .
topic:PREL a skos:Concept ; skos:notation "PREL" ; skos:prefLabel "External Political Relations"@en .
topic:KZZZZ a skos:Concept ; skos:notation "KZZZZ" .
post:QUITO a org:Organization ; skos:prefLabel "Embassy Quito"@en .
""".replace("<D", f"<local/document/{HASH}")

SHAPES = Graph().parse(locate() / "shapes.ttl")
ONTOLOGY = Graph().parse(locate() / "cable.ttl")


def graph(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def problems(data: Graph) -> str:
    conforms, _, text = pyshacl.validate(data, shacl_graph=SHAPES, inference="none")
    return "" if conforms else text


def broken_shapes(data: Graph) -> set[str]:
    """Return the shapes that a graph breaks, each by the name under which it (or a shape inside it) stands."""
    _, results, _ = pyshacl.validate(data, shacl_graph=SHAPES, inference="none")
    named = [s for s in set(SHAPES.subjects()) if isinstance(s, URIRef)]
    inside = {name: set(SHAPES.transitive_objects(name, SH.property)) for name in named}
    found = set(results.objects(None, SH.sourceShape))
    return {str(name).removeprefix(BASE) for name in named if inside[name] & found}


def test_the_shapes_are_shapes():
    pyshacl.validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)


def test_a_good_graph_passes():
    assert problems(graph(GOOD)) == ""


@pytest.mark.parametrize(
    ("old", "new", "shape"),
    [
        ("<cable/07QUITO100> a", "_:b a", "shape/Cable"),
        ('dcterms:identifier "07QUITO100"', 'dcterms:identifier "QUITO 100"', "shape/Cable"),
        ('dcterms:identifier "07QUITO100"', 'dcterms:identifier "07QUITO100", "07QUITO101"', "shape/Cable"),
        ('10:15:00Z"^^xsd:dateTime ; kg:precedence', '10:15:00"^^xsd:dateTime ; kg:precedence', "shape/Cable"),
        ('"2007-02-03T10:15:00Z"^^xsd:dateTime ; kg:prec', '"3 FEB 07" ; kg:prec', "shape/Cable"),
        ('"2017-02-03"^^xsd:date', '"2017-02-31"^^xsd:date', "shape/Cable"),
        ('"2007"^^xsd:gYear', '"07"^^xsd:gYear', "shape/Cable"),
        ("kg:classification classification:CONFIDENTIAL", 'kg:classification "CONFIDENTIAL"', "shape/Cable"),
        (
            "classification:CONFIDENTIAL",
            "classification:CONFIDENTIAL, classification:SECRET",
            "shape/OneClassification",
        ),
        ('"A FICTIONAL SUBJECT"', '"A FICTIONAL SUBJECT", "ANOTHER ONE"', "shape/OneTitle"),
        ("kg:origin post:QUITO", "kg:origin post:QUITO, post:LIMA", "shape/OneOrigin"),
        ("kg:sentTo post:STATE", "kg:sentTo post:STATE, post:LIMA", "shape/SentToAgree"),
        ("kg:copiedTo post:LIMA ; ", "", "shape/CopiedToAgree"),
        ("kg:topic topic:PREL, topic:KZZZZ", "kg:topic topic:PREL", "shape/TopicAgree"),
        ("kg:references <cable/07LIMA50>", "kg:references <cable/07LIMA51>", "shape/ReferencesAgree"),
        ("kg:evidence <D#char=110,114>", "rdfs:comment 'none'", "shape/Part"),
        ("<D#char=130,137>", "<D#line=130>", "shape/Evidence"),
        ("<D#char=130,137>", '"LIMA 50"', "shape/Evidence"),
        ("kg:doubt doubt:year-inferred", 'kg:doubt "year inferred"', "shape/Doubt"),
        ("kg:doubt doubt:unrecognised ; ", "", "shape/Suggestion"),
        ("kg:suggestion topic:PREL", "kg:suggestion topic:KZZZZ", "shape/Suggestion"),
        ("rdf:value post:STATE ; ", "", "shape/Addressing"),
        ('foaf:name "AMEMBASSY LIMA" ;', "", "shape/Addressing"),
        ('kg:serial "0001"', "kg:serial 1", "shape/Addressing"),
        ('kg:routingIndicator "RUEHC"', 'kg:routingIndicator "SECSTATE WASHDC"', "shape/Addressing"),
        ("rdf:value topic:PREL ;", "rdf:value topic:PREL, topic:PE ;", "shape/OneMeaning"),
        ('kg:raw "LIMA 50" ;', "", "shape/Reference"),
        ('kg:kind "email"', 'kg:kind "rumour"', "shape/Reference"),
        ('kg:kind "email" ;', "", "shape/Reference"),
        ('foaf:name "DOE" ; rdf:value', "rdf:value", "shape/Mention"),
        ('foaf:name "DOE" ; rdf:value', 'foaf:name "DOE" ; kg:protected true ; rdf:value', "shape/Mention"),
        ("kg:portionMarking portion:C", "kg:portionMarking portion:C, portion:S", "shape/Paragraph"),
        ("kg:portionMarking portion:C", 'kg:portionMarking "C"', "shape/Paragraph"),
        ('kg:number 1 ; kg:serial "0100"', 'kg:number 0 ; kg:serial "0100"', "shape/Section"),
        (" ; kg:releaseStatus release:unknown", "", "shape/Document"),
        ("kg:copyOf <cable/07QUITO100> ;", "", "shape/Document"),
        ('"cables/07QUITO100.txt"', '"/home/somebody/07QUITO100.txt"', "shape/Document"),
        ('"cables/07QUITO100.txt"', r'"C:\\cables\\07QUITO100.txt"', "shape/Document"),
        ("kg:rule rule:pilcrow", "rdfs:comment 'none'", "shape/Repair"),
        ('kg:raw "11." ;', "", "shape/Repair"),
        ("kg:score 0.9", "kg:score 1.9", "shape/Score"),
        ("kg:rule rule:one-cable ;", "", "shape/Score"),
        ('skos:notation "KZZZZ"', "rdfs:comment 'none'", "shape/Concept"),
        (
            '"External Political Relations"@en',
            '"External Political Relations"@en, "Foreign relations"@en',
            "shape/Concept",
        ),
        ('skos:prefLabel "Embassy Quito"@en', "rdfs:comment 'none'", "shape/Organization"),
        (
            '<official/doe> a kg:Person ; rdfs:label "DOE" ; foaf:name "DOE"',
            "<official/doe> a kg:Person",
            "shape/Person",
        ),
        ('dcat:endDate "2007-02-03"', 'dcat:endDate "2006-02-03"', "shape/Term"),
        ("prov:wasDerivedFrom <cable/07QUITO100#signed-doe>", "rdfs:comment 'none'", "shape/Term"),
        ("topic:KZZZZ a", "<official/doe> owl:sameAs <official/roe> . topic:KZZZZ a", "shape/NoSameAs"),
    ],
)
def test_a_broken_graph_fails(old, new, shape):
    old, new = (text.replace("<D", f"<local/document/{HASH}") for text in (old, new))
    assert GOOD.count(old) >= 1
    assert broken_shapes(graph(GOOD.replace(old, new, 1))) >= {shape}


def test_copies_may_differ_if_they_say_so():
    differing = GOOD.replace(
        "kg:classification classification:CONFIDENTIAL",
        "kg:classification classification:CONFIDENTIAL, classification:SECRET",
    )
    differing += "<cable/07QUITO100#classification> kg:doubt doubt:copies-differ ."
    assert problems(graph(differing)) == ""


def test_a_protected_person_has_no_name():
    assert problems(graph(GOOD.replace('foaf:name "DOE" ; rdf:value', "kg:protected true ; rdf:value"))) == ""


@pytest.mark.skipif(not SKETCH.is_dir(), reason="the graph written by hand is not here")
def test_the_graph_written_by_hand_passes_and_uses_only_defined_terms():
    sketch = Graph().parse(SKETCH / "graph.ttl").parse(SKETCH / "inferred.ttl")
    for name in ("origin", "precedence", "classification"):  # their parts had no value yet when the sketch was drawn
        for cable, part in sketch.subject_objects(PART[name]):
            sketch.add((part, RDF.value, sketch.value(cable, KG[name])))
    assert problems(sketch) == ""
    assert undefined(sketch) == set()


def undefined(data: Graph) -> set[str]:
    used = set(data.predicates()) | set(data.objects(None, RDF.type))
    return {str(t) for t in used if str(t).startswith((str(KG), str(PART))) and (t, None, None) not in ONTOLOGY}


def test_the_good_graph_uses_only_defined_terms():
    assert undefined(graph(GOOD)) == set()


TERMS = sorted(t for t in set(ONTOLOGY.subjects(RDFS.isDefinedBy)) if isinstance(t, URIRef))


def test_there_are_terms():
    assert len(TERMS) > 80


@pytest.mark.parametrize("term", TERMS, ids=lambda t: str(t).removeprefix(BASE))
def test_every_term_is_documented(term):
    label, comment, example = (ONTOLOGY.value(term, p) for p in (RDFS.label, RDFS.comment, SKOS.example))
    assert label and comment and example
    assert label.language == comment.language == example.language == "en"
    if OWL.Class in ONTOLOGY.objects(term, RDF.type):
        assert (term, RDFS.subClassOf, None) in ONTOLOGY
    else:
        assert (term, RDFS.range, None) in ONTOLOGY or term in (KG.suggestion, KG.conflictsWith)


def test_terms_of_other_vocabularies_exist():
    known = {str(n): n for n in (DC, DCTERMS, FOAF, ORG, PROV, SKOS)}
    cito = {"http://purl.org/spar/cito/cites", "http://purl.org/spar/cito/Citation"}
    above = set(ONTOLOGY.objects(None, RDFS.subPropertyOf)) | set(ONTOLOGY.objects(None, RDFS.subClassOf))
    for term in map(str, above):
        namespace = next((n for n in known if term.startswith(n)), None)
        if namespace:
            assert term.removeprefix(namespace) in known[namespace], term
        else:
            assert term in cito or term.startswith(BASE), term


def test_no_term_is_undefined_in_the_ontology_itself():
    own = {t for triple in ONTOLOGY for t in triple if str(t).startswith((str(KG), str(PART)))}
    assert {str(t) for t in own if t not in TERMS} == {str(KG)} & {str(t) for t in own}


@pytest.mark.parametrize("name", make_ontology.FILES)
def test_the_files_are_what_the_tables_make(name):
    assert (locate() / name).read_text(encoding="utf-8") == make_ontology.text_of(name), "run: make ontology"


@pytest.mark.parametrize("name", make_ontology.WITH_BLOCKS)
def test_the_blocks_of_fields_are_what_the_table_makes(name):
    text = (locate() / name).read_text(encoding="utf-8")
    assert "# fields.csv: " in text and ontology_blocks.filled(text) == text, "run: make ontology"


def test_a_block_that_nothing_makes_is_refused():
    with pytest.raises(KgError, match="no block 'colours'"):
        ontology_blocks.filled("# fields.csv: colours\n# fields.csv: end\n")


@pytest.mark.parametrize("name", make_ontology.FILES)
def test_the_files_say_exactly_the_statements(name):
    made = "".join(" ".join(s) + " .\n" for s in make_ontology.FILES[name]())
    written = ox.parse((locate() / name).read_bytes(), format=ox.RdfFormat.TURTLE)
    assert set(ox.parse(made, format=ox.RdfFormat.N_TRIPLES)) == set(written)


def test_the_vocabularies_load_in_rdflib_and_pass_the_shapes():
    everything = Graph()
    for name in make_ontology.FILES:
        everything.parse(locate() / name)
    assert problems(everything) == ""
    assert undefined(everything) == set()
    lima, prel = URIRef(BASE + "post/LIMA"), URIRef(BASE + "topic/PREL")
    assert str(everything.value(lima, SKOS.prefLabel)) == "Embassy Lima"
    assert everything.value(lima, KG.country) == URIRef(BASE + "topic/PE")
    assert everything.value(prel, SKOS.broader) == URIRef(BASE + "topic-family/political")
    assert everything.value(URIRef(BASE + "post/BOMBAY"), KG.successor) == URIRef(BASE + "post/MUMBAI")


def test_a_change_of_a_post_is_an_event_with_its_date():
    found = Graph().parse(locate() / "posts.ttl")
    bombay, mumbai = URIRef(BASE + "post/BOMBAY"), URIRef(BASE + "post/MUMBAI")
    (event,) = found.objects(bombay, ORG.changedBy)
    assert list(found.objects(mumbai, ORG.resultedFrom)) == [event]
    assert (event, RDF.type, ORG.ChangeEvent) in found and str(found.value(event, DCTERMS.date)) == "1995"
    assert found.value(event, ORG.originalOrganization) == bombay
    assert found.value(event, ORG.resultingOrganization) == mumbai


def test_every_broader_topic_is_described():
    topics = Graph().parse(locate() / "topics.ttl")
    assert [str(t) for t in topics.objects(None, SKOS.broader) if (t, RDF.type, SKOS.Concept) not in topics] == []


def test_making_writes_the_files(tmp_path):
    made = make_ontology.write(tmp_path)
    assert [p.name for p in made] == [*make_ontology.FILES, *make_ontology.WITH_BLOCKS, "context.jsonld"]
    assert all(path.read_bytes() == (locate() / path.name).read_bytes() for path in made), "run: make ontology"
    assert (tmp_path / "context.jsonld").read_bytes() == (locate() / "context.jsonld").read_bytes(), "make ontology"
    assert make_ontology.write(tmp_path)[0].read_bytes() == (locate() / "topics.ttl").read_bytes()
