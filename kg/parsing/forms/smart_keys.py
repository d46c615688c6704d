"""Find the keys of the SMART form (State Department, 2009 onward, released under FOIA), with values in a column.

```
MRN:                 11 PORT AU PRINCE 504
Date/DTG:            Apr 07, 2011 / 071322Z APR 11
Action:              WASHDC, SECSTATE IMMEDIATE; LONDON, AMEMBASSY ROUTINE      inverted, by semicolons
…text…
Signature:           MERTEN
Info:                HAITI COLLECTIVE IMMEDIATE; Mills, Cheryl D ROUTINE          information addressees at the end
```
A value goes on until the next key; in copies reflowed by mail programs it stands below its key.
"""

from __future__ import annotations

import re
from datetime import datetime

from msgspec import Struct

from kg.model import Addressee, Value
from kg.model.cable import AddresseeRole
from kg.parsing.date_time_group import moment, month_of
from kg.parsing.line_patterns import MONTH, PRECEDENCE, LineStarts
from kg.parsing.role_labels import labels
from kg.text.aligned_text import Field, Reading
from kg.vocabulary import code_lists, posts

_KEYS = {
    "mrn": "MRN",
    "dtg": r"Date[/!lI1 ]{0,2}D[TI]G",
    "from": "From",
    "action": "Action",
    "eo": r"E\.?O\.?",
    "tags": "TAGS",
    "captions": "Captions?",
    "reference": "References?",
    "pass": "Pass Line",
    "subject": "Subject",
    "ref": "Ref",
    "signature": "Signature",
    "drafted": "Drafted By",
    "cleared": "Cleared By",
    "approved": "Approved By",
    "released": "Released By",
    "info": "Info",
    "exempt": "XMT",
    "attachments": "Attachments",
    "post": "Action Post",
    "rule": "Dissemination Rule",
    "declassify": "(?:Declassify|Decl)[ ]?On",
    "classified": "Classified By",
    "reason": "Reasons?",
    "derived": "Derived From",
}
_HEAD = (
    "mrn",
    "dtg",
    "from",
    "action",
    "eo",
    "tags",
    "captions",
    "reference",
    "pass",
    "subject",
    "ref",
    "declassify",
    "classified",
    "reason",
    "derived",
    "info",
    "exempt",
)
#: Keys that may stand below the subject.
_BELOW = frozenset(("classified", "reason", "derived", "declassify", "pass", "captions", "reference", "ref"))
_KEY = LineStarts(
    r"^[ \t\u2022|1]{0,40}(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _KEYS.items())
    + r")[ \t]?:[ \t]*",
    first=r"[ \t\u2022|1]{0,40}[A-Z]",
)
#: OCR prints O for 0 and I, l or ! for 1.
_DIGIT = "[0-9OIl!]"
_AS_DIGIT = str.maketrans("OIl!", "0111")
_DTG = re.compile(rf"(?P<dtg>(?P<clock>{_DIGIT}{{6}})[Z2][ ]?(?P<month>{MONTH})[ ]?(?P<year>{_DIGIT}{{2}}))(?!\w)")
_MRN = re.compile(
    rf"(?<!\w)(?P<year>{_DIGIT}{{2}})[ ]+(?P<station>[A-Z][A-Z .'-]{{1,40}}?)[ ]+"
    rf"(?P<serial>(?=\S*\d){_DIGIT}{{1,7}})(?!\w)"
)
_ENTRY = re.compile(r"[^;]+")
_PRECEDENCE = re.compile(rf"[ \n]+(?P<word>(?:NIACT[ ])?{PRECEDENCE})[ \t\n.]*$", re.IGNORECASE)
#: The first character of a value: below its key in reflowed copies; a bullet or a margin's stroke is none.
_FIRST = re.compile(r"(?<=\s)[1|\u2022](?=[ ]{4})[ ]{4,40}(?=\S)|\S")
_BLOCK_END = re.compile(r"\n[ \t]*\n")


class Keys(Struct, frozen=True):
    """The keyed values of a SMART cable, and the range of its text between the head and the foot."""

    fields: dict[str, Field]
    body: int
    end: int


def _of_the_cable(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return the keys without those of an e-mail: what stands above the MRN and again below it.

    >>> _of_the_cable([("subject", 0, 8), ("mrn", 20, 24), ("subject", 40, 48)])
    [('mrn', 20, 24), ('subject', 40, 48)]
    """
    number = next((start for name, start, _ in found if name == "mrn"), 0)
    below = {name for name, start, _ in found if start > number}
    return [one for one in found if one[1] >= number or one[0] not in below]


def read_keys(reading: Reading) -> Keys:
    """Return the fields by key and the range of the body."""
    text = reading.text
    found = [(m.lastgroup or "", m.start(), m.end()) for m in _KEY.find(text)]
    keys = {name for name, _, _ in found}
    found += [(one.role, one.start, one.end) for one in labels(text, 0, len(text)) if one.role not in keys]
    found = _of_the_cable(sorted(found, key=lambda one: one[1]))
    fields: dict[str, Field] = {}
    subject_at = next((i for i, f in enumerate(found) if f[0] == "subject"), None)
    last_head = (
        subject_at if subject_at is not None else max((i for i, f in enumerate(found) if f[0] in _HEAD), default=-1)
    )
    last_head = _with_keys_below(text, found, last_head)
    foot = next(
        (
            f[1]
            for f in found
            if f[0] in ("signature", "drafted", "approved", "released")
            and (last_head < 0 or f[1] > found[last_head][1])
        ),
        len(text),
    )
    body = 0
    for i, (name, start, value) in enumerate(found):
        if last_head >= 0 and found[last_head][1] < start < foot:
            continue
        stop = found[i + 1][1] if i + 1 < len(found) else len(text)
        if i == last_head:
            stop = body = _head_value_end(text, value, foot)
        elif i == len(found) - 1:
            stop = _head_value_end(text, value, len(text))
        first = _FIRST.search(text, value, stop)
        fields.setdefault(name, Field(reading, _value_start(first) if first else value, max(value, stop)))
    return Keys(fields, body, foot)


def _with_keys_below(text: str, found: list[tuple[str, int, int]], last: int) -> int:
    """Return the last key of the head: the keys of classifier and reason may come below the subject."""
    while 0 <= last < len(found) - 1 and found[last + 1][0] in _BELOW:
        end = _head_value_end(text, found[last][2], found[last + 1][1])
        if text[end : found[last + 1][1]].strip():
            break
        last += 1
    return last


def _value_start(first: re.Match[str]) -> int:
    return first.end() if len(first[0]) > 1 else first.start()


def _head_value_end(text: str, value: int, limit: int) -> int:
    """Return where the last key's value ends: at the first empty line after its first word."""
    first = re.compile(r"\S").search(text, value, limit)
    gap = _BLOCK_END.search(text, first.start(), limit) if first else None
    return gap.start() if gap else limit


def read_date_time_group(field: Field) -> Value[datetime] | None:
    """Return the date-time group of `Apr 07, 2011 / 071322Z APR 11`; OCR may glue the slash to it as a 1.

    A group in which a letter was read for a digit, or with a digit too many before it, carries the doubt `ocr-digit`.
    """
    m = _DTG.search(field.text)
    if m is None:
        return None
    when = moment(m["clock"].translate(_AS_DIGIT), month_of(m["month"]) or 0, m["year"].translate(_AS_DIGIT))
    plain = (m["clock"] + m["year"]).isdigit() and "Z" in m["dtg"][6:7]
    glued = field.text[m.start("dtg") - 1 : m.start("dtg")].isalnum()
    doubts = () if plain and not glued else ("ocr-digit",)
    return field.value(when, m.start("dtg"), m.end("dtg"), doubts) if when else None


def read_precedence(field: Field) -> Value[str] | None:
    """Return the precedence of the message: the precedence behind the first addressee for action."""
    entry = _ENTRY.search(field.text)
    m = _PRECEDENCE.search(field.text, *entry.span()) if entry else None
    word = code_lists.precedence(m["word"].upper()) if m else None
    return field.value(word.notation, *m.span("word")) if m and word else None


def read_number(field: Field) -> tuple[Value[str], int, str, str] | None:
    """Return the message record number, its two-digit year, station and serial.

    A number in which a letter was read for a digit carries the doubt `ocr-digit`.
    """
    m = _MRN.search(field.text)
    if m is None:
        return None
    year, serial = m["year"].translate(_AS_DIGIT), m["serial"].translate(_AS_DIGIT)
    doubts = () if m["year"] == year and m["serial"] == serial else ("ocr-digit",)
    station = " ".join(m["station"].split())
    value = field.value(f"{year} {station} {serial}", m.start(), m.end(), doubts)
    return value, int(year), station, serial


def is_person(name: str) -> bool:
    """Return whether a name is a person (`Mills, Cheryl D`): mixed case, no type word (`LONDON, AMEMBASSY`)."""
    return (
        bool(re.match(r"[A-Z][A-Za-z'-]+(?:[ ][A-Z][A-Za-z'-]+)?,[ ][A-Z][a-z]", name)) and posts.by_name(name) is None
    )


def read_addressees(field: Field, role: AddresseeRole, first: int) -> tuple[Addressee, ...]:
    """Return the semicolon-separated addressees; names stay as written (`WASHDC, SECSTATE`), `first` is their order."""
    found: list[Addressee] = []
    for entry in _ENTRY.finditer(field.text):
        words = entry[0].rstrip()
        start = entry.start() + len(words) - len(words.lstrip())
        end = entry.start() + len(words)
        if end <= start or not re.search(r"[A-Za-z]{2}", words):
            continue
        mark = _PRECEDENCE.search(field.text[start:end])
        name = " ".join(field.text[start : start + mark.start() if mark else end].split())
        known = code_lists.precedence(mark["word"]) if mark else None
        found.append(
            Addressee(
                role,
                None,
                name,
                known.notation if known else None,
                None,
                first + len(found),
                raw=field.raw(start, end),
                span=field.span(start, end),
                pieces=field.pieces(start, end),
                repairs=field.repairs_in(start, end),
                kind="person" if is_person(name) else None,
            )
        )
    return tuple(found)
