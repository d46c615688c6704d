"""Read the address: FM, TO, INFO and XMT lines, one addressee a line.

```
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC PRIORITY 5950      routing indicator / name, precedence, continuity number
INFO RUEHBO/AMEMBASSY BOGOTA 4789
RUEHBR/AMEMBASSY BRASILIA 7418              no label: the last one goes on
XMT AMEMBASSY TRIPOLI                       exempted from a collective
```
On the wire of 1973–79 there are no routing indicators. The list ends at the classification line.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz.distance import OSA

from kg.model import Addressee, Repair, Sender
from kg.model.cable import AddresseeRole
from kg.parsing.line_patterns import MONTHS, PRECEDENCE, PRECEDENCES, level_at
from kg.text.aligned_text import Field, Reading
from kg.vocabulary import code_lists, organisations, posts, spellings

#: A name is taken word by word, no word is tried in part. Blanks and points at the end of the line are cut off before.
_WORDS = r"[A-Z0-9][^\n ]*+(?:[ ]++[^\n ]++)*?"
_LONGEST_NAME = 121
_LONGEST_SERIAL = 5
_LONGEST_KNOWN = 160
_LINE = re.compile(
    rf"""^[^\w\n]{{0,3}}
    (?:(?P<lead>{PRECEDENCE})[ ]+(?=[A-Z]{{4,8}}[ ]?/))?
    (?:(?P<indicator>[A-Z]{{4,8}})[ ]?//?[ ]?)?
    (?P<name>{_WORDS})
    (?:[ ]+(?P<serial1>\d{{1,5}}))??
    (?:[ ]+(?P<precedence>(?:NIACT[ ])?(?:{PRECEDENCE}|NIACT)|[A-Z]{{5,10}}))??
    (?:[ ]+(?P<serial>\d{{1,5}}))?(?P<glued>(?!))?$""",
    re.VERBOSE,
)
#: The precedence hangs on the name (`WASHDCIMMEDIATE`), or the serial on the precedence (`PRIORITY1234`).
_LONG = [word for word in PRECEDENCES if len(word) > 6]
_GLUED = re.compile(rf"[^\s/](?:{'|'.join(_LONG)})|(?:{'|'.join(_LONG)})\d")
_GLUED_LINE = re.compile(
    rf"""^[^\w\n]{{0,3}}
    (?:(?P<lead>{PRECEDENCE})[ ]+(?=[A-Z]{{4,8}}[ ]?/))?
    (?:(?P<indicator>[A-Z]{{4,8}})[ ]?//?[ ]?)?
    (?P<name>[A-Z0-9][^\n]{{0,120}}?)
    (?:[ ]+(?P<serial1>\d{{1,5}}))??
    (?: [ ]+(?P<precedence>(?:NIACT[ ])?(?:{PRECEDENCE}|NIACT)|[A-Z]{{5,10}})
      | [ ]*(?P<glued>{"|".join(_LONG)})(?=[ ]*\d{{0,5}}$))??
    (?:(?:[ ]+|{"|".join(f"(?<={word})" for word in _LONG)})(?P<serial>\d{{1,5}}))?$""",
    re.VERBOSE,
)
#: The same without a precedence: the last word of a name is none.
_PLAIN_LINE = re.compile(
    rf"""^[^\w\n]{{0,3}}
    (?:(?P<lead>{PRECEDENCE})[ ]+(?=[A-Z]{{4,8}}[ ]?/))?
    (?:(?P<indicator>[A-Z]{{4,8}})[ ]?//?[ ]?)?(?P<name>{_WORDS})
    (?:[ ]+(?P<serial>\d{{1,5}}))?(?P<serial1>(?!))?(?P<precedence>(?!))?(?P<glued>(?!))?$""",
    re.VERBOSE,
)
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}")
#: Where an addressee begins inside a line that has lost its line ends.
_INSIDE = re.compile(r"(?<=\S)[ ]+(?=(?:TO|INFO|XMT)[ ]{1,3}[A-Z]{4,8}/[A-Z]|[RU][A-Z]{3,7}/[A-Z])")
_ROLES: dict[str, AddresseeRole] = {"TO": "action", "INFO": "info", "XMT": "exempt"}
_LABEL = re.compile(r"^[^\w\n]{0,4}(FM|FROM|TO|INFO|XMT|ZEN)\b[ \t:]*(?=\S|$)", re.IGNORECASE)
_STOP = re.compile(r"^[ \t]*(?:E\.?[ ]?O\.?[ ]?\d|TAGS|SUBJ|REF\b|BT\b|\d{1,2}\.[ ]|-{3})", re.IGNORECASE)
_FUSED = re.compile(r"^(?P<first>.{3,60}?)[ ](?P<month>" + "|".join(MONTHS) + r")[ ](?P<second>[A-Z][A-Z .'-]{2,40})$")
#: What may stand before an addressee's indicator.
_NOTHING_YET = re.compile(rf"[ \t]*(?:(?:TO|INFO|XMT)\b[ \t:]*)?{PRECEDENCE}?[ \t]*")


class Address(Struct, frozen=True):
    """The sender of the cable, its addressees, and the end of the address in the reading's text."""

    sender: Sender | None
    addressees: tuple[Addressee, ...]
    end: int


def read_sender(field: Field) -> Sender | None:
    """Return the sender from the text after `FM` (one line)."""
    line = re.match(r"[ \t]*([^\n]*\S)", field.text)
    if line is None:
        return None
    start, end = line.span(1)
    name = " ".join(line[1].split())
    post = posts.by_name(name)
    if post is None and (known := _before_noise(line[1])) is not None:
        end = start + len(known)
        name = " ".join(known.split())
        post = posts.by_name(name)
    return Sender(
        post.id if post else None,
        name,
        raw=field.raw(start, end),
        span=field.span(start, end),
        repairs=field.repairs_in(start, end),
        doubts=() if post else ("unresolved",),
    )


@lru_cache(maxsize=16_384)
def _before_noise(words: str) -> str | None:
    """Return the longest known post name that scanning noise follows (`AMEMBASSY LIMA =, (c) AD`), None without any."""
    noise = re.search(r"[ ]+(?:[^A-Z0-9(\s]|\S*[^\w\s.,/'()&-])", words)
    known = words[: noise.start()] if noise else ""
    return known if known and posts.by_name(" ".join(known.split())) else None


@lru_cache(maxsize=1024)
def _precedence(word: str | None) -> str | None:
    """Return the precedence a word on an addressee's line means; one wrong letter (`PIORITY`) is forgiven."""
    if word is None:
        return None
    known = code_lists.precedence(word)
    if known is None and (listed := spellings.find(word)) is not None:
        known = code_lists.precedence(listed.right)
    if known is None and len(word) > 5:
        near = [c for c in code_lists.concepts("precedence") if OSA.distance(word, c.notation, score_cutoff=1) <= 1]
        known = near[0] if len(near) == 1 else None
    return known.notation if known else None


def _line_parts(line: str) -> tuple[re.Match[str] | None, str | None, int]:
    """Return the parts of a line, the number at its end, and where the line ends.

    The number is split off first: without it the lines of a collection are few, so that most are known.
    """
    line = line.rstrip(" \t.")
    bare, _, serial = line.rpartition(" ")
    bare = bare.rstrip(" ")
    number = 0 < len(serial) <= _LONGEST_SERIAL and serial.isascii() and serial.isdigit()
    if number and bare and not bare[-1].isdigit():
        return _parts_of(bare), serial, len(line)
    return _parts_of(line), None, len(line)


@lru_cache(maxsize=16_384)
def _known_parts(line: str) -> re.Match[str] | None:
    return _match_parts(line)


def _parts_of(line: str) -> re.Match[str] | None:
    return _known_parts(line) if len(line) <= _LONGEST_KNOWN else _match_parts(line)


def _match_parts(line: str) -> re.Match[str] | None:
    m = (_GLUED_LINE if _GLUED.search(line) else _LINE).match(line)
    if m is None or (m["precedence"] and _precedence(m["precedence"]) is None):
        m = _PLAIN_LINE.match(line)
    return m if m is None or len(m["name"]) <= _LONGEST_NAME else None


def read_line(field: Field, role: AddresseeRole, order: int) -> Addressee | None:
    """Return the addressee of one line (label cut off), None where the line is none."""
    m, serial, stop = _line_parts(field.text)
    if m is None or not _TWO_LETTERS.search(m["name"]):
        return None
    name = " ".join(m["name"].split())
    if (known := _before_noise(m["name"])) is not None:
        low = m.start("name")
        return Addressee(
            role,
            m["indicator"],
            " ".join(known.split()),
            None,
            None,
            order,
            raw=field.raw(low, low + len(known)),
            span=field.span(low, low + len(known)),
            doubts=("unsure",),
        )
    start = m.start("indicator") if m["indicator"] else m.start("name")
    start = m.start("lead") if m["lead"] else start
    end = stop if serial else max(m.end(g) for g in ("name", "precedence", "glued", "serial", "serial1") if m[g])
    precedence = _precedence(m["precedence"] or m["glued"] or m["lead"])
    repairs = field.repairs_in(start, end)
    if m["precedence"] and precedence and " ".join(m["precedence"].split()) != precedence:
        at = m.span("precedence")
        repairs += (Repair("misspelled-word", field.raw(*at), precedence, field.span(*at)),)
    return Addressee(
        role,
        m["indicator"],
        name.removesuffix(" BY POUCH"),
        precedence,
        serial or m["serial"] or m["serial1"],
        order,
        raw=field.raw(start, end),
        span=field.span(start, end),
        repairs=repairs,
        pieces=field.pieces(start, end),
    )


def _unfuse(field: Field, addressee: Addressee, month: str | None) -> tuple[Addressee, ...]:
    """Read two addressees fused around a month: `<post> <month> <post> <serial>`.

    Observed in copies of public cables after LA PAZ: the end of one line and the start of the next were lost and the
    month of the date-time group stands between. Sure only when it is that month and both names are known posts.
    """
    m = _FUSED.match(addressee.name)
    if m is None or posts.by_name(m["first"]) is None or posts.by_name(m["second"]) is None:
        return (addressee,)
    unsure = m["month"] != month
    text = field.text
    name_at = text.index(addressee.name) if addressee.name in text else -1
    if name_at < 0:
        return (addressee,)
    first_end, second_at = name_at + m.end("first"), name_at + m.start("second")
    start = addressee.span.start - field.span(0, 0).start
    stop = start + (addressee.span.end - addressee.span.start)
    indicator = f"{addressee.routing_indicator}/" if addressee.routing_indicator else ""
    tail = text[name_at + len(addressee.name) : stop]
    repair = Repair(
        "fused-addressees", addressee.raw, f"{indicator}{m['first']}\n{m['second']}{tail}", addressee.span, unsure
    )
    doubts = ("unsure",) if unsure else ()
    first = replace(
        addressee,
        name=m["first"],
        serial=None,
        precedence=None,
        raw=field.raw(start, first_end),
        span=field.span(start, first_end),
        repairs=(repair,),
        doubts=doubts,
    )
    second = replace(
        addressee,
        name=m["second"],
        routing_indicator=None,
        order=addressee.order + 1,
        raw=field.raw(second_at, stop),
        span=field.span(second_at, stop),
        repairs=(repair,),
        doubts=doubts,
    )
    return first, second


def _line_end(text: str, at: int, stop: int) -> int:
    """Return the end of the addressee that begins at `at`: the line's end, or the next addressee inside the line."""
    for m in _INSIDE.finditer(text, at, stop):
        if not _NOTHING_YET.fullmatch(text, at, m.start()):
            return m.start()
    return stop


def read_address(reading: Reading, start: int, limit: int, month: str | None) -> Address:
    """Return the address found from `start` to at most `limit`; `month` is that of the date-time group (`JUN`)."""
    sender: Sender | None = None
    addressees: list[Addressee] = []
    role: AddresseeRole | None = None
    at = end = start
    misses = 0
    while at < limit:
        stop = reading.text.find("\n", at, limit)
        stop = limit if stop < 0 else stop
        stop = _line_end(reading.text, at, stop)
        line = reading.text[at:stop]
        label = _LABEL.match(line)
        value = at + (label.end() if label else 0)
        if label and label[1].upper() in ("FM", "FROM"):
            sender = sender or read_sender(Field(reading, value, stop))
            role, end = None, stop
        elif label and label[1].upper() in _ROLES:
            role = _ROLES[label[1].upper()]
        if role and line.strip() and (label is None or reading.text[value:stop].strip()):
            if level_at.match(line.strip()) or _STOP.match(line) or len(line) > 160:
                break
            field = Field(reading, value, stop)
            one = read_line(field, role, len(addressees) + 1)
            if one is None or (label is None and not _looks_addressed(one)):
                misses += 1
                if misses > 4:
                    break
            else:
                addressees.extend(_unfuse(field, one, month))
                end, misses = stop, 0
        at = stop + 1
    return Address(sender, tuple(addressees), end)


def _looks_addressed(one: Addressee) -> bool:
    """Return whether a line is an addressee's: it has an indicator, or is a known name in capitals."""
    if one.routing_indicator:
        return True
    if one.name != one.name.upper():
        return False
    return one.precedence is not None or _is_known(one.name)


def is_addressee(line: str) -> bool:
    """Return whether a line reads as an addressee: a routing indicator, or a name that begins like one."""
    m, _, _ = _line_parts(line.strip())
    return m is not None and (bool(m["indicator"]) or _is_known(" ".join(m["name"].split())))


@lru_cache(maxsize=16_384)
def _is_known(name: str) -> bool:
    """Return whether a name is a post's, an organisation's or a collective's, or at least begins like one."""
    if posts.by_name(name) or organisations.find_collective(name) or organisations.find(name):
        return True
    return name.split()[0] in _OFFICES or name.startswith(_COMMANDS) or name.endswith(("COLLECTIVE", "POSTS"))


#: How the short names of military commands begin: CJTF HOA, CDRUSSOUTHCOM, CINCPAC, COMUSKOREA.
_COMMANDS = (
    "CJTF",
    "JTF",
    "JIATF",
    "CDRUS",
    "CINC",
    "USCINC",
    "COMUS",
    "COMNAV",
    "COMSOC",
    "COMSIXTH",
    "COMSEVENTH",
    "HQUS",
    "USNMR",
    "JSOC",
    "JICCENT",
)
_OFFICES = frozenset(
    ["AMEMBASSY", "AMCONSUL", "AMCONGEN", "USMISSION", "USDEL", "USLO", "USINT", "USOFFICE", "CDR", "HQ", "JOINT"]
)
