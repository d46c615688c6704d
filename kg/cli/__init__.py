"""The command `kg`: a thin skin over the library; every command is one call that Python code can make too."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and end the process with its status.

    0: all read, or what was not is only reported; 1: the command failed, or `--strict` and something was rejected;
    2: wrong use; 130: interrupted by the user.
    """
    from kg.isolation import leave_current_folder

    leave_current_folder()
    from kg.cli.app import run

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # UTF-8 whatever the locale; what it cannot hold is escaped
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    status = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError:
        # The reader of our output has gone (`kg query | head`): nothing is wrong, and nobody is there to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)
