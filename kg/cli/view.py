"""`kg view`, `kg stats`, `kg validate`: looking at a built graph."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from kg.cli.arguments import OUTPUT, Dir, Endpoint, NotRelease, Release, of_release
from kg.cli.console import one_line, out, say, warn, write
from kg.errors import KgError

_FEW_GAPS, _MOST_GAPS = 3, 200


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("view")(view)
    app.command("stats")(stats)
    app.command("validate")(validate)


def view(
    folder: Dir = OUTPUT,
    focus: Annotated[
        str | None, typer.Option("--focus", help="Show what surrounds this cable, post, topic or official.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The page to write [default: network*.html in DIR, with --endpoint here]."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", help="How many nodes are drawn one by one; beyond, an overview.", min=1)
    ] = 300,
    browse: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    endpoint: Endpoint = None,
    release: Release = None,
    not_release: NotRelease = None,
) -> None:
    """Write the network page again: of the whole graph, or of what surrounds one thing.

    A small graph is drawn whole. A large one opens on an overview: who writes to whom, topics, a timeline.

    Examples: kg view --open · kg view --focus 07LIMA2181 · kg view graphs/peru --focus post:LIMA --limit 300 · kg view
    --endpoint http://localhost:7878/query --focus 07LIMA2181 -o around.html

    With --endpoint the source lines are those of the texts that are kept in DIR, where it has them.
    """
    from kg.page import write_view
    from kg.pipeline import open_graph
    from kg.pipeline.commit import derived
    from kg.store.user_names import perhaps, resolve

    iri = resolve(focus) if focus else None
    part = "" if release is None and not_release is None else "-part"
    name = f"network-{_file_name(focus)}{part}.html" if focus else f"network{part}.html"
    page = output or (Path() if endpoint else folder) / name
    opened = open_graph(endpoint, texts=folder) if endpoint else open_graph(folder)
    with of_release(opened, release, not_release) as graph:
        if focus and iri and not graph.store.holds(iri):
            raise KgError(f"there is nothing about {focus} in {endpoint or folder}: {perhaps(graph.store, focus)}")
        try:
            shown = write_view(graph.store, graph.text, page, iri, limit)
        except OSError as error:
            raise KgError(f"cannot write {page}: {(error.strerror or str(error)).lower()}") from error
    if not endpoint:
        derived(folder, page)
    what = f"an overview of {shown.cables:,} cables" if shown.kind == "overview" else f"{shown.nodes:,} nodes"
    say(f"{page}: {what}. Open it in a browser.")
    if browse:
        typer.launch(page.resolve().as_uri())


def _file_name(focus: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", focus).strip("-.")[:80] or "focus"


def stats(
    folder: Dir = OUTPUT,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    most: Annotated[int, typer.Option("--most", help="How many of each kind are told.", min=1)] = 12,
    endpoint: Endpoint = None,
    covered: Annotated[
        bool, typer.Option("--coverage", help="Count the serial numbers of each post and year that are not here.")
    ] = False,
    post: Annotated[str | None, typer.Option("--post", help="With --coverage: this post only (LIMA).")] = None,
    year: Annotated[int | None, typer.Option("--year", help="With --coverage: this year only (2007).")] = None,
) -> None:
    """Count what a graph holds: cables, posts, topics, years, repairs, doubts; or which numbers it lacks.

    Examples: kg stats · kg stats graphs/peru --json · kg stats --coverage --post LIMA --year 2007 · kg stats
    --endpoint http://localhost:7878/query
    """
    from kg.pipeline import open_graph
    from kg.pipeline.graph_stats import stats as count

    if covered:
        _coverage(endpoint or folder, post, year, most, as_json)
        return
    if post is not None or year is not None:
        raise typer.BadParameter("--post and --year belong to --coverage")
    found = count(open_graph(endpoint or folder), most)
    if as_json:
        write(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        return
    for name, counts in found.to_dict().items():
        if not counts:
            continue
        table = Table(name, "", box=box.SIMPLE_HEAD, title_justify="left")
        table.columns[1].justify = "right"
        for label, number in counts.items():
            table.add_row(Text(one_line(label)), f"{number:,}")
        out.print(table)
    say("Next: kg ask --list · kg why ID")


def _coverage(folder: Path | str, post: str | None, year: int | None, most: int, as_json: bool) -> None:
    """Print held, referenced and unknown numbers by post and year; of one post and year every gap up to a limit."""
    from kg.facts.serial_coverage import coverage
    from kg.pipeline import open_graph
    from kg.store.user_names import perhaps, resolve
    from kg.vocabulary import posts

    known = posts.by_name(post) if post and not posts.is_station(post) else None
    one = post is not None and year is not None
    graph, station = open_graph(folder), known.id if known else post
    found = coverage(graph, station, year, most=most, gaps=_MOST_GAPS if one else _FEW_GAPS)
    if as_json:
        write(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        return
    names = ("post", "year", "highest", "held", "referred to", "no trace here", "held %", "not here")
    table = Table(*names, box=box.SIMPLE_HEAD)
    for column in table.columns[2:7]:
        column.justify = "right"
    for row in found.listed:
        ranges = [f"{a}–{b}" if b > a else str(a) for a, b in row.gaps]
        more = f" … and {row.gap_count - len(row.gaps):,} more" if row.gap_count > len(row.gaps) else ""
        table.add_row(
            Text(one_line(row.post)),
            str(row.year),
            f"{row.highest:,}",
            f"{row.held:,}",
            f"{row.referenced:,}",
            f"{row.unknown:,}",
            f"{100 * row.held / row.highest:.1f}",
            Text(", ".join(ranges) + more),
        )
    if not found.listed and (post or year):
        known_here = station is None or graph.store.holds(resolve(f"post:{station}"))
        hint = "" if known_here else f": {perhaps(graph.store, station or '')}"
        warn(f"no cable of {' of '.join(str(one) for one in (post, year) if one)} is held here{hint}")
        return
    out.print(table)
    say(
        f"{found.held:,} numbers are held, {found.referenced:,} more are known only from references (years of posts: "
        f"{found.post_years:,}; shown: {len(found.listed):,}). {found.beyond:,} more are referred to above the highest "
        "number held. Of the others nothing is known here, not even that each was given to a cable."
    )


def validate(
    folder: Dir = OUTPUT,
    whole: Annotated[
        bool, typer.Option("--whole", help="Check every cable of a large graph too, however long it takes.")
    ] = False,
) -> None:
    """Check a graph against the shapes of the ontology (SHACL); status 1 if it does not have them.

    Examples: kg validate · kg validate graphs/peru --whole
    """
    from kg.pipeline import open_graph
    from kg.store import validate as check

    graph = open_graph(folder)
    found = check(graph.store, whole=len(graph)) if whole else check(graph.store)
    for violation in found.violations:
        path = f" {violation.path}" if violation.path else ""
        value = f" (it is {violation.value})" if violation.value else ""
        warn(f"{violation.node}{path}: {violation.message}{value}")
    part = f"cables checked: {found.checked:,} of {found.cables:,}"
    if not found.conforms:
        raise KgError(f"the graph does not have the shapes of the ontology ({part}): build it again")
    out.print(f"The graph has the shapes of the ontology ({part}; {found.statements:,} statements).")
