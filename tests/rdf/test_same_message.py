"""Which copies are one message, and how their statements come together."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from kg.model import Cable, Diagnostic, Document, Span, Value, content_hash
from kg.rdf import cable_statements, same_message
from kg.terms.iris import KG, PART, PROV, VALUE, cable_iri, coded, document_iri
from kg.terms.ntriples_terms import literal, moment
from tests.rdf.sample import CABLE, DOCUMENT, SENT
from tests.rdf.test_cable_statements import said


def document(text: str, source: str = "a.txt") -> Document:
    return Document(text, source, content_hash(text))


def at_hour(hour: int) -> Cable:
    sent = datetime(2007, 2, 3, hour, 15, tzinfo=UTC)
    return replace(CABLE, date_time_group=replace(CABLE.date_time_group, value=sent, raw=f"03{hour:02}15Z"))


def test_two_messages_under_one_number_have_two_names_and_say_so() -> None:
    later, earlier = (at_hour(12), document("later")), (at_hour(9), document("earlier"))
    found = same_message.messages([later, earlier])
    assert [m.key for m in found] == ["07QUITO100", "07QUITO100-20070203T1215Z"]
    assert found[0].copies == (earlier,)
    assert found[0].shares == ("07QUITO100-20070203T1215Z",)
    triples = cable_statements.write(found[0]).triples
    assert said(triples, cable_iri("07QUITO100"), KG("sharesNumberWith")) == {cable_iri("07QUITO100-20070203T1215Z")}
    assert coded("doubt", "number-shared") in said(triples, cable_iri("07QUITO100"), KG("doubt"))


def on_day(day: int) -> Cable:
    """Return the cable of an edition: a day, no date-time group."""
    return replace(CABLE, date_time_group=None, date=Value(date(2007, 2, day), raw="day", span=Span(0, 3)))


def test_documents_of_different_days_are_never_one_cable_because_their_numbers_agree() -> None:
    found = same_message.messages([(on_day(3), document("one")), (on_day(20), document("other"))])
    assert [m.key for m in found] == ["07QUITO100", "07QUITO100-20070220"]
    assert found[0].shares == ("07QUITO100-20070220",)


def test_a_copy_with_a_day_alone_is_of_the_message_of_that_day() -> None:
    """Editors give local time, which may be the day beside that of the date-time group."""
    found = same_message.messages(
        [(at_hour(9), document("one")), (on_day(4), document("edited")), (on_day(20), document("x"))]
    )
    assert [(m.key, len(m.copies)) for m in found] == [("07QUITO100", 2), ("07QUITO100-20070220", 1)]


def corrected(cable: Cable) -> Cable:
    return replace(cable, diagnostics=(Diagnostic("corrected-copy", "this copy corrects", Span(0, 9)),))


def test_a_corrected_copy_with_a_time_of_its_own_is_a_version_of_what_it_corrects() -> None:
    old, new, newer = document("earlier"), document("CORRECTED COPY"), document("CORRECTED again")
    again, last = corrected(at_hour(12)), corrected(replace(at_hour(14), subject=None))
    (message,) = same_message.messages([(last, newer), (again, new), (at_hour(9), old)])
    assert (message.key, len(message.copies), message.shares) == ("07QUITO100", 3, ())
    written = cable_statements.write(message)
    triples, node = written.triples, cable_iri("07QUITO100")
    revised = {(s, o) for s, p, o in triples if p == PROV("wasRevisionOf")}
    iris = {name: document_iri(d.hash) for name, d in (("old", old), ("new", new), ("newer", newer))}
    assert revised == {(iris[one], iris[other]) for one, other in (("new", "old"), ("newer", "old"), ("newer", "new"))}
    assert said(triples, iris["new"], KG("correctedCopy")) == {literal("CORRECTED")}
    assert said(triples, node, KG("dateTimeGroup")) == {moment(last.date_time_group.value)}
    assert len(said(triples, node, PART("dateTimeGroup"))) == 3
    assert coded("doubt", "superseded") in {o for s, p, o in triples if p == KG("doubt")}


def test_a_corrected_copy_of_one_of_several_messages_goes_to_the_one_with_its_subject() -> None:
    one, other = at_hour(9), replace(at_hour(10), subject=replace(CABLE.subject, value="ANOTHER SUBJECT"))
    again = corrected(replace(other, date_time_group=at_hour(12).date_time_group))
    found = same_message.messages([(one, document("a")), (other, document("b")), (again, document("c"))])
    assert [(m.key, len(m.copies)) for m in found] == [("07QUITO100", 1), ("07QUITO100-20070203T1015Z", 2)]
    unclear = same_message.messages([(one, document("a")), (at_hour(10), document("b")), (again, document("c"))])
    assert [len(m.copies) for m in unclear] == [1, 1, 1]


def test_corrected_copies_alone_are_one_message() -> None:
    (message,) = same_message.messages(
        [(corrected(at_hour(12)), document("a")), (corrected(at_hour(9)), document("b"))]
    )
    assert message.key == "07QUITO100"


def test_a_copy_without_a_time_goes_to_the_earliest() -> None:
    silent = (replace(CABLE, date_time_group=None), document("silent"))
    found = same_message.messages([(at_hour(12), document("b")), silent, (at_hour(9), document("c"))])
    assert silent in found[0].copies
    assert len(found) == 2


def test_messages_without_a_number_are_named_by_their_text() -> None:
    text = document("two messages")
    first = Cable(None, subject=Value("A", raw="two", span=rdf_span(0, 3)))
    second = Cable(None, subject=Value("B", raw="messages", span=rdf_span(4, 12)))
    keys = [m.key for m in same_message.messages([(first, text), (second, text)])]
    assert keys == [f"unnumbered-{text.hash}", f"unnumbered-{text.hash}-at-4"]


def rdf_span(start: int, end: int):
    from kg.model import Span

    return Span(start, end)


def test_the_order_of_copies_does_not_matter() -> None:
    copies = [(at_hour(10), document("b")), (at_hour(10), document("a")), (at_hour(11), document("c"))]
    assert same_message.messages(copies) == same_message.messages(reversed(copies))


def test_copies_that_say_the_same_are_one_part_with_two_places() -> None:
    other = document(DOCUMENT.text + "\n", "copy.txt")
    (message,) = same_message.messages([(CABLE, DOCUMENT), (CABLE, other)])
    triples = cable_statements.write(message).triples
    node = cable_iri("07QUITO100")
    assert len(said(triples, f"{node[:-1]}#subject>", KG("evidence"))) == 2
    assert len(said(triples, f"{node[:-1]}#p1>", KG("evidence"))) == 2
    assert len(said(triples, node, PART("title"))) == 1
    assert coded("doubt", "copies-differ") not in {o for _, _, o in triples}


def test_copies_that_differ_say_so_value_by_value() -> None:
    wrong = replace(CABLE, subject=replace(CABLE.subject, value="ANOTHER SUBJECT", raw="ANOTHER"))
    (message,) = same_message.messages([(CABLE, DOCUMENT), (wrong, document("another", "b.txt"))])
    triples = cable_statements.write(message).triples
    node = cable_iri("07QUITO100")
    parts = said(triples, node, PART("title"))
    assert len(parts) == 2
    assert {v for part in parts for v in said(triples, part, VALUE)} == {
        literal(CABLE.subject.value),
        literal("ANOTHER SUBJECT"),
    }
    for part in parts:
        assert said(triples, part, KG("doubt")) == {coded("doubt", "copies-differ")}
    assert len(said(triples, node, PART("classification"))) == 1


def test_the_digest_is_one_line_and_comes_back() -> None:
    digest = cable_statements.write(same_message.messages([(CABLE, DOCUMENT)])[0]).digest
    line = digest.to_line()
    assert "\n" not in line
    assert type(digest).from_line(line) == digest
    assert digest.day == SENT.date()
    assert not digest.complete
