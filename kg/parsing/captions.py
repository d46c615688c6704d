"""Captions: the handling and distribution words beside the classification (5 FAH-2 H-440; the list is captions.csv)."""

from __future__ import annotations

import re
from functools import cache

from kg.vocabulary import codes

#: Captions that are only the first word of one: the rest of the line names whom or what (CODEL SMITH, SECTO 14).
_SERIES = ("travel", "series", "precedence")


@cache
def _pattern() -> re.Pattern[str]:
    forms: dict[str, None] = {}
    for concept in codes.concepts("caption"):
        if concept.kind in _SERIES:
            continue
        for form in (concept.notation, *concept.spellings):
            forms[form.upper()] = None
    words = sorted(forms, key=lambda f: (-len(f), f))
    spelled = "|".join(re.escape(w).replace(r"\ ", r"[ \t]+") for w in words)
    return re.compile(rf"(?<![\w/-])(?:{spelled})(?![\w-])", re.IGNORECASE)


def captions_in(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and usual spelling of every caption printed in `text`, in order."""
    found = []
    for m in _pattern().finditer(text):
        concept = codes.caption(" ".join(m[0].split()))
        if concept is not None:
            found.append((m.start(), m.end(), concept.notation))
    return found
