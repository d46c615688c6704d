"""Lead the evidence of a cable from the clean text, which it was read from, back to the source."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from kg.model import Cable, Repair, Span
from kg.model.records import changed
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
    inner = {r: None for part in _parts(moved) for r in getattr(part, "repairs", ()) if r.rule == LINES_JOINED}
    layout = [d for d in clean.layout if d.span and d.span.start < source.end and source.start < d.span.end]
    return changed(
        moved,
        repairs=tuple(sorted((*moved.repairs, *own, *inner), key=lambda r: (r.span, r.rule, r.read_as))),
        diagnostics=(*moved.diagnostics, *layout),
    )


def moved_repairs(clean: CleanText, span: Span, taken: set[Span]) -> tuple[Repair, ...]:
    """Return the repairs of the characters of a span, but those whose place another repair has."""
    return tuple(r for r in clean.repairs_in(span) if r.span not in taken)


def _parts(cable: Cable) -> list[object]:
    """Return the values of a cable, each once."""
    found: list[object] = []
    for name in _names(Cable):
        value = getattr(cable, name)
        found += value if isinstance(value, tuple) else (value,)
    return found


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


class _Mover:
    """Moves values from the clean text to the source; `taken` are the places of the reader's own repairs there."""

    def __init__(self, clean: CleanText, taken: set[Span]) -> None:
        self._clean = clean
        self._taken = taken

    def cable(self, cable: Cable) -> Cable:
        """Return a cable with all its values moved."""
        return changed(cable, **{name: self._moved(getattr(cable, name)) for name in _names(Cable)})

    def _moved(self, value: object) -> Any:
        if isinstance(value, Span):
            return self._clean.span(*value)
        if isinstance(value, tuple):
            return tuple(map(self._moved, value)) if value else value
        if is_dataclass(value) and not isinstance(value, type):
            return self._value(value)
        return value

    def _value(self, value: object) -> object:
        names = _names(type(value))  # type: ignore[arg-type]
        new = {name: moved for name in names if (moved := self._moved(old := getattr(value, name))) is not old}
        span = new.get("span")
        if not isinstance(span, Span):
            return changed(value, **new) if new else value
        if "raw" in names:
            new["raw"] = span.of(self._clean.source)
        if "repairs" in names:
            new["repairs"] = self._with_own(value, new.get("repairs", ()), span)
        return changed(value, **new)

    def _with_own(self, value: object, repairs: tuple[Repair, ...], span: Span) -> tuple[Repair, ...]:
        """Return the repairs of a value with those of the clean text inside it."""
        own = moved_repairs(self._clean, span, self._taken)
        if hasattr(value, "raw") and span.end - span.start <= _LONGEST and self._clean.has_mark_inside(span):
            read_as = self._clean.text[self._clean.at(span.start) : self._clean.at(span.end)]
            own = (*own, Repair(LINES_JOINED, span.of(self._clean.source), read_as, span))
        return tuple(sorted((*repairs, *own), key=lambda r: r.span)) if own else repairs
