"""Define `kg stats`: count the content of a graph, or list the serial numbers it lacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from kg.cli.arguments import OUTPUT, Dir, Endpoint
from kg.cli.console import one_line, out, say, warn, write

_FEW_GAPS, _MOST_GAPS = 3, 200


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
    """Count what a graph holds: cables, posts, topics, years, excisions, repairs, doubts; or which numbers it lacks.

    Examples: kg stats · kg stats graphs/peru --json · kg stats --coverage --post LIMA --year 2007 · kg stats
    --endpoint http://localhost:7878/query
    """
    from rich import box
    from rich.table import Table

    import kg

    if covered:
        _coverage(endpoint or folder, post, year, most, as_json)
        return
    if post is not None or year is not None:
        raise typer.BadParameter("--post and --year belong to --coverage")
    found = kg.open(endpoint or folder).stats(most)
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
    """Print held, referenced and unknown numbers by post and year; for one post and year also its gaps."""
    from rich import box
    from rich.table import Table

    import kg
    from kg.store.user_names import perhaps, resolve

    one, graph = post is not None and year is not None, kg.open(folder)
    found = graph.coverage(post, year, most=most, gaps=_MOST_GAPS if one else _FEW_GAPS)
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
        known_here = post is None or graph.store.holds(resolve(f"post:{post}"))
        hint = "" if known_here else f": {perhaps(graph.store, post or '')}"
        warn(f"no cable of {' of '.join(str(one) for one in (post, year) if one)} is held here{hint}")
        return
    out.print(table)
    say(
        f"{found.held:,} numbers are held, {found.referenced:,} more are known only from references (years of posts: "
        f"{found.post_years:,}; shown: {len(found.listed):,}). {found.beyond:,} more are referred to above the highest "
        "number held. Of the others nothing is known here, not even that each was given to a cable."
    )
