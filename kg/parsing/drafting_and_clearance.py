"""Read the people who drafted, cleared, approved and released a cable: offices and names as the forms print them.

1973–79 (outgoing): `DRAFTED BY EB/OA/AVP:JSGRAVATT:JO`, `APPROVED BY EB/OA/AVP:AJWHITE`, then unlabelled clearances
(`NEA/ARN - MLKING`), to the line of dashes. Drafts of 2009: `WHA/AND:TSTEERS`, a date, the approver, clearances
(`PM:TCOUNTRY - OK`). SMART: keys with one `OFFICE:Surname, Forename` a line. Names stay as written: `JSGRAVATT` is
initials and surname run together, and their boundary is not always known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Official, Repair
from kg.model.cable import OfficialRole
from kg.parsing.clearance_entries import read_entries
from kg.parsing.line_patterns import LineStarts
from kg.parsing.role_labels import labels
from kg.text.aligned_text import Field, Reading

_BLOCK = re.compile(r"^[ \t]*DRAFTED[ ]{0,3}Y?[ ]?BY?(?![A-Z])[\d :;.]{0,4}", re.MULTILINE | re.IGNORECASE)
_APPROVED = re.compile(r"^[ \t]*[AE]PPROVED[ ]BY[ :]*", re.IGNORECASE)
_CLEARED = re.compile(r"^[ \t]*(?:CLEARED[ ]BY|CLEARANCES?)[ :]*", re.IGNORECASE)
_BLOCK_END = re.compile(
    r"^[ \t]*(?:-{4,}|DESIRED DISTRIBUTION|[ZOPR](?:[ ][ZOPR])?[ ]\d{6}|"
    r"FM[ ]|TO[ ]|X-\d{4,5}|\d{5}[ \t]*$)|[a-z-]{8,}\d*[ ]"
)
_OFFICE = r"[A-Z][A-Z0-9()]{0,7}(?:[/-][A-Z0-9()]{1,8}){0,4}"
_OFFICE_SPACED = r"[A-Z][A-Z0-9()]{0,7}(?:(?:/[ ]?|-)[A-Z0-9()]{1,8}){0,4}"
#: Between office and name: a colon, also one that OCR read as `s`, `;`, `~` or `=`, or a dash.
_ENTRY = re.compile(
    rf"[ \t]*(?P<office>{_OFFICE_SPACED})(?:[ ]?[:;~=][ ]?|[ ]?s[ ]?(?=[A-Z])"
    rf"|[ ]?[-\u2013\u2014][ ]|[ ][-\u2013\u2014][ ]?)(?P<rest>\S[^\n]*)"
)
_NAME = re.compile(
    r"(?P<name>(?:(?:MR|MRS|MS|MISS|DR|AMB|COL|CAPT|GEN)\.?[ ])?[A-Z][A-Z.'-]*"
    r"(?:[ ][A-Z],(?=[ ]))?(?:[ ][A-Z][A-Z.'-]+){0,3})"
    r"(?=[ ]?[:(,;]|[ ]*$|[ ]*[-\u2013\u2014])"
)
#: Where OCR left nothing of the labels but BY: an office, a letter or digit for the colon, noise, initials and surname.
_DAMAGED_LABEL = r"(?:[^\W_]{1,4}[ ])?[^\W_]{1,9}[ ](?:BY|[bo0]v|8Y|bY|By)[ ]{1,3}"
_DAMAGED = re.compile(
    rf"^[ \t]*(?P<label>{_DAMAGED_LABEL})?"
    r"(?P<office>[A-Z]{1,4}(?:[ ]?[A-Z]{1,4}[ ]?/|/)?[ ]?[A-Z/]{0,12}(?:[ ][A-Z]{2,3})?)"
    r"[ ]?[:;~=s238][ ]?(?:[^\W\d_]{1,2}[ ])?(?P<name>(?:[A-Z]\.[ ]?){1,3}[A-Z][A-Z'-]{2,})(?![A-Za-z.])",
    re.MULTILINE,
)
_TYPIST = re.compile(r"[A-Z]{1,3}")
#: Behind a name in the clearances: who was told of the text and was not asked to clear it.
_INFORMED = re.compile(r"[ ]{0,3}(?:\(INFO\)|[-\u2013\u2014][ ]?INFO\b)", re.IGNORECASE)
#: An initial with the comma that OCR reads for its full stop; an inverted name has more than one letter before it.
_COMMA_POINT = re.compile(r"(?<=[ ][A-Z]),(?=[ ][A-Z])")
_DRAFT_LINE = LineStarts(
    rf"^[ \t]*(?P<office>{_OFFICE}):(?P<name>[A-Z][A-Z.'-]{{2,30}})[ ]{{0,3}}"
    rf"(?P<mark>[-\u2013\u2014][ ]?(?:OK|INFO)[^\n]{{0,24}}|\+)?[ \t]*$",
    first=rf"[ \t]*{_OFFICE}:",
)
_DATE_LINE = re.compile(r"[ \t]*\n[ \t]*\d{1,2}/\d{1,2}/\d{2,4}\b")
_LETTER = re.compile(r"[^\W\d_]")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_PARAGRAPH = re.compile(r"^[ \t]*\d{1,3}[.)][ \t]", re.MULTILINE)


def _official(
    field: Field, start: int, end: int, role: OfficialRole, office: str | None, title: tuple[int, int] | None = None
) -> Official:
    """Return one official; a name marked INFO among the clearances has the role `informed`."""
    informed = role == "cleared" and _INFORMED.match(field.text, end) is not None
    return Official(
        name=" ".join(field.text[start:end].split()),
        title=" ".join(field.text[slice(*title)].split()) if title else None,
        role="informed" if informed else role,
        protected=False,
        raw=field.raw(start, end),
        span=field.span(start, end),
        organisation=office or None,
        title_span=field.span(*title) if title else None,
        repairs=field.repairs_in(start, end),
    )


def _in_capitals(field: Field, start: int, end: int, role: OfficialRole, office: str) -> Official:
    """Return a name of a scanned block, `MARK B, FELDMAN` with the point of its initial put right."""
    one = _official(field, start, end, role, office)
    commas = [m.span() for m in _COMMA_POINT.finditer(field.text, start, end)]
    if not commas or one.name is None:
        return one
    repairs = tuple(Repair("ocr-digit", field.raw(*c), ".", field.span(*c)) for c in commas)
    return replace(one, name=_COMMA_POINT.sub(".", one.name), repairs=(*one.repairs, *repairs))


def _entries(field: Field, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield office, start, end of each name of a line: `EB/OA:JSGRAVATT:FAA:CSPICKENS:JO` has two, and a typist."""
    at = start
    while (m := _ENTRY.match(field.text, at, end)) is not None:
        name = _NAME.match(field.text, m.start("rest"), end)
        if name is None:
            return
        yield m["office"], name.start("name"), name.end("name")
        at = name.end()
        if at >= end or field.text[at] != ":":
            return
        at += 1
        typist = _TYPIST.match(field.text, at, end)
        if typist and typist.end() >= end:
            return


def read_drafting_block(reading: Reading, top: int) -> tuple[Official, ...]:
    """Return drafters, approvers and clearances printed before `top` (an offset in the reading's text)."""
    m = _BLOCK.search(reading.text, 0, top)
    if m is None:
        return _damaged_block(reading, top) or _draft_table(reading, top)
    field = Field(reading, m.end(), top)
    role: OfficialRole = "drafted"
    found: list[Official] = []
    for line in re.finditer(r"[^\n]+", field.text):
        if _BLOCK_END.match(line[0]):
            break
        start = line.start()
        for label, named in ((_APPROVED, "approved"), (_CLEARED, "cleared")):
            if (head := label.match(line[0])) is not None:
                role, start = named, line.start() + head.end()  # type: ignore[assignment]
        some = _block_line(field, start, line.end(), role)
        found += some
        told = bool(some) or (start > line.start() and _LETTER.search(field.text, start, line.end()) is not None)
        if role == "approved" and told:
            role = "cleared"
    return tuple(found)


def _block_line(field: Field, start: int, end: int, role: OfficialRole) -> list[Official]:
    """Return the names of a line: a list of entries, else one entry, perhaps damaged by a scan."""
    listed = _of_entries(field.reading, field.start + start, field.start + end, role, bare=False)
    scanned = [_in_capitals(field, low, high, role, office) for office, low, high in _entries(field, start, end)]
    return list(listed) if len(listed) >= max(len(scanned), 1) and not _is_damaged(scanned) else scanned


def _is_damaged(scanned: list[Official]) -> bool:
    """Return whether names of a scan were repaired, as never happens in a list of entries."""
    return any(one.repairs for one in scanned)


def _damaged_block(reading: Reading, top: int) -> tuple[Official, ...]:
    """Return the names of a block with labels that OCR made unreadable: two lines with BY, drafter and approver.

    The form has no other lines with BY there, and always in this order; all are marked as a guess.
    """
    if reading.text.find(" BY ", 0, top) < 0:
        return ()
    lines = list(_DAMAGED.finditer(reading.text, 0, top))
    labelled = [i for i, m in enumerate(lines) if m["label"]]
    if len(labelled) != 2 or labelled != [0, 1]:
        return ()
    whole = Field(reading, 0, len(reading.text))
    found = []
    roles: tuple[OfficialRole, ...] = ("drafted", "approved")
    for i, m in enumerate(lines):
        role = roles[i] if i < len(roles) else "cleared"
        found.append(_official(whole, *m.span("name"), role, m["office"].replace(" ", "")))
    return tuple(replace(one, doubts=("unsure",)) for one in found)


def _draft_table(reading: Reading, top: int) -> tuple[Official, ...]:
    """Return the names of a draft: `OFFICE:NAME` above a date drafted it, those marked OK or INFO cleared it."""
    whole = Field(reading, 0, len(reading.text))
    header = reading.text.find("\n", top)
    opening = _DRAFT_LINE.search(reading.text, 0, header if header >= 0 else None)
    if opening is None:
        return ()
    lines = [opening, *_DRAFT_LINE.find(reading.text, opening.end())]
    found = []
    for i, m in enumerate(lines):
        first = i == 0 and _DATE_LINE.match(reading.text, m.end()) is not None
        if first or m["mark"]:
            found.append(_official(whole, *m.span("name"), "drafted" if first else "cleared", m["office"]))
    return tuple(found)


def read_smart_names(field: Field, role: OfficialRole) -> tuple[Official, ...]:
    """Return the names of a SMART key: office, colon, name as written, place in parentheses."""
    return _of_entries(field.reading, field.start, field.end, role)


def _of_entries(
    reading: Reading, start: int, end: int, role: OfficialRole, *, bare: bool = True
) -> tuple[Official, ...]:
    """Return the officials of the entries of a table in a range of the reading's text."""
    whole = Field(reading, 0, len(reading.text))
    return tuple(
        _official(whole, *one.name, "informed" if one.informed and role == "cleared" else role, one.office, one.title)
        for one in read_entries(reading.text, start, end, bare=bare)
    )


class Table(Struct, frozen=True):
    """The officials of a table below the text, and where it begins (at the end of the text where there is none)."""

    officials: tuple[Official, ...]
    start: int


def read_table_below(reading: Reading, start: int, end: int) -> Table:
    """Return the people who drafted, cleared and approved a text, from the labelled table at its end.

    No numbered paragraph follows a table that is the cable's own. `start` and `end` bound the text in the reading.
    """
    found = tuple(labels(reading.text, start, end))
    after = None
    for m in _PARAGRAPH.finditer(reading.text, found[0].start if found else end, end):
        after = m.start()
    found = tuple(one for one in found if after is None or one.start > after)
    officials: list[Official] = []
    first = end
    for i, one in enumerate(found):
        stop = found[i + 1].start if i + 1 < len(found) else end
        some = _of_entries(reading, one.end, _value_end(reading.text, one.end, stop), one.role)
        if some:
            first = min(first, one.start)
        doubts = ("unsure",) if one.damaged else ()
        officials += [replace(official, doubts=(*official.doubts, *doubts)) for official in some]
    return Table(tuple(officials), first)


def _value_end(text: str, start: int, stop: int) -> int:
    """Return where the entries of a label end: at the first empty line behind the first of them."""
    first = _LETTER.search(text, start, stop)
    gap = _EMPTY_LINE.search(text, first.start(), stop) if first else None
    return gap.start() if gap else stop
