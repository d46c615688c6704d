"""`kg build`: the main job. `kg merge`: what several builds have read, in one output."""

from __future__ import annotations

import os
import re
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
from kg.cli.progress_bar import shown
from kg.pipeline import Plan, Report
from kg.pipeline.text_fence import DEFAULT_SECONDS
from kg.rdf.iris import check_base
from kg.sources.reading_options import DEFAULT_MAX_DEPTH, DEFAULT_MAX_MEMBERS, DEFAULT_MAX_RATIO

_LISTED = 20


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("build")(build)
    app.command("merge")(merge)


Jobs = Annotated[
    int, typer.Option("--jobs", "-j", help="How many processes read; 0: as many as there are cores.", min=0)
]

Redact = Annotated[
    Path | None,
    typer.Option("--redact", metavar="FILE", help="Leave out the names in this file, one a line, as protected ones."),
]
Base = Annotated[
    str | None,
    typer.Option(
        "--base", metavar="IRI", help="Where the IRIs of what is made begin (persons, copies …); kept in the output."
    ),
]
Table = Annotated[
    Path | None, typer.Option("--corrections", metavar="FILE", help="A table of corrections, beside corrections.csv.")
]


def build(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files (text, HTML, PDF, e-mail, TEI, CSV, JSON, archives), folders (with all in them), - for "
            "standard input. What each is, is told from its content.",
            metavar="PATH",
        ),
    ],
    output: Annotated[str, typer.Option("--output", "-o", help="The folder to write to.")] = str(OUTPUT),
    jobs: Jobs = 0,
    release: Annotated[
        str | None,
        typer.Option(
            help="How the texts became public, where no kg-sources.csv beside them says it: leaked, released-in-full, "
            "released-in-part, released, declassified-series, published-edition, denied, unknown."
        ),
    ] = None,
    authority: Annotated[str | None, typer.Option(help="Who released the texts (with --release).")] = None,
    encoding: Encoding = None,
    max_size: MaxSize = DEFAULT_SIZE,
    max_expanded: MaxExpanded = DEFAULT_EXPANDED,
    max_ratio: MaxRatio = DEFAULT_MAX_RATIO,
    max_members: MaxMembers = DEFAULT_MAX_MEMBERS,
    max_depth: MaxDepth = DEFAULT_MAX_DEPTH,
    text_seconds: Annotated[
        float,
        typer.Option(
            "--text-seconds",
            min=0,
            help="How long one text may take; what takes longer is kept as a text only, and reported. 0: any time.",
        ),
    ] = DEFAULT_SECONDS,
    include_protected: Annotated[
        bool,
        typer.Option(
            "--include-protected",
            "--keep-protected",
            help="Keep names that a text asks to protect. They are left out otherwise.",
        ),
    ] = False,
    redact: Redact = None,
    base: Base = None,
    corrections: Table = None,
    shard: Annotated[
        str | None,
        typer.Option(
            "--shard",
            metavar="i/n",
            help="Read the i-th of n parts of the sources only, for kg merge: on several "
            "machines, or one after the other.",
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            metavar="tcp://…",
            help="Read on the workers of the Dask scheduler at this address. They see "
            "PATHs and DIR as we do, or these are addresses for fsspec (s3://…).",
        ),
    ] = None,
    parts: Annotated[
        int | None,
        typer.Option("--parts", min=1, help="Into how many tasks a cluster's reading is cut [default: 2 a thread]."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read, and write nothing.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with status 1 when anything could not be read.")
    ] = False,
) -> None:
    """Read cables and write a graph, a store, a network page and a report into one folder.

    Whatever cannot be read is reported, and the rest is built. The folder is whole at every moment: an error or an
    interruption leaves the last build in place. What was read before and has not changed is not read again; a build
    that was interrupted goes on from what it has read.

    Examples: kg build cable.txt · kg build cables/ dump.csv.gz -o graph --jobs 4 · kg build foia.zip --release
    released-in-part · kg build dump/ --dry-run · kg build dump/ --shard 2/8 -o part2 · kg build
    /shared/dump --cluster tcp://head:8786 -o /shared/graph
    """
    from kg.pipeline import build as run
    from kg.pipeline import plan

    part = _part(shard)
    if cluster and (part or dry_run):
        raise typer.BadParameter("--cluster cuts the build itself: give it without --shard and --dry-run")
    limits = {
        "max_expanded": size(max_expanded, "--max-expanded"),
        "max_ratio": max_ratio,
        "max_members": max_members,
        "max_depth": max_depth,
    }
    if base is not None:
        check_base(base)
    with shown() as progress:
        if dry_run:
            planned = plan(
                paths,
                output,
                release=release,
                authority=authority,
                encoding=encoding,
                max_bytes=size(max_size, "--max-size"),
                include_protected=include_protected,
                redact=redact,
                corrections=corrections,
                limits=limits,
                shard=part,
                progress=progress,
            )
        elif cluster:
            from kg.pipeline.cluster import build_on_cluster

            report = build_on_cluster(
                paths,
                output,
                cluster,
                parts=parts,
                jobs=_jobs(jobs),
                release=release,
                authority=authority,
                encoding=encoding,
                max_bytes=size(max_size, "--max-size"),
                include_protected=include_protected,
                redact=redact,
                corrections=corrections,
                limits=limits,
                text_seconds=text_seconds,
                base=base,
                progress=progress,
            )
        else:
            report = run(
                paths,
                output,
                jobs=_jobs(jobs),
                release=release,
                authority=authority,
                encoding=encoding,
                max_bytes=size(max_size, "--max-size"),
                include_protected=include_protected,
                redact=redact,
                corrections=corrections,
                limits=limits,
                shard=part,
                text_seconds=text_seconds,
                base=base,
                progress=progress,
            )
    if dry_run:
        _tell_plan(planned)
        if strict and planned.rejected:
            raise typer.Exit(1)
        return
    _tell(report, report.output)
    if (not report.cables and part is None) or (strict and not report.complete):
        raise typer.Exit(1)


def merge(
    folders: Annotated[list[Path], typer.Argument(help="The folders that kg build --shard wrote.", metavar="DIR")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = OUTPUT,
    jobs: Jobs = 0,
    corrections: Table = None,
    redact: Redact = None,
    base: Base = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with status 1 when anything could not be read.")
    ] = False,
) -> None:
    """Make one output of what several builds with --shard have read: the same files as of one build of everything.

    The sources are not needed. All parts of the build have to be given.

    Examples: kg merge part1 part2 part3 -o graph · kg merge parts/* -o graph --jobs 4
    """
    from kg.pipeline import merge as run

    with shown() as progress:
        report = run(
            folders, output, jobs=_jobs(jobs), corrections=corrections, redact=redact, base=base, progress=progress
        )
    _tell(report, output)
    if not report.cables or (strict and not report.complete):
        raise typer.Exit(1)


_PART = re.compile(r"([0-9]{1,6})/([0-9]{1,6})", re.ASCII)


def _part(text: str | None) -> tuple[int, int] | None:
    """Return `2/8` as numbers."""
    if text is None:
        return None
    found = _PART.fullmatch(text.strip())
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise typer.BadParameter(f"{text!r} is no part; write i/n with i from 1 to n, as 2/8")
    return int(found[1]), int(found[2])


def _jobs(jobs: int) -> int:
    return jobs or os.cpu_count() or 1


def _tell_plan(plan: Plan) -> None:
    """Say what would be read."""
    for rejection in plan.rejections[:_LISTED]:
        warn(f"{rejection.source}: {rejection.message}")
    say(
        f"{_many(plan.items, 'source')} to read, {plan.size / 2**20:,.1f} MB"
        + (f"; {plan.known:,} of them known and not changed" if plan.known else "")
    )
    for counts in (plan.forms, plan.kinds):
        say("  " + ", ".join(f"{name}: {count:,}" for name, count in counts.most_common(12)))
    refused = sum(plan.rejected.values())
    if refused:
        say(
            f"{_many(refused, 'thing')} that cannot be read: "
            + ", ".join(f"{code} {count:,}" for code, count in plan.rejected.most_common())
        )
    say("nothing was written")


def _tell(report: Report, output: Path) -> None:
    """Say what was refused, what was made, and what to do next."""
    for line in report.mended[:_LISTED]:
        warn(line)
    for rejection in report.rejections[:_LISTED]:
        warn(f"{rejection.source}: {rejection.message}")
    if report.refusals > _LISTED:
        say(f"… and {report.refusals - _LISTED:,} more that could not be read: see {output / 'report.html'}")
    if report.graph == "shard":
        say(f"{_many(report.cables, 'copy', 'copies')} of cables read; next: kg merge with the folders of all parts")
        return
    if not report.cables:
        kept = "; the graph there is that of an earlier build" if report.graph == "kept" else ""
        nothing = not report.refusals and not report.tally.documents
        why = "there is no file to read in what was given" if nothing else f"{output / 'report.html'} says why"
        error(f"no cable was read: {why}{kept}")
        return
    for line in report.uncorrected[:_LISTED]:
        warn(f"correction without effect: {line}")
    tally = report.tally
    say(
        f"{_many(report.cables, 'cable')} from {_many(tally.documents, 'document')}: "
        f"{report.stated:,} statements, {report.inferred:,} conclusions"
        + (f"; {_many(report.refusals, 'source')} not read" if report.refusals else "")
    )
    repairs = sum(seen.count for seen in tally.repairs.values())
    doubts = sum(seen.count for seen in tally.doubts.values())
    if report.graph == "unchanged":
        say("nothing has changed since the last build: all files are left as they are")
    say(f"{_many(repairs, 'repair')}, {_many(doubts, 'doubt')}, {_many(len(tally.unresolved), 'unresolved name')}")
    if tally.protected or tally.redacted:
        say(f"{_many(tally.protected, 'name')} protected, {_many(tally.redacted, 'place')} redacted")
    if report.unclear_marks:
        say(f"{_many(report.unclear_marks, 'mark')} to protect without a certain name: the nearest names are masked")
    if report.unmatched:
        lines = ", ".join(map(str, report.unmatched[:_LISTED])) + (", …" if len(report.unmatched) > _LISTED else "")
        warn(f"{_many(len(report.unmatched), 'name')} of the list to redact found nowhere, in line {lines}")
    if report.corrected or report.uncorrected:
        say(f"{_many(report.corrected, 'correction')}, {len(report.uncorrected):,} without effect")
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


def _many(count: int, noun: str, plural: str | None = None) -> str:
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
