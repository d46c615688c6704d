"""Read and write N-Triples files, which workers write, the store loads, and Turtle is sorted from."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import IO, cast

from kg.terms.ntriples_terms import Triple

_LEVEL = 1
_GZIP = 31
_PIECE = 1 << 20


def lines(triples: Iterable[Triple]) -> Iterator[str]:
    """Yield each triple as a line, with its line end."""
    for subject, predicate, value in triples:
        yield f"{subject} {predicate} {value} .\n"


def write(path: Path, triples: Iterable[Triple]) -> int:
    """Write triples to a file, compressed where its name ends in `.gz` (always the same bytes); return their number."""
    count = 0
    with writing(path) as stream:
        for subject, predicate, value in triples:
            stream.write(f"{subject} {predicate} {value} .\n")
            count += 1
    return count


@contextmanager
def writing(path: Path) -> Iterator[IO[str]]:
    """Yield a text stream to a file; a compressed file holds neither its name nor a time."""
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


@dataclass(frozen=True, slots=True)
class Part:
    """Some members of a gzip file: the bytes `start` to `end` of each, in their order."""

    path: Path
    members: tuple[tuple[int, int], ...]

    def __iter__(self) -> Iterator[bytes]:
        """Yield the content of each member."""
        with self.path.open("rb") as stream:
            for start, end in self.members:
                stream.seek(start)
                yield zlib.decompress(stream.read(end - start), _GZIP)


def read(paths: Iterable[Path | Part]) -> Iterator[str]:
    """Yield the lines of N-Triples files (plain, or compressed where the name ends in `.gz`), file after file."""
    for path in paths:
        if isinstance(path, Part):
            for content in path:
                yield from StringIO(content.decode(), newline="\n")
            continue
        with opened(path) as raw, TextIOWrapper(raw, encoding="utf-8", newline="\n") as stream:
            yield from stream


def contents(paths: Iterable[Path | Part]) -> Iterator[bytes]:
    """Yield the content of N-Triples files in pieces of any length."""
    for path in paths:
        if isinstance(path, Part):
            yield from path
            continue
        with opened(path) as stream:
            while piece := stream.read(_PIECE):
                yield piece


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
