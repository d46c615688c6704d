"""Show evidence in its place: the line and the sentence around the words a value was read from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.facts.fact import Evidence
from kg.model import Span
from kg.model.pages import Pages, in_words, pages_of
from kg.parsing.printed_pages import telegram_pages
from kg.vocabulary.latin_letters import in_capitals

_AROUND = 280
_LINE_END = re.compile(r"\r\n|\r|\n")
_STOP = re.compile(  # a stop before a capital, which the point of an initial (J. Curtis) is not
    r"(?<=[.!?])(?<!\b[A-Z]\.)[\"')\]]{0,3}\s{1,4}(?=[A-Z(\"'\[])"
)
_OPENS = re.compile(  # a line that begins something: a paragraph, an item of a list, a field (`Cleared By:`, `ECON:`)
    r"[ \t]{0,40}(?:\d{1,3}\.[ \t(]|\(?\w\)[ \t]|[-*•·][ \t]|[A-Z][\w.'-]{0,20}(?:[ /&][\w.'-]{1,20}){0,3}:)"
)
_NARROW = 45
"""A line of running text is longer: a shorter one that had room for the next word ends its paragraph."""
_LOOKED_AT = 400
"""The most characters looked at in a line: some texts have no line ends."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source: `start` and `end` in code points, its words and the text around them.

    `line` and `last_line` count from 1; `pages` are those it stands on, where the source has pages.
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
    pages: Pages = ()

    @property
    def page(self) -> str:
        """The pages in words (`page 2`); empty where the source has none."""
        return in_words(self.pages)


class Passages:
    """The passages of evidence; each text is read once."""

    def __init__(
        self,
        texts: Callable[[str], str],
        name: Callable[[str], str],
        pages: Callable[[str], Pages] = lambda document: (),
    ) -> None:
        """Take functions from the hash of a copy to its text (`LookupError` where it is not kept), name and pages.

        The pages are those that the graph states; a text without them has those that its own page lines count.
        """
        self._texts, self._name, self._stated = texts, name, pages
        self._known: dict[str, str | None] = {}
        self._pages: dict[str, Pages] = {}

    def __call__(self, place: Evidence) -> Passage | None:
        """Return the passage of a place; None where the text is not kept."""
        text = self.text(place.document)
        if text is None:
            return None
        found = passage(text, place.start, place.end, self._name(place.document), place.document)
        return replace(found, pages=pages_of(self.pages(place.document), Span(found.start, found.end)))

    def pages(self, document: str) -> Pages:
        """Return the pages of a copy by its hash."""
        if document not in self._pages:
            self._pages[document] = self._stated(document) or telegram_pages(self.text(document) or "")
        return self._pages[document]

    def text(self, document: str) -> str | None:
        """Return the text of a copy by its hash; None where it is not kept."""
        if document not in self._known:
            try:
                self._known[document] = self._texts(document)
            except LookupError:
                self._known[document] = None
        return self._known[document]


def passage(text: str, start: int, end: int, source: str, document: str) -> Passage:
    """Return the place `text[start:end]` with its sentence, or with its lines where these are in capitals (a header).

    Line ends become blanks. Offsets outside the text are moved to its nearest end.
    """
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    line = sum(1 for _ in _LINE_END.finditer(text, 0, start)) + 1
    last = line + sum(1 for _ in _LINE_END.finditer(text, start, max(start, end - 1)))
    low, high = _lines(text, start, end)
    if not in_capitals(text[low:high]):
        low, high = _sentence(text, start, end)
    return Passage(
        source,
        document,
        start,
        end,
        line,
        last,
        _shown(text[low:start]),
        _shown(text[start:end]),
        _shown(text[end:high]),
    )


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    low = _line_start(text, start)
    high = _line_end(text, end)
    return max(low, _word_start(text, low, start)), min(high, _word_end(text, end, high))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return start and end of the sentence around a place, within its run of lines."""
    first, last = _run_of_lines(text, start, end)
    low, high = _word_start(text, first, start), _word_end(text, end, last)
    for found in _STOP.finditer(text, low, min(start + 1, len(text))):
        if found.end() <= start:
            low = found.end()
    following = _STOP.search(text, end, high)
    return low, following.start() if following else high


def _run_of_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Return start and end of the lines that form one running text with the lines of a place."""
    low, high = _line_start(text, start), _line_end(text, end)
    while low and start - low < _AROUND:
        before = _line_start(text, low - (2 if text[low - 2 : low] == "\r\n" else 1))
        following = text[low : min(_line_end(text, low), low + _LOOKED_AT)]
        if not _runs_on(text[max(before, low - _LOOKED_AT) : low], following):
            break
        low = before
    while high < len(text) and high - end < _AROUND:
        after = high + (2 if text[high : high + 2] == "\r\n" else 1)
        stop = _line_end(text, after)
        line = text[max(_line_start(text, high), high - _LOOKED_AT) : high]
        if not _runs_on(line, text[after : min(stop, after + _LOOKED_AT)]):
            break
        high = stop
    return low, high


def _runs_on(line: str, following: str) -> bool:
    """Return whether running text goes on from one line to the next: neither is blank, a heading or a new item."""
    line, words = line.rstrip(), following.split(maxsplit=1)
    if not line.strip() or not words or _OPENS.match(following):
        return False
    return len(line) + len(words[0]) >= _NARROW and not in_capitals(line) and not in_capitals(following)


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)


def _word_start(text: str, low: int, at: int) -> int:
    """Return the start of the text shown before a place: at most `_AROUND` characters, and no half word."""
    if at - low <= _AROUND:
        return low
    low = at - _AROUND
    while low < at and not text[low - 1].isspace():
        low += 1
    return low


def _word_end(text: str, at: int, high: int) -> int:
    """Return the end of the text shown after a place: at most `_AROUND` characters, and no half word."""
    if high - at <= _AROUND:
        return high
    high = at + _AROUND
    while high > at and not text[high].isspace():
        high -= 1
    return high


def _shown(text: str) -> str:
    """Put text on one line; a blank at either end stays, so that pieces can be joined."""
    return re.sub(r"\s+", " ", text)
