"""Officials in every role beside a gold set made by hand; the figures are printed at the end of the test run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import kg
from tests.officials_score import TEXT_ROLES, Expected, Score, plain

HERE = Path(__file__).parent
GOLD = HERE / "gold"
CORPUS = HERE.parents[1] / "shared" / "corpus"


def gold(name: str) -> dict[str, list[str]]:
    return yaml.safe_load((GOLD / f"{name}.yml").read_text(encoding="utf-8"))


def text_of(cable: str) -> str:
    made = GOLD / "cables" / f"{cable}.txt"
    return (made if made.exists() else HERE.parent / "examples" / f"{cable}.txt").read_text(encoding="utf-8")


def scored(name: str) -> Score:
    score = Score()
    for cable, lines in gold(name).items():
        text = (CORPUS / f"{cable}.txt").read_text(encoding="utf-8") if name == "corpus" else text_of(cable)
        score.compare(cable, kg.parse(text).officials, lines)
    return score


@pytest.mark.parametrize("name", ["fictional", "once_held_out", "held_out", "corpus"])
def test_officials_are_read_as_by_hand(name: str, record_property: Callable[[str, object], None]) -> None:
    if name == "corpus" and not CORPUS.is_dir():
        pytest.skip("the released telegrams are not here")
    score = scored(name)
    record_property("figures", [f"officials, {name.replace('_', ' ')}", *score.lines()])
    assert score.text.precision >= 0.97, score.text.wrong
    assert score.text.recall >= 0.90, score.text.missing
    assert score.header.precision >= 0.99, score.header.wrong
    assert score.header.recall >= 0.99, score.header.missing
    assert not score.particulars["protected wrong"], score.differences


@pytest.mark.parametrize("name", ["fictional", "once_held_out", "held_out"])
def test_the_gold_set_names_nobody_who_is_not_there(name: str) -> None:
    for cable, lines in gold(name).items():
        text = plain(text_of(cable))
        for line in lines:
            names = Expected.read(line).names
            assert not names or any(word in text for one in names for word in one.split()[-1:]), (cable, line)


def test_a_reader_that_finds_nothing_or_anybody_fails() -> None:
    lines = ["mentioned | Ana Quispe | Foreign Minister", "? mentioned | | Poloff"]
    score = Score()
    score.compare("none", (), lines)
    assert (score.text.precision, score.text.recall) == (1.0, 0.0)
    found = kg.parse("SUBJECT: X\n\n1. (C) Foreign Minister Ana Quispe and Minister Jose Prado met Poloff.").officials
    score.compare("one too many", found, lines)
    assert [len(score.text.wrong), score.text.right, len(score.text.missing)] == [1, 1, 1]
    assert set(score.roles) <= set(TEXT_ROLES)
