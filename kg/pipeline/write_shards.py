"""Write a shard: the result of one worker for one batch (see `kg.pipeline.shards`)."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from kg.pipeline.reading_counts import Tally
from kg.pipeline.reading_keys import digest
from kg.pipeline.shards import DRAFT, FORMAT, LEVEL, PARTS, Block, Entry, Kind, Record, checksum, packed, sizes
from kg.store import TextWriter
from kg.store.output_folder import sync

_GZIP = 31


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
        triples = zlib.compress("".join(lines).encode(), LEVEL, _GZIP)
        return cls(group, triples, zlib.compress("\n".join(digests).encode(), LEVEL), len(digests), frozenset(used))


class ShardWriter:
    """A writer of one shard, used as a context manager. `finish` makes it whole; without it nothing stays."""

    def __init__(self, folder: Path, kind: Kind, settings: str) -> None:
        self.folder, self.kind, self.settings = folder, kind, settings
        self.token = f"{DRAFT}{secrets.token_hex(8)}"
        self.entries: list[Entry] = []
        self.tally, self.used = Tally(), set[str]()
        self.texts = TextWriter(folder, self.token)
        self._triples, self._digests, self._records = (
            (folder / f"{self.token}{suffix}").open("wb") for suffix in PARTS[:3]
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
        start, end = _put(self._records, packed(record))
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
        for suffix in PARTS:
            made = self.folder / f"{self.token}{suffix}"
            sync(made)
            made.replace(self.folder / f"{name}{suffix}")
        index = self.folder / f"{self.token}.index"
        index.write_bytes(
            packed(
                {
                    "format": FORMAT,
                    "kind": self.kind,
                    "settings": self.settings,
                    "tally": self.tally.to_data(),
                    "entries": [_listed(entry) for entry in self.entries],
                    "used": sorted(self.used),
                    "sizes": sizes(self.folder, name),
                    "sums": [checksum(self.folder / f"{name}{suffix}") for suffix in PARTS],
                }
            )
        )
        sync(index)
        index.replace(self.folder / f"{name}.index")
        sync(self.folder)
        return name


def _put(stream: IO[bytes], data: bytes) -> tuple[int, int]:
    start = stream.tell()
    stream.write(data)
    return start, start + len(data)


def _listed(entry: Entry) -> list[object]:
    blocks = [[b.group, b.document, b.start, b.end, b.digests_start, b.digests_end, b.digests] for b in entry.blocks]
    return [entry.key, entry.start, entry.end, entry.documents, entry.refused, blocks, entry.private]
