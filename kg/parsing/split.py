"""Where one text holds several messages, or one message in several sections: where each begins and ends.

A message begins at its envelope (`VZCZC…`, or the DE line of a copy without it), at page 1 of the PAGE form, or at the
MRN key of SMART. Sections of one message (`SECTION 02 OF 03` under one number) are one cable: the repeated header of
the later sections is cut like page furniture, so that the text reads on and every span still points into the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Section, Span
from kg.parsing import layout
from kg.parsing.classification import find_marking_line, read_section_line
from kg.parsing.lines import LineStarts
from kg.parsing.reading import Edit, Reading

_OPENING = LineStarts(
    r"^[ \t]{0,40}(?:VZCZC[A-Z0-9]{2,12}\b"
    r"|(?:[A-Z][A-Z ]{3,40}\n[ \t]{0,40})?PAGE[ ]{1,3}[0O@][1Il][ \t]{1,8}[A-Z][A-Z .']{1,20}[ ]+[0-9@OIl]{4,6}\b"
    r"|MRN:[ \t])",
    first=r"[ \t]{0,40}(?:VZCZC|MRN:|(?:[A-Z][A-Z ]{3,40}\n[ \t]{0,40})?PAGE)",
)
_OPENING_WORDS = ("VZCZC", "MRN:", "PAGE")
_DE_LINE = LineStarts(r"^[ \t]*DE[ ]R[A-Z]{3,7}[ ]*#?\d{3,5}(?:/\d\d)?[ ]+\d{7}", first=r"[ \t]*DE[ ]R")
_NUMBER_AT_END = re.compile(r"([A-Z][A-Z .'/-]{1,40}?)[ ]+0*(\d{1,7})\W*$")
_SMART_NUMBER = re.compile(r"MRN:\s{1,60}(\d\d[ ][A-Z .'-]{2,40}[ ]\d{1,7})")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a text: its ranges (one a section, in the order of the text), and the cuts that join them."""

    ranges: tuple[Span, ...]
    cuts: tuple[Edit, ...]
    sections: tuple[Section, ...]

    @property
    def window(self) -> Span:
        """The hull of the ranges: nothing of the message is outside it."""
        return Span(self.ranges[0].start, self.ranges[-1].end)


@dataclass(frozen=True, slots=True)
class _Part:
    span: Span
    number: str | None
    section: Section | None
    header_end: int


def _openings(text: str) -> list[int]:
    """Return where messages open; one opening or none may be left out, because it divides nothing."""
    several = sum(map(text.count, _OPENING_WORDS)) > 1
    found = [m.start() for m in _OPENING.find(text)] if several else []
    if len(found) < 2:
        found = [m.start() for m in _DE_LINE.find(text)] if text.count("DE R") > 1 else []
    return found


def _part(text: str, start: int, end: int) -> _Part:
    """Return the number and section that the message in `text[start:end]` states, and where its header ends."""
    piece = Reading(text[start:end])
    smart = _SMART_NUMBER.match(piece.text.lstrip())
    if smart:
        return _Part(Span(start, end), " ".join(smart[1].split()), None, start)
    plan = layout.find(piece)
    fm = next((x.start for x in plan.labels if x.name in ("fm", "to")), 0)
    line = find_marking_line(piece.text, fm, min(len(piece.text), max(plan.top, fm + 4000)))
    if line is None:
        return _Part(Span(start, end), None, None, start)
    number = _NUMBER_AT_END.search(line["rest"].upper().replace("SECTION", " "))
    section = read_section_line(piece, line)
    if section is not None:
        section = Section(
            section.number, section.of, section.raw, Span(section.span.start + start, section.span.end + start)
        )
    return _Part(
        Span(start, end),
        f"{number[1].split('OF')[-1].strip(' 0123456789')} {number[2]}" if number else None,
        section,
        start + _header_end(piece, plan, line.end()),
    )


def _header_end(piece: Reading, plan: layout.Layout, marking_end: int) -> int:
    """Return where the text of a later section begins: after its classification line and what repeats the header."""
    at = marking_end
    labels = [x for x in plan.labels if x.name in ("eo", "tags", "subject", "ref", "classified") and x.start >= at]
    if labels and labels[0].start - at < 600:
        at = layout.end_of_block(piece.text, labels[-1])
    while (m := re.compile(r"\s*[^\n]{0,80}\n?").match(piece.text, at)) is not None and m.end() > at:
        words = m[0].strip()
        if words and words.upper() not in ("SIPDIS", "NOFORN", "SENSITIVE", "EXDIS", "NODIS", "LIMDIS", "STADIS"):
            break
        at = m.end()
    return at


def split(text: str) -> tuple[Message, ...]:
    """Return the messages of a text in their order; a text without an opening is one message."""
    openings = _openings(text)
    if len(openings) < 2:
        return (Message((Span(0, len(text)),), (), ()),)
    edges = [*openings, len(text)]
    edges[0] = 0
    parts = [_part(text, a, b) for a, b in pairwise(edges)]
    groups: list[list[_Part]] = []
    open_groups: dict[str, list[_Part]] = {}
    for part in parts:
        home = open_groups.get(part.number) if part.number and part.section else None
        if home is None or not _continues(home, part):
            home = []
            groups.append(home)
            if part.number and part.section:
                open_groups[part.number] = home
        home.append(part)
    return tuple(_message(g) for g in groups)


def _continues(group: list[_Part], part: _Part) -> bool:
    """Tell whether a part of the same number is another section of the message of `group`: one not seen yet."""
    return part.section is not None and part.section.number not in {p.section.number for p in group if p.section}


def _message(group: list[_Part]) -> Message:
    cuts = [Edit(a.span.end, b.span.start) for a, b in pairwise(group) if a.span.end < b.span.start]
    cuts += [Edit(part.span.start, part.header_end, "\n") for part in group[1:]]
    return Message(tuple(p.span for p in group), tuple(cuts), tuple(p.section for p in group if p.section))
