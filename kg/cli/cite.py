"""`kg cite`: a ready citation of a cable or of a paragraph."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.arguments import OUTPUT, Dir
from kg.cli.console import write


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("cite")(cite)


def cite(
    name: Annotated[
        str, typer.Argument(help="The cable, or a part of it: 07LIMA2181, 07LIMA2181#p4.", metavar="ID[#PART]")
    ],
    folder: Dir = OUTPUT,
    form: Annotated[
        str, typer.Option("--format", help="chicago (words), bibtex, csl (CSL-JSON, for Zotero), or all.")
    ] = "chicago",
) -> None:
    """Print a citation of a cable or a paragraph: sender, number, subject, date, copy, and how that became public.

    Examples: kg cite 07LIMA2181 · kg cite '07LIMA2181#p4' · kg cite 07LIMA2181 graphs/peru --format csl
    """
    from kg.facts import citations
    from kg.pipeline import open_graph

    if form not in citations.FORMATS:
        raise typer.BadParameter(f"there is no format {form!r}; there are: {', '.join(citations.FORMATS)}")
    write(citations.formatted(citations.cite(open_graph(folder), name), form))
