"""Words in their place: the line and the sentence of a text that a value was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass

_AROUND = 280
_LINE_END = re.compile(r"\r\n|\r|\n")
_BREAK = re.compile(  # a blank line; or a stop before a capital, which the point of an initial (J. Curtis) is not
    r"(?:\r\n|\r|\n)[ \t]{0,40}(?:\r\n|\r|\n)|(?<=[.!?])(?<!\b[A-Z]\.)[\"')\]]{0,3}\s{1,4}(?=[A-Z(\"'\[])"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source: `start` and `end` in code points, the words and what stands around them.

    `line` and `last_line` count from 1.
    """

    source: str
    document: str
    start: int
    end: int
    line: int
    last_line: int
    before: str
    words: str
    after: str


def passage(text: str, start: int, end: int, source: str, document: str) -> Passage:
    """Return the place `text[start:end]` with its sentence; of lines in capitals (a header) with its lines.

    What is shown is on one line each: line ends are blanks. Offsets outside the text are brought inside.
    """
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    line = sum(1 for _ in _LINE_END.finditer(text, 0, start)) + 1
    last = line + sum(1 for _ in _LINE_END.finditer(text, start, max(start, end - 1)))
    low, high = _lines(text, start, end)
    if not _capitals(text[low:high]):
        low, high = _sentence(text, start, end)
    return Passage(
        source, document, start, end, line, last,
        _shown(text[low:start]), _shown(text[start:end]), _shown(text[end:high]),
    )  # fmt: skip


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    low = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    found = _LINE_END.search(text, end)
    high = found.start() if found else len(text)
    return max(low, start - _AROUND), min(high, end + _AROUND)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence of a place begins and ends: at a blank line, or at a stop before a capital."""
    low = max(0, start - _AROUND)
    for found in _BREAK.finditer(text, low, min(start + 1, len(text))):
        if found.end() <= start:
            low = found.end()
    following = _BREAK.search(text, end, min(len(text), end + _AROUND))
    return low, following.start() if following else min(len(text), end + _AROUND)


def _capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) * 10 > len(letters) * 8


def _shown(text: str) -> str:
    """Return text on one line; a blank at either end stays, so that the pieces can be put together."""
    return re.sub(r"\s+", " ", text)
