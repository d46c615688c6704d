"""Progress on standard error; silent where that is no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from kg.cli.console import err
from kg.pipeline.build_options import Progress as Callback


@contextmanager
def shown() -> Iterator[Callback]:
    """Give a callback that shows what is done of what; the display goes away at the end."""
    what, count = TextColumn("{task.description}"), (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(SpinnerColumn(), what, *count, console=err, transient=True, disable=not err.is_terminal) as display:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                for finished in tasks.values():
                    display.remove_task(finished)
                tasks.clear()
                tasks[what] = display.add_task(what, total=total)
            display.update(tasks[what], completed=done, total=total)

        yield tell
