"""Define `kg query`: answer SPARQL over a built graph."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.arguments import OUTPUT, Endpoint, NotRelease, Release, Seconds, statuses
from kg.cli.console import is_file, say, warn
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.store import Answer

_QUERY = re.compile(
    r"\s*(?:BASE|PREFIX|SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\s", re.I
)
Form = Annotated[
    str,
    typer.Option(
        "--format",
        help="table, csv (for spreadsheets), tsv or json (SPARQL results, for programs), ttl (CONSTRUCT, DESCRIBE).",
    ),
]


def query(
    given: Annotated[
        list[str] | None,
        typer.Argument(
            help="The folder that kg build wrote [default: output]; a query, if it is not in a file.",
            metavar="[DIR] [SPARQL]",
            show_default=False,
        ),
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", "-f", help="The file with the SPARQL query; - for standard input.")
    ] = None,
    endpoint: Endpoint = None,
    form: Form = "table",
    timeout: Seconds = None,
    release: Release = None,
    not_release: NotRelease = None,
) -> None:
    """Answer a SPARQL query (SELECT, ASK, CONSTRUCT, DESCRIBE) from a built graph.

    The prefixes kg:, part:, cable:, post:, topic:, skos:, dcterms:, foaf: and the like need not be declared. Queries
    that would change the graph, or reach the network, are refused.

    Examples: kg query -f question.rq · kg query 'SELECT ?title { cable:07LIMA2181 dcterms:title ?title }' · kg query
    graphs/peru -f question.rq --format csv > answer.csv · kg query --endpoint http://localhost:7878/query -f
    question.rq · kg query -f question.rq --not-release leaked
    """
    import kg
    from kg.store.schema_check import hint
    from kg.store.unknown_names import unknown

    folder, sparql = _folder_and_query(given or [])
    if folder is not None and endpoint is not None:
        raise typer.BadParameter(f"give --endpoint or a folder ({str(folder)[:60]!r}), not both")
    if sparql is None:
        sparql = _query_of(file)
    elif file is not None:
        raise typer.BadParameter("give the query as an argument or with --file, not both")
    graph = kg.open(endpoint or folder or OUTPUT)
    with graph.released(statuses(release), statuses(not_release)) as graph:
        if problem := hint(graph.store):
            warn(problem)
        found = print_answer(graph.query(sparql, timeout=timeout), form)
        for sentence in unknown(graph.store, sparql, unused=not found):
            warn(sentence)


def _folder_and_query(given: list[str]) -> tuple[Path | None, str | None]:
    """Sort two arguments into folder and query: a query has a brace, or begins like a query or update with a blank."""
    queries = [one for one in given if ("{" in one or _QUERY.match(one.removeprefix("\ufeff"))) and not _is_folder(one)]
    folders = [one for one in given if one not in queries]
    if len(queries) > 1 or len(folders) > 1:
        odd = queries[1] if len(queries) > 1 else folders[1]
        raise typer.BadParameter(f"one folder and one query (with its braces) are enough; what is {odd[:60]!r}?")
    return Path(folders[0]) if folders else None, queries[0].removeprefix("\ufeff") if queries else None


def _is_folder(name: str) -> bool:
    """Return whether a folder has this name; an impossible name gives False."""
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _query_of(file: str | None) -> str:
    from kg.store import query_guard

    if file is None and sys.stdin.isatty():
        raise typer.BadParameter("no query: give one with --file FILE, as an argument, or on standard input")
    if file is None or file == "-":
        return query_guard.read(sys.stdin.buffer.read())
    try:
        return query_guard.read(Path(file).read_bytes())
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise KgError(f"cannot read the query {file[:200]}: {why}") from error


def print_answer(answer: Answer, form: str) -> bool:
    """Print an answer; return whether it holds anything."""
    from kg.store import answer_formats

    if form not in answer_formats.FORMATS:
        raise typer.BadParameter(f"there is no format {form!r}; there are: {', '.join(answer_formats.FORMATS)}")
    rows = answer_formats.write(answer, form, sys.stdout, mark=is_file(sys.stdout))
    if answer.kind != "boolean":
        say(f"{rows:,} {'row' if rows == 1 else 'rows'}" + ("" if rows else ": nothing in this graph fits"))
    return bool(answer.truth) if answer.kind == "boolean" else bool(rows)
