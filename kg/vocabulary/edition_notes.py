"""Recognise the kind of document that a source note of a printed edition (Foreign Relations) names."""

from __future__ import annotations

import re

_TELEGRAM = re.compile(r":\s*(?:Circular\s+)?(?:Tele(?:gram|type)|Radiogram|Cablegram)\b", re.IGNORECASE)


def calls_it_a_telegram(text: str, start: int = 0, end: int | None = None) -> bool:
    """Return whether the source note `text[start:end]` calls the document a telegram.

    Older volumes say so here only, after the number of the file.

    >>> calls_it_a_telegram("Source: Department of State, Central Files, POL 27. Secret.")
    False
    >>> calls_it_a_telegram("110.11-DU/10-2258: Circular telegram")
    True
    """
    return _TELEGRAM.search(text, start, len(text) if end is None else end) is not None
