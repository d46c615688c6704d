"""Find the headings of a body: short lines between empty lines that end no sentence, or above a rule of dashes.

    A Government under Pressure
    ---------------------------

    ...But the Money Is Short        goes on with the heading before it

What speaks for a heading and against one has a weight in `ontology/vocab/heading_evidence.csv`: a rule, the end of a
sentence, a bullet, wide blanks, words such as END SUMMARY.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from kg.parsing.line_patterns import LINE_OF_MARKING, blocks_of, is_double_spaced
from kg.vocabulary.csv_tables import weights

_RULES = "-=_*."
_RULE = re.compile(rf"[ \t]*[{_RULES}]{{3,}}[ \t]*$")
#: A look at the end of a block tells most that can't end in a rule.
_TAIL = 80
_BEFORE_NUMBER = re.compile(r"\s{0,80}\d{1,3}[.)]")
#: A heading that goes on with the one before it: `...But the Money Is Short`.
_DOTS = re.compile(r"(?:\.{3}|…)[ ]?(?=[^\W_])")
_SENTENCE_END = (".", "!", "?", ";", ",", "--", ".)", '."')
_LINE = re.compile(r"[^\n]+")
#: Two lines of words, each with a rule.
_MOST_HEADING_LINES = 4
#: What ends a block after which a heading may stand; nothing at all is in it too.
_FREE_ABOVE = ".!?:;)\"'-=_*"
_SHORTEST, _LONGEST = 3, 90
_LETTERS = re.compile(r"[A-Za-z]{3}")
_NO_HEADING = re.compile(r"(?:END|BEGIN)\b|[A-Z]{1,3}$", re.IGNORECASE)
_BULLET = re.compile(r"^[ \t]*(?:[-*•o·]{1,2}[ \t]|\(?[a-zA-Z0-9]{1,3}[.)][ \t])")


def _ends_sentence(plain: str, text: str, end: int) -> bool:
    """Return whether a line ends like a sentence; above a numbered paragraph a question or ellipsis does not."""
    if plain.endswith(("?", "...", "…")):
        return _BEFORE_NUMBER.match(text, end) is None
    return plain.endswith(_SENTENCE_END)


def _opens(plain: str, text: str, end: int) -> bool:
    """Return whether a line begins like a heading: a capital, a figure, or an ellipsis above a numbered paragraph."""
    if plain[0].isupper() or plain[0].isdigit():
        return True
    return _DOTS.match(plain) is not None and _BEFORE_NUMBER.match(text, end) is not None


def _heading(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range of a heading in a block between empty lines, None where the block is none.

    A heading is one or two short lines that end no sentence, perhaps with a rule of dashes under (or over) them.
    """
    block = text[start:end]
    if block.count("\n") >= _MOST_HEADING_LINES and block.strip().count("\n") >= _MOST_HEADING_LINES:
        return None
    lines = [m for m in _LINE.finditer(text[start:end]) if m[0].strip()]
    ruled = [m for m in lines if _RULE.match(m[0])]
    words = [m for m in lines if not _RULE.match(m[0])]
    if not 1 <= len(words) <= 2 or len(ruled) > 2 or any(LINE_OF_MARKING.match(m[0]) for m in words):
        return None
    whole = " ".join(m[0].strip() for m in words)
    plain = whole.strip("-=_* ").rstrip(":").rstrip("-=_* ")
    if not _SHORTEST <= len(plain) <= _LONGEST or not _LETTERS.search(plain):
        return None
    weight = weights("heading_evidence")
    told = {
        "block": True,
        "ruled": bool(ruled),
        "sentence-end": _ends_sentence(plain, text, end),
        "two-lines": len(words) == 2,
        "bullet": _BULLET.match(whole) is not None,
        "small": not _opens(plain, text, end),
        "end-mark": _NO_HEADING.match(plain) is not None,
        "columns": "  " in plain,
    }
    if sum(weight[code] for code, holds in told.items() if holds) < weight["needed"]:
        return None
    low = text.index(plain.split()[0], start + words[0].start())
    high = start + words[-1].start() + len(words[-1][0].rstrip("-=_* \t"))
    return low, high


def _stands_free(text: str, start: int, low: int, high: int) -> bool:
    """Return whether a line is no part of a sentence cut by scanning: one ends above it, and one begins below."""
    above, below = text[max(start, low - 400) : low].rstrip()[-1:], text[high : high + 200].lstrip()[:1]
    return (above in _FREE_ABOVE or _heading_above(text, start, low)) and (not below or not below.islower())


def _heading_above(text: str, start: int, low: int) -> bool:
    """Return whether the block above is itself no sentence: a short line, another heading or a list item."""
    above = text[max(start, low - 400) : low].rstrip()
    line = above[above.rfind("\n") + 1 :]
    if len(line) >= 60 or above.endswith(",") or not above[: -len(line)].endswith("\n\n"):
        return False
    # scans of telegrams put empty lines amid a sentence: there a short line in capitals shows nothing by itself
    return not line.isupper() or bool(_BULLET.match(line)) or above[: -len(line)].rstrip()[-1:] in _FREE_ABOVE


def _ruled_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a heading at the end of a block: its last line but one, above a rule of dashes as long as it is."""
    if text[max(start, end - _TAIL) : end].rstrip(" \t\n")[-3:].strip(_RULES):
        return None
    block = text[start:end].rstrip("\n")
    if not _RULE.match(block, block.rfind("\n") + 1):
        return None
    lines = list(_LINE.finditer(block))
    if len(lines) < 3:
        return None
    words = lines[-2][0].rstrip()
    if abs(len(words.strip()) - len(lines[-1][0].strip())) > 3:
        return None
    low = start + lines[-2].start() + len(lines[-2][0]) - len(lines[-2][0].lstrip())
    return low, low + len(words.strip())


def find_headings(text: str, start: int, end: int, numbers: Collection[int]) -> list[tuple[int, int]]:
    """Return the ranges of the headings in `text[start:end]`; `numbers` are the starts of numbered paragraphs.

    In a copy with an empty line after every line, only a line above a rule of dashes is a heading.
    """
    marks = sorted({start, end, *numbers})
    found = []
    spaced: bool | None = None
    for low, high in pairwise(marks):
        for a, b in blocks_of(text, low, high):
            heading = None if a in numbers else _heading(text, a, b)
            if heading is not None and not _RULE.match(text[a:b].strip().splitlines()[-1]):
                if spaced is None:
                    spaced = is_double_spaced(text, start, end)
                heading = heading if not spaced and _stands_free(text, start, a, b) else None
            if heading is not None:
                found.append(heading)
            elif (under := _ruled_line(text, a, b)) is not None:
                found.append(under)
    return found
