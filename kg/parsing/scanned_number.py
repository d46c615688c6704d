"""Read the reference number of a scanned telegram by vote: the number is printed several times and never well.

The PAGE form prints it on every page (`PAGE 02 LISBON O1567`, padded with zeros to five digits, six for STATE) and on
the classification line (`LISBON [587`, not padded). OCR exchanges digits differently in each place; each column of the
padded numbers is decided by the majority, a tie by the classification line.
"""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Span, Value
from kg.parsing.line_patterns import level_at
from kg.text.aligned_text import Reading
from kg.vocabulary import posts

_DIGIT = r"[0-9O@QDIl!\[\]|SB]"
_PAGE = re.compile(
    rf"PAGE(?<=\bPAGE)[ ]{{1,3}}(?P<page>[0-9O@QIltSB]{{1,2}})(?:[ \t]{{1,8}}|[ \t]{{0,8}}\n[ \t]{{0,12}})"
    rf"(?P<station>[A-Z](?:[A-Z.' -]|[01](?=[A-Z])){{2,24}}?),?[ \t]*[-\"“”'*]{{0,3}}[ \t]*"
    rf"(?P<serial>(?=[^\s]*\d){_DIGIT}{{3,7}})(?![A-Za-z0-9])"
)
_LINE = re.compile(
    rf"(?P<mrn>(?P<station>[A-Z][A-Z.']{{1,14}}(?:[ ][A-Z.']{{2,14}}){{0,3}})[ \t]+"
    rf"[-\"“”'*]{{0,3}}(?P<serial>(?=[^\s]*\d\d){_DIGIT}{{3,7}}))"
)
_AS_LETTER = str.maketrans("01", "OI")
_AS_DIGIT = str.maketrans("O@QDIl!|[]SB", "000011111158")


class Number(Struct, frozen=True):
    """A number as voted: station id, digits without padding, where it is printed best, and whether OCR was read."""

    value: Value[str]
    station: str
    serial: str


class _Print(Struct, frozen=True):
    station: str
    digits: str
    span: Span
    exact: bool


def _width(station: str) -> int:
    return 6 if station == "STATE" else 5


def _name_start(words: str) -> int:
    """Return the start of the station's name in the words before the number: captions may precede the name."""
    starts = [0, *(m.end() for m in re.finditer(" ", words))]
    return next((at for at in starts if posts.station(words[at:])), starts[-1])


def _prints(reading: Reading, line: tuple[int, int] | None) -> list[_Print]:
    """Return every print of the number with its place in the source, that of the classification line first.

    Page lines are read from the source, for the reading has cut them. Where one prints `PAGE 81` or `PAGE 91`, the
    zeros of this scan print as 8 or 9, and the first digit of a padded number does too.
    """
    pages = list(_PAGE.finditer(reading.source, reading.window.start, reading.window.end))
    zeros = any(len(m["page"]) == 2 and m["page"][0] in "89" for m in pages)

    def read(m: re.Match[str], span: Span) -> _Print:
        digits = m["serial"].translate(_AS_DIGIT)
        if zeros and digits[0] in "89" and len(digits) >= 5:
            digits = "0" + digits[1:]
        return _Print(m["station"].translate(_AS_LETTER), digits, span, m["serial"].isdigit() and digits == m["serial"])

    found = []
    if line is not None and (level := level_at.search(reading.text, *line)) is not None:
        line = (level.end(), line[1])
    if line is not None and (m := _LINE.search(reading.text, *line)) is not None:
        start = m.start("station") + _name_start(m["station"])
        station = reading.text[start : m.end("station")]
        found.append(replace(read(m, reading.span(start, m.end("serial"))), station=station))
    return found + [read(m, Span(m.start("station"), m.end("serial"))) for m in pages]


def _vote(prints: list[_Print], width: int) -> str | None:
    """Return the padded number by the majority of each column; prints of more digits than there can be don't vote."""
    votes = [p.digits.zfill(width) for p in prints if len(p.digits.lstrip("0")) <= width]
    votes = [v[-width:] for v in votes]
    if not votes:
        return None
    columns = (Counter(v[i] for v in votes) for i in range(width))
    return "".join(max(c, key=lambda d: (c[d], -[v[i] for v in votes].index(d))) for i, c in enumerate(columns))


def read_number(reading: Reading, line: tuple[int, int] | None, sender: str | None) -> Number | None:
    """Return the number of a PAGE-form telegram; `line` is the range of the classification line, `sender` a station id.

    The station is the sender's where the printed one is unknown: a cut or misread name.
    """
    prints = _prints(reading, line)
    if not prints:
        return None
    station = next((s for p in prints if (s := posts.station(p.station))), None) or sender
    if station is None:
        return None
    digits = _vote(prints, _width(station))
    if digits is None or not digits.strip("0"):
        return None
    serial = digits.lstrip("0")
    best = next((p for p in prints if p.digits.lstrip("0") == serial), prints[0])
    sure = all(p.exact and p.digits.lstrip("0") == serial for p in prints)
    value = Value(
        f"{' '.join(best.station.split())} {serial}",
        raw=best.span.of(reading.source),
        span=best.span,
        doubts=() if sure else ("ocr-digit",),
    )
    return Number(value, station, serial)
