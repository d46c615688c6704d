"""The work of one worker: items in, statements out. Text → cable → triples, and nothing kept but counts."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import Cable, Document
from kg.pipeline.copies import Difference, differences
from kg.pipeline.judging import cables_of, remarks_of
from kg.pipeline.protection import protect
from kg.pipeline.tally import Tally
from kg.rdf import Message, Used, messages, ntriples, write
from kg.sources import Item, Rejection, SourceOptions, load
from kg.store import TextWriter

Found = tuple[Cable, Document]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How items become statements. `folder` gets the shards and the texts; `keep_protected` keeps protected names."""

    folder: Path
    sources: SourceOptions
    keep_protected: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Where the statements of one number stand in a shard: bytes `start` to `end`; so its digests in the digests."""

    group: str
    item: int
    start: int
    end: int
    digest_start: int
    digest_end: int


@dataclass(frozen=True, slots=True)
class Read:
    """One document that was read: names for the report, and its tally."""

    source: str
    hash: str
    release: str
    cables: tuple[str, ...]
    remarks: tuple[str, ...]
    tally: Tally


@dataclass(slots=True)
class Shard:
    """What one worker made of one batch of items. `results` are in the order of the items."""

    name: str
    results: list[Read | Rejection] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    used: frozenset[str] = frozenset()
    differences: list[Difference] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    statements: int = 0

    def triples(self, folder: Path) -> Path:
        """The file of its statements."""
        return folder / f"{self.name}.nt"

    def digests(self, folder: Path) -> Path:
        """The file of its digests, one a line."""
        return folder / f"{self.name}.digests"

    def items(self, folder: Path) -> tuple[Item, ...]:
        """Return the items it was made from: on disk, because only those that share a number are needed again."""
        found: tuple[Item, ...] = pickle.loads((folder / f"{self.name}.items").read_bytes())
        return found


def group_of(cable: Cable, document: Document) -> str:
    """Return what copies of one message have in common: the number, else the text."""
    return cable.id or f"#{document.hash}"


def read_items(name: str, items: tuple[Item, ...], options: ReadOptions) -> Shard:
    """Read items into the shard `name`: statements and digests in files, texts in `texts/`, the rest in the result.

    What one number states is made from what is here alone; `finish_groups` does again what several items share.
    """
    shard = Shard(name)
    (options.folder / f"{name}.items").write_bytes(pickle.dumps(items))
    used = Used()
    with _Output(shard, options.folder, used) as output, TextWriter(options.folder / "texts", name) as texts:
        for place, item in enumerate(items):
            for document, cables in _documents(item, options, shard.results):
                texts.put(document.text, document.hash)
                keys = []
                for message in messages((cable, document) for cable in cables):
                    output.write(group_of(*message.copies[0]), place, [message], options)
                    keys.append(message.key)
                shard.results.append(_read(document, cables, keys))
    shard.used = frozenset(used)
    return shard


def finish_groups(name: str, groups: tuple[tuple[str, tuple[Item, ...]], ...], options: ReadOptions) -> Shard:
    """Make the statements of numbers that several items hold, from all their copies."""
    shard = Shard(name)
    used = Used()
    with _Output(shard, options.folder, used) as output:
        for group, items in groups:
            copies = [
                (cable, document)
                for item in items
                for document, cables in _documents(item, options, [])
                for cable in cables
                if group_of(cable, document) == group
            ]
            found = messages(copies)
            output.write(group, 0, found, options)
            for message in found:
                shard.differences.extend(differences(message.key, message.copies))
            if len(found) > 1 and not group.startswith("#"):
                shard.shared.append(group)
    shard.used = frozenset(used)
    return shard


def _documents(
    item: Item, options: ReadOptions, refused: list[Read | Rejection]
) -> Iterator[tuple[Document, tuple[Cable, ...]]]:
    """Yield the documents of an item with their cables; what is none goes to `refused`."""
    for found in load(item, options.sources):
        if isinstance(found, Rejection):
            refused.append(found)
            continue
        try:
            cables = cables_of(found)
            document = found
            if not options.keep_protected:
                document, cables = protect(document, cables)
        except Exception as error:  # a text that no test has seen must not end a run over a million others
            message = f"the reader failed on this text ({type(error).__name__}: {error}): please report it"
            refused.append(Rejection(found.source, "failed", message))
            continue
        if cables:
            yield document, cables
        else:
            message = "this is no cable: it has no record number and no header of one (DE, FM, TO, TAGS, …)"
            refused.append(Rejection(found.source, "not-a-cable", message))


def _read(document: Document, cables: tuple[Cable, ...], keys: Iterable[str]) -> Read:
    tally = Tally()
    tally.add(document, cables)
    remarks = remarks_of(document, cables)
    return Read(document.source, document.hash, document.release.status, tuple(keys), remarks, tally)


class _Output:
    """The files of a shard while they are written; knows at which byte each number's statements begin and end."""

    def __init__(self, shard: Shard, folder: Path, used: Used) -> None:
        self.shard, self.used = shard, used
        self.triples = shard.triples(folder).open("wb")
        self.digests = shard.digests(folder).open("wb")

    def __enter__(self) -> _Output:
        return self

    def __exit__(self, *_: object) -> None:
        self.triples.close()
        self.digests.close()

    def write(self, group: str, item: int, found: list[Message], options: ReadOptions) -> None:
        """Write what messages state and their digests."""
        start, digest_start = self.triples.tell(), self.digests.tell()
        for message in found:
            written = write(message, include_protected=options.keep_protected)
            lines = ntriples.lines(self.used.watch(written.triples))
            self.triples.write("".join(lines).encode())
            self.digests.write(written.digest.to_line().encode() + b"\n")
            self.shard.statements += len(written.triples)
        self.shard.blocks.append(
            Block(group, item, start, self.triples.tell(), digest_start, self.digests.tell())
        )
