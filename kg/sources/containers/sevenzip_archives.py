"""Read 7z archives (py7zr, in the extra `archives`), with the library in a thread beside the reader.

Files of a 7z archive are packed together and come out in one go, in their order, by a call for each. The library's
thread hands over one finished file at a time and waits until it is taken; a file too large for memory waits in a
temporary file.
"""

from __future__ import annotations

import lzma
import queue
import tempfile
import threading
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.errors import install
from kg.sources.containers.archive_limits import Budget, Damaged, LimitReached
from kg.sources.containers.archive_members import ENCRYPTED, LINK, Member, Skipped, cleaned
from kg.sources.containers.compressed_streams import MissingExtra

_IN_MEMORY = 16 * 1024**2
_Found = tuple[str, BinaryIO] | Exception | None


class _Abandoned(Exception):  # noqa: N818 - ends the library's thread when nobody reads on
    pass


class _File:
    """A file that the library writes to; `close` hands it over."""

    def __init__(self, name: str, unpacking: _Unpacking) -> None:
        self._name, self._unpacking, self._size = name, unpacking, 0
        self._kept = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by who takes it

    def write(self, data: bytes) -> int:
        """Keep a piece; raise `LimitReached` when the archive gives too much."""
        self._unpacking.watch(len(data))
        self._size += len(data)
        return self._kept.write(data)

    def read(self, size: int | None = None) -> bytes:
        """Return nothing: the library only writes here."""
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        """Return 0 without moving: the library only writes here."""
        return 0

    def flush(self) -> None:
        """Do nothing."""

    def size(self) -> int:
        """Return the number of bytes written."""
        return self._size

    def close(self) -> None:
        """Hand the file over."""
        self._kept.seek(0)
        self._unpacking.give((self._name, self._kept))  # type: ignore[arg-type]


class _Unpacking:
    """The library's thread, and the queue on which it hands files over."""

    def __init__(self, archive: Any, names: list[str], budget: Budget) -> None:
        self._archive, self._names, self._budget = archive, names, budget
        self._ready: queue.Queue[_Found] = queue.Queue(maxsize=1)
        self._abandoned = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def create(self, filename: str) -> _File:
        """Return a file to write the content with this name to; called by the library."""
        return _File(filename, self)

    def watch(self, count: int) -> None:
        """Count unpacked bytes before they are kept; raise `_Abandoned` when the reader has stopped."""
        if self._abandoned.is_set():
            raise _Abandoned
        self._budget.spend(count)

    def give(self, found: _Found) -> None:
        """Hand over a file or an error, waiting for room; raise `_Abandoned` when the reader has stopped."""
        while not self._abandoned.is_set():
            try:
                self._ready.put(found, timeout=0.1)
            except queue.Full:
                continue
            return
        if found is not None and not isinstance(found, Exception):
            raise _Abandoned

    def _run(self) -> None:
        try:
            self._archive.extract(targets=self._names, factory=self)
        except _Abandoned:
            return
        except Exception as error:  # of many kinds; it is raised again where it is read
            self.give(error)
        else:
            self.give(None)

    def files(self) -> Iterator[tuple[str, BinaryIO]]:
        """Yield names and contents; raise the errors of the library."""
        self._thread.start()
        try:
            while (found := self._ready.get()) is not None:
                if isinstance(found, Exception):
                    raise found
                yield found
                found[1].close()
        finally:
            self._abandoned.set()
            self._thread.join()


def members(stream: BinaryIO, budget: Budget) -> Iterator[Member | Skipped]:
    """Yield the files of a 7z archive on a seekable stream; raise `Damaged`, or `MissingExtra` without py7zr."""
    try:
        import py7zr
        from py7zr import exceptions
    except ImportError:
        raise MissingExtra(f"a 7z archive: to read it, {install('archives')}") from None
    try:
        with py7zr.SevenZipFile(stream) as archive:
            if archive.needs_password():
                yield Skipped("", "encrypted", ENCRYPTED)
                return
            names = []
            for info in archive.list():
                if info.is_symlink:
                    yield Skipped(info.filename, "special-file", LINK)
                elif info.is_file and cleaned(info.filename) != info.filename.removeprefix("./"):
                    yield Skipped(info.filename, "unsafe", "its name in the archive leads out of it: not read")
                elif info.is_file:
                    names.append(info.filename)
            for name, kept in _Unpacking(archive, names, budget).files() if names else ():
                yield Member(name, None, kept)
    except exceptions.PasswordRequired:
        yield Skipped("", "encrypted", ENCRYPTED)
    except (LimitReached, GeneratorExit):
        raise
    except (
        exceptions.ArchiveError,
        lzma.LZMAError,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        MemoryError,
        AssertionError,
        IndexError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        what = str(error).lower() or type(error).__name__
        raise Damaged(f"the 7z archive is cut off or damaged: {what}") from None
