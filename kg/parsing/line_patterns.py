"""Patterns that begin at the start of a line, looked for at line starts only.

`re` tries a pattern with `^` at every character of a text. Here a second, short pattern that begins with the line end
(which `re` finds without a step of its own for each character) says which lines are worth a try: a body of twelve
thousand characters has two hundred lines, of which ten begin with a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


class LineStarts:
    """A pattern that begins with `^`, and what a line must begin with so that it can match there.

    `find` and `search` give what `finditer` and `search` of the compiled pattern would, if `first` holds for every
    text that the pattern matches.
    """

    __slots__ = ("_first", "_pattern")

    def __init__(self, pattern: str, first: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._pattern = re.compile(pattern, flags | re.MULTILINE)
        self._first = re.compile(rf"\n(?={first})", flags & re.IGNORECASE)

    def match(self, text: str, start: int) -> re.Match[str] | None:
        """Return the match that begins at `start`."""
        return self._pattern.match(text, start)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in `text[start:end]` that don't overlap, in the order of the text."""
        end = len(text) if end is None else end
        at = start
        if (m := self._pattern.match(text, at, end)) is not None:
            yield m
            at = max(m.end(), at + 1)
        for line in self._first.finditer(text, max(start - 1, 0), end):
            place = line.end()
            if place >= at and (m := self._pattern.match(text, place, end)) is not None:
                yield m
                at = max(m.end(), place + 1)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match in `text[start:end]`."""
        return next(self.find(text, start, end), None)


_LINE = re.compile(r"[^\n]+")
#: A copy is double-spaced if this share of its line ends is in empty lines; a line of this share of the width is full.
_DOUBLE_SPACED, _FULL = 0.85, 0.8
_MOST_LINES = 4


def double_spaced_end(text: str, at: int) -> int:
    """Return where a field of several lines that begins at `at` ends in a copy with an empty line after every line.

    There the first line clearly shorter than those below it ends the field; 0 where the first line is short already,
    or the copy is an ordinary one.
    """
    if text.count("\n\n") * 2 < _DOUBLE_SPACED * text.count("\n"):
        return 0
    start = text.rfind("\n", 0, at) + 1
    lines = [m for m in _LINE.finditer(text, start, start + 3000) if m[0].strip()][:20]
    full = _FULL * max((len(m[0]) for m in lines), default=0)
    last = next((m for m in lines[:_MOST_LINES] if len(m[0].rstrip()) < full), None)
    return 0 if last is None or last is lines[0] else last.end()


def lines_with(text: str, words: Sequence[str], start: int = 0, end: int | None = None) -> list[int]:
    """Return where the lines begin on which one of `words` stands in `text[start:end]`, in the order of the text.

    A fixed word is found in a hundredth of the time that a pattern needs to try every line.
    """
    end = len(text) if end is None else end
    found: set[int] = set()
    for word in words:
        at = text.find(word, start, end)
        while at >= 0:
            found.add(text.rfind("\n", 0, at) + 1)
            stop = text.find("\n", at, end)
            at = text.find(word, stop, end) if stop >= 0 else -1
    return sorted(found)
