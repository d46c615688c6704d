"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kg.errors import KgError
from kg.pipeline.build_options import AnyPath, MergeOptions, Row, rows
from kg.pipeline.build_options import size as read_size

if TYPE_CHECKING:
    from kg.store import Graph

Dir = Annotated[Path, typer.Argument(help="The folder that kg build wrote.", metavar="[DIR]", show_default=True)]
Endpoint = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        show_default=False,
        help="Ask a SPARQL 1.1 service at this address, in place of a folder: http://localhost:7878/query.",
    ),
]
OUTPUT = Path("output")
Value = TypeVar("Value")


def size(text: str, option: str) -> int:
    """Return a size in bytes from `1000000`, `32M`, `2 GB` given with an option; K, M, G, T are powers of 1024.

    >>> size("32M", "--max-size")
    33554432
    """
    return _read(read_size, text, option)


def _read(read: Callable[[str], Value], text: str, option: str) -> Value:
    try:
        return read(text)
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint=f"'{option}'") from None


def takes(options: type[MergeOptions], *names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of a class, or those of these names: they arrive as its keyword arguments."""
    known = {name: (kind, default, row) for name, kind, default, row in rows(options) if not names or name in names}

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(**given: object) -> None:
            for name, (_, _, row) in known.items():
                if row.read is not None and (value := given[name]) is not None:
                    given[name] = _read(row.read, str(value), row.flags[0])
            command(**given)

        own = [one for one in signature(command, eval_str=True).parameters.values() if one.kind is not one.VAR_KEYWORD]
        added = [_parameter(name, *about) for name, about in known.items()]
        parameters = [one.replace(kind=Parameter.KEYWORD_ONLY) for one in (*own, *added)]
        run.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        run.__doc__, run.__name__ = command.__doc__, command.__name__
        return run

    return decorate


def _parameter(name: str, kind: object, default: object, row: Row) -> Parameter:
    """Return an option as the framework of the command line takes it."""
    if row.read is not None:
        kind = str | None if default is None else str
    elif kind == AnyPath | None:
        kind = Path | None
    told = typer.Option(*row.flags, help=row.help, metavar=row.metavar, min=row.least)
    shown = default if row.written is None else row.written
    return Parameter(name, Parameter.KEYWORD_ONLY, default=shown, annotation=Annotated[kind, told])


def parameters(given: list[str]) -> dict[str, str]:
    """Return `["post=LIMA"]` as `{"post": "LIMA"}`; raises `KgError` for what has no equals sign."""
    found: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise KgError(f"{one!r} is no parameter: write it as --param name=value")
        found[name.strip()] = value
    return found


Release = Annotated[
    str | None,
    typer.Option(
        "--release",
        help="Only what copies of these release statuses say: released-in-full,published-edition "
        "(also leaked, released-in-part, released, declassified-series, denied, unknown).",
    ),
]
NotRelease = Annotated[
    str | None, typer.Option("--not-release", help="Without what only copies of these release statuses say: leaked.")
]


@contextmanager
def of_release(graph: Graph, wanted: str | None, unwanted: str | None) -> Iterator[Graph]:
    """Give the part of a graph that copies of some release statuses say; the graph itself where none are named."""
    if wanted is None and unwanted is None:
        yield graph
        return
    from kg.facts.release_selection import chosen, selected

    with selected(graph, chosen(_listed(wanted), _listed(unwanted))) as part:
        yield part


def _listed(given: str | None) -> list[str]:
    return [one.strip().lower() for one in (given or "").split(",") if one.strip()]
