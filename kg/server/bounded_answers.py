"""Write answers within limits: Oxigraph's serialisers write into a buffer that counts rows and bytes.

Oxigraph gives rows or writes them, not both, so the rows are counted in the output: by the mark that stands once for
each row and cannot stand in a value of that format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pyoxigraph as ox

from kg.store.store_errors import evaluating

_MARKS = {
    ox.QueryResultsFormat.XML.media_type: re.compile(rb"<result>"),
    ox.QueryResultsFormat.TSV.media_type: re.compile(rb"\n"),
    ox.QueryResultsFormat.CSV.media_type: re.compile(rb"\n"),
    # Between rows; a quote inside a value has a backslash, and one that ends a value is followed by a comma or brace.
    ox.QueryResultsFormat.JSON.media_type: re.compile(rb'\},\{(?="\w)'),
}
_BEFORE = {
    ox.QueryResultsFormat.TSV.media_type: -1,  # the line of the names
    ox.QueryResultsFormat.CSV.media_type: -1,
    ox.QueryResultsFormat.JSON.media_type: 1,  # a mark less than rows
}
_OVERLAP = 16


class OverLimitError(Exception):
    """An answer with more rows or bytes than it may have."""


class Buffer(BytesIO):
    """A buffer that refuses more bytes or rows than its limits."""

    def __init__(self, most_bytes: int, most_rows: int | None = None, media_type: str = "") -> None:
        super().__init__()
        self._most_bytes, self._most_rows, self._mark = most_bytes, most_rows, _MARKS.get(media_type)
        self._csv = media_type == ox.QueryResultsFormat.CSV.media_type
        self._rows, self._size, self._tail, self._inside = _BEFORE.get(media_type, 0), 0, b"", False
        self.over = ""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take the output of a serialiser; raise `OverLimitError` at the first byte or row too many."""
        data = bytes(data)
        self._size += len(data)
        if self._size > self._most_bytes:
            self._refuse(f"more than {self._most_bytes:,} bytes")
        if self._most_rows is not None and self._mark is not None:
            self._rows += self._csv_rows(data) if self._csv else self._marked(self._mark, data)
            if self._rows > self._most_rows:
                self._refuse(f"more than {self._most_rows:,} rows")
        return super().write(data)

    def _refuse(self, over: str) -> None:
        self.over = over
        raise OverLimitError(over)

    def _marked(self, mark: re.Pattern[bytes], data: bytes) -> int:
        data = self._tail + data
        ends = [found.end() for found in mark.finditer(data)]
        rest = data[ends[-1] if ends else 0 :]
        self._tail = rest[-_OVERLAP:] if mark.pattern != rb"\n" else b""
        return len(ends)

    def _csv_rows(self, data: bytes) -> int:
        """Count the line ends outside quotes."""
        count = 0
        for number, piece in enumerate(data.split(b'"')):
            if number:
                self._inside = not self._inside
            if not self._inside:
                count += piece.count(b"\n")
        return count


def solutions(result: ox.QuerySolutions | ox.QueryBoolean, form: ox.QueryResultsFormat, rows: int, size: int) -> bytes:
    """Return rows, or yes and no, in a format; raise `OverLimitError` for too large an answer."""
    buffer = Buffer(size, rows, form.media_type)
    try:
        with evaluating():
            result.serialize(buffer, form)
    except (OSError, OverLimitError):
        if buffer.over:
            raise OverLimitError(buffer.over) from None
        raise
    return buffer.getvalue()


def triples(result: Iterator[ox.Triple], form: ox.RdfFormat, rows: int, size: int, prefixes: dict[str, str]) -> bytes:
    """Return statements in a format; raise `OverLimitError` for too large an answer."""
    buffer = Buffer(size)
    over = ""

    def counted() -> Iterator[ox.Triple]:
        nonlocal over
        for number, triple in enumerate(result, 1):
            if number > rows:
                over = f"more than {rows:,} statements"
                raise OverLimitError(over)
            yield triple

    try:
        with evaluating():
            ox.serialize(counted(), buffer, form, prefixes=prefixes)
    except (OSError, OverLimitError):
        if over or buffer.over:
            raise OverLimitError(over or buffer.over) from None
        raise
    return buffer.getvalue()
