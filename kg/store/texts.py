"""The texts a graph was read from, kept compressed by the hash of their content.

A folder holds any number of packs; a pack is two files: the compressed texts one after another, and an index of
fixed-size records sorted by hash. Packs of several builds lie side by side; nothing is ever changed in a pack.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from kg.model import content_hash
from kg.store.errors import StoreError, TextMissingError

_RECORD = struct.Struct(">16sQI")
_LEVEL = 6


class TextWriter:
    """Writes one pack: a context manager; the pack is there when it ends without an error."""

    __slots__ = ("_at", "_folder", "_name", "_records", "_stream")

    def __init__(self, folder: str | Path, name: str = "texts") -> None:
        """Write the pack `name` into `folder`, which is made if it is not there."""
        self._folder, self._name = Path(folder), name
        self._folder.mkdir(parents=True, exist_ok=True)
        self._stream = (self._folder / f".{name}.pack").open("wb")
        self._records: dict[bytes, tuple[int, int]] = {}
        self._at = 0

    def put(self, text: str, name: str | None = None) -> str:
        """Keep a text, once, and return its hash; `name` is the hash where it is known."""
        name = name or content_hash(text)
        key = bytes.fromhex(name)
        if key not in self._records:
            data = zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)
            self._stream.write(data)
            self._records[key] = (self._at, len(data))
            self._at += len(data)
        return name

    def __enter__(self) -> TextWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stream.close()
        unfinished = self._folder / f".{self._name}.pack"
        if kind is not None:
            unfinished.unlink(missing_ok=True)
            return
        draft = self._folder / f".{self._name}.idx"
        draft.write_bytes(_indexed(self._records))
        unfinished.replace(self._folder / f"{self._name}.pack")
        draft.replace(self._folder / f"{self._name}.idx")


def join(folder: str | Path, name: str = "texts") -> None:
    """Make all packs of a folder one pack, each text once: what workers wrote apart is found faster together."""
    folder = Path(folder)
    kept = Texts(folder)
    if [pack.stem for pack in kept.packs] in ([], [name]):
        return
    draft, records, at = folder / f".{name}.joined", dict[bytes, tuple[int, int]](), 0
    with draft.open("wb") as stream:
        for pack, index in zip(kept.packs, kept.indexes, strict=True):
            data = pack.read_bytes()
            for key, start, length in _RECORD.iter_unpack(index):
                if key not in records:
                    stream.write(data[start : start + length])
                    records[key] = (at, length)
                    at += length
    for pack in kept.packs:
        pack.unlink()
        pack.with_suffix(".idx").unlink()
    draft.replace(folder / f"{name}.pack")
    (folder / f"{name}.idx").write_bytes(_indexed(records))


def _indexed(records: dict[bytes, tuple[int, int]]) -> bytes:
    return b"".join(_RECORD.pack(key, *records[key]) for key in sorted(records))


class Texts:
    """The kept texts of a folder, read one by one."""

    __slots__ = ("folder", "indexes", "packs")

    def __init__(self, folder: str | Path) -> None:
        """Open the packs of a folder; a folder that is not there holds no texts."""
        self.folder = Path(folder)
        self.packs = sorted(self.folder.glob("[!.]*.pack")) if self.folder.is_dir() else []
        self.indexes = [_index(pack) for pack in self.packs]

    def get(self, name: str) -> str:
        """Return the text of a hash; `TextMissingError` (a `LookupError`) where it is not kept."""
        for pack, index in zip(self.packs, self.indexes, strict=True):
            place = _find(index, name)
            if place is not None:
                return _read(pack, name, *place)
        raise TextMissingError(f"The text {name[:40]} is not kept in {self.folder}.")

    def __contains__(self, name: str) -> bool:
        return any(_find(index, name) is not None for index in self.indexes)

    def __iter__(self) -> Iterator[str]:
        """Give the hashes of all texts, sorted."""
        size = _RECORD.size
        yield from sorted({i[at : at + 16].hex() for i in self.indexes for at in range(0, len(i), size)})


def _index(pack: Path) -> bytes:
    path = pack.with_suffix(".idx")
    try:
        index = path.read_bytes()
    except OSError as error:
        raise StoreError(f"The index {path} of the kept texts can't be read: {error.strerror}") from error
    if len(index) % _RECORD.size:
        raise StoreError(f"The index {path} of the kept texts is damaged: build again.")
    return index


def _find(index: bytes, name: str) -> tuple[int, int] | None:
    """Return where a text lies in its pack: its start and its length in bytes."""
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
        raise StoreError(f"The text {name} in {pack} can't be read: {error}") from error
    if content_hash(text) != name:
        raise StoreError(f"The text {name} in {pack} is not what was kept: the file is damaged, build again.")
    return text
