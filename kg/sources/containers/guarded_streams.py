"""Streams whose failures are sentences."""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from typing import BinaryIO

from kg.sources.containers.archive_limits import Damaged

FAILURES = (
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    tarfile.TarError,
)
"""What the libraries raise on archives that are cut off or damaged."""


def sentence(what: str, error: Exception) -> str:
    """Return what a failure of a library says of an archive (`the gz archive`)."""
    words = str(error).lower()
    if isinstance(error, EOFError) or not words or "unexpected end" in words or "empty header" in words:
        return f"{what} is cut off: it ends in the middle"
    return f"{what} is cut off or damaged: {words}"


class Guarded(io.RawIOBase):
    """A stream that raises `Damaged` where the one below fails; `what` is the subject of the sentence."""

    def __init__(self, stream: BinaryIO | io.RawIOBase, what: str) -> None:
        super().__init__()
        self._read = getattr(stream, "read1", stream.read)  # what is there before a failure is not lost
        self._stream, self._what = stream, what

    @property
    def left_over(self) -> bool:
        """Whether bytes stand behind the end of what is packed, which are no part of it."""
        return bool(getattr(self._stream, "left_over", False))

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one read goes; return how many bytes came, 0 at the end."""
        try:
            data = self._read(len(buffer)) or b""
        except FAILURES as error:
            raise Damaged(sentence(self._what, error)) from None
        buffer[: len(data)] = data
        return len(data)
