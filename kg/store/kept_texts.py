"""Keep the source texts of a graph, compressed, by the hash of their content.

A folder holds any number of packs. A pack is two files: the compressed texts one after another, and an index of
fixed-size records sorted by hash. Packs of several builds lie side by side; a finished pack never changes.
"""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from kg.model import content_hash
from kg.store.store_errors import StoreError, TextMissingError

_RECORD = struct.Struct(">16sQI")
_LEVEL = 6
_OPEN = 64


class TextWriter:
    """A writer of one pack, used as a context manager; the pack appears when the block ends without an error."""

    __slots__ = ("_at", "_folder", "_name", "_records", "_stream")

    def __init__(self, folder: str | Path, name: str = "texts") -> None:
        """Start the pack `name` in `folder`, which is created where it is missing."""
        self._folder, self._name = Path(folder), name
        self._folder.mkdir(parents=True, exist_ok=True)
        self._stream = (self._folder / f".{name}.pack").open("wb")
        self._records: dict[bytes, tuple[int, int]] = {}
        self._at = 0

    def put(self, text: str, name: str | None = None) -> str:
        """Keep a text once and return its hash; `name` is the hash where it is known already."""
        name = name or content_hash(text)
        key = bytes.fromhex(name)
        if key not in self._records:
            data = zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)
            self._stream.write(data)
            self._records[key] = (self._at, len(data))
            self._at += len(data)
        return name

    def finish(self) -> None:
        """Write the index and move the pack to its place."""
        self._stream.close()
        draft = self._folder / f".{self._name}.idx"
        draft.write_bytes(_indexed(self._records))
        (self._folder / f".{self._name}.pack").replace(self._folder / f"{self._name}.pack")
        draft.replace(self._folder / f"{self._name}.idx")

    def abandon(self) -> None:
        """Remove the unfinished pack."""
        self._stream.close()
        (self._folder / f".{self._name}.pack").unlink(missing_ok=True)

    def __enter__(self) -> TextWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.finish()
        else:
            self.abandon()


def join(packs: Iterable[tuple[Path, Collection[str] | None]], folder: str | Path, name: str = "texts") -> int:
    """Make one pack in `folder` from the texts of several packs, each text once; one pack is faster to search.

    A pack comes with the hashes of the wanted texts (None: all). Returns the number of texts. The positions are sorted
    on disk, so that memory does not grow with them. The texts stand in the order of their hashes, so that the same
    texts give the same bytes, however they came together.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    places = folder / f".{name}.places"
    places.unlink(missing_ok=True)
    base = sqlite3.connect(places, isolation_level=None)
    try:
        base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        base.execute(
            "CREATE TABLE text (hash BLOB PRIMARY KEY, pack INTEGER, start INTEGER, length INTEGER) WITHOUT ROWID"
        )
        base.execute("BEGIN")
        known: list[Path] = []
        for pack, wanted in packs:
            chosen = None if wanted is None else {bytes.fromhex(one) for one in wanted}
            places_of = (one for one in _RECORD.iter_unpack(_index(pack)) if chosen is None or one[0] in chosen)
            rows = ((key, len(known), start, length) for key, start, length in places_of)
            base.executemany("INSERT OR IGNORE INTO text VALUES (?, ?, ?, ?)", rows)
            known.append(pack)
        base.execute("COMMIT")
        count = _written(base, known, folder, name)
    finally:
        base.close()
        places.unlink(missing_ok=True)
    (folder / f".{name}.pack").replace(folder / f"{name}.pack")
    (folder / f".{name}.idx").replace(folder / f"{name}.idx")
    return count


def _written(base: sqlite3.Connection, packs: list[Path], folder: Path, name: str) -> int:
    """Write the texts listed in the database in the order of their hashes; return their number."""
    at = count = 0
    with (
        _Opened(packs) as sources,
        (folder / f".{name}.pack").open("wb") as pack,
        (folder / f".{name}.idx").open("wb") as index,
    ):
        for key, number, start, length in base.execute("SELECT hash, pack, start, length FROM text ORDER BY hash"):
            source = sources[number]
            source.seek(start)
            pack.write(source.read(length))
            index.write(_RECORD.pack(key, at, length))
            at, count = at + length, count + 1
    return count


class _Opened:
    """Packs open for reading: at most some dozens, those used last."""

    def __init__(self, packs: list[Path]) -> None:
        self._packs = packs
        self._streams: dict[int, IO[bytes]] = {}

    def __enter__(self) -> _Opened:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in self._streams.values():
            stream.close()

    def __getitem__(self, number: int) -> IO[bytes]:
        stream = self._streams.pop(number, None) or self._packs[number].open("rb")
        self._streams[number] = stream
        if len(self._streams) > _OPEN:
            self._streams.pop(next(iter(self._streams))).close()
        return stream


def text_in(pack: Path, name: str) -> str:
    """Return a text of one pack by its hash; raise `TextMissingError` where the pack does not have it."""
    place = _find(_index(pack), name)
    if place is None:
        raise TextMissingError(f"The text {name[:40]} is not kept in {pack}.")
    return _read(pack, name, *place)


def _indexed(records: dict[bytes, tuple[int, int]]) -> bytes:
    return b"".join(_RECORD.pack(key, *records[key]) for key in sorted(records))


class Texts:
    """The kept texts of a folder, read one by one."""

    __slots__ = ("folder", "indexes", "packs")

    def __init__(self, folder: str | Path) -> None:
        """Open the packs of a folder; a missing folder holds no texts."""
        self.folder = Path(folder)
        self.packs = sorted(self.folder.glob("[!.]*.pack")) if self.folder.is_dir() else []
        self.indexes = [_index(pack) for pack in self.packs]

    def get(self, name: str) -> str:
        """Return the text with a hash; raise `TextMissingError` (a `LookupError`) where it is not kept."""
        for pack, index in zip(self.packs, self.indexes, strict=True):
            place = _find(index, name)
            if place is not None:
                return _read(pack, name, *place)
        raise TextMissingError(f"The text {name[:40]} is not kept in {self.folder}.")

    def __contains__(self, name: str) -> bool:
        return any(_find(index, name) is not None for index in self.indexes)

    def __iter__(self) -> Iterator[str]:
        """Yield the hashes of all texts, sorted."""
        size = _RECORD.size
        yield from sorted({i[at : at + 16].hex() for i in self.indexes for at in range(0, len(i), size)})


def _index(pack: Path) -> bytes:
    path = pack.with_suffix(".idx")
    try:
        index = path.read_bytes()
    except OSError as error:
        raise StoreError(f"The index {path} of the kept texts can't be read: {error.strerror}") from error
    if len(index) % _RECORD.size:
        raise StoreError(f"The index {path} of the kept texts is damaged: {_remedy(pack)}")
    return index


def _find(index: bytes, name: str) -> tuple[int, int] | None:
    """Return start and length, in bytes, of a text in its pack; None where the index does not have it."""
    try:
        key = bytes.fromhex(name)
    except ValueError:
        return None
    if len(key) != 16:
        return None
    low, high = 0, len(index) // _RECORD.size
    while low < high:
        middle = (low + high) // 2
        found, start, length = _RECORD.unpack_from(index, middle * _RECORD.size)
        if found == key:
            return start, length
        low, high = (middle + 1, high) if found < key else (low, middle)
    return None


def _read(pack: Path, name: str, start: int, length: int) -> str:
    try:
        with pack.open("rb") as stream:
            stream.seek(start)
            text = zlib.decompress(stream.read(length)).decode("utf-8", "surrogatepass")
    except (OSError, zlib.error, UnicodeDecodeError) as error:
        raise StoreError(f"The text {name} in {pack} can't be read ({error}): {_remedy(pack)}") from error
    if content_hash(text) != name:
        raise StoreError(f"The text {name} in {pack} is not what was kept, the file is damaged: {_remedy(pack)}")
    return text


def _remedy(pack: Path) -> str:
    """Return the advice for a damaged pack: a new build alone would not replace it."""
    return f"remove the folder {pack.parent} and build again."
