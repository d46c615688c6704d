"""Read a batch of items into a shard, the work of one worker: text → cable → triples.

Only counts stay in memory. `fenced` and `limited` stop the reading of one text that fails or takes too long, and turn
it into a rejection.
"""

from __future__ import annotations

import re
import secrets
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import structs

from kg.model import Cable, Document
from kg.pipeline.build_options import BuildOptions
from kg.pipeline.cable_evidence import document_remarks, judge, remarks_of
from kg.pipeline.mask_protected import protect
from kg.pipeline.name_search import Name
from kg.pipeline.reading_counts import Redacted, Tally
from kg.pipeline.reading_keys import item_key
from kg.pipeline.redaction_list import Redactions
from kg.pipeline.shards import Record
from kg.pipeline.write_shards import Draft, Prepared, ShardWriter
from kg.rdf.cable_statements import write
from kg.rdf.same_message import Message, messages
from kg.rdf.used_vocabulary import Used
from kg.sources.load_documents import load
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection, failed
from kg.sources.source_item import Item, fingerprint, mark
from kg.terms import ntriples

_AGAIN = 1.0
Result = TypeVar("Result")
Found = tuple[Cable, Document]
MASKED_TEXT = "masked"
PASSING = ("too-slow", "out-of-memory")
"""Reasons that may not hold at the next build."""
_NO_LETTER = re.compile(r"[^a-z]+")


class TimedOut(BaseException):
    """The time for a text is over. Not an `Exception`, so that no handler on the way takes it for its own error."""


def fenced(work: Callable[[], Result], source: str, seconds: float = 0) -> Result | Rejection:
    """Run work on a source; return its result, or a rejection with the reason of its failure."""
    try:
        with limited(seconds):
            return work()
    except TimedOut:
        message = f"reading it took over {seconds:g} seconds: it was given up; allow more with --text-seconds"
        return Rejection(source, "too-slow", message)
    except MemoryError:
        message = "there was not enough memory to read it: try again with fewer --jobs"
        return Rejection(source, "out-of-memory", message)
    except Exception as error:
        return failed(source, error, "this text")


def can_limit() -> bool:
    """Return whether work can be stopped here: in the main thread, on a system with alarms (not Windows)."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TimedOut` in the block when it takes longer than `seconds` (0: any time); without alarms, never.

    The alarm repeats each second, for one that rings where no error can be raised (a destructor) is lost.
    """
    if not seconds or not can_limit():
        yield
        return
    before = signal.signal(signal.SIGALRM, _over)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # once more: the alarm may have rung in the line above
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _over(_: int, __: object) -> None:
    raise TimedOut


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The options for reading items: `folder` gets the shards; `settings` is a hash of all that decides the result.

    `asked` are the options of the build. `redact` are names to leave out; they stand in no file of the output.
    """

    folder: Path
    sources: SourceOptions
    asked: BuildOptions = field(default_factory=BuildOptions)
    settings: str = ""
    redact: Redactions = field(default_factory=Redactions)


@dataclass(frozen=True, slots=True)
class Task:
    """An item to be read: its position `place` in the scan; its key where it is known already.

    `shield` are names to protect that other copies or sections of its messages have marked.
    """

    place: int
    item: Item
    key: str | None = None
    shield: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A finished shard, and the places of its items in their order."""

    shard: str
    places: tuple[int, ...]


def group_of(cable: Cable, document: Document) -> str:
    """Return the key shared by copies of one message: the number, else the hash of the text."""
    return cable.id or f"#{document.hash}"


def read_items(tasks: tuple[Task, ...], options: ReadOptions) -> Done:
    """Read items into a shard: statements, digests, texts, and a record of each item.

    The statements of a number come from one document; numbers that several documents hold are joined later.
    """
    with ShardWriter(options.folder, "read", options.settings) as shard:
        for task in tasks:
            _read_item(task, shard, options)
        return Done(shard.finish(), tuple(task.place for task in tasks))


def _read_item(task: Task, shard: ShardWriter, options: ReadOptions) -> None:
    # The hash first: a file that changes while it is read then has another one at the next build, and is read again.
    key = task.key or content_key(task.item, options.sources)
    draft, results, tallies = Draft(), list[object](), list[Tally]()
    private = passing = False
    for one in read_documents(task.item, options, task.shield):
        if one.refused is not None:
            draft.refused += 1
            refused = options.redact.rejection(one.refused)
            results.append({"refused": [refused.source, refused.code, refused.message]})
            passing |= one.refused.code in PASSING
        if one.document is not None:
            private |= one.masked
            for block in one.blocks:
                shard.put(draft, len(draft.documents), block)
            shard.texts.put(one.document.text, one.document.hash)
            draft.documents.append((one.document.hash, one.document.release.status))
            tallies.append(one.tally)
            results.append(one.record)
    if passing:  # another run may have more time or memory: it is not known by its content
        key = secrets.token_hex(16)
    elif private and not task.shield:
        named = options.redact.mask(task.item.source) != task.item.source
        key = item_key(task.item, mark(task.item) or secrets.token_hex(16)) if not named else secrets.token_hex(16)
    shard.entry(key, draft, {"results": results}, tallies, private=private)


def content_key(item: Item, sources: SourceOptions) -> str:
    """Return the key of an item by its content; an item that can be read only once gets a new key each time."""
    return item_key(item, fingerprint(item, sources.max_bytes) or secrets.token_hex(16))


def block_of(group: str, found: list[Message], options: ReadOptions) -> Prepared:
    """Return the statements of the messages of one number, ready to be written."""
    used, lines, digests = Used(), list[str](), list[str]()
    for message in found:
        written = write(message, include_protected=options.asked.include_protected)
        used.note(written.triples)
        lines += ntriples.lines(written.triples)
        digests.append(written.digest.to_line())
    return Prepared.of(group, lines, digests, used)


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of one text: its document with all statements, or the reason for rejection, or both.

    A text without cables can have both. `masked` is true where names in it are masked.
    """

    refused: Rejection | None = None
    document: Document | None = None
    blocks: tuple[Prepared, ...] = ()
    tally: Tally = field(default_factory=Tally)
    record: Record = field(default_factory=dict)
    masked: bool = False


def read_documents(item: Item, options: ReadOptions, shield: tuple[Name, ...] = ()) -> Iterator[Reading]:
    """Yield the reading of each text of an item. A text whose reader fails is kept as a text, and reported."""
    found = load(item, options.sources)
    while (one := fenced(partial(next, found, None), item.source, options.asked.text_seconds)) is not None:
        if isinstance(one, Rejection):
            yield Reading(one)
            continue
        made = fenced(partial(_read, one, options, shield), one.source, options.asked.text_seconds)
        if isinstance(made, Rejection):
            kept = fenced(partial(_kept, one, made, options), one.source, options.asked.text_seconds)
            made = kept if isinstance(kept, Reading) else Reading(made)
        yield made


def _read(found: Document, options: ReadOptions, shield: tuple[Name, ...]) -> Reading:
    """Return the reading of a document; everything is made before any of it is written."""
    judged = judge(found)
    if not judged.cables:
        return Reading(Rejection(found.source, "not-a-cable", judged.reason))
    document, cables = found, judged.cables
    if not options.asked.include_protected:
        document, cables = protect(document, cables, shield)
    marked = _protected(cables)
    masked = document is not found
    document, cables, listed = options.redact.redact(document, cables)
    masked |= document is not found
    groups: dict[str, list[Found]] = {}
    for cable in cables:
        groups.setdefault(group_of(cable, document), []).append((cable, document))
    written = [(group, messages(copies)) for group, copies in groups.items()]
    blocks = tuple(block_of(group, found, options) for group, found in written)
    tally = Tally()
    tally.add(document, cables, Redacted(listed.places, _protected(cables) - marked, listed.lines))
    keys = [message.key for _, found in written for message in found]
    return Reading(None, document, blocks, tally, _result(document, cables, keys, tally, masked), masked)


def _kept(found: Document, refused: Rejection, options: ReadOptions) -> Reading:
    """Keep a text whose reader failed, unless it asks to protect names, which then cannot be found."""
    if not options.asked.include_protected and "protect" in _NO_LETTER.sub("", found.text.casefold()):
        more = "; nor was it kept: it asks to protect names, and nobody can tell here which"
        return Reading(replace(refused, message=refused.message + more))
    document, _, listed = options.redact.redact(found, ())
    tally = Tally(redacted=listed.places)
    record = _result(document, (), [], tally, document is not found)
    record["remarks"] = [*document_remarks(document), "kept as a text only: its reader failed"]
    return Reading(refused, document, (), tally, record, document is not found)


def _protected(cables: tuple[Cable, ...]) -> int:
    return sum(official.protected for cable in cables for official in cable.officials)


def _result(document: Document, cables: tuple[Cable, ...], keys: list[str], tally: Tally, masked: bool) -> Record:
    """Return the record of a document beside its text.

    Where names are masked, the cables are kept too: the masked text would be read differently, for a mask is no name.
    """
    return {
        "document": structs.replace(document, text=""),
        "cables": keys,
        "tally": tally.to_data(),
        "remarks": remarks_of(document, cables),
        MASKED_TEXT: cables if masked else None,
    }
