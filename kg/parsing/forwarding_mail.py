"""Find the e-mail that forwarded a cable: its header lines above the cable, which are not the cable's.

```
From: Nardo, Ina
Sent: Thursday, June 21, 2007 5:09 PM
To: Sample, Jo
Subject: FW: 07 LIMA 4001: Harbour talks
```
Seen above cables released under FOIA (2009–2012), once for each time the message was passed on. Only such blocks are
cut out of the reading; what people wrote between them stays. A SMART cable has From and Subject too, but an MRN.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span
from kg.text.aligned_text import Edit

_FROM = re.compile(r"^[ \t>]{0,6}From:(?=[ \t\n])", re.MULTILINE)
_LINE = re.compile(
    r"[ \t>]{0,6}(?P<name>From|Sent|Date|To|Cc|Bcc|Reply-To|Subject|Importance|Attachments?|Categories|Sensitivity"
    r"|Received|Return-Path|Delivered-To|Message-I[Dd]|In-Reply-To|References|MIME-Version|Content-[A-Za-z-]{1,30}"
    r"|Thread-[A-Za-z]{1,10}|X-[A-Za-z0-9-]{1,60}):"
    r"[^\n]{0,2000}"
)
_CABLE = re.compile(
    r"^[ \t]*(?:VZCZC|MRN:|FM[ ]+[A-Z]|DE[ ]R[A-Z]{3}|ZN[RY][ ]|TAGS:|E\.?[ ]?O\.?[ ]?1\d{4}|ACTION[ ][A-Z]{2,})",
    re.MULTILINE,
)
_REACH = 30_000
_LINES = 40


def find(text: str, window: Span) -> tuple[Edit, ...]:
    """Return the cuts of e-mail headers above the cable in `window` of a plain text; usually none."""
    end = min(window.end, window.start + _REACH)
    if text.find("From:", window.start, end) < 0:
        return ()
    sign = _CABLE.search(text, window.start, end)
    return tuple(_blocks(text, window.start, sign.start() if sign else end))


def _blocks(text: str, start: int, end: int) -> Iterator[Edit]:
    at = start
    while (opening := _FROM.search(text, at, end)) is not None:
        names, stop = _block(text, opening.start(), end)
        if len(names & {"Sent", "Date", "To", "Cc", "Subject"}) > 1:
            yield Edit(opening.start(), stop)
        at = max(stop, opening.end())


def _block(text: str, start: int, end: int) -> tuple[set[str], int]:
    """Return the names of the header lines from `start` on, and where the last of them ends.

    A line without a name goes on with the one before only after names of people, of which there may be many.
    """
    names: set[str] = set()
    at = stop = start
    last = ""
    for _ in range(_LINES):
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        if not text[at:line_end].strip():
            break
        if (line := _LINE.match(text, at, line_end)) is not None:
            if line["name"] in names and line["name"] in ("From", "Subject"):
                break
            last = line["name"]
            names.add(last)
            stop = line_end
        elif last not in ("To", "Cc", "Bcc"):
            break
        at = line_end + 1
        if at >= end:
            break
    return names, stop
