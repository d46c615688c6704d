"""Who is whom over roles and cables, beside a gold set made by hand; the figures are printed at the end of the run."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import yaml

from kg import rdf
from kg.testing.persons import Gold, compare, digests, read_gold

GOLD = Path(__file__).parent / "gold" / "persons.yml"


def gold() -> list[Gold]:
    return read_gold(yaml.safe_load(GOLD.read_text(encoding="utf-8")))


def test_persons_are_told_apart_and_joined_as_by_hand(record_property: Callable[[str, object], None]) -> None:
    pairs = compare(gold())
    record_property("figures", ["persons over cables", pairs.line()])
    assert pairs.judged >= 150
    assert pairs.precision >= 0.99, pairs.wrong
    assert pairs.recall >= 0.85, pairs.missed


def test_everybody_one_and_everybody_alone_fail() -> None:
    set_ = gold()
    assert compare(set_, {one.iri: "one" for one in set_}).precision < 0.8
    assert compare(set_, {one.iri: one.iri for one in set_}).recall == 0


def test_the_order_of_the_cables_does_not_matter() -> None:
    cables = digests(gold())
    first = sorted(rdf.inferred(cables))
    for seed in range(3):
        random.Random(seed).shuffle(cables)
        assert sorted(rdf.inferred(cables)) == first
