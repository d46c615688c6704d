"""Put a short field on one line: line ends out, broken words joined, every character's place kept.

The message software of 2002–2010 printed the `Classified By:` line with a hard width of 71 characters: a word that
crosses it continues at the start of the next line (`f` / `or reasons`), and a break before a word leaves the blank at
the start of the next line. Lines that were filled by words end anywhere and have no such blank.

`unbroken` does the same for running text: hyphens at line ends, spaced letters, quote marks and page lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from kg.model import Repair, Span
from kg.parsing.line_patterns import LEVEL
from kg.parsing.page_breaks import FOOT
from kg.text.aligned_text import Edit, Field, Reading

HARD_WIDTH = 71
#: A field is read no further than this: the longest one seen has 400 characters.
LONGEST = 1500
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_HYPHEN = re.compile(r"-(?<=[^\W\d_]-)[ \t]{0,40}\r?\n[ \t>]{0,40}(?=[^\W\d_])")
#: Letters with one blank between each: four at least, which no initials are.
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ ][^\W\d_](?![^\W_])){3,}")
#: All but the first letter of these, found from blank to blank.
_SPACED_ON = re.compile(r"[ ][^\W\d_][ ][^\W\d_][ ][^\W\d_](?![^\W_])")
#: Marks of quoting before a line of a letter that was answered, where the whole text has none.
_QUOTED = re.compile(r"(?:^|(?<=[.:!?)]\s))[ \t]{0,8}>[>\t ]{0,20}(?=\S)", re.MULTILINE)
_SECTION = re.compile(rf"[ \t]*(?:{LEVEL}[ \t/A-Z]{{0,40}})?SECTION[ ]\d\d[ ]OF[ ]\d\d\b[^\n]{{0,40}}")
_PAGE = re.compile(r"[ \t]*PAGE[ ]\d\d[ ][^\n]{4,60}")
_JOINT_STARTS = re.compile(r"\n[ \t]*(?=[A-Z])")
#: What a line at a joint begins with, but for blanks between its letters.
_LETTERS = "CSUTLFPNE"


class Flat(Struct, frozen=True):
    """`text` is the field on one line; `places[i]` is the place of its i-th character in the field.

    `joined` are the places in `text` where a broken word was joined.
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
    """Return a field on one line; `hard_width` means that its lines were cut at the hard width, words or not."""
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


def unbroken(text: str, start: int = 0, end: int | None = None) -> Reading:
    """Return a reading over `text[start:end]` with broken words and sentences joined; its source is the text."""
    end = len(text) if end is None else end
    edits = [_joined(text, *m.span()) for m in _HYPHEN.finditer(text, start, end)]
    if (first := _SPACED_ON.search(text, start, end)) is not None:
        for m in _SPACED.finditer(text, max(first.start() - 1, start), end):
            edits += (Edit(at, at + 1) for at in range(m.start() + 1, m.end(), 2))
    if ">" in text:
        edits += (Edit(*m.span()) for m in _QUOTED.finditer(text, start, end))
    edits += _joints(text, start, end)
    return Reading(text, edits, window=Span(start, end))


def _joined(text: str, low: int, high: int) -> Edit:
    """Return the edit that joins a word at a line end; a capital after a small letter begins a name's second half."""
    halves = text[low - 1].islower() and text[high].isupper()
    return Edit(low + halves, high)


def _joints(text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield a cut for each run of lines that belong to a page or section, with the empty lines around it."""
    done = start
    for m in _JOINT_STARTS.finditer(text, start, end):
        if m.start() < done or text[m.end()] not in _LETTERS:
            continue
        stop, found = m.start(), False
        while stop < end:
            line_end = text.find("\n", stop + 1, end)
            line_end = end if line_end < 0 else line_end
            line = text[stop + 1 : line_end]
            if is_joint(line):
                found = True
            elif line.strip():
                break
            stop = line_end
        done = stop
        if found and stop < end:
            low = m.start()
            while low > start and text[low - 1] in " \t\r\n":
                low -= 1
            yield Edit(low, stop, "\n\n" if text[low - 1 : low] in (".", "!", "?") else "")


def is_joint(line: str) -> bool:
    """Return whether a line belongs to a page or section break: a level, captions, `SECTION 02 OF 02`, `PAGE 02`."""
    return len(line) < 120 and (FOOT.match(line) or _SECTION.match(line) or _PAGE.match(line)) is not None
