"""Read a TAGS list that has lost its label, between the E.O. line's value and the next label.

Every word of it has to be a listed code and at least two subjects or programs (four letters), so that no line of prose
and no pass line can be taken for it.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from kg.model import Tag
from kg.parsing.tags import read_tags, segmentation
from kg.parsing.tags.tag_words import words
from kg.text.aligned_text import Field
from kg.vocabulary import topics

_ORDER = re.compile(
    r"[ \t:]*\d{5}[ \t:]*"
    r"(?:N[ ]?/[ ]?A|(?:DECL(?:AS)?[ \t:]*)?(?:\d{1,2}/\d{1,2}/\d{2,4}|X?GDS(?:-?\d)?|OADR|ADS|1\.6\S*))?",
    re.IGNORECASE,
)
_LONGEST = 200


def _is_codes(text: str) -> bool:
    found = [w.text for w in words(text, 0, len(text))]
    strong = [w for w in found if len(w) == 4 and (topics.is_listed(w) or segmentation.is_program_form(w))]
    return len(strong) > 1 and all(topics.is_listed(w) or segmentation.is_program_form(w) for w in found)


def read_unlabelled(order: Field, year: int | None = None) -> tuple[Tag, ...]:
    """Return the TAGS without a label behind the value of an E.O. field, each with the doubt `unsure`."""
    text = order.text[: _LONGEST * 4]
    lead = _ORDER.match(text)
    at = lead.end() if lead else 0
    for line in re.finditer(r"[^\n]+", text[at:]):
        if len(line[0]) <= _LONGEST and _is_codes(line[0]):
            field = Field(order.reading, order.start + at + line.start(), order.end)
            return tuple(replace(tag, doubts=(*tag.doubts, "unsure")) for tag in read_tags(field, year))
    return ()
