"""`kg export`: a built graph in other formats."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import OUTPUT, Dir
from kg.cli.console import say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    folder: Dir = OUTPUT,
    form: Annotated[
        str, typer.Option("--format", help="ttl, trig, nt, nq, jsonld (RDF), graphml or gexf (the network).")
    ] = "nq",
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="The file to write, compressed if it ends in .gz; - for standard output "
                     "[default: graph.FORMAT in DIR, network.graphml and network.gexf]."),
    ] = None,
) -> None:
    """Write a graph for other programs: RDF stores, Gephi, Cytoscape, igraph.

    Examples: kg export --format nq -o graph.nq.gz · kg export --format graphml · kg export --format jsonld -o -
    """  # fmt: skip
    from kg.pipeline import open_graph
    from kg.pipeline.commit import derived
    from kg.pipeline.exporting import FORMATS
    from kg.pipeline.exporting import export as run

    if form not in FORMATS:
        raise typer.BadParameter(f"there is no format {form!r}; there are: {', '.join(FORMATS)}")
    graph = open_graph(folder)
    if output == "-":
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / f"graph.{form}"
            run(graph, form, path)
            _copy(path)
        return
    path = Path(output) if output else folder / f"{'network' if form in ('graphml', 'gexf') else 'graph'}.{form}"
    run(graph, form, path)
    derived(folder, path)
    say(f"{path}: {path.stat().st_size:,} bytes, {FORMATS[form]}")


def _copy(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        while piece := stream.read(1 << 16):
            sys.stdout.write(piece)
