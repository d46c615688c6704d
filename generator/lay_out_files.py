"""Lay texts out as files, as people have them, to try things at size."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

PER_FOLDER = 1000


def lay_out(texts: Iterable[str], folder: Path) -> int:
    """Write texts below a folder, a thousand to a folder, `0000/0000000.txt` and on; return the number of bytes."""
    size = 0
    for number, text in enumerate(texts):
        below = folder / f"{number // PER_FOLDER:04}"
        if number % PER_FOLDER == 0:
            below.mkdir(parents=True, exist_ok=True)
        data = text.encode("utf-8")
        (below / f"{number:07}.txt").write_bytes(data)
        size += len(data)
    return size
