"""The work of one worker: items in, a shard out. Text → cable → triples, and nothing kept in memory but counts."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.model import Cable, Document
from kg.model.serial import plain
from kg.pipeline.identity import item_key
from kg.pipeline.judging import cables_of, remarks_of
from kg.pipeline.name_search import Name
from kg.pipeline.protection import protect
from kg.pipeline.redaction import Redactions
from kg.pipeline.shards import Draft, Record, ShardWriter
from kg.pipeline.tally import Redacted, Tally
from kg.rdf import Message, Used, messages, ntriples, write
from kg.sources import Item, Rejection, SourceOptions, load
from kg.sources.fingerprint import fingerprint, mark

Found = tuple[Cable, Document]
MASKED_TEXT = "masked"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How items become statements. `folder` gets the shards; `settings` stands for all that decides what is read.

    `redact` are names that are left out; they stand in no file of the output.
    """

    folder: Path
    sources: SourceOptions
    include_protected: bool = False
    settings: str = ""
    redact: Redactions = field(default_factory=Redactions)


@dataclass(frozen=True, slots=True)
class Task:
    """An item to be read: the `place`-th thing that was found; its key where it is known already.

    `shield` are names to protect that other copies or sections of its messages have marked.
    """

    place: int
    item: Item
    key: str | None = None
    shield: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that is whole, and the places of its items in their order."""

    shard: str
    places: tuple[int, ...]


def group_of(cable: Cable, document: Document) -> str:
    """Return what copies of one message have in common: the number, else the text."""
    return cable.id or f"#{document.hash}"


def read_items(tasks: tuple[Task, ...], options: ReadOptions) -> Done:
    """Read items into a shard: statements, digests, texts, and a record of each item.

    What one number states is made from one document alone; numbers that several documents hold are joined later.
    """
    with ShardWriter(options.folder, "read", options.settings) as shard:
        for task in tasks:
            _read_item(task, shard, options)
        return Done(shard.finish(), tuple(task.place for task in tasks))


def _read_item(task: Task, shard: ShardWriter, options: ReadOptions) -> None:
    # The hash first: a file that changes while it is read then has another one at the next build, and is read again.
    key = task.key or content_key(task.item, options.sources)
    draft, results, tallies = Draft(), list[object](), list[Tally]()
    private = False
    for found in _documents(task.item, options, task.shield):
        if isinstance(found, Rejection):
            draft.refused += 1
            refused = options.redact.rejection(found)
            results.append({"refused": [refused.source, refused.code, refused.message]})
            continue
        document, cables, masked, redacted = found
        private |= masked
        keys = [m.key for m in _written(shard, draft, document, cables, options)]
        tally = Tally()
        tally.add(document, cables, redacted)
        tallies.append(tally)
        shard.texts.put(document.text, document.hash)
        draft.documents.append((document.hash, document.release.status))
        results.append(_result(document, cables, keys, tally, masked))
    if private and not task.shield:
        named = options.redact.mask(task.item.source) != task.item.source
        key = item_key(task.item, mark(task.item) or secrets.token_hex(16)) if not named else secrets.token_hex(16)
    shard.entry(key, draft, {"results": results}, tallies, private=private)


def content_key(item: Item, sources: SourceOptions) -> str:
    """Return the key of an item by its content; what can be read only once has a key of its own each time."""
    return item_key(item, fingerprint(item, sources.max_bytes) or secrets.token_hex(16))


def _written(
    shard: ShardWriter, draft: Draft, document: Document, cables: tuple[Cable, ...], options: ReadOptions
) -> Iterator[Message]:
    """Write a block for each number that a document holds; yield its messages."""
    groups: dict[str, list[Found]] = {}
    for cable in cables:
        groups.setdefault(group_of(cable, document), []).append((cable, document))
    for group, copies in groups.items():
        found = messages(copies)
        write_block(shard, draft, group, len(draft.documents), found, options)
        yield from found


def write_block(
    shard: ShardWriter, draft: Draft, group: str, document: int, found: list[Message], options: ReadOptions
) -> None:
    """Write what the messages of one number state."""
    used, lines, digests = Used(), list[str](), list[str]()
    for message in found:
        written = write(message, include_protected=options.include_protected)
        used.note(written.triples)
        lines += ntriples.lines(written.triples)
        digests.append(written.digest.to_line())
    shard.block(draft, group, document, lines, digests)
    draft.used.update(used)


def _documents(
    item: Item, options: ReadOptions, shield: tuple[Name, ...] = ()
) -> Iterator[tuple[Document, tuple[Cable, ...], bool, Redacted] | Rejection]:
    """Yield the documents of an item, their cables, whether something had to be masked, and how much by the list."""
    for found in load(item, options.sources):
        if isinstance(found, Rejection):
            yield found
            continue
        try:
            cables = cables_of(found)
            document = found
            if not options.include_protected:
                document, cables = protect(document, cables, shield)
            marked = _protected(cables)
            document, cables, listed = options.redact.redact(document, cables)
            redacted = Redacted(listed.places, _protected(cables) - marked, listed.lines)
        except Exception as error:  # a text that no test has seen must not end a run over a million others
            message = f"the reader failed on this text ({type(error).__name__}: {error}): please report it"
            yield Rejection(found.source, "failed", message)
            continue
        if cables:
            yield document, cables, document is not found, redacted
        else:
            message = "this is no cable: it has no record number and no header of one (DE, FM, TO, TAGS, …)"
            yield Rejection(found.source, "not-a-cable", message)


def _protected(cables: tuple[Cable, ...]) -> int:
    return sum(official.protected for cable in cables for official in cable.officials)


def _result(document: Document, cables: tuple[Cable, ...], keys: list[str], tally: Tally, masked: bool) -> Record:
    """Return what is kept of a document beside its text.

    Where names are masked, the cables are kept too: the masked text would not be read as the same (a mask is no name).
    """
    return {
        "document": plain(replace(document, text="")), "cables": keys, "tally": tally.to_data(),
        "remarks": remarks_of(document, cables),
        MASKED_TEXT: [plain(cable) for cable in cables] if masked else None,
    }  # fmt: skip
