"""Define arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from kg.errors import KgError
from kg.options import Row, rows
from kg.pipeline.build_options import AnyPath

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
Seconds = Annotated[
    float | None, typer.Option("--timeout", help="End a query that takes longer than this many seconds.", min=0.1)
]
OUTPUT = Path("output")
Value = TypeVar("Value")


def _read(read: Callable[[str], Value], text: str, option: str) -> Value:
    try:
        return read(text)
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint=f"'{option}'") from None


def takes(options: type[Any], *names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a decorator that gives a command the options of a class (or those named) as keyword arguments."""
    wanted = (one for one in rows(options) if not names or one[0] in names)
    known = {name: (kind, default, row) for name, kind, default, row in wanted if row.flags}

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
    """Return an option as a parameter of typer."""
    if row.read is not None:
        kind = str | None if default is None else str
    elif kind == AnyPath | None:
        kind = Path | None
    told = typer.Option(*row.flags, help=row.help, metavar=row.metavar, min=row.least, max=row.most)
    shown = default if row.written is None else row.written
    return Parameter(name, Parameter.KEYWORD_ONLY, default=shown, annotation=Annotated[kind, told])


def parameters(given: list[str]) -> dict[str, str]:
    """Parse `["post=LIMA"]` into `{"post": "LIMA"}`; raise `KgError` for an item without an equals sign."""
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


def statuses(given: str | None) -> list[str]:
    """Split `leaked,denied` into release statuses."""
    return [one.strip().lower() for one in (given or "").split(",") if one.strip()]


def folder_and_name(given: list[str] | None) -> tuple[Path, str | None]:
    """Split arguments into DIR, which is first or last, and the other argument, which may have blanks.

    DIR is a folder that kg build wrote. Without such a folder, DIR is the last of several arguments, unless these are
    the number of a cable written with blanks: 09 PARIS 1040.
    """
    from kg.store.output_folder import is_output

    words = list(given or ())
    for at in (-1, 0):
        if words and is_output(Path(words[at])):
            folder = Path(words.pop(at))
            break
    else:
        folder = OUTPUT if len(words) < 2 or _is_number(words) else Path(words.pop())
    return folder, " ".join(words) or None


def _is_number(words: list[str]) -> bool:
    from kg.store.user_names import is_written_apart

    return is_written_apart(" ".join(words))


def needed(name: str | None, what: str) -> str:
    """Return a required argument; raise `BadParameter` where it is missing."""
    if name is None:
        raise typer.BadParameter(f"the argument {what} is missing")
    return name
