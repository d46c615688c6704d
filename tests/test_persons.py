"""Who is whom over roles and cables, beside a gold set made by hand; the figures are printed at the end of the run."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from kg.rdf import conclusions
from kg.resolution.cable_digest import Digest, Mention
from kg.resolution.corrections_table import Judgements
from kg.terms.iris import KG, LOCAL, SKOS, VALUE, cable_iri, coded
from tests.persons_score import Gold, compare, digests, persons_of, read_gold

GOLD = Path(__file__).parent / "gold"


def gold(name: str = "persons") -> list[Gold]:
    return read_gold(yaml.safe_load((GOLD / f"{name}.yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(("name", "least"), [("persons", 150), ("persons_once_held_out", 70)])
def test_persons_are_told_apart_and_joined_as_by_hand(
    name: str, least: int, record_property: Callable[[str, object], None]
) -> None:
    pairs = compare(gold(name))
    record_property("figures", [name.replace("_", " "), pairs.line()])
    assert pairs.judged >= least
    assert pairs.precision >= 0.99, pairs.wrong
    assert pairs.recall >= 0.85, pairs.missed


def test_everybody_one_and_everybody_alone_fail() -> None:
    set_ = gold()
    assert compare(set_, {one.iri: "one" for one in set_}).precision < 0.8
    assert compare(set_, {one.iri: one.iri for one in set_}).recall == 0


def test_the_order_of_the_cables_does_not_matter() -> None:
    cables = digests(gold())
    first = sorted(conclusions.inferred(cables))
    for seed in range(3):
        random.Random(seed).shuffle(cables)
        assert sorted(conclusions.inferred(cables)) == first


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (("signed", "HARWICK", None), ("signed", "HARWICK", None), True),
        (("cleared", "HARWICK", None), ("cleared", "HARWICK", None), False),
        (("mentioned", "Ann Harwick", None), ("mentioned", "Ann Harwick", None), False),
        (("mentioned", "Ann Harwick", "Mayor"), ("mentioned", "Ann Harwick", None), True),
        (("mentioned", "Harwick", "Mayor"), ("mentioned", "Harwick", "Mayor"), False),
        (("classified_by", "Ann Harwick", "DCM"), ("signed", "HARWICK", None), True),
        (("classified_by", "Bill Harwick", "DCM"), ("drafted", "William Harwick", None), True),
        (("classified_by", "A. Harwick", "DCM"), ("drafted", "B. Harwick", None), False),
    ],
)
def test_two_cables_of_one_post(one: tuple, other: tuple, joined: bool) -> None:
    found = persons_of(
        conclusions.inferred(
            [
                Digest(f"08SOFIA{n}", "SOFIA", date(2008, 3, n), True, (), (Mention("m", name, title, role),))
                for n, (role, name, title) in enumerate((one, other), 1)
            ]
        )
    )
    assert len(found) == 2
    assert (len(set(found.values())) == 1) is joined


def test_a_person_has_a_rule_a_score_and_a_term_and_who_is_near_is_a_close_match() -> None:
    def cable(serial: int, day: date, name: str) -> Digest:
        return Digest(f"08SOFIA{serial}", "SOFIA", day, True, (), (Mention("m", name, None, "drafted"),))

    triples = set(
        conclusions.inferred(
            [
                cable(1, date(2008, 3, 1), "John Underhill"),
                cable(2, date(2008, 5, 1), "JOHN UNDERHILL"),
                cable(3, date(2008, 4, 1), "James Underhill"),
                cable(4, date(2008, 4, 2), "J. Underhill"),
            ]
        )
    )
    (person,) = {o for s, p, o in triples if p == VALUE and s == f"{cable_iri('08SOFIA1')[:-1]}#m>"}
    assert person.startswith(f"<{LOCAL}official/underhill-j-sofia-2000s-john~")
    term = f"{person[:-1]}#sofia-in-cables>"
    said = {(s, p): o for s, p, o in triples}
    for serial in (1, 2):
        mention = f"{cable_iri(f'08SOFIA{serial}')[:-1]}#m>"
        assert said[mention, VALUE] == person
        assert said[mention, KG("rule")] == coded("rule", "same-post-period")
        assert '"0.97"' in said[mention, KG("score")]
    assert said[term, KG("attests")] == person
    assert '"2008-03-01"' in said[term, KG("firstSeen")]
    assert '"2008-05-01"' in said[term, KG("lastSeen")]
    whose = {s: o for s, p, o in triples if p == VALUE}
    other, unclear = (whose[f"{cable_iri(key)[:-1]}#m>"] for key in ("08SOFIA3", "08SOFIA4"))
    assert {o for s, p, o in triples if p == SKOS("closeMatch") and s == unclear} == {person, other}
    assert not [t for t in triples if t[1].endswith("sameAs>")]


def test_what_is_said_of_mentions_overrules_the_rules() -> None:
    set_ = [one for one in gold() if one.group == "successor with the same surname"]
    first, other = set_[0], set_[2]
    mention = {one: f"{one.cable}#{one.mention.fragment}" for one in set_}
    same = Judgements.of([(mention[first], "same-as", mention[other])])
    found = persons_of(conclusions.inferred(digests(set_), judgements=same))
    assert len({found[one.iri] for one in set_}) == 1
    apart = Judgements.of([(mention[set_[1]], "different-from", mention[set_[0]])])
    found = persons_of(conclusions.inferred(digests(set_), judgements=apart))
    assert found[set_[0].iri] != found[set_[1].iri]
    both = Judgements.of([("a#b", "same-as", "c#d"), ("a#b", "different-from", "c#d")])
    assert both.contradictions == [("a#b", "c#d")]
