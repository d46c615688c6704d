"""A piece of a header without a label: a classification line, captions, pass lines, and nothing else above the text."""

from __future__ import annotations

import re

from kg.parsing.captions import captions_in
from kg.parsing.shared_patterns import LEVEL

_LEVEL_LINE = re.compile(
    rf"[ \t]*{LEVEL}(?:[ /]{{1,3}}[A-Z][A-Z/]{{2,14}}){{0,3}}"
    r"(?:[ ]{1,3}(?:FINAL[ ])?SECTION[ ]\d{1,2}[ ]OF[ ]\d{1,2})?(?:[ ]{1,8}[A-Z][A-Z .'-]{1,30}[ ]\d{1,7})?[ \t]*\Z"
)
#: Words that begin a pass line; below a level or caption FOR and a name of a post do as well.
_PASS = re.compile(
    r"[ \t]*(?:(?:DEPT|STATE|DEPARTMENT|PLS|PLEASE)[ ]+(?:ALSO[ ]+)?(?:PASS|FOR)\b|PASS[ ]TO\b)[^\n.]{2,60}\Z"
)
_PASS_BELOW = re.compile(r"[ \t]*(?:[A-Z][A-Z ]{2,20}[ ])?(?:PASS|FOR)[ ][A-Z][^\n.a-z]{2,60}\Z")
_MOST_LINES = 12


def _is_captions(line: str) -> bool:
    left = line
    for start, end, _ in reversed(captions_in(line)):
        left = left[:start] + left[end:]
    return left != line and not left.strip(" ,/;.-\t")


def end(text: str) -> int:
    """Return where the piece of a header ends that a text without labels opens with, 0 where it opens with none.

    >>> end("UNCLAS LIMA 000012\\n\\nSIPDIS\\n\\nText."), end("Secret talks were held."), end("FOR YEARS NOTHING")
    (27, 0, 0)
    """
    at = reached = 0
    sure = False
    for _ in range(_MOST_LINES):
        if at >= len(text):
            break
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop + 1
        line = text[at:stop].strip()
        at = stop
        if not line:
            continue
        marked = len(line) < 120 and (_LEVEL_LINE.match(line) is not None or _is_captions(line))
        if not (marked or _PASS.match(line) or (sure and _PASS_BELOW.match(line))):
            break
        sure, reached = True, stop
    return reached
