"""Share patterns, lines and blocks between readers: months, levels, captions, precedences, line starts.

Levels, captions and precedences come from the tables of `ontology/vocab`. All patterns are linear: no nested repeats
over overlapping classes.

`re` tries a pattern with `^` at every character of a text. `LineStarts` tries it at line starts only: a second, short
pattern that begins with the line end (which `re` finds without a step for each character) selects the lines worth a
try. A body of twelve thousand characters has two hundred lines, of which ten begin with a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.vocabulary import code_lists

MONTH_NAMES = "january february march april may june july august september october november december".split()
"""The months as editors and datelines print them, in small letters."""
MONTHS = {
    m: n for n, m in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)
}
MONTH = "(?:" + "|".join(MONTHS) + ")[A-Z]{0,6}"


def spaced(word: str) -> str:
    """Return a pattern for `word` as the wire prints it: whole, or with blanks between the letters."""
    return r"[ \t]*".join(re.escape(c) for c in word if c != " ")


def _levels() -> tuple[tuple[str, str], ...]:
    found = [
        (form, level.notation)
        for level in code_lists.concepts("classification")
        for form in (level.notation, *level.spellings)
        if (form == level.notation or form.isalpha()) and len(form) >= _SHORTEST_LEVEL and form not in _NO_LINE
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (-len(one[0]), one[0])))


_SHORTEST_LEVEL = 6
_NO_LINE = frozenset(("SENSITIVE BUT UNCLASSIFIED",))
"""Levels that a line of their own spells out in a sentence, or beside another level."""
LEVELS = _levels()
"""Classification levels as printed on their line (the long spellings first) and their meanings; no abbreviations."""
LEVEL = "(?:" + "|".join(spaced(printed) for printed, _ in LEVELS) + r")(?![A-Z])"

#: Portion markings as they stand in parentheses before a paragraph or a subject (5 FAH-3 H-700; seen 1978–2012).
PORTION = (
    r"(?:U|C|S|TS|SBU|LOU|FOUO|OUO|5BU|513U|"
    r"(?:C|S|TS)(?:[ ]?//?[ ]?|-)(?:NF|NOFORN|REL[^()\n]{0,40}|FGI|OC|SI)(?:[ ]?//?[ ]?[A-Z]{2,6}){0,2}|"
    r"SBU[ ]?//?[ ]?(?:NF|NOFORN|REL[^()\n]{0,40}|SSI)|U[ ]?//?[ ]?(?:FOUO|SBU)|"
    r"(?:C|S|U|LOU|SBU|CONFIDENTIAL|SECRET|UNCLASSIFIED)[ ]?-[ ]?ENTIRE[ ]TEXT)"
)

CAPTIONS = tuple(
    caption.notation
    for caption in code_lists.concepts("caption")
    if caption.notation.isalpha() and caption.kind in ("distribution", "dissemination", "handling")
)
"""Captions of one word that stand on lines of their own, or beside the level."""
CAPTION = "(?:" + "|".join(CAPTIONS) + ")"

PRECEDENCES = tuple(one.notation for one in code_lists.concepts("precedence") if one.notation.isalpha())
PRECEDENCE = "(?:" + "|".join(PRECEDENCES) + ")"

#: A letter of any alphabet.
WORD = r"[^\W\d_]"

level_at = re.compile(LEVEL, re.IGNORECASE)


def level_of(printed: str) -> str | None:
    """Return the level a printed classification means (`UNCLAS` → `UNCLASSIFIED`), None if it is none.

    >>> level_of("S E C R E T"), level_of("UNCLAS"), level_of("SIPDIS")
    ('SECRET', 'UNCLASSIFIED', None)
    """
    squeezed = re.sub(r"\s", "", printed).upper()
    return next((meaning for word, meaning in LEVELS if squeezed == word.replace(" ", "")), None)


def one_line(text: str) -> str:
    r"""Return text on one line: every run of white space becomes one blank.

    >>> one_line("A \n  B")
    'A B'
    """
    return " ".join(text.split())


class LineStarts:
    """A pattern that begins with `^`, with a pattern for the start of the lines that it can match.

    `find` and `search` give the results of `finditer` and `search` of the compiled pattern, if `first` holds for every
    text that the pattern matches.
    """

    __slots__ = ("_first", "_pattern")

    def __init__(self, pattern: str, first: str = "", flags: re.RegexFlag = re.NOFLAG) -> None:
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
    """Return the end of a field of several lines from `at` in a copy with an empty line after every line.

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
    """Return the starts of the lines with one of `words` in `text[start:end]`, in the order of the text.

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


_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
#: A line that holds nothing but a level, a caption or the signs of an end.
LINE_OF_MARKING = re.compile(rf"^[ \t]*(?:{LEVEL}|SBU|NNNN?|BT|{CAPTION}|#+\d*|[#*]+)[ \t/]*$", re.IGNORECASE)


def blocks_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    r"""Return the ranges between empty lines in `text[start:end]`; none is blank.

    >>> blocks_of("one\n\ntwo", 0, 8)
    [(0, 3), (5, 8)]
    """
    found: list[tuple[int, int]] = []
    low = start
    for m in _GAP.finditer(text, start, end):
        high, following = m.span()
        if low < high and not text[low:high].isspace():
            found.append((low, high))
        low = following
    if low < end and not text[low:end].isspace():
        found.append((low, end))
    return found


def is_double_spaced(text: str, start: int, end: int) -> bool:
    """Return whether a copy has an empty line after every line: there an empty line means nothing."""
    blocks = blocks_of(text, start, end)
    single = sum("\n" not in text[a:b].strip() and b - a < 80 for a, b in blocks)
    return len(blocks) > 8 and single > 0.6 * len(blocks)
