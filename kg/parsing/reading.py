"""The text as it is read: debris taken out, every character still knowing where it stands in the source.

A `Reading` is made once per document. Field readers work on its clean `text`; `span`, `raw` and `value` translate
back to the source, so that no field reader has to know about damage, and no value loses its place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from kg.model import Repair, Span, Value

T = TypeVar("T")


class Edit(NamedTuple):
    """Replace `source[start:end]` by `text`. Several edits of one damage share `rule` and `hull`.

    `rule` None is for what is no damage: page furniture, a printed paragraph sign. It leaves no repair behind.
    """

    start: int
    end: int
    text: str = ""
    rule: str | None = None
    hull: Span | None = None


class Reading:
    """A clean text over a source, with the way back."""

    __slots__ = (
        "_by_hull",
        "_edits",
        "_furniture",
        "_reading_starts",
        "_source_ends",
        "_source_starts",
        "_whole",
        "repairs",
        "source",
        "text",
        "window",
    )

    def __init__(
        self, source: str, edits: Iterable[Edit] = (), plain: str | None = None, window: Span | None = None
    ) -> None:
        """Apply `edits` to `source`; where two overlap, the one that starts first (then the longer) is kept.

        `plain` is the source with single characters exchanged (kinds of blanks and hyphens): of the same length.
        Only the part of the source in `window` is read; all of it by default.
        """
        self.source = source
        plain = source if plain is None else plain
        self.window = window = window or Span(0, len(source))
        kept: list[Edit] = []
        at = window.start
        for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
            if edit.start >= at and edit.end <= window.end:
                kept.append(edit)
                at = max(edit.end, edit.start)
        parts: list[str] = []
        starts, sources, ends = [], [], []
        position, cursor = 0, window.start
        for edit in kept:
            if edit.start > cursor:
                parts.append(plain[cursor : edit.start])
                starts.append(position)
                sources.append(cursor)
                ends.append(edit.start)
                position += edit.start - cursor
            if edit.text:
                parts.append(edit.text)
                starts.append(position)
                sources.append(edit.start)
                ends.append(edit.end)
                position += len(edit.text)
            cursor = edit.end
        if cursor < window.end or not starts:
            parts.append(plain[cursor : window.end])
            starts.append(position)
            sources.append(cursor)
            ends.append(window.end)
        self.text = "".join(parts)
        self._reading_starts, self._source_starts, self._source_ends = starts, sources, ends
        self._edits = kept
        self._whole = not kept
        self._furniture = any(e.rule is None and e.end - e.start > 3 for e in kept)
        self._by_hull = self._make_repairs(kept)
        self.repairs = tuple(self._by_hull.values())

    def _make_repairs(self, edits: list[Edit]) -> dict[Span, Repair]:
        hulls: dict[Span, str] = {}
        for edit in edits:
            if edit.rule:
                hulls.setdefault(edit.hull or Span(edit.start, edit.end), edit.rule)
        return {
            span: Repair(rule, span.of(self.source), self.text[self.at(span.start) : self.at(span.end)], span)
            for span, rule in sorted(hulls.items())
        }

    def at(self, source_offset: int) -> int:
        """Return the place in the clean text that stands for a place in the source (the next one if it was cut)."""
        if self._whole:
            return min(max(source_offset - self.window.start, 0), len(self.text))
        i = bisect_right(self._source_starts, source_offset) - 1
        if i < 0:
            return 0
        start, length = self._source_starts[i], self._length(i)
        if source_offset >= self._source_ends[i]:
            return self._reading_starts[i] + length
        return self._reading_starts[i] + min(source_offset - start, length)

    def _length(self, i: int) -> int:
        following = self._reading_starts[i + 1] if i + 1 < len(self._reading_starts) else len(self.text)
        return following - self._reading_starts[i]

    def _locate(self, i: int, offset: int, *, end: bool) -> int:
        length, start, stop = self._length(i), self._source_starts[i], self._source_ends[i]
        if stop - start == length:
            return start + offset - self._reading_starts[i]
        return stop if end else start

    def span(self, start: int, end: int) -> Span:
        """Return the source span of `text[start:end]` (the hull, if something in between was cut)."""
        if self._whole:
            low = self.window.start
            return Span(low + start, low + (end if end > start else start))
        if end <= start:
            i = max(bisect_right(self._reading_starts, start) - 1, 0)
            place = self._locate(i, start, end=False)
            return Span(place, place)
        first = bisect_right(self._reading_starts, start) - 1
        last = bisect_left(self._reading_starts, end) - 1
        return Span(self._locate(first, start, end=False), self._locate(last, end, end=True))

    def pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the parts of a span that runs over cut page furniture; empty when it is in one piece."""
        if not self._furniture:
            return ()
        whole = self.span(start, end)
        cuts = [e for e in self._cuts(whole) if e.rule is None and e.end - e.start > 3]
        if not cuts:
            return ()
        parts, at = [], whole.start
        for cut in cuts:
            if cut.start > at:
                parts.append(Span(at, cut.start))
            at = cut.end
        if at < whole.end:
            parts.append(Span(at, whole.end))
        return tuple(parts) if len(parts) > 1 else ()

    def _cuts(self, whole: Span) -> list[Edit]:
        low = bisect_left(self._edits, whole.start, key=lambda e: e.start)
        high = bisect_left(self._edits, whole.end, key=lambda e: e.start)
        return self._edits[low:high]

    def raw(self, start: int, end: int) -> str:
        """Return exactly what the source has where the clean text has `text[start:end]`."""
        return self.span(start, end).of(self.source)

    def repairs_in(self, start: int, end: int) -> tuple[Repair, ...]:
        """Return the repairs that changed a character inside `text[start:end]`."""
        if not self.repairs:
            return ()
        inside = {e.hull or Span(e.start, e.end) for e in self._cuts(self.span(start, end)) if e.rule}
        return tuple(self._by_hull[span] for span in sorted(inside))

    def repair_over(self, start: int, end: int, rule: str) -> Repair | None:
        """Return the repair of a rule that touches the source span of `text[start:end]` or ends where it starts."""
        if not self.repairs:
            return None
        span = self.span(start, end)
        i = bisect_left(self._edits, span.end, key=lambda e: e.start) - 1
        for edit in self._edits[max(i - 3, 0) : i + 1]:
            if edit.rule == rule and (edit.hull or Span(edit.start, edit.end)).end > span.start:
                return self._by_hull[edit.hull or Span(edit.start, edit.end)]
        return None

    def value(self, value: T, start: int, end: int, doubts: tuple[str, ...] = ()) -> Value[T]:
        """Return `value` with the evidence of `text[start:end]`."""
        span = self.span(start, end)
        return Value(
            value,
            span.of(self.source),
            span,
            pieces=self.pieces(start, end),
            repairs=self.repairs_in(start, end),
            doubts=doubts,
        )


@dataclass(frozen=True, slots=True)
class Field:
    """A slice of a reading: the value of one header field, labels cut off. Offsets given to it are its own."""

    reading: Reading
    start: int
    end: int

    @property
    def text(self) -> str:
        """The clean text of the field."""
        return self.reading.text[self.start : self.end]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of `self.text[start:end]`."""
        return self.reading.span(self.start + start, self.start + end)

    def raw(self, start: int, end: int) -> str:
        """Return exactly what the source has for `self.text[start:end]`."""
        return self.reading.raw(self.start + start, self.start + end)

    def pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the parts of `self.text[start:end]` where it runs over cut page furniture."""
        return self.reading.pieces(self.start + start, self.start + end)

    def repairs_in(self, start: int, end: int) -> tuple[Repair, ...]:
        """Return the repairs made inside `self.text[start:end]`."""
        return self.reading.repairs_in(self.start + start, self.start + end)

    def value(self, value: T, start: int, end: int, doubts: tuple[str, ...] = ()) -> Value[T]:
        """Return `value` with the evidence of `self.text[start:end]`."""
        return self.reading.value(value, self.start + start, self.start + end, doubts)
