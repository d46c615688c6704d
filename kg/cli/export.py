"""`kg export`: a built graph in other formats."""

from __future__ import annotations

import filecmp
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.arguments import OUTPUT, Dir, NotRelease, Release, of_release
from kg.cli.console import say

if TYPE_CHECKING:
    from kg.store import Graph


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    folder: Dir = OUTPUT,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="ttl, trig, nt, nq, jsonld (RDF), csv, parquet (tables), graphml, gexf (the network) "
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
    export --format ttl --not-release leaked,unknown
    """
    from kg.export import FORMATS, NETWORKS, TABLES
    from kg.pipeline import open_graph

    if form not in FORMATS:
        raise typer.BadParameter(f"there is no format {form!r}; there are: {', '.join(FORMATS)}")
    if output == "-" and form in TABLES:
        raise typer.BadParameter(f"{form} is two files, which standard output can't hold: name one with --output")
    if form == "texts" and output in (None, "-"):
        raise typer.BadParameter("texts are written into a new folder: name it with --output")
    name = "network" if form in NETWORKS else "graph"
    name += "" if evidence == "iri" else f"-{evidence}"
    name += "-whole" if whole and form in NETWORKS else ""
    name += "" if release is None and not_release is None else "-part"
    target = Path(output) if output else folder / f"{name}.{form}"
    with of_release(open_graph(folder), release, not_release) as graph:
        _write(graph, form, None if output == "-" else target, evidence, whole, folder)


def _write(graph: Graph, form: str, path: Path | None, evidence: str, whole: bool, folder: Path) -> None:
    from kg.export import FORMATS
    from kg.export import export as run
    from kg.pipeline.commit import derived, is_product

    if path is None or (path.exists() and is_product(folder, path)):
        with tempfile.TemporaryDirectory() as scratch:
            (written,) = run(graph, form, Path(scratch) / f"graph.{form}", evidence, whole=whole)
            if path is None:
                _copy(written)
            else:
                _compare(written, path, form)
        return
    for written in run(graph, form, path, evidence, whole=whole):
        if written.is_dir():
            say(f"{written}: {FORMATS[form]}; next: kg build {written} -o DIR")
            continue
        derived(folder, written)
        say(f"{written}: {written.stat().st_size:,} bytes, {FORMATS[form]}")


def _compare(written: Path, path: Path, form: str) -> None:
    """Say that a file of the build is what was asked for; refuse to put anything else in its place."""
    from kg.errors import KgError
    from kg.export import FORMATS

    if not filecmp.cmp(written, path, shallow=False):
        raise KgError(f"{path} is a file of the build, whose checksum stands in build.ttl: name another with --output")
    say(f"{path}: {path.stat().st_size:,} bytes, {FORMATS[form]}: as its build wrote it")


def _copy(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        while piece := stream.read(1 << 16):
            sys.stdout.write(piece)
