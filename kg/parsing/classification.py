"""Read the classification line with the message reference number, and the lines between it and the E.O. line.

`C O N F I D E N T I A L SECTION 01 OF 02 LIMA 002181`: level, section, captions, station, serial. Below it captions
(SIPDIS, NOFORN …) and pass lines (`DEPT FOR WHA/AND`, `STATE PASS USTR`), each on its own line.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Section, Value
from kg.parsing import cable_ids
from kg.parsing.line_patterns import LEVEL, LEVELS, level_of
from kg.parsing.markings import captions_in
from kg.text.aligned_text import Reading

#: Behind a section the number may have been wrapped to the next line.
_REST = (
    r"(?P<rest>[^\n]{0,60}?SECTION[ ]\d\d[ ]OF[ ]\d\d[ \t]*\n[ \t]*[A-Z][A-Z .'-]{1,30}[ ]\d{4,7}[ \t]*|[^\n]{0,120})$"
)
_LINE = re.compile(rf"^[ \t]*[^\w\n]{{0,3}}(?P<level>{LEVEL}){_REST}", re.MULTILINE | re.IGNORECASE)
#: A level in spaced letters that the line's end falls into.
_WRAPPED = re.compile(
    "^[ \t]*(?P<level>" + "|".join(r"\s{0,3}".join(w.replace(" ", "")) for w, _ in LEVELS) + rf")(?![A-Z]){_REST}",
    re.MULTILINE,
)
_SECTION = re.compile(r"(?:FINAL[ ])?\bSEC(?:TION)?[ ]?(?P<n>\d{1,2})?[ ]?(?:OF[ ]?(?P<of>\d{1,2}))?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<mrn>(?P<station>[A-Z][A-Z.'/-]{0,14}(?:[ ][A-Z.'/-]{1,14}){0,3})[ ]{1,8}"
    r"[\"\[]?(?P<serial>\d{1,7}))[^\w\n]{0,3}"
    r"(?P<tail>(?:[ ]+[A-Z/.-]+){0,4})[ ]*$",
    re.IGNORECASE,
)
_CORRECTED = re.compile(r"C[ ]?O[ ]?R[ ]?R[ ]?E[ ]?C[ ]?T[ ]?E[ ]?D[ ]{1,3}C[ ]?O[ ]?P[ ]?Y", re.IGNORECASE)
_PASS = re.compile(
    r"\b(?:FOR|PASS(?:[ ]TO)?|ALSO[ ]FOR|FROM|TREAT[ ]AS|PLEASE[ ]PASS|PLS[ ]PASS)\b[ :]|"
    r"^[A-Z/ ]{2,30}:[ ](?=[^\n]{0,40}[A-Z]{2})",
    re.IGNORECASE,
)
#: Pass lines of a cable at most; more of the like are a text without a header.
_MOST_PASSES = 40
_EFTO = re.compile(r"\bE[ ]?F[ ]?T[ ]?O\b")


class Marking(Struct, frozen=True):
    """The values of the classification line and the lines below it; `end` is the end of the classification line."""

    classification: Value[str] | None
    number: Value[str] | None
    station: str | None
    serial: str | None
    section: Section | None
    captions: tuple[Value[str], ...]
    pass_lines: tuple[Value[str], ...]
    start: int
    end: int


def _caption_spans(reading: Reading, start: int, end: int) -> tuple[list[Value[str]], str]:
    """Return the captions in `text[start:end]`, and the text without them."""
    left = list(reading.text[start:end])
    found = []
    for at, stop, caption in captions_in(reading.text[start:end]):
        found.append(reading.value(caption, start + at, start + stop))
        left[at:stop] = " " * (stop - at)
    for m in _EFTO.finditer("".join(left)):
        found.append(reading.value("EFTO", start + m.start(), start + m.end()))
        left[m.start() : m.end()] = " " * (m.end() - m.start())
    return found, "".join(left)


def _section(reading: Reading, rest: str, at: int) -> tuple[Section | None, str]:
    m = _SECTION.search(rest)
    if m is None or not (m["n"] or m["of"]):
        return None, rest
    number = int(m["n"]) if m["n"] else int(m["of"])
    span = reading.span(at + m.start(), at + m.end())
    section = Section(number, int(m["of"]) if m["of"] else None, span.of(reading.source), span)
    return section, rest[: m.start()] + " " * (m.end() - m.start()) + rest[m.end() :]


def _merge(captions: list[Value[str]]) -> tuple[Value[str], ...]:
    """Keep each caption once, with its other places in `also`."""
    first: dict[str, Value[str]] = {}
    for caption in captions:
        if caption.value in first:
            known = first[caption.value]
            first[caption.value] = replace(known, also=(*known.also, caption.span))
        else:
            first[caption.value] = caption
    return tuple(first.values())


def find_marking_line(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the classification line: the first that also has a number, else the first level that fills its line."""
    bare = None
    for m in _LINE.finditer(text, start, end):
        if re.search(r"\d{2,}", m["rest"]) and not re.match(r"[ ]?(?:BY|//)[ ]", m["rest"], re.IGNORECASE):
            return m
        if (bare is None and not m["rest"].strip(" /.-")) or (
            bare is None and not _NUMBER.search(m["rest"]) and captions_in(m["rest"])
        ):
            bare = m
    return bare or _WRAPPED.search(text, start, end)


def read_marking(reading: Reading, start: int, end: int, *, below: bool = True) -> Marking:
    """Return classification, number, section, captions and pass lines found in `text[start:end]`.

    Without `below` only the classification line itself is read.
    """
    m = find_marking_line(reading.text, start, end)
    if m is None:
        captions, passes = _lines_below(reading, start, end) if below else ([], ())
        return Marking(None, None, None, None, None, _merge(captions), passes, start, start)
    classification = reading.value(level_of(m["level"]) or m["level"], m.start("level"), m.end("level"))
    at = m.start("rest")
    section, rest = _section(reading, m["rest"], at)
    captions, _ = _caption_spans(reading, at, m.end("rest"))
    blank = rest
    for caption in captions:
        low, high = (reading.at(caption.span.start) - at, reading.at(caption.span.end) - at)
        blank = blank[:low] + " " * (high - low) + blank[high:]
    number = _NUMBER.search(cable_ids.without_second(blank))
    others, passes = _lines_below(reading, m.end(), end) if below else ([], ())
    mrn = station = serial = None
    if number is not None:
        station, serial = number["station"].strip(), number["serial"]
        mrn = reading.value(f"{' '.join(station.split())} {serial}", at + number.start("mrn"), at + number.end("mrn"))
    return Marking(classification, mrn, station, serial, section, _merge(captions + others), passes, m.start(), m.end())


def _lines_below(reading: Reading, start: int, end: int) -> tuple[list[Value[str]], tuple[Value[str], ...]]:
    """Read the lines from the classification line to the E.O. line: captions and pass lines, no note of correction."""
    captions: list[Value[str]] = []
    passes: list[Value[str]] = []
    for line in re.finditer(r"[^\n]+", reading.text[start:end]):
        low, high = start + line.start(), start + line.end()
        words = line[0].strip()
        if not words:
            continue
        if _CORRECTED.search(words):
            continue
        found, left = _caption_spans(reading, low, high)
        rest = left.strip(" \t/,;.-")
        if found and (not rest or not _PASS.search(rest)):
            captions += found
        elif len(words) < 200 and len(passes) < _MOST_PASSES and _PASS.search(words):
            begin = low + len(line[0]) - len(line[0].lstrip())
            passes.append(reading.value(" ".join(words.split()), begin, begin + len(words)))
        elif found:
            captions += found
    return captions, tuple(passes)
