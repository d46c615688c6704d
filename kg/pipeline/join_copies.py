"""Numbers that several documents hold: made from all copies together, from the kept texts, not from the sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import cast

from msgspec import convert, structs

from kg.model import Cable, Document
from kg.pipeline.cable_evidence import cables_of
from kg.pipeline.catalogue import Catalogue, Group, Holder
from kg.pipeline.copy_differences import Difference, differences
from kg.pipeline.read_batch import MASKED_TEXT, Found, ReadOptions, block_of, group_of
from kg.pipeline.settle_sections import settled
from kg.pipeline.shards import Draft, Prepared, Record, ShardWriter, read_record
from kg.pipeline.text_fence import fenced
from kg.rdf.same_message import messages
from kg.sources.rejected_source import Rejection
from kg.store.kept_texts import text_in

GROUPS = 128
"""Numbers in one task."""


def tasks(catalogue: Catalogue) -> Iterator[tuple[Group, ...]]:
    """Yield the numbers that have to be joined, in batches, without those joined before.

    The catalogue may not be changed while this runs.
    """
    waiting = (group for group in catalogue.groups() if not catalogue.known(group.key))
    while batch := tuple(islice(waiting, GROUPS)):
        yield batch


def join_groups(groups: tuple[Group, ...], options: ReadOptions) -> str:
    """Make a shard of what these numbers state, from all their copies, and return its name."""
    with ShardWriter(options.folder, "joined", options.settings) as shard:
        for group in groups:
            made = fenced(partial(_joined, group, options), group.name)
            refused = None
            if isinstance(made, Rejection):  # what each copy says alone was written before: the first stands for all
                refused = made
                made = _joined(replace(group, holders=group.holders[:1]), options)
            block, record = made
            if refused is not None:
                message = f"its copies could not be joined: only the first is in the graph; {refused.message}"
                record = {**record, "refused": [refused.source, refused.code, message]}
            draft = Draft()
            shard.put(draft, 0, block)
            shard.entry(group.key, draft, record, ())
        return shard.finish()


def _joined(group: Group, options: ReadOptions) -> tuple[Prepared, Record]:
    """Return what a number states in all its copies, and what the report says of it."""
    found = messages(_copies(group))
    differing = [d for message in found for d in differences(message.key, message.copies)]
    record: Record = {
        "differences": [[d.cable, d.field, d.values] for d in differing],
        **settled(found),
        "shared": group.name if len(found) > 1 and not group.name.startswith("#") else None,
    }
    return block_of(group.name, found, options), record


def _copies(group: Group) -> Iterator[Found]:
    for holder in group.holders:
        document, cables = _document(holder)
        for cable in cables:
            if group_of(cable, document) == group.name:
                yield cable, document


@lru_cache(maxsize=32)
def _document(holder: Holder) -> tuple[Document, tuple[Cable, ...]]:
    """Return a document that was read before, with its cables: read again from the kept text, unless it is masked."""
    folder = Path(holder.folder)
    record = read_record(folder, holder.shard, holder.start, holder.end)
    kept = [result for result in cast(list[Record], record["results"]) if "document" in result][holder.document]
    about = convert(kept["document"], Document)
    document = structs.replace(about, text=text_in(folder / f"{holder.shard}.pack", about.hash))
    masked = convert(kept[MASKED_TEXT], tuple[Cable, ...] | None)
    return document, cables_of(document) if masked is None else masked


def differences_of(record: Record) -> list[Difference]:
    """Return the differences that the record of a joined number lists."""
    listed = cast("list[tuple[str, str, list[tuple[str, str]]]]", record["differences"])
    return [Difference(cable, field, tuple((s, v) for s, v in values)) for cable, field, values in listed]
