"""`kg query`, `kg ask`, `kg why`: asking a built graph."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.cli.arguments import OUTPUT, Dir, Endpoint, NotRelease, Release, of_release, parameters
from kg.cli.console import is_file, one_line, out, say, warn
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.facts.passages import Passage
    from kg.facts.why import Reason
    from kg.store import Answer

_QUERY = re.compile(
    r"\s*(?:BASE|PREFIX|SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\s", re.I
)
_LONG = 480
"""How many characters of one place are shown whole."""
Form = Annotated[
    str,
    typer.Option(
        "--format",
        help="table, csv (for spreadsheets), tsv or json (SPARQL results, for programs), ttl (CONSTRUCT, DESCRIBE).",
    ),
]
Seconds = Annotated[
    float | None, typer.Option("--timeout", help="End a query that takes longer than this many seconds.", min=0.1)
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("query")(query)
    app.command("ask")(ask)
    app.command("why")(why)


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
    from kg.pipeline import open_graph
    from kg.store.schema_check import hint
    from kg.store.unknown_names import unknown

    folder, sparql = _folder_and_query(given or [])
    if folder is not None and endpoint is not None:
        raise typer.BadParameter(f"give --endpoint or a folder ({str(folder)[:60]!r}), not both")
    if sparql is None:
        sparql = _query_of(file)
    elif file is not None:
        raise typer.BadParameter("give the query as an argument or with --file, not both")
    with of_release(open_graph(endpoint or folder or OUTPUT), release, not_release) as graph:
        if problem := hint(graph.store):
            warn(problem)
        found = _print(graph.query(sparql, timeout=timeout), form)
        for sentence in unknown(graph.store, sparql, unused=not found):
            warn(sentence)


def _folder_and_query(given: list[str]) -> tuple[Path | None, str | None]:
    """Tell the folder from the query: a query has a brace, or begins as queries and updates do and has a blank."""
    queries = [one for one in given if ("{" in one or _QUERY.match(one.removeprefix("\ufeff"))) and not _is_folder(one)]
    folders = [one for one in given if one not in queries]
    if len(queries) > 1 or len(folders) > 1:
        odd = queries[1] if len(queries) > 1 else folders[1]
        raise typer.BadParameter(f"one folder and one query (with its braces) are enough; what is {odd[:60]!r}?")
    return Path(folders[0]) if folders else None, queries[0].removeprefix("\ufeff") if queries else None


def _is_folder(name: str) -> bool:
    """Say whether a folder has this name; what is too long for a name, or has a zero in it, is none."""
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


def ask(
    name: Annotated[
        str | None, typer.Argument(help="The question's name; none lists them.", metavar="[NAME]", show_default=False)
    ] = None,
    folder: Dir = OUTPUT,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="A value for the question: post=LIMA. May be repeated.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the questions with what they ask.")] = False,
    show: Annotated[
        bool, typer.Option("--sparql", help="Print the question's SPARQL with its values, instead of the answer.")
    ] = False,
    endpoint: Endpoint = None,
    form: Form = "table",
    timeout: Seconds = None,
) -> None:
    """Answer a ready question, with the values you give it.

    Examples: kg ask --list · kg ask informed --param cable=07LIMA2181 · kg ask informed --sparql · kg ask
    informed --endpoint http://localhost:7878/query
    """
    from kg.pipeline import open_graph
    from kg.store.ready_questions import find

    if listed or name is None:
        _list()
        return
    question, values = find(name), parameters(param or [])
    if show:
        typer.echo(question.bound(values))
        return
    say(f"{question.title}: {question.question}")
    store = open_graph(endpoint or folder).store
    _print(question.ask(store, values, timeout=timeout), form)
    for sentence in question.unknown(store, values):
        warn(sentence)


def _list() -> None:
    from kg.store.ready_questions import questions

    for question in questions().values():
        out.print(Text(question.name, "bold"))
        out.print(Text(f"  {question.question}"))
        for parameter in question.parameters:
            out.print(Text(f"  --param {parameter.name}={parameter.default}  {parameter.description}", "dim"))
    say("Next: kg ask NAME, with --param name=value for other values than these")


def _print(answer: Answer, form: str) -> bool:
    """Print an answer; return whether it holds anything."""
    from kg.store import answer_formats

    if form not in answer_formats.FORMATS:
        raise typer.BadParameter(f"there is no format {form!r}; there are: {', '.join(answer_formats.FORMATS)}")
    rows = answer_formats.write(answer, form, sys.stdout, mark=is_file(sys.stdout))
    if answer.kind != "boolean":
        say(f"{rows:,} {'row' if rows == 1 else 'rows'}" + ("" if rows else ": nothing in this graph fits"))
    return bool(answer.truth) if answer.kind == "boolean" else bool(rows)


def why(
    iri: Annotated[
        str, typer.Argument(help="What to explain: 07LIMA2181, 07LIMA2181#ref-A, post:LIMA, or a full IRI.")
    ],
    folder: Dir = OUTPUT,
    most: Annotated[int, typer.Option("--most", help="How many reasons are shown.", min=1)] = 100,
) -> None:
    """Show why the graph says something: every statement with the words of the source it was read from.

    Examples: kg why 07LIMA2181 · kg why '07LIMA2181#info-quito' · kg why post:QUITO
    """
    from kg.facts import why as explain
    from kg.pipeline import open_graph

    graph = open_graph(folder)
    found = explain(graph.store, graph.texts, iri)
    out.print(Text.assemble((one_line(found.name), "bold"), f"  {one_line(found.iri)}"))
    for reason in found.reasons[:most]:
        out.print()
        for line in _reason(reason):
            out.print(line)
    left = len(found.reasons) - most
    if left > 0 or found.more:
        say(f"… and {left:,} more: kg why --most {len(found.reasons)}" if left > 0 else "… and more")


def _cut(words: str) -> str:
    """Return the words of a place; of a long one (a paragraph) how it begins and ends."""
    return words if len(words) <= _LONG else f"{words[: _LONG * 2 // 3]} […] {words[-_LONG // 4 :]}"


def _lines(place: Passage) -> str:
    return f"line {place.line}" if place.line == place.last_line else f"lines {place.line}–{place.last_line}"


def _reason(reason: Reason) -> Iterable[Text]:
    """Yield the lines that tell one reason."""
    yield Text.assemble((one_line(reason.label), "bold cyan"), "  ", one_line(reason.value))
    if reason.said:
        said = "; ".join(f"{name} {value}" for name, value in reason.said)
        yield Text(f"  {one_line(said)}", "dim")
    for place in reason.places:
        yield Text.assemble(
            (f"  {one_line(place.source)}, {_lines(place)}: ", "dim"),
            one_line(place.before),
            (one_line(_cut(place.words)), "reverse"),
            one_line(place.after),
        )
    for repair in reason.repairs:
        unsure = " (unsure)" if repair.unsure else ""
        read = f"{repair.raw} read as {repair.read_as}"
        yield Text.assemble(("  repaired: ", "yellow"), one_line(f"{read}: {repair.rule}{unsure}"))
    for note in reason.corrections:
        says = f" (in the text: {note.text_says})" if note.text_says not in ("", reason.value) else ""
        says += f" (what holds: {note.value})" if note.value not in ("", reason.value) else ""
        yield Text.assemble(("  corrected by ", "yellow"), one_line(f"{note.words()}{says}"))
    for doubt in reason.doubts:
        yield Text.assemble(("  doubt: ", "yellow"), one_line(doubt))
    if reason.rule:
        score = f", score {reason.score}" if reason.score else ""
        yield Text.assemble(("  concluded: ", "yellow"), one_line(f"{reason.rule}{score}"))
