"""Read tables that people write: commas, semicolons or tabs, in UTF-8, UTF-16 or an older encoding.

A spreadsheet writes semicolons where the comma is the decimal sign, and tabs as "Unicode text" (UTF-16).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.sources.text_encoding import Undecodable, decode

Cells = dict[str, str]
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_SAID = re.compile(r"\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that cannot be used, with the reason; `whole` where the whole table is unusable."""

    line: int
    why: str
    whole: bool = False


def rows(data: bytes, needed: Sequence[str]) -> Iterator[tuple[int, Cells] | Problem]:
    """Yield the line number and the cells, by column name, of each row of a table, or the row's problem.

    Names of columns are compared without capitals and blanks around them; empty rows are left out. A table without one
    of the `needed` columns, or that is no text, gives one problem and no row.
    """
    try:
        text = decode(data).text.removeprefix("\ufeff")
    except Undecodable as error:
        yield Problem(1, str(error), whole=True)
        return
    said = _SAID.match(text)
    skipped = 0
    if said is not None:
        text, skipped = text[said.end() :], 1
    heading = _LINE.split(text, maxsplit=1)[0]
    delimiter = said[1] if said is not None else _delimiter(heading, needed)
    names = [name.strip().lower() for name in next(csv.reader([heading], delimiter=delimiter), [])]
    missing = [name for name in needed if name not in names]
    if missing:
        found = ", ".join(filter(None, names))[:200]
        apart = _DELIMITERS.get(delimiter, repr(delimiter))
        why = f"the column {missing[0]!r} is missing; read with {apart} between the columns, they are: {found}"
        yield Problem(1 + skipped, why, whole=True)
        return
    yield from _rows(text, delimiter, names, skipped)


def _delimiter(heading: str, needed: Sequence[str]) -> str:
    """Return the delimiter that gives most of the needed names; a comma where all give as many."""

    def fits(delimiter: str) -> tuple[int, int]:
        names = {name.strip().lower() for name in next(csv.reader([heading], delimiter=delimiter), [])}
        return sum(name in names for name in needed), len(names)

    return max(_DELIMITERS, key=fits)


def _rows(text: str, delimiter: str, names: Sequence[str], skipped: int) -> Iterator[tuple[int, Cells] | Problem]:
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    first = True
    while True:
        try:
            row = next(table, None)
        except csv.Error as error:
            yield Problem(table.line_num + skipped, str(error))
            continue
        if row is None:
            return
        if first or not any(map(str.strip, row)):
            first = False
            continue
        line = table.line_num + skipped
        if any(map(str.strip, row[len(names) :])):
            why = f"{len(row)} cells under {len(names)} columns: put quotes around a text that has {delimiter!r} in it"
            yield Problem(line, why)
            continue
        yield line, {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
