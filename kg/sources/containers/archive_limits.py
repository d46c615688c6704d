"""Limit and guard archives: count the bytes and files that come out of one, at whatever depth.

`Budget` and `Metered` keep the limits; `Guarded` turns the failures of libraries into `Damaged`, with a sentence for
the user.
"""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from typing import BinaryIO

from kg.sources.reading_options import SourceOptions

_FLOOR = 16 * 1024**2
"""No ratio is checked below this size: a short text repeated a hundred times is no attack."""
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
"""The exceptions that libraries raise on archives that are cut off or damaged."""


class LimitReached(Exception):  # noqa: N818 - not an error: the archive is what it is
    """An archive over a limit; the message names it, and how to raise it."""


class Damaged(Exception):  # noqa: N818
    """An archive that is damaged or cut off; the message describes the damage."""


class Budget:
    """The bytes and files that an outermost archive may still give. `packed` is its size in bytes, None if unknown."""

    def __init__(self, options: SourceOptions, packed: int | None) -> None:
        self.options, self.packed = options, packed
        self.expanded = self.members = self.taken = 0

    def spend(self, count: int) -> None:
        """Count unpacked bytes; raise `LimitReached` when they are too many."""
        self.expanded += count
        if self.expanded > self.options.max_expanded:
            limit = f"{self.options.max_expanded / 2**20:,.0f} MB"
            raise LimitReached(f"it expands to over {limit}: the rest is left out; raise it with --max-expanded")
        packed = self.taken if self.packed is None else self.packed
        if self.expanded > _FLOOR and self.expanded > packed * self.options.max_ratio:
            message = (
                f"it expands to over {self.options.max_ratio} times its size, as made to harm: "
                "the rest is left out; raise it with --max-ratio"
            )
            raise LimitReached(message)

    def enter(self) -> None:
        """Count a file in the archive; raise `LimitReached` when there are too many."""
        self.members += 1
        if self.members > self.options.max_members:
            limit = f"{self.options.max_members:,}"
            raise LimitReached(f"it holds over {limit} files: the rest is left out; raise it with --max-members")


class Metered(io.RawIOBase):
    """A stream that counts the bytes read from it, as unpacked or, for standard input, as packed."""

    def __init__(self, stream: BinaryIO, budget: Budget, *, packed: bool = False) -> None:
        super().__init__()
        self._read = getattr(stream, "read1", stream.read)
        self._budget, self._packed = budget, packed

    def readable(self) -> bool:
        """Return True: the stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one read goes; return the number of bytes, 0 at the end.

        Raises `LimitReached` when the archive gives too many bytes.
        """
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        if self._packed:
            self._budget.taken += len(data)
        else:
            self._budget.spend(len(data))
        return len(data)


def buffered(raw: io.RawIOBase) -> BinaryIO:
    """Return a raw stream with a buffer of 64 KB, so that small reads are cheap."""
    return io.BufferedReader(raw, 64 * 1024)


def sentence(what: str, error: Exception) -> str:
    """Return a sentence for a library's failure on an archive (`the gz archive`)."""
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
        """Whether bytes follow the end of the packed data."""
        return bool(getattr(self._stream, "left_over", False))

    def readable(self) -> bool:
        """Return True: the stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one read goes; return the number of bytes, 0 at the end.

        Raises `Damaged` where the stream below fails.
        """
        try:
            data = self._read(len(buffer)) or b""
        except FAILURES as error:
            raise Damaged(sentence(self._what, error)) from None
        buffer[: len(data)] = data
        return len(data)
