"""CSV dumps of cables, cut into rows as they come: nothing of the file is kept but the row that is being read.

The dump of about 250,000 rows has eight columns without a heading (number, date, record number, origin, classification,
references, header, body), quotes around every field and a backslash before a quote inside one; a field goes over lines.
Other tables have a line of column names, one of which has the text, and often double a quote instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from kg.sources.item import Item
from kg.sources.recognising import HEAD, ROW, is_header
from kg.sources.rejection import Rejection

FORMS = {"csv-row": "\\", "csv-row-doubled": None}
"""The two ways to write a quote inside a field, and the escape character of each."""
_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_BACKSLASH_QUOTE = re.compile(rb'[^\\,]\\"(?!,|\r?\n)')
_LONGEST_LINE = 1024**2


def split(whole: Item, stream: BinaryIO, limit: int) -> Iterator[Item | Rejection]:
    """Yield one item a row, `data` its bytes as they are; a row that is damaged or over `limit` bytes is a line."""
    yield from _Rows(whole, stream, limit).all()


class _Rows:
    def __init__(self, whole: Item, stream: BinaryIO, limit: int) -> None:
        self.whole, self.stream, self.limit = whole, stream, limit
        self.line = self.row = 0
        self.began = 1
        self.open, self.lost = False, 0
        self.parts: list[bytes] = []
        self.form, self.columns = "csv-row", ""

    def all(self) -> Iterator[Item | Rejection]:
        head = self.stream.peek(HEAD) if hasattr(self.stream, "peek") else b""
        fresh = True
        while line := self.stream.readline(_LONGEST_LINE):
            if fresh:
                self.line += 1
            if self.line == 1 and fresh:
                line = line.removeprefix(b"\xef\xbb\xbf")
                if self._heading(line, head):
                    continue
            starts = fresh
            fresh = line.endswith(b"\n")
            if line.endswith(b"\\"):  # a backslash at the end of a piece belongs to what follows
                line += self.stream.read(1)
            if self.open and starts and ROW.match(line):  # a row begins: a quote of the one before was never closed
                yield self._broken("its quotes do not close before the next row begins")
            if not self.parts and not self.lost:
                if starts and not self.open and not line.strip():
                    continue
                self.began, self.row = self.line, self.row + 1
            yield from self._take(line)
        if self.open:
            yield self._broken("the file ends inside a quoted field: it is cut off, or a quote is missing")
        elif self.parts:
            yield from self._finished()

    def _heading(self, line: bytes, head: bytes) -> bool:
        """Read the line of column names if there is one, and how quotes are written."""
        if not is_header(line):
            return False
        self.columns = ",".join(name.strip(b' "\r\n').decode("ascii") for name in line.split(b","))
        self.form = "csv-row" if _BACKSLASH_QUOTE.search(head) else "csv-row-doubled"
        return True

    def _take(self, line: bytes) -> Iterator[Item | Rejection]:
        plain = line if self.form != "csv-row" or b"\\" not in line else _ESCAPED.sub(b"", line)
        if plain.count(b'"') % 2:
            self.open = not self.open
        self.lost += len(line)
        if self.lost <= self.limit:
            self.parts.append(line)
        else:
            self.parts = []
        if not self.open and line.endswith(b"\n"):
            yield from self._finished()

    def _finished(self) -> Iterator[Item | Rejection]:
        if self.lost > self.limit:
            yield self._broken(f"it is over {self.limit / 2**20:,.0f} MB: raise it with --max-size")
            return
        data = b"".join(self.parts).rstrip(b"\r\n")
        about = (("line", str(self.began)), *((("columns", self.columns),) if self.columns else ()))
        yield replace(
            self.whole, source=self._source(), data=data, form=self.form, metadata=(*self.whole.metadata, *about)
        )
        self._next()

    def _broken(self, why: str) -> Rejection:
        found = Rejection(self._source(), "row", f"line {self.began}: the row was not read: {why}")
        self._next()
        return found

    def _source(self) -> str:
        return f"{self.whole.source}#row={self.row}"

    def _next(self) -> None:
        self.parts, self.lost, self.open = [], 0, False
