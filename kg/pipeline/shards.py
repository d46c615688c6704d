"""Write and read shards: the result of one worker for one batch, on disk, for this build and later ones.

A shard is five files. `NAME.nt.gz` has the statements, those of one document and number in one gzip member: members
can be copied by their place in the file, and any sequence of them is a valid file. `NAME.digests` and `NAME.records`
are zlib streams in the same way: the digests of one member, and the record of one item. `NAME.pack` with `NAME.idx`
are the texts. `NAME.index` gives the places of all of these. It is written last, in one step: a shard with an index is
whole. A finished shard never changes.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

import msgspec

from kg import model
from kg.pipeline.reader_identity import digest
from kg.pipeline.reading_counts import Tally
from kg.store import TextWriter
from kg.store.output_folder import sync

_LAYOUT = 5


def of_classes(kinds: Iterable[type]) -> str:
    """Return a short hash of the fields of classes and their types."""
    return digest(json.dumps({kind.__name__: kind.__annotations__ for kind in kinds}, sort_keys=True))[:8]


_KEPT = (kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, msgspec.Struct))
FORMAT = f"{_LAYOUT}-{of_classes(_KEPT)}"
"""The version of all files here: of their layout, and of the classes of `kg.model` that records hold.

A shard of another version is made anew.
"""
_LEVEL = 1
_CHUNK = 1024**2
_GZIP = 31
_PARTS = (".nt.gz", ".digests", ".records", ".pack", ".idx")
_DRAFT = ".draft-"
Kind = Literal["read", "joined"]
Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Block:
    """The statements of one number in one document: bytes of `.nt.gz`, the digests beside them and their number.

    `group` is the number, or the hash of the text of a cable without one; `document` counts in its entry from 0.
    """

    group: str
    document: int
    start: int
    end: int
    digests_start: int
    digests_end: int
    digests: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One item that was read, or one number that was joined. `documents` are (hash, release status).

    `start` and `end` are the place of its record, `refused` is the number of its texts that could not be read.
    `private` is true where names in it are masked.
    """

    key: str
    start: int
    end: int
    documents: tuple[tuple[str, str], ...]
    refused: int
    blocks: tuple[Block, ...]
    private: bool = False


@dataclass(frozen=True, slots=True)
class Shard:
    """The index of a shard: its entries in the order of the items, and the sum of their tallies.

    `size` is that of its statements, in bytes.
    """

    folder: Path
    name: str
    kind: Kind
    settings: str
    entries: tuple[Entry, ...]
    tally: Tally
    used: tuple[str, ...]
    size: int


@dataclass(slots=True)
class Draft:
    """The data of one item while its blocks are written."""

    documents: list[tuple[str, str]] = field(default_factory=list)
    refused: int = 0
    blocks: list[Block] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The statements of a number ready to be written: N-Triples and digests, compressed, and the digests' number."""

    group: str
    triples: bytes
    digests: bytes
    count: int
    used: frozenset[str]

    @classmethod
    def of(cls, group: str, lines: Iterable[str], digests: list[str], used: Iterable[str]) -> Prepared:
        """Compress the statements and digests of a number; `used` are the vocabulary entries they use."""
        triples = zlib.compress("".join(lines).encode(), _LEVEL, _GZIP)
        return cls(group, triples, zlib.compress("\n".join(digests).encode(), _LEVEL), len(digests), frozenset(used))


class ShardWriter:
    """A writer of one shard, used as a context manager. `finish` makes it whole; without it nothing stays."""

    def __init__(self, folder: Path, kind: Kind, settings: str) -> None:
        self.folder, self.kind, self.settings = folder, kind, settings
        self.token = f"{_DRAFT}{secrets.token_hex(8)}"
        self.entries: list[Entry] = []
        self.tally, self.used = Tally(), set[str]()
        self.texts = TextWriter(folder, self.token)
        self._triples, self._digests, self._records = (
            (folder / f"{self.token}{suffix}").open("wb") for suffix in _PARTS[:3]
        )

    def __enter__(self) -> ShardWriter:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for stream in (self._triples, self._digests, self._records):
            stream.close()
        self.texts.abandon()
        for path in self.folder.glob(f"*{self.token}*"):
            path.unlink(missing_ok=True)

    def put(self, draft: Draft, document: int, block: Prepared) -> None:
        """Write the statements and digests of a number in a document."""
        place = (*_put(self._triples, block.triples), *_put(self._digests, block.digests))
        draft.blocks.append(Block(block.group, document, *place, block.count))
        draft.used.update(block.used)

    def copied(self, draft: Draft, block: Block, triples: bytes, digests: bytes) -> None:
        """Write a block copied from another shard."""
        place = (*_put(self._triples, triples), *_put(self._digests, digests))
        draft.blocks.append(Block(block.group, block.document, *place, block.digests))

    def entry(self, key: str, draft: Draft, record: Record, tallies: Iterable[Tally], *, private: bool = False) -> None:
        """End an entry with its record and tallies; `private` is true where names in it are masked."""
        record = {**record, "used": sorted(draft.used)}
        start, end = _put(self._records, _packed(record))
        self.entries.append(Entry(key, start, end, tuple(draft.documents), draft.refused, tuple(draft.blocks), private))
        for tally in tallies:
            self.tally.merge(tally)
        self.used |= draft.used

    def finish(self) -> str:
        """Make the shard whole and return its name, a hash of the keys of its entries."""
        name = digest(self.kind, self.settings, *(entry.key for entry in self.entries))
        self.texts.finish()
        for stream in (self._triples, self._digests, self._records):
            stream.close()
        for suffix in _PARTS:
            made = self.folder / f"{self.token}{suffix}"
            sync(made)
            made.replace(self.folder / f"{name}{suffix}")
        index = self.folder / f"{self.token}.index"
        index.write_bytes(
            _packed(
                {
                    "format": FORMAT,
                    "kind": self.kind,
                    "settings": self.settings,
                    "tally": self.tally.to_data(),
                    "entries": [_listed(entry) for entry in self.entries],
                    "used": sorted(self.used),
                    "sizes": _sizes(self.folder, name),
                    "sums": [_sum(self.folder / f"{name}{suffix}") for suffix in _PARTS],
                }
            )
        )
        sync(index)
        index.replace(self.folder / f"{name}.index")
        sync(self.folder)
        return name


def _sizes(folder: Path, name: str) -> list[int]:
    return [(folder / f"{name}{suffix}").stat().st_size for suffix in _PARTS]


def _sum(path: Path) -> int:
    """Return the CRC-32 checksum of a file, against accidents and not against intent."""
    made = 0
    with path.open("rb") as stream:
        while data := stream.read(_CHUNK):
            made = zlib.crc32(data, made)
    return made


def damaged(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the damaged shards of a folder with the file that is missing, cut short or changed."""
    for name in names(folder):
        index = folder / f"{name}.index"
        try:
            data = _unpacked(index.read_bytes())
            if data["format"] != FORMAT:
                continue
            told = list(zip(_PARTS, data["sizes"], data["sums"], strict=True))
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            yield name, index
            continue
        for suffix, size, checksum in told:
            path = folder / f"{name}{suffix}"
            try:
                if path.stat().st_size != size or _sum(path) != checksum:
                    yield name, path
                    break
            except OSError:
                yield name, path
                break


def _put(stream: IO[bytes], data: bytes) -> tuple[int, int]:
    start = stream.tell()
    stream.write(data)
    return start, start + len(data)


def _packed(data: object) -> bytes:
    """Return JSON data, which may hold values of the model, compressed."""
    try:
        made = msgspec.json.encode(data)
    except UnicodeEncodeError:  # a lone surrogate: only an escape can carry it
        made = json.dumps(msgspec.to_builtins(data), separators=(",", ":")).encode()
    return zlib.compress(made, _LEVEL)


def _unpacked(data: bytes) -> Any:
    """Return the JSON data in the bytes of `_packed`; raise `ValueError` or `zlib.error` where they are damaged."""
    made = zlib.decompress(data)
    try:
        return msgspec.json.decode(made)
    except msgspec.DecodeError:  # damaged, or with the escape of a lone surrogate
        return json.loads(made)


def _listed(entry: Entry) -> list[object]:
    blocks = [[b.group, b.document, b.start, b.end, b.digests_start, b.digests_end, b.digests] for b in entry.blocks]
    return [entry.key, entry.start, entry.end, entry.documents, entry.refused, blocks, entry.private]


def names(folder: Path) -> list[str]:
    """Return the names of the whole shards of a folder, sorted."""
    return sorted(path.stem for path in folder.glob("*.index") if not path.name.startswith("."))


def read_index(folder: Path, name: str) -> Shard | None:
    """Return the index of a shard; None where it is damaged or of another format, and must be made again."""
    try:
        data = _unpacked((folder / f"{name}.index").read_bytes())
        if data["format"] != FORMAT or data["sizes"] != _sizes(folder, name):
            return None
        entries = tuple(
            Entry(
                key, start, end, tuple((h, r) for h, r in documents), refused, tuple(Block(*b) for b in blocks), private
            )
            for key, start, end, documents, refused, blocks, private in data["entries"]
        )
        return Shard(
            folder,
            name,
            data["kind"],
            data["settings"],
            entries,
            Tally.from_data(data["tally"]),
            tuple(data["used"]),
            data["sizes"][0],
        )
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return None


def read_record(folder: Path, name: str, start: int, end: int) -> Record:
    """Return the record of an entry by its place."""
    record: Record = _unpacked(cut(folder / f"{name}.records", start, end))
    return record


def read_digests(folder: Path, name: str, places: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Yield the lines of the digests at these places of a shard."""
    with (folder / f"{name}.digests").open("rb") as stream:
        for start, end in places:
            stream.seek(start)
            yield from zlib.decompress(stream.read(end - start)).decode().split("\n")


def triples_of(folder: Path, name: str) -> Path:
    """Return the file of a shard's statements."""
    return folder / f"{name}.nt.gz"


def cut(path: Path, start: int, end: int) -> bytes:
    """Return the bytes `start` to `end` of a file."""
    with path.open("rb") as stream:
        stream.seek(start)
        return stream.read(end - start)


def remove(folder: Path, name: str) -> None:
    """Remove a shard, the index first, so that it is never taken for a whole one."""
    for suffix in (".index", *_PARTS):
        (folder / f"{name}{suffix}").unlink(missing_ok=True)


def clear_drafts(folder: Path) -> None:
    """Remove the leftovers of interrupted workers: drafts, and files without an index."""
    whole = set(names(folder))
    for path in folder.iterdir():
        if _DRAFT in path.name or path.name.partition(".")[0] not in whole:
            path.unlink(missing_ok=True)


def adopt(source: Path, name: str, folder: Path) -> None:
    """Copy a whole shard into another folder, by links where the system can; the index comes last."""
    for suffix in (*_PARTS, ".index"):
        there, here = source / f"{name}{suffix}", folder / f"{name}{suffix}"
        if here.exists():
            continue
        draft = folder / f"{_DRAFT}{name}{suffix}"
        draft.unlink(missing_ok=True)
        try:
            os.link(there, draft)
        except OSError:
            shutil.copyfile(there, draft)
            sync(draft)
        draft.replace(here)
    sync(folder)
