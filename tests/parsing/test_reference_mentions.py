"""Paragraphs that name references: `reftel`, `Ref A`, `(Refs)`."""

from pathlib import Path

import pytest
import yaml

import kg
from tests.fictional import SEED, wire

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "citing.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_words_and_the_entries_they_mean(case: dict) -> None:
    text = wire(reference=case["ref"], body=f"1. (C) The talks opened.\n\n2. (C) {case['text']}")
    cable = kg.parse(text)
    first, second = cable.paragraphs
    assert first.cites == ()
    assert [[c.raw, list(c.references)] for c in second.cites] == case["cites"]
    assert all(c.raw == c.span.of(text) for c in second.cites)


def test_the_seed_cites_all_three_in_its_third_paragraph() -> None:
    cable = kg.parse(SEED.read_text(encoding="utf-8"))
    cites = {p.number: [cable.references[i].letter for c in p.cites for i in c.references] for p in cable.paragraphs}
    assert {number: letters for number, letters in cites.items() if letters} == {3: ["A", "B", "C"]}


def test_it_is_data_too() -> None:
    paragraph = kg.parse(SEED.read_text(encoding="utf-8")).to_dict()["paragraphs"][2]
    assert [(c["raw"], c["references"]) for c in paragraph["cites"]] == [("Refs", [0, 1, 2])]


def test_a_paragraph_before_the_labels_and_a_hostile_text_do_no_harm() -> None:
    assert kg.parse(wire(body="ref " * 20_000)).paragraphs is not None
    assert kg.parse(wire(body="1. REFS A" + ", B" * 20_000)).id
