"""A short field on one line: line ends out, words that the line width broke put together, every character's place kept.

The message software of 2002–2010 printed the `Classified By:` line with a hard width of 71 characters: a word that
crosses it goes on at the start of the next line (`f` / `or reasons`), and where the break falls before a word, the
next line starts with the blank. Lines that were filled by words end where they like and have no such blank.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec import Struct

from kg.model import Repair, Span
from kg.text.aligned_text import Field

HARD_WIDTH = 71
#: A field is read no further than this: the longest one seen has 400 characters.
LONGEST = 1500
_BREAK = re.compile(r"[ \t]*\n[ \t]*")


class Flat(Struct, frozen=True):
    """`text` is the field on one line; `places[i]` is where its i-th character stands in the field.

    `joined` are the places in `text` where a broken word was put together.
    """

    field: Field
    text: str
    places: tuple[int, ...]
    joined: tuple[int, ...]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the field's own range of `text[start:end]`."""
        return self.places[start], self.places[end - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Return the source span of `text[start:end]`."""
        return self.field.span(*self.range(start, end))

    def repairs(self, start: int, end: int) -> tuple[Repair, ...]:
        """Return the repairs inside `text[start:end]`: of the reading, and of words broken by the line width."""
        found = list(self.field.repairs_in(*self.range(start, end)))
        for at in self.joined[bisect_left(self.joined, start + 1) :]:
            if at >= end:
                break
            low, high = _word_around(self.text, at)
            span = self.span(low, high)
            found.append(Repair("wrapped-word", span.of(self.field.reading.source), self.text[low:high], span))
        return tuple(found)


def _word_around(text: str, at: int) -> tuple[int, int]:
    low, high = at, at
    while low > 0 and not text[low - 1].isspace():
        low -= 1
    while high < len(text) and not text[high].isspace():
        high += 1
    return low, high


def flatten(field: Field, *, hard_width: bool) -> Flat:
    """Return a field on one line; `hard_width` says that its lines were cut at the hard width, words or not."""
    whole, base = field.reading.text, field.start
    text = field.text[:LONGEST]
    parts: list[str] = []
    places: list[int] = []
    joined: list[int] = []
    at, line = 0, max(whole.rfind("\n", max(0, base - LONGEST), base) + 1, base - LONGEST, 0) - base
    for m in _BREAK.finditer(text):
        parts.append(text[at : m.start()])
        places += range(at, m.start())
        cut = hard_width and m.start() - line == HARD_WIDTH and m[0].endswith("\n") and _is_inside_word(text, m)
        if cut:
            joined.append(len(places))
        else:
            parts.append(" ")
            places.append(m.start())
        at, line = m.end(), m.start() + m[0].index("\n") + 1
    parts.append(text[at:])
    places += range(at, len(text))
    return Flat(field, "".join(parts), tuple(places), tuple(joined))


def _is_inside_word(text: str, m: re.Match[str]) -> bool:
    before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    return (before.isalnum() and after.isalnum()) or (before == "." and after.isdigit())
