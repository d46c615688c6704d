"""Define `kg export`: write a built graph in other formats."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.arguments import OUTPUT, Dir, NotRelease, Release, statuses
from kg.cli.console import say

if TYPE_CHECKING:
    from kg.graph import Graph


def export(
    folder: Dir = OUTPUT,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="ttl, trig, nt, nq, jsonld (RDF), csv, parquet (tables of nodes and edges), "
            "cables-csv, cables-parquet, cables-xlsx (a table with a row a cable), graphml, gexf (the network) "
            "or texts (the kept texts, into a new folder).",
        ),
    ] = "nq",
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            help="The file to write, compressed if it ends in .gz; - for standard output; "
            "for tables, FILE-nodes and FILE-edges [default: graph.FORMAT, network.FORMAT in DIR; of a part, "
            "graph-part.FORMAT].",
        ),
    ] = None,
    evidence: Annotated[
        str,
        typer.Option(
            "--evidence",
            help="How RDF tells evidence: iri (#char=5,9), oa (text selectors besides), rdf12 (reifiers besides).",
        ),
    ] = "iri",
    whole: Annotated[
        bool,
        typer.Option(
            "--whole",
            help="A network of every cable, also of a graph so large that its build writes only "
            "who wrote how often to whom.",
        ),
    ] = False,
    release: Release = None,
    not_release: NotRelease = None,
) -> None:
    """Write a graph for other programs: RDF stores, spreadsheets, data frames, Gephi, Cytoscape, igraph.

    Examples: kg export --format nq -o graph.nq.gz · kg export --format csv · kg export --format jsonld -o - · kg
    export --format ttl --not-release leaked,unknown · kg export --format cables-xlsx
    """
    import kg
    from kg.export import BINARY, FORMATS, TABLES

    if form not in FORMATS:
        raise typer.BadParameter(f"there is no format {form!r}; there are: {', '.join(FORMATS)}")
    if output == "-" and form in TABLES:
        raise typer.BadParameter(f"{form} is two files, which standard output can't hold: name one with --output")
    if output == "-" and form in BINARY:
        raise typer.BadParameter(f"{form} is not text, which standard output is for: name a file with --output")
    if form == "texts" and output in (None, "-"):
        raise typer.BadParameter("texts are written into a new folder: name it with --output")
    with kg.open(folder).released(statuses(release), statuses(not_release)) as graph:
        if output == "-":
            _print(graph, form, evidence, whole)
            return
        target = Path(output) if output else graph.export_path(form, evidence, whole=whole)
        same = ": as its build wrote it" if graph.built(target) else ""
        for written in graph.export(form, target, evidence, whole=whole):
            if written.is_dir():
                say(f"{written}: {FORMATS[form]}; next: kg build {written} -o DIR")
            else:
                say(f"{written}: {written.stat().st_size:,} bytes, {FORMATS[form]}{same}")


def _print(graph: Graph, form: str, evidence: str, whole: bool) -> None:
    """Write a complete export to standard output."""
    with tempfile.TemporaryDirectory() as scratch:
        (path,) = graph.export(form, Path(scratch) / f"graph.{form}", evidence, whole=whole)
        with path.open(encoding="utf-8", newline="") as stream:
            while piece := stream.read(1 << 16):
                sys.stdout.write(piece)
