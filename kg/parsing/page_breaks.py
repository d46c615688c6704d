"""Cut page furniture: the lines at the joins of pages that are no part of the message.

Sources of the forms: telegrams of 1973–79 as released by the National Archives (`PAGE 02 LIMA 01234 081530Z`, with the
classification at the foot of one page and the head of the next), wire copies of 2006–10 (`LIMA 00000954 001.2 OF 004`),
State Department releases under FOIA (`UNCLASSIFIED U.S. Department of State Case No. …`), release stamps of the
systematic review, scanned files of the National Archives (`NW 55050 DocId:… Page 12`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.parsing.line_patterns import CAPTION, LEVEL, lines_with
from kg.text.aligned_text import Edit

_STATION = r"[A-Z][A-Z.'-]{1,14}(?:[ ][A-Z.'-]{1,14}){0,3}"
#: What ends a sentence: behind it a cut page joint may stand for an empty line.
SENTENCE_ENDS = ".!?:\"')"
# A banner is searched for by its one fixed word; what stands before that word is read backwards, from a short slice.
_PAGE = re.compile(
    r"PAGE(?<=\bPAGE)[ \t]{1,4}(?P<page>[0-9@OIl]{2})(?:[ \t]{1,12}|[ \t]{0,8}\n[ \t]{0,12})"
    + _STATION
    + r"[ \t]{1,8}[0-9@OIl]{4,6}(?![0-9/])(?:[ \t]{1,4}(?P<section>\d\d)[ \t]OF[ \t]\d\d)?(?:[ \t]{1,4}\d{6}[ ]?[Z2])?"
)
_LEVEL_BEFORE = re.compile(r"\b" + LEVEL + r"[ \t]{1,60}$")
_FIRST = re.compile("[0@Oo89][1Il]")
_WIRE_PAGE = re.compile(r"OF[ \t]\d{3}\b")
_BEFORE_OF = re.compile(_STATION + r"[ \t]\d{8}[ \t]{1,4}\d{3}(?:\.\d)?[ \t]$")
#: How far before its word a banner can begin.
_REACH = 160
_STAMP = re.compile(
    r"^[^\n]{0,24}\bUNCLASSIFIED U\.S\. Department of State Case No\.[^\n]{0,120}$"
    r"|^[^\n]{0,60}Declassified/Released US Department of State EO Systematic Review[^\n]{0,40}$"
    r"|^[ \t]*(?:NW|HW)[ \t]*\d{5}[ \t]{1,3}Doc[I1il]d:[^\n]{0,60}$"
    r"|^[^\n]{0,8}[\dS]\d{4}[ \u2014-]{1,4}D[o0a]\S{1,3}d[^\n]{1,24}Page[ \u2014-]{1,4}\w{1,5}[^\n]{0,6}$"
    r"|^[ \t]*(?:Show|Hide)[ ]Headers?[ \t]*$"
    r"|^##?[ ]Page[ ]\d{1,4}[ \t]*$"
    r"|^[^\w\n]{0,12}Department of State[^\w\n]{0,12}\n\s{0,20}TELEGRAM[^\w\n]{0,12}$"
    r"|^[ \t]*PAGE:[ \t]*\d{1,2}[ \t]{1,4}CLASSIFICATION:[^\n]{0,40}$"
    r"|^[ \t\u00bf]*\u00bf[ \t\u00bf]*$",
    re.MULTILINE,
)
#: Every stamp has one of these.
_STAMP_WORDS = ("Department of State", "EO Systematic Review", "Doc", "Page", "CLASSIFICATION:", " Header", "\u00bf")
_WORDS = rf"{CAPTION}|SBU"
#: The classification line at the foot or head of a page; that of a suspected duplicate says so.
FOOT = re.compile(rf"^[ \t]*(?:{LEVEL}|{_WORDS})(?:[ \t/]{{1,3}}(?:{_WORDS}|POSS(?:IBLE)?[ ]DUP(?:E|LICATE)))*[ \t]*$")

#: The line a message ends with: NNNN of the tape, the serial again, the mark of the published series, a drawn rule.
END_OF_MESSAGE = re.compile(
    r"[ \t]*(?:NNNN?[A-Z]{0,12}|#\d{3,5}|<<[ ]?END OF DOCUMENT[ ]?>>|[=*_]{5,}|End Cable Text)[ \t]*\Z"
)


def line_above(text: str, at: int) -> tuple[int, str]:
    """Return where the last line that is not empty above `at` begins, and the line; 0 and nothing if there is none."""
    while at > 0:
        start = text.rfind("\n", 0, at - 1) + 1
        line = text[start : at - 1 if text[at - 1] == "\n" else at]
        if line.strip():
            return start, line
        at = start
    return 0, ""


def foot_start(text: str, start: int, end: int) -> int:
    """Return where the foot of `text[start:end]` begins: its end-of-message marks and classification lines."""
    while end > start:
        above, line = line_above(text, end)
        if above <= start or not (FOOT.match(line) or END_OF_MESSAGE.match(line) or line.strip() == "BT"):
            break
        end = above
    return end


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _grow(text: str, start: int, end: int, *, feet: bool) -> tuple[int, int]:
    """Widen a banner that fills its line over the blank lines and, if `feet`, the classification lines around it."""
    line = _line_start(text, start)
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if text[line:start].strip() or text[end:stop].strip():
        return start, end
    start, end = line, stop
    while start > 0:
        before = _line_start(text, start - 1)
        content = text[before : start - 1]
        if content.strip() and not (feet and FOOT.match(content)):
            break
        start = before
    while end < len(text):
        after = text.find("\n", end + 1)
        after = len(text) if after < 0 else after
        if text[end + 1 : after].strip():
            break
        end = after
    return start, end


def _joint(text: str, start: int, end: int) -> str:
    """Return the replacement of a cut banner: a line end, with an empty line if a sentence ended before."""
    if start == 0:
        return ""
    before = text[max(0, start - 200) : start].rstrip()[-1:]
    return (
        "\n\n"
        if before in SENTENCE_ENDS and text[end : end + 1] in ("\n", "")
        else "\n"
        if "\n" in text[start:end]
        else " "
    )


def page_lines(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the lines of the PAGE form: where each begins, with the classification before it, and its match."""
    at = 0
    while (m := _PAGE.search(text, at)) is not None:
        level = _LEVEL_BEFORE.search(text, max(at, m.start() - _REACH), m.start())
        yield level.start() if level else m.start(), m
        at = m.end()


def _pages(text: str) -> Iterator[tuple[int, int]]:
    """Yield the banners of the PAGE form."""
    for start, m in page_lines(text):
        if not _FIRST.fullmatch(m["page"]):
            yield start, m.end()


def _wire_pages(text: str) -> Iterator[tuple[int, int]]:
    """Yield the banners of wire copies."""
    at = 0
    for m in _WIRE_PAGE.finditer(text):
        if (station := _BEFORE_OF.search(text, max(at, m.start() - _REACH), m.start())) is not None:
            yield station.start(), m.end()
            at = m.end()


def _stamps(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stamps: only lines with one of their words are looked at."""
    for start in lines_with(text, _STAMP_WORDS):
        if (m := _STAMP.match(text, start)) is not None:
            yield m.span()


def page_furniture(text: str) -> Iterator[Edit]:
    """Yield the cuts of page furniture. The first page's line (`PAGE 01`) is an envelope line and stays."""
    for banners, feet in ((_pages, True), (_wire_pages, False), (_stamps, False)):
        last = -1
        for low, high in banners(text):
            if low < last:
                continue
            start, end = _grow(text, low, high, feet=feet)
            start = max(start, last)
            last = end
            yield Edit(start, end, _joint(text, start, end))
