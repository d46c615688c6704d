"""Whole texts, damaged at random from a fixed seed: parsing raises on none, and every span is true.

The number of texts is bounded, not the time. `make fuzz` goes on for
as long as asked, by the code that each input reaches.
"""

import random
from pathlib import Path

import pytest

import kg
from generator import corpus
from tests.evidence import check_evidence
from tests.fuzz.mutations import mutated

_EXAMPLES = Path(__file__).parents[2] / "examples"
_CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
_TEXTS = 150


def _check(texts: list[str], seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(_TEXTS):
        text = mutated(rng, texts, longest=6_000)
        check_evidence(kg.parse(text), text)
        for cable in kg.parse_all(text):
            check_evidence(cable, text)
            cable.to_dict()


def _read(paths: list[Path]) -> list[str]:
    return [path.read_bytes().decode("utf-8", "replace") for path in paths]


def test_damaged_examples_and_fictional_texts_are_read() -> None:
    _check([*_read(sorted(_EXAMPLES.glob("*.txt"))), *(one.text for one in corpus(30, seed=3))], seed=1)


def test_damaged_real_texts_are_read() -> None:
    if not _CORPUS.is_dir():
        pytest.skip("../shared/corpus is not here")
    _check(_read(sorted(_CORPUS.glob("*.txt"))), seed=2)


@pytest.mark.parametrize("suffix", ["JR.", "SR.", "II", "III", "Jr. II", "Esq."])
@pytest.mark.parametrize("place", ["MINISTER {} SAID", "Minister {} said", "the Mayor, {}, said", "{}, Mayor, said"])
def test_a_name_of_suffixes_only_is_no_name(suffix: str, place: str) -> None:
    cable = kg.parse(f"SUBJECT: X\n\n1. {place.format(suffix)} so.\n\n2. Minister Quispe {suffix} agreed.")
    named = [o.name for o in cable.officials if o.name]
    assert named
    assert all("Quispe" in name for name in named)
