"""What one document lacks and its message has: sections that come as documents of their own complete each other.

Each document is counted when it is read, and then says that it lacks a subject, or the other sections. Whether the
message lacks them shows when all its documents are known; the report says that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from kg.model import Cable, Diagnostic, Document
from kg.pipeline.reading_counts import EXPECTED, Tally
from kg.pipeline.shards import Record
from kg.rdf.same_message import Message
from kg.resolution.join_sections import SECTION_MISSING, lacks_sections, missing, numbers

Copy = tuple[Cable, Document]


def settled(found: Iterable[Message]) -> Record:
    """Return what documents have counted as missing and their message has, and what is missing of the message."""
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
    """Correct a tally by what `settled` has found."""
    for kind, code, document, cable in cast("list[tuple[str, str, str, str | None]]", record.get("taken", ())):
        tally.take_back(kind, code, document, cable)
    if "tally" in record:
        tally.merge(Tally.from_data(cast("dict[str, object]", record["tally"])))
