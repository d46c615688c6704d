"""Define `kg validate`: check a built graph against the shapes of the ontology."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.arguments import OUTPUT, Dir
from kg.cli.console import out, warn
from kg.errors import KgError


def validate(
    folder: Dir = OUTPUT,
    whole: Annotated[
        bool, typer.Option("--whole", help="Check every cable of a large graph too, however long it takes.")
    ] = False,
) -> None:
    """Check a graph against the shapes of the ontology (SHACL); status 1 if it does not have them.

    Examples: kg validate · kg validate graphs/peru --whole
    """
    import kg

    found = kg.open(folder).validate(whole=whole)
    for violation in found.violations:
        path = f" {violation.path}" if violation.path else ""
        value = f" (it is {violation.value})" if violation.value else ""
        warn(f"{violation.node}{path}: {violation.message}{value}")
    part = f"cables checked: {found.checked:,} of {found.cables:,}"
    if not found.conforms:
        raise KgError(f"the graph does not have the shapes of the ontology ({part}): build it again")
    out.print(f"The graph has the shapes of the ontology ({part}; {found.statements:,} statements).")
