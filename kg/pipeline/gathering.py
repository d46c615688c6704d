"""From items to finished shards: batches go to the workers, counts come back, shared numbers are done again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from kg.pipeline.copies import Difference
from kg.pipeline.reading import Block, Read, ReadOptions, Shard, finish_groups, read_items
from kg.pipeline.report import LISTED, SourceRecord
from kg.pipeline.tally import Tally
from kg.pipeline.workers import in_order
from kg.rdf import Used
from kg.resolution.digest import Digest
from kg.sources import Item, Rejection

BATCH = 64
"""Items in one task: enough that starting it costs nothing, few enough that progress is seen."""
Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how many are done, and of how many (None: not known)."""
_Batch = tuple[str, tuple[Item, ...]]
_Group = tuple[str, tuple[Item, ...]]


@dataclass(slots=True)
class Gathered:
    """What was read: the shards on disk, and everything the report says."""

    tally: Tally = field(default_factory=Tally)
    rejections: list[Rejection] = field(default_factory=list)
    sources: list[SourceRecord] = field(default_factory=list)
    releases: Counter[str] = field(default_factory=Counter)
    hashes: set[str] = field(default_factory=set)
    copies: int = 0
    shards: list[Shard] = field(default_factory=list)
    used: Used = field(default_factory=Used)
    differences: list[Difference] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    cables: int = 0

    def triples(self, folder: Path) -> list[Path]:
        """Return the files of what is stated."""
        return [path for shard in self.shards if (path := shard.triples(folder)).stat().st_size]

    def digests(self, folder: Path) -> Iterator[Digest]:
        """Yield the digests of all cables, and count these."""
        self.cables = 0
        for shard in self.shards:
            with shard.digests(folder).open(encoding="utf-8", newline="\n") as stream:
                for line in stream:
                    self.cables += 1
                    yield Digest.from_line(line)


def gather(
    found: Iterable[Item | Rejection], options: ReadOptions, jobs: int, progress: Progress, total: int | None = None
) -> Gathered:
    """Read everything that was found; what several items hold together is made from all of them."""
    gathered = Gathered()
    done = 0
    for shard in in_order(partial(_read, options), _batches(found, gathered.rejections), jobs):
        gathered.shards.append(shard)
        gathered.used |= Used(shard.used)
        for result in shard.results:
            _count(gathered, result)
        done += len(shard.results)
        shard.results = []
        progress("reading", done, total)
    _finish_shared(gathered, options, jobs, progress)
    return gathered


def _read(options: ReadOptions, batch: _Batch) -> Shard:
    return read_items(*batch, options)


def _finish(options: ReadOptions, task: tuple[str, tuple[_Group, ...]]) -> Shard:
    return finish_groups(*task, options)


def _batches(found: Iterable[Item | Rejection], rejections: list[Rejection]) -> Iterator[_Batch]:
    """Yield named batches of items; what could not be found goes to `rejections`."""

    def items() -> Iterator[Item]:
        for one in found:
            if isinstance(one, Rejection):
                rejections.append(one)
            else:
                yield one

    waiting = items()
    number = 0
    while batch := tuple(islice(waiting, BATCH)):
        yield f"read-{number:07}", batch
        number += 1


def _count(gathered: Gathered, result: Read | Rejection) -> None:
    if isinstance(result, Rejection):
        gathered.rejections.append(result)
        return
    gathered.releases[result.release] += 1
    remarks = result.remarks
    if result.hash in gathered.hashes:
        gathered.copies += 1
        remarks = (*remarks, "the same text as another source")
    else:
        gathered.hashes.add(result.hash)
        gathered.tally.merge(result.tally)
    if len(gathered.sources) < LISTED:
        record = SourceRecord(result.source, result.hash, result.release, result.cables, remarks)
        gathered.sources.append(record)


def _finish_shared(gathered: Gathered, options: ReadOptions, jobs: int, progress: Progress) -> None:
    """Make the statements of numbers that stand in several items again, from all their copies together."""
    shared = _shared(gathered.shards)
    if not shared:
        return
    groups = _with_items(gathered.shards, shared, options.folder)
    for shard in gathered.shards:
        if any(block.group in shared for block in shard.blocks):
            _cut(shard, shared, options.folder)
    tasks = [
        (f"shared-{n:07}", tuple(groups[at : at + BATCH])) for n, at in enumerate(range(0, len(groups), BATCH))
    ]
    for done, shard in enumerate(in_order(partial(_finish, options), tasks, jobs), 1):
        gathered.shards.append(shard)
        gathered.used |= Used(shard.used)
        gathered.differences.extend(shard.differences)
        gathered.shared.extend(shard.shared)
        progress("joining copies", min(done * BATCH, len(groups)), len(groups))


def _shared(shards: Iterable[Shard]) -> frozenset[str]:
    """Return the groups that more than one item has a part of."""
    first: dict[str, tuple[int, int]] = {}
    shared: set[str] = set()
    for number, shard in enumerate(shards):
        for block in shard.blocks:
            if first.setdefault(block.group, (number, block.item)) != (number, block.item):
                shared.add(block.group)
    return frozenset(shared)


def _with_items(shards: Iterable[Shard], shared: frozenset[str], folder: Path) -> list[_Group]:
    """Return the shared groups, sorted, each with the items that hold it."""
    found: dict[str, dict[Item, None]] = {group: {} for group in sorted(shared)}
    for shard in shards:
        blocks = [block for block in shard.blocks if block.group in shared]
        items = shard.items(folder) if blocks else ()
        for block in blocks:
            found[block.group][items[block.item]] = None
    return [(group, tuple(items)) for group, items in found.items()]


def _cut(shard: Shard, shared: frozenset[str], folder: Path) -> None:
    """Take the statements and digests of shared groups out of a shard's files."""
    kept = [block for block in shard.blocks if block.group not in shared]
    _keep(shard.triples(folder), [(block.start, block.end) for block in kept])
    _keep(shard.digests(folder), [(block.digest_start, block.digest_end) for block in kept])
    shard.blocks = []


def _keep(path: Path, ranges: list[tuple[int, int]]) -> None:
    draft = path.with_suffix(path.suffix + ".kept")
    with path.open("rb") as old, draft.open("wb") as new:
        for start, end in ranges:
            old.seek(start)
            new.write(old.read(end - start))
    draft.replace(path)


__all__ = ["BATCH", "Block", "Gathered", "Progress", "gather"]
