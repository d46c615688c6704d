"""The material of the benchmarks: fictional cables of realistic length, one in twenty of them damaged, from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator import corpus, lay_out_files

SEED = 20
DAMAGED_EVERY = 20
DAMAGE = 0.3


def texts(n: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Yield `n` cables as (file name, text), every twentieth damaged; the same arguments give the same cables."""
    whole, hurt = corpus(n, seed), corpus(n // DAMAGED_EVERY + 1, seed + 1, DAMAGE)
    for number, made in enumerate(whole):
        chosen = next(hurt) if number % DAMAGED_EVERY == DAMAGED_EVERY - 1 else made
        yield f"{number:07}.txt", chosen.text


def lay_out(n: int, folder: Path) -> int:
    """Write `n` cables as files below `folder`, a thousand to a folder; return how many bytes they are."""
    return lay_out_files.lay_out((text for _, text in texts(n)), folder)
