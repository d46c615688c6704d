"""Print for the commands: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

if TYPE_CHECKING:
    from kg.pipeline.build_options import Progress

_WIDE = 160
"""Columns where there is no terminal to ask: tables in a file need not be narrow."""


class _NeutralConsole(Console):
    """A console whose texts a terminal shows but never obeys; only styles become control codes."""

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        neutral = (one if one.control else Segment(safe(one.text), one.style) for one in buffer)
        return super()._render_buffer(neutral)


class NeutralStream:
    """Standard output to a terminal: control codes in any text are shown and never obeyed.

    In a file or a pipe the bytes stay as they are, for another program; a terminal is for reading.
    """

    def __init__(self, stream: IO[str]) -> None:
        self.rich_proxied_file = stream
        """The stream for the consoles, which write codes of their own, and neutral texts."""

    def write(self, text: str) -> int:
        """Write text with control codes as their pictures; return the length of the text."""
        if not isinstance(text, str):
            raise TypeError("a terminal takes text")
        self.rich_proxied_file.write(safe(text.replace("\r\n", "\n")))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write lines of text."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> object:
        return getattr(self.rich_proxied_file, name)


def be_neutral() -> None:
    """Make this process write to terminals through `NeutralStream`, and elsewhere in UTF-8 in any locale."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, TextIOWrapper):  # what the encoding can't hold is escaped
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
            if stream.isatty():
                setattr(sys, name, NeutralStream(stream))


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _WIDE
    return _NeutralConsole(stderr=stderr, highlight=False, soft_wrap=True, width=width)


out = _console(stderr=False)
err = _console(stderr=True)

_SHOWN_CONTROLS = {code: 0x2400 + code for code in range(32) if code not in (0x09, 0x0A)} | {0x7F: 0x2421}
#: Characters that a terminal obeys or doesn't show: C1 controls, marks of direction, no-width characters, line ends of
#: other systems, tags, and halves of surrogate pairs, which can't be written at all.
_HIDDEN = (
    *range(0x80, 0xA0),
    0xAD,
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
    *range(0xD800, 0xE000),
)
_SAFE = _SHOWN_CONTROLS | dict.fromkeys(_HIDDEN, 0xFFFD)


def safe(text: str) -> str:
    """Replace control codes by their pictures: a terminal shows the text, which keeps its length, and never obeys it.

    >>> safe("a\\x1b[31mb")
    'a␛[31mb'
    """
    return text.translate(_SAFE)


def one_line(text: str) -> str:
    """Make text safe for one line of a terminal; its line ends (in a file name) become pictures too."""
    return safe(text).translate({0x09: 0x2409, 0x0A: 0x23CE})


def say(message: str) -> None:
    """Print one line for people, to standard error."""
    err.print(Text(one_line(message)))


def warn(message: str) -> None:
    """Print one line about a fault that does not stop the command."""
    err.print(Text.assemble(("warning: ", "yellow"), one_line(message)))


def error(message: str) -> None:
    """Print the line with the reason why a command failed and the remedy."""
    err.print(Text.assemble(("error: ", "bold red"), one_line(message)))


def is_file(stream: IO[str]) -> bool:
    """Return whether a stream goes into a file (`> answer.csv`), not to a terminal or a pipe."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def write(text: str) -> None:
    """Write a result to standard output exactly, in UTF-8 in any locale, with a line end at its end.

    A terminal is shown control codes as pictures.
    """
    data = text if text.endswith("\n") or not text else text + "\n"
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None or isinstance(sys.stdout, NeutralStream):
        sys.stdout.write(data)
    else:
        sys.stdout.flush()
        stream.write(data.encode("utf-8", "backslashreplace"))
        stream.flush()


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """Yield a progress callback that draws on a terminal; the display disappears at the end."""
    from rich import progress as bars

    what, count = (
        bars.TextColumn("{task.description}"),
        (bars.BarColumn(), bars.MofNCompleteColumn(), bars.TimeElapsedColumn()),
    )
    with bars.Progress(
        bars.SpinnerColumn(), what, *count, console=err, transient=True, disable=not err.is_terminal
    ) as display:
        tasks: dict[str, bars.TaskID] = {}

        def tell(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                for finished in tasks.values():
                    display.remove_task(finished)
                tasks.clear()
                tasks[what] = display.add_task(what, total=total)
            display.update(tasks[what], completed=done, total=total)

        yield tell
