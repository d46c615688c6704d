"""Sort any number of statements by subject: chunks in memory, runs on disk, one merge.

For sorting, one character that no statement holds and that comes before all others replaces the closing brackets of
subject and predicate in a line of N-Triples: so a cable comes before its parts, and both before the next cable.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby, islice
from pathlib import Path

CHUNK = 100_000_000
"""Characters sorted in memory at once: about 650,000 statements, 150 MB."""
SMALL_CHUNK = 30_000_000
"""The same for sorting while the store loads beside it: 50 MB."""
_FAN_IN = 128
_BATCH = 5_000
SEPARATOR = "\x01"
"""Stands for the closing bracket and the blank after subject and predicate."""


@contextmanager
def in_order(lines: Iterable[str], scratch: Path | None = None, chunk: int = CHUNK) -> Iterator[Iterator[str]]:
    """Yield the lines of N-Triples, sorted and without repeats, in sorting form: split by `SEPARATOR` into three.

    `scratch` is a folder for data that does not fit into memory (the system's own by default); it is left as it was.
    """
    with sorted_lines(_opened(lines), scratch, chunk) as ordered:
        yield ordered


@contextmanager
def sorted_lines(
    batches: Iterable[list[str]], scratch: Path | None = None, chunk: int = SMALL_CHUNK
) -> Iterator[Iterator[str]]:
    """Yield lines of any text, given in lists, sorted and without repeats; each ends with a line end."""
    with tempfile.TemporaryDirectory(prefix="kg-sort-", dir=scratch) as name, ExitStack() as stack:
        folder = Path(name)
        full, last = _runs(batches, chunk, folder)
        while len(full) > _FAN_IN:
            full = [_joined(full[at : at + _FAN_IN], folder) for at in range(0, len(full), _FAN_IN)]
        streams = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in full]
        yield _once(heapq.merge(*streams, last) if streams else last)


def _opened(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield lines in their sorting form, in lists."""
    left = iter(lines)
    while batch := [line.replace("> ", SEPARATOR, 2) for line in islice(left, _BATCH)]:
        yield batch


def _runs(batches: Iterable[list[str]], chunk: int, folder: Path) -> tuple[list[Path], list[str]]:
    """Return the sorted runs on disk, and the sorted lines that stayed in memory."""
    runs: list[Path] = []
    block: list[str] = []
    size = 0
    for batch in batches:
        block += batch
        size += sum(map(len, batch))
        if size >= chunk:
            block.sort()
            runs.append(_stored(block, folder))
            block, size = [], 0
    block.sort()
    return runs, block


def _once(lines: Iterable[str]) -> Iterator[str]:
    return (line for line, _ in groupby(lines))


def _joined(runs: list[Path], folder: Path) -> Path:
    with ExitStack() as stack:
        streams = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in runs]
        result = _stored(heapq.merge(*streams), folder)
    for path in runs:
        path.unlink()
    return result


def _stored(lines: Iterable[str], folder: Path) -> Path:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=folder, suffix=".run", delete=False
    ) as stream:
        stream.writelines(_once(lines))
    return Path(stream.name)
