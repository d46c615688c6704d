"""Split CSV dumps of cables into rows while reading; only the present row is in memory.

The dump of about 250,000 rows has eight columns without a heading (number, date, record number, origin,
classification, references, header, body), quotes around every field and a backslash before a quote inside one; a field
goes over lines. Other tables have a line of column names, one of which has the text, and often double a quote instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from kg.sources.file_types import HEAD, ROW, is_header
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item

FORMS = {"csv-row": "\\", "csv-row-doubled": None}
"""The two forms of a row, by the spelling of a quote inside a field → the escape character of each."""
_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_BACKSLASH_QUOTE = re.compile(rb'[^\\,]\\"(?!,|\r?\n)')
_QUOTED_START = re.compile(rb'"\d{1,9}",')
_LONGEST_LINE = 1024**2
#: The start of a row: whole cells, then the quote that opens the cell with text over several lines.
_OUTSET = re.compile(rb'(?:"[^"\n]{0,80}",|[^",\n]{0,80},){1,20}"')
_FIGURES, _WORDS = re.compile(rb"[0-9]+"), re.compile(rb"[A-Za-z\x80-\xff][A-Za-z0-9\x80-\xff .'_-]*")
_MOST_OUTSETS = 64


def split(whole: Item, stream: BinaryIO, limit: int) -> Iterator[Item | Rejection]:
    """Yield one item a row, `data` its exact bytes; a row that is damaged or over `limit` bytes is a rejection."""
    yield from _Rows(whole, stream, limit).all()


class _Rows:
    """The rows of one table. A row is yielded when the next one begins, for only that proves its end."""

    def __init__(self, whole: Item, stream: BinaryIO, limit: int) -> None:
        self.whole, self.stream, self.limit = whole, stream, limit
        self.line = self.row = 0
        self.began = 1
        self.parts: list[bytes] = []
        self.size = 0
        self.open = self.odd = False
        self.form, self.columns = "csv-row", ""
        self.start = ROW
        self.outsets: set[bytes] = set()

    def all(self) -> Iterator[Item | Rejection]:
        """Yield the rows in their order."""
        head = self.stream.peek(HEAD) if hasattr(self.stream, "peek") else b""
        fresh = True
        while line := self.stream.readline(_LONGEST_LINE):
            self.line += fresh
            if self.line == 1 and fresh:
                line = line.removeprefix(b"\xef\xbb\xbf")
                self.start = _QUOTED_START if line.startswith(b'"') else ROW
                if self._heading(line, head):
                    continue
            starts, fresh = fresh, line.endswith(b"\n")
            if line.endswith(b"\\"):  # a backslash at the end of a piece belongs to what follows
                line += self.stream.read(1)
            if starts and self._begins(line):
                yield from self._given("its quotes do not close before the next row begins")
                self.began, self.row = self.line, self.row + 1
                if (outset := _outset(line)) is not None and len(self.outsets) < _MOST_OUTSETS:
                    self.outsets.add(outset)
            self._take(line)
        yield from self._given("the file ends inside a quoted field: it is cut off, or a quote is missing")

    def _heading(self, line: bytes, head: bytes) -> bool:
        """Read the line of column names, if there is one, and the spelling of quotes."""
        if not is_header(line):
            return False
        self.columns = ",".join(name.strip(b' "\r\n').decode("ascii") for name in line.split(b","))
        self.form = "csv-row" if _BACKSLASH_QUOTE.search(head) else "csv-row-doubled"
        return True

    def _begins(self, line: bytes) -> bool:
        """Return whether a line begins a row: after a whole one, or in an open one whose quotes never close.

        Every row of the dump begins with its number; any other line continues a row with wrong quotes. An open row of
        another table ends where a line begins like the rows before: the same cells before the text, with figures and
        words in the same places.
        """
        if not line.strip() and not self.open:
            return False
        if self.columns or self.row == 0:
            return not self.open or _outset(line) in self.outsets
        return ROW.match(line) is not None if self.open else self.start.match(line) is not None

    def _take(self, line: bytes) -> None:
        if not self.open and not self.size and not line.strip():
            return
        if self.size and not self.open and line.strip():
            self.odd = True  # the quotes closed on an earlier line of this row
        plain = line if self.form != "csv-row" or b"\\" not in line else _ESCAPED.sub(b"", line)
        if plain.count(b'"') % 2:
            self.open = not self.open
        self.size += len(line)
        if self.size <= self.limit:
            self.parts.append(line)
        else:
            self.parts = []

    def _given(self, why_open: str) -> Iterator[Item | Rejection]:
        """Yield the row that has ended, if there is one."""
        if not self.size:
            return
        source = f"{self.whole.source}#row={self.row}"
        why = None
        if self.odd:
            why = "its quotes close before it ends"
        elif self.open:
            why = why_open
        elif self.size > self.limit:
            why = f"it is over {self.limit / 2**20:,.0f} MB: raise it with --max-size"
        if why:
            yield Rejection(source, "row", f"line {self.began}: the row was not read: {why}")
        else:
            about = (("line", str(self.began)), *((("columns", self.columns),) if self.columns else ()))
            data = b"".join(self.parts).rstrip(b"\r\n")
            yield replace(self.whole, source=source, data=data, form=self.form, metadata=(*self.whole.metadata, *about))
        self.parts, self.size, self.open, self.odd = [], 0, False, False


def _outset(line: bytes) -> bytes | None:
    """Return the pattern of the cells before the text of a row; None where a line does not begin so.

    >>> _outset(b'17,2007-06-22,"FM AMEMBASSY LIMA')
    b'0,0-0-0,"'
    """
    found = _OUTSET.match(line)
    return _WORDS.sub(b"a", _FIGURES.sub(b"0", found[0])) if found else None
