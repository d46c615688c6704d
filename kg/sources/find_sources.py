"""Find the things to read at paths: files, folders with their content, `-` for standard input.

A file that holds many things (an archive, a dump) is opened here; any other is only looked at, and read where it is
loaded.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from kg.sources import open_streams
from kg.sources.file_types import HEAD, may_be_records
from kg.sources.reading_options import BUILT, MADE, SourceOptions
from kg.sources.rejected_source import Rejection, failed
from kg.sources.source_item import Item, printable
from kg.sources.sources_manifest import CORRECTIONS, NAME, Known, Manifest, read_manifest

STDIN = "-"
_LEFT_BY_BUILDS = ("build.ttl", "store/CURRENT")
"""Files that mark an output folder of the first versions, or one copied without its state."""
_FIRST = 512
_Found = TypeVar("_Found")


def find(
    paths: Iterable[str | os.PathLike[str]], options: SourceOptions | None = None, beside: list[Path] | None = None
) -> Iterator[Item | Rejection]:
    """Yield the items to read, folders in the order of their names, each file and folder once.

    Tables of corrections beside the sources are no sources; their paths are added to `beside`. Hidden files and
    folders (`.name`) are left out of a folder; a file the user names is always read. Links are followed, but no folder
    is entered twice.
    """
    walk = _Walk(options or SourceOptions(), beside if beside is not None else [])
    for path in dict.fromkeys(os.fspath(p) for p in paths):
        yield from _fenced(printable(path), walk.top(path))


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder on the way: its path, its name as a source, its table, and its parent folder, if read too."""

    path: Path
    source: str
    manifest: Manifest
    above: _Folder | None = None

    def known(self, child: str) -> Known | None:
        """Return the entry for a file here in the nearest table: this folder's own, then those above it."""
        folder: _Folder | None = self
        while folder:
            if known := folder.manifest.get(child):
                return known
            child = f"{folder.path.name}/{child}"
            folder = folder.above
        return None


_Stack = list[tuple[_Folder, Iterator[str]]]


class _Walk:
    """One run over the paths; it remembers folders entered and files named, so that nothing is read twice."""

    def __init__(self, options: SourceOptions, corrections: list[Path]) -> None:
        self.options, self.corrections = options, corrections
        self.excluded = {path.resolve() for path in options.exclude}
        self.entered: set[tuple[int, int]] = set()
        self.named = {path.resolve() for path in options.exclude if path.is_file()}
        self.beside: dict[Path, Manifest] = {}
        self.tops: dict[str, int] = {}

    def top(self, given: str) -> Iterator[Item | Rejection]:
        """Yield the items of one path that the user has named."""
        if given == STDIN:
            yield from self._stdin()
            return
        path = Path(given)
        try:
            mode = path.stat().st_mode
            name = path.name if path.name not in ("", "..") else path.resolve().name or "root"
        except ValueError:
            yield Rejection(printable(given), "no-such-path", "no such path: a name cannot hold a zero byte")
        except OSError as error:
            yield refused(printable(given), error)
        else:
            if stat.S_ISDIR(mode):
                yield from self._tree(path, self._unused(name))
            else:
                yield from self._named(path, name, mode)

    def _stdin(self) -> Iterator[Item | Rejection]:
        stream = getattr(sys.stdin, "buffer", None)
        if Path(STDIN) in self.named or stream is None:
            return
        self.named.add(Path(STDIN))
        yield from open_streams.open_stdin(Item(STDIN, "stdin", self.options.release), stream, self.options)

    def _named(self, path: Path, name: str, mode: int) -> Iterator[Item | Rejection]:
        """Yield a file the user names, with its entry in the table beside it; a pipe is read too (`kg build <(…)`)."""
        name = self._unused(name)
        if not stat.S_ISREG(mode):
            yield from self._pipe(path, printable(name)) if stat.S_ISFIFO(mode) else [_special(printable(name))]
            return
        real = path.resolve()
        if real in self.named or self._walked(real):
            return
        self.named.add(real)
        folder = path.parent
        if path.name == CORRECTIONS:
            self._corrected(folder)
            return
        if folder not in self.beside:
            self._corrected(folder)
            self.beside[folder] = read_manifest(folder)
            yield from _problems(self.beside[folder], NAME)
        yield from self._file(path, name, self.beside[folder].get(path.name))

    def _unused(self, name: str) -> str:
        """Return a unique source name: `a.txt` of a second folder becomes `a.txt~2`."""
        count = self.tops[name] = self.tops.get(name, 0) + 1
        return name if count == 1 else f"{name}~{count}"

    def _pipe(self, path: Path, name: str) -> Iterator[Item | Rejection]:
        try:
            with path.open("rb") as stream:
                yield from open_streams.open_stdin(Item(str(path), name, self.options.release), stream, self.options)
        except OSError as error:
            yield refused(name, error)

    def _walked(self, real: Path) -> bool:
        """Return whether a file lies in a folder that was read before."""
        about = real.parent.stat()
        return (about.st_dev, about.st_ino) in self.entered and not real.name.startswith(".")

    def _tree(self, path: Path, name: str) -> Iterator[Item | Rejection]:
        """Yield the content of a folder; a stack instead of recursion allows any depth."""
        stack: _Stack = []
        yield from self._enter(path, name, None, stack)
        while stack:
            folder, names = stack[-1]
            child = next(names, None)
            if child is None:
                stack.pop()
                continue
            below, source = folder.path / child, f"{folder.source}/{child}"
            try:
                mode = below.stat().st_mode
            except OSError as error:
                yield refused(printable(source), error)
                continue
            if stat.S_ISDIR(mode):
                yield from _fenced(printable(source), self._enter(below, source, folder, stack))
            elif not stat.S_ISREG(mode):
                yield _special(printable(source))
            elif not self._is_named(below):
                yield from _fenced(printable(source), self._file(below, source, folder.known(child)))

    def _is_named(self, path: Path) -> bool:
        """Return whether the user has named a file separately, or excluded it."""
        try:
            return bool(self.named) and path.resolve() in self.named
        except (OSError, RuntimeError):  # a circle of links
            return False

    def _enter(self, path: Path, source: str, above: _Folder | None, stack: _Stack) -> Iterator[Rejection]:
        """Put a folder on the stack, unless it is the output, was entered before, or cannot be listed."""
        if path.resolve() in self.excluded:
            if above is None:
                message = "this is the folder the build writes to: it is not read; choose another with --output"
                yield Rejection(printable(source), "output", message)
            return
        if (path / BUILT / MADE).is_file() or all((path / name).is_file() for name in _LEFT_BY_BUILDS):
            message = "kg build wrote this folder: it is not read; give the folder with the texts"
            yield Rejection(printable(source), "output", message)
            return
        try:
            about = path.stat()
            if (about.st_dev, about.st_ino) in self.entered:
                if path.is_symlink():
                    message = "a link to a folder that is read already; it was not entered again"
                    yield Rejection(printable(source), "loop", message)
                return
            self.entered.add((about.st_dev, about.st_ino))
            names = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
        except OSError as error:
            yield refused(printable(source), error)
            return
        manifest = read_manifest(path)
        yield from _problems(manifest, f"{printable(source)}/{NAME}")
        self._corrected(path)
        names = [name for name in names if name not in (NAME, CORRECTIONS)]
        stack.append((_Folder(path, source, manifest, above), iter(names)))

    def _corrected(self, folder: Path) -> None:
        """Record the table of corrections of a folder."""
        table = folder / CORRECTIONS
        if table.is_file() and table not in self.corrections:
            self.corrections.append(table)

    def _file(self, path: Path, source: str, known: Known | None) -> Iterator[Item | Rejection]:
        """Yield a file, or its content. One that cannot be opened is an item: loading it gives the reason."""
        release = known.release if known else self.options.release
        item = Item(str(path), printable(source), release, known.note if known else None)
        try:
            stream = path.open("rb", buffering=HEAD)
        except OSError:
            yield item
            return
        with stream:
            if not _has_many(stream):
                yield item
                return
            size = os.fstat(stream.fileno()).st_size
            yield from open_streams.open_file(item, stream, size, self.options)


def _has_many(stream: BinaryIO) -> bool:
    """Return whether a file has to be opened; the first bytes of most files show that they need not."""
    try:
        head = os.pread(stream.fileno(), _FIRST, 0)
        if may_be_records(head):
            head = os.pread(stream.fileno(), HEAD, 0)
    except OSError:
        return False
    return open_streams.has_many(head)


def _fenced(source: str, found: Iterator[_Found]) -> Iterator[_Found | Rejection]:
    """Yield the finds of an iterator; an unexpected failure becomes a rejection in its place."""
    try:
        yield from found
    except Exception as error:
        yield failed(source, error)


def _problems(manifest: Manifest, source: str) -> Iterator[Rejection]:
    for problem in manifest.problems:
        yield Rejection(source, "manifest", problem)


def _special(name: str) -> Rejection:
    return Rejection(name, "special-file", "neither a file nor a folder (a device, a socket or a pipe)")


def refused(name: str, error: OSError) -> Rejection:
    """Return a rejection for a file or folder that the system does not let us read."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return Rejection(name, "no-such-path", "no such path: check the spelling and the folder you are in")
    if error.errno == errno.ELOOP:
        return Rejection(name, "loop", "a link that leads back to itself")
    return Rejection(name, "unreadable", f"cannot be read: {(error.strerror or str(error)).lower()}")
