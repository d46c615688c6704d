"""Count the sources that a build would read, without writing anything or opening any text."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kg.pipeline import gather_shards
from kg.pipeline.build_options import Build, asked_by
from kg.pipeline.build_request import Asked
from kg.pipeline.gather_shards import Share
from kg.pipeline.read_batch import content_key
from kg.pipeline.reading_keys import item_key
from kg.pipeline.tidy_shards import indexes
from kg.sources.find_sources import find
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item, mark, too_large

LISTED = 1000


@dataclass(slots=True)
class Plan:
    """The sources that a build would read.

    `forms` counts items by their form (`file` where only the content will tell), `kinds` files by the end of their
    name; sizes are in bytes. `known` of them were read by an earlier build into the same output.
    """

    items: int = 0
    size: int = 0
    known: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)


@asked_by(Build)
def plan(build: Build) -> Plan:
    """Count the sources that `build` with the same arguments would read; write nothing, and leave standard input alone.

    Example: `plan(["dump/"], "graph").items`
    """
    folder = Path(build.output)
    asked = Asked.of(build, folder)
    sources, reading, share, progress = asked.sources, asked.reading(folder), asked.share or Share(), build.progress
    known = _known(reading.folder, reading.settings)
    found = Plan()
    for number, one in enumerate(find((path for path in build.given if os.fspath(path) != "-"), sources), 1):
        if number % gather_shards.BATCH == 0 and progress:
            progress("finding", number, None)
        if not share.has(one.source):
            continue
        refused = one if isinstance(one, Rejection) else _refused(one, sources)
        if refused is not None:
            found.rejected[refused.code] += 1
            if len(found.rejections) < LISTED:
                found.rejections.append(refused)
        elif isinstance(one, Item):
            _count(found, one, sources, known)
    return found


def _refused(item: Item, sources: SourceOptions) -> Rejection | None:
    """Return the rejection of an item that is too large; None otherwise."""
    size = gather_shards.size_of(item)
    return too_large(item.source, size, sources.max_bytes) if item.data is None and size > sources.max_bytes else None


def _count(found: Plan, item: Item, sources: SourceOptions, known: set[str]) -> None:
    size = gather_shards.size_of(item)
    found.items += 1
    found.size += size
    found.forms[getattr(item, "form", None) or "file"] += 1
    found.kinds[Path(item.source.partition("#")[0]).suffix.lower() or "no ending"] += 1
    if known and (content_key(item, sources) in known or item_key(item, mark(item)) in known):
        found.known += 1


def _known(folder: Path, settings: str) -> set[str]:
    """Return the keys of all earlier readings, some 100 bytes each."""
    if not folder.is_dir():
        return set()
    return {entry.key for shard in indexes(folder) if shard.settings == settings for entry in shard.entries}
