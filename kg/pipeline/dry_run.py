"""What a build would read: found and counted, nothing written, no text opened."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.pipeline import gather_shards
from kg.pipeline.build_and_merge import release_of, share_of
from kg.pipeline.commit import STATE
from kg.pipeline.gather_shards import Progress
from kg.pipeline.read_batch import content_key
from kg.pipeline.reader_identity import item_key, options_of, settings_of
from kg.pipeline.redaction_list import read_list
from kg.pipeline.tidy_shards import indexes
from kg.sources import DEFAULT_MAX_BYTES, Item, Rejection, SourceOptions, find
from kg.sources.source_fingerprint import mark
from kg.sources.source_item import too_large

LISTED = 1000


@dataclass(slots=True)
class Plan:
    """What would be read. `forms` counts items by their form (`file` where only its content will tell), `kinds` files
    by the end of their name; sizes are in bytes. `known` of them were read by an earlier build into the same output.
    """

    items: int = 0
    size: int = 0
    known: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)


def plan(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str] = "output",
    *,
    release: str | None = None,
    authority: str | None = None,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    include_protected: bool = False,
    redact: str | os.PathLike[str] | None = None,
    corrections: str | os.PathLike[str] | None = None,
    limits: Mapping[str, int] | None = None,
    shard: tuple[int, int] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return what `build` with the same arguments would read. Nothing is written; standard input is not read."""
    given: list[str | os.PathLike[str]] = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    hidden = read_list(redact)
    apart = (Path(output), *(Path(path) for path in (redact, corrections) if path is not None))
    sources = SourceOptions(encoding, max_bytes, release_of(release, authority), apart, **(limits or {}))
    known = _known(Path(output) / STATE / "shards", settings_of(options_of(sources, include_protected, hidden)))
    share = share_of(shard)
    found = Plan()
    for number, one in enumerate(find((path for path in given if os.fspath(path) != "-"), sources), 1):
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
    """Return what is known to be wrong with an item before it is opened."""
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
    """Return the keys of what was read before: some 100 bytes for each."""
    if not folder.is_dir():
        return set()
    return {entry.key for shard in indexes(folder) if shard.settings == settings for entry in shard.entries}
