"""References: cases as data, the evidence of each, any text at all, and linear time."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.model import Reference
from kg.parsing import message_text
from kg.parsing.references import read_references
from kg.text import clean
from kg.text.aligned_text import Field, Reading
from kg.vocabulary import code_lists

ROOT = Path(__file__).parent.parent
CASES = yaml.safe_load((ROOT / "cases" / "references.yml").read_text(encoding="utf-8"))
SERIES = yaml.safe_load((ROOT / "cases" / "references_series.yml").read_text(encoding="utf-8"))
HEADERS = yaml.safe_load((ROOT / "cases" / "references_header.yml").read_text(encoding="utf-8"))
FORMS = yaml.safe_load((ROOT / "cases" / "references_forms.yml").read_text(encoding="utf-8"))
#: Of all reference strings of 1973–1979 the best other reader numbers this share; then the shares of the hard kinds
#: among the rest, from a public study of the whole series. A tenth of the rest is of no named kind.
EASY = 0.763
HARD = {"commas": 0.25, "dtg": 0.15, "senders": 0.15, "bare": 0.10, "joints": 0.10, "none": 0.10, "damage": 0.05}


def read(text: str, **citing: object) -> tuple[Reference, ...]:
    """Read `text` as a REF value and check that every reference shows where it stands."""
    reading = message_text.read(clean(text))
    text = reading.source
    known = {"citing_id": None, "citing_post": "LIMA", "year": 2006, "month": None} | citing
    found = read_references(Field(reading, 0, len(reading.text)), **known)
    for reference in found:
        assert reference.raw == reference.span.of(text)
        assert reference.raw == reference.raw.strip()
        assert all(r.raw == r.span.of(text) and code_lists.rule(r.rule) for r in reference.repairs)
        assert all(code_lists.doubt(d) for d in reference.doubts)
        assert reference.year_inferred == ("year-inferred" in reference.doubts)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_references(case: dict) -> None:
    citing = {"citing_id": case.get("id"), "month": case.get("month")}
    citing |= {"citing_post": case["post"]} if "post" in case else {}
    citing |= {"year": case["year"]} if "year" in case else {}
    found = read(case["input"], **citing)
    got = [[r.letter, r.cable_id] if r.cable_id else [r.letter, r.kind, r.raw] for r in found]
    assert got == case["expected"]
    assert all(r.kind == "cable" for r in found if r.cable_id)
    if "raw" in case:
        assert [r.raw for r in found] == case["raw"]
    if "doubts" in case:
        assert [list(r.doubts) for r in found] == case["doubts"]
    if "repairs" in case:
        assert [[x.rule, x.raw, x.read_as] for r in found for x in r.repairs] == case["repairs"]


def answer(case: dict, year: int) -> list[list[str | None]]:
    found = read(case["input"], year=case.get("year", year), citing_post=case.get("post", "LIMA"))
    return [[r.letter, r.cable_id] if r.cable_id else [r.letter, r.kind, r.raw] for r in found]


def listed(cases: list[dict]) -> list:
    """Return the cases as parameters; one that is open must fail, so that the list of them stays true."""
    marks = {True: [pytest.mark.xfail(strict=True)], False: []}
    return [pytest.param(case, marks=marks["open" in case], id=case["why"]) for case in cases]


@pytest.mark.parametrize("case", listed(FORMS))
def test_forms(case: dict) -> None:
    assert answer(case, 2006) == case["expected"]


@pytest.mark.parametrize("case", HEADERS, ids=lambda case: case["why"])
def test_label(case: dict) -> None:
    assert [r.cable_id for r in kg.parse(case["input"], year=2006).references] == case["expected"]


@pytest.mark.parametrize("case", listed(SERIES))
def test_hard_kinds_of_the_series_of_1973_to_1979(case: dict) -> None:
    assert answer(case, 1975) == case["expected"]


def test_estimate_for_the_series_of_1973_to_1979() -> None:
    """The share read right, if the easy references are; those without a number count where they are told as such."""
    rates = {}
    for group in HARD:
        cases = [case for case in SERIES if case["group"] == group]
        rates[group] = sum(answer(case, 1975) == case["expected"] for case in cases) / len(cases)
    read_right = EASY + (1 - EASY) * sum(share * rates[group] for group, share in HARD.items())
    numbered = read_right - (1 - EASY) * sum(HARD[group] * rates[group] for group in ("dtg", "none"))
    print(f"estimate: {read_right:.1%} read right, {numbered:.1%} given a message number; {rates}")
    assert read_right > 0.94
    assert numbered > 0.885


def test_the_place_of_a_reference_is_without_its_letter() -> None:
    text = "A. LIMA 994\n[B. LIMA 513](#)\n[C. LIMA 3259 \\(06\\)](#)"
    assert [(r.letter, r.raw, r.span.start) for r in read(text, year=2007)] == [
        ("A", "LIMA 994", 3),
        ("B", "LIMA 513", 16),
        ("C", "LIMA 3259 \\(06\\)", 33),
    ]


def test_the_citing_post_and_year_can_come_from_its_id() -> None:
    reading = Reading("A) 6307")
    (found,) = read_references(Field(reading, 0, 7), citing_id="03ANKARA7000", citing_post=None, year=None)
    assert found.cable_id == "03ANKARA6307"


def test_a_field_in_the_middle_of_a_text() -> None:
    text = "SUBJECT: HARBOUR\nREF: LIMA 12\n1. (C) Text"
    start = text.index("LIMA")
    (found,) = read_references(Field(Reading(text), start, start + 7), citing_id=None, citing_post=None, year=2006)
    assert found.raw == "LIMA 12" == found.span.of(text)


@given(st.text(alphabet="AB. ()[]:;,/-'\n12304LIMAREFSTATE&\\@Z", max_size=200))
def test_any_text_reads_and_every_place_is_true(text: str) -> None:
    read(text)


@given(st.text(max_size=100))
def test_any_characters_at_all(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "unit",
    [
        "REF A. ",
        "1234567 ",
        "1",
        ",",
        "A) ",
        "(",
        "((A",
        "LIMA 12, ",
        "LIMA ",
        "12/",
        "12-",
        "(06) ",
        "'",
        "AND ",
        "E-MAIL ",
        "FOO 12, ",
        "MAY ",
        "123456Z ",
        "PAGE 02 ",
        "SECTION 01 OF 02 ",
        "C ",
        " ",
        "\n",
        "___ ",
        "\\",
        "PARA 3 OF ",
        "A.A.",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        field = Field(Reading(text), 0, size)
        best = 60.0
        for _ in range(2):
            started = time.process_time()
            read_references(field, citing_id="07LIMA2181", citing_post="LIMA", year=2007)
            best = min(best, time.process_time() - started)
        return best

    assert seconds(100_000) < 30 * seconds(10_000) + 0.1


def test_a_long_text_is_read_to_its_end() -> None:
    """`test_time_is_linear` holds the time; a megabyte is read by `make hostile`."""
    for unit in ("REF A. ", "1234567,", ",,,, "):
        read((unit * 40_000)[:200_000])
