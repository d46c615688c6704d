"""Bend arrows around nodes and labels, and keep several arrows between two nodes apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kg.network.label_boxes import Point, Size

BENDS = (0.0, 0.14, -0.14, 0.28, -0.28, 0.42, -0.42, 0.56, -0.56, 0.7, -0.7, 0.85, -0.85)
"""The bends that are tried, the straight line first; a positive one goes clockwise (vis-network's `curvedCW`)."""

SAMPLES = 24


def bend(
    ends: Sequence[tuple[str, str]],
    centres: Mapping[str, Point],
    sizes: Mapping[str, Size],
    spots: Mapping[str, Point] | None = None,
) -> list[float]:
    """Return a bend for each arrow (start, end): the smallest that crosses the fewest boxes of other nodes.

    `spots` gives the position of a node in its box, if not the middle: arrows go from one to the other.
    """
    spots = centres if spots is None else spots
    used: dict[tuple[str, str], set[float]] = {}
    chosen = []
    for start, end in ends:
        pair = (start, end) if start <= end else (end, start)
        sign = 1.0 if pair == (start, end) else -1.0
        taken = used.setdefault(pair, set())
        free = [b for b in BENDS if sign * b not in taken] or [0.0]
        curves = {b: _curve(spots[start], spots[end], b) for b in free}
        best = min(free, key=lambda b: (_crossed(start, end, curves[b], centres, sizes), abs(b), b))
        taken.add(sign * best)
        chosen.append(best)
    return chosen


def parallel(ends: Sequence[tuple[str, str]]) -> list[float]:
    """Return bends that only keep arrows between the same two nodes apart, for large graphs."""
    seen: dict[tuple[str, str], int] = {}
    chosen = []
    for start, end in ends:
        pair = (start, end) if start <= end else (end, start)
        nth = seen[pair] = seen.get(pair, -1) + 1
        chosen.append(BENDS[nth % len(BENDS)] * (1.0 if pair == (start, end) else -1.0))
    return chosen


def _crossed(
    start: str, end: str, points: Sequence[Point], centres: Mapping[str, Point], sizes: Mapping[str, Size]
) -> int:
    """Return the number of points of the curve in boxes of other nodes."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    hits = 0
    for name, (x, y) in centres.items():
        w, h = sizes[name][0] / 2 + 2, sizes[name][1] / 2 + 2
        if name in (start, end) or x + w < left or x - w > right or y + h < top or y - h > bottom:
            continue
        hits += sum(abs(px - x) < w and abs(py - y) < h for px, py in points)
    return hits


def _curve(start: Point, end: Point, by: float) -> list[Point]:
    """Return points of the quadratic curve that vis-network draws for a bend (`BezierEdgeStatic`)."""
    (ax, ay), (bx, by_) = start, end
    length, part = math.hypot(bx - ax, by_ - ay), 0.5 * abs(by) + 0.5
    angle = math.atan2(ay - by_, bx - ax) + (0.5 * by + 0.5) * math.pi
    vx, vy = ax + part * length * math.sin(angle), ay + part * length * math.cos(angle)
    points = []
    for i in range(1, SAMPLES):
        t = i / SAMPLES
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append((a * ax + b * vx + c * bx, a * ay + b * vy + c * by_))
    return points
