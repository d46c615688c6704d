"""Read and keep shards: the result of one worker for one batch, on disk, for this build and later ones.

A shard is five files. `NAME.nt.gz` has the statements, those of one document and number in one gzip member: members
can be copied by their place in the file, and any sequence of them is a valid file. `NAME.digests` and `NAME.records`
are zlib streams in the same way: the digests of one member, and the record of one item. `NAME.pack` with `NAME.idx`
are the texts. `NAME.index` gives the places of all of these. It is written last, in one step: a shard with an index is
whole. A finished shard never changes.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from kg import model
from kg.pipeline.reading_counts import Tally
from kg.pipeline.reading_keys import digest
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
LEVEL = 1
"""How hard zlib compresses: speed counts more than size."""
_CHUNK = 1024**2
PARTS = (".nt.gz", ".digests", ".records", ".pack", ".idx")
"""The endings of the files of a shard besides its index."""
DRAFT = ".draft-"
"""What the names of files in the making begin with."""
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


def sizes(folder: Path, name: str) -> list[int]:
    """Return the sizes of the files of a shard in bytes, in the order of `PARTS`."""
    return [(folder / f"{name}{suffix}").stat().st_size for suffix in PARTS]


def checksum(path: Path) -> int:
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
            data = unpacked(index.read_bytes())
            if data["format"] != FORMAT:
                continue
            told = list(zip(PARTS, data["sizes"], data["sums"], strict=True))
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            yield name, index
            continue
        for suffix, size, told_sum in told:
            path = folder / f"{name}{suffix}"
            try:
                if path.stat().st_size != size or checksum(path) != told_sum:
                    yield name, path
                    break
            except OSError:
                yield name, path
                break


def packed(data: object) -> bytes:
    """Return JSON data, which may hold values of the model, compressed."""
    try:
        made = msgspec.json.encode(data)
    except UnicodeEncodeError:  # a lone surrogate: only an escape can carry it
        made = json.dumps(msgspec.to_builtins(data), separators=(",", ":")).encode()
    return zlib.compress(made, LEVEL)


def unpacked(data: bytes) -> Any:
    """Return the JSON data in the bytes of `packed`; raise `ValueError` or `zlib.error` where they are damaged."""
    made = zlib.decompress(data)
    try:
        return msgspec.json.decode(made)
    except msgspec.DecodeError:  # damaged, or with the escape of a lone surrogate
        return json.loads(made)


def names(folder: Path) -> list[str]:
    """Return the names of the whole shards of a folder, sorted."""
    return sorted(path.stem for path in folder.glob("*.index") if not path.name.startswith("."))


def read_index(folder: Path, name: str) -> Shard | None:
    """Return the index of a shard; None where it is damaged or of another format, and must be made again."""
    try:
        data = unpacked((folder / f"{name}.index").read_bytes())
        if data["format"] != FORMAT or data["sizes"] != sizes(folder, name):
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
    record: Record = unpacked(cut(folder / f"{name}.records", start, end))
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
    for suffix in (".index", *PARTS):
        (folder / f"{name}{suffix}").unlink(missing_ok=True)


def clear_drafts(folder: Path) -> None:
    """Remove the leftovers of interrupted workers: drafts, and files without an index."""
    whole = set(names(folder))
    for path in folder.iterdir():
        if DRAFT in path.name or path.name.partition(".")[0] not in whole:
            path.unlink(missing_ok=True)


def adopt(source: Path, name: str, folder: Path) -> None:
    """Copy a whole shard into another folder, by links where the system can; the index comes last."""
    for suffix in (*PARTS, ".index"):
        there, here = source / f"{name}{suffix}", folder / f"{name}{suffix}"
        if here.exists():
            continue
        draft = folder / f"{DRAFT}{name}{suffix}"
        draft.unlink(missing_ok=True)
        try:
            os.link(there, draft)
        except OSError:
            shutil.copyfile(there, draft)
            sync(draft)
        draft.replace(here)
    sync(folder)
