"""Write CSV for spreadsheets: a byte order mark, lines that end in CR LF, and no cell that is taken for a formula.

Every CSV file of this project for people is written by this module. CSV by the standard of SPARQL, as the endpoint of
`kg serve` gives it to programs, has neither mark nor guard.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import IO

MARK = "\ufeff"
"""The mark by which a spreadsheet recognises UTF-8; without it `Núñez` is shown as `NÃºÃ±ez`."""
_FORMULA = re.compile(r"\s*['=+@＝＋－＠\t\r\n-]")
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?", re.ASCII)

Cell = str | float | None


def cell(value: Cell) -> str:
    """Return a cell that no spreadsheet takes for a formula: text that could be one begins with an apostrophe.

    A text that begins with an apostrophe of its own gets one more, so that removing one restores every text. Numbers
    stay numbers.

    >>> cell("=1+1"), cell("-12.5"), cell(-12.05), cell("LIMA")
    ("'=1+1", '-12.5', '-12.05', 'LIMA')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value)
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


def write(stream: IO[str], names: Sequence[str], rows: Iterable[Iterable[Cell]], *, mark: bool = True) -> int:
    """Write a table to a stream that changes no line ends, and return the number of its rows below the heading.

    `mark` puts the byte order mark in front: for a file, not for the middle of a pipe.
    """
    if mark:
        stream.write(MARK)
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow([cell(name) for name in names])
    count = 0
    for row in rows:
        table.writerow([cell(value) for value in row])
        count += 1
    return count
