"""Hold the cables of a graph as columns: number, date, origin, and links to posts, topics and persons.

The memory used is a few numbers for each cable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.facts.cited_copies import Copied
from kg.facts.serial_coverage import PostYear
from kg.model.cable_id import CableId
from kg.schema import arrows

ROLES = tuple(kind for kind in arrows() if kind.target == "official")
"""The roles in which a cable names a person; a link to a person is `person * len(ROLES) + role`."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A post, addressee, topic, person or code: IRI, name, code, and latitude and longitude where known."""

    iri: str
    name: str
    code: str = ""
    lat: float | None = None
    lon: float | None = None


Links = list[list[int]]
"""For each cable, in order, the sorted numbers of the things it links to."""


@dataclass(slots=True)
class Corpus:
    """The cables of a graph, the held ones first, each list in that order; -1 means an unknown value.

    `dates` holds ISO dates as far as they are known (`2007-06-21`, `1975`). All but `keys` and `dates` are for held
    cables only; `references` are numbers of cables, `people` are links as `ROLES` explains. `people_total` and
    `posts_total` also count those left out, `texts` counts the documents of each of `release_things`.

    `people_more` is the number of persons left out for each cable, `marked` lists the doubtful or repaired values (see
    `doubt_marks`). `copies` are those to cite, `recipient` is the position of the first addressee among `action`;
    `thread` covers all cables and points into `thread_names` (ends of IRIs); `coverage` is by post (its code).
    """

    keys: list[str]
    held: int
    subjects: list[str]
    dates: list[str]
    origin: list[int]
    classification: list[int]
    precedence: list[int]
    release: list[int]
    action: Links
    info: Links
    topics: Links
    references: Links
    people: Links
    place_things: list[Thing] = field(default_factory=list)
    topic_things: list[Thing] = field(default_factory=list)
    person_things: list[Thing] = field(default_factory=list)
    classification_things: list[Thing] = field(default_factory=list)
    precedence_things: list[Thing] = field(default_factory=list)
    release_things: list[Thing] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    people_total: int = 0
    people_more: list[int] = field(default_factory=list)
    marked: Links = field(default_factory=list)
    posts_total: int = 0
    copies: list[Copied | None] = field(default_factory=list)
    recipient: list[int] = field(default_factory=list)
    thread: list[int] = field(default_factory=list)
    thread_names: list[str] = field(default_factory=list)
    coverage: dict[str, list[PostYear]] = field(default_factory=dict)

    @property
    def nodes(self) -> int:
        """The number of nodes that a picture of the whole graph has."""
        return len(self.keys) + len(self.place_things) + len(self.topic_things) + self.people_total


def parsed(key: str) -> tuple[int, str, int] | None:
    """Split a cable's number into year, station and serial; None where joining them does not give the number again.

    >>> parsed("07LIMA2181"), parsed("unnumbered-12ab")
    ((7, 'LIMA', 2181), None)
    """
    found = CableId.parse(key)
    if found is None or str(found) != key or not found.serial or len(found.prefix) != len(found.station) + 2:
        return None
    return found.year % 100, found.station, found.serial


def first_and_last(dates: Sequence[str]) -> tuple[str, str]:
    """Return the earliest and the latest of some dates; both empty where there are none."""
    known = [date for date in dates if date]
    return (min(known), max(known)) if known else ("", "")
