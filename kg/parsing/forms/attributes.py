"""The attributes block of the National Archives' records of 1973–79: a second witness, typed apart from the text.

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
from collections.abc import Callable
from dataclasses import replace

from kg.model import Attribute, Cable, Diagnostic, Span
from kg.parsing import identifiers, references, subject, tags
from kg.parsing.reading import Edit, Field, Reading

_MARKER = re.compile(r"^[ \t]*Message Attributes[ \t]*$", re.MULTILINE)
_KEYS = (
    "Automatic Decaptioning|Capture Date|Channel Indicators|Concepts|Control Number|Copy|Current Classification|"
    "Decaption (?:Date|Note)|Disposition [A-Z][A-Za-z ]{2,24}|Document (?:Number|Source|Unique ID)|Draft Date|"
    "Sent Date|Drafter|Enclosure|Errors|Executive Order|Film Number|From|Handling Restrictions|Image Path|ISecure|"
    "Legacy Key|Line Count|Locator|Markings|Office|Original [A-Z][A-Za-z ]{2,40}|Page Count|"
    "Previous [A-Z][A-Za-z ]{2,40}|Reference|Review [A-Z][A-Za-z ]{2,24}|Secure|Status|Subject|TAGS|To|Type"
)
_KEY = re.compile(rf"^[ \t]{{0,12}}(?P<key>{_KEYS}):[ \t]*", re.MULTILINE)
_NOTHING = re.compile(r"\s*(?:n/a|null|<?unknown>?)?\s*", re.IGNORECASE)


def find(text: str, window: Span) -> int | None:
    """Return where the attributes block of the message in `window` begins, None where there is none.

    The marker alone is no block: a key must follow it.
    """
    if "Message Attributes" not in text:
        return None
    m = _MARKER.search(text, window.start, window.end)
    return m.start() if m and _KEY.search(text, m.end(), window.end) else None


def cut(at: int, window: Span) -> Edit:
    """Return the cut that takes the block out of the reading of the message."""
    return Edit(at, window.end)


def _fields(reading: Reading) -> dict[str, Field]:
    found = list(_KEY.finditer(reading.text))
    edges = [*(m.start() for m in found[1:]), len(reading.text)]
    fields: dict[str, Field] = {}
    for m, end in zip(found, edges, strict=True):
        value = reading.text[m.end() : end].rstrip()
        if not _NOTHING.fullmatch(value):
            fields.setdefault(m["key"], Field(reading, m.end(), m.end() + len(value)))
    return fields


def _differs(code: str, field: Field, of_text: str, of_block: str) -> Diagnostic:
    span = field.span(0, len(field.text))
    return Diagnostic("attributes-differ", f"{code}: the text has {of_text}, the attributes {of_block}", span)


def witness(cable: Cable, source: str, at: int, window: Span) -> Cable:
    """Return the cable with what its attributes block (from `at` to the window's end) adds; differences are said."""
    reading = Reading(source, window=Span(at, window.end))
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
    stated = identifiers.canonical_id(field.text.strip())
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
