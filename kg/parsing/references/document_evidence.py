"""Weigh whether a name and a number are a document and its year, and no cable.

    GENEVA 1949 CONVENTIONS, FRANCE 1998, INCSR BRAZIL 2006      documents, events: a name and a year
    GENEVA 1949, 06 BRASILIA 2006                                cables

The evidence and its weights stand in `ontology/vocab/reference_evidence.csv`.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from kg.parsing.references.cited_numbers import Citing, Number
from kg.vocabulary import csv_tables, posts, topics

#: Words of treaties, reports and meetings that stand beside a place and a year.
DOCUMENT_WORDS = frozenset(
    """CONVENTION CONVENTIONS TREATY TREATIES PROTOCOL PROTOCOLS ACCORD ACCORDS AGREEMENT AGREEMENTS CHARTER DECLARATION
    RESOLUTION RESOLUTIONS REPORT REPORTS SURVEY SURVEYS REVIEW STRATEGY CENSUS YEARBOOK ANNEX ARTICLE ACT LAW CODE
    CONFERENCE SUMMIT MEETING MEETINGS ROUND SESSION SYMPOSIUM CONGRESS GAMES OLYMPICS OLYMPIAD CUP EXPO FAIR
    ELECTION ELECTIONS BUDGET CONSTITUTION PLAN PROGRAM PROGRAMME""".split()
)
#: The first year of a document that telegrams still cite.
_FIRST = 1815
_RECENT = 3  # years


class Beside(Struct, frozen=True):
    """The context of a name and a number: the words before and behind in capitals, and the way the name was found."""

    name: str
    station: str | None
    known: bool
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    year_written: bool = False
    office: bool = False


@cache
def _weights() -> dict[str, float]:
    return dict(csv_tables.weights("reference_evidence"))


@cache
def _countries() -> frozenset[str]:
    named = (topic.label for topic in topics.all() if topic.kind == "geographic" and topic.iso2)
    return frozenset(csv_tables.squeeze(name) for name in (*named, *(post.country for post in posts.all())) if name)


def _is_country(name: str) -> bool:
    """Return whether a name is a country's and no post's (`BRAZIL`, not `PANAMA`)."""
    squeezed = csv_tables.squeeze(name)
    return squeezed in _countries() and not posts.is_station(squeezed)


def _age(number: Number, citing: Citing) -> int | None:
    """Return how many years a number that reads as a year lies before the citing cable's, None if it reads as none."""
    latest = citing.year
    if latest is None or len(number.digits) != 4 or not _FIRST <= number.value <= latest + 1:
        return None
    return latest - number.value


def _found(beside: Beside, number: Number, citing: Citing) -> dict[str, bool]:
    age = _age(number, citing)
    return {
        "year": age is not None,
        "recent": age is not None and age <= _RECENT,
        "country": _is_country(beside.name),
        "document-word": not DOCUMENT_WORDS.isdisjoint((*beside.before, *beside.behind[:2])),
        "words-before": bool(beside.before),
        "unknown-name": not beside.known,
        "words-behind": bool(beside.behind),
        "short": len(number.digits) < 3,
        "own-number": beside.station == citing.post and number.value <= (citing.number or 0),
        "year-written": beside.year_written,
        "office": beside.office,
    }


def weigh(beside: Beside, number: Number, citing: Citing) -> tuple[bool, bool]:
    """Return whether a name and a number are a document, and, if they are none, whether that is doubtful."""
    weights = _weights()
    total = sum(weights[code] for code, there in _found(beside, number, citing).items() if there)
    return total > weights["document"] - 1e-9, total > weights["doubtful"] - 1e-9
