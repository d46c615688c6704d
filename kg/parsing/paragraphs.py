"""Read the body: numbered paragraphs with portion markings, and the headings between them.

Numbers are kept as printed; the one rule that changes a number is the pilcrow's: web copies turn the paragraph sign
before a number into the digit 1 (`[1](#)5.`), and once the link around it is lost, 5 reads 15.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from msgspec import Struct

from kg.model import Paragraph, Repair, Value, hull
from kg.parsing import markings
from kg.parsing.headings import find_headings
from kg.parsing.line_patterns import LINE_OF_MARKING, PORTION, LineStarts, blocks_of, is_double_spaced, one_line
from kg.text.aligned_text import Reading

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
#: Paragraphs of a telegram in which a number that a scan damaged is looked for.
_FEW = 8


class Body(Struct, frozen=True):
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
    """Return whether a number begins a wrapped line, not a paragraph: the line above breaks off in a sentence."""
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
    """Add numbers with a point or digit misread by OCR, where a sentence ended above and the number is the next.

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
        capitals = not any(c.islower() for c in text[m.end() : m.end() + 60].partition("\n")[0])
        if fits and capitals and _after_empty_line(text, m.start()) and above.rstrip()[-1:] in ("", ".", ")"):
            result.append(_Start(m, number, True, True))
            result.sort(key=lambda s: s.match.start())
    return result


def _plausible(number: int, previous: int, text: str, m: re.Match[str]) -> bool:
    """Return whether an unmarked number begins a paragraph, not an item of a list: the count goes on."""
    if number == previous + 1:
        return True
    if previous == 0 and number <= 60 and text[max(m.start() - 80, 0) : m.start()].rstrip()[-1:] in (".", "!", "?"):
        return True  # a later section by itself, or a copy that lost its first paragraph
    return previous < number <= previous + 12 and (m.start() == 0 or _after_empty_line(text, m.start()))


def _after_empty_line(text: str, at: int) -> bool:
    """Return whether the line above the line at `at` is empty: blanks or a carriage return only."""
    return at > 0 and not text[text.rfind("\n", 0, at - 1) + 1 : at - 1].strip()


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
        return Paragraph(first.number, True, None, span=span, pieces=reading.pieces(low, end), repairs=tuple(repairs))
    if first.repaired:
        printed = reading.span(low, m.end("printed"))
        repairs.append(Repair("pilcrow", printed.of(reading.source), f"{first.number}{m['printed'][-1]}", printed))
    repairs += markings.portion_repair(reading, m, 0)
    marking = m["level"] or m["bare"]
    return Paragraph(
        first.number,
        first.repaired,
        markings.usual_portion(marking),
        span=span,
        pieces=reading.pieces(low, end),
        repairs=tuple(sorted(set(repairs), key=lambda r: r.span)) if repairs else (),
    )


def _unnumbered(reading: Reading, start: int, end: int, headings: list[tuple[int, int]]) -> list[Paragraph]:
    """Return the blocks of a body (or of its part before paragraph 1) that have no number."""
    result = []
    blocks = blocks_of(reading.text, start, end)
    if blocks and is_double_spaced(reading.text, start, end):
        blocks = [(blocks[0][0], blocks[-1][1])]  # an empty line is no end of a paragraph here
    for a, b in blocks:
        at = bisect_left(headings, (a, 0))
        if (at < len(headings) and headings[at][0] < b) or not re.search(r"\w\w", reading.text[a:b]):
            continue
        low = a + len(reading.text[a:b]) - len(reading.text[a:b].lstrip())
        high = a + len(reading.text[a:b].rstrip())
        marked = _MARKED_BLOCK.match(reading.text[low:high])
        if LINE_OF_MARKING.match(reading.text[low:high]):
            continue
        result.append(
            Paragraph(
                None,
                False,
                markings.usual_portion(marked["level"]) if marked else None,
                span=reading.span(low, high),
                pieces=reading.pieces(low, high),
                repairs=(
                    *reading.repairs_in(low, high),
                    *(markings.portion_repair(reading, marked, low) if marked else ()),
                ),
            )
        )
    return result


def read_body(reading: Reading, start: int, end: int) -> Body:
    """Return paragraphs and headings of `text[start:end]` (the signature already cut off)."""
    starts = _starts(reading, start, end)
    headings = find_headings(reading.text, start, end, {s.match.start() for s in starts})
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
