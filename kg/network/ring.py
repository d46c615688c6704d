"""Putting nodes on a ring around one: as small a ring as their labels allow."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kg.network.boxes import Point, Size, Taken

FINE, COARSE = math.tau / 720, math.tau / 120
"""How far apart the angles are that are tried: on the one ring of a picture, and on many small ones."""

WEST = math.pi
INNERMOST = 70.0
CROWDED = 40
"""With more nodes than that they stand on several rings, one outside the other."""


def ring(
    names: Sequence[str], sizes: Mapping[str, Size], centre: Size, aspect: float, first: int = 0, gap: float = 8.0
) -> dict[str, Point]:
    """Return places for `names`, in their order clockwise, around a box of size `centre` in the origin.

    The first `first` of them stand to the left, half above and half below. The ring is `aspect` times as wide as high,
    and as small as the boxes allow; what room is left over is shared out evenly.
    """
    if len(names) > CROWDED:
        return _rings(names, sizes, centre, aspect, gap)
    radius = INNERMOST
    while (places := _walk(names, sizes, centre, radius, aspect, first, gap)) is None:
        radius += 8.0
    low, high = gap, gap + 120.0
    for _ in range(12):
        middle = (low + high) / 2
        wider = _walk(names, sizes, centre, radius, aspect, first, middle)
        if wider is None:
            high = middle
        else:
            low, places = middle, wider
    return dict(zip(names, places, strict=True))


def fan(
    names: Sequence[str], sizes: Mapping[str, Size], centre: Size, aspect: float, gap: float = 8.0
) -> dict[str, Point]:
    """Return places as `ring` does, more quickly and less evenly: for the many small rings of a large picture."""
    if len(names) > CROWDED:
        return _rings(names, sizes, centre, aspect, gap)
    radius = INNERMOST
    while (places := _walk(names, sizes, centre, radius, aspect, 0, gap, COARSE)) is None:
        radius += 16.0
    return dict(zip(names, places, strict=True))


def _on(angle: float, radius: float, aspect: float) -> Point:
    """Return a point of the ring: a superellipse, whose sides are straighter, so that labels stand in columns."""
    c, s = math.cos(angle), math.sin(angle)
    return (
        radius * math.sqrt(aspect) * math.copysign(abs(c) ** 0.8, c),
        radius / math.sqrt(aspect) * math.copysign(abs(s) ** 0.8, s),
    )


def _start(
    names: Sequence[str], sizes: Mapping[str, Size], radius: float, aspect: float, first: int, gap: float
) -> float:
    """Return the angle at which the first node stands when the first `first` ones are centred on the west."""
    if first < 2:
        return WEST
    half = sum(sizes[n][1] + gap for n in names[: first - 1]) / 2
    return WEST - math.asin(min(1.0, half / (radius / math.sqrt(aspect))) ** 1.25)


def _walk(
    names: Sequence[str],
    sizes: Mapping[str, Size],
    centre: Size,
    radius: float,
    aspect: float,
    first: int,
    gap: float,
    step: float = FINE,
) -> list[Point] | None:
    """Return the places of all, each at the first free angle after the one before; None if they don't fit."""
    taken = Taken(gap)
    taken.add((0.0, 0.0), (centre[0] + 4 * gap, centre[1] + 4 * gap))
    placed: list[Point] = []
    start = _start(names, sizes, radius, aspect, first, gap)
    angle = start
    for name in names:
        while angle < start + math.tau and not taken.free(_on(angle, radius, aspect), sizes[name]):
            angle += step
        if angle >= start + math.tau:
            return None
        placed.append(_on(angle, radius, aspect))
        taken.add(placed[-1], sizes[name])
        angle += step
    return placed


def _rings(
    names: Sequence[str], sizes: Mapping[str, Size], centre: Size, aspect: float, gap: float
) -> dict[str, Point]:
    """Return places on as many rings as are needed, filled from the inside."""
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
