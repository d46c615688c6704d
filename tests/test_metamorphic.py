"""One slip in each anchor leaves what is read as it was, in a stated share: not cases, but how far the reader carries.

The figures stand at the end of the test run. Where `../shared` is there its real telegrams are changed, too.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.generate import corpus
from tests.metamorphic import ANCHORS, shares

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
#: So many generated cables in `make test`; `METAMORPHIC` in the environment asks for more.
CABLES = int(os.environ.get("METAMORPHIC", "16"))


def figures(name: str, tried: dict[str, int], right: dict[str, int]) -> list[str]:
    lines = [f"{key:24} {right.get(key, 0) / tried[key]:.2f} ({tried[key]})" for key in sorted(tried)]
    whole = f"{sum(right.values()) / sum(tried.values()):.3f} ({sum(tried.values())})"
    return [f"damaged anchors, {name}", *lines, f"{'all':24} {whole}"]


def test_generated_cables(record_property) -> None:
    tried, right, lost = shares((made.text for made in corpus(CABLES, seed=417)), seed=8)
    record_property("figures", figures("generated", tried, right))
    assert {key.partition(",")[0] for key in tried} == set(ANCHORS)
    assert sum(right.values()) >= 0.9 * sum(tried.values()), lost
    assert {key for key in tried if right[key] < 0.6 * tried[key]} == set(), lost


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the telegrams of ../shared/corpus are not here")
def test_real_telegrams(record_property) -> None:
    texts = (path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt")))
    tried, right, lost = shares(texts, seed=8)
    record_property("figures", figures("real", tried, right))
    assert sum(right.values()) >= 0.9 * sum(tried.values()), lost
