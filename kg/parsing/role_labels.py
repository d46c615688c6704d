"""Find the labels of tables of drafting and clearance, anywhere in a text: `Drafted By:`, `Clearances:`, `DRAFTER:`.

A label opens a line; its word is one of `ontology/vocab/anchors.csv`, perhaps with a slip of a typist or a scanner
(`C1eared By:`, `Drafted 8y:`). Without a colon BY is asked for, and an entry with an office behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import cast

from msgspec import Struct

from kg.model.cable import OfficialRole
from kg.parsing.anchor_damage import slips_of
from kg.parsing.line_patterns import LineStarts
from kg.vocabulary.csv_tables import read, squeeze
from kg.vocabulary.word_frequencies import word_band

_ROLES = ("drafted", "cleared", "approved", "released")
#: Words before the label's own (`Telegraphic transmission and classification approved by:`), the label, BY, a colon.
_LABEL = LineStarts(
    r"^[^\w\n(]{0,12}(?P<before>(?:[A-Za-z]{2,20}[ ]){0,6})(?P<word>[A-Za-z0-9]{7,10})"
    r"(?P<by>[ ]{1,2}[A-Za-z0-9]{2}(?![A-Za-z0-9])|[ ]?(?i:officers?|officials?))?"
    r"(?P<colon>[ ]{0,3}:)?(?=[ \t\n])[ \t]*",
    first=r"[^\w\n(]{0,12}(?:[ACDRacdr]|[A-Z][a-z]{2,20}[ ][a-z ]{0,80}(?:draft|clear|approv|releas))",
)
_ENTRY = re.compile(r"[A-Z][A-Z0-9()]{0,7}(?:[/-][A-Z0-9()]{1,8}){0,4}(?:[ ]?:[ ]?|[ ]?[-–—][ ]|[/-])[A-Z]")
_MOST_SLIPS = 1.5
_BY = re.compile(r"[ ]+(?:BY|[B8][YV]|B[A-Z])", re.IGNORECASE)


class Label(Struct, frozen=True):
    """A label: the role it names, and its range with the blanks behind it; `damaged` where its letters had slips."""

    role: OfficialRole
    start: int
    end: int
    damaged: bool


@cache
def _words() -> dict[str, OfficialRole]:
    return {row["anchor"]: cast(OfficialRole, row["field"]) for row in read("anchors") if row["field"] in _ROLES}


@lru_cache(maxsize=4096)
def role_of(word: str) -> tuple[OfficialRole, bool] | None:
    """Return the role that the word of a label names, and whether slips were put right in it; None for other words.

    >>> role_of("Drafted"), role_of("C1eared"), role_of("Created")
    (('drafted', False), ('cleared', True), None)
    """
    key = squeeze(word)
    if key in _words():
        return _words()[key], False
    costs = ((slips_of(key, anchor), role) for anchor, role in _words().items())
    near = min(((cost, role) for cost, role in costs if cost is not None), default=None)
    return (near[1], True) if near and near[0] <= _MOST_SLIPS and not _is_word(key) else None


def _is_word(key: str) -> bool:
    return word_band(key) is not None


def labels(text: str, start: int, end: int) -> Iterator[Label]:
    """Yield the labels of a range of a text, in its order."""
    for m in _LABEL.find(text, start, end):
        found = role_of(m["word"])
        if found is None or not _is_label(text, m, end):
            continue
        yield Label(found[0], m.start(), m.end(), found[1] or _is_damaged(m["by"]))


def _is_label(text: str, m: re.Match[str], end: int) -> bool:
    """Return whether a line begins with a label: a colon follows, or BY and an entry with an office."""
    by = m["by"] is not None and (_BY.fullmatch(m["by"]) is not None or len(m["by"].strip()) > 2)
    if m["before"] and not by:
        return False
    if m["colon"]:
        return m["by"] is None or by
    return by and _ENTRY.match(text, m.end(), end) is not None


def _is_damaged(by: str | None) -> bool:
    return by is not None and len(by.strip()) == 2 and by.strip().upper() != "BY"
