"""Read who drafted, cleared and approved an outgoing telegram or airgram on a paper form.

```
Drafted by: FE/SPA:RLUnderhay:jtk 11/19/64          office, initials and surname, typist, day
            DOD/ISA:Col. H. J. Brightwell           a second drafter
Telegraphic transmission and classification approved by:  FE - Walter P. Gaines
Clearances: DOD/ISA - Mr. Amory     S/S - Mr. Lucas     several in a line
```
Names stay as written, with `Mr.` where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Official
from kg.model.cable import OfficialRole
from kg.text.aligned_text import Reading

_LABELS: tuple[tuple[str, OfficialRole], ...] = (
    ("drafted by", "drafted"),
    ("approved by", "approved"),
    ("clearances", "cleared"),
)
_LABEL = re.compile(r"\b(?P<label>drafted by|approved by|clearances)[ ]{0,3}[:;.]", re.IGNORECASE)
_ENTRY = re.compile(
    r"(?<![\w/])(?P<office>[A-Z][A-Z/]{0,11})(?:[:;][ ]?|[ ][-–—][ ])"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Dr|Col|Gen|Capt|Amb)\.[ ]|Miss[ ])?(?:(?:[A-Z]\.|[A-Z][a-z]{1,14})[ ]){0,3}"
    r"[A-Z]{0,4}[a-z][A-Za-z'’-]{1,24})(?![A-Za-z])"
)


def start(text: str, body: int) -> int:
    """Return where the table below a text that begins at `body` starts; the end of the text where there is none."""
    m = next((m for m in _LABEL.finditer(text, body) if m["label"].casefold() == "drafted by"), None)
    return text.rfind("\n", 0, m.start()) + 1 if m else len(text)


def read(reading: Reading, at: int) -> tuple[Official, ...]:
    """Return the officials of the table that starts at `at`, in the order of the text, each name once a role."""
    found = {(one.role, one.name): one for one in reversed(tuple(_officials(reading, at)))}
    return tuple(reversed(found.values()))


def _officials(reading: Reading, at: int) -> Iterator[Official]:
    marks = list(_LABEL.finditer(reading.text, at))
    for i, mark in enumerate(marks):
        role = dict(_LABELS)[mark["label"].casefold()]
        stop = marks[i + 1].start() if i + 1 < len(marks) else len(reading.text)
        for m in _ENTRY.finditer(reading.text, mark.end(), stop):
            yield _official(reading, m, role)


def _official(reading: Reading, m: re.Match[str], role: OfficialRole) -> Official:
    low, high = m.span("name")
    return Official(
        m["name"],
        None,
        role,
        False,
        m["office"],
        raw=reading.raw(low, high),
        span=reading.span(low, high),
        repairs=reading.repairs_in(low, high),
    )
