"""Define `kg parse`: show the reading of one text, as JSON or explained in the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.arguments import takes
from kg.cli.console import out, warn, write
from kg.pipeline.build_options import BuildOptions
from kg.sources.reading_options import SourceOptions


@takes(BuildOptions, "encoding", "max_bytes")
def parse(
    file: Annotated[str, typer.Argument(help="A text file; - for standard input.", metavar="FILE")],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON (Cable.to_dict()).")] = False,
    as_explained: Annotated[
        bool, typer.Option("--explain", help="Show the text with all that was recognised, and the repairs (default).")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Every cable of the text, not only the first; with --json a list.")
    ] = False,
    id: Annotated[  # noqa: A002 - the option's name
        str | None, typer.Option("--id", help="The record number, where the text does not say it (07LIMA2181).")
    ] = None,
    year: Annotated[int | None, typer.Option(help="The year, where the text does not say it.", min=1900)] = None,
    **options: Any,
) -> None:
    """Read one text and show what it says, each value with its place in the text.

    Examples: kg parse cable.txt · kg parse cable.txt --json | jq .tags · pbpaste | kg parse -
    """
    from kg.pipeline.parse_file import parse_file

    if as_json and as_explained:
        raise typer.BadParameter("give --json or --explain, not both")
    if file != "-" and Path(file).is_dir():
        raise typer.BadParameter(f"{file} is a folder; kg parse reads one text, kg build reads all of a folder")
    found = parse_file(file, SourceOptions(**options), id=id, year=year, everything=everything)
    if as_json:
        data = found.to_dicts()
        write(json.dumps(data if everything else data[0], ensure_ascii=False, indent=2))
    else:
        from kg.cli.parse_explain import explain

        for cable in found.cables:
            explain(cable, found.document.text, out)
    for sentence in found.odd:
        warn(f"{found.document.source}: {sentence}")
