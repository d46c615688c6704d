"""Find the labels of a cable's header fields, and the start of its body.

Labels stand at the start of a line on the wire (5 FAH-2 H-300: E.O., TAGS, SUBJECT, REF in that order) and anywhere in
a line where a copy has lost its line ends, so that a label inside a line counts only with its colon.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from rapidfuzz.distance import OSA

from kg.parsing.addressee_line import is_addressee
from kg.parsing.label_pattern import CLASSIFIED_BY, THIS, next_label
from kg.parsing.line_patterns import PORTION, LineStarts, double_spaced_end
from kg.text.aligned_text import Field, Reading

#: A numbered paragraph at the start of a line: `1. (C) …`, `1.(SBU)…`, `2, TEXT` (OCR), `1.  (U)  CLASSIFIED BY`.
_FIRST_PARAGRAPH = LineStarts(
    rf"^[ \t]*(?:\({PORTION}\)[ ])?1{{1,2}}[.,)][ \t]*(?=\({PORTION}\)|[A-Z\"'(\[])",
    first=r"[ \t]*[(1]",
    flags=re.IGNORECASE,
)
#: Where a REF line has lost its line ends: a numbered paragraph with a portion marking inside the line.
_INLINE_PARAGRAPH = re.compile(rf"1(?<=[ .)]1)[.)](?:[ ]?\({PORTION}\)|[ ]{{1,2}}(?:BEGIN[ ])?SUMMARY\b)")
_CLASSIFIED_PARAGRAPH = re.compile(
    rf"[ \t]*1[.)][ \t]*(?:\({PORTION}\)[ \t]*)?(?:[A-Z -]{{0,32}}ENTIRE[ ]TEXT[.,]?[ \t]+)?{THIS}{CLASSIFIED_BY}",
    re.IGNORECASE,
)
_SECOND_PARAGRAPH = LineStarts(
    rf"^[ \t]*1?2[.,)][ \t]*(?=\({PORTION}\)|[A-Z\"'(\[])", first=r"[ \t]*1?2", flags=re.IGNORECASE
)

_REFS = ("REFTEL", "REFTELS", "REFERENCE", "REFERENCES")
#: REF with its first or second letter lost, a letter doubled, two swapped. Words like RE and REP are none.
_REF_DAMAGED = frozenset("EF EFS RF RFS ERF RFE RFES RREF REEF REFF REFFS REEFS RESF REFL REFA".split())

_GAP = re.compile(r"\n[ \t]*\n[ \t\n]*")
_GAP_BEFORE = re.compile(r"\n[ \t]*\n[ \t]*$")
_WORD = re.compile(r"\S")
#: A reference list goes on after an empty line: a letter, or a number at the end of the line.
_GOES_ON = re.compile(r"[ \t]*(?:[\[(]?[A-Z0-9][.):\]]|[^\n]{3,60}\d[ )]{0,3}$)", re.MULTILINE)
#: Characters between two labels beyond which the second is no label: a long subject or REF list is shorter.
_PAGE = 4000
_ADDRESS = ("fm", "to", "info", "exempt")
_ADDRESS_GAP = 400
_AFTER = ("eo", "tags", "subject", "ref", "classified", "derived")


class Label(Struct, frozen=True):
    """A header label: `start` is its start, `value` the start of its field's text, both in the reading's text."""

    name: str
    start: int
    value: int


class Layout(Struct, frozen=True):
    """The labels of a header in the order of the text, where the body starts, and how far a last field may reach.

    Between the two can lie text without a number: a heading above paragraph 1, a summary, a handling note.
    """

    reading: Reading
    labels: tuple[Label, ...]
    body: int
    fields_end: int

    def all(self, name: str) -> tuple[Field, ...]:
        """Return the fields labelled `name`, each from its label to the next label or the body."""
        found = []
        for i, label in enumerate(self.labels):
            if label.name == name:
                following = self.labels[i + 1].start if i + 1 < len(self.labels) else self.end_of(label)
                found.append(Field(self.reading, label.value, max(label.value, following)))
        return tuple(found)

    def end_of(self, label: Label) -> int:
        """Return where a label that no other follows ends: at paragraph 1, or at the end where that is before it."""
        return self.fields_end if self.fields_end > label.start else len(self.reading.text)

    def first(self, name: str) -> Field | None:
        """Return the first field labelled `name`."""
        return next(iter(self.all(name)), None)

    @property
    def labelled(self) -> bool:
        """Whether there is any label below the address (E.O., TAGS, SUBJECT, REF, Classified By)."""
        return any(x.name in _AFTER for x in self.labels)

    @property
    def top(self) -> int:
        """Where the labelled part starts: the first of E.O., TAGS, SUBJECT, REF, Classified By, else the body."""
        return min((x.start for x in self.labels if x.name in _AFTER), default=self.body)


def _paragraph_one(text: str, limit: int) -> int | None:
    """Return the start of paragraph 1 after `limit`; None where there is none."""
    first = _FIRST_PARAGRAPH.search(text, limit) or _INLINE_PARAGRAPH.search(text, limit)
    return first.start() if first else None


def _header_end(text: str, labels: list[Label], limit: int, body: int) -> int:
    """Return the start of the last header field's text: each field follows another field or an empty line."""
    for label in labels:
        if limit < label.start < body and label.name in _AFTER:
            gap = _GAP.search(text, limit, label.start)
            if gap is None or _GAP_BEFORE.search(text[max(0, label.start - 40) : label.start]):
                limit = label.value
    return limit


def _first_numbered(text: str, limit: int, labels: list[Label]) -> int | None:
    """Return the start of paragraph 1 after `limit`, or of the first block where its number is lost."""
    if (first := _paragraph_one(text, limit)) is not None:
        return first
    if (second := _SECOND_PARAGRAPH.search(text, limit)) is not None:
        limit = _header_end(text, labels, limit, second.start())
        if (last := next((x for x in labels if x.value == limit and x.name == "ref"), None)) is not None:
            return min(end_of_block(text, last), second.start())
        named = any(x.value == limit and x.name == "subject" for x in labels)
        gap = _GAP.search(text, max(limit, double_spaced_end(text, limit) if named else 0), second.start())
        return gap.end() if gap else second.start()
    return None


def end_of_block(text: str, last: Label) -> int:
    """Return the start of the body in a text without numbers: after the empty line that ends the last field."""
    first = _WORD.search(text, last.value)
    at = first.start() if first else len(text)
    while (gap := _GAP.search(text, at)) is not None:
        if last.name != "ref" or not _GOES_ON.match(text, gap.end()):
            return gap.end()
        at = gap.end()
    return len(text)


def find(reading: Reading) -> Layout:
    """Return the layout of one cable's reading.

    The body starts at paragraph 1; a paragraph 1 that only says who classified the cable (the form of 1995–96) is
    header as well as body.
    """
    text = reading.text
    found = _labels(text)
    head = next((x for name in ("subject", "tags", "eo") for x in found if x.name == name), Label("", 0, 0))
    numbered = _first_numbered(text, head.value, found)
    body = len(text) if numbered is None else numbered
    below = [x for x in _once(found) if x.name in _AFTER]
    if numbered is None and (below or not found):
        body = end_of_block(text, below[-1]) if below else 0
    kept = [x for x in found if x.start < body]
    if body < len(text) and (opening := _CLASSIFIED_PARAGRAPH.match(text, body)) is not None:
        second = _SECOND_PARAGRAPH.search(text, opening.end())
        end = second.start() if second else len(text)
        return Layout(reading, (*_once(kept), Label("classified", body, opening.end()), Label("", end, end)), body, end)
    labels = _once(kept)
    if numbered is None:
        return Layout(reading, labels, body, body)
    last = next((x for x in reversed(labels) if x.name in _AFTER), None)
    first = end_of_block(text, last) if last else 0 if not labels else numbered
    return Layout(reading, labels, min(first, numbered), numbered)


@lru_cache(maxsize=1024)
def _misspelled(word: str) -> str | None:
    """Return the label that a word with a colon misspells by one letter (`TASG:`, `SUBECT:`, `EF:`), None if none."""
    if word.startswith("T") and OSA.distance(word, "TAGS") <= 1:
        return "tags"
    if len(word) > 4 and OSA.distance(word, "SUBJECT") <= 1:
        return "subject"
    if word in _REF_DAMAGED or any(OSA.distance(word, right) <= 1 for right in _REFS):
        return "ref"
    return None


def _in_prose(text: str, m: re.Match[str]) -> bool:
    """Return whether a label word without colon, or inside a line, is part of the text: paragraph 1 is above it."""
    at_start = not text[text.rfind("\n", 0, m.start()) + 1 : m.start()].strip()
    if at_start and m[0].rstrip().endswith((":", ";")):
        return False
    first = _paragraph_one(text, 0)
    return first is not None and first < m.start()


def _labels(text: str) -> list[Label]:
    """Return the labels of the header: none more than a page below the last true one, none below paragraph 1."""
    found: list[Label] = []
    at, limit, body = 0, len(text), -1
    while (m := next_label(text, at, min(limit, body) if body >= 0 else limit)) is not None:
        name = (m.lastgroup or "").rstrip("_")
        at = max(m.end(), at + 1)
        if name == "like":
            name = _misspelled(m[0].strip(" \t\n:;").upper()) or ""
        if not name or (not found and name in ("tags", "subject") and _in_prose(text, m)):
            continue
        label = Label(name, m.start(), m.end())
        found.append(label)
        if label.name in _AFTER:
            limit = min(label.value + _PAGE, len(text))
        if label.name in ("tags", "subject") and body < label.value:
            numbered = _paragraph_one(text, label.value)
            body = len(text) if numbered is None else max(numbered, at)
    return _addressed(text, found)


def _first_line(text: str, at: int) -> str:
    """Return the first line at or below a place that is not empty; up to the next label inside it."""
    return text[at : at + 160].lstrip().split("\n")[0].partition(" TO ")[0].partition(" INFO ")[0]


def _addressed(text: str, labels: list[Label]) -> list[Label]:
    """Drop FM, TO and INFO as words of a sentence: a true label is next to another label or before an addressee."""
    kept: list[Label] = []
    top = min((x.start for x in labels if x.name in ("tags", "subject")), default=len(text))
    if not any(x.name == "fm" and x.start > top for x in labels):  # an address stands above TAGS and subject
        labels = [x for x in labels if x.name not in _ADDRESS or x.start < top]
    named = {x for x in labels if x.name in _ADDRESS and is_addressee(_first_line(text, x.value))}
    for i, label in enumerate(labels):
        if label.name in _ADDRESS and label not in named:
            beside = [*kept[-1:], *labels[i + 1 : i + 2]]
            if not named or not any(x.name in _ADDRESS and abs(x.start - label.start) < _ADDRESS_GAP for x in beside):
                continue
        kept.append(label)
    return kept


def _once(labels: list[Label]) -> tuple[Label, ...]:
    """Drop a label word in the text of another field: a second subject, an inner `REF` after `REF:`."""
    kept: list[Label] = []
    seen: set[str] = set()
    for label in labels:
        if label.name in ("subject", "eo") and label.name in seen:
            if (
                label.name == "eo" and kept and kept[-1].name == "subject"
            ):  # the header printed again ends what is above
                kept.append(Label("", label.start, label.value))
            continue
        if label.name == "ref" and kept and kept[-1].name == "ref":
            continue
        if label.name == "tags" and kept and kept[-1].name == "tags":
            continue
        seen.add(label.name)
        kept.append(label)
    return tuple(kept)
