"""Patterns that begin at the start of a line, looked for at line starts only.

`re` tries a pattern with `^` at every character of a text. Here a second, short pattern that begins with the line end
(which `re` finds without a step of its own for each character) says which lines are worth a try: a body of twelve
thousand characters has two hundred lines, of which ten begin with a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


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
