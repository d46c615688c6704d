"""A word of a TAGS list is cut by the least cost: what holds for every pair of codes."""

from itertools import product

import pytest

from kg.parsing.tags.segmentation import split

SUBJECTS = ("PREL", "PGOV", "ECON", "ETRD", "MARR", "SNAR", "PHUM", "EAID")


@pytest.mark.parametrize(("one", "other"), [p for p in product(SUBJECTS, SUBJECTS) if p[0] != p[1]])
def test_two_subjects_run_together_are_two(one: str, other: str) -> None:
    found = split(one + other)
    assert found is not None and [piece.code for piece in found.pieces] == [one, other]


def test_swapping_two_letters_of_one_is_read_rightly_or_not_at_all() -> None:
    pairs = [p for p in product(SUBJECTS, SUBJECTS) if p[0] != p[1]]
    found = [split(a[0] + a[2] + a[1] + a[3] + b) for a, b in pairs]
    right = [s and [p.code for p in s.pieces] == list(pair) for s, pair in zip(found, pairs, strict=True)]
    assert all(right[i] for i, s in enumerate(found) if s)
    assert sum(map(bool, right)) > 20  # else two countries before a subject are as likely
    assert all(s.repaired for s in found if s)


def test_a_code_of_few_years_is_read_in_those_years_only() -> None:
    assert split("MORGAN", 2005) is None
    assert split("PANAMA") is None and split("12") is None and split("A" * 500) is None


def test_hostile_words_take_no_time() -> None:
    for word in ("PRE1" * 30, "PE" * 60, "K" * 120, "01" * 60):
        split(word)
