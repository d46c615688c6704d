"""The material of the benchmarks: fictional cables of realistic length, one in twenty of them damaged, from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from kg.testing import corpus

SEED = 20
DAMAGED_EVERY = 20
DAMAGE = 0.3


def texts(n: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Yield `n` cables as (file name, text), every twentieth damaged; the same arguments give the same cables."""
    whole, hurt = corpus(n, seed), corpus(n // DAMAGED_EVERY + 1, seed + 1, DAMAGE)
    for number, made in enumerate(whole):
        chosen = next(hurt) if number % DAMAGED_EVERY == DAMAGED_EVERY - 1 else made
        yield f"{number:07}.txt", chosen.text


def lay_out(n: int, folder: Path, per_folder: int = 1000) -> int:
    """Write `n` cables as files below `folder`, a thousand to a folder; return how many bytes they are."""
    size = 0
    made = texts(n)
    for at in range(0, n, per_folder):
        below = folder / f"{at // per_folder:04}"
        below.mkdir(parents=True, exist_ok=True)
        for name, text in islice(made, per_folder):
            data = text.encode("utf-8")
            (below / name).write_bytes(data)
            size += len(data)
    return size
