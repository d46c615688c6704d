"""What one cable states: every field, its evidence, and what must never be there."""

import re
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from kg.model import Cable, Document, Official, Paragraph, Sender, Span, Tag, Value, content_hash
from kg.rdf import cable_statements, same_message, used_vocabulary
from kg.terms.iris import KG, LOCAL, PART, VALUE, cable_iri, coded
from kg.terms.ntriples_terms import Triple, literal, text_of
from tests.rdf.sample import CABLE, DOCUMENT, HASH, at

NODE = cable_iri("07QUITO100")


def said(triples: list[Triple], subject: str, predicate: str) -> set[str]:
    return {o for s, p, o in triples if s == subject and p == predicate}


def part(name: str) -> str:
    return f"{NODE[:-1]}#{name}>"


def place(span: Span) -> str:
    return f"<{LOCAL}document/{HASH}#char={span.start},{span.end}>"


@pytest.fixture(scope="module")
def triples() -> list[Triple]:
    return list(cable_statements.stated(CABLE, DOCUMENT))


def test_every_value_of_the_cable_is_in_the_graph(triples: list[Triple]) -> None:
    quick = {
        "origin": {coded("post", "QUITO")},
        "alias": {literal("TOSEC 12")},
        "messageReferenceNumber": {literal("QUITO 000100")},
        "precedence": {coded("precedence", "PRIORITY")},
        "classification": {coded("classification", "CONFIDENTIAL")},
        "caption": {coded("caption", "SIPDIS")},
        "executiveOrder": {literal("12958")},
        "reason": {coded("reason", "12958-1.4b")},
        "passLine": {literal("DEPT PASS TO TREASURY")},
        "topic": {coded("topic", code) for code in ("PREL", "KZZZZ", "EC")},
        "references": {cable_iri("07LIMA50"), cable_iri("06QUITO2000")},
        "sentTo": {coded("post", "STATE")},
        "summary": {literal("The Ambassador met Foreign Minister Roe.")},
    }
    for name, values in quick.items():
        assert said(triples, NODE, KG(name)) == values, name
    section = part("section-1")
    for name, value in {
        "serial": "0100",
        "routingIndicator": "RUEHQT",
        "transmissionId": "VZCZCQUI0042",
        "securityLine": "ZNY CCCCC ZZH",
        "routedTo": "RUEHWEB",
    }.items():
        assert said(triples, section, KG(name)) == {literal(value)}


def test_every_part_has_evidence_and_it_is_where_the_value_stands(triples: list[Triple]) -> None:
    parts = {o for _, p, o in triples if p.startswith(PART("")[:-1])}
    assert len(parts) > 30
    for node in parts:
        assert said(triples, node, KG("evidence")), node
    assert said(triples, part("tag-KZZZZ"), KG("evidence")) == {place(at("KZZZZ"))}
    assert said(triples, part("mentioned-roe"), KG("evidence")) == {place(at("Roe")), place(at("Roe", 1))}
    together = Span(at("Ambassador Vera").start, at("Vera Q. Sample").end)
    assert said(triples, part("classified-by-sample"), KG("evidence")) == {place(together)}
    assert said(triples, part("section-1"), KG("evidence")) == {place(Span(0, at("ZZH").end))}


def test_quick_and_careful_answers_agree(triples: list[Triple]) -> None:
    for name in ("sentTo", "copiedTo", "topic", "references", "caption", "reason"):
        parts = said(triples, NODE, PART(name))
        assert {value for node in parts for value in said(triples, node, VALUE)} == said(triples, NODE, KG(name)), name


def test_a_fused_line_is_two_addressings_that_name_one_repair(triples: list[Triple]) -> None:
    fused = place(at("RUEHLP/AMEMBASSY LA PAZ FEB BOGOTA 0003"))
    assert said(triples, part("info-amembassy-la-paz"), KG("repair")) == {fused}
    assert said(triples, part("info-bogota"), KG("repair")) == {fused}
    assert said(triples, fused, KG("rule")) == {coded("rule", "fused-addressees")}
    assert said(triples, fused, VALUE) == {literal("RUEHLP/AMEMBASSY LA PAZ\nBOGOTA 0003")}
    assert said(triples, part("info-bogota"), KG("routingIndicator")) == set()


def test_a_repair_that_no_part_names_belongs_to_the_shortest_it_touches(triples: list[Triple]) -> None:
    loose = place(at("A HEADING"))
    assert said(triples, part("heading-a-heading"), KG("repair")) == {loose}
    assert said(triples, loose, KG("doubt")) == {coded("doubt", "unsure")}


def test_doubts_and_suggestions_are_marked(triples: list[Triple]) -> None:
    assert said(triples, part("ref-A"), KG("doubt")) == {coded("doubt", "year-inferred")}
    assert said(triples, part("tag-KZZZZ"), KG("suggestion")) == {coded("topic", "PREL")}
    assert coded("topic", "PREL") not in said(triples, part("tag-KZZZZ"), VALUE)
    unresolved = part("info-office-of-nothing-nowhere")
    assert said(triples, unresolved, KG("doubt")) == {coded("doubt", "unresolved")}


def test_a_number_printed_twice_names_neither_paragraph(triples: list[Triple]) -> None:
    names = {text_of(o).partition("#")[2] for o in said(triples, NODE, PART("paragraph"))}
    assert "p1" in names
    assert "p2" not in names
    assert len([name for name in names if re.fullmatch(r"p2~[0-9a-f]{6}", name)]) == 2


def test_a_heading_hangs_on_its_paragraph(triples: list[Triple]) -> None:
    holders = {s for s, p, o in triples if p == PART("heading") and o == part("heading-a-heading")}
    (holder,) = holders
    assert said(triples, holder, KG("portionMarking")) == {coded("portion", "SBU")}


def test_a_referenced_cable_is_described_once_and_for_all(triples: list[Triple]) -> None:
    stub = sorted({t for t in triples if t[0] == cable_iri("07LIMA50")})
    assert len(stub) == 5, "type, number, the same as label, year, post"
    assert said(stub, cable_iri("07LIMA50"), KG("origin")) == {coded("post", "LIMA")}


def test_what_is_no_cable_keeps_its_kind_and_words(triples: list[Triple]) -> None:
    assert said(triples, part("ref-C"), KG("kind")) == {literal("email")}
    assert said(triples, part("ref-C"), KG("raw")) == {literal("DOE-ROE EMAIL 1/2/07")}
    assert said(triples, part("ref-C"), VALUE) == set()


def test_a_protected_person_leaves_nothing_of_the_name(triples: list[Triple]) -> None:
    told = " ".join(" ".join(t) for t in triples).casefold()
    assert "nadie" not in told
    assert "juan" not in told
    (node,) = [s for s, p, _ in triples if p == KG("protected")]
    assert said(triples, node, KG("evidence")) == {place(at("Juan Nadie"))}
    digest = cable_statements.write(same_message.messages([(CABLE, DOCUMENT)])[0]).digest
    assert "nadie" not in digest.to_line().casefold()


def test_a_protected_person_is_named_where_that_is_asked_for() -> None:
    triples = list(cable_statements.stated(CABLE, DOCUMENT, include_protected=True))
    assert said(triples, part("mentioned-nadie"), "<http://xmlns.com/foaf/0.1/name>") == {literal("Juan Nadie")}


def test_the_document_says_where_it_is_from_and_how_it_became_public(triples: list[Triple]) -> None:
    node = f"<{LOCAL}document/{HASH}>"
    assert said(triples, node, KG("copyOf")) == {NODE}
    assert said(triples, node, KG("releaseStatus")) == {coded("release", "released-in-part")}
    assert {text_of(o) for o in said(triples, node, KG("releaseDate"))} == {"2012-03"}
    assert said(triples, NODE, "<http://www.w3.org/ns/prov#wasDerivedFrom>") == {node}


def test_persons_among_the_tags_are_mentions_and_no_topics(triples: list[Triple]) -> None:
    assert said(triples, NODE, PART("tagged")) == {part("tagged-doe")}
    assert not any("DOE" in text_of(o) for o in said(triples, NODE, KG("topic")))


def test_a_code_of_another_era_does_not_get_that_eras_meaning() -> None:
    tag = Tag("GE", raw="GE", recognised=False, suggestion=None, span=Span(0, 2))
    sent = Value(datetime(2007, 1, 1, tzinfo=UTC), raw="x", span=Span(0, 1))
    triples = list(
        cable_statements.stated(
            Cable("07LIMA1", date_time_group=sent, tags=(tag,)), Document("GE", "a", content_hash("GE"))
        )
    )
    (topic,) = {o for _, p, o in triples if p == KG("topic")}
    described = list(used_vocabulary.vocabulary([topic]))
    assert {text_of(o) for _, p, o in described if p.endswith("#notation>")} == {"GE"}
    assert not any(p.endswith("#prefLabel>") for _, p, _ in described)


NOTHING = Document("", "nothing.txt", content_hash(""))


def test_an_empty_cable_is_a_cable_without_a_number() -> None:
    triples = list(cable_statements.stated(Cable(None), NOTHING))
    assert cable_iri(f"unnumbered-{NOTHING.hash}") in {s for s, _, _ in triples}


def test_text_without_a_number_and_a_sender_without_a_post() -> None:
    text = "FM BUREAU OF SILENCE\nWords."
    cable = Cable(
        None,
        origin=Sender(None, "BUREAU OF SILENCE", raw="BUREAU OF SILENCE", span=Span(3, 20)),
        paragraphs=(Paragraph(None, False, None, span=Span(21, 27)),),
        officials=(Official(None, None, "signed", False, raw="x", span=Span(0, 1)),),
    )
    triples = list(cable_statements.stated(cable, Document(text, "a.txt", content_hash(text))))
    addressee = f"<{LOCAL}addressee/bureau-of-silence>"
    assert (addressee, "<http://xmlns.com/foaf/0.1/name>", literal("BUREAU OF SILENCE")) in triples
    assert any("#text~" in s for s, _, _ in triples)


def test_no_field_of_the_model_was_forgotten() -> None:
    """A field added to the model must come into the graph, or be named here with the reason."""
    known = {
        "diagnostics",
        "repairs",  # a digest's completeness; nodes of their own
        "attributes",  # the second witness of the 1970s: what it fills in carries the doubt from-attributes
        "sections",  # with `section`
    }
    changed = {
        name
        for name in Cable.__struct_fields__
        if set(cable_statements.stated(replace(CABLE, **{name: None if name == "form" else _empty(name)}), DOCUMENT))
        != set(cable_statements.stated(CABLE, DOCUMENT))
    }
    absent = {name for name in Cable.__struct_fields__ if not getattr(CABLE, name)}
    assert set(Cable.__struct_fields__) <= changed | known | absent
    assert absent <= known | {"release_marking", "date"}  # `date` is for a cable without a date-time group


def _empty(name: str) -> object:
    return () if isinstance(getattr(CABLE, name), tuple) else None


def test_the_same_cable_makes_the_same_statements() -> None:
    assert list(cable_statements.stated(CABLE, DOCUMENT)) == list(cable_statements.stated(CABLE, DOCUMENT))


def test_hostile_numbers_of_parts_take_no_more_than_their_share() -> None:
    text = "1. x\n" * 4000
    many = tuple(Paragraph(1, False, "C", span=Span(5 * i, 5 * i + 4)) for i in range(4000))
    assert (
        len(list(cable_statements.stated(Cable("07LIMA1", paragraphs=many), Document(text, "a", content_hash(text)))))
        < 9000
    )
