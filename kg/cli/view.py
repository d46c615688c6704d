"""Define `kg view`: write the network page of a built graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import OUTPUT, Dir, Endpoint, NotRelease, Release, statuses
from kg.cli.console import say


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
    import kg

    opened = kg.open(endpoint, texts=folder) if endpoint else kg.open(folder)
    with opened.released(statuses(release), statuses(not_release)) as graph:
        page = output or graph.page_path(focus)
        shown = graph.write_page(page, focus, limit)
    what = f"an overview of {shown.cables:,} cables" if shown.kind == "overview" else f"{shown.nodes:,} nodes"
    say(f"{page}: {what}. Open it in a browser.")
    if browse:
        typer.launch(page.resolve().as_uri())
