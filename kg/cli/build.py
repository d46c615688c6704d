"""Define `kg build`: read sources and write an output folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.arguments import OUTPUT, takes
from kg.cli.console import err, error, one_line, progress_shown, say, warn
from kg.pipeline.build_options import BuildOptions

if TYPE_CHECKING:
    from kg.pipeline.dry_run import Plan
    from kg.pipeline.report import Report

_LISTED = 20


Strict = Annotated[bool, typer.Option("--strict", help="Exit with status 1 when anything could not be read.")]


@takes(BuildOptions)
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
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read, and write nothing.")] = False,
    strict: Strict = False,
    **options: Any,
) -> None:
    """Read cables and write a graph, a store, a network page and a report into one folder.

    Whatever cannot be read is reported, and the rest is built. The folder is whole at every moment: an error or an
    interruption leaves the last build in place. What was read before and has not changed is not read again; a build
    that was interrupted goes on from what it has read.

    Examples: kg build cable.txt · kg build cables/ dump.csv.gz -o graph --jobs 4 · kg build foia.zip --release
    released-in-part · kg build dump/ --dry-run · kg build dump/ --shard 2/8 -o part2 · kg build
    /shared/dump --cluster tcp://head:8786 -o /shared/graph
    """
    from kg.pipeline.build_and_merge import build as run
    from kg.pipeline.dry_run import plan

    if options["cluster"] and (options["shard"] or dry_run):
        raise typer.BadParameter("--cluster cuts the build itself: give it without --shard and --dry-run")
    if dry_run:
        with progress_shown() as progress:
            planned = plan(paths, output, progress=progress, **options)
        _tell_plan(planned)
        if strict and planned.rejected:
            raise typer.Exit(1)
        return
    with progress_shown() as progress:
        report = run(paths, output, progress=progress, **options)
    tell(report, report.output)
    if (not report.cables and options["shard"] is None) or (strict and not report.complete):
        raise typer.Exit(1)


def _tell_plan(plan: Plan) -> None:
    """Print the result of a dry run."""
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


def tell(report: Report, output: Path) -> None:
    """Print refused sources, products, and the next step."""
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
