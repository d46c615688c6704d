"""Run the command `kg`: a thin layer over the library; every command is one call that Python code can make too."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

TERMINATED = 128 + signal.SIGTERM


class TerminatedError(KeyboardInterrupt):
    """The process was told to end (SIGTERM): as with Ctrl-C, unfinished work is left and tidied up."""


def main() -> NoReturn:
    """Run the command line and end the process with its status.

    0: all sources read, or unread ones only reported; 1: the command failed, or `--strict` and something was rejected;
    2: wrong use; 130: interrupted by the user; 143: ended by SIGTERM.
    """
    told: list[int] = []

    def end(number: int, frame: FrameType | None) -> NoReturn:
        told.append(number)
        raise TerminatedError

    try:
        signal.signal(signal.SIGTERM, end)
        status = _run(sys.argv[1:])
    except KeyboardInterrupt:  # before or after the command itself
        status = 130
    except (MemoryError, ImportError) as problem:
        if isinstance(problem, ImportError) and "memory" not in str(problem) and "map segment" not in str(problem):
            raise
        os.write(2, b"error: out of memory: the program itself can't be loaded\n")
        status = 1
    try:
        sys.stdout.flush()
    except OSError:
        # The reader of our output has gone (`kg query | head`): nothing is wrong, and nobody is there to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(TERMINATED if told else status)


def _run(arguments: list[str]) -> int:
    from kg.child_processes import leave_current_folder

    leave_current_folder()
    from kg.cli.application import run
    from kg.cli.console import be_neutral

    be_neutral()
    return run(arguments)
