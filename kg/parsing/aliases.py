"""Other numbers of a cable: of the travelling Secretary's series, and of the archives that keep it.

The Department numbers a message to the Secretary's party twice (`STATE 290286`, `TOSEC 160117`), on one line or on a
line of its own among the captions, and other cables may cite either. The National Archives write the year in full and
five or six digits (`1976STATE290286`), web copies of their records add a letter (`_b`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model import Cable
from kg.parsing import cable_ids
from kg.text.aligned_text import Reading

_SERIES = r"(?:SECTO|TOSEC|PARTO|TOPAR|MOSTEP)"
_IN_LINE = re.compile(rf"\b(?P<series>{_SERIES})[ ]?0{{0,6}}(?P<number>\d{{1,7}})\b")
_OWN_LINE = re.compile(rf"^[ \t]*(?P<series>{_SERIES})[ ]?0{{0,6}}(?P<number>\d{{1,7}})[ \t]*$")
_BEHIND = re.compile(rf"\d(?P<series>{_SERIES})0{{0,6}}(?P<number>\d{{1,7}})$")
_ARCHIVE = re.compile(r"(?:19|20)\d\d[A-Z][A-Z .-]{0,30}\d{4,6}(?:_[a-e])?", re.IGNORECASE)
_LABEL = re.compile(r"^[ \t]*(?:E\.?[ ]?O\.?|TAGS|SUBJ|REF)", re.IGNORECASE)
_LINES = 12
_SECOND = re.compile(rf"(?<=\d)[ ]{{0,4}}/?[ ]{{0,4}}{_SERIES}[ ]?\d{{1,7}}[ ]{{0,9}}$")


def without_second(line: str) -> str:
    """Return a classification line without the second number behind its first: `STATE 290286/TOSEC 160117`."""
    return _SECOND.sub("", line)


def find(cable: Cable, reading: Reading, given: Iterable[str]) -> tuple[str, ...]:
    """Return the other numbers that the head of a cable prints, then those it is `given` under, each as written.

    What it is given under counts only where it is the same cable's number in another spelling.
    """
    found = list(_printed(cable, reading))
    for raw in given:
        text = raw.strip()
        if cable_ids.canonical_id(text) == cable.id is not None and len(text) < 80:
            if _ARCHIVE.fullmatch(text):
                found.append(text)
            elif (behind := _BEHIND.search(text.upper())) is not None:
                found.append(f"{behind['series']} {behind['number']}")
    return tuple(dict.fromkeys(found))


def _printed(cable: Cable, reading: Reading) -> Iterable[str]:
    """Give the second numbers on the line of the message reference number, and on lines of their own below it."""
    number = cable.message_reference_number
    if number is None:
        return
    start = reading.at(number.span.start)
    start = reading.text.rfind("\n", 0, start) + 1
    own = re.sub(r"\s+0*", " ", number.value)
    for count, line in enumerate(reading.text[start : start + 1200].split("\n")[:_LINES]):
        if count and _LABEL.match(line):
            return
        for one in _IN_LINE.finditer(line) if not count else filter(None, (_OWN_LINE.match(line),)):
            alias = f"{one['series']} {one['number']}"
            if alias != own:
                yield alias
