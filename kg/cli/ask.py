"""Define `kg ask`: answer a ready question with the user's values."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from kg.cli.arguments import Endpoint, Seconds, folder_and_name, parameters
from kg.cli.console import out, say, warn
from kg.cli.query import Form, print_answer


def ask(
    given: Annotated[
        list[str] | None,
        typer.Argument(
            help="The question's name; none lists them. The folder that kg build wrote [default: output].",
            metavar="[NAME] [DIR]",
            show_default=False,
        ),
    ] = None,
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
    import kg
    from kg.store.ready_questions import find

    folder, name = folder_and_name(given)
    if listed or name is None:
        _list()
        return
    question, values = find(name), parameters(param or [])
    if show:
        typer.echo(question.bound(values))
        return
    say(f"{question.title}: {question.question}")
    store = kg.open(endpoint or folder).store
    print_answer(question.ask(store, values, timeout=timeout), form)
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
