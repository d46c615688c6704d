"""One clean text: a damaged copy of a cable says the same as the undamaged one, each value with its place."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.model import Cable, Span
from kg.parsing import message_text
from kg.text import clean
from kg.vocabulary import code_lists
from tests.evidence import check_evidence
from tests.fictional import wire

BODY = (
    "1. (C) Summary: Foreign Minister José Núñez told the Ambassador that the first office of the fisheries\n"
    "board would find its final form in May. End summary.\n\n"
    "2. (SBU) Vice Minister Tomás Ibáñez confirmed this to PolOff.\n\n"
    "3. (C) Comment: We expect the offer to be official soon."
)
WIRE = wire(
    body=BODY,
    reference="A. BOGOTA 1234\n     B. 07 QUITO 777",
    subject="OFFICE OF FISHERIES: FINAL OFFER TO\nTHE BOARD",
)
WEB = "\n".join(
    [
        "07LIMA4002",
        "2007-06-22 15:00",
        "CONFIDENTIAL",
        "Embassy Lima",
        "",
        "C O N F I D E N T I A L LIMA 004002",
        "",
        "SIPDIS",
        "",
        "E.O. 12958: DECL: 06/21/2017",
        "TAGS: PREL, PGOV, PE",
        "SUBJECT: HARBOR FEES: THE OFFICIAL FINDING",
        "",
        "REF: BOGOTA 811",
        "",
        "Classified By: DCM Renée Lefèvre for reasons 1.4 (b) and (d).",
        "",
        BODY,
        "",
        "LEFEVRE",
        "",
    ]
)
CAPITALS = "\n".join(
    [
        "CONFIDENTIAL",
        "",
        "PAGE 01        LIMA  04711  081545Z",
        "",
        "ACTION ARA-10",
        "",
        "INFO  OCT-01  ISO-00  /011 W",
        "",
        "R 081530Z APR 75",
        "FM AMEMBASSY LIMA",
        "TO SECSTATE WASHDC 1077",
        "INFO AMEMBASSY QUITO",
        "",
        "C O N F I D E N T I A L LIMA 4711",
        "",
        "E.O. 11652: GDS",
        "TAGS: PFOR, PE",
        "SUBJECT: FISHERIES TALKS",
        "",
        "REF: QUITO 2020",
        "",
        "1. THE FIRST OFFICIAL TALKS TOOK PLACE ON MONDAY.",
        "",
        "2. FOREIGN MINISTER NARDO WILL CONFIRM THE OFFER.",
        "",
        "DOE",
        "",
    ]
)
FORMS = {"wire": WIRE, "web": WEB, "capitals": CAPITALS}


def each_line(make: Callable[[int, str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(make(n, line) for n, line in enumerate(text.split("\n"), 1))


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def in_words(sign: str) -> Callable[[str], str]:
    """Put a sign inside some words of a text, labels among them, where letters stand on both sides."""

    def damage(text: str) -> str:
        between = (n % 3 == 1 and text[n : n + 2].isalpha() and n + 1 < len(text) for n in range(len(text)))
        return "".join(c + sign * inside for c, inside in zip(text, between, strict=True))

    return damage


def ligatures(text: str) -> str:
    return text.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("ff", "\ufb00").replace("fl", "\ufb02")


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c in ":.()/" or c.isdigit() else c for c in text)


def mathematical(text: str) -> str:
    return "".join(chr(0x1D400 + ord(c) - ord("A")) if "A" <= c <= "Z" and c.isascii() else c for c in text)


def named(text: str) -> str:
    return "".join(f"&{name};" if (name := html.entities.codepoint2name.get(ord(c))) else c for c in text)


def rtf(text: str) -> str:
    coded = "".join(c if c.isascii() else f"\\'{ord(c):02x}" for c in text)
    return "\n".join(line + r"\par" for line in coded.split("\n"))


def mojibake(text: str) -> str:
    return "".join(c if c.isascii() else c.encode().decode("latin-1") for c in text)


DAMAGES: dict[str, Callable[[str], str]] = {
    "margin of 3": each_line(lambda n, line: "   " + line),
    "margin of 9": each_line(lambda n, line: " " * 9 + line),
    "margin of a tab": each_line(lambda n, line: "\t" + line),
    "margin but on empty lines": each_line(lambda n, line: " " * 7 + line if line else line),
    "quoted": each_line(lambda n, line: "> " + line),
    "quoted tight": each_line(lambda n, line: ">" + line),
    "quoted three times": each_line(lambda n, line: "> > >" + line),
    "quoted with bars": each_line(lambda n, line: "| " + line),
    "quoted in a margin": each_line(lambda n, line: "  > " + line),
    "line numbers": each_line(lambda n, line: f"{n:4}  {line}"),
    "line numbers with points": each_line(lambda n, line: f"{n}. {line}"),
    "line numbers with colons": each_line(lambda n, line: f"{n}: {line}"),
    "line numbers behind": each_line(lambda n, line: f"{line:90} {n}"),
    "every fifth line numbered": each_line(lambda n, line: f"{n if n % 5 == 0 else '':>3}  {line}"),
    "decomposed": decomposed,
    "zero width": in_words("\u200b"),
    "word joiners": in_words("\u2060"),
    "soft hyphens": in_words("\u00ad"),
    "byte order marks": in_words("\ufeff"),
    "zero width at line ends": each_line(lambda n, line: line + "\u200b"),
    "direction marks": each_line(lambda n, line: "\u200f" + line + "\u200e"),
    "colours of a terminal": each_line(lambda n, line: f"\x1b[1m{line}\x1b[0m"),
    "hard blanks": lambda text: text.replace(" ", "\u00a0"),
    "thin blanks": lambda text: text.replace(" ", "\u2009"),
    "ideographic blanks": lambda text: text.replace(" ", "\u3000"),
    "hyphens": lambda text: text.replace("-", "\u2011"),
    "ligatures": ligatures,
    "full width": full_width,
    "letters of mathematics": mathematical,
    "named entities": named,
    "decimal entities": lambda text: "".join(c if c.isascii() else f"&#{ord(c)};" for c in text),
    "entities twice escaped": lambda text: named(text).replace("&", "&amp;"),
    "entities of a wrong encoding": lambda text: "".join(c if c.isascii() else named(mojibake(c)) for c in text),
    "hard blanks as entities": lambda text: text.replace(" ", "&nbsp;"),
    "mojibake": mojibake,
    "RTF debris": rtf,
    "carriage returns": lambda text: text.replace("\n", "\r"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "NEL": lambda text: text.replace("\n", "\x85"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "quoted, decomposed, with hard blanks": lambda t: "\n".join(
        ">\u00a0" + x.replace(" ", "\u00a0") for x in decomposed(t).split("\n")
    ),
}


def read(text: str) -> Cable:
    return kg.parse(text, year=2007)


def facts(cable: Cable) -> dict[str, object]:
    """Return what a cable says, without places and printed words."""
    return {
        "id": cable.id,
        "sender": cable.origin and cable.origin.value,
        "subject": cable.subject and cable.subject.value,
        "time": cable.date_time_group and cable.date_time_group.value,
        "level": cable.classification and cable.classification.value,
        "tags": [tag.code for tag in cable.tags],
        "references": [(r.letter, r.cable_id) for r in cable.references],
        "addressees": [(a.role, a.name, a.post) for a in cable.addressees],
        "officials": [(o.role, o.name, o.title) for o in cable.officials],
        "paragraphs": [(p.number, p.portion_marking) for p in cable.paragraphs],
    }


@pytest.mark.parametrize("form", FORMS)
def test_the_undamaged_text_says_something_in_every_field(form: str) -> None:
    said = facts(read(FORMS[form]))
    assert all(said[field] for field in ("id", "subject", "tags", "references", "officials", "paragraphs")), said
    assert clean(FORMS[form]).text == FORMS[form]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_copy_says_the_same_and_keeps_its_places(form: str, damage: str) -> None:
    text = DAMAGES[damage](FORMS[form])
    cable = read(text)
    assert facts(cable) == facts(read(FORMS[form]))
    assert check_evidence(cable, text) > 10
    assert all(code_lists.rule(repair.rule) for repair in cable.repairs)
    assert len({repair.span for repair in cable.repairs}) == len(cable.repairs)


def test_what_is_done_to_characters_is_a_repair_of_the_value_and_of_the_cable() -> None:
    cable = kg.parse(WIRE.replace("FINAL OFFER TO", "FI\u200bNAL OFFER TO"))
    assert cable.subject is not None
    assert cable.subject.value == "OFFICE OF FISHERIES: FINAL OFFER TO THE BOARD"
    (repair,) = cable.subject.repairs
    assert (repair.rule, repair.raw, repair.read_as) == ("invisible", "\u200b", "")
    assert repair in cable.repairs


def test_what_is_taken_off_lines_is_told_once_and_at_values_that_run_over_them() -> None:
    text = DAMAGES["quoted"](WIRE)
    cable = kg.parse(text)
    (odd,) = [odd for odd in cable.diagnostics if odd.code == "quoted-lines"]
    assert odd.span is not None and odd.span.start == 0
    assert cable.subject is not None
    assert [r.rule for r in cable.subject.repairs] == ["line-marks"]
    assert cable.subject.raw == "OFFICE OF FISHERIES: FINAL OFFER TO\n> THE BOARD"
    assert {r.rule for r in cable.repairs} == {"line-marks"}


LEFT_ALONE = {
    "a list of points": "1. PERU\n2. CHILE\n3. BOLIVIA\n4. ECUADOR\n5. BRAZIL\n6. PANAMA",
    "a table of figures": "\n".join(f"PORT {n}   {n * 17}" for n in range(1, 9)),
    "years in a row": "\n".join(f"{year} was a dry year, as others were before it." for year in (1971, 1973, 1974)),
    "a table with bars": "| post | year |\n| LIMA | 2007 |\n| QUITO | 2008 |\n| BOGOTA | 2009 |",
    "two quoted lines": "He wrote:\n> we agree\n> with this\nand went.",
    "a path": "C:\\parts\\pictures and \\par of another thing",
    "an ampersand": "AT&T and R&D; the M&A; Johnson & Johnson",
    "quotes behind capitals": "the \u201cPROYECTO JOS\u00c9\u201d and \u00c5\u201d",
    "an accent with no letter": "a \u0301 alone",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_only_looks_like_damage_is_left(text: str) -> None:
    assert clean(text).text == text
    inside = "A first line of prose that stands above it all.\n" * 6 + text + "\nAnd a last line.\n" * 6
    assert clean(inside).text == inside


PIECES = (
    "\n",
    "\r",
    "\r\n",
    "\x0c",
    " ",
    "    ",
    "> ",
    "| ",
    "1",
    "12 ",
    "e\u0301",
    "\u200b",
    "\u00ad",
    "&amp;",
    "&nbsp;",
    "&#",
    "\u00c3\u00a9",
    "\u00c2\u00b6",
    "\ufb01",
    "\uff21",
    "\\par",
    "\\'e9",
    "{",
    "SUBJECT: ",
    "(C) ",
    "a",
    "1. ",
    "\x1b[0m",
    "[a](b)",
    "**b** ",
    "\ud800",
)


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_every_place_of_the_clean_text_has_one_in_the_source_in_order(text: str) -> None:
    for one in (clean(text), message_text.whole(text)):
        last = 0
        for at in range(len(one.text)):
            span = one.span(at, at + 1)
            assert 0 <= span.start <= span.end <= len(text)
            assert span.start >= last
            last = span.start
        assert one.span(0, len(one.text)).end <= len(text)
        assert all(r.raw == r.span.of(text) for r in one.repairs)
        for at in (0, len(text) // 2, len(text)):
            assert 0 <= one.at(at) <= len(one.text)


def test_a_form_feed_begins_a_page_with_a_margin_of_its_own() -> None:
    first, second = (each_line(lambda n, line, w=w: " " * w + line)("A line of text.\n" * 8) for w in (4, 9))
    assert {line for line in clean(first + "\x0c" + second).text.split("\n") if line.strip()} == {"A line of text."}


def test_a_span_over_a_cut_is_the_hull() -> None:
    one = clean("Nu\u0301n\u200b\u0303ez")
    assert one.span(0, len(one.text)) == Span(0, len(one.source))
