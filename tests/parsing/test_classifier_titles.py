"""What stands before a classifier's name is none of it, however damaged, joined or shortened it is."""

from __future__ import annotations

import pytest

from kg.parsing.classifier_name import read_classifiers


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("EconMinCons Ada Thornbury", ["Ada Thornbury"]),
        ("Acting Economic Minister-Counseler Ada Thornbury", ["Ada Thornbury"]),
        ("Political Cheif Ada Thornbury", ["Ada Thornbury"]),
        ("ACTING P/E CHEIF ADA THORNBURY", ["ADA THORNBURY"]),
        ("EUR ADA THORNBURY, ACTING AND S/CT DAS OWEN GALE ", ["ADA THORNBURY", "OWEN GALE"]),
        ("Charge, d,Affaires, a. i. Ada R. Thornbury", ["Ada R. Thornbury"]),
        ("CONSUL GENERAL OWEN MAJOR", ["OWEN MAJOR"]),
        ("Acting Principal Officer Leila al-Masri", ["Leila al-Masri"]),
        ("Commercial and Political Chief Owen Gale", ["Owen Gale"]),
        ("Jean-Claude de la Tour", ["Jean-Claude de la Tour"]),
    ],
)
def test_the_name_alone(field: str, names: list[str]) -> None:
    assert [field[slice(*one.name)] for one in read_classifiers(field)] == names
