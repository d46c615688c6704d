"""Header fields: cases as data, through the public API; every case's evidence is checked too."""

from pathlib import Path

import pytest
import yaml

import kg
from kg.model import Cable
from tests.evidence import check_evidence

CASES = Path(__file__).parent.parent / "cases"


def cases(name: str) -> list[dict]:
    return yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))


def label(case: dict) -> str:
    return case.get("why") or case["input"]


def read(case: dict) -> Cable:
    cable = kg.parse(case["input"], id=case.get("id"), year=case.get("year"))
    check_evidence(cable, case["input"])
    return cable


@pytest.mark.parametrize("case", cases("tags_header"), ids=label)
def test_tags(case: dict) -> None:
    assert [t.code for t in read(case).tags] == case["expected"]


@pytest.mark.parametrize("case", cases("subject"), ids=label)
def test_subject(case: dict) -> None:
    subject = read(case).subject
    assert (subject.value if subject else None) == case["expected"]


@pytest.mark.parametrize("case", cases("summary"), ids=label)
def test_summary(case: dict) -> None:
    summary = read(case).summary
    assert (summary.value if summary else None) == case["expected"]


@pytest.mark.parametrize("case", cases("classified_by"), ids=label)
def test_classified_by(case: dict) -> None:
    cable = read(case)
    who = [o for o in cable.officials if o.role == "classified_by"]
    assert [o.name for o in who] == case["names"]
    assert len([o for o in cable.officials if o.role == "derived_from"]) == case.get("derived", 0)
    if "title" in case:
        assert [o.title for o in who] == case["title"]
    if "reasons" in case:
        assert [r.value for r in cable.reasons] == case["reasons"]
    assert set(case.get("repairs", ())) <= {r.rule for o in who for r in o.repairs}


@pytest.mark.parametrize("words", cases("classifier_titles"))
def test_titles_of_who_classified(words: str) -> None:
    cable = read({"input": f"\nClassified By: {words} for reasons 1.4 (b) and (d). \n \n1. (C) Text"})
    (who,) = [o for o in cable.officials if o.role == "classified_by"]
    assert who.name.casefold() == "jane harlow"
    assert [r.value for r in cable.reasons] == ["1.4(b)", "1.4(d)"]


@pytest.mark.parametrize("words", cases("classifier_reasons"))
def test_reasons_of_who_classified(words: str) -> None:
    cable = read({"input": f"\nClassified By: Political Counselor Jane Harlow{words} \n \n1. (C) Text"})
    assert [o.name for o in cable.officials if o.role == "classified_by"] == ["Jane Harlow"]
    assert [r.value for r in cable.reasons] == ["1.4(b)", "1.4(d)"]


@pytest.mark.parametrize("case", cases("signers"), ids=label)
def test_signers(case: dict) -> None:
    who = [o for o in read(case).officials if o.role == "signed"]
    assert [o.name for o in who] == case["names"]
    if "rules" in case:
        assert [r.rule for o in who for r in o.repairs] == case["rules"]
    assert all(r.unsure for o in who for r in o.repairs if r.rule == "misspelled-name")


@pytest.mark.parametrize("case", cases("address"), ids=label)
def test_address(case: dict) -> None:
    got = [[a.role, a.routing_indicator, a.name, a.post, a.precedence, a.serial] for a in read(case).addressees]
    assert got == case["expected"]


@pytest.mark.parametrize("case", cases("marking"), ids=label)
def test_marking(case: dict) -> None:
    cable = read(case)
    assert (cable.classification.value if cable.classification else None) == case["level"]
    assert (cable.message_reference_number.value if cable.message_reference_number else None) == case["number"]
    assert ([cable.section.number, cable.section.of] if cable.section else None) == case["section"]
    assert [c.value for c in cable.captions] == case["captions"]
    assert [p.value for p in cable.pass_lines] == case["passes"]


@pytest.mark.parametrize("case", cases("declassify"), ids=label)
def test_declassify_on(case: dict) -> None:
    found = read(case).declassify_on
    if case.get("none"):
        assert found is None
    elif case["date"] or case["event"]:
        assert (found.value.isoformat() if found.value else None, found.event) == (case["date"], case["event"])
    else:
        assert (found.value, found.doubts) == (None, ("unreadable",))


@pytest.mark.parametrize("case", cases("body"), ids=label)
def test_body(case: dict) -> None:
    cable = read(case)
    assert [p.number for p in cable.paragraphs] == case["numbers"]
    assert [p.portion_marking for p in cable.paragraphs] == case["markings"]
    assert [h.value for h in cable.headings] == case.get("headings", [])
    assert [p.number for p in cable.paragraphs if p.number_repaired] == case.get("repaired", [])


def test_a_paragraph_over_a_page_break_has_its_pieces() -> None:
    text = "SUBJECT: X\n\n1. (C) The harbour\n\nLIMA 00000097  005.2 OF 005\n\n\nis open.\n"
    (paragraph,) = kg.parse(text).paragraphs
    assert [p.of(text).strip() for p in paragraph.pieces] == ["1. (C) The harbour", "is open."]
