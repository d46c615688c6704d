"""Make the one clean text of a document that recognition, protection, redaction and every reader use.

Each step takes the text of the one before: codes that stand for characters, characters of a wrong encoding, forms of
one character, marks on lines. A step that changes nothing costs a search. Offsets of the clean text are led back to
the source, so that `raw` is still exactly the source text.

`restored` leads the evidence of a cable that was read from the clean text back to the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Cable, Diagnostic, Evidence, Quoted, Repair, Span
from kg.text import line_layout, uniform_characters
from kg.text.aligned_text import Edit, Reading

_STEPS: tuple[Callable[[str], list[Edit]], ...] = (
    uniform_characters.rtf,
    uniform_characters.entities,
    uniform_characters.mojibake,
    uniform_characters.mojibake,
    uniform_characters.edits,
)
"""Text that was decoded with a wrong encoding twice is read twice."""


class CleanText(Struct, frozen=True):
    """A clean text over a source, with the way back.

    | attribute | content |
    |---|---|
    | `text` | the clean text |
    | `source` | the text as it was handed over |
    | `steps` | the readings that lead from the source to the text, in order; empty where no offset moves |
    | `repairs` | the characters that were read otherwise than they are written, in the order of the source |
    | `layout` | a diagnostic for each stretch of lines with marks taken off |
    | `marks` | the places in the source of marks taken off lines |
    """

    text: str
    source: str
    steps: tuple[Reading, ...] = ()
    repairs: tuple[Repair, ...] = ()
    layout: tuple[Diagnostic, ...] = ()
    marks: tuple[int, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether offsets of the clean text may differ from those of the source."""
        return bool(self.steps)

    def span(self, start: int, end: int) -> Span:
        """Return the source span of `text[start:end]` (the hull, if something in between was cut)."""
        return _led_back(self.steps, start, end)

    def then(self, edits: list[Edit]) -> CleanText:
        """Return the text after further edits, with their repairs and the same way back."""
        if not edits:
            return self
        steps = (*self.steps, Reading(self.text, edits))
        return replace(self, text=steps[-1].text, steps=steps, repairs=_repairs(self.source, steps))

    def at(self, source_offset: int) -> int:
        """Return the place in the clean text for a place in the source (the next one if it was cut)."""
        for step in self.steps:
            source_offset = step.at(source_offset)
        return source_offset

    def raw(self, start: int, end: int) -> str:
        """Return the exact source text of `text[start:end]`."""
        return self.span(start, end).of(self.source)

    def repairs_in(self, span: Span) -> tuple[Repair, ...]:
        """Return the repairs that begin inside a span of the source."""
        low = bisect_left(self.repairs, span.start, key=_start)
        return self.repairs[low : bisect_left(self.repairs, span.end, low, key=_start)]

    def has_mark_inside(self, span: Span) -> bool:
        """Return whether a mark was taken off a line that begins inside a span of the source."""
        at = bisect_left(self.marks, span.start + 1)
        return at < len(self.marks) and self.marks[at] < span.end


def _start(repair: Repair) -> int:
    return repair.span.start


def _led_back(steps: Iterable[Reading], start: int, end: int) -> Span:
    place = Span(start, max(start, end))
    for step in reversed(tuple(steps)):
        place = step.span(*place)
    return place


def _repairs(source: str, steps: Sequence[Reading]) -> tuple[Repair, ...]:
    """Return the repairs of all steps with their places in the source; of two at one place, the later."""
    found = {}
    for number, step in enumerate(steps):
        for repair in step.repairs:
            span = _led_back(steps[:number], *repair.span)
            found[span] = replace(repair, span=span, raw=span.of(source))
    return tuple(found[span] for span in sorted(found))


@lru_cache(maxsize=4)
def clean(source: str) -> CleanText:
    """Return the clean text of a source; the last few are cached, so that every reader gets the same object.

    >>> one = clean("SUB\\u200bJECT:\\u00a0Harb\\u00f3r")
    >>> one.text, one.raw(0, 7)
    ('SUBJECT: Harbór', 'SUB\\u200bJECT')
    """
    steps: list[Reading] = []
    text = source
    for edits_of in _STEPS:
        if edits := edits_of(text):
            steps.append(Reading(text, edits))
            text = steps[-1].text
    pages = [at for at, c in enumerate(text) if c == "\x0c"] if "\x0c" in text else []
    repairs = _repairs(source, steps)
    text = uniform_characters.uniform(text)
    lines = line_layout.find(text, pages)
    if lines is None:
        return CleanText(text, source, tuple(steps), repairs)
    layout = tuple(Diagnostic(code, message, _led_back(steps, *span)) for code, message, span in lines.told)
    marks = tuple(_led_back(steps, at, at).start for at in lines.marks)
    steps.append(Reading(text, lines.edits))
    return CleanText(steps[-1].text, source, tuple(steps), repairs, layout, marks)


LINES_JOINED = "line-marks"
"""The rule of the repair of a value that runs over lines whose marks were taken off."""
_LONGEST = 400
"""The most characters of a value with such a repair; for longer ones the diagnostic of the stretch is enough."""


def restored(cable: Cable, clean: CleanText, window: Span) -> Cable:
    """Return a cable read from `window` of a clean text, with the places and printed words of the source.

    Changes of characters are added to the repairs of each value and of the cable, marks taken off lines to its
    diagnostics.
    """
    if not clean.changed:
        return cable
    source = clean.span(*window)
    moved = _Mover(clean, {clean.span(*r.span) for r in cable.repairs}).cable(cable)
    own = moved_repairs(clean, source, {r.span for r in moved.repairs})
    values = [part for _, part in moved.parts() if isinstance(part, Evidence)]
    inner = {r: None for value in values for r in value.repairs if r.rule == LINES_JOINED}
    layout = [d for d in clean.layout if d.span and d.span.start < source.end and source.start < d.span.end]
    return replace(
        moved,
        repairs=tuple(sorted((*moved.repairs, *own, *inner), key=lambda r: (r.span, r.rule, r.read_as))),
        diagnostics=(*moved.diagnostics, *layout),
    )


def moved_repairs(clean: CleanText, span: Span, taken: set[Span]) -> tuple[Repair, ...]:
    """Return the repairs of characters in a span, except where another repair has the same place."""
    return tuple(r for r in clean.repairs_in(span) if r.span not in taken)


class _Mover:
    """Moves values from the clean text to the source; `taken` are the places of the reader's own repairs there."""

    def __init__(self, clean: CleanText, taken: set[Span]) -> None:
        self._clean = clean
        self._taken = taken

    def cable(self, cable: Cable) -> Cable:
        """Return a cable with all its values moved."""
        return replace(cable, **{name: self._moved(getattr(cable, name)) for name in Cable.__struct_fields__})

    def _moved(self, value: object) -> Any:
        if isinstance(value, Span):
            return self._clean.span(*value)
        if isinstance(value, tuple):
            return tuple(map(self._moved, value)) if value else value
        return self._value(value) if isinstance(value, Struct) else value

    def _value(self, value: Struct) -> Struct:
        names = value.__struct_fields__
        new = {name: moved for name in names if (moved := self._moved(old := getattr(value, name))) is not old}
        span = new.get("span")
        if not isinstance(span, Span):
            return replace(value, **new) if new else value
        if "raw" in names:
            new["raw"] = span.of(self._clean.source)
        if isinstance(value, Evidence):
            new["repairs"] = self._with_own(value, new.get("repairs", ()), span)
        return replace(value, **new)

    def _with_own(self, value: Evidence, repairs: tuple[Repair, ...], span: Span) -> tuple[Repair, ...]:
        """Return the repairs of a value with those of the clean text inside it."""
        own = moved_repairs(self._clean, span, self._taken)
        if isinstance(value, Quoted) and span.end - span.start <= _LONGEST and self._clean.has_mark_inside(span):
            read_as = self._clean.text[self._clean.at(span.start) : self._clean.at(span.end)]
            own = (*own, Repair(LINES_JOINED, span.of(self._clean.source), read_as, span))
        return tuple(sorted((*repairs, *own), key=lambda r: r.span)) if own else repairs
