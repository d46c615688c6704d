"""Measure coverage: the serial numbers of a post and year that are held, only referred to, or unknown.

A post numbers its cables from 1 in every year, so a missing number is a gap in the collection. That a missing cable
was sent is certain only where another refers to it: posts skip numbers, and a misread number makes a wide gap. Numbers
count up to the highest one held. A higher one that is only referred to proves nothing about those in between (its year
may be inferred), and is counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from heapq import nlargest
from itertools import groupby, islice

from kg.model.cable_id import CableId
from kg.store.query_answers import Asked
from kg.store.schema_check import require
from kg.store.stored_graph import StoredGraph
from kg.terms.iris import coded
from kg.terms.sorted_statements import sorted_lines

GAPS = 10
"""The most gaps listed for a post and year; the counts cover all."""
LISTED = 1000
"""The most posts and years listed, those with most cables held first."""
_STATION = re.compile(r"[A-Z][A-Z0-9-]*")
_HELD, _CITED = "0", "1"
_STATUS_HELD = tuple(f'({coded("status", code)} "1")' for code in ("held", "partial"))
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class PostYear:
    """The serial numbers of one post and year.

    `highest` is the highest number held (0 where none is); `held`, `referenced` and `unknown` count the numbers up to
    it, `beyond` those above it that are referred to. `gaps` are the first ranges of numbers, both ends included, that
    are neither held nor referred to; `gap_count` counts all.
    """

    post: str
    year: int
    highest: int
    held: int
    referenced: int
    beyond: int
    gaps: tuple[tuple[int, int], ...]
    gap_count: int

    @property
    def unknown(self) -> int:
        """The number of serials up to the highest held that are neither held nor referred to."""
        return self.highest - self.held - self.referenced

    def to_dict(self) -> dict[str, object]:
        """Return the numbers as plain JSON data, with the share (0 to 1) that is held."""
        share = round(self.held / self.highest, 4) if self.highest else 0.0
        return {**asdict(self), "gaps": [list(gap) for gap in self.gaps], "unknown": self.unknown, "share_held": share}


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of a graph: sums over all posts and years, and the first of them one by one.

    `post_years` counts the posts and years with a held cable, `referenced_only` those without one, which are not
    listed.
    """

    post_years: int
    referenced_only: int
    numbers: int
    held: int
    referenced: int
    beyond: int
    listed: tuple[PostYear, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the coverage as plain JSON data."""
        return {
            "post_years": self.post_years,
            "referenced_only": self.referenced_only,
            "numbers": self.numbers,
            "held": self.held,
            "referenced": self.referenced,
            "unknown": self.numbers - self.held - self.referenced,
            "beyond": self.beyond,
            "listed": [one.to_dict() for one in self.listed],
        }


def coverage(
    graph: StoredGraph, post: str | None = None, year: int | None = None, *, most: int = LISTED, gaps: int = GAPS
) -> Coverage:
    """Return the coverage of a graph: of one post (a station id, `LIMA`), one year, or all.

    `most` posts and years are listed, with `gaps` gaps each. Memory grows with the gaps of one post and year only.
    """
    require(graph)
    return summed(counted(numbers_of(graph), post, year, gaps), most)


def coverage_of(store: Asked, posts: Collection[str] | None = None, gaps: int = GAPS) -> dict[str, list[PostYear]]:
    """Return the coverage of posts (station ids; all by default), by post, in the order of years."""
    return by_post(counted(numbers_of(store, posts), gaps=gaps))


def by_post(years: Iterable[PostYear]) -> dict[str, list[PostYear]]:
    """Group years of posts by post, in their order."""
    found: dict[str, list[PostYear]] = {}
    for one in years:
        found.setdefault(one.post, []).append(one)
    return found


def numbers_of(store: Asked, posts: Collection[str] | None = None) -> Iterator[tuple[str, bool]]:
    """Yield the record number of every cable, or of those of `posts` (station ids), and whether the cable is held.

    Each part is a subquery, so that a store joins them in memory: 6 s for 725,000 cables, where seeking the status of
    each takes 77.
    """
    chosen = ""
    if posts is not None:
        stations = "|".join(sorted(post for post in posts if _STATION.fullmatch(post)))
        chosen = f'FILTER(REGEX(?number, "^[0-9][0-9]({stations})[0-9]+$"))'
    numbers = f"{{ SELECT ?cable ?number {{ ?cable dcterms:identifier ?number {chosen} }} }}"
    held = f"VALUES (?status ?held) {{ {' '.join(_STATUS_HELD)} }} ?cable kg:status ?status"
    query = f"SELECT ?number ?held {{ {numbers} OPTIONAL {{ SELECT ?cable ?held {{ {held} }} }} }}"
    for row in store.query(query):
        number, is_held = row
        yield str(getattr(number, "value", "")), is_held is not None


def summed(found: Iterable[PostYear], most: int = LISTED) -> Coverage:
    """Return the sums over all posts and years, and the `most` of them with most cables held."""
    sums = [0] * 6

    def passing() -> Iterator[PostYear]:
        for one in found:
            sums[0 if one.held else 1] += 1
            for at, value in enumerate((one.highest, one.held, one.referenced, one.beyond), 2):
                sums[at] += value
            if one.held:
                yield one

    listed = nlargest(most, passing(), key=lambda one: (one.held, one.year))
    return Coverage(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], tuple(listed))


def counted(
    numbers: Iterable[tuple[str, bool]], post: str | None = None, year: int | None = None, gaps: int = GAPS
) -> Iterator[PostYear]:
    """Yield, sorted, the coverage of each post and year from record numbers (`07LIMA2181`) and whether each is held."""
    lines = (line for number, held in numbers if (line := _line(number, held, post, year)) is not None)
    with sorted_lines(iter(lambda: list(islice(lines, _BATCH)), [])) as ordered:
        for (station, of), group in groupby((line.split() for line in ordered), key=lambda words: (words[0], words[1])):
            yield _post_year(station, int(of), group, gaps)


def _line(number: str, held: bool, post: str | None, year: int | None) -> str | None:
    found = CableId.parse(number)
    if found is None or not found.serial:
        return None
    if (post is not None and found.station != post) or (year is not None and found.year != year):
        return None
    return f"{found.station} {found.year} {found.serial:07d} {_HELD if held else _CITED}\n"


def _post_year(post: str, year: int, lines: Iterable[list[str]], most: int) -> PostYear:
    highest = held = referenced = count = last = 0
    listed: list[tuple[int, int]] = []
    waiting: list[tuple[int, int]] = []  # gaps above the highest held so far
    above = 0
    for _, _, digits, mark in lines:
        number = int(digits)
        if number == last:
            continue  # held and referred to: the held line sorts first
        if number > last + 1:
            waiting.append((last + 1, number - 1))
        last = number
        if mark == _CITED:
            above += 1
            continue
        highest, held, referenced = number, held + 1, referenced + above
        count += len(waiting)
        listed += waiting[: most - len(listed)]
        waiting, above = [], 0
    return PostYear(post, year, highest, held, referenced, above, tuple(listed), count)
