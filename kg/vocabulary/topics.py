"""Look up TAGS (traffic analysis by geography and subject): subjects, programmes (K…), countries, organisations."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.vocabulary.csv_tables import LONGEST, covers, read


@dataclass(frozen=True, slots=True)
class Topic:
    """One TAGS code. An empty `label` is a known code with an unverified meaning.

    `kind` is subject, program, geographic or organization; `category` the family of a subject. `era` are the years for
    which the meaning holds, `attested` the years the code is known from; empty if no limit is known. Country codes are
    the Department's, not ISO's: `CH` is China. `iso2` is the ISO 3166-1 code of the territory today. `geonames` and
    `wikidata` are these sites' numbers for exactly the same place: empty where the code means a part of it, or no
    longer means it.
    """

    code: str
    label: str
    kind: str
    category: str
    iso2: str
    era: str
    attested: str
    source: str
    geonames: str = ""
    wikidata: str = ""


@cache
def all() -> tuple[Topic, ...]:  # noqa: A001 - topics.all()
    """Return every topic in the order of the table."""
    places = {row["code"]: (row["geonames"], row["wikidata"]) for row in read("countries")}
    return tuple(
        Topic(
            r["code"],
            r["label"],
            r["kind"],
            r["category"],
            r["iso2"],
            r["era"],
            r["attested"],
            r["source"],
            *(places.get(r["code"], ()) if r["kind"] == "geographic" else ()),
        )
        for r in read("tags")
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A code that gave way to another; `same` is false where the meaning changed with the code."""

    code: str
    successor: str
    same: bool
    source: str


@cache
def changes() -> Mapping[str, Change]:
    """Return the codes that gave way to others, by the earlier code (`ontology/vocab/topic_changes.csv`).

    >>> changes()["SHUM"].successor
    'PHUM'
    """
    rows = read("topic_changes")
    return {r["code"]: Change(r["code"], r["successor"], r["same"] == "yes", r["source"]) for r in rows}


#: Where two kinds share a code the more usual one is meant.
_ORDER = ("subject", "program", "geographic", "organization")


@cache
def _index() -> dict[str, tuple[Topic, ...]]:
    found: dict[str, tuple[Topic, ...]] = {}
    for topic in sorted(all(), key=lambda t: _ORDER.index(t.kind)):
        found[topic.code] = (*found.get(topic.code, ()), topic)
    return found


def find(code: str, year: int | None = None, kind: str | None = None) -> Topic | None:
    """Return the topic with a code as printed; None if it is in no list.

    With `year`, a code with a meaning only for other years gives None: `GE` was East Germany in the 1970s.

    >>> find("PREL").label
    'External Political Relations'
    """
    if len(code) > LONGEST:
        return None
    for topic in _index().get(code.strip().upper(), ()):
        if covers(topic.era, year) and kind in (None, topic.kind):
            return topic
    return None


def is_listed(code: str, year: int | None = None) -> bool:
    """Return whether a code is in the lists (for a year, if given).

    >>> is_listed("PREL"), is_listed("XXXX")
    (True, False)
    """
    return find(code, year) is not None


def _edits(code: str) -> Iterator[str]:
    letters = string.ascii_uppercase + string.digits + "-"
    cuts = [(code[:i], code[i:]) for i in range(len(code) + 1)]
    for left, right in cuts:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in letters:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]


def nearest(code: str, kinds: Iterable[str] | None = None, year: int | None = None) -> tuple[str, ...]:
    """Return the listed codes one edit away: a letter lost, added, exchanged, or two neighbours swapped; sorted.

    `kinds` limits the answer; codes longer than 12 characters have no neighbours.

    >>> nearest("PRELL")
    ('PREL',)
    """
    code = code.strip().upper()
    if not 1 < len(code) <= 12:
        return ()
    wanted = None if kinds is None else frozenset(kinds)
    index = _index()
    near = {
        edit
        for edit in _edits(code)
        for topic in index.get(edit, ())
        if edit != code and (wanted is None or topic.kind in wanted) and covers(topic.era, year)
    }
    return tuple(sorted(near))
