"""Is a text a cable? Decided after reading it: what has nothing of a cable's header is none."""

from __future__ import annotations

from kg.model import Cable

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
