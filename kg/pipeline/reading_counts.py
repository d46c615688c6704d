"""Count the texts and values read, in each worker and then together: bounded numbers with a few examples."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

from kg.model import Cable, Diagnostic, Document, Evidence, Official, Quoted, Repair, Span, Tag
from kg.schema import fields as schema_fields

LINE_END = re.compile(r"\r\n|\r|\n")
EXAMPLES = 5
"""The most examples of one kind in a report."""
_OF_ONE_SOURCE = 2
"""The most examples from one source: one of each of five texts tells more than five from one."""
_LONGEST = 200
EXPECTED = tuple(dict.fromkeys(key for field in schema_fields() if field.expected for key in field.keys))
"""Fields of nearly every cable: where one is missing, the copy is cut or the reader failed."""


@dataclass(frozen=True, slots=True)
class Example:
    """One place where something was seen: `line` counts from 1 in the source; `note` is the text read there.

    `document` is the hash under which the text is kept.
    """

    source: str
    cable: str | None
    line: int | None
    raw: str
    note: str = ""
    document: str = ""


@dataclass(slots=True)
class Seen:
    """A count with its first examples."""

    count: int = 0
    unsure: int = 0
    examples: list[Example] = field(default_factory=list)

    def add(self, example: Example, unsure: bool = False) -> None:
        """Count one more."""
        self.count += 1
        self.unsure += unsure
        alike = sum(known.source == example.source for known in self.examples)
        if len(self.examples) < EXAMPLES and alike < _OF_ONE_SOURCE:
            self.examples.append(example)

    def merge(self, other: Seen) -> None:
        """Add the counts and examples of another, after those here."""
        self.count += other.count
        self.unsure += other.unsure
        self.examples.extend(other.examples[: EXAMPLES - len(self.examples)])


@dataclass(frozen=True, slots=True)
class Redacted:
    """The result of a redaction list in one document: masked places, and officials who lost their names.

    `lines` are the lines of the list whose names stood there.
    """

    places: int = 0
    officials: int = 0
    lines: tuple[int, ...] = ()


_Kinds = dict[str, Seen]


@dataclass(slots=True)
class Tally:
    """The counts of a reading; `listed` counts the documents with a name, by its line in the redaction list.

    Merging in the order of the sources gives the same tally on any number of workers.
    """

    documents: int = 0
    cables: int = 0
    unnumbered: int = 0
    protected: int = 0
    redacted: int = 0
    listed: Counter[int] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    missing: _Kinds = field(default_factory=dict)
    repairs: _Kinds = field(default_factory=dict)
    doubts: _Kinds = field(default_factory=dict)
    diagnostics: _Kinds = field(default_factory=dict)
    unresolved: _Kinds = field(default_factory=dict)
    suggestions: _Kinds = field(default_factory=dict)

    def add(self, document: Document, cables: tuple[Cable, ...], redacted: Redacted = Redacted()) -> None:
        """Count one document and its cables; persons hidden by a redaction list do not count as protected."""
        self.documents += 1
        self.redacted += redacted.places
        self.listed.update(redacted.lines)
        self.protected -= redacted.officials
        self.encodings[document.encoding] += 1
        lines = _Lines(document.text)
        for cable in cables:
            self._cable(document, cable, lines)

    def _cable(self, document: Document, cable: Cable, lines: _Lines) -> None:
        self.cables += 1
        self.unnumbered += cable.id is None
        self.protected += sum(official.protected for official in cable.officials)
        self.forms[cable.form or "unknown"] += 1
        for name in EXPECTED:
            if not getattr(cable, name):
                _seen(self.missing, name).add(_example(document, cable, None))
        for repair in cable.repairs:
            self._repair(document, cable, repair, lines)
        for name, part in cable.parts():
            if isinstance(part, Evidence):
                self._part(document, cable, name, part, lines)
        for odd in cable.diagnostics:
            self.odd(document, cable, odd, lines.at(odd.span) if odd.span else None)

    def odd(self, document: Document, cable: Cable, odd: Diagnostic, line: int | None = None) -> None:
        """Count a diagnostic of a cable, seen in a line of a document."""
        _seen(self.diagnostics, odd.code).add(_example(document, cable, line, "", odd.message))

    def take_back(self, kind: str, code: str, document: str, cable: str | None) -> None:
        """Uncount one sight of a kind in a cable of a document (its hash), and drop it from the examples."""
        kinds: _Kinds = getattr(self, kind)
        if (seen := kinds.get(code)) is None:
            return
        seen.count -= 1
        seen.examples = [e for e in seen.examples if (e.document, e.cable) != (document, cable)]
        if seen.count < 1:
            del kinds[code]

    def _repair(self, document: Document, cable: Cable, repair: Repair, lines: _Lines) -> None:
        example = _example(document, cable, lines.at(repair.span), repair.raw, repair.read_as)
        _seen(self.repairs, repair.rule).add(example, repair.unsure)

    def _part(self, document: Document, cable: Cable, name: str, part: Evidence, lines: _Lines) -> None:
        if isinstance(part, Official) and part.protected:
            return
        doubts, suggestion = part.doubts, part.suggestion if isinstance(part, Tag) else None
        if not doubts and not suggestion:
            return
        raw = _short(part.raw) if isinstance(part, Quoted) else ""
        example = _example(document, cable, lines.at(part.span), raw, name)
        for code in doubts:
            _seen(self.doubts, code).add(example)
        if suggestion:
            _seen(self.suggestions, f"{getattr(part, 'code', raw)} → {suggestion}").add(example)
        if "unresolved" in doubts:
            _seen(self.unresolved, _short(str(getattr(part, "name", None) or raw))).add(example)

    def merge(self, other: Tally) -> None:
        """Add the counts of another tally, after those here."""
        for item in fields(self):
            mine, theirs = getattr(self, item.name), getattr(other, item.name)
            if isinstance(mine, Counter):
                mine.update(theirs)
            elif isinstance(mine, dict):
                for key, seen in theirs.items():
                    _seen(mine, key).merge(seen)
            else:
                setattr(self, item.name, mine + theirs)

    def to_data(self) -> dict[str, object]:
        """Return the tally as JSON data without empty counts."""
        data: dict[str, object] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if not value:
                continue
            if item.name in _KINDS:
                value = {
                    code: [seen.count, seen.unsure, [_cells(example) for example in seen.examples]]
                    for code, seen in value.items()
                }
            data[item.name] = value
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Tally:
        """Read a tally from the JSON data that `to_data` made."""
        tally = cls()
        for name, value in data.items():
            if name in _KINDS:
                setattr(
                    tally,
                    name,
                    {
                        code: Seen(count, unsure, [Example(*cells) for cells in examples])
                        for code, (count, unsure, examples) in value.items()
                    },
                )
            elif isinstance(value, dict):
                setattr(tally, name, Counter({int(k) if name in _NUMBERED else k: n for k, n in value.items()}))
            else:
                setattr(tally, name, value)
        return tally


def _cells(example: Example) -> list[object]:
    return [example.source, example.cable, example.line, example.raw, example.note, example.document]


def _example(document: Document, cable: Cable, line: int | None, raw: str = "", note: str = "") -> Example:
    return Example(document.source, cable.id, line, _short(raw), _short(note), document.hash)


_NUMBERED = frozenset(("years", "listed"))
_KINDS = frozenset(("missing", "repairs", "doubts", "diagnostics", "unresolved", "suggestions"))


class _Lines:
    """Line numbers in a text; the line ends are found once, when first needed."""

    __slots__ = ("_ends", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: list[int] | None = None

    def at(self, span: Span) -> int:
        """Return the line a span begins in, from 1."""
        if self._ends is None:
            self._ends = [match.end() for match in LINE_END.finditer(self._text)]
        return bisect_right(self._ends, span.start) + 1


def _seen(kinds: _Kinds, key: str) -> Seen:
    return kinds.setdefault(key, Seen())


def _short(text: str) -> str:
    """Put a text on one line and cut it where it is long: an example, not the source."""
    line = " ".join(LINE_END.sub(" ⏎ ", text[: _LONGEST * 2].strip()).split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
