"""Group copies into messages, and choose the key of each: the last part of a cable's IRI.

A number can stand on different messages (one stands on 52 records). The earliest keeps the bare number, the others get
number and date-time group (or day); a message without a number gets the hash of its text.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kg.model import Cable, Document
from kg.resolution.merge_copies import Sent, times_of

Found = tuple[Cable, Document]


class Message(Struct, frozen=True):
    """One cable with its copies (at least one). `shares` are the keys of other messages under the same number."""

    key: str
    copies: tuple[Found, ...]
    shares: tuple[str, ...] = ()


def default_key(cable: Cable, document: Document) -> str:
    """Return the key of a cable that shares its number with no other: its number, else the hash of its text."""
    return cable.id or f"unnumbered-{document.hash}"


def messages(found: Iterable[Found]) -> list[Message]:
    """Group copies into messages, sorted by key.

    All copies of a number must be present, for only then shows whether two messages share it.
    """
    by_number: dict[str, list[Found]] = {}
    unnumbered: dict[str, list[Found]] = {}
    for cable, document in found:
        group = by_number if cable.id else unnumbered
        group.setdefault(cable.id or document.hash, []).append((cable, document))
    result = [message for number, copies in by_number.items() for message in _numbered(number, copies)]
    result += [message for copies in unnumbered.values() for message in _unnumbered(copies)]
    return sorted(result, key=lambda message: message.key)


def _numbered(number: str, copies: list[Found]) -> list[Message]:
    """Separate the messages of one number by their time; a correcting copy belongs to the corrected message."""
    copies = sorted(copies, key=_order)
    sent = times_of([cable for cable, _ in copies])
    times = sorted({time for time in sent if time})
    if len(times) < 2:
        return [Message(number, tuple(copies))]
    keys = {time: number if time == times[0] else f"{number}-{time}" for time in times}
    by_time: dict[Sent, list[Found]] = {time: [] for time in times}
    for copy, time in zip(copies, sent, strict=True):
        by_time[time or times[0]].append(copy)
    return [
        Message(keys[time], tuple(group), tuple(keys[other] for other in times if other != time))
        for time, group in by_time.items()
    ]


def _unnumbered(copies: list[Found]) -> list[Message]:
    """Key the unnumbered messages of one text: the first by the text, the others also by their start.

    The same text from two sources has the same messages: those with the same start are copies.
    """
    by_start: dict[int, list[Found]] = {}
    for copy in sorted(copies, key=_order):
        by_start.setdefault(_start(copy[0]), []).append(copy)
    first = min(by_start)
    return [
        Message(default_key(*group[0]) + ("" if start == first else f"-at-{start}"), tuple(group))
        for start, group in by_start.items()
    ]


def _order(copy: Found) -> tuple[str, str]:
    return copy[1].hash, copy[1].source


def _start(cable: Cable) -> int:
    """Return the start of the first part that was read from a cable."""
    return min((part.span.start for _, part in cable.parts()), default=0)
