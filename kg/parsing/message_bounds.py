"""Find the bounds of messages in a text of several messages, or of one message in several sections.

A message begins at its envelope (`VZCZC…`, or the DE line of a copy without it), at page 1 of the PAGE form, at the MRN
key of SMART, and, where a copy has no envelope, at the date-time group above FM that follows an end of message (NNNN).
Sections of one message (`SECTION 02 OF 03` under one number) are one cable: the foot of a section and the repeated
header of the next are cut like page furniture, so that the text reads on and every span still points into the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from kg.model import Section, Span
from kg.parsing import header_labels, repeated_header
from kg.parsing.classification import Marking, read_marking
from kg.parsing.line_patterns import LEVEL, LineStarts, lines_with
from kg.parsing.markings import captions_in
from kg.parsing.page_breaks import END_OF_MESSAGE, FOOT, SENTENCE_ENDS, foot_start, line_above
from kg.text.aligned_text import Edit, Reading

_OPENING = re.compile(
    r"^[ \t]{0,40}(?:VZCZC[A-Z0-9]{2,12}\b"
    r"|(?:[A-Z][A-Z ]{3,40}\n[ \t]{0,40})?PAGE[ ]{1,3}[0O@][1Il](?:[ \t]{1,8}|[ \t]{0,8}\n[ \t]{0,12})"
    r"[A-Z][A-Z .']{1,20}[ ]+[0-9@OIl]{4,6}\b"
    r"|MRN:[ \t]{0,40}$|MRN:[ \t])",
    re.MULTILINE,
)
#: A page line that says which section its page is of: `PAGE 03 LIMA 01234 02 OF 02 081545Z`.
_PAGE_OF_SECTION = LineStarts(
    r"^[ \t]{0,40}PAGE[ ]{1,3}\d\d\s{1,12}(?P<number>[A-Z][A-Z .']{1,20}[ ]+\d{4,6})[ ]{1,4}"
    r"(?P<section>\d\d)[ ]OF[ ](?P<of>\d\d)\b",
    first=r"[ \t]{0,40}PAGE",
)
_DE_LINE = re.compile(r"^[ \t]*DE[ ]R[A-Z]{3,7}[ ]*#?\d{3,5}(?:/(?P<section>\d\d))?[ ]+\d{7}", re.MULTILINE)
_ROUTING_ABOVE = re.compile(r"[ \t]*[ZOPRWY]{2}[ ]+(?:R[A-Z]{3,7}[ ]*)+\Z")
#: Lines of an envelope from its first line to the DE line: no more than this.
_ENVELOPE = 600
_BARE = re.compile(r"^[ \t]*[ZOPR](?:[ ][ZOPR])?[ ]\d{6}Z?[ ][A-Z]{3}[ ]\d\d\b[^\n]{0,40}\n\s{0,20}FM[ ]", re.MULTILINE)
_SMART_NUMBER = re.compile(r"MRN:\s{1,60}(\d\d[ ][A-Z .'-]{2,40}[ ]\d{1,7})")
_MARK_ABOVE = re.compile(rf"[ \t]*(?:{LEVEL}|SBU|RELEASED?[ ]IN[ ][^\n]{{4,40}})?[ \t]*\Z")
_LEVEL_LINE = re.compile(rf"[ \t]*{LEVEL}[ \t]*\Z")
_PASS = re.compile(r"(?:DEPT|STATE|PASS|PLS|FOR)\b[^\n]{2,60}")
_HEADER = 4000


class Message(Struct, frozen=True):
    """One message of a text: its ranges (one a section, in the order of the text), and the cuts that join them.

    The `span` of each section covers its envelope and header, down to where its text begins.
    """

    ranges: tuple[Span, ...]
    cuts: tuple[Edit, ...]
    sections: tuple[Section, ...]

    @property
    def window(self) -> Span:
        """The hull of the ranges: nothing of the message is outside it."""
        return Span(self.ranges[0].start, self.ranges[-1].end)


class _Part(Struct, frozen=True):
    """A stretch from one opening to the next; `header` are its header's lines, `marking_end` where its numbers end."""

    span: Span
    opening: int
    number: str | None
    section: tuple[int, int | None] | None
    marking_end: int
    header: frozenset[str]


class _Head(Struct, frozen=True):
    """The identification of a message: number and section, with the offsets of the number and of the text."""

    number: str | None
    section: tuple[int, int | None] | None
    named: int
    torn: int
    marking_end: int
    header: frozenset[str]


def _openings(text: str) -> list[int]:
    """Return where messages open; one opening or none may be left out, because it divides nothing."""
    found: set[int] = set()
    tapes = []
    for m in _first_lines(text):
        words = m[0].lstrip()
        found.add(_with_marks_above(text, m.start()) if words.startswith("MRN") else m.start())
        if words.startswith("VZCZC"):
            tapes.append(m.start())
    found |= _changes_of_section(text)
    found |= _bare_envelopes(text, tapes)
    if text.count("FM ") > 1:
        found |= {m.start() for m in _BARE.finditer(text) if END_OF_MESSAGE.match(line_above(text, m.start())[1])}
    return sorted(found)


def _first_lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the first lines of messages; the line above a page line may be its own beginning."""
    lines = set(lines_with(text, ("VZCZC", "MRN:")))
    for at in lines_with(text, ("PAGE",)):
        lines |= {at, text.rfind("\n", 0, max(at - 1, 0)) + 1}
    stop = -1
    for at in sorted(lines):
        if at >= stop and (m := _OPENING.match(text, at)) is not None:
            yield m
            stop = m.end()


def _bare_envelopes(text: str, tapes: list[int]) -> set[int]:
    """Return where an envelope begins that lost its first line: at a DE line, or the routing line above it.

    The first DE line below each transmission line (`tapes`) is that one's own.
    """
    found = set()
    owned = iter([*tapes, len(text)])
    tape, following = -_ENVELOPE, next(owned)
    for at in lines_with(text, ("DE R",)):
        if (m := _DE_LINE.match(text, at)) is None:
            continue
        while following < m.start():
            tape, following = following, next(owned, len(text))
        if m.start() - tape < _ENVELOPE:
            tape = -_ENVELOPE
            continue
        above, line = line_above(text, m.start())
        found.add(above if _ROUTING_ABOVE.match(line) else m.start())
    return found


def _with_marks_above(text: str, at: int) -> int:
    """Return where the level and release lines above the MRN key begin: those of this message's head."""
    start = at
    for _ in range(5):
        above, line = line_above(text, start)
        if not line or not _MARK_ABOVE.match(line):
            break
        start = above
        if _LEVEL_LINE.match(line):
            above, line = line_above(text, start)
            return above if line and "RELEASE" in line and _MARK_ABOVE.match(line) else start
    return at


def _changes_of_section(text: str) -> set[int]:
    """Return where a page line shows that another section begins, though its pages are counted on."""
    found, last = set(), None
    for m in _PAGE_OF_SECTION.find(text) if " OF " in text and "PAGE" in text else ():
        here = (" ".join(m["number"].split()), m["section"])
        if last is not None and last[0] == here[0] and last[1] != here[1] and not _is_first_page(m[0]):
            above, line = line_above(text, m.start())
            found.add(above if FOOT.match(line) else m.start())
        last = here
    return found


def sections_of_pages(text: str, window: Span) -> frozenset[int]:
    """Return the sections that the page lines in a window of the (plain) text name."""
    if text.find("PAGE", window.start, window.end) < 0:
        return frozenset()
    return frozenset(int(m["section"]) for m in _PAGE_OF_SECTION.find(text, window.start, window.end))


def _is_first_page(line: str) -> bool:
    return line.split()[1] == "01"


def _part(text: str, opening: int, start: int, end: int) -> _Part:
    """Return the number and section that the message in `text[start:end]` states, and the lines of its header."""
    head = _head(text[start:end])
    if start + head.named < opening:
        opening = start + head.torn  # the header is torn, its number stands above its envelope
    return _Part(Span(start, end), opening, head.number, head.section, start + head.marking_end, head.header)


@lru_cache(maxsize=8)
def _head(text: str) -> _Head:
    """Return the identification in the head of a message, cached, for a text may repeat one head thousands of times."""
    smart = _SMART_NUMBER.search(text, 0, 400)
    if smart:
        return _Head(" ".join(smart[1].split()), None, len(text), 0, 0, frozenset())
    piece = Reading(text)
    plan = header_labels.find(piece)
    fm = next((x.start for x in plan.labels if x.name in ("fm", "to")), 0)
    marking = read_marking(piece, fm, min(len(piece.text), max(plan.top, fm + _HEADER)), below=False)
    header = frozenset(x.strip().upper() for x in piece.text[: min(plan.body, _HEADER)].splitlines() if x.strip())
    number = f"{marking.station} {marking.serial.lstrip('0')}" if marking.station and marking.serial else None
    at = max(marking.end, fm)
    named, torn = at, min(marking.start, at)
    labels = [x for x in plan.labels if x.name in ("eo", "tags", "subject", "ref", "classified") and x.start >= at]
    if labels and labels[0].start - at < 600:
        at = min(header_labels.end_of_block(piece.text, labels[-1]), max(plan.body, at))
    return _Head(number, _section_of(piece, marking), named, torn, at, header)


def _is_message(text: str, end: int) -> bool:
    """Return whether the text before the first opening is a message that lost its own opening, and no preamble.

    Such a one has a number, and text below its header.
    """
    if not text[:end].strip():
        return False
    part = _part(text, 0, 0, end)
    return part.number is not None and text_below(text, part.marking_end, end, part.header) < end


def _section_of(piece: Reading, marking: Marking) -> tuple[int, int | None] | None:
    """Return number and count of the section: of the classification line, else of the page or DE line."""
    if marking.section is not None:
        return marking.section.number, marking.section.of
    if (page := _PAGE_OF_SECTION.search(piece.text, 0, _HEADER)) is not None:
        return int(page["section"]), int(page["of"])
    de = _DE_LINE.search(piece.text, 0, _HEADER)
    return (int(de["section"]), None) if de and de["section"] else None


def text_below(text: str, at: int, end: int, header: frozenset[str] = frozenset()) -> int:
    """Return where the text of a section begins: below captions, pass lines, and lines of the first `header`."""
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop + 1
        words = text[at:stop].strip()
        if words and not (words.upper() in header or FOOT.match(words) or _PASS.fullmatch(words) or _is_caption(words)):
            break
        at = stop
    return at


def _is_caption(words: str) -> bool:
    left = words
    for start, end, _ in reversed(captions_in(words)):
        left = left[:start] + left[end:]
    return not left.strip(" ,/;.-")


def split(text: str) -> tuple[Message, ...]:
    """Return the messages of a text in their order; a text without an opening is one message."""
    source, text = text, text.replace("\\\n", " \n")  # a copy with a backslash at every line end
    every = _openings(text)
    openings, printings = repeated_header.without_first(text, every)
    if len(openings) < 2:
        return (Message((Span(0, len(text)),), printings, ()),)
    if _is_message(text, every[0]):
        openings = [0, *openings]
    edges = [0, *openings[1:], len(text)]
    parts = [_part(text, at, a, b) for at, (a, b) in zip(openings, pairwise(edges), strict=True)]
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
    return tuple(_message(source, text, g, printings) for g in groups)


def _continues(group: list[_Part], part: _Part) -> bool:
    """Return whether a part of the same number is another section of the message of `group`, not seen before."""
    return part.section is not None and part.section[0] not in {p.section[0] for p in group if p.section}


def _place(edit: Edit) -> int:
    return edit.start


def _message(source: str, text: str, group: list[_Part], printings: tuple[Edit, ...]) -> Message:
    first, window = group[0], Span(group[0].span.start, group[-1].span.end)
    starts = [first.marking_end, *(text_below(text, p.marking_end, p.span.end, first.header) for p in group[1:])]
    inside = printings[
        bisect_left(printings, window.start, key=_place) : bisect_right(printings, window.end, key=_place)
    ]
    cuts = [cut for cut in inside if cut.end <= window.end]
    for before, start in zip(group, starts[1:], strict=False):
        foot = foot_start(text, before.marking_end, before.span.end)
        cuts.append(Edit(foot, start, "\n\n" if text[:foot].rstrip()[-1:] in SENTENCE_ENDS else "\n"))
    sections = tuple(
        Section(part.section[0], part.section[1], source[part.opening : start], Span(part.opening, start))
        for part, start in zip(group, starts, strict=True)
        if part.section
    )
    return Message(tuple(p.span for p in group), tuple(cuts), sections if len(group) > 1 else ())
