"""Turn sources into finished shards: record known items, and send the others to the workers in batches."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kg.pipeline import shards
from kg.pipeline.build_options import Progress
from kg.pipeline.catalogue import Catalogue, Group
from kg.pipeline.join_copies import GROUPS, join_groups, tasks
from kg.pipeline.process_pool import in_order
from kg.pipeline.read_batch import Done, ReadOptions, Task, content_key, fenced, read_items
from kg.pipeline.reading_keys import digest, item_key
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item, mark, too_large

BATCH = 256
"""Items in one task: enough to make its start cheap, few enough to show progress."""
BATCH_BYTES = 4 * 2**20
"""Bytes of items in one task: about 340 usual cables."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of the sources that one of several builds reads: the `number`-th of `of`, from 1."""

    number: int = 1
    of: int = 1

    def has(self, source: str) -> bool:
        """Return whether a source belongs to this part, by the hash of its name."""
        return self.of == 1 or int(digest(source)[:12], 16) % self.of == self.number - 1


@dataclass(slots=True)
class Scanned:
    """The result of a scan: items found, and the number of them read now."""

    found: int = 0
    read: int = 0


def gather(
    found: Iterable[Item | Rejection],
    catalogue: Catalogue,
    options: ReadOptions,
    jobs: int,
    progress: Progress,
    share: Share = Share(),
) -> Scanned:
    """Read the sources that no shard holds yet; the catalogue then knows all sources and live shards.

    The scan is left open: see `kg.pipeline.mask_in_copies`.
    """
    scanned = Scanned()
    progress("reading", 0, None)
    waiting = _batches(_unknown(found, catalogue, options, share, scanned))
    for done in in_order(partial(_read, options), waiting, jobs):
        take(done, catalogue, options)
        scanned.read += len(done.places)
        progress("reading", scanned.found, None)
    return scanned


def take(done: Done, catalogue: Catalogue, options: ReadOptions) -> None:
    """Take in a shard made by a worker, and record its items as live."""
    index = admit(done.shard, catalogue, options)
    for place, entry in zip(done.places, index.entries, strict=True):
        catalogue.found(place, entry.key)


def admit(name: str, catalogue: Catalogue, options: ReadOptions) -> shards.Shard:
    """Add a new shard to the catalogue, and return its index."""
    index = shards.read_index(options.folder, name)
    assert index is not None, name
    catalogue.add(index)
    return index


def join(catalogue: Catalogue, options: ReadOptions, jobs: int, progress: Progress) -> None:
    """Make the statements of numbers that several documents hold from all their copies together."""
    total, done, made = catalogue.shared, 0, []
    for name in in_order(partial(_join, options), tasks(catalogue), jobs):
        made.append(name)
        done = min(done + GROUPS, total)
        progress("joining copies", done, total)
    for name in made:
        admit(name, catalogue, options)
    for group in catalogue.groups():
        catalogue.join(group)
    catalogue.settle()


def _read(options: ReadOptions, tasks: tuple[Task, ...]) -> Done:
    return read_items(tasks, options)


def _join(options: ReadOptions, groups: tuple[Group, ...]) -> str:
    return join_groups(groups, options)


def _unknown(
    found: Iterable[Item | Rejection], catalogue: Catalogue, options: ReadOptions, share: Share, scanned: Scanned
) -> Iterator[Task]:
    """Yield the items to read; known and refused ones go to the catalogue at once."""
    first = catalogue.empty
    for place, one in enumerate(found):
        if not share.has(one.source):
            continue
        if isinstance(one, Rejection):
            catalogue.refuse(place, options.redact.rejection(one))
            continue
        scanned.found += 1
        sort = partial(_known_or_waiting, place, one, catalogue, options, new=first)
        waiting = fenced(sort, one.source)
        if isinstance(waiting, Rejection):
            catalogue.refuse(place, options.redact.rejection(waiting))
        elif isinstance(waiting, Task):
            yield waiting
        else:
            catalogue.found(place, waiting)


def _known_or_waiting(
    place: int, one: Item, catalogue: Catalogue, options: ReadOptions, *, new: bool
) -> Task | Rejection | str:
    """Return the task of reading an item, or the key of its earlier reading; `new` means there is none."""
    item = _at_hand(one, options.sources.max_bytes)
    if isinstance(item, Rejection) or new:  # nothing to compare with: the workers hash what they read
        return item if isinstance(item, Rejection) else Task(place, item)
    key = content_key(item, options.sources)
    if catalogue.known(key):
        return key
    marked = item_key(item, mark(item))
    return marked if catalogue.known(marked) else Task(place, item, key)


def _at_hand(item: Item, limit: int) -> Item | Rejection:
    """Return an item that any process can read: a pipe (`kg build <(…)`) is read here, for others lack it."""
    try:
        if item.data is not None or not stat.S_ISFIFO(os.stat(item.path).st_mode):  # noqa: PTH116 - as size_of
            return item
        with Path(item.path).open("rb") as stream:
            data = stream.read(limit + 1)
    except (OSError, ValueError):
        return item  # the reader says what is wrong with it
    return replace(item, data=data) if len(data) <= limit else too_large(item.source, None, limit)


def _batches(waiting: Iterator[Task]) -> Iterator[tuple[Task, ...]]:
    batch: list[Task] = []
    size = 0
    for task in waiting:
        batch.append(task)
        size += size_of(task.item)
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def size_of(item: Item) -> int:
    """Return the bytes of an item, 0 where unknown."""
    if item.data is not None:
        return len(item.data)
    try:
        return os.stat(item.path).st_size  # noqa: PTH116 - half the time of Path.stat, once for each source
    except (OSError, ValueError):
        return 0
