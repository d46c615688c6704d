"""Define `kg merge`: make one output of several builds' shards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.arguments import OUTPUT, takes
from kg.cli.build import Strict, tell
from kg.cli.console import progress_shown
from kg.pipeline.build_options import MergeOptions


@takes(MergeOptions)
def merge(
    folders: Annotated[list[Path], typer.Argument(help="The folders that kg build --shard wrote.", metavar="DIR")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = OUTPUT,
    strict: Strict = False,
    **options: Any,
) -> None:
    """Make one output of what several builds with --shard have read: the same files as of one build of everything.

    The sources are not needed. All parts of the build have to be given.

    Examples: kg merge part1 part2 part3 -o graph · kg merge parts/* -o graph --jobs 4
    """
    from kg.pipeline.build_and_merge import merge as run

    with progress_shown() as progress:
        report = run(folders, output, progress=progress, **options)
    tell(report, output)
    if not report.cables or (strict and not report.complete):
        raise typer.Exit(1)
