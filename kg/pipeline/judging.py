"""Is a text a cable? Decided after reading it: what has nothing of a cable's header is none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model import Cable, Document
from kg.resolution.witness import read_document
from kg.sources import REMARKS

_TELLING = (
    "message_reference_number", "transmission_id", "date_time_group", "station", "security_line", "tags",
    "executive_order", "addressees", "origin",
)  # fmt: skip
"""Fields that only a cable's header has. Not the subject: letters and e-mails have one too."""


def is_cable(cable: Cable) -> bool:
    """Say whether what was read is a cable.

    A number alone, which may come from the file's name, makes a cable only of a text in numbered, marked paragraphs.
    """
    if any(getattr(cable, name) for name in _TELLING):
        return True
    return cable.id is not None and any(p.number is not None and p.portion_marking for p in cable.paragraphs)


_TELEGRAM = re.compile(r"\b(?:telegram|cable)\b", re.IGNORECASE)


_DISAGREE = ("id-differs", "metadata-differs")


def remarks_of(document: Document, cables: Iterable[Cable]) -> tuple[str, ...]:
    """Return what the report says of a document: notes about it, and where its source and its text disagree."""
    notes = [value for key, value in document.metadata if key in REMARKS]
    odd = [found.message for cable in cables for found in cable.diagnostics if found.code in _DISAGREE]
    return (*notes, *odd)


def cables_of(document: Document) -> tuple[Cable, ...]:
    """Return the cables of a document; what has nothing of a cable is none, unless its source calls it a telegram."""
    found = read_document(document)
    if _TELEGRAM.search(dict(document.metadata).get("kind", "")):
        return found
    return tuple(filter(is_cable, found))
