"""TAGS: cases as data, and what holds for every list."""

import random
import string
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Tag
from kg.parsing import message_text
from kg.parsing.tags import read_tags, tagged_officials
from kg.text import clean
from kg.text.aligned_text import Field
from kg.vocabulary import code_lists, topics

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "tags.yml").read_text(encoding="utf-8"))


def tags_of(text: str, before: str = "") -> tuple[Tag, ...]:
    reading = message_text.read(clean(before + text))
    return read_tags(Field(reading, len(before), len(reading.text)))


def check_evidence(tags: tuple[Tag, ...], source: str) -> None:
    for tag in tags:
        assert tag.span.of(source) == tag.raw
        assert all(r.span.of(source) == r.raw for r in tag.repairs)
        assert all(0 <= s.start < s.end <= len(source) for s in tag.also)
        assert tag.recognised or "unrecognised" in tag.doubts
        assert all(code_lists.rule(r.rule) for r in tag.repairs)
        assert all(code_lists.doubt(d) for d in tag.doubts)
        assert tag.suggestion is None or topics.is_listed(tag.suggestion)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict) -> None:
    tags = tags_of(case["input"])
    check_evidence(tags, case["input"])
    by_code = {tag.code: tag for tag in tags}
    assert list(by_code) == case["expected"]
    unknown = case.get("unrecognised")
    if unknown is not None:
        assert [t.code for t in tags if not t.recognised] == unknown
    elif "suggestions" not in case:
        assert all(t.recognised for t in tags)
    assert [t.code for t in tags if t.kind == "person"] == case.get("persons", [])
    assert [t.code for t in tags if "unsure" in t.doubts] == case.get("unsure", [])
    for code, rule in case.get("rules", {}).items():
        assert rule in [r.rule for r in by_code[code].repairs]
    if "rules" not in case and "unrecognised" not in case and "PEPREL" not in case["input"]:
        assert not any(t.repairs for t in tags)
    assert {c: by_code[c].suggestion for c in case.get("suggestions", {})} == case.get("suggestions", {})


def test_spans_are_those_of_the_source() -> None:
    text = "PREL AMEDCASC, PREL, OVIP (DOE, JANE A.)"
    tags = tags_of(text, before="TAGS: ")
    assert [t.raw for t in tags] == ["PREL", "AMED", "CASC", "OVIP", "DOE, JANE A."]
    assert [(s.start, s.end) for s in tags[0].also] == [(21, 25)]
    (repair,) = tags[2].repairs
    assert (repair.raw, repair.read_as) == ("AMEDCASC", "AMED CASC")


def test_kinds() -> None:
    tags = tags_of("PREL, KDEM, PE, NATO, OVIP (DOE, JANE), QQQQX")
    assert [t.kind for t in tags] == ["subject", "program", "geographic", "organization", "subject", "person", None]


def test_tagged_officials() -> None:
    tags = tags_of("PREL, OVIP (DOE, JANE), PE, OVIP (DOE, JANE)")
    (official,) = tagged_officials(tags)
    assert (official.name, official.role, official.raw, len(official.also)) == ("DOE, JANE", "tagged", "DOE, JANE", 1)


@given(st.lists(st.sampled_from([t.code for t in topics.all() if t.code.isalpha() and t.code.isupper()]), max_size=30))
def test_listed_codes_read_as_they_are(printed: list[str]) -> None:
    assert [t.code for t in tags_of(", ".join(printed))] == list(dict.fromkeys(printed))


@given(st.text(alphabet="PRELGOVK0158 ,;()[]/.-\n\u2022N/A:'e", max_size=80))
def test_any_text_has_true_evidence(text: str) -> None:
    check_evidence(tags_of(text), text)


def _random_words(n: int) -> str:
    rnd = random.Random(1)
    return " ".join("".join(rnd.choices(string.ascii_uppercase, k=rnd.randint(2, 9))) for _ in range(n))


HOSTILE = {
    "one word": "A" * 10**6,
    "line ends": "\n" * 10**6,
    "open parentheses": "(" * 10**6,
    "words": _random_words(150_000),
    "groups": "OVIP (A, B) " * 80_000,
    "glued": "PRELPGOV" * 125_000,
    "commas": "A,\n" * 300_000,
    "open groups": "(A, " * 250_000,
    "names": "SMITH JOHN " * 90_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_takes_no_longer_than_a_list(name: str) -> None:
    text = HOSTILE[name]
    field = Field(message_text.read(clean(text)), 0, len(text))
    started = time.perf_counter()
    read_tags(field)
    assert time.perf_counter() - started < 3
