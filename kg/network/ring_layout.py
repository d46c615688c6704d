"""Put nodes on a ring around one, as small a ring as their labels allow."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.network.label_boxes import Point, Size, Taken

FINE, COARSE = math.tau / 720, math.tau / 120
"""Steps between the angles tried: on the one ring of a picture, and on many small ones."""

WEST = math.pi
INNERMOST = 70.0
TURNS = 48
"""The number of turns in which a ring is tried."""

CROWDED = 40
"""More nodes than this stand on several rings, one outside the other."""


def ring(
    names: Sequence[str],
    sizes: Mapping[str, Size],
    centre: Size,
    aspect: float,
    toward: Sequence[float] = (),
    gap: float = 8.0,
) -> dict[str, Point]:
    """Return positions for `names`, in their order clockwise, around a box of size `centre` in the origin.

    The ring is `aspect` times as wide as high, as small as the boxes allow, evenly filled, and turned so that each
    node stands as near as possible to its wanted direction: `toward` gives an angle for each (clockwise, 0 is to the
    right).
    """
    if len(names) > CROWDED:
        return _rings(names, sizes, centre, aspect, gap)
    radius = INNERMOST
    while (places := _walk(names, sizes, centre, radius, aspect, WEST, gap)) is None:
        radius += 8.0
    low, high = gap, gap + 4 * radius
    for _ in range(12):
        middle = (low + high) / 2
        wider = _walk(names, sizes, centre, radius, aspect, WEST, middle)
        if wider is None:
            high = middle
        else:
            low, places = middle, wider
    starts = [i * math.tau / TURNS for i in range(TURNS)]
    found = [p for start in starts if (p := _even(names, sizes, centre, radius * 1.15, aspect, start, gap))]
    if not found:
        found = [p for start in starts if (p := _walk(names, sizes, centre, radius, aspect, start, 0.96 * low))]
    best = max(found or [places], key=lambda ones: _fitting(ones, toward))
    return dict(zip(names, best, strict=True))


def _even(
    names: Sequence[str],
    sizes: Mapping[str, Size],
    centre: Size,
    radius: float,
    aspect: float,
    start: float,
    gap: float,
) -> list[Point] | None:
    """Return positions at equal angles, or None if boxes overlap there."""
    taken = Taken(gap)
    taken.add((0.0, 0.0), (centre[0] + 4 * gap, centre[1] + 4 * gap))
    placed = []
    for i, name in enumerate(names):
        here = _on(start + i * math.tau / len(names), radius, aspect)
        if not taken.free(here, sizes[name]):
            return None
        placed.append(here)
        taken.add(here, sizes[name])
    return placed


def _fitting(places: Sequence[Point], toward: Sequence[float]) -> float:
    """Score how well positions agree with wanted directions: the sum of the cosines between them."""
    return round(
        sum((x * math.cos(a) + y * math.sin(a)) / math.hypot(x, y) for (x, y), a in zip(places, toward, strict=False)),
        6,
    )


def fan(
    names: Sequence[str], sizes: Mapping[str, Size], centre: Size, aspect: float, gap: float = 8.0
) -> dict[str, Point]:
    """Return positions like `ring`, more quickly and less evenly, for the many small rings of a large picture."""
    if len(names) > CROWDED:
        return _rings(names, sizes, centre, aspect, gap)
    radius = INNERMOST
    while (places := _walk(names, sizes, centre, radius, aspect, WEST, gap, COARSE)) is None:
        radius += 16.0
    return dict(zip(names, places, strict=True))


@lru_cache(maxsize=4096)
def _on(angle: float, radius: float, aspect: float) -> Point:
    """Return a point of the ring, a superellipse: its straighter sides put labels in columns."""
    c, s = math.cos(angle), math.sin(angle)
    return (
        radius * math.sqrt(aspect) * math.copysign(abs(c) ** 0.8, c),
        radius / math.sqrt(aspect) * math.copysign(abs(s) ** 0.8, s),
    )


def _walk(
    names: Sequence[str],
    sizes: Mapping[str, Size],
    centre: Size,
    radius: float,
    aspect: float,
    start: float,
    gap: float,
    step: float = FINE,
) -> list[Point] | None:
    """Return positions from `start` on, each at the first free angle after the one before; None if they do not fit."""
    taken = Taken(gap)
    taken.add((0.0, 0.0), (centre[0] + 4 * gap, centre[1] + 4 * gap))
    placed: list[Point] = []
    angle, end = start, start + math.tau
    for name in names:
        here, size = _on(angle, radius, aspect), sizes[name]
        while angle < end and not taken.free(here, size):
            angle += step
            here = _on(angle, radius, aspect)
        if angle >= end:
            return None
        placed.append(here)
        taken.add(here, size)
        angle += step
    return placed


def _rings(
    names: Sequence[str], sizes: Mapping[str, Size], centre: Size, aspect: float, gap: float
) -> dict[str, Point]:
    """Return positions on as many rings as needed, filled from the inside."""
    taken = Taken(gap)
    taken.add((0.0, 0.0), (centre[0] + 4 * gap, centre[1] + 4 * gap))
    placed: dict[str, Point] = {}
    left = list(reversed(names))
    radius = INNERMOST
    while left:
        angle = WEST
        while angle < WEST + math.tau and left:
            here = _on(angle, radius, aspect)
            if taken.free(here, sizes[left[-1]]):
                taken.add(here, sizes[left[-1]])
                placed[left.pop()] = here
            angle += COARSE
        radius += 24.0
    return placed
