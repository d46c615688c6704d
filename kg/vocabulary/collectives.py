"""Collective addressees: one name for many posts (`collectives.csv`). Their members changed and are not listed.

Examples: `EU MEMBER STATES COLLECTIVE`, `EUROPEAN POLITICAL COLLECTIVE`, `ARAB LEAGUE COLLECTIVE`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.vocabulary.csv_tables import LONGEST, read, squeeze


@dataclass(frozen=True, slots=True)
class Collective:
    """A collective address (`EU MEMBER STATES COLLECTIVE`); `code` is the last part of its IRI."""

    code: str
    name: str
    routing_indicator: str
    meaning: str
    source: str


@cache
def all() -> tuple[Collective, ...]:  # noqa: A001 - collectives.all()
    """Return every collective in the order of the table."""
    return tuple(
        Collective(r["name"].replace(" ", "-"), r["name"], r["routing_indicator"], r["meaning"], r["source"])
        for r in read("collectives")
    )


def _key(name: str) -> str:
    """Return what collectives are compared by: their letters, without the word COLLECTIVE at the end."""
    squeezed = squeeze(name)
    return squeezed.removesuffix("COLLECTIVE") or squeezed


@cache
def _index() -> dict[str, Collective]:
    found: dict[str, Collective] = {}
    for collective in all():
        found.setdefault(_key(collective.name), collective)
    return found


def find(name: str) -> Collective | None:
    """Return the collective of a printed name, None if it is in no list."""
    return _index().get(_key(name)) if len(name) <= LONGEST else None
