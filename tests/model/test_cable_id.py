"""A cable's number taken apart and put together."""

import pytest

from kg.model.cable_id import CableId, station_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("07LIMA2181", (2007, "LIMA", 2181)),
        ("66SAIGON1", (1966, "SAIGON", 1)),
        ("1963SAIGON1311", (1963, "SAIGON", 1311)),
        ("08USUNNEWYORK12", (2008, "USUNNEWYORK", 12)),
        ("73A2B5", (1973, "A2B", 5)),
    ],
)
def test_a_number_is_taken_apart_and_put_together(text: str, parts: tuple[int, str, int]) -> None:
    one = CableId.parse(text)
    assert one == CableId(*parts)
    assert str(one) == text
    assert text == f"{one.prefix}{one.serial}"
    assert station_of(text) == parts[1]


@pytest.mark.parametrize("text", ["", "unnumbered-12ab", "LIMA2181", "07LIMA", "07LIMA12345678", "07lima1", "2181"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert CableId.parse(text) is None
    assert station_of(text) is None


def test_two_digits_of_a_year_to_come_are_of_the_century_before() -> None:
    one = CableId.parse("52STATE1")
    assert one is not None
    assert (one.year, str(one)) == (1952, "1952STATE1")
    assert sorted(map(CableId.parse, ("08LIMA1", "79PARIS2", "08ANKARA9"))) == [  # type: ignore[type-var]
        CableId(1979, "PARIS", 2),
        CableId(2008, "ANKARA", 9),
        CableId(2008, "LIMA", 1),
    ]
