"""Look up chiefs of mission and principal officers in the Historian's dated list (HistoryAtState/pocom, CC0).

The list is an authority to link to, not a rule: its dates can be wrong, and a cable is evidence too.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

from kg.vocabulary.csv_tables import fold, read, split


class OfficeHolder(Struct, frozen=True):
    """One person's term in one office. `person_id` is the last part of the person's page at history.state.gov.

    `posts` are the embassies of the country in the table's order; `start_basis` is the kind of start date (`started`,
    `appointed`, …); a date not known to the day is None. `born` is a year.
    """

    person_id: str
    surname: str
    forename: str
    generation: str
    born: str
    kind: str
    mission: str
    territory: str
    iso2: str
    posts: tuple[str, ...]
    title: str
    start: date | None
    start_basis: str
    end: date | None
    source: str

    @property
    def page(self) -> str:
        """The person's page in the Historian's list: an IRI to link to."""
        return f"https://history.state.gov/departmenthistory/people/{self.person_id}"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if len(text) == 10 else None


@cache
def all() -> tuple[OfficeHolder, ...]:  # noqa: A001 - holders.all()
    """Return every term in the order of the table."""
    return tuple(
        OfficeHolder(
            r["person_id"],
            r["surname"],
            r["forename"],
            r["generation"],
            r["born"],
            r["kind"],
            r["mission"],
            r["territory"],
            r["iso2"],
            split(r["post"]),
            r["title"],
            _day(r["start"]),
            r["start_basis"],
            _day(r["end"]),
            r["source"],
        )
        for r in read("office_holders")
    )


@cache
def _by_surname() -> dict[str, tuple[OfficeHolder, ...]]:
    found: dict[str, tuple[OfficeHolder, ...]] = {}
    for holder in all():
        key = fold(holder.surname)
        found[key] = (*found.get(key, ()), holder)
    return found


def by_surname(surname: str) -> tuple[OfficeHolder, ...]:
    """Return the terms of everyone with a surname, case and accents ignored, in the order of the table."""
    return _by_surname().get(fold(surname.strip()), ())


@cache
def _by_post() -> dict[str, tuple[OfficeHolder, ...]]:
    found: dict[str, tuple[OfficeHolder, ...]] = {}
    for holder in all():
        for post in holder.posts:
            found[post] = (*found.get(post, ()), holder)
    return found


def at(post: str) -> tuple[OfficeHolder, ...]:
    """Return the terms of the chiefs of mission at a post (its station id), in the order of the table."""
    return _by_post().get(post, ())


@cache
def persons() -> frozenset[str]:
    """Return the ids of all persons in the list."""
    return frozenset(holder.person_id for holder in all())
