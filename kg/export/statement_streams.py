"""Share code between exporters: sorted statements, the things they describe, and files that appear whole."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import groupby
from pathlib import Path
from typing import IO, cast

from kg.facts.stated_part import StatedPart
from kg.schema import local_name
from kg.store import StoredGraph
from kg.terms.sorted_statements import SEPARATOR, in_order

About = dict[str, list[str]]
"""The statements about a thing: encoded predicate → encoded values."""


@contextmanager
def writing(path: Path) -> Iterator[IO[str]]:
    """Yield a stream into a file that appears when it is whole; a compressed one holds no time and no name."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        with draft.open("wb") as raw:
            if path.suffix == ".gz":
                with (
                    gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
                    TextIOWrapper(cast(IO[bytes], packed), encoding="utf-8", newline="\n") as stream,
                ):
                    yield stream
            else:
                with TextIOWrapper(raw, encoding="utf-8", newline="\n") as stream:
                    yield stream
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def statements(graph: StoredGraph, inferred: bool | None) -> Iterator[str]:
    """Yield the statements of one graph or both as lines of N-Triples, in no order."""
    return (f"{triple} .\n" for triple in graph.store.triples(inferred=inferred))


def ordered(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines of N-Triples sorted, each once."""
    with in_order(lines) as found:
        for line in found:
            yield line.replace(SEPARATOR, "> ")


def things(lines: Iterable[str]) -> Iterator[tuple[str, About]]:
    """Yield each thing (an encoded IRI) with its statements, from lines in any order; a cable before its parts."""
    with in_order(lines) as found:
        for subject, said in groupby((line.split(SEPARATOR) for line in found), key=lambda parts: parts[0]):
            about: About = {}
            for _, predicate, value in said:
                about.setdefault(f"{predicate}>", []).append(value[:-3])
            yield f"{subject}>", about


def stated_part(role: str, part: About, whole: About) -> StatedPart[str]:
    """Return the reading of a part in the encoded property `role` of the thing `whole`."""
    return StatedPart(
        local_name(role[1:-1]), lambda prop: part.get(f"<{prop}>", ()), lambda prop: whole.get(f"<{prop}>", ())
    )
