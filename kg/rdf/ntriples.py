"""N-Triples files: what workers write, the store loads, and Turtle is sorted from."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, cast

from kg.rdf.terms import Triple

_LEVEL = 1


def lines(triples: Iterable[Triple]) -> Iterator[str]:
    """Give each triple as a line, with the line's end."""
    for subject, predicate, value in triples:
        yield f"{subject} {predicate} {value} .\n"


def write(path: Path, triples: Iterable[Triple]) -> int:
    """Write triples to a file, compressed where its name ends in `.gz` (the same bytes each time); return how many."""
    count = 0
    with writing(path) as stream:
        for subject, predicate, value in triples:
            stream.write(f"{subject} {predicate} {value} .\n")
            count += 1
    return count


@contextmanager
def writing(path: Path) -> Iterator[IO[str]]:
    """Give a stream of text that goes to a file; a compressed one holds neither its name nor a time."""
    with path.open("wb") as raw:
        if path.suffix != ".gz":
            with TextIOWrapper(raw, encoding="utf-8", newline="\n") as stream:
                yield stream
            return
        with (
            gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed,
            TextIOWrapper(cast(IO[bytes], packed), encoding="utf-8", newline="\n") as stream,
        ):
            yield stream


def read(paths: Iterable[Path]) -> Iterator[str]:
    """Give the lines of N-Triples files (plain, or compressed where the name ends in `.gz`), one file after another."""
    for path in paths:
        with opened(path) as raw, TextIOWrapper(raw, encoding="utf-8", newline="\n") as stream:
            yield from stream


def opened(path: Path) -> IO[bytes]:
    """Open a file for reading its bytes, unpacked where its name ends in `.gz`."""
    return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")


def parse(line: str) -> Triple:
    r"""Return the triple of a line that this module wrote.

    >>> parse('<s> <p> "a b" .\n')
    ('<s>', '<p>', '"a b"')
    """
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[: rest.rindex(" .")]
