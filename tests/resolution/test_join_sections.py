"""Sections in documents of their own: one cable of several documents. All texts are fictional."""

import kg
from kg.model import Document, content_hash
from kg.rdf import cable_statements, same_message
from kg.resolution.join_sections import join_sections, lacks_sections
from kg.terms.iris import KG, PART, PROV, VALUE, cable_iri, coded, document_iri
from kg.terms.ntriples_terms import literal
from tests.parsing.test_markings import CORRECTED, EARLIER
from tests.parsing.test_sections import FIRST, SECOND
from tests.rdf.test_cable_statements import said


def read(*texts: str) -> list[tuple[kg.model.Cable, Document]]:
    return [(kg.parse(t), Document(t, f"{n}.txt", content_hash(t))) for n, t in enumerate(texts)]


def test_sections_in_two_documents_are_one_cable() -> None:
    (message,) = same_message.messages(read(FIRST, SECOND))
    written = cable_statements.write(message)
    node = cable_iri("75LIMA1234")
    assert said(written.triples, node, PART("section")) == {f"{node[:-1]}#section-{n}>" for n in (1, 2)}
    assert said(written.triples, node, PART("paragraph")) == {f"{node[:-1]}#p{n}>" for n in (1, 2, 3)}
    places = said(written.triples, f"{node[:-1]}#p2>", KG("evidence"))
    assert {place.split("#")[0] + ">" for place in places} == {document_iri(d.hash) for _, d in message.copies}
    assert written.digest.complete
    assert coded("doubt", "copies-differ") not in {o for _, _, o in written.triples}


def test_a_section_of_its_own_cites_the_reference_line_of_the_first() -> None:
    first = FIRST.replace("\n1. ", "\nREF: (A) STATE 138820 (B) LIMA 1200\n1. ", 1)
    assert len(kg.parse(first).references) == 2
    second = SECOND.replace("3. HE ADDED NOTHING.", "3. HE ADDED NOTHING TO REF B. SEE REF (C).")
    assert kg.parse(second).paragraphs[-1].cites == ()
    (message,) = same_message.messages(read(first, second))
    triples, node = cable_statements.write(message).triples, cable_iri("75LIMA1234")[:-1]
    assert said(triples, f"{node}#p3>", PART("cites")) == {f"{node}#p3-ref-B>"}
    assert said(triples, f"{node}#p3-ref-B>", VALUE) == {f"{node}#ref-B>"}
    (place,) = said(triples, f"{node}#p3-ref-B>", KG("evidence"))
    start, end = map(int, place[:-1].rpartition("=")[2].split(","))
    assert second[start:end] == "REF B"
    assert {document_iri(content_hash(first))} == {
        where.split("#")[0] + ">" for where in said(triples, f"{node}#ref-B>", KG("evidence"))
    }


def test_the_order_of_the_documents_makes_no_difference() -> None:
    first, second = read(FIRST, SECOND)
    one, other = (
        cable_statements.write(same_message.messages(pair)[0]).triples for pair in ([first, second], [second, first])
    )
    assert sorted(one) == sorted(other)


def test_a_section_alone_is_part_of_a_cable() -> None:
    for text in (FIRST, SECOND):
        assert lacks_sections([kg.parse(text)])
    assert not lacks_sections([kg.parse(FIRST), kg.parse(SECOND)])


def test_a_whole_copy_beside_a_section_is_enough() -> None:
    assert not lacks_sections([kg.parse(FIRST + SECOND), kg.parse(SECOND)])


def test_a_section_that_ends_its_sentence_leaves_the_next_alone() -> None:
    ended = FIRST.replace("2. HE SAID THAT THE SHIPS", "2. HE SAID THAT ALL WAS WELL.")
    joined = join_sections(read(ended, SECOND.replace("WERE LATE.", "A NOTE WITHOUT A NUMBER.")))
    assert [p.number for p in joined[1][0].paragraphs] == [None, 3]


def test_the_corrected_document_revises_the_other_and_counts() -> None:
    (message,) = same_message.messages(read(EARLIER + "1. (C) It opens.\n", CORRECTED + "1. (C) It opens.\n"))
    triples = cable_statements.write(message).triples
    node = cable_iri("07LIMA2181")
    old, new = (document_iri(content_hash(t + "1. (C) It opens.\n")) for t in (EARLIER, CORRECTED))
    assert (new, PROV("wasRevisionOf"), old) in triples
    from kg.terms.iris import DCTERMS

    assert said(triples, node, DCTERMS("title")) == {literal("THE HARBOUR OPENS")}
    parts = {
        next(iter(said(triples, part, VALUE))): said(triples, part, KG("doubt"))
        for part in said(triples, node, PART("title"))
    }
    assert coded("doubt", "superseded") in parts[literal("THE HARBOR OPENS")]
    assert coded("doubt", "superseded") not in parts[literal("THE HARBOUR OPENS")]
