"""Look up the history of posts: successors, and standing at a time (`post_changes.csv`, `post_standings.csv`).

    BATHURST → BANJUL, 1973                               the city was renamed
    ALGIERS, an interests section from 1967 to 1974       the embassy came back on 12 November 1974

Only changes with a certain date are listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.vocabulary.csv_tables import read


@dataclass(frozen=True, slots=True)
class Change:
    """A post that became another one: renamed, moved, in other standing. `date` is a day, a month or a year."""

    post: str
    successor: str
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of a post for a time: `start` and `end` are days, months or years, empty if open."""

    post: str
    type: str
    start: str
    end: str
    source: str


@cache
def changes() -> tuple[Change, ...]:
    """Return the changes with a known date, in the order of the table."""
    return tuple(Change(r["post"], r["successor"], r["date"], r["source"]) for r in read("post_changes"))


@cache
def standings() -> tuple[Standing, ...]:
    """Return the times of posts that changed their standing, in the order of the table."""
    return tuple(Standing(r["post"], r["type"], r["start"], r["end"], r["source"]) for r in read("post_standings"))


def standing(id: str, day: date) -> str | None:  # noqa: A002
    """Return the standing of a post on a day (`interests section`); None where it is unlisted or the day is undecided.

    A year or month at the edge of a standing is the time of the change: it belongs to both sides and decides nothing.
    """
    found = {one.type for one in standings() if one.post == id and _reaches(one, day.isoformat())}
    return found.pop() if len(found) == 1 else None


def _reaches(one: Standing, day: str) -> bool:
    return one.start <= day[: len(one.start)] and (not one.end or day[: len(one.end)] <= one.end)
