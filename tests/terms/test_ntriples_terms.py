"""Terms: whatever text goes in, one valid term comes out, and the same text comes back."""

from datetime import UTC, date, datetime, timedelta, timezone

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.rdf.cable_parts import slug
from kg.terms import ntriples_terms
from kg.vocabulary.personal_names import surname

NASTY = [
    "",
    '"',
    "\\",
    "\\n",
    "a\nb\r\nc\td",
    "\x00\x01\x1f\x7f\x85",
    "\u2028\u2029",
    "\U0001f4dc",
    "\ufffe\uffff",
    "@en",
    "a .",
    "^^<x>",
    "<>",
    "'''",
    '"""',
    "\\u0041",
    "é\u0301",
    "trailing.",
    "\ufeffbom",
    "{}|^`",
    "> \x01",
]
TEXTS = st.text(alphabet=st.characters(blacklist_categories=()), max_size=40)


def by_oxigraph(term: str) -> ox.Literal | ox.NamedNode:
    (quad,) = ox.parse(f"<http://a/s> <http://a/p> {term} .\n".encode(), ox.RdfFormat.N_TRIPLES)
    return quad.object


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_comes_back_from_both_readers(text: str) -> None:
    encoded = ntriples_terms.literal(text)
    assert by_oxigraph(encoded).value == text
    (triple,) = rdflib.Graph().parse(data=f"<http://a/s> <http://a/p> {encoded} .", format="turtle")
    assert str(triple[2]) == text
    assert ntriples_terms.text_of(encoded) == text


@given(TEXTS)
def test_any_text_makes_a_literal(text: str) -> None:
    whole = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert by_oxigraph(ntriples_terms.literal(text)).value == whole
    assert by_oxigraph(ntriples_terms.english(text)).language == "en"
    assert "\n" not in ntriples_terms.literal(text)


@given(TEXTS)
def test_any_text_makes_an_iri_and_a_segment(text: str) -> None:
    assert isinstance(by_oxigraph(ntriples_terms.iri("http://a/" + text)), ox.NamedNode)
    segment = ntriples_terms.segment(text)
    assert segment.isascii()
    assert not set(segment) & set("/#?<> ")
    assert segment not in (".", "..")


@given(st.text(max_size=100))
def test_a_segment_gives_its_text_back(text: str) -> None:
    assert ntriples_terms.unsegment(ntriples_terms.segment(text)) == text


def test_a_long_segment_is_cut_and_stays_different() -> None:
    one, other = ntriples_terms.segment("A" * 5000 + "B"), ntriples_terms.segment("A" * 5000 + "C")
    assert one != other
    assert len(one) < 200


def test_values_of_types() -> None:
    assert ntriples_terms.moment(datetime(2007, 6, 21, 21, 7, tzinfo=UTC)).startswith('"2007-06-21T21:07:00Z"')
    east = timezone(timedelta(hours=2))
    assert ntriples_terms.moment(datetime(2007, 6, 21, 23, 7, tzinfo=east)).startswith('"2007-06-21T21:07:00Z"')
    assert ntriples_terms.day(date(2017, 6, 21)).startswith('"2017-06-21"^^')
    assert ntriples_terms.year(1973).startswith('"1973"^^')
    assert ntriples_terms.decimal(0.95).startswith('"0.95"^^')
    assert ntriples_terms.boolean(True).startswith('"true"^^')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SECSTATE WASHDC", "secstate-washdc"),
        ("AMEMBASSY LA PAZ", "amembassy-la-paz"),
        ("Peru's Peacekeeping", "peru-s-peacekeeping"),
        ("São Tomé", "sao-tome"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ЛИМА", "КИТО"),
        ("...", "???"),
        ("Lima Ж", "Lima Я"),
        ("A" * 100 + "B", "A" * 100 + "C"),
        ("A" * 1000 + "B", "A" * 1000 + "C"),
        ("", "-"),
    ],
)
def test_what_differs_in_letters_has_another_slug(one: str, other: str) -> None:
    assert slug(one) != slug(other) or not (one and other)


@settings(max_examples=200)
@given(TEXTS)
def test_a_slug_can_stand_in_an_iri(text: str) -> None:
    assert slug(text).isascii()
    assert not set(slug(text)) - set("abcdefghijklmnopqrstuvwxyz0123456789-~")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("J. Curtis Struble", "Struble"),
        ("STRUBLE", "STRUBLE"),
        ("DOE, JANE", "DOE"),
        ("John Doe, Jr.", "Doe"),
        ("John Doe III", "Doe"),
        ("", ""),
    ],
)
def test_surnames(name: str, expected: str) -> None:
    assert surname(name) == expected
