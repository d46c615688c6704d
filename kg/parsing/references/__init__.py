"""Read references: the cables and other documents named in the REF line of a cable.

Forms: 5 FAH-2 H-300 (`REF: A. STATE 12345  B. LIMA 678`), and those observed in telegrams of 1966–2012: letters in
every style, years before, between and after, numbers carried on (`LIMA 12 AND 13`), posts misspelled or shortened,
references to things that are no cable.
"""

from __future__ import annotations

import re

from kg.model import Reference
from kg.model.cable_id import full_year
from kg.parsing.references import other_documents, prose_citations
from kg.parsing.references.cited_numbers import Citing
from kg.parsing.references.reference_list import Reader
from kg.text.aligned_text import Field, Reading

__all__ = ["read_from_text", "read_references"]

_ID = re.compile(r"(?P<year>\d{4}|\d\d)(?P<post>[A-Z]+)(?P<number>\d{1,7})")


def read_references(
    field: Field, *, citing_id: str | None, citing_post: str | None, year: int | None, month: int | None = None
) -> tuple[Reference, ...]:
    """Return the references of a REF value, in the order of the text; the cable itself is not one of them.

    `citing_id`, `citing_post` (station id), `year` (full) and `month` are those of the citing cable, where known. A
    year that isn't written is the citing cable's, marked `year-inferred`; it is marked `unsure` too where the year
    before may be meant. A sender no table knows is marked `unresolved`; a message with a date-time group instead of a
    number is kind `cable` without an id.
    """
    citing = _citing(citing_id, citing_post, year, month)
    return tuple(map(other_documents.with_details, Reader(field, citing).read()))


def read_from_text(
    reading: Reading, start: int, end: int, *, citing_id: str | None, citing_post: str | None, year: int | None
) -> tuple[Reference, ...]:
    """Return the cables that the running text `reading.text[start:end]` of a cable without reference line cites."""
    return prose_citations.read(reading, start, end, _citing(citing_id, citing_post, year, None))


def _citing(id: str | None, post: str | None, year: int | None, month: int | None) -> Citing:  # noqa: A002
    own = _ID.fullmatch(id or "")
    if own:
        post = post or own["post"]
        year = year or full_year(int(own["year"]))
    return Citing(id, post, year, month, int(own["number"]) if own else None)
