"""Lead the evidence of a cable from the clean text, which it was read from, back to the source."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Cable, Evidence, Quoted, Repair, Span
from kg.text.clean_text import CleanText

LINES_JOINED = "line-marks"
"""The rule of a value that runs over lines from which marks were taken off."""
_LONGEST = 400
"""Characters of a value that gets a repair of that rule; of a longer text the diagnostic of the whole stretch tells."""


def restored(cable: Cable, clean: CleanText, window: Span) -> Cable:
    """Return a cable that was read from `window` of a clean text, with places and printed words as the source has them.

    What was done to the characters is added to the repairs of each value and of the cable, what was taken off the lines
    to its diagnostics.
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
    """Return the repairs of the characters of a span, but those whose place another repair has."""
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
