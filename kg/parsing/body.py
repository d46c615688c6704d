"""The body: numbered paragraphs with their portion markings, and the headings between them.

Numbers are kept as printed; the one rule that changes a number is the pilcrow's: web copies turn the paragraph sign
before a number into the digit 1 (`[1](#)5.`), and once the link around it is lost, 5 reads 15.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kg.model import Paragraph, Repair, Value, hull
from kg.model.making import quick
from kg.parsing import portions
from kg.parsing.lines import LineStarts
from kg.parsing.patterns import LEVEL, PORTION, one_line
from kg.parsing.reading import Reading

_NUMBER = LineStarts(
    rf"^[ \t]{{0,12}}(?P<printed>(?P<number>\d{{1,3}})[ ]?[.,)»])(?![\d/])[ \t]*(?:\n[ \t]*)?"
    rf"(?P<marking>\((?P<level>{PORTION})\)|(?P<bare>(?:C|S|U|LOU)[ ]-[ ]ENTIRE[ ]TEXT))?",
    first=r"[ \t]{0,12}\d",
)
#: A number as a scan of a telegram in capitals may show it: `20 YOU ARE` for `2.`, `le FOLLOWING` for `1.`.
_SCANNED = LineStarts(
    r"^[ \t]{0,4}(?P<printed>(?P<one>l[eo.,])|(?P<number>[2-9])0)[ ]{1,3}(?=[A-Z]{2,20}[ ][A-Z]{2,20}[ ][A-Z])",
    first=r"[ \t]{0,4}(?:l[eo.,]|[2-9]0[ ])",
)
_MARKED_BLOCK = re.compile(rf"^[ \t]*(?P<marking>\((?P<level>{PORTION})\))[ \t]")
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_RULES = "-=_*."
_RULE = re.compile(rf"[ \t]*[{_RULES}]{{3,}}[ \t]*$")
#: A look at the end of a block tells most that can't end in a rule.
_TAIL = 80
_BEFORE_NUMBER = re.compile(r"\s{0,80}\d{1,3}[.)]")
#: A heading that goes on with the one before it: `...But the Money Is Short`.
_DOTS = re.compile(r"(?:\.{3}|…)[ ]?(?=[^\W_])")
_SENTENCE_END = (".", "!", "?", ";", ",", "--", ".)", '."')
_LINE_OF_MARKING = re.compile(rf"^[ \t]*(?:{LEVEL}|SBU|NNNN?|BT|SIPDIS|#+\d*|[#*]+)[ \t/]*$", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")
#: Two lines of words, each with a rule.
_MOST_HEADING_LINES = 4
#: Paragraphs of a telegram in which a number that a scan damaged is looked for.
_FEW = 8
#: What ends a block after which a heading may stand; nothing at all is in it too.
_FREE_ABOVE = ".!?:;)\"'-=_*"
_LETTERS = re.compile(r"[A-Za-z]{3}")
_NO_HEADING = re.compile(r"(?:END|BEGIN)\b|[A-Z]{1,3}$", re.IGNORECASE)
_BULLET = re.compile(r"^[ \t]*(?:[-*•o·]{1,2}[ \t]|\(?[a-zA-Z0-9]{1,3}[.)][ \t])")


@quick
@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs, the headings, and the repairs of paragraph numbers."""

    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Value[str], ...]
    repairs: tuple[Repair, ...]


class _Start(NamedTuple):
    match: re.Match[str]
    number: int
    repaired: bool
    unsure: bool = False


def _is_wrapped(text: str, m: re.Match[str]) -> bool:
    """Tell a number at the start of a wrapped line from a paragraph's: the line above breaks off in a sentence."""
    above = text[max(0, m.start() - 200) : m.start()].rstrip(" \t")
    if not above.endswith("\n") or _after_empty_line(text, m.start()) or m["marking"] is not None:
        return False
    return above.rstrip()[-1:].isalpha()


def _starts(reading: Reading, start: int, end: int) -> list[_Start]:
    """Return where paragraphs start; with the pilcrow's digit taken off where the sequence shows it."""
    text = reading.text
    matches = [m for m in _NUMBER.find(text, start, end) if m.start() == start or not _is_wrapped(text, m)]
    damaged = any(r.rule == "pilcrow" for r in reading.repairs)
    elevens = sum(m["number"].startswith("1") and len(m["number"]) > 1 for m in matches)
    found: list[_Start] = []
    previous = 0
    for m in matches:
        printed = int(m["number"])
        without = (
            int(m["number"][1:]) if m["number"][0] == "1" and len(m["number"]) > 1 and m["number"][1] != "0" else 0
        )
        fits = without == previous + 1 and printed != previous + 1
        if fits and (damaged or (elevens == len(matches) and elevens > 1)):
            found.append(_Start(m, without, True))
            previous = without
            continue
        if m["marking"] is None and not _plausible(printed, previous, text, m):
            continue
        found.append(_Start(m, printed, False))
        previous = printed
    return _with_scanned(text, start, end, found)


def _with_scanned(text: str, start: int, end: int, found: list[_Start]) -> list[_Start]:
    """Add the numbers whose point or digit OCR misread, where a sentence ended above and the number is the next one.

    Only a telegram in capitals with a few paragraphs is looked at: elsewhere the same characters are a figure.
    """
    if len(found) > _FEW:
        return found
    result = list(found)
    for m in _SCANNED.find(text, start, end):
        number = 1 if m["one"] else int(m["number"])
        numbers = [s.number for s in result]
        before = [s.number for s in result if s.match.start() < m.start()]
        above = text[max(start, m.start() - 80) : m.start()]
        fits = number not in numbers and number == (before[-1] if before else 0) + 1
        capitals = not any(c.islower() for c in text[m.end() : m.end() + 60])
        if fits and capitals and _after_empty_line(text, m.start()) and above.rstrip()[-1:] in ("", ".", ")"):
            result.append(_Start(m, number, True, True))
            result.sort(key=lambda s: s.match.start())
    return result


def _plausible(number: int, previous: int, text: str, m: re.Match[str]) -> bool:
    """Tell a paragraph's number without marking from an item of a list inside a paragraph: it goes on counting."""
    if number == previous + 1:
        return True
    if previous == 0 and number <= 60 and text[max(m.start() - 80, 0) : m.start()].rstrip()[-1:] in (".", "!", "?"):
        return True  # a later section by itself, or a copy that lost its first paragraph
    return previous < number <= previous + 12 and (m.start() == 0 or _after_empty_line(text, m.start()))


def _after_empty_line(text: str, at: int) -> bool:
    """Tell whether the line before the one that starts at `at` has nothing on it but blanks (or a carriage return)."""
    return at > 0 and not text[text.rfind("\n", 0, at - 1) + 1 : at - 1].strip()


def _ends_sentence(plain: str, text: str, end: int) -> bool:
    """Tell whether a line ends like a sentence; a question or an ellipsis is none above a numbered paragraph."""
    if plain.endswith(("?", "...", "…")):
        return _BEFORE_NUMBER.match(text, end) is None
    return plain.endswith(_SENTENCE_END)


def _opens(plain: str, text: str, end: int) -> bool:
    """Tell whether a line begins as a heading does: a capital, a figure, or an ellipsis above a numbered paragraph."""
    if plain[0].isupper() or plain[0].isdigit():
        return True
    return _DOTS.match(plain) is not None and _BEFORE_NUMBER.match(text, end) is not None


def _heading(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range of a heading in a block between empty lines, None where the block is none.

    A heading is one or two short lines that end no sentence, perhaps with a rule of dashes under (or over) them.
    """
    block = text[start:end]
    if block.count("\n") >= _MOST_HEADING_LINES and block.strip().count("\n") >= _MOST_HEADING_LINES:
        return None
    lines = [m for m in _LINE.finditer(text[start:end]) if m[0].strip()]
    ruled = [m for m in lines if _RULE.match(m[0])]
    words = [m for m in lines if not _RULE.match(m[0])]
    if not 1 <= len(words) <= 2 or len(ruled) > 2 or any(_LINE_OF_MARKING.match(m[0]) for m in words):
        return None
    whole = " ".join(m[0].strip() for m in words)
    plain = whole.strip("-=_* ").rstrip(":").rstrip("-=_* ")
    if not 3 <= len(plain) <= 90 or _BULLET.match(whole) or not _opens(plain, text, end):
        return None
    if (
        (_ends_sentence(plain, text, end) and not ruled)
        or not _LETTERS.search(plain)
        or "  " in plain.strip()
    ):
        return None
    if _NO_HEADING.match(plain):
        return None
    if len(words) == 2 and not ruled:
        return None
    low = text.index(plain.split()[0], start + words[0].start())
    high = start + words[-1].start() + len(words[-1][0].rstrip("-=_* \t"))
    return low, high


def _blocks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges between empty lines, and at lines followed by a rule of dashes."""
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


def _find_headings(reading: Reading, start: int, end: int, starts: list[_Start]) -> list[tuple[int, int]]:
    text = reading.text
    marks = sorted({start, end, *(s.match.start() for s in starts)})
    found = []
    spaced: bool | None = None
    numbers = {s.match.start() for s in starts}
    for low, high in pairwise(marks):
        for a, b in _blocks(text, low, high):
            heading = None if a in numbers else _heading(text, a, b)
            if heading is not None and not _RULE.match(text[a:b].strip().splitlines()[-1]):
                if spaced is None:
                    spaced = _double_spaced(text, start, end)
                heading = heading if not spaced and _stands_free(text, start, a, b) else None
            if heading is not None:
                found.append(heading)
            elif (under := _ruled_line(text, a, b)) is not None:
                found.append(under)
    return found


def _double_spaced(text: str, start: int, end: int) -> bool:
    """Tell a copy in which every line is followed by an empty one: there an empty line means nothing."""
    blocks = _blocks(text, start, end)
    single = sum("\n" not in text[a:b].strip() and b - a < 80 for a, b in blocks)
    return len(blocks) > 8 and single > 0.6 * len(blocks)


def _stands_free(text: str, start: int, low: int, high: int) -> bool:
    """Tell a heading from a line cut off by scanning: what is above it ends a sentence, what is below begins one."""
    above, below = text[max(start, low - 400) : low].rstrip()[-1:], text[high : high + 200].lstrip()[:1]
    return (above in _FREE_ABOVE or _heading_above(text, start, low)) and (
        not below or not below.islower()
    )


def _heading_above(text: str, start: int, low: int) -> bool:
    """Tell whether the block above is itself no sentence: a short line, another heading or an item of a list."""
    above = text[max(start, low - 400) : low].rstrip()
    line = above[above.rfind("\n") + 1 :]
    if len(line) >= 60 or above.endswith(",") or not above[: -len(line)].endswith("\n\n"):
        return False
    # scans of telegrams put empty lines amid a sentence: there a short line in capitals shows nothing by itself
    return not line.isupper() or bool(_BULLET.match(line)) or above[: -len(line)].rstrip()[-1:] in _FREE_ABOVE


def _ruled_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a heading at the end of a block: its last line but one, above a rule of dashes as long as it is."""
    if text[max(start, end - _TAIL) : end].rstrip(" \t\n")[-3:].strip(_RULES):
        return None
    block = text[start:end].rstrip("\n")
    if not _RULE.match(block, block.rfind("\n") + 1):
        return None
    lines = list(_LINE.finditer(block))
    if len(lines) < 3:
        return None
    words = lines[-2][0].rstrip()
    if abs(len(words.strip()) - len(lines[-1][0].strip())) > 3:
        return None
    low = start + lines[-2].start() + len(lines[-2][0]) - len(lines[-2][0].lstrip())
    return low, low + len(words.strip())


def _paragraph(reading: Reading, first: _Start, end: int) -> Paragraph:
    m = first.match
    low = m.start("printed")
    end = low + len(reading.text[low:end].rstrip())
    span = reading.span(low, end)
    repairs = list(reading.repairs_in(low, end))
    if (repair := reading.repair_over(low, m.end("printed"), "pilcrow")) is not None:
        span = hull((span, repair.span))
        repairs.append(repair)
    if first.unsure:
        printed = reading.span(low, m.end("printed"))
        repairs.append(Repair("ocr-digit", printed.of(reading.source), f"{first.number}.", printed, True))
        return Paragraph(first.number, True, None, span, reading.pieces(low, end), tuple(repairs))
    if first.repaired:
        printed = reading.span(low, m.end("printed"))
        repairs.append(Repair("pilcrow", printed.of(reading.source), f"{first.number}{m['printed'][-1]}", printed))
    repairs += portions.repair(reading, m, 0)
    marking = m["level"] or m["bare"]
    return Paragraph(
        first.number,
        first.repaired,
        portions.usual(marking),
        span,
        reading.pieces(low, end),
        tuple(sorted(set(repairs), key=lambda r: r.span)) if repairs else (),
    )


def _unnumbered(reading: Reading, start: int, end: int, headings: list[tuple[int, int]]) -> list[Paragraph]:
    """Return the blocks of a body (or of its part before paragraph 1) that have no number."""
    result = []
    blocks = _blocks(reading.text, start, end)
    if blocks and _double_spaced(reading.text, start, end):
        blocks = [(blocks[0][0], blocks[-1][1])]  # an empty line is no end of a paragraph here
    for a, b in blocks:
        at = bisect_left(headings, (a, 0))
        if (at < len(headings) and headings[at][0] < b) or not re.search(r"\w\w", reading.text[a:b]):
            continue
        low = a + len(reading.text[a:b]) - len(reading.text[a:b].lstrip())
        high = a + len(reading.text[a:b].rstrip())
        marked = _MARKED_BLOCK.match(reading.text[low:high])
        if _LINE_OF_MARKING.match(reading.text[low:high]):
            continue
        result.append(
            Paragraph(
                None,
                False,
                portions.usual(marked["level"]) if marked else None,
                reading.span(low, high),
                reading.pieces(low, high),
                (*reading.repairs_in(low, high), *(portions.repair(reading, marked, low) if marked else ())),
            )
        )
    return result


def read_body(reading: Reading, start: int, end: int) -> Body:
    """Return paragraphs and headings of `text[start:end]` (the signature already cut off)."""
    starts = _starts(reading, start, end)
    headings = _find_headings(reading, start, end, starts)
    first = starts[0].match.start() if starts else end
    paragraphs = _unnumbered(reading, start, first, headings)
    for i, one in enumerate(starts):
        stop = starts[i + 1].match.start() if i + 1 < len(starts) else end
        trailing = stop
        for low, high in reversed(
            headings[bisect_left(headings, (one.match.end(), 0)) : bisect_left(headings, (stop, 0))]
        ):
            if not reading.text[high:trailing].strip(" \t\n:-=_*"):
                trailing = low
        paragraphs.append(_paragraph(reading, one, trailing))
    known = set(reading.repairs)
    repairs = tuple(r for p in paragraphs for r in p.repairs if r not in known)
    values = tuple(reading.value(one_line(reading.text[a:b]).rstrip(": "), a, b) for a, b in headings)
    return Body(tuple(paragraphs), values, repairs)
