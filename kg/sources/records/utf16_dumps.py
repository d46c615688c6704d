"""Recode dumps in UTF-16 and UTF-32 to UTF-8, so that rows and records can be split as bytes."""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass
from typing import BinaryIO

from kg.sources.text_encoding import wide_encoding

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Recoding:
    """An encoding with several bytes a character, and the length of its byte order mark."""

    name: str
    mark: int

    def stream(self, stream: BinaryIO) -> io.RawIOBase:
        """Return a stream as UTF-8; invalid bytes become U+FFFD."""
        return _Recoded(stream, self)


class _Recoded(io.RawIOBase):
    def __init__(self, stream: BinaryIO, recoding: Recoding) -> None:
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(recoding.name)("replace")
        self._left, self._ended = b"", False
        stream.read(recoding.mark)

    def readable(self) -> bool:
        """Return True: the stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the data at hand; return the number of bytes, 0 at the end."""
        while not self._left and not self._ended:
            data = self._stream.read(_CHUNK)
            self._ended = not data
            self._left = self._decoder.decode(data, final=self._ended).encode("utf-8", "replace")
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def recoded(head: bytes) -> tuple[Recoding, bytes] | None:
    """Return the encoding of a beginning in UTF-16 or UTF-32, and that beginning in UTF-8; None for all others."""
    found = wide_encoding(head)
    if found is None:
        return None
    name, mark = found
    return Recoding(name, mark), head[mark:].decode(name, "ignore").encode("utf-8", "replace")
