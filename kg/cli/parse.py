"""`kg parse`: what one text says, as JSON or explained in the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.arguments import takes
from kg.cli.console import out, warn, write
from kg.errors import KgError
from kg.model import Document
from kg.pipeline.build_options import BuildOptions
from kg.sources import Rejection, SourceOptions, find, load


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("parse")(parse)


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
    import kg
    from kg.pipeline.cable_evidence import Weighed, weigh
    from kg.resolution.source_witness import read_document

    if as_json and as_explained:
        raise typer.BadParameter("give --json or --explain, not both")
    document = _read(file, SourceOptions(**options))
    found = read_document(document, id, year)
    if len(found) > 1 and not everything:
        found = (kg.parse(document.text, id or document.id_hint, year),)
    if as_json:
        data = [cable.to_dict() for cable in found]
        write(json.dumps(data if everything else data[0], ensure_ascii=False, indent=2))
    else:
        from kg.cli.parse_explain import explain

        for cable in found:
            explain(cable, document.text, out)
    for key, value in document.metadata:
        if key == "encoding-note":
            warn(f"{document.source}: {value}")
    weighed = [weigh(cable, document) for cable in found]
    if not any(one.is_cable for one in weighed):
        best = max(weighed, key=lambda one: one.weight, default=Weighed(()))
        warn(f"{document.source}: no cable was recognised here, kg build leaves it out: {best.reason()}")


def _read(file: str, options: SourceOptions) -> Document:
    if file != "-" and Path(file).is_dir():
        raise typer.BadParameter(f"{file} is a folder; kg parse reads one text, kg build reads all of a folder")
    problems = []
    for item in find([file], options):
        found = item if isinstance(item, Rejection) else next(load(item, options))
        if isinstance(found, Document):
            return found
        problems.append(f"{found.source}: {found.message}")
    raise KgError("; ".join(problems) or f"{file}: nothing to read")
