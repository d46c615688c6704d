"""Take marks off the lines of a text: quote marks, line numbers, a left margin.

Mail programs put `> ` or `| ` before each line of a message they quote; printouts and court copies number the lines;
`pdftotext -layout`, typewriter scans and listings have a margin on every line. Neighbouring lines show whether
something is a line mark: a single line has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Span
from kg.text.aligned_text import Edit

_LINE = re.compile(r"[^\n]*\n?")
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ ]?){1,12}")
_BAR = re.compile(r"[ \t]{0,3}(?:\|[ ]?){1,4}")
_NUMBER_BEFORE = re.compile(r"[ \t]{0,12}(?P<number>\d{1,5})(?:(?P<point>[:.)|])(?=[ \t]|\Z)[ \t]{0,2}|[ \t]{1,2}|\Z)")
_NUMBER_BEHIND = re.compile(r"[ \t]+(?P<number>\d{1,5})[ \t]*\Z")

#: So many lines in a row have quote marks, at least; of bars, this share of the lines may have one more, as tables do.
_LEAST_QUOTED = 3
_SHARE_TABLE = 0.2
#: So many lines are numbered, at least, each number one more than that of the line above; or every fifth line.
_LEAST_NUMBERED = 5
_LEAST_FIFTHS = 3
#: Of all lines this share is numbered; with a point, as paragraphs and lists have them, more of them.
_SHARE_NUMBERED = 0.5
_SHARE_POINTED = 0.9
_LEAST_POINTED = 12
#: A margin precedes at least this share of a page's lines; the least columns of a margin, and lines of a page.
_SHARE_MARGIN = 0.9
_LEAST_MARGIN = 2
_LEAST_LINES = 5
_TAB = 8


@dataclass(frozen=True, slots=True)
class LineMarks:
    """The marks taken off the lines of a text: the edits, the places of marks, and a message for each kind."""

    edits: list[Edit]
    marks: list[int]
    told: list[tuple[str, str, Span]]


@dataclass(slots=True)
class _Line:
    """A line of the text without its line end, `text[start:end]`; without its marks, `text[low:high]`.

    `margin` are the columns of its line number.
    """

    start: int
    end: int
    low: int
    high: int
    margin: int = 0


def find(text: str, pages: Sequence[int] = ()) -> LineMarks | None:
    """Return the marks before or behind the lines of a text; None where there are none.

    `pages` are the places of page ends (form feeds).
    """
    full = list(filter(str.strip, text.split("\n")))
    firsts = list(map(str.strip, full))
    few = max(_LEAST_FIFTHS, len(firsts) // 8)
    quoted = sum(line[0] in ">|" for line in firsts) >= _LEAST_QUOTED if ">" in text or "|" in text else False
    figures = [m for line in firsts if line[0].isdigit() and (m := _NUMBER_BEFORE.match(line)) is not None]
    pointed = sum(map(_has_point, figures))
    before = len(figures) - pointed >= few or pointed >= _SHARE_POINTED * len(firsts)
    ends = [m for line in firsts if line[-1].isdigit() and (m := _NUMBER_BEHIND.search(line, len(line) - 16))]
    behind = len(ends) >= few and _may_count(ends)
    indented = _may_have_margin([line[0] in " \t" for line in full], whole=not pages)
    if not (quoted or before or behind or indented):
        return None
    lines = _Lines(text)
    if quoted:
        lines.take_quotes()
    if before or quoted:
        lines.take_numbers(_NUMBER_BEFORE)
    if behind:
        lines.take_numbers(_NUMBER_BEHIND)
    if indented or lines.marks:
        lines.take_margins(pages)
    edits = lines.edits()
    return LineMarks(edits, sorted(lines.marks), lines.told) if edits else None


class _Lines:
    """The lines of one text while marks are taken off, one kind after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [self._line(*m.span()) for m in _LINE.finditer(text) if m.end() > m.start()]
        self.marks: list[int] = []
        self.told: list[tuple[str, str, Span]] = []

    def _line(self, start: int, end: int) -> _Line:
        end -= self.text[end - 1] == "\n"
        return _Line(start, end, start, end)

    def edits(self) -> list[Edit]:
        """Return the cuts that take the marks off."""
        cuts = []
        for line in self.lines:
            if line.low > line.start:
                cuts.append(Edit(line.start, line.low))
            if line.high < line.end and line.high >= line.low:
                cuts.append(Edit(line.high, line.end))
        return cuts

    def _is_blank(self, line: _Line) -> bool:
        return not self.text[line.low : line.high].strip()

    def _tell(self, lines: Sequence[_Line], code: str, what: str) -> None:
        self.marks += [line.start for line in lines]
        span = Span(lines[0].start, lines[-1].end)
        self.told.append((code, f"{len(lines)} lines have {what}, which are no part of the text", span))

    def take_quotes(self) -> None:
        """Take quote marks off lines, where several lines in a row have them."""
        for run in self._runs(_QUOTE):
            self._take(run, _QUOTE)
            self._tell(run, "quoted-lines", "quote marks of a mail program before them")
        if "|" in self.text:
            for run in self._runs(_BAR):
                inner = sum("|" in self.text[m.end() : line.end] for line, m in self._matches(run, _BAR))
                if inner <= _SHARE_TABLE * len(run):
                    self._take(run, _BAR)
                    self._tell(run, "quoted-lines", "bars before them, as quoted lines do")

    def _matches(self, lines: Iterable[_Line], pattern: re.Pattern[str]) -> Iterator[tuple[_Line, re.Match[str]]]:
        for line in lines:
            if (m := pattern.match(self.text, line.low, line.high)) is not None:
                yield line, m

    def _take(self, lines: Iterable[_Line], pattern: re.Pattern[str]) -> None:
        for line, m in self._matches(lines, pattern):
            line.low = m.end()

    def _runs(self, pattern: re.Pattern[str]) -> Iterator[list[_Line]]:
        """Yield runs of lines with a mark below each other; an empty line does not end a run."""
        run: list[_Line] = []
        for line in self.lines:
            if pattern.match(self.text, line.low, line.high):
                run.append(line)
            elif not self._is_blank(line):
                if len(run) >= _LEAST_QUOTED:
                    yield run
                run = []
        if len(run) >= _LEAST_QUOTED:
            yield run

    def take_numbers(self, pattern: re.Pattern[str]) -> None:
        """Take off the numbers found by a pattern if they number the lines: all, or those that are not empty."""
        found = [(line, self._match(pattern, line)) for line in self.lines]
        full = [(line, m) for line, m in found if not self._is_blank(line)]
        for pointed in (False, True):
            if sum(m is not None and _has_point(m) is pointed for _, m in found) < _LEAST_FIFTHS:
                continue
            for counted in (found, full):
                numbers = [
                    (at, int(m["number"]), line, m)
                    for at, (line, m) in enumerate(counted)
                    if m is not None and _has_point(m) is pointed
                ]
                if (kept := _line_numbers(numbers, len(full), pointed=pointed)) is not None:
                    for _, _, line, m in kept:
                        self._take_number(line, m, before=pattern is _NUMBER_BEFORE)
                    self._tell([line for _, _, line, _ in kept], "numbered-lines", "line numbers beside them")
                    return

    def _take_number(self, line: _Line, m: re.Match[str], *, before: bool) -> None:
        if before:
            line.margin, line.low = m.end() - line.low, m.end()
            return
        line.high = m.start()
        while line.high > line.low and self.text[line.high - 1] in " \t":
            line.high -= 1

    def _match(self, pattern: re.Pattern[str], line: _Line) -> re.Match[str] | None:
        if pattern is _NUMBER_BEFORE:
            return pattern.match(self.text, line.low, line.high)
        # Only the end of a line is searched: a long line of blanks is looked at once.
        return pattern.search(self.text, max(line.low, line.high - 16), line.high)

    def take_margins(self, pages: Sequence[int]) -> None:
        """Take off the margin that nearly all lines of a page have, or of its indented part."""
        edges = iter([*pages, len(self.text) + 1])
        edge, page = next(edges), list[_Line]()
        for line in self.lines:
            while line.start > edge:
                self._margin(page)
                edge, page = next(edges), []
            if not self._is_blank(line):
                page.append(line)
        self._margin(page)

    def _margin(self, page: list[_Line]) -> None:
        widths = [self._indent(line) for line in page]
        for low, high in ((0, len(page)), _indented(widths)):
            ordered = sorted(widths[low:high])
            margin = ordered[int(len(ordered) * (1 - _SHARE_MARGIN))] if len(ordered) >= _LEAST_LINES else 0
            if margin >= _LEAST_MARGIN:
                for line in page[low:high]:
                    self._cut_columns(line, margin)
                return

    def _indent(self, line: _Line) -> int:
        columns = line.margin
        for c in self.text[line.low : line.high]:
            if c not in " \t":
                break
            columns = columns + 1 if c == " " else (columns // _TAB + 1) * _TAB
        return columns

    def _cut_columns(self, line: _Line, margin: int) -> None:
        columns = line.margin
        while line.low < line.high and columns < margin and self.text[line.low] in " \t":
            columns = columns + 1 if self.text[line.low] == " " else (columns // _TAB + 1) * _TAB
            line.low += 1


_POINTS = (".", ")")
_Number = tuple[int, int, _Line, re.Match[str]]


def _may_count(found: list[re.Match[str]]) -> bool:
    """Return whether some of the numbers behind lines follow each other, as line numbers do."""
    numbers = [int(m["number"]) for m in found]
    return 3 * sum(0 < b - a <= 5 for a, b in pairwise(numbers)) >= len(numbers)


def _may_have_margin(indented: list[bool], *, whole: bool) -> bool:
    """Return whether a margin is possible, on all lines or on one of several pages."""
    if sum(indented) < _LEAST_LINES:
        return False
    inside = indented[indented.index(True) : len(indented) - indented[::-1].index(True)]
    return not whole or sum(inside) >= _SHARE_MARGIN * len(inside)


def _has_point(m: re.Match[str]) -> bool:
    return m.groupdict().get("point") in _POINTS


def _line_numbers(numbers: list[_Number], lines: int, *, pointed: bool) -> list[_Number] | None:
    """Return the numbers that number a text with `lines` non-empty lines; None where they are something else."""
    kept, numbered = _in_step(numbers)
    if pointed:
        return kept if len(kept) >= _LEAST_POINTED and numbered >= _SHARE_POINTED * lines else None
    return kept if kept and numbered >= _SHARE_NUMBERED * lines else None


def _in_step(found: Iterable[_Number]) -> tuple[list[_Number], int]:
    """Return the numbers that grow with the lines, and how many lines they number (of every fifth, five each).

    Each page may begin anew: all numbers of a page have the same difference between number and line.
    """
    steps: dict[int, list[_Number]] = {}
    for one in found:
        steps.setdefault(one[1] - one[0], []).append(one)
    kept: list[_Number] = []
    lines = 0
    for run in steps.values():
        first, last = run[0][0], run[-1][0]
        if len(run) >= _LEAST_NUMBERED and 2 * len(run) > last - first:
            lines += len(run)
        elif len(run) >= _LEAST_FIFTHS and {b[1] - a[1] for a, b in pairwise(run)} == {5}:
            lines += 5 * len(run)
        else:
            continue
        kept += run
    kept.sort(key=lambda one: one[0])
    return kept, lines


def _indented(widths: list[int]) -> tuple[int, int]:
    """Return the range from the first indented line to the last."""
    inside = [at for at, width in enumerate(widths) if width >= _LEAST_MARGIN]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
