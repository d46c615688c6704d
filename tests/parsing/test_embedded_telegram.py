"""A telegram quoted in another is a reference of it, under its own number."""

import pytest

import kg

TOP = "O 200817Z APR 79\nFM SECSTATE WASHDC\nTO AMEMBASSY ROME\nS E C R E T STATE 099123\nNODIS\n"


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("S E C R E T TEL AVIV 8123", "79TELAVIV8123"),
        ("C O N F I D E N T I A L LA PAZ 812", "79LAPAZ812"),
        ("SECRET EXDIS PORT AU PRINCE 812", "79PORTAUPRINCE812"),
        ("SECRET EXDIS CAIRO 812", "79CAIRO812"),
        ("UNCLAS LIMA 812", "79LIMA812"),
    ],
)
def test_the_name_of_the_quoted_post_is_whole(line: str, cited: str) -> None:
    cable = kg.parse(f"{TOP}FOLLOWING REPEATED FOR INFO QUOTE:\n{line}\nNODIS\n1. THE PORT IS OPEN.\nUNQUOTE\n")
    assert [r.cable_id for r in cable.references] == [cited]
    assert "unresolved" not in cable.references[0].doubts
