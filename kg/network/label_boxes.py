"""Arrange boxes in the plane, each for a node with its label: push them apart and put them on shelves.

Coordinates are in pixels at zoom 1, x to the right and y down; a box is given by its centre and its width and height.
Everything here is deterministic and uses no random numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]
Size = tuple[float, float]


def separate(centres: dict[str, Point], sizes: Mapping[str, Size], gap: float = 8.0, rounds: int = 400) -> None:
    """Push overlapping boxes apart in place, each along the shorter way, until none overlap or `rounds` are over."""
    names = sorted(centres)
    for _ in range(rounds):
        moved = False
        for one, other in _near(names, centres, sizes, gap):
            moved |= _push(centres, one, other, sizes, gap)
        if not moved:
            return


def _push(centres: dict[str, Point], one: str, other: str, sizes: Mapping[str, Size], gap: float) -> bool:
    (ax, ay), (bx, by) = centres[one], centres[other]
    over_x = (sizes[one][0] + sizes[other][0]) / 2 + gap - abs(ax - bx)
    over_y = (sizes[one][1] + sizes[other][1]) / 2 + gap - abs(ay - by)
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    if over_x < over_y:
        step = over_x / 2 if ax <= bx else -over_x / 2
        centres[one], centres[other] = (ax - step, ay), (bx + step, by)
    else:
        step = over_y / 2 if ay <= by else -over_y / 2
        centres[one], centres[other] = (ax, ay - step), (bx, by + step)
    return True


def _near(
    names: Sequence[str], centres: Mapping[str, Point], sizes: Mapping[str, Size], gap: float
) -> Iterable[tuple[str, str]]:
    """Yield the pairs of boxes that might touch: each box is entered in every cell of a grid that it covers."""
    cell = max(60.0, 2 * sum(w + h for w, h in (sizes[n] for n in names)) / (2 * max(1, len(names))))
    grid: dict[tuple[int, int], list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for name in names:
        (x, y), (w, h) = centres[name], sizes[name]
        columns = range(math.floor((x - w / 2 - gap) / cell), math.floor((x + w / 2 + gap) / cell) + 1)
        lines = range(math.floor((y - h / 2 - gap) / cell), math.floor((y + h / 2 + gap) / cell) + 1)
        for place in ((i, j) for i in columns for j in lines):
            for other in grid.setdefault(place, []):
                if (other, name) not in seen:
                    seen.add((other, name))
                    yield other, name
            grid[place].append(name)


def overlaps(a: Point, size_a: Size, b: Point, size_b: Size, gap: float = 0.0) -> bool:
    """Return whether two boxes overlap, or come closer than `gap`."""
    return abs(a[0] - b[0]) < (size_a[0] + size_b[0]) / 2 + gap and abs(a[1] - b[1]) < (size_a[1] + size_b[1]) / 2 + gap


class Taken:
    """The boxes placed already, found again by a grid."""

    __slots__ = ("_cell", "_gap", "_grid", "_last")

    def __init__(self, gap: float, cell: float = 80.0) -> None:
        self._gap, self._cell = gap, cell
        self._grid: dict[tuple[int, int], list[_Box]] = {}
        self._last: _Box | None = None

    def _cells(self, at: Point, size: Size) -> Iterable[tuple[int, int]]:
        (x, y), (w, h), cell = at, size, self._cell
        lines = range(math.floor((y - h / 2) / cell), math.floor((y + h / 2) / cell) + 1)
        for i in range(math.floor((x - w / 2) / cell), math.floor((x + w / 2) / cell) + 1):
            for j in lines:
                yield i, j

    def add(self, at: Point, size: Size) -> None:
        """Enter a box with its gap around it."""
        wide = (size[0] + 2 * self._gap, size[1] + 2 * self._gap)
        for place in self._cells(at, wide):
            self._grid.setdefault(place, []).append((*at, *size))

    def free(self, at: Point, size: Size) -> bool:
        """Return whether a box here would keep the gap to all others.

        The box that was last in the way is looked at first: who tries place after place meets it again and again.
        """
        (x, y), (w, h), gap, last = at, size, self._gap, self._last
        if last and abs(x - last[0]) < (w + last[2]) / 2 + gap and abs(y - last[1]) < (h + last[3]) / 2 + gap:
            return False
        for place in self._cells(at, size):
            for box in self._grid.get(place, ()):
                if abs(x - box[0]) < (w + box[2]) / 2 + gap and abs(y - box[1]) < (h + box[3]) / 2 + gap:
                    self._last = box
                    return False
        return True


_Box = tuple[float, float, float, float]
"""The centre of a box, its width and its height."""


def extent(centres: Mapping[str, Point], sizes: Mapping[str, Size]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of all boxes together."""
    return (
        min(x - sizes[n][0] / 2 for n, (x, _) in centres.items()),
        min(y - sizes[n][1] / 2 for n, (_, y) in centres.items()),
        max(x + sizes[n][0] / 2 for n, (x, _) in centres.items()),
        max(y + sizes[n][1] / 2 for n, (_, y) in centres.items()),
    )


def shelve(groups: Sequence[dict[str, Point]], sizes: Mapping[str, Size], aspect: float, gap: float = 60.0) -> None:
    """Move whole groups into rows, the largest first, about `aspect` times as wide as high."""
    extents = [extent(group, sizes) for group in groups]
    area = sum((r - left + gap) * (b - t + gap) for left, t, r, b in extents)
    wide = max([math.sqrt(area * aspect), *(r - left for left, _, r, _ in extents)])
    order = sorted(range(len(groups)), key=lambda i: (-len(groups[i]), min(groups[i])))
    x = y = row = 0.0
    for i in order:
        left, top, right, bottom = extents[i]
        if x and x + right - left > wide:
            x, y, row = 0.0, y + row + gap, 0.0
        for name, (px, py) in groups[i].items():
            groups[i][name] = (px - left + x, py - top + y)
        x += right - left + gap
        row = max(row, bottom - top)
