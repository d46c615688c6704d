"""Define `kg cite`: print a citation of a cable or of a paragraph."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.arguments import folder_and_name, needed
from kg.cli.console import write


def cite(
    given: Annotated[
        list[str],
        typer.Argument(
            help="The cable, or a part of it: 07LIMA2181, 09 PARIS 1040, 07LIMA2181#p4. The folder that kg build wrote "
            "[default: output].",
            metavar="ID[#PART] [DIR]",
        ),
    ],
    form: Annotated[
        str, typer.Option("--format", help="chicago (words), bibtex, csl (CSL-JSON, for Zotero), or all.")
    ] = "chicago",
) -> None:
    """Print a citation of a cable or a paragraph: sender, number, subject, date, copy, and how that became public.

    Examples: kg cite 07LIMA2181 · kg cite '07LIMA2181#p4' · kg cite 07LIMA2181 graphs/peru --format csl
    """
    import kg
    from kg.facts import citations

    if form not in citations.FORMATS:
        raise typer.BadParameter(f"there is no format {form!r}; there are: {', '.join(citations.FORMATS)}")
    folder, name = folder_and_name(given)
    write(citations.formatted(kg.open(folder).cite(needed(name, "ID")), form))
