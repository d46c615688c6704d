"""Pack columns of numbers and texts for a page: byte planes, deflated, in base64.

A page of a quarter of a million cables has ten million numbers in it. Written as bytes, the low ones of a column first
and the high ones after them, they deflate to little more than a byte each, and a browser unpacks them in a second.
"""

from __future__ import annotations

import base64
import zlib
from array import array
from collections.abc import Iterable, Sequence

_LEVEL = 6


class Columns:
    """A collector of columns by name; `packed` returns them as text, `manifest` describes how to read them."""

    __slots__ = ("_pieces", "manifest")

    def __init__(self) -> None:
        self.manifest: list[list[object]] = []
        self._pieces: list[bytes] = []

    def numbers(self, name: str, values: Sequence[int]) -> None:
        """Add a column of whole numbers from 0 to 2³²-1."""
        width = max(1, (max(values, default=0).bit_length() + 7) // 8)
        raw = _bytes(values)
        self._add(name, len(values), width, b"".join(raw[plane::4] for plane in range(width)))

    def signed(self, name: str, values: Iterable[int]) -> None:
        """Add a column of whole numbers that may be negative, small ones as small numbers (zigzag)."""
        self.numbers(name, [2 * v if v >= 0 else -2 * v - 1 for v in values])

    def links(self, name: str, rows: Sequence[Sequence[int]], delta: bool = False) -> None:
        """Add a list of numbers for each row, as a column of lengths and one of numbers.

        With `delta` a number is stored as its distance from its row, for rows that name each other.
        """
        self.numbers(f"{name}#", [len(row) for row in rows])
        if delta:
            self.signed(name, [value - at for at, row in enumerate(rows) for value in row])
        else:
            self.numbers(name, [value for row in rows for value in row])

    def texts(self, name: str, values: Sequence[str]) -> None:
        """Add a column of texts on one line each; there must be no line feed in them."""
        data = "\n".join(values).encode("utf-8", "replace")
        self._add(name, len(values), 0, data)

    def _add(self, name: str, count: int, width: int, data: bytes) -> None:
        self.manifest.append([name, count, width, len(data)])
        self._pieces.append(data)

    def packed(self) -> str:
        """Return all columns as base64."""
        return base64.b64encode(zlib.compress(b"".join(self._pieces), _LEVEL)).decode("ascii")


def _bytes(values: Sequence[int]) -> bytes:
    """Return numbers as four bytes each, the lowest first, on every machine."""
    import sys

    found = array("I" if array("I").itemsize == 4 else "L", values)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()
