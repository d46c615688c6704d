"""Cables cited in running text, where there is no reference line."""

import pytest

import kg
from kg.model import Cable


def parsed(text: str) -> Cable:
    return kg.parse(text, id="05LIMA6610", year=2005)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("1. (U) As reported in 04 Quito 12, the port closed. See also Lima 990 and\nBogota 312.",
         ["04QUITO12", "05LIMA990", "05BOGOTA312"]),
        ("2. (U) According to Paris 6501, nobody came.", ["05PARIS6501"]),
        ("2. (C) See also Athens 2004 and the 250 delegates. See page 120, Annex 1441 and Table 330.", []),
        ("3. (C) Message from Geneva 1949. Per capita 3000. See Example 500. See Lima 12.", []),
        ("4. (C) Paris 6501 came out in 1998.", []),
    ],
)  # fmt: skip
def test_cables_behind_a_cue_are_read(text: str, ids: list[str]) -> None:
    found = parsed(text).references
    assert [one.cable_id for one in found] == ids
    assert all("in-text" in one.doubts and one.span.of(text) == one.raw for one in found)


def test_a_reference_line_is_enough() -> None:
    assert [r.cable_id for r in parsed("REF: LIMA 12\n\n1. (U) See also Quito 1234.").references] == ["05LIMA12"]


def test_reftel_means_no_cable_of_the_text() -> None:
    cable = parsed("1. (U) See also Quito 1234.\n\n2. (U) Reftel says so.\n")
    assert cable.references and not any(p.cites for p in cable.paragraphs)
