"""Small graphs written by hand, in the shape the ontology gives them: nothing here depends on how cables are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.model import content_hash
from kg.terms.iris import QUERY_PREFIXES

BASE = "https://w3id.org/cable-kg/"
INFERRED = ox.NamedNode(f"{BASE}local/graph/inferred")
PREFIXES = f"""
@base <{BASE}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix kg: <{BASE}ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix part: <{BASE}part#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

TEXT = (
    "FM AMEMBASSY FREEDONIA\r\n"
    "TO RUEHC/SECSTATE WASHDC 0042\r\n"
    "INFO RUEHSY/AMEMBASSY SYLVANIA 0007\r\n"
    "TAGS: PREL ZZZZ\r\n"
    "SUBJECT: \U0001d57f\U0001d58d\U0001d58a DUCK \U0001f986 TALKS\r\n"
    "REF: A. SYLVANIA 17\r\n"
    "CLASSIFIED BY: AMBASSADOR R. FIREFLY\r\n"
    "15. (C) Nothing happened \U0001f986; TRENTINO was there.\r\n"
    "FIREFLY"
)
"""A fictional cable: line ends of two characters, and characters that are two units in JavaScript before most of it."""


class Sample:
    """A store with texts: what a built graph offers to the network and the page."""

    def __init__(self, stated: str, inferred: str = "", texts: Iterable[str] = ()) -> None:
        self._store = ox.Store()
        self._store.load(PREFIXES + stated, format=ox.RdfFormat.TURTLE)
        self._store.load(PREFIXES + inferred, format=ox.RdfFormat.TURTLE, to_graph=INFERRED)
        self._texts = {content_hash(text): text for text in texts}

    def query(self, query: str) -> Iterator[object]:
        return iter(self._store.query(query, prefixes=QUERY_PREFIXES, use_default_graph_as_union=True))

    def text(self, name: str) -> str:
        return self._texts[name]


def at(text: str, words: str, nth: int = 0) -> str:
    """Return the IRI of the nth place of `words` in a text, as evidence."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return f"<local/document/{content_hash(text)}#char={start},{start + len(words)}>"


def place(iri: str) -> tuple[int, int]:
    start, end = iri.rsplit("=", 1)[1].rstrip(">").split(",")
    return int(start), int(end)


def freedonia() -> Sample:
    """One held cable from Freedonia, one known only from its reference, and all that surrounds them."""

    def ev(words: str, nth: int = 0) -> str:
        return f"kg:evidence {at(TEXT, words, nth)}"

    repair = at(TEXT, "15.")
    stated = f"""
    <cable/33FREEDONIA4> a kg:Cable ; dcterms:identifier "33FREEDONIA4" ;
        dcterms:title "\U0001d57f\U0001d58d\U0001d58a DUCK \U0001f986 TALKS" ; dcterms:date "1933"^^xsd:gYear ;
        kg:dateTimeGroup "1933-11-17T10:00:00Z"^^xsd:dateTime ;
        kg:origin <post/FREEDONIA> ; kg:sentTo <post/STATE> ; kg:copiedTo <post/SYLVANIA> ;
        kg:topic <topic/PREL>, <topic/ZZZZ> ; kg:references <cable/33SYLVANIA17> ;
        prov:wasDerivedFrom <local/document/{content_hash(TEXT)}> ;
        part:title <cable/33FREEDONIA4#subject> ; part:origin <cable/33FREEDONIA4#from> ;
        part:sentTo <cable/33FREEDONIA4#to-secstate> ; part:copiedTo <cable/33FREEDONIA4#info-sylvania> ;
        part:topic <cable/33FREEDONIA4#tag-PREL>, <cable/33FREEDONIA4#tag-ZZZZ> ;
        part:references <cable/33FREEDONIA4#ref-A> ;
        part:classifiedBy <cable/33FREEDONIA4#classified-by-firefly> ;
        part:signedBy <cable/33FREEDONIA4#signed-firefly> ;
        part:mentions <cable/33FREEDONIA4#mentioned-trentino>, <cable/33FREEDONIA4#mentioned-protected-at-9> ;
        part:paragraph <cable/33FREEDONIA4#p5> .
    <cable/33FREEDONIA4#subject> {ev(TEXT.split("SUBJECT: ")[1].split(chr(13))[0])} .
    <cable/33FREEDONIA4#from> rdf:value <post/FREEDONIA> ;
        foaf:name "AMEMBASSY FREEDONIA" ; {ev("AMEMBASSY FREEDONIA")} .
    <cable/33FREEDONIA4#to-secstate> a kg:Addressing ; rdf:value <post/STATE> ; foaf:name "SECSTATE WASHDC" ;
        kg:order 1 ; kg:serial "0042" ; kg:routingIndicator "RUEHC" ; {ev("RUEHC/SECSTATE WASHDC 0042")} .
    <cable/33FREEDONIA4#info-sylvania> a kg:Addressing ; rdf:value <post/SYLVANIA> ; foaf:name "AMEMBASSY SYLVANIA" ;
        kg:order 2 ; kg:serial "0007" ; {ev("RUEHSY/AMEMBASSY SYLVANIA 0007")} .
    <cable/33FREEDONIA4#tag-PREL> rdf:value <topic/PREL> ; {ev("PREL")} .
    <cable/33FREEDONIA4#tag-ZZZZ> rdf:value <topic/ZZZZ> ; kg:doubt <doubt/unrecognised> ; {ev("ZZZZ")} .
    <cable/33FREEDONIA4#ref-A> a kg:Reference ; rdf:value <cable/33SYLVANIA17> ; kg:letter "A" ; kg:raw "SYLVANIA 17" ;
        kg:doubt <doubt/year-inferred> ; {ev("SYLVANIA 17")} .
    <cable/33FREEDONIA4#classified-by-firefly> a kg:Mention ; foaf:name "R. FIREFLY" ; foaf:title "AMBASSADOR" ;
        {ev("AMBASSADOR R. FIREFLY")} .
    <cable/33FREEDONIA4#signed-firefly> a kg:Mention ; foaf:name "FIREFLY" ; {ev("FIREFLY", 1)} .
    <cable/33FREEDONIA4#mentioned-trentino> a kg:Mention ; foaf:name "TRENTINO" ; {ev("TRENTINO")} .
    <cable/33FREEDONIA4#mentioned-protected-at-9> a kg:Mention ; kg:protected true ; {ev("Nothing")} .
    <cable/33FREEDONIA4#p5> a kg:Paragraph ; kg:number 5 ; kg:repair {repair} ;
        {ev(TEXT.split(chr(10))[7].rstrip())} .
    {repair} a kg:Repair ; kg:raw "15." ; rdf:value "5." ; kg:rule <rule/pilcrow> ; kg:doubt <doubt/unsure> .
    <cable/33SYLVANIA17> a kg:Cable ; dcterms:identifier "33SYLVANIA17" ; dcterms:date "1933"^^xsd:gYear ;
        kg:origin <post/SYLVANIA> .
    <local/document/{content_hash(TEXT)}> a kg:Document ; <http://www.w3.org/2000/01/rdf-schema#label> "freedonia.txt" ;
        kg:copyOf <cable/33FREEDONIA4> ; kg:releaseStatus <release/leaked> .
    <post/FREEDONIA> skos:prefLabel "Embassy Freedonia"@en, "Ambassade de Freedonie"@fr ; kg:city "Freedonia City" .
    <post/SYLVANIA> skos:prefLabel "Embassy Sylvania"@en .
    <post/STATE> skos:prefLabel "Department of State"@en .
    <topic/PREL> skos:prefLabel "External Political Relations"@en ; skos:notation "PREL" .
    <topic/ZZZZ> skos:notation "ZZZZ" .
    <doubt/unrecognised> skos:prefLabel "The code is in no list we have"@en .
    <doubt/year-inferred> skos:prefLabel "No year is written"@en .
    <doubt/unsure> skos:prefLabel "The rule is a guess"@en .
    <rule/pilcrow> skos:prefLabel "A pilcrow read as 1"@en .
    <release/leaked> skos:prefLabel "Leaked"@en .
    """
    inferred = """
    <cable/33FREEDONIA4> kg:classifiedBy <official/firefly> ; kg:signedBy <official/firefly> ; kg:status <status/held> .
    <cable/33SYLVANIA17> kg:status <status/referenced-only> .
    <cable/33FREEDONIA4#classified-by-firefly> rdf:value <official/firefly> ; kg:rule <rule/same> ; kg:score 0.9 .
    <cable/33FREEDONIA4#signed-firefly> rdf:value <official/firefly> ; kg:rule <rule/same> .
    <official/firefly> a kg:Person ; foaf:name "R. FIREFLY" .
    <official/firefly#term> a kg:Term ; org:member <official/firefly> ; org:organization <post/FREEDONIA> ;
        foaf:title "Ambassador" ; dcat:startDate "1932-01-01"^^xsd:date .
    <rule/same> skos:prefLabel "Same surname in one cable"@en .
    """
    return Sample(stated, inferred, [TEXT])


EVIL = "</script><script>window.hacked = 1</script>"
IMAGE = "<img src=x onerror=window.hacked=2 href='javascript:window.hacked=3'>"
LONG = "W" * 10_000
HOSTILE_TEXT = (
    f"SUBJECT: {EVIL} \u202eDESREVER\u202c \u2066x\u2069\r\nTAGS: __proto__ constructor\n"
    f"<!--<script> \u2028 \x00 ]]>\n{LONG}\n{IMAGE}"
)


def hostile() -> Sample:
    """A cable that tries everything: scripts, markup, marks that turn text, JavaScript's own names, endless words."""

    def text(value: str) -> str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'

    cable = "<cable/99EVIL1>"
    stated = f"""
    {cable} a kg:Cable ; dcterms:identifier {text(EVIL)} ; dcterms:title {text(EVIL + IMAGE + LONG)} ;
        kg:topic <topic/__proto__>, <topic/constructor>, <topic/toString> ; kg:origin <post/hasOwnProperty> ;
        kg:copiedTo <local/addressee/href> ; kg:passLine {text(IMAGE)} ; kg:summary {text(LONG)} ;
        part:title <cable/99EVIL1#subject> ; part:topic <cable/99EVIL1#tag> ; part:mentions <cable/99EVIL1#m> .
    <cable/99EVIL1#subject> kg:evidence {at(HOSTILE_TEXT, EVIL)}, {at(HOSTILE_TEXT, LONG)} ; kg:doubt <doubt/evil> ;
        kg:repair {at(HOSTILE_TEXT, "TAGS")} .
    <cable/99EVIL1#tag> rdf:value <topic/__proto__> ; kg:evidence {at(HOSTILE_TEXT, "__proto__")} .
    <cable/99EVIL1#m> a kg:Mention ; foaf:name {text(chr(0x202E) + "EMAN" + IMAGE)} ; foaf:title {text(IMAGE)} ;
        kg:evidence {at(HOSTILE_TEXT, IMAGE)} .
    {at(HOSTILE_TEXT, "TAGS")} kg:raw {text(IMAGE)} ; rdf:value {text(EVIL)} ; kg:rule <rule/evil> .
    <topic/__proto__> skos:prefLabel {text(IMAGE)} ; skos:notation "__proto__" .
    <topic/constructor> skos:prefLabel {text(EVIL)} .
    <topic/toString> skos:prefLabel "javascript:window.hacked=4" .
    <local/addressee/href> foaf:name {text("href " + LONG)} .
    <post/hasOwnProperty> skos:prefLabel {text(chr(0x2028) + "b" + chr(0x2029) + LONG)} .
    <doubt/evil> skos:prefLabel {text(IMAGE)} .
    <rule/evil> skos:prefLabel {text(EVIL)} .
    <local/document/{content_hash(HOSTILE_TEXT)}> <http://www.w3.org/2000/01/rdf-schema#label> {text(EVIL)} ;
        kg:copyOf {cable} ; kg:releaseStatus <release/evil> .
    <release/evil> skos:prefLabel {text(IMAGE)} .
    """
    return Sample(stated, "", [HOSTILE_TEXT])
