"""A text without what breaks its words and sentences: hyphens at line ends, letter-spacing, lines of pages and levels.

Field readers need the lines as they are. Who looks for a name or for a mark beside it needs the words: `pro-⏎tect`,
`p r o t e c t` and a classification line between the name and its mark are the same to such a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span
from kg.parsing.line_patterns import LEVEL
from kg.parsing.page_breaks import FOOT
from kg.text.aligned_text import Edit, Reading

_HYPHEN = re.compile(r"-(?<=[^\W\d_]-)[ \t]{0,40}\r?\n[ \t>]{0,40}(?=[^\W\d_])")
#: Letters with one blank between each: four at least, which no initials are.
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ ][^\W\d_](?![^\W_])){3,}")
#: Marks of quoting before a line of a letter that was answered, where the whole text has none.
_QUOTED = re.compile(r"(?:^|(?<=[.:!?)]\s))[ \t]{0,8}>[>\t ]{0,20}(?=\S)", re.MULTILINE)
_SECTION = re.compile(rf"[ \t]*(?:{LEVEL}[ \t/A-Z]{{0,40}})?SECTION[ ]\d\d[ ]OF[ ]\d\d\b[^\n]{{0,40}}")
_PAGE = re.compile(r"[ \t]*PAGE[ ]\d\d[ ][^\n]{4,60}")
_JOINT_STARTS = re.compile(r"\n[ \t]*(?=[A-Z])")
#: What a line at a joint begins with, but for blanks between its letters.
_LETTERS = "CSUTLFPNE"


def unbroken(text: str, start: int = 0, end: int | None = None) -> Reading:
    """Return a reading over `text[start:end]` in which words and sentences run on; its source is the text."""
    end = len(text) if end is None else end
    edits = [_joined(text, *m.span()) for m in _HYPHEN.finditer(text, start, end)]
    for m in _SPACED.finditer(text, start, end):
        edits += (Edit(at, at + 1) for at in range(m.start() + 1, m.end(), 2))
    if ">" in text:
        edits += (Edit(*m.span()) for m in _QUOTED.finditer(text, start, end))
    edits += _joints(text, start, end)
    return Reading(text, edits, window=Span(start, end))


def _joined(text: str, low: int, high: int) -> Edit:
    """Return what joins a word at a line end; a capital after a small letter begins the second half of a name."""
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
    """Tell whether a line is one of a page or a section: a level, captions, `SECTION 02 OF 02`, `PAGE 02`."""
    return len(line) < 120 and (FOOT.match(line) or _SECTION.match(line) or _PAGE.match(line)) is not None
