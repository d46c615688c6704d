"""Other numbers of one cable."""

import pytest

import kg
from tests.fictional import wire

NUMBER = "C O N F I D E N T I A L STATE 290286"


def state(line: str = NUMBER) -> str:
    return wire("LIMA", 4001).replace("C O N F I D E N T I A L LIMA 004001", line).replace("LIMA", "STATE")


@pytest.mark.parametrize(
    ("line", "aliases"),
    [
        (NUMBER, ()),
        (f"{NUMBER} TOSEC 160117", ("TOSEC 160117",)),
        (f"{NUMBER}/TOSEC 160117", ("TOSEC 160117",)),
        (f"{NUMBER}\n\nTOSEC 0160117", ("TOSEC 160117",)),
        (f"{NUMBER}\n\nFOR THE SECRETARY, WHO HAS TOSEC 12", ()),
    ],
)
def test_the_number_to_the_travelling_secretary(line: str, aliases: tuple[str, ...]) -> None:
    cable = kg.parse(state(line))
    assert (cable.id, cable.aliases) == ("08STATE290286", aliases)


def test_a_reference_to_a_number_of_that_series_is_no_other_number() -> None:
    assert kg.parse(wire(reference="TOSEC 160117")).aliases == ()


def test_a_cable_of_the_party_has_no_second_number() -> None:
    text = wire("LIMA", 4001).replace("LIMA 004001", "SECTO 04001")
    assert kg.parse(text).aliases == ()


@pytest.mark.parametrize(
    ("given", "aliases"),
    [
        ("2008LIMA004001", ("2008LIMA004001",)),
        ("2008LIMA04001_b", ("2008LIMA04001_b",)),
        ("08LIMA4001", ()),
        ("08LIMA4001TOSEC1201", ("TOSEC 1201",)),
        ("2008LIMA999999", ()),
        ("notes", ()),
    ],
)
def test_the_number_it_is_kept_under(given: str, aliases: tuple[str, ...]) -> None:
    cable = kg.parse(wire(), id=given)
    assert (cable.id, cable.aliases) == ("08LIMA4001", aliases)


def test_the_number_in_the_attributes() -> None:
    block = "\nMessage Attributes\nDocument Number: 2008LIMA04001\nDraft Date: 11 MAY 2008\n"
    assert kg.parse(wire() + block).aliases == ("2008LIMA04001",)
