"""Officials in running text, case by case (`tests/cases/officials.yml`): who is one, who is none, with which title."""

from pathlib import Path

import pytest
import yaml

import kg

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "officials.yml").read_text(encoding="utf-8"))


def read(paragraph: str, subject: str = "A TALK") -> list[tuple[str, ...]]:
    found = kg.parse(f"SUBJECT: {subject}\n\n1. (C) {paragraph}\n").officials
    return sorted((o.name or "", o.title or "", o.organisation or "", o.role) for o in found)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_officials_of_a_paragraph(case: dict[str, object]) -> None:
    wanted = []
    for line in case["officials"]:  # type: ignore[attr-defined]
        name, title, country, role, *_ = [*(part.strip() for part in line.split("|")), "", "", ""]
        wanted.append((name, title, country, role or "mentioned"))
    found = read(str(case["text"]))
    if not any(country for _, _, country, _ in wanted):
        found = [(name, title, "", role) for name, title, _, role in found]
    assert sorted(found) == sorted(wanted)


def test_in_capitals_a_post_officer_needs_somebody_who_acts() -> None:
    text = "AMBASSADOR AND DCM CALLED ON FOREIGN MINISTER QUISPE. AMBASSADOR OF CHAD WAS ABSENT. GENERAL STRIKE BEGAN."
    assert [row[:2] for row in read(text)] == [("", "AMBASSADOR"), ("", "DCM"), ("QUISPE", "FOREIGN MINISTER")]


def test_a_visitor_is_announced_by_the_subject() -> None:
    assert read("Minister Rey arrives today.", "VISIT OF MINISTER REY") == [("REY", "MINISTER", "", "visitor")]


def test_who_is_named_in_a_pass_line_with_a_title_is_mentioned() -> None:
    top = "CONFIDENTIAL LIMA 000123\n\nSIPDIS\n\nUSUN FOR AMB. RASMUSSON\n\n"
    text = f"{top}E.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\n\n1. Text.\n"
    assert [(o.name, o.title) for o in kg.parse(text).officials] == [("RASMUSSON", "AMB.")]
