"""Find the post of a damaged name: letters lost, added, exchanged or swapped on the way, or the end cut off.

A name that is in the tables is never guessed at. Otherwise the names of all posts compete: the damage that would turn
each into what is written has a cost, and a post wins only when it is near enough and clearly nearer than every other.
The kinds of damage are those seen in record numbers of 2003–2010 (`SOIA`, `BUSSELS`, `AITTAIPIE`, `QXICO`: the wire
prints Q for a stretch it lost) and in the record numbers of 1973–1979, cut at six characters (`PRETOR`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from kg.vocabulary import organisations, posts
from kg.vocabulary.csv_tables import squeeze

#: The Secretary's travelling party numbers its messages by trip; these are series, no posts and no misspellings.
SERIES = frozenset({"SECTO", "TOSEC", "PARTO", "TOPAR"})

#: Characters that copies and scans take for one another.
_ALIKE = frozenset(
    frozenset(pair) for pair in ("0O", "0Q", "0D", "OQ", "1I", "1L", "IL", "5S", "8B", "2Z", "6G", "UV", "CG", "EF")
)
_LOST = 1.0
_ADDED = 1.3  # a letter that is in no neighbour; rarer than a lost one by far
_OTHER = 1.35  # a letter exchanged for one unlike it: in record numbers nine letters are lost for one exchanged
_SWAPPED = 0.7
_LOOKS_ALIKE = 0.6
_DOUBLE = 0.6  # a doubled letter printed once, a single one printed twice
_GARBLED = 0.8  # Q for a lost stretch
_SECOND = 0.3  # more for the name of a mission before the city's: `QRUSSELS` is BRUSSELS, not ECBRUSSELS
_CUT = 1.0  # the end of the name is missing
_CLEARLY = 0.29  # by how much the best post has to be nearer than the next
_STRETCH = 4  # characters that one Q may stand for, at most


class Guess(Struct, frozen=True):
    """The post a name is near to. `cost` is about the number of damaged letters; `sure` if it is one slip at most."""

    id: str
    cost: float

    @property
    def sure(self) -> bool:
        """True where the damage is a single slip in a name long enough to be unmistakable."""
        return self.cost <= _OTHER and len(self.id) > 4


def limit(length: int) -> float:
    """Return the most damage that a name with this many letters can have and still be recognised."""
    return 0.0 if length < 4 else 1.4 if length < 6 else 2.4 if length < 9 else 3.5


@cache
def _exchanged(a: str, b: str) -> float:
    """Return the cost of `a` printed for another letter `b`."""
    return _LOOKS_ALIKE if frozenset((a, b)) in _ALIKE else _OTHER


def damage(written: str, meant: str) -> float:
    """Return the cost of the slips that make `written` of `meant`: weighted optimal string alignment."""
    before: list[float] = []
    row = [_LOST * j for j in range(len(meant) + 1)]
    for j in range(1, len(meant)):
        if meant[j] == meant[j - 1]:
            row = [cost - (_LOST - _DOUBLE) if k > j else cost for k, cost in enumerate(row)]
    for i, a in enumerate(written, 1):
        twice = i > 1 and written[i - 2] == a
        current = [row[0] + (_DOUBLE if twice else _ADDED)]
        for j, b in enumerate(meant, 1):
            same = 0.0 if a == b else _GARBLED if a == "Q" else _exchanged(a, b)
            lost = _DOUBLE if j > 1 and meant[j - 2] == b else _LOST
            best = min(row[j - 1] + same, row[j] + (_DOUBLE if twice else _ADDED), current[j - 1] + lost)
            if i > 1 and j > 1 and a == meant[j - 2] and b == written[i - 2] and a != b:
                best = min(best, before[j - 2] + _SWAPPED)
            current.append(best)
        before, row = row, current
    return row[-1]


@cache
def _spellings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return two columns: every name to compare with, and its station id.

    Misspellings of the tables are included where they are long enough to be damaged once more.
    """
    pairs = [pair for pair in posts.known_spellings() if pair[0] == pair[1] or len(pair[0]) > 5]
    return tuple(spelling for spelling, _ in pairs), tuple(station for _, station in pairs)


@cache
def _prior(station: str) -> tuple[float, int | None]:
    """Return the handicap of a post between two equally near ones: few cables, or the year its name was given up."""
    post = posts.get(station)
    if post is None:
        return 0.5, None
    few = {"consulate general": 0.15, "consulate": 0.3, "branch office": 0.3, "other": 0.3}.get(post.type, 0.0)
    renamed = re.search(r"\d{4}", post.succession)
    return few, int(renamed[0]) if renamed else None


def _unlikely(station: str, year: int | None) -> float:
    few, renamed = _prior(station)
    return few + (0.5 if year and renamed and year > renamed else 0.0)


def _edited(written: str) -> Iterable[tuple[int, float]]:
    """Yield the spellings that slips may have changed into `written`, with the cost."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    names, _ = _spellings()
    for name, _, i in process.extract(written, names, scorer=OSA.distance, score_cutoff=3, limit=None):
        cost = damage(written, name)
        if cost <= limit(max(len(name), len(written))):
            yield i, cost


@cache
def _is_second(station: str) -> bool:
    """Return whether a station is a further mission in the city of an embassy, its name before the city's."""
    post = posts.get(station)
    city = squeeze(post.city) if post else ""
    return station.endswith(city) and station != city and posts.get(city) is not None


def _garbled(written: str) -> Iterable[tuple[int, float]]:
    """Yield the spellings that fit a name with Q for a lost stretch (`AQNA`, `QXICO`)."""
    if "Q" not in written or len(written) < 4:
        return
    cost = _GARBLED * written.count("Q")
    if cost > limit(len(written)):
        return
    pattern = re.compile(written.replace("Q", f"[A-Z]{{1,{_STRETCH}}}"))
    names, stations = _spellings()
    for i, name in enumerate(names):
        if pattern.fullmatch(name):
            yield i, cost + _SECOND * _is_second(stations[i])


def _cut(written: str) -> Iterable[tuple[int, float]]:
    """Yield the stations with names that begin with `written` (`SANTODOMIN`); fewer than six letters cost more."""
    if len(written) < 4:
        return
    for i, (name, station) in enumerate(zip(*_spellings(), strict=True)):
        if name == station and name.startswith(written):
            yield i, _CUT if len(written) > 5 else _OTHER


@cache
def _places() -> frozenset[str]:
    """Return the countries and cities of all posts, squeezed: a place spelled right is no damaged name of another."""
    return frozenset(squeeze(place) for post in posts.all() for place in (post.city, post.country) if place)


@lru_cache(maxsize=20_000)
def nearest(name: str, year: int | None = None, shortest: int = 4) -> Guess | None:
    """Return the single post near a name (squeezed, in capitals); None where no post is near, or several are.

    `year` is the full year of the message: a post that had got another name by then is the less likely one. Names of
    fewer than `shortest` letters are not looked at.
    """
    if not shortest <= len(name) < 40 or name in SERIES or name in _places() or organisations.find(name) is not None:
        return None
    _, stations = _spellings()
    best: dict[str, float] = {}
    for i, cost in (*_edited(name), *_garbled(name), *_cut(name)):
        station = stations[i]
        cost += _unlikely(station, year)
        station = posts.station(station, year) or station
        if cost < best.get(station, 9.0):
            best[station] = cost
    ranked = sorted(best.items(), key=lambda item: (item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[1][1] - ranked[0][1] < _CLEARLY):
        return None
    return Guess(*ranked[0])
