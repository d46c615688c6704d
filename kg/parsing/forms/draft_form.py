"""Read outgoing drafts: no FM, TO or number; addressees are listed bare, with precedence first or by name only.

```
PRIORITY AMEMBASSY LIMA, AMEMBASSY QUITO +      2009: precedence, names, a plus sign where the list goes on
AMEMBASSY LIMA                                  1977: the name alone; the first is the sender's
3/14/1977                                       the day below the drafter's name: the year of the draft
YY                                              the end of the text; behind it further clearances
```
"""

from __future__ import annotations

import re

from kg.model import Addressee, Sender
from kg.parsing.addressees import read_sender
from kg.parsing.line_patterns import PRECEDENCE
from kg.text.aligned_text import Field, Reading
from kg.vocabulary import posts

_PRECEDENCE_FIRST = re.compile(
    rf"^[ \t]*(?P<precedence>NIACT IMMEDIATE|{PRECEDENCE})[ ]{{1,8}}"
    r"(?P<name>[A-Z][A-Z0-9 ,/.'-]{1,60}?),?[ ]?\+?[ \t]*$",
    re.MULTILINE,
)
_BARE = re.compile(
    r"^[ \t]*(?P<name>(?:AMEMBASSY|AMCONSUL|AMCONGEN|USMISSION|SECSTATE)[ ][A-Z][A-Z .'-]{1,40}?)[ \t]*$", re.MULTILINE
)

#: What follows the text of a draft: the mark YY (or Y) of the word processor, the rest of the clearances.
_AFTER_TEXT = re.compile(
    r"^[ \t]*(?:YY?|[A-Z][A-Z0-9()/-]{0,14}:[ \t]*[A-Z.'-]{0,30}[ ]{1,16}[-\u2013\u2014][ ]?"
    r"(?:OK|INFO)\b[^\n]{0,90})[ \t]*$",
    re.MULTILINE,
)
_DRAFTED_ON = re.compile(r"^[ \t]*\d{1,2}/\d{1,2}/(?P<year>(?:19|20)\d\d)\b", re.MULTILINE)


def text_end(reading: Reading, body: int) -> int:
    """Return the end of the text of a draft that begins at `body`: before further clearances and addressees."""
    m = _AFTER_TEXT.search(reading.text, body)
    return m.start() if m else len(reading.text)


def year_of(reading: Reading, top: int) -> int | None:
    """Return the year a draft was written in, from the date below the drafter's name."""
    m = _DRAFTED_ON.search(reading.text, 0, top)
    return int(m["year"]) if m else None


def read_draft_address(reading: Reading, top: int) -> tuple[Sender | None, tuple[Addressee, ...]]:
    """Return sender and addressees of a draft; `top` is where its labelled fields begin.

    Addressees with a precedence may stand at the end, after the text. Without one, the first bare name is the
    sender's and the others the addressees' (the order of the form's boxes). The form prints no TO and INFO: those with
    another precedence than the first one may be the INFO box's, so that their role is a guess.
    """
    found: list[Addressee] = []
    for m in _PRECEDENCE_FIRST.finditer(reading.text):
        names = list(re.finditer(r"[^,\s][^,\n]*", m["name"]))
        if m.start() > top and any(posts.by_name(" ".join(n[0].split())) is None for n in names):
            continue
        for i, n in enumerate(names):
            start, end = m.start("precedence") if i == 0 else m.start("name") + n.start(), m.start("name") + n.end()
            found.append(
                Addressee(
                    "action",
                    None,
                    " ".join(n[0].split()),
                    m["precedence"],
                    None,
                    len(found) + 1,
                    raw=reading.raw(start, end),
                    span=reading.span(start, end),
                    doubts=("unsure",) if found and m["precedence"] != found[0].precedence else (),
                )
            )
    if found:
        return None, tuple(found)
    bare = list(_BARE.finditer(reading.text, 0, top))
    if len(bare) < 2:
        return None, ()
    sender = read_sender(Field(reading, bare[0].start("name"), bare[0].end("name")))
    others = tuple(
        Addressee(
            "action",
            None,
            " ".join(m["name"].split()),
            None,
            None,
            i,
            raw=reading.raw(*m.span("name")),
            span=reading.span(*m.span("name")),
        )
        for i, m in enumerate(bare[1:], 1)
    )
    return sender, others
