"""`kg build`: the main job."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import (
    DEFAULT_EXPANDED,
    DEFAULT_SIZE,
    OUTPUT,
    Encoding,
    MaxDepth,
    MaxExpanded,
    MaxMembers,
    MaxRatio,
    MaxSize,
    size,
)
from kg.cli.console import err, error, one_line, say, warn
from kg.cli.progress import shown
from kg.pipeline.report import Report
from kg.sources.options import DEFAULT_MAX_DEPTH, DEFAULT_MAX_MEMBERS, DEFAULT_MAX_RATIO

_LISTED = 20


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("build")(build)


def build(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files (text, HTML, PDF, e-mail, TEI, CSV, JSON, archives), folders (with all in them), - for "
            "standard input. What each is, is told from its content.",
            metavar="PATH",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = OUTPUT,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", help="How many processes read; 0: as many as there are cores.", min=0)
    ] = 0,
    release: Annotated[
        str | None,
        typer.Option(
            help="How the texts became public, where no kg-sources.csv beside them says it: leaked, released-in-full, "
            "released-in-part, declassified-series, published-edition, denied, unknown."
        ),
    ] = None,
    authority: Annotated[str | None, typer.Option(help="Who released the texts (with --release).")] = None,
    encoding: Encoding = None,
    max_size: MaxSize = DEFAULT_SIZE,
    max_expanded: MaxExpanded = DEFAULT_EXPANDED,
    max_ratio: MaxRatio = DEFAULT_MAX_RATIO,
    max_members: MaxMembers = DEFAULT_MAX_MEMBERS,
    max_depth: MaxDepth = DEFAULT_MAX_DEPTH,
    keep_protected: Annotated[
        bool,
        typer.Option("--keep-protected", help="Keep names that a text asks to protect. They are left out otherwise."),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with status 1 when anything could not be read.")
    ] = False,
) -> None:
    """Read cables and write a graph, a store, a network page and a report into one folder.

    Whatever cannot be read is reported, and the rest is built. The folder is whole at every moment: an error or an
    interruption leaves the last build in place.

    Examples: kg build cable.txt · kg build cables/ dump.csv.gz -o graph --jobs 4 · kg build foia.zip --release
    released-in-part
    """
    from kg.pipeline import build as run

    with shown() as progress:
        report = run(
            paths, output, jobs=jobs or (os.cpu_count() or 1), release=release, authority=authority,
            encoding=encoding, max_bytes=size(max_size), keep_protected=keep_protected, progress=progress,
            limits={
                "max_expanded": size(max_expanded), "max_ratio": max_ratio, "max_members": max_members,
                "max_depth": max_depth,
            },
        )  # fmt: skip
    _tell(report, output)
    if not report.cables or (strict and not report.complete):
        raise typer.Exit(1)


def _tell(report: Report, output: Path) -> None:
    """Say what was refused, what was made, and what to do next."""
    for rejection in report.rejections[:_LISTED]:
        warn(f"{rejection.source}: {rejection.message}")
    if len(report.rejections) > _LISTED:
        say(f"… and {len(report.rejections) - _LISTED:,} more that could not be read: see {output / 'report.html'}")
    if not report.cables:
        kept = "; the graph there is that of an earlier build" if report.graph == "kept" else ""
        error(f"no cable was read: {output / 'report.html'} says why{kept}")
        return
    tally = report.tally
    say(
        f"{_many(report.cables, 'cable')} from {_many(tally.documents, 'document')}: "
        f"{report.stated:,} statements, {report.inferred:,} conclusions"
        + (f"; {_many(len(report.rejections), 'source')} not read" if report.rejections else "")
    )
    repairs = sum(seen.count for seen in tally.repairs.values())
    doubts = sum(seen.count for seen in tally.doubts.values())
    say(f"{_many(repairs, 'repair')}, {_many(doubts, 'doubt')}, {_many(len(tally.unresolved), 'unresolved name')}")
    if report.shapes and not report.shapes.conforms:
        warn(f"the graph does not have the shapes of the ontology: see kg validate {output}")
    err.print()
    for name, what in _NEXT:
        if name in report.products:
            err.print(f"  {one_line(str(output / name)):<34} {what}", markup=False)
    place = "" if output == OUTPUT else f" {one_line(str(output))}"
    err.print(f"\nNext: kg ask --list · kg stats{place} · kg query{place} -f question.rq", markup=False)


_NEXT = (
    ("network.html", "open it in a browser: the network, with the source lines of every fact"),
    ("report.html", "what was read, repaired, doubted and left out"),
    ("graph.ttl", "the graph, in Turtle"),
)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
