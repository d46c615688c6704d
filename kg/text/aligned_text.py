"""Align a text without its debris with the source: every character knows its place there.

A `Reading` is made once per message. Field readers work on its clean `text`; `span`, `raw` and `value` translate back
to the source, so that no field reader has to know about damage, and no value loses its place.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple, TypeVar

from msgspec import Struct

from kg.model import Repair, Span, Value

T = TypeVar("T")


class Edit(NamedTuple):
    """Replace `source[start:end]` by `text`. Several edits of one damage share `rule` and `hull`.

    `rule` is None for undamaged text that is cut: page furniture, a printed paragraph sign. It leaves no repair
    behind.
    """

    start: int
    end: int
    text: str = ""
    rule: str | None = None
    hull: Span | None = None


#: A text with more edits than this is full of debris: repairs of a kind that stand close together are told as one.
_MOST_EDITS = 2000
_CLOSE = 80
_start, _end, _place = attrgetter("start"), attrgetter("end"), attrgetter("span")


def _kept(edits: Iterable[Edit], window: Span) -> list[Edit]:
    """Return the edits inside the window in their order; of two that overlap the first, then the longer."""
    ordered = sorted(edits, key=_end, reverse=True)
    ordered.sort(key=_start)
    kept: list[Edit] = []
    at, stop = window
    for edit in ordered:
        if edit.start >= at and edit.end <= stop:
            kept.append(edit)
            at = edit.end
    return kept


def _stretches(edits: list[Edit]) -> tuple[dict[Span, str], list[Span | None]]:
    """Return the stretches into which a text full of debris groups its repairs, and the stretch of each edit.

    A stretch has one rule, and less than a line between two repairs.
    """
    rules: dict[Span, str] = {}
    of: list[Span | None] = []
    begin = end = count = 0
    last: str | None = None
    for first, stop, _, rule, hull in edits:
        if hull is not None:
            first, stop = hull
        if rule == last and first - end <= _CLOSE:
            count += 1
            if stop > end:
                end = stop
            continue
        if count:
            of += [_told(rules, begin, end, last)] * count
        begin, end, last, count = first, stop, rule, 1
    of += [_told(rules, begin, end, last)] * count
    return rules, of


def _told(rules: dict[Span, str], start: int, end: int, rule: str | None) -> Span | None:
    if rule is None:
        return None
    span = Span(start, end)
    rules.setdefault(span, rule)
    return span


def _hulls(edits: list[Edit]) -> tuple[dict[Span, str], list[Span | None]]:
    """Return the hull of each repair with its rule, and the hull of each edit."""
    rules: dict[Span, str] = {}
    of = [None if rule is None else hull or Span(start, end) for start, end, _, rule, hull in edits]
    for hull, edit in zip(of, edits, strict=True):
        if hull is not None and edit.rule is not None:
            rules.setdefault(hull, edit.rule)
    return rules, of


class Reading:
    """A clean text over a source, with the places of its characters there."""

    __slots__ = (
        "_edit_starts",
        "_edits",
        "_even",
        "_furniture",
        "_reading_starts",
        "_repair_of",
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
        kept = _kept(edits, window)
        parts: list[str] = []
        starts, sources, ends = [], [], []
        position, cursor = 0, window.start
        for start, end, text, _, _ in kept:
            if start > cursor:
                parts.append(plain[cursor:start])
                starts.append(position)
                sources.append(cursor)
                ends.append(start)
                position += start - cursor
            if text:
                parts.append(text)
                starts.append(position)
                sources.append(start)
                ends.append(end)
                position += len(text)
            cursor = end
        if cursor < window.end or not starts:
            parts.append(plain[cursor : window.end])
            starts.append(position)
            sources.append(cursor)
            ends.append(window.end)
        self.text = "".join(parts)
        self._reading_starts, self._source_starts, self._source_ends = starts, sources, ends
        following = [*starts[1:], len(self.text)]
        self._even = [b - a == n - m for a, b, m, n in zip(sources, ends, starts, following, strict=True)]
        self._edits = kept
        self._edit_starts = [e.start for e in kept]
        self._whole = not kept
        self._furniture = any(e.rule is None and e.end - e.start > 3 for e in kept)
        self._repair_of: list[Repair | None] = []
        self.repairs: tuple[Repair, ...] = ()
        if kept:
            self._make_repairs(kept)

    def _make_repairs(self, edits: list[Edit]) -> None:
        """Make one repair for each hull; in a text full of debris, one for each stretch."""
        rules, hulls = _hulls(edits) if len(edits) <= _MOST_EDITS else _stretches(edits)
        made = {
            span: Repair(rule, span.of(self.source), self.text[self.at(span.start) : self.at(span.end)], span)
            for span, rule in sorted(rules.items())
        }
        self.repairs = tuple(made.values())
        self._repair_of = [None if hull is None else made[hull] for hull in hulls]

    def at(self, source_offset: int) -> int:
        """Return the place in the clean text for a place in the source (the next one if it was cut)."""
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
        if self._even[i]:
            return self._source_starts[i] + offset - self._reading_starts[i]
        return self._source_ends[i] if end else self._source_starts[i]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of `text[start:end]` (the hull, if something in between was cut)."""
        if self._whole:
            low = self.window.start
            return Span(low + start, low + (end if end > start else start))
        if end <= start:
            i = max(bisect_right(self._reading_starts, start) - 1, 0)
            place = self._locate(i, start, end=False)
            return Span(place, place)
        starts = self._reading_starts
        first = bisect_right(starts, start) - 1
        last = bisect_left(starts, end, first) - 1
        if first == last and self._even[first]:
            shift = self._source_starts[first] - starts[first]
            return Span(start + shift, end + shift)
        return Span(self._locate(first, start, end=False), self._locate(last, end, end=True))

    def pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the parts of a span that runs over cut page furniture; empty where it is in one piece."""
        if not self._furniture:
            return ()
        whole = self.span(start, end)
        cuts = [e for e in self._edits[self._cuts(whole)] if e.rule is None and e.end - e.start > 3]
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

    def _cuts(self, whole: Span) -> slice:
        """Return the slice of the edits that begin inside a source span."""
        return slice(bisect_left(self._edit_starts, whole.start), bisect_left(self._edit_starts, whole.end))

    def raw(self, start: int, end: int) -> str:
        """Return the exact source text of `text[start:end]`."""
        return self.span(start, end).of(self.source)

    def repairs_in(self, start: int, end: int) -> tuple[Repair, ...]:
        """Return the repairs that changed a character inside `text[start:end]`."""
        if not self.repairs:
            return ()
        inside: list[Repair] = []
        last: Repair | None = None
        for repair in self._repair_of[self._cuts(self.span(start, end))]:
            if repair is not last and repair is not None:
                inside.append(repair)
                last = repair
        return tuple(inside) if len(inside) < 2 else tuple(sorted(dict.fromkeys(inside), key=_place))

    def repair_over(self, start: int, end: int, rule: str) -> Repair | None:
        """Return the repair of a rule that touches the source span of `text[start:end]` or ends where it starts."""
        if not self.repairs:
            return None
        span = self.span(start, end)
        i = bisect_left(self._edit_starts, span.end) - 1
        for at in range(max(i - 3, 0), i + 1):
            edit = self._edits[at]
            if edit.rule == rule and (edit.hull or Span(edit.start, edit.end)).end > span.start:
                return self._repair_of[at]
        return None

    def value(self, value: T, start: int, end: int, doubts: tuple[str, ...] = ()) -> Value[T]:
        """Return `value` with the evidence of `text[start:end]`."""
        span = self.span(start, end)
        return Value(
            value,
            raw=span.of(self.source),
            span=span,
            pieces=self.pieces(start, end),
            repairs=self.repairs_in(start, end),
            doubts=doubts,
        )


class Field(Struct, frozen=True):
    """A slice of a reading: the value of one header field without its label. Its methods take offsets in the field."""

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
        """Return the exact source text of `self.text[start:end]`."""
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
