"""IRIs of persons who are in no public list: what is added to a graph does not rename them, and never swaps two."""

from __future__ import annotations

from datetime import date

import pytest

from kg.rdf import conclusions
from kg.resolution.cable_digest import Digest, Mention
from kg.terms.iris import VALUE, cable_iri

Sent = tuple[str, str, date]


def whose(*sent: Sent, post: str = "TUNIS", role: str = "signed", title: str | None = None) -> dict[str, str]:
    """Return the IRI of the person of each cable: (number, name as written, day)."""
    digests = [
        Digest(key, post, day, True, (), (Mention("x", name, title, role),))  # type: ignore[arg-type]
        for key, name, day in sent
    ]
    found = {s: o for s, p, o in conclusions.inferred(digests) if p == VALUE}
    return {key: found[f"{cable_iri(key)[:-1]}#x>"] for key, _, _ in sent}


HELD = ("76TUNIS100", "ROE", date(1976, 5, 1))
EARLIER = [
    pytest.param(("76TUNIS90", "ROE", date(1976, 4, 1)), True, id="a month before"),
    pytest.param(("75TUNIS90", "ROE", date(1975, 6, 1)), True, id="within a year"),
    pytest.param(("74TUNIS90", "ROE", date(1974, 4, 1)), False, id="two years before: somebody else"),
    pytest.param(("69TUNIS90", "ROE", date(1969, 4, 1)), False, id="another decade"),
    pytest.param(("75TUNIS90", "DOE", date(1975, 6, 1)), False, id="another surname"),
]


@pytest.mark.parametrize(("earlier", "same"), EARLIER)
def test_an_earlier_cable_renames_nobody(earlier: Sent, same: bool) -> None:
    alone, both = whose(HELD), whose(HELD, earlier)
    assert both["76TUNIS100"] == alone["76TUNIS100"]
    assert (both[earlier[0]] == both["76TUNIS100"]) is same


def test_an_earlier_cable_that_writes_the_name_otherwise_renames_nobody() -> None:
    held = ("76TUNIS100", "J. Roe", date(1976, 5, 1))
    alone = whose(held, role="drafted")
    both = whose(held, ("75TUNIS90", "John Roe", date(1975, 6, 1)), role="drafted")
    assert set(both.values()) == set(alone.values())


def test_an_earlier_colleague_of_the_same_surname_renames_nobody() -> None:
    held = ("76TUNIS100", "John Roe", date(1976, 5, 1))
    both = whose(held, ("75TUNIS90", "Ann Roe", date(1975, 6, 1)), role="drafted")
    assert both["76TUNIS100"] == whose(held, role="drafted")["76TUNIS100"]
    assert both["75TUNIS90"] != both["76TUNIS100"]


def test_a_later_cable_renames_nobody() -> None:
    both = whose(HELD, ("76TUNIS200", "ROE", date(1976, 9, 1)))
    assert set(both.values()) == set(whose(HELD).values())


def test_persons_whom_texts_name_keep_their_iris() -> None:
    held = ("76TUNIS100", "Habib Chatty", date(1976, 5, 1))
    earlier = ("75TUNIS90", "Habib Chatty", date(1975, 6, 1))
    alone = whose(held, role="mentioned", title="Foreign Minister")
    both = whose(held, earlier, role="mentioned", title="Foreign Minister")
    assert set(both.values()) == set(alone.values())


def test_those_of_one_initial_are_told_apart_by_their_forenames() -> None:
    john, james = ("76TUNIS100", "John Roe", date(1976, 5, 1)), ("76TUNIS90", "James Roe", date(1976, 4, 1))
    both = whose(john, james, role="drafted")
    assert "-john~" in both["76TUNIS100"] and "-james~" in both["76TUNIS90"]


def test_no_two_persons_have_one_iri() -> None:
    sent = [(f"{year}TUNIS{n}", name, date(1900 + year, 1 + n, 1)) for year in (70, 73, 76, 79) for n, name in NAMES]
    found = whose(*sent, role="drafted")
    by_person: dict[str, set[str]] = {}
    for key, name, _ in sent:
        by_person.setdefault(found[key], set()).add(name.split()[0])
    assert all(len(names) == 1 for names in by_person.values())
    assert len(by_person) >= len(NAMES)


NAMES = list(enumerate(["John Roe", "James Roe", "Jill Roe", "Ann Roe", "Roe"], 1))
