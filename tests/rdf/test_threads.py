"""Threads: references that follow each other soon, and what is not joined by them."""

import random
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date, timedelta

import pytest

from kg.rdf import threads
from kg.rdf.threads import Threads
from kg.resolution.cable_digest import Digest
from kg.terms.iris import KG, LOCAL, cable_iri
from kg.terms.ntriples_terms import Triple, integer, text_of
from tests.rdf.test_cable_statements import said

JUNE = date(2007, 6, 1)


def digest(key: str, day: int | None = 0, *cites: str) -> Digest:
    return Digest(key, "LIMA", None if day is None else JUNE + timedelta(days=day), True, cites, ())


def found(digests: Iterable[Digest], base: str = LOCAL) -> list[Triple]:
    with ExitStack() as stack:
        gathered = Threads(stack)
        for one in digests:
            gathered.add(one)
        return list(gathered.triples(base))


def members(triples: list[Triple]) -> dict[str, set[str]]:
    """Return thread → its cables, both by the last part of their IRIs."""
    sets: dict[str, set[str]] = {}
    for subject, predicate, value in triples:
        if predicate == KG("inThread"):
            sets.setdefault(text_of(value).rpartition("/")[2], set()).add(text_of(subject).rpartition("/")[2])
    return sets


def test_a_chain_is_a_thread_named_by_its_first_cable() -> None:
    triples = found([digest("07LIMA9", 20, "07LIMA5"), digest("07LIMA5", 9, "07LIMA1"), digest("07LIMA1", 0)])
    assert members(triples) == {"07LIMA1": {"07LIMA1", "07LIMA5", "07LIMA9"}}
    thread = f"<{LOCAL}thread/07LIMA1>"
    assert said(triples, thread, KG("firstCable")) == {cable_iri("07LIMA1")}
    assert said(triples, thread, KG("heldCables")) == {integer(3)}
    assert {value[1:11] for _, p, value in triples if p.endswith(("startDate>", "endDate>"))} == {
        "2007-06-01",
        "2007-06-21",
    }


def test_one_held_cable_and_what_it_cites_are_none() -> None:
    assert found([digest("07LIMA9", 20, "07LIMA5", "07LIMA1"), digest("07LIMA2")]) == []


def test_two_that_answer_a_missing_one_are_one_thread_with_it() -> None:
    assert members(found([digest("07LIMA9", 3, "07STATE5"), digest("07QUITO4", 1, "07STATE5")])) == {
        "07QUITO4": {"07LIMA9", "07QUITO4", "07STATE5"}
    }


def test_what_is_cited_long_after_joins_nothing() -> None:
    assert found([digest("07LIMA9", 200, "07LIMA1"), digest("07LIMA1")]) == []
    assert members(found([digest("07LIMA9", 40, "07LIMA1"), digest("07LIMA1")])) == {"07LIMA1": {"07LIMA1", "07LIMA9"}}
    assert found([digest("07LIMA9", 40, "07STATE5"), digest("07QUITO4", 1, "07STATE5")]) == []


def test_the_year_of_a_missing_one_says_when_it_was_sent_at_the_latest() -> None:
    answers = digest("07LIMA9", 3, "07QUITO4"), digest("07QUITO4", 1)
    with_last_years = [Digest(one.key, one.post, one.day, True, (*one.cites, "06STATE5"), ()) for one in answers]
    assert members(found(with_last_years)) == {"07QUITO4": {"07LIMA9", "07QUITO4"}}
    with_next_years = [Digest(one.key, one.post, one.day, True, (*one.cites, "08STATE5"), ()) for one in answers]
    assert members(found(with_next_years)) == {"07QUITO4": {"07LIMA9", "07QUITO4"}}
    newly = [
        Digest(key, "LIMA", date(2007, 1, day), True, ("06STATE5",), ()) for key, day in (("07A1", 3), ("07B1", 9))
    ]
    assert members(found(newly)) == {"07A1": {"07A1", "07B1", "06STATE5"}}


def test_without_a_day_nothing_is_joined() -> None:
    assert found([digest("07LIMA9", None, "07LIMA1"), digest("07LIMA1")]) == []


def test_a_reference_to_the_future_is_a_wrong_reference() -> None:
    assert found([digest("07LIMA9", 0, "07LIMA1"), digest("07LIMA1", 30)]) == []


def test_a_cable_that_cites_itself_does_no_harm() -> None:
    assert found([digest("07LIMA9", 0, "07LIMA9")]) == []


def test_the_order_of_digests_and_numbers_alike_in_their_beginning_do_not_matter() -> None:
    digests = [
        digest("07LIMA1", 0),
        digest("07LIMA10", 2, "07LIMA1"),
        digest("07LIMA100", 4, "07LIMA10"),
        digest("07LIMA2", 1),
        digest("07LIMA20", 3, "07LIMA2"),
    ]
    triples = found(digests)
    assert members(triples) == {"07LIMA1": {"07LIMA1", "07LIMA10", "07LIMA100"}, "07LIMA2": {"07LIMA2", "07LIMA20"}}
    for seed in range(5):
        mixed = random.Random(seed).sample(digests, len(digests))
        assert sorted(found(mixed)) == sorted(triples)


def test_what_hangs_together_too_widely_is_cut_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "LARGEST", 5)
    groups = [
        digest(f"07LIMA{g}0{m}", g * 30 + m, *([f"07LIMA{g}0{m - 1}"] if m else [f"07LIMA{g - 1}02"] if g > 1 else []))
        for g in range(1, 6)
        for m in range(3)
    ]
    assert members(found(groups)) == {
        f"07LIMA{g}00": {f"07LIMA{g}00", f"07LIMA{g}01", f"07LIMA{g}02"} for g in range(1, 6)
    }


def test_what_cannot_be_cut_is_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "LARGEST", 5)
    crowd = [digest(f"07LIMA{n}", 0, "07STATE1") for n in range(1, 20)]
    assert members(found([*crowd, digest("07QUITO2", 1, "07QUITO1"), digest("07QUITO1")])) == {
        "07QUITO1": {"07QUITO1", "07QUITO2"}
    }


def test_threads_can_live_under_another_base() -> None:
    triples = found([digest("07LIMA9", 3, "07LIMA1"), digest("07LIMA1")], "https://example.org/")
    assert "<https://example.org/thread/07LIMA1>" in said(triples, cable_iri("07LIMA9"), KG("inThread"))
