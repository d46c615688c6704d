"""Arguments and options that several commands share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import KgError
from kg.sources import DEFAULT_MAX_BYTES
from kg.sources.options import DEFAULT_MAX_EXPANDED

_SIZE = re.compile(r"([0-9]{1,12})\s?([KMGT]?)(?:I?B)?", re.IGNORECASE | re.ASCII)

Dir = Annotated[Path, typer.Argument(help="The folder that kg build wrote.", metavar="[DIR]", show_default=True)]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", help="The encoding of the texts (utf-8, cp1252, …). Detected where not given."),
]
OUTPUT = Path("output")


def size(text: str) -> int:
    """Return a size in bytes from `1000000`, `32M`, `2 GB`; K, M, G, T are powers of 1024.

    >>> size("32M")
    33554432
    """
    found = _SIZE.fullmatch(text.strip())
    if not found or int(found[1]) < 1:
        raise typer.BadParameter(f"{text!r} is no size; write it as 500000, 32M or 2G")
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
