r"""Find the front matter of a page: keys in YAML between two lines of three hyphens, above the text of a cable.

```
---
title: Cable on the harbour talks
date: 2009-01-15
---
R 151530Z JAN 09
```
Such keys are words of the page's publisher; cut out of the reading, they are no fields of the cable. What they say of
number, day and level `kg.parsing.forms.publisher_row` takes where the text is silent.
"""

from __future__ import annotations

import re

from kg.model import Span
from kg.text.aligned_text import Edit

_OPENING = re.compile(r"\s{0,20}---[ \t]*\n")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LINE = re.compile(
    r"(?:(?P<key>[A-Za-z_][\w -]{0,40}):(?=\s)|[ \t]{0,40}-[ ]|[ \t]{1,40}\S|#|[ \t]*$)[^\n]{0,2000}(?:\n|\Z)", re.M
)
#: Keys of a cable that somebody framed: no page has them.
_OF_CABLES = frozenset(("MRN", "TAGS", "FM", "INFO"))
_MOST_LINES = 80


def find(text: str, window: Span) -> tuple[Edit, ...]:
    r"""Return the cut of the front matter that opens the message in `window` of a plain text; usually none.

    >>> find("---\ntitle: Talks\ntags: [a, b]\n---\nFM LIMA", Span(0, 41))[0][:2]
    (0, 34)
    >>> find("---\nMRN: 09 LIMA 12\n---\n", Span(0, 25))
    ()
    """
    opening = _OPENING.match(text, window.start, window.end)
    at = opening.end() if opening else window.end
    keys: set[str] = set()
    for _ in range(_MOST_LINES if opening else 0):
        if (closing := _CLOSING.match(text, at, window.end)) is not None:
            told = keys and not keys & _OF_CABLES
            return (Edit(window.start, closing.end()),) if told else ()
        if (line := _LINE.match(text, at, window.end)) is None or line.end() == at:
            return ()
        keys |= {line["key"]} if line["key"] else set()
        at = line.end()
    return ()
