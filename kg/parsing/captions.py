"""Captions: the handling and distribution words beside the classification (5 FAH-2 H-440; the list is captions.csv)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.vocabulary import code_lists

#: Captions that are only the first word of one: the rest of the line names whom or what (CODEL SMITH, SECTO 14).
_SERIES = ("travel", "series", "precedence")


@cache
def _pattern() -> re.Pattern[str]:
    forms: dict[str, None] = {}
    for concept in code_lists.concepts("caption"):
        if concept.kind in _SERIES:
            continue
        for form in (concept.notation, *concept.spellings):
            forms[form.upper()] = None
    words = sorted(forms, key=lambda f: (-len(f), f))
    spelled = "|".join(re.escape(w).replace(r"\ ", r"[ \t]+") for w in words)
    return re.compile(rf"(?<![\w-])(?<![^/]/)(?:{spelled})(?![\w-])", re.IGNORECASE)


#: Letters with one blank between them, the spacing of some broken: `S I P D I S`, `N O F ORN`.
_SPACED = re.compile(r"(?<![\w/-])[A-Z](?:[ ][A-Z]{1,8}){2,13}(?![\w-])")
_SHORTEST_SPACED = 5
_LONGEST_KNOWN = 200


@cache
def _squeezed() -> dict[str, str]:
    return {
        form.replace(" ", "").upper(): concept.notation
        for concept in code_lists.concepts("caption")
        if concept.kind not in _SERIES
        for form in (concept.notation, *concept.spellings)
    }


def _spaced_in(text: str) -> list[tuple[int, int, str]]:
    """Return the captions printed with blanks between their letters: the longest run of words that makes one up."""
    found = []
    for m in _SPACED.finditer(text):
        words = [(m.start() + w.start(), m.start() + w.end()) for w in re.finditer(r"\S+", m[0])]
        i = 0
        while i < len(words):
            hit = next((n for n in range(len(words), i + 2, -1) if _caption_of(text, words[i:n])), None)
            if hit is None:
                i += 1
                continue
            found.append((words[i][0], words[hit - 1][1], _caption_of(text, words[i:hit])))
            i = hit
    return found


def _caption_of(text: str, words: list[tuple[int, int]]) -> str:
    """Return the caption that words make up together, empty where they make up none or are hardly broken."""
    parts = [text[a:b] for a, b in words]
    squeezed = "".join(parts)
    broken = sum(len(p) == 1 for p in parts) >= 2 and len(squeezed) >= _SHORTEST_SPACED
    return _squeezed().get(squeezed, "") if broken else ""


def captions_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return start, end and usual spelling of every caption printed in `text`, in order."""
    return _known(text) if len(text) <= _LONGEST_KNOWN else _captions_in(text)


def _captions_in(text: str) -> tuple[tuple[int, int, str], ...]:
    found = []
    for m in _pattern().finditer(text):
        concept = code_lists.caption(" ".join(m[0].split()))
        if concept is not None:
            found.append((m.start(), m.end(), concept.notation))
    taken = [(low, high) for low, high, _ in found]
    found += [one for one in _spaced_in(text) if not any(low < one[1] and one[0] < high for low, high in taken)]
    return tuple(sorted(found))


#: The same lines recur in the headers of a collection (`SIPDIS`, `NOFORN SIPDIS`): what they hold is kept.
_known = lru_cache(maxsize=8192)(_captions_in)
