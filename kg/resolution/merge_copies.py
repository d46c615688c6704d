"""Merge several copies of one cable: keep the best, and report every value in which the others differ.

Copies are messages with one number in one text: a duplicate, a retransmission, a corrected copy. Each difference
between them becomes a diagnostic of the cable that is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from kg.model import Cable, Diagnostic, Span
from kg.resolution.compared_values import Said, compared_values, plain

CORRECTED = "corrected-copy"
"""The diagnostic of a text that calls itself a correction of an earlier transmission."""
#: Characters of a longer value that are shown where copies differ.
SHOWN = 120
#: End-of-message marks are no words of the last paragraph.
_END_MARKS = re.compile(r"(?: (?:nnnn?|bt|#\d{3,5}))+$")


class Sent(NamedTuple):
    """The time when a message was sent: its date-time group, or the day alone (`day_only`, from midnight)."""

    time: datetime
    day_only: bool = False

    def __str__(self) -> str:
        """Return the time as it appears in the key of a message: `20070622T1425Z`, `19550419`."""
        return f"{self.time:%Y%m%d}" if self.day_only else f"{self.time:%Y%m%dT%H%MZ}"


def sent_of(cable: Cable) -> Sent | None:
    """Return the time when a cable was sent, as far as it is known; None where neither time nor day is."""
    if cable.date_time_group is not None:
        return Sent(cable.date_time_group.value)
    if cable.date is not None:
        return Sent(datetime.combine(cable.date.value, time(), UTC), day_only=True)
    return None


def times_of(cables: Sequence[Cable]) -> tuple[Sent | None, ...]:
    """Return the sending time of the message of each copy under one number.

    Copies with one date-time group are one message. A copy without time and day belongs to the earliest, one with a
    day alone to the message of that day or the next to it (editors give local time). A corrected copy is sent again,
    often with its own date-time group: it is a version of the only message under its number, or of the only one with
    its subject.
    """
    sent = [sent_of(cable) for cable in cables]
    first = [(c, s) for c, s in zip(cables, sent, strict=True) if s and not s.day_only and not is_corrected(c)]
    exact = {s for _, s in first} or {s for s in sent if s and not s.day_only}
    days = {s for s in sent if s and s.day_only and not any(_same_day(s, other) for other in exact)}
    times = sorted(exact | days)

    def of(cable: Cable, own: Sent | None) -> Sent | None:
        if own is None:
            return times[0] if times else None
        if own.day_only:
            return own if own in days else min((s for s in exact if _same_day(own, s)), default=own)
        if not is_corrected(cable) or own in {s for _, s in first}:
            return own
        subject = plain(cable.subject.value) if cable.subject else None
        alike = {s for c, s in first if c.subject and plain(c.subject.value) == subject}
        corrects = times[:1] if not first or len(times) == 1 else sorted(alike)
        return corrects[0] if len(corrects) == 1 else own

    return tuple(map(of, cables, sent))


def _same_day(day: Sent, other: Sent) -> bool:
    return abs(day.time.date() - other.time.date()) <= timedelta(days=1)


def counting(cables: Sequence[Cable]) -> tuple[bool, ...]:
    """Return for each copy of one message whether it is the latest correction, which replaces the others."""
    sent = [c.date_time_group.value for c in cables if is_corrected(c) and c.date_time_group]
    return tuple(
        is_corrected(c) and (c.date_time_group is None or c.date_time_group.value == max(sent)) for c in cables
    )


class Stated(NamedTuple):
    """A copy's statement in a field: the compared value, the words to show, and their place where there is one only."""

    compared: str
    words: str
    span: Span | None


def facts(cable: Cable, text: str | None = None) -> dict[str, Stated]:
    """Return the compared values of a copy by field, and the numbers of the paragraphs.

    With the `text` of the cables, the words of every numbered paragraph are compared too.
    """
    found = {name: _stated(values) for name, values in compared_values(cable).items()}
    if numbers := ", ".join(sorted({str(p.number) for p in cable.paragraphs if p.number})):
        found["paragraphs"] = Stated(numbers, numbers, None)
    if text is not None:
        for p in cable.paragraphs:
            if p.number is not None:
                words = _END_MARKS.sub("", plain(" ".join(span.of(text) for span in p.pieces or (p.span,))))
                found.setdefault(f"paragraph {p.number}", Stated(words, words, p.span))
    return found


def _stated(values: dict[str, Said]) -> Stated:
    words = ", ".join(sorted(one.words for one in values.values()))
    return Stated(", ".join(sorted(values)), words, next(iter(values.values())).span if len(values) == 1 else None)


def differences(kept: Cable, other: Cable, text: str | None = None) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for every value that both copies have and that differs."""
    mine, theirs = facts(kept, text), facts(other, text)
    return tuple(
        Diagnostic("copies-differ", f"{name}: here {here!r}, in another copy {there!r}", theirs[name].span)
        for name in mine
        if name in theirs and mine[name].compared != theirs[name].compared
        for here, there in [_around(mine[name].words, theirs[name].words)]
    )


def _around(one: str, other: str) -> tuple[str, str]:
    """Return two texts, long ones from a few words before their first difference on."""
    if max(len(one), len(other)) <= SHOWN:
        return one, other
    first = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = one.rfind(" ", 0, max(first - 20, 0)) + 1
    return one[start : start + SHOWN], other[start : start + SHOWN]


def _rank(cable: Cable) -> tuple[bool, int, bool, int]:
    """Rank copies: corrected copies first, then those with most values, then those that are no repetition."""
    codes = {d.code for d in cable.diagnostics}
    first = not codes & {"suspected-duplicate", "exact-duplicate", "retransmission"}
    length = sum(p.span.end - p.span.start for p in cable.paragraphs)
    return is_corrected(cable), len(facts(cable)), first, length


def is_corrected(cable: Cable) -> bool:
    """Return whether a copy calls itself a correction of an earlier transmission."""
    return any(d.code == CORRECTED for d in cable.diagnostics)


def correction(cable: Cable) -> Span | None:
    """Return the place where a copy calls itself a correction; None where it does not."""
    return next((d.span for d in cable.diagnostics if d.code == CORRECTED), None)


def merge_copies(cables: tuple[Cable, ...], text: str | None = None) -> tuple[Cable, ...]:
    """Return the cables of one `text` with the copies of a message merged, at the place of the first copy.

    A corrected copy is kept before others; every value in which the others differ becomes a diagnostic.
    """
    by_number: dict[str | None, list[Cable]] = {}
    for cable in cables:
        by_number.setdefault(cable.id, []).append(cable)
    times = {
        id(cable): (cable.id, time)
        for number, known in by_number.items()
        if number
        for cable, time in zip(known, times_of(known), strict=True)
    }
    groups: dict[object, list[Cable]] = {}
    for cable in cables:
        groups.setdefault(times.get(id(cable), id(cable)), []).append(cable)
    return tuple(_one(group, text) for group in groups.values())


def _one(group: list[Cable], text: str | None) -> Cable:
    if len(group) == 1:
        return group[0]
    kept = max(group, key=_rank)
    others = [c for c in group if c is not kept]
    where = next((p.span for c in others for p in c.paragraphs), None)
    odd = [Diagnostic("copies", f"the text holds {len(group)} copies of this cable", where)]
    for other in others:
        odd += differences(kept, other, text)
    return replace(kept, diagnostics=(*kept.diagnostics, *odd))
