"""Find the sentence around a place in running text, and the sentences before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Where a sentence ends, or a line of a list begins.
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[A-Z]{2})(?<!\b(?:MRS|GEN|COL|MAJ|REP|SEN|GOV|SGT))(?<!\b[A-Z][a-z])"
    r"(?<!\b[A-Z][a-z]{2})[.!?][\"'”)\]]{0,2}(?=\s)|\n[ \t]*\n"
    r"|\n(?=[ \t]{0,20}(?:--?|[*•o]|\(?\d{1,2}[.)])[ \t])"
)


def sentence(text: str, low: int, high: int, floor: int, ceiling: int) -> tuple[int, int]:
    """Return the range of the sentence around `text[low:high]`, between `floor` and `ceiling`.

    >>> sentence("He left. She stayed. All slept.", 13, 19, 0, 31)
    (8, 20)
    """
    start = floor
    for m in _SENTENCE_END.finditer(text, max(floor, low - 600), low):
        start = m.end()
    ending = _SENTENCE_END.search(text, high, min(ceiling, high + 600))
    return start, ending.end() if ending else min(ceiling, high + 600)


def sentences_before(text: str, at: int, floor: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the two sentences before a place, the nearest first."""
    for _ in range(2):
        end = at
        while end > floor and text[end - 1] in " \t\r\n":
            end -= 1
        if end <= floor:
            return
        start, _end = sentence(text, max(end - 1, floor), end, floor, end)
        start = min(start, end)
        yield start, end
        at = start
