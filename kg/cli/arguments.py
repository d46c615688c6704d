"""Arguments and options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import KgError
from kg.sources import DEFAULT_MAX_BYTES
from kg.sources.reading_options import DEFAULT_MAX_EXPANDED

if TYPE_CHECKING:
    from kg.store import Graph

_SIZE = re.compile(r"([0-9]{1,12})\s?([KMGT]?)(?:I?B)?", re.IGNORECASE | re.ASCII)

Dir = Annotated[Path, typer.Argument(help="The folder that kg build wrote.", metavar="[DIR]", show_default=True)]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", help="The encoding of the texts (utf-8, cp1252, …). Detected where not given."),
]
Endpoint = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        show_default=False,
        help="Ask a SPARQL 1.1 service at this address, in place of a folder: http://localhost:7878/query.",
    ),
]
OUTPUT = Path("output")


def size(text: str, option: str) -> int:
    """Return a size in bytes from `1000000`, `32M`, `2 GB` given with an option; K, M, G, T are powers of 1024.

    >>> size("32M", "--max-size")
    33554432
    """
    found = _SIZE.fullmatch(text.strip())
    if not found or int(found[1]) < 1:
        raise typer.BadParameter(f"{text!r} is no size; write it as 500000, 32M or 2G", param_hint=f"'{option}'")
    factor: int = 1024 ** " KMGT".index(found[2].upper() or " ")
    return int(found[1]) * factor


MaxSize = Annotated[str, typer.Option("--max-size", help="Files over this size are not read (500000, 32M, 2G).")]
DEFAULT_SIZE = f"{DEFAULT_MAX_BYTES // 2**20}M"
MaxExpanded = Annotated[
    str, typer.Option("--max-expanded", help="An archive that gives more than this is not read on.")
]
DEFAULT_EXPANDED = f"{DEFAULT_MAX_EXPANDED // 2**30}G"
MaxRatio = Annotated[
    int, typer.Option("--max-ratio", help="Nor is one that expands to this many times its size (over 16 MB).", min=1)
]
MaxMembers = Annotated[int, typer.Option("--max-members", help="Nor one with more files than this.", min=1)]
MaxDepth = Annotated[
    int,
    typer.Option("--max-depth", help="Archives in archives are opened to this depth; .tar.gz counts as two.", min=1),
]


def parameters(given: list[str]) -> dict[str, str]:
    """Return `["post=LIMA"]` as `{"post": "LIMA"}`; raises `KgError` for what has no equals sign."""
    found: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise KgError(f"{one!r} is no parameter: write it as --param name=value")
        found[name.strip()] = value
    return found


Release = Annotated[
    str | None,
    typer.Option(
        "--release",
        help="Only what copies of these release statuses say: released-in-full,published-edition "
        "(also leaked, released-in-part, released, declassified-series, denied, unknown).",
    ),
]
NotRelease = Annotated[
    str | None, typer.Option("--not-release", help="Without what only copies of these release statuses say: leaked.")
]


@contextmanager
def of_release(graph: Graph, wanted: str | None, unwanted: str | None) -> Iterator[Graph]:
    """Give the part of a graph that copies of some release statuses say; the graph itself where none are named."""
    if wanted is None and unwanted is None:
        yield graph
        return
    from kg.facts.release_selection import chosen, selected

    with selected(graph, chosen(_listed(wanted), _listed(unwanted))) as part:
        yield part


def _listed(given: str | None) -> list[str]:
    return [one.strip().lower() for one in (given or "").split(",") if one.strip()]
