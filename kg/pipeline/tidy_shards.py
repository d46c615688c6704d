"""Tidy the shards of an output folder: remove unusable ones, and compact those that are half dead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import cast

from kg.pipeline import shards
from kg.pipeline.catalogue import Catalogue
from kg.pipeline.gather_shards import BATCH
from kg.pipeline.reading_counts import Tally
from kg.pipeline.shards import Entry, Kind, Record, Shard, cut, read_index, read_record, triples_of
from kg.pipeline.write_shards import Draft, ShardWriter
from kg.store.kept_texts import text_in

DEAD = 0.5
"""The share of dead statements from which on the live ones are written into new shards."""


def indexes(folder: Path) -> Iterator[Shard]:
    """Yield the indexes of all whole shards of a folder."""
    return (shard for name in shards.names(folder) if (shard := read_index(folder, name)) is not None)


def tidy(folder: Path, catalogue: Catalogue) -> None:
    """Remove shards made with other settings; compact the rest where most of it is dead."""
    for name in shards.names(folder):
        shard = read_index(folder, name)
        if shard is None or shard.settings != catalogue.settings:
            shards.remove(folder, name)
    if catalogue.live.dead > DEAD:
        compact(folder, catalogue)
    else:
        forget_names(folder, catalogue)


def forget_names(folder: Path, catalogue: Catalogue) -> None:
    """Remove the earlier readings of items that were read again with names to protect, which they still show."""
    if catalogue.shielded:
        compact(folder, catalogue)


def compact(folder: Path, catalogue: Catalogue) -> None:
    """Write the live entries of partly live shards into new ones, and remove the old."""
    intact = catalogue.live.intact()
    old, new = [name for name in shards.names(folder) if name not in intact], set[str]()
    kinds: tuple[Kind, ...] = ("read", "joined")
    for kind in kinds:
        live = (
            (shard, entry)
            for name in old
            if (shard := read_index(folder, name)) is not None and shard.kind == kind
            for entry in shard.entries
            if catalogue.live.lives(shard.name, entry.key)
        )
        while batch := list(islice(live, BATCH)):
            with ShardWriter(folder, kind, catalogue.settings) as writer:
                for shard, entry in batch:
                    _copy(shard, entry, writer)
                new.add(writer.finish())
    for name in old:
        if name not in new:
            shards.remove(folder, name)


def _copy(shard: Shard, entry: Entry, writer: ShardWriter) -> None:
    record = read_record(shard.folder, shard.name, entry.start, entry.end)
    draft = Draft(list(entry.documents), entry.refused, used=set(cast("list[str]", record["used"])))
    for block in entry.blocks:
        triples = cut(triples_of(shard.folder, shard.name), block.start, block.end)
        digests = cut(shard.folder / f"{shard.name}.digests", block.digests_start, block.digests_end)
        writer.copied(draft, block, triples, digests)
    for name, _ in entry.documents:
        writer.texts.put(text_in(shard.folder / f"{shard.name}.pack", name), name)
    tallies = _tallies(cast("list[Record]", record.get("results", [])))
    writer.entry(entry.key, draft, record, tallies, private=entry.private)


def _tallies(results: Iterable[Record]) -> Iterator[Tally]:
    return (Tally.from_data(cast("dict[str, object]", one["tally"])) for one in results if "tally" in one)
