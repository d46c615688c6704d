"""Join the copies of numbers that several documents hold, from the kept texts, not from the sources.

`settled` and `settle` correct the counts of fields and sections that one copy lacks and another has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import cast

from msgspec import convert, structs

from kg.model import Cable, Diagnostic, Document
from kg.pipeline.cable_evidence import cables_of
from kg.pipeline.catalogue import Catalogue, Group, Holder
from kg.pipeline.copy_differences import Difference, differences
from kg.pipeline.read_batch import MASKED_TEXT, Found, ReadOptions, block_of, fenced, group_of
from kg.pipeline.reading_counts import EXPECTED, Tally
from kg.pipeline.shards import Record, read_record
from kg.pipeline.write_shards import Draft, Prepared, ShardWriter
from kg.rdf.same_message import Message, messages
from kg.resolution.join_sections import SECTION_MISSING, lacks_sections, missing, numbers
from kg.sources.rejected_source import Rejection
from kg.store.kept_texts import text_in

Copy = tuple[Cable, Document]
GROUPS = 128
"""Numbers in one task."""


def settled(found: Iterable[Message]) -> Record:
    """Return corrections of a tally: fields missing in one copy that another has, and sections missing in all."""
    taken: list[tuple[str, str, str, str | None]] = []
    tally = Tally()
    for message in found:
        copies = list({document.hash: (cable, document) for cable, document in message.copies}.values())
        if len(copies) < 2:
            continue
        taken += [
            ("missing", name, document.hash, cable.id)
            for cable, document in copies
            if min(numbers(cable), default=1) > 1
            for name in EXPECTED
            if not getattr(cable, name) and any(getattr(other, name) for other, _ in copies)
        ]
        lacking = [(c, d) for c, d in copies if any(odd.code == SECTION_MISSING for odd in c.diagnostics)]
        taken += [("diagnostics", SECTION_MISSING, document.hash, cable.id) for cable, document in lacking]
        if lacking and lacks_sections(cable for cable, _ in copies):
            _note(tally, copies, *min(copies, key=lambda copy: numbers(copy[0])))
    return {"taken": taken, "tally": tally.to_data()} if taken else {}


def _note(tally: Tally, copies: Iterable[Copy], cable: Cable, document: Document) -> None:
    of, lacking = missing(cable for cable, _ in copies)
    which = ", ".join(map(str, lacking)) or "not known"
    said = f"of {of or 'several'} sections these are not here: {which}"
    tally.odd(document, cable, Diagnostic(SECTION_MISSING, said))


def settle(tally: Tally, record: Record) -> None:
    """Correct a tally by the record of `settled`."""
    for kind, code, document, cable in cast("list[tuple[str, str, str, str | None]]", record.get("taken", ())):
        tally.take_back(kind, code, document, cable)
    if "tally" in record:
        tally.merge(Tally.from_data(cast("dict[str, object]", record["tally"])))


def tasks(catalogue: Catalogue) -> Iterator[tuple[Group, ...]]:
    """Yield the numbers that have to be joined, in batches, without those joined before.

    The catalogue may not be changed while this runs.
    """
    waiting = (group for group in catalogue.groups() if not catalogue.known(group.key))
    while batch := tuple(islice(waiting, GROUPS)):
        yield batch


def join_groups(groups: tuple[Group, ...], options: ReadOptions) -> str:
    """Write a shard with the statements of these numbers from all their copies, and return its name."""
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
    """Return the statements of a number from all its copies, and the record for the report."""
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
    """Return a document read before, with its cables, read again from the kept text unless that is masked."""
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
