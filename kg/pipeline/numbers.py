"""Who bears a number: copies of one message share it, a second message under it gets its date-time group added.

One record number can stand on several messages, and one message comes in several copies. Copies say the same date-time
group, or the same subject where one of the two groups is damaged or lost. Of two messages under one number the earlier
date-time group keeps the bare number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kg.model import Cable, Sender, Value
from kg.model.cable import DeclassifyOn

DIFFER = "copies-differ"
SHARED = "number-shared"
_SINGLE = ("date_time_group", "precedence", "origin", "classification", "subject", "declassify_on", "executive_order")
_MANY = {"captions": "value", "reasons": "value", "tags": "code", "references": "cable_id", "addressees": "name"}


@dataclass(frozen=True, slots=True)
class Bearer:
    """One copy of a message that bears a number: the text by its hash, and which of the text's messages it is."""

    hash: str
    index: int
    number: str
    time: datetime | None
    subject: str

    @staticmethod
    def of(hash_: str, index: int, cable: Cable) -> Bearer | None:
        """Return the bearer for a cable of a text; None where the cable has no number."""
        if cable.id is None:
            return None
        time = cable.date_time_group.value if cable.date_time_group else None
        words = "".join(c for c in cable.subject.value.upper() if c.isalnum()) if cable.subject else ""
        return Bearer(hash_, index, cable.id, time, words[:200])


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that the copies of one message do not agree on: what each text (by its hash) says."""

    cable: str
    field: str
    values: tuple[tuple[str, str], ...]


def messages(bearers: Iterable[Bearer]) -> tuple[tuple[Bearer, ...], ...]:
    """Return the bearers of one number, copies of one message together; the message that keeps the number first."""
    groups: list[list[Bearer]] = []
    known: dict[object, list[Bearer]] = {}
    for bearer in sorted(bearers, key=_order):
        marks = [mark for mark in (bearer.time, bearer.subject) if mark]
        group = next((known[mark] for mark in marks if mark in known), None)
        if group is None and not marks and groups:
            group = groups[0]  # it says nothing that another message would say
        if group is None:
            groups.append(group := [])
        group.append(bearer)
        for mark in marks:
            known.setdefault(mark, group)
    return tuple(map(tuple, groups))


def _order(bearer: Bearer) -> tuple[bool, str, str, int]:
    return (bearer.time is None, bearer.time.isoformat() if bearer.time else "", bearer.hash, bearer.index)


def rename(cable: Cable, group: tuple[Bearer, ...], first: bool, shared: bool) -> Cable:
    """Return the cable under the number its message bears; where others bear it too, its number says so."""
    if not shared:
        return cable
    number = cable.message_reference_number
    if number:
        cable = replace(cable, message_reference_number=replace(number, doubts=_with(number.doubts, SHARED)))
    if first:
        return cable
    bearer = group[0]
    mark = bearer.time.strftime("%Y%m%dT%H%MZ") if bearer.time else bearer.hash[:8]
    return replace(cable, id=f"{bearer.number}-{mark}")


def compare(cables: list[tuple[str, Cable]]) -> tuple[list[Cable], list[Difference]]:
    """Return the copies of one message, (hash, cable) each, with a doubt on every value that not all of them have.

    A copy that is silent about a field contradicts nobody: sections and excerpts lack fields.
    """
    copies = [cable for _, cable in cables]
    found: list[Difference] = []
    for field in (*_SINGLE, *_MANY):
        said = [(hash_, _said(cable, field)) for hash_, cable in cables]
        said = [(hash_, values) for hash_, values in said if values]
        if len({values for _, values in said}) < 2:
            continue
        common = frozenset.intersection(*(values for _, values in said))
        copies = [_doubted(cable, field, common) for cable in copies]
        values = tuple(sorted((hash_, ", ".join(sorted(values - common))) for hash_, values in said))
        found.append(Difference(cables[0][1].id or "", field, values))
    return copies, found


def _said(cable: Cable, field: str) -> frozenset[str]:
    """Return what a cable says in a field, in a form that blanks and capitals make no difference to."""
    value = getattr(cable, field)
    parts = value if isinstance(value, tuple) else (value,) if value is not None else ()
    return frozenset(filter(None, (_key(part, field) for part in parts)))


def _key(part: object, field: str) -> str:
    if isinstance(part, DeclassifyOn):
        return part.value.isoformat() if part.value else (part.event or "").upper()
    if isinstance(part, Sender):
        return part.value or part.name.upper()
    value = getattr(part, _MANY.get(field, "value")) or ""
    return " ".join(str(value).upper().split())


def _doubted(cable: Cable, field: str, common: frozenset[str]) -> Cable:
    """Return the cable with a doubt on the values of a field that are not common to all copies."""

    def doubted(part: object) -> object:
        if not isinstance(part, Value | Sender | DeclassifyOn) and field not in _MANY:
            return part
        if _key(part, field) in common or not _key(part, field):
            return part
        return replace(part, doubts=_with(part.doubts, DIFFER))  # type: ignore[type-var, attr-defined]

    value = getattr(cable, field)
    if value is None:
        return cable
    change: dict[str, Any] = {field: tuple(map(doubted, value)) if isinstance(value, tuple) else doubted(value)}
    return replace(cable, **change)


def _with(doubts: tuple[str, ...], code: str) -> tuple[str, ...]:
    return doubts if code in doubts else (*doubts, code)
