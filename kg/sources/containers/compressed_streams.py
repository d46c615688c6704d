"""Decompress streams (gz, bz2, xz, zst) piece by piece, with no more in memory than is asked for."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from kg.errors import install
from kg.sources.containers.archive_limits import Guarded

_CHUNK = 64 * 1024
_XZ_MEMORY = 256 * 1024**2
"""An xz header can ask for a dictionary of 1.5 GB; the highest usual setting needs 65 MB."""
_ZST_WINDOW = 128 * 1024**2
_ZST_CHUNK = 1024
"""Bytes fed to zstd at once: a block of 128 KB takes four bytes there, so little in means little out."""


class MissingExtra(Exception):  # noqa: N818
    """A library that is not installed; the message names the package to install."""


class _Unit(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


class _Gzip:
    """A unit of gzip with the interface of those of bz2 and xz."""

    def __init__(self) -> None:
        self._unit, self._tail = zlib.decompressobj(wbits=31), b""

    @property
    def eof(self) -> bool:
        return self._unit.eof

    @property
    def needs_input(self) -> bool:
        return not self._tail and not self._unit.eof

    @property
    def unused_data(self) -> bytes:
        return self._unit.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        out = self._unit.decompress(self._tail + data, max(max_length, 0))
        self._tail = self._unit.unconsumed_tail
        return out


class _Unpacked(io.RawIOBase):
    """The content of a compressed stream; several units in a row are one text, as their own tools read them.

    Data after the last unit that does not begin like one (`magic`) is no part of the text and sets `left_over`.
    """

    def __init__(self, packed: BinaryIO, new: Callable[[], _Unit], magic: bytes) -> None:
        super().__init__()
        self._packed, self._new, self._unit, self._magic = packed, new, new(), magic
        self.left_over = False

    def readable(self) -> bool:
        """Return True: the stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the data at hand; return the number of bytes, 0 at the end.

        Raises `EOFError` for an archive that is cut off.
        """
        while True:
            data = b""
            if self._unit.eof:
                rest = (self._unit.unused_data or self._packed.read(_CHUNK)).lstrip(b"\0")
                while rest and len(rest) < len(self._magic) and (more := self._packed.read(_CHUNK)):
                    rest += more
                if not rest.startswith(self._magic):
                    self.left_over = self.left_over or bool(rest)
                    return 0
                self._unit, data = self._new(), rest
            elif self._unit.needs_input and not (data := self._packed.read(_CHUNK)):
                raise EOFError
            out = self._unit.decompress(data, len(buffer))
            if out:
                buffer[: len(out)] = out
                return len(out)


class _Zstandard(io.RawIOBase):
    def __init__(self, packed: BinaryIO) -> None:
        super().__init__()
        try:
            import zstandard
        except ImportError:
            raise MissingExtra(f"a zstd archive: to read it, {install('archives')}") from None
        self._packed, self._left = packed, b""
        self.left_over = False
        self._made = zstandard.ZstdDecompressor(max_window_size=_ZST_WINDOW)
        self._failures = zstandard.ZstdError
        self._unit = self._made.decompressobj()

    def readable(self) -> bool:
        """Return True: the stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the data at hand; return the number of bytes, 0 at the end.

        Raises `EOFError` for an archive that is cut off.
        """
        while not self._left:
            rest = self._unit.unused_data if self._unit.eof else b""
            data = rest[:] or self._packed.read(_ZST_CHUNK)
            if not data and self._unit.eof:
                return 0
            if self._unit.eof and not _begins_zst(data):
                self.left_over = True
                return 0
            if not data:
                raise EOFError
            if self._unit.eof:
                self._unit = self._made.decompressobj()
            try:
                self._left = self._unit.decompress(data)
            except self._failures as error:
                raise OSError(str(error)) from None
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def _begins_zst(data: bytes) -> bool:
    """Return whether bytes begin a frame of zstd, or a skippable frame (RFC 8878, 3.1)."""
    skipped = b"\x50" <= data[:1] <= b"\x5f" and data[1:4] == b"\x2a\x4d\x18"
    return skipped or data.startswith(b"\x28\xb5\x2f\xfd")


def unpack(kind: str, packed: BinaryIO) -> Guarded:
    """Return the content of a compressed stream of a kind (gz, bz2, xz, zst) as a stream.

    Reading raises `Damaged` where it is damaged or cut off. Raises `MissingExtra` where no library reads the kind.
    """
    what = f"the {kind} archive"
    if kind == "zst":
        return Guarded(_Zstandard(packed), what)
    if kind == "gz":
        return Guarded(_Unpacked(packed, _Gzip, b"\x1f\x8b"), what)
    if kind == "bz2":
        return Guarded(_Unpacked(packed, bz2.BZ2Decompressor, b"BZh"), what)
    return Guarded(_Unpacked(packed, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY), b"\xfd7zXZ\0"), what)
