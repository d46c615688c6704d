"""Read a telegram inside another: `FOLLOWING REPEAT LIMA 2345 … QUOTE`, then a whole telegram, then `UNQUOTE`.

The outer message is the cable; the quoted one, with its own header, is its text, and a reference of it. Source of the
form: retransmissions by the Department in the series of 1973–79.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.parsing.header_labels import Layout
from kg.parsing.line_patterns import LEVEL
from kg.text.aligned_text import Field

_OPENING = re.compile(r"^(?P<before>[^\n]{0,90}[ \t.:])?\b(?:QUOTE|QTE)\b[ \t.:-]*(?=\n|" + LEVEL + ")", re.MULTILINE)
#: The header of the quoted telegram, from its sender or its classification line.
_INNER = re.compile(
    rf"(?:^[ \t]*FM[ ][A-Z][^\n]{{3,60}}$"
    rf"|{LEVEL}(?:[ ][A-Z]{{2,6}}){{0,2}}?[ ]+(?P<number>[A-Z][A-Z .'-]{{1,28}}[ ]\d{{2,6}})[ \t]*$)",
    re.MULTILINE,
)
_ANNOUNCED = re.compile(r"^[ \t]*(?:(?:THE[ ])?FOL(?:LOWING|G)?\b|REPEATED BELOW|TEXT OF)", re.MULTILINE)
#: Characters between QUOTE and the end of the quoted telegram's address, and from the announcement to QUOTE.
_HEADER = 1500
_ABOVE = 500
#: Characters below the address in which the quoted telegram begins: what is quoted later is part of a text.
_REACH = 6000


class Quoted(Struct, frozen=True):
    """Where the text of the outer message begins, and the number of the quoted one as a field, where it is printed."""

    start: int
    number: Field | None


def find(plan: Layout, top: int) -> Quoted | None:
    """Return the telegram quoted in the message of `plan`, None where there is none; its opening is below `top`."""
    text = plan.reading.text
    if "QUOTE" not in text and "QTE" not in text:
        return None
    for m in _OPENING.finditer(text, top, top + _REACH):
        if m["before"] and m["before"].upper().rstrip(" .:").endswith(("END", "UN")):
            continue
        headers = list(_INNER.finditer(text, m.end(), m.end() + _HEADER))
        if not headers:
            continue
        at = m.start()
        announced = list(_ANNOUNCED.finditer(text, max(top, at - _ABOVE), at))
        numbered = next((h for h in headers if h["number"]), None)
        number = Field(plan.reading, *numbered.span("number")) if numbered else None
        return Quoted(announced[0].start() if announced else at, number)
    return None


def outer(plan: Layout, quoted: Quoted) -> Layout:
    """Return the layout of the outer message alone: labels below the opening are those of the quoted telegram."""
    if plan.body <= quoted.start:
        return plan
    labels = tuple(x for x in plan.labels if x.start < quoted.start)
    return replace(plan, labels=labels, body=quoted.start, fields_end=quoted.start)
