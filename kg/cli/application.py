"""Assemble all commands into one application, and turn errors into a line and a status."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from kg.cli.ask import ask
from kg.cli.build import build
from kg.cli.cite import cite
from kg.cli.console import error, say
from kg.cli.export import export
from kg.cli.merge import merge
from kg.cli.parse import parse
from kg.cli.query import query
from kg.cli.serve import serve
from kg.cli.stats import stats
from kg.cli.validate import validate
from kg.cli.view import view
from kg.cli.why import why
from kg.errors import KgError
from kg.version import __version__

app = typer.Typer(
    name="kg",
    help="US diplomatic cables as a knowledge graph: every fact with the source line it was read from.",
    epilog="Begin with: kg build examples/07LIMA2181.txt. Every command explains itself: kg build --help.",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for command in (build, merge, parse, query, ask, why, cite, view, stats, validate, export, serve):
    app.command(command.__name__)(command)

_INTERRUPTED = 130


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """US diplomatic cables as a knowledge graph: every fact with the source line it was read from."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status: 0, 1 (failed), 2 (wrong use) or 130 (interrupted)."""
    command = typer.main.get_command(app)
    try:
        status = command.main(list(arguments), prog_name="kg", standalone_mode=False)
        if status == _INTERRUPTED:  # newer typers turn Ctrl-C into this status themselves
            raise KeyboardInterrupt
        return status if isinstance(status, int) else 0
    except KgError as problem:
        error(str(problem))
        return 1
    except (KeyboardInterrupt, typer.Abort):
        say("interrupted; what was built before is untouched")
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone: nothing is wrong, and nobody is there to be told
        return 0
    except Exception as problem:
        if _low_memory(problem):
            error("out of memory: give the text in smaller files, or fewer --jobs")
            return 1
        if (status := _wrong_use(problem)) is None:
            raise
        return status


def _low_memory(problem: Exception) -> bool:
    """Return whether a command failed for want of memory, however the system or a library reports it."""
    if isinstance(problem, OSError):
        return problem.errno == errno.ENOMEM
    words = str(problem).lower()
    return isinstance(problem, MemoryError) or (
        isinstance(problem, RuntimeError | ImportError)
        and any(sign in words for sign in ("can't start new thread", "cannot allocate memory", "failed to map segment"))
    )


def _wrong_use(problem: Exception) -> int | None:
    """Print the fault of a command line and return its status; None where the problem is another one.

    The exception is recognised by its methods, not its class: newer versions of typer bring their own copy of click.
    """
    described = getattr(problem, "format_message", None)
    status = getattr(problem, "exit_code", None)
    if described is None or not isinstance(status, int):
        return None
    context = getattr(problem, "ctx", None)
    path = context.command_path if context else "kg"
    message = " ".join(str(described()).split()).rstrip(".") or "no command"
    error(f"{message}; see {path} --help")
    return status
