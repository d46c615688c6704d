"""Mask the names that one copy or section of a message protects in its other copies and sections too.

A mark stands in one document, the name in others: the second section, sent in a file of its own, or a copy with a lost
mark. Which documents hold one number is known only when all are read, and by then the names are masked in the kept
texts. So the few sources concerned are read once more, for the names, which stay in memory, and those that lack the
mark are read again with them. Only the result is kept: each build finds the names anew.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from kg.model import Cable, Document
from kg.pipeline.cable_evidence import cables_of
from kg.pipeline.catalogue import Catalogue, Held
from kg.pipeline.gather_shards import admit
from kg.pipeline.mask_protected import asked, protect, told_of
from kg.pipeline.name_search import Name, Names
from kg.pipeline.read_batch import ReadOptions, Task, content_key, fenced, group_of, read_items
from kg.pipeline.reading_keys import digest, item_key
from kg.pipeline.shards import read_record
from kg.sources.load_documents import load
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item, mark

Again = Callable[[], Iterable[Item | Rejection]]
"""A function that finds the sources once more, in the same order."""
Parts = Callable[[Container[int]], Mapping[int, int]]
"""A function from places to the part of a build that read each of them."""


@dataclass(frozen=True, slots=True)
class _Message:
    """One number: the items that hold it, and the names that these protect, each with its item's place."""

    held: tuple[Held, ...]
    hidden: tuple[tuple[int, Name], ...]


def shield(catalogue: Catalogue, options: ReadOptions, again: Again) -> None:
    """Mask the names that one document of a message protects in all documents of that message.

    Where a source is no longer there (standard input is over, a file has just changed), the documents without marks
    are refused: they may hold a name.
    """
    messages = _half_private(catalogue, options)
    if not messages:
        return
    wanted = {one.place: one for held in messages.values() for one in held}
    items = _found_again(again(), wanted, options)
    lost, whole = dict[int, str](), list[_Message]()
    for name, held in messages.items():
        if all(one.place in items for one in held):
            whole.append(_Message(held, tuple(_hidden(name, held, items, options))))
        else:
            lost |= {one.place: name for one in held if not one.private}
    for place, name in sorted(lost.items()):
        _refuse(catalogue, wanted[place], name)
    for place in sorted(items.keys() - lost.keys()):
        _read_again(catalogue, place, items[place], whole, options)


def refuse_apart(catalogue: Catalogue, options: ReadOptions, parts: Parts) -> None:
    """Refuse a document without the `(protect)` mark of another copy of its message, read by another part."""
    messages = _half_private(catalogue, options)
    whose = parts({one.place for held in messages.values() for one in held}) if messages else {}
    lost = dict[int, tuple[Held, str]]()
    for name, held in messages.items():
        marked = {whose[one.place] for one in held if one.private}
        lost |= {one.place: (one, name) for one in held if not one.private and marked - {whose[one.place]}}
    for _, (one, name) in sorted(lost.items(), key=lambda item: item[0]):
        _refuse(catalogue, one, name)


def _half_private(catalogue: Catalogue, options: ReadOptions) -> dict[str, tuple[Held, ...]]:
    if options.asked.include_protected:
        return {}
    return {name: tuple(held) for name, held in catalogue.half_private()}


def _found_again(found: Iterable[Item | Rejection], wanted: dict[int, Held], options: ReadOptions) -> dict[int, Item]:
    """Return the items at the wanted places that have not changed since they were read."""
    items = {}
    for place, item in enumerate(found):
        one = wanted.get(place)
        if one is None or not isinstance(item, Item):
            continue
        keys = content_key(item, options.sources), item_key(item, mark(item) or "")
        if one.key in keys:
            items[place] = item
    return items


def _hidden(
    name: str, held: Iterable[Held], items: dict[int, Item], options: ReadOptions
) -> Iterator[tuple[int, Name]]:
    """Yield the names that the documents of a message protect."""
    for one in held:
        for document in load(items[one.place], options.sources) if one.private else ():
            if isinstance(document, Document):
                cables = _cables(document)
                if any(group_of(cable, document) == name for cable in cables):
                    yield from ((one.place, found) for found in asked(document, cables).names)


def _read_again(
    catalogue: Catalogue, place: int, item: Item, messages: Iterable[_Message], options: ReadOptions
) -> None:
    """Read an item again with the names that other documents of its messages protect, if any."""
    ours = [message for message in messages if any(one.place == place for one in message.held)]
    names = [found for message in ours for at, found in message.hidden if at != place]
    if not _stand_in(names, item, options):
        return
    others = {one.key for message in ours for one in message.held if one.private and one.place != place}
    key = digest("shielded", item_key(item, mark(item) or ""), *sorted(others))
    done = read_items((Task(place, item, key, tuple(names)),), options)
    admit(done.shard, catalogue, options)
    catalogue.moved(place, key)


def _stand_in(names: Iterable[Name], item: Item, options: ReadOptions) -> bool:
    """Return whether one of the names is in the kept form of an item, masked by the item's own marks only."""
    sought = Names(names)
    documents = (document for document in load(item, options.sources) if isinstance(document, Document))
    kept = (protect(document, _cables(document))[0] for document in documents)
    return bool(sought) and any(
        sought.places(one.text) or any(sought.places(text, strict=False) for text in told_of(one)) for one in kept
    )


def _cables(document: Document) -> tuple[Cable, ...]:
    """Return the cables of a document; none where its reader fails, as at the first reading."""
    found = fenced(partial(cables_of, document), document.source)
    return () if isinstance(found, Rejection) else found


def _refuse(catalogue: Catalogue, one: Held, name: str) -> None:
    record = read_record(one.folder, one.shard, one.start, one.end)
    message = (
        f"another copy or section of {name} asks to protect names, and nobody can tell here whether they stand in this "
        "one without a mark. Build the two together: kg build PATH… without --shard"
    )
    catalogue.withdraw(one.place, Rejection(next(_sources(record), name), "protected-elsewhere", message))


def _sources(record: dict[str, object]) -> Iterator[str]:
    results = record["results"]
    assert isinstance(results, list)
    return (str(result["document"]["source"]) for result in results if "document" in result)
