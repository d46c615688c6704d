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

from kg.cli.arguments import OUTPUT, Dir
from kg.cli.console import one_line, out, say, warn, write
from kg.errors import KgError


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
        Path | None, typer.Option("--output", "-o", help="The page to write [default: network*.html in DIR].")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", help="How many nodes are drawn one by one; beyond, an overview.", min=1)
    ] = 300,
    browse: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write the network page again: of the whole graph, or of what surrounds one thing.

    A small graph is drawn whole. A large one opens on an overview: who writes to whom, topics, a timeline.

    Examples: kg view --open · kg view --focus 07LIMA2181 · kg view graphs/peru --focus post:LIMA --limit 300
    """
    from kg.pipeline import open_graph
    from kg.pipeline.commit import derived
    from kg.store.naming import perhaps, resolve
    from kg.view import write_view

    graph = open_graph(folder)
    iri = resolve(focus) if focus else None
    if focus and iri and not graph.store.holds(iri):
        raise KgError(f"there is nothing about {focus} in {folder}: {perhaps(graph.store, focus)}")
    page = output or folder / (f"network-{_file_name(focus)}.html" if focus else "network.html")
    try:
        shown = write_view(graph.store, graph.text, page, iri, limit)
    except OSError as error:
        raise KgError(f"cannot write {page}: {(error.strerror or str(error)).lower()}") from error
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
) -> None:
    """Count what a graph holds: cables, posts, topics, years, repairs, doubts.

    Examples: kg stats · kg stats graphs/peru --json
    """
    from kg.pipeline import open_graph
    from kg.pipeline.stats import stats as count

    found = count(open_graph(folder), most)
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
