"""References that are no cables: their day and their persons."""

from datetime import date

import pytest

import kg
from tests.fictional import wire


@pytest.mark.parametrize(
    ("reference", "kind", "day", "persons"),
    [
        ("MARLOWE-OAKES EMAIL 05/11/2007", "email", date(2007, 5, 11), ("MARLOWE", "OAKES")),
        ("MARLOWE-OAKES E-MAIL OF MARCH 4, 2006", "email", date(2006, 3, 4), ("MARLOWE", "OAKES")),
        ("MARLOWE/OAKES TELCON OF 14 MAY 1975", "telephone", date(1975, 5, 14), ("MARLOWE", "OAKES")),
        ("MARLOWE (S/CT) E-MAIL OF 04/15/2006", "email", date(2006, 4, 15), ("MARLOWE",)),
        ("MARLOWE (WHA/AND) - OAKES EMAIL OF 3/4/06", "email", date(2006, 3, 4), ("MARLOWE", "OAKES")),
        ("MARLOWE-OAKES EMAIL OF 31.12.2006", "email", date(2006, 12, 31), ("MARLOWE", "OAKES")),
        ("MARLOWE-OAKES EMAIL OF MAY 3", "email", None, ("MARLOWE", "OAKES")),
        ("EMBASSY-DEPARTMENT EMAIL OF 05/11/2007", "email", date(2007, 5, 11), ()),
        ("LIMA-QUITO EMAIL OF 05/11/2007", "email", date(2007, 5, 11), ()),
        ("CONSULAR EMAIL OF 05/11/2007", "email", date(2007, 5, 11), ()),
        ("MARLOWE-OAKES EMAILS OF 05/11/2007 AND 05/12/2007", "email", None, ("MARLOWE", "OAKES")),
        ("MARLOWE-OAKES EMAIL OF 02/30/2007", "email", None, ("MARLOWE", "OAKES")),
    ],
)
def test_what_a_reference_says(reference: str, kind: str, day: date | None, persons: tuple[str, ...]) -> None:
    (one,) = kg.parse(wire(reference=reference)).references
    assert (one.kind, one.cable_id, one.date, one.persons) == (kind, None, day, persons)


def test_a_cable_has_neither() -> None:
    (one,) = kg.parse(wire(reference="07 LIMA 12")).references
    assert (one.date, one.persons) == (None, ())
    assert {"date", "persons"} <= set(kg.parse(wire()).to_dict()["references"][0])
