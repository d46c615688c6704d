"""Front matter in YAML above a cable."""

import kg
from kg.model import Span
from kg.parsing import front_matter

_PAGE = (
    '---\ntitle: "Cable on the harbour"\ndate: 2011-06-01\nclassification: SECRET\nsubject: Words of the page\n'
    "from: The editors\ntags:\n  - harbour\n---\n\n"
)
_CABLE = (
    "R 151530Z JAN 09\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 1234\nC O N F I D E N T I A L LIMA 000012\n\nSIPDIS\n\n"
    "E.O. 12958: DECL: 01/15/2019\nTAGS: PREL, PE\nSUBJECT: HARBOUR TALKS\n\n1. (C) The talks ended.\n"
)


def test_the_fields_of_the_cable_are_those_below_the_front_matter() -> None:
    cable = kg.parse(_PAGE + _CABLE)
    assert cable.id == "09LIMA12"
    assert (cable.subject.value, cable.classification.value) == ("HARBOUR TALKS", "CONFIDENTIAL")
    assert str(cable.date_time_group.value.date()) == "2009-01-15"
    assert cable.origin.value == "LIMA"
    assert cable.subject.raw == cable.subject.span.of(_PAGE + _CABLE)


def test_hyphens_alone_are_no_front_matter() -> None:
    for text in ("---\n" + _CABLE, "---\nThe talks ended.\n---\n", "---\n" * 2000):
        assert front_matter.find(text, Span(0, len(text))) == ()
