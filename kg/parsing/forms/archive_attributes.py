"""Read the attributes block of the National Archives' records of 1973–79, a second witness apart from the text.

```
Message Attributes
Document Number: 1975LIMA01234
Draft Date: 14 SEP 1975
TAGS: PFOR, EFIN, PE
Subject: HARBOUR TALKS
Reference: 75 STATE 111111, 75 LIMA 1200
```
Where the text is silent a value of the block is taken, marked `from-attributes`; where both speak, the text's is kept
and a difference is a diagnostic. Values wrap, indented or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from kg.model import Attribute, Cable, Diagnostic, Span
from kg.parsing import cable_ids, references, subject, tags
from kg.parsing.page_breaks import line_above
from kg.text.aligned_text import Edit, Field, Reading

_MARKER = re.compile(r"^[ \t]*Message Attributes[ \t]*$", re.MULTILINE)
_KEYS = (
    "Automatic Decaptioning|Capture Date|Channel Indicators|Concepts|Control Number|Copy|Current Classification|"
    "Decaption (?:Date|Note)|Disposition [A-Z][A-Za-z ]{2,24}|Document (?:Number|Source|Unique ID)|Draft Date|"
    "Sent Date|Drafter|Enclosure|Errors|Executive Order|Expiration|Film Number|Format|From|Handling Restrictions|"
    "Image Path|ISecure|Legacy Key|Line Count|Litigation [A-Z][A-Za-z ]{2,24}|Locator|Markings|Message ID|Office|"
    "Original [A-Z][A-Za-z ]{2,40}|Page Count|Previous [A-Z][A-Za-z ]{2,40}|Reference|Retention|"
    "Review [A-Z][A-Za-z ]{2,24}|SAS ID|Secure|Status|Subject|TAGS|To|Type|vdkvgwkey"
)
_KEY = re.compile(rf"[ \t]{{0,12}}(?P<key>{_KEYS}):[ \t]*")
#: A key that is not listed: words with small letters, then a colon. It ends the value above, and is not kept.
_OTHER_KEY = re.compile(r"[ \t]{0,12}[A-Z][a-z]{1,20}(?:[ ][A-Z][A-Za-z]{1,20}){0,4}:(?=[ \t]|$)")
_LINE = re.compile(r"[^\n]*\n?")
#: Parts of the stamp of the declassification review, which the PDFs print between lines and below `Review Markings`.
_STAMP = re.compile(r"Declassified/Released|Systematic Review|^US Department of State$")
_STAMP_DAY = re.compile(r"\d{1,2} [A-Za-z]{3,9} \d{4}")
_NAME_WORDS = 5
#: So many lines with words may stand between two keys without being of the block (a stamp OCR made unreadable).
_DISTURBED = 2
#: A value goes on at the margin only below a line of this width, or one that ends in a mark that cannot end a list.
_FULL_LINE = 60
_GOES_ON = (",", ";", "&", "/", "(", "-")
_NOTHING = re.compile(r"\s*(?:n/a|null|<?unknown>?)?\s*", re.IGNORECASE)


def find(text: str, window: Span) -> Span | None:
    """Return the range of the attributes block of the message in `window` of the plain text, None where it has none.

    The marker alone is no block: a key must follow it. The block ends with the value of its last key.
    """
    if text.find("Message Attributes", window.start, window.end) < 0:
        return None
    m = _MARKER.search(text, window.start, window.end)
    values = list(_values(text, m.end(), window.end)) if m else []
    return Span(m.start(), values[-1].end) if m and values else None


def cut(block: Span) -> Edit:
    """Return the cut that takes the block out of the reading of the message."""
    return Edit(block.start, block.end)


class _Line(NamedTuple):
    """A line of the block that belongs to a key, `key` None below a key that is not listed: its value's range."""

    key: str | None
    opens: bool
    start: int
    end: int


def _values(text: str, start: int, end: int) -> Iterator[_Line]:
    """Yield the lines of the block that begins at `start`, down to where the lines are no longer those of a block.

    Empty lines and the stamp at the join of two pages are of no value, and end none.
    """
    seen: set[str] = set()
    key: str | None = None
    above = ""
    for m in _LINE.finditer(text, start, end):
        line = m[0].rstrip("\n")
        at, stop = m.start(), m.start() + len(line)
        found = _KEY.match(line)
        if found or _OTHER_KEY.match(line):
            key = found["key"] if found else None
            seen.add(key or "")
            yield _Line(key, True, at + (found.end() if found else 0), stop)
        elif not line.strip():
            line = ""
        elif _is_stamp(text, at, end):
            if key is not None and key.endswith("Markings"):
                yield _Line(key, False, at, stop)
            line = ""
        elif above and _continues(line, above):
            yield _Line(key, False, at, stop)
        elif not seen or not _resumes(text, m.end(), end, seen):
            return
        above = line


def _resumes(text: str, at: int, end: int, seen: set[str]) -> bool:
    """Return whether a new key follows within the next lines with words: the block was only disturbed."""
    lines = (m[0] for m in _LINE.finditer(text, at, end) if m[0].strip())
    keys = (_KEY.match(line) for line in islice(lines, _DISTURBED))
    return any(found is not None and found["key"] not in seen for found in keys)


def _continues(line: str, above: str) -> bool:
    """Return whether a line without a key continues the value of the line above it."""
    above = above.rstrip()
    return line[:1] in (" ", "\t") or len(above) >= _FULL_LINE or above.endswith(_GOES_ON)


def _is_stamp(text: str, at: int, end: int) -> bool:
    """Return whether the line at `at` is part of the review's stamp: its words, the name above or the day below."""
    line, below = (m[0].strip() for m in islice(_LINE.finditer(text, at, end), 2))
    if _STAMP_DAY.fullmatch(line):
        return _STAMP.search(line_above(text, at)[1].strip()) is not None
    named = below.startswith("Declassified/Released") and len(line.split()) <= _NAME_WORDS
    return named or _STAMP.search(line) is not None


def _fields(reading: Reading) -> dict[str, Field]:
    """Return the values of the block by key; of a repeated key the first that is not empty."""
    found: list[tuple[str | None, int, int]] = []
    for key, opens, start, end in _values(reading.text, reading.text.find("\n") + 1, len(reading.text)):
        if opens or not found:
            found.append((key, start, end))
        else:
            found[-1] = (found[-1][0], found[-1][1], end)
    fields: dict[str, Field] = {}
    for key, start, end in found:
        value = reading.text[start:end].rstrip()
        if key is not None and not _NOTHING.fullmatch(value):
            fields.setdefault(key, Field(reading, start, start + len(value)))
    return fields


def _differs(code: str, field: Field, of_text: str, of_block: str) -> Diagnostic:
    span = field.span(0, len(field.text))
    return Diagnostic("attributes-differ", f"{code}: the text has {of_text}, the attributes {of_block}", span)


def witness(cable: Cable, source: str, plain: str, block: Span) -> Cable:
    """Add the attributes block of a cable to it; differences become diagnostics. `plain` is the plain source."""
    reading = Reading(source, plain=plain, window=block)
    fields = _fields(reading)
    kept = tuple(
        Attribute(key, " ".join(f.text.split()), f.raw(0, len(f.text)), f.span(0, len(f.text)))
        for key, f in fields.items()
    )
    cable = replace(cable, attributes=kept)
    for key, take in _TAKERS.items():
        if key in fields:
            cable = take(cable, fields[key])
    return cable


def _number(cable: Cable, field: Field) -> Cable:
    stated = cable_ids.canonical_id(field.text.strip())
    if cable.id is None:
        return replace(cable, id=stated)
    if stated and stated != cable.id:
        odd = _differs("number", field, cable.id, stated)
        return replace(cable, diagnostics=(*cable.diagnostics, odd))
    return cable


def _tags(cable: Cable, field: Field) -> Cable:
    block = tags.read_tags(field)
    if not cable.tags:
        return replace(cable, tags=tuple(replace(t, doubts=(*t.doubts, "from-attributes")) for t in block))
    codes, others = {t.code for t in cable.tags}, {t.code for t in block}
    if codes != others:
        odd = _differs("TAGS", field, ", ".join(sorted(codes)), ", ".join(sorted(others)))
        return replace(cable, diagnostics=(*cable.diagnostics, odd))
    return cable


def _subject(cable: Cable, field: Field) -> Cable:
    block = subject.read_subject(field)
    if block is None:
        return cable
    if cable.subject is None:
        return replace(cable, subject=replace(block, doubts=("from-attributes",)))
    if _letters(block.value) != _letters(cable.subject.value):
        odd = _differs("subject", field, cable.subject.value, block.value)
        return replace(cable, diagnostics=(*cable.diagnostics, odd))
    return cable


def _references(cable: Cable, field: Field) -> Cable:
    year = cable.date_time_group.value.year if cable.date_time_group else None
    post = cable.origin.value if cable.origin else None
    block = references.read_references(field, citing_id=cable.id, citing_post=post, year=year, month=None)
    if not cable.references:
        marked = tuple(replace(r, doubts=(*r.doubts, "from-attributes")) for r in block)
        return replace(cable, references=marked)
    ids, others = ({r.cable_id for r in rs if r.cable_id} for rs in (cable.references, block))
    if ids != others:
        odd = _differs("references", field, ", ".join(sorted(ids)), ", ".join(sorted(others)))
        return replace(cable, diagnostics=(*cable.diagnostics, odd))
    return cable


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


_TAKERS: dict[str, Callable[[Cable, Field], Cable]] = {
    "Document Number": _number,
    "TAGS": _tags,
    "Subject": _subject,
    "Reference": _references,
}
