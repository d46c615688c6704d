"""Lay out a connected graph by distances, then by forces; deterministic and in plain Python.

First pivot MDS (Brandes and Pich, 2006): a few pivots far from each other, hop counts from them, the two main
directions of these counts. Then forces in the manner of Fruchterman and Reingold (1991), with repulsion only between
near nodes, so that thousands of nodes take seconds.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence

from kg.network.label_boxes import Point

PIVOTS = 24
ROUNDS = 90

Adjacency = Mapping[str, Sequence[str]]


def hops(adjacency: Adjacency, start: str) -> dict[str, int]:
    """Return the number of steps from `start` to each reachable node."""
    found = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in adjacency[node]:
            if other not in found:
                found[other] = found[node] + 1
                queue.append(other)
    return found


def lay_out(adjacency: Adjacency, length: float) -> dict[str, Point]:
    """Return positions for a connected graph: neighbours about `length` apart, the longest direction level."""
    names = sorted(adjacency)
    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    centres = _pivot_mds(names, adjacency, length)
    _relax(names, adjacency, centres, length)
    return _turned(centres)


def _pivot_mds(names: Sequence[str], adjacency: Adjacency, length: float) -> dict[str, Point]:
    columns: list[list[float]] = []
    nearest = dict.fromkeys(names, math.inf)
    pivot = max(names, key=lambda n: (len(adjacency[n]), n))
    for _ in range(min(PIVOTS, len(names))):
        away = hops(adjacency, pivot)
        columns.append([float(away[n]) ** 2 for n in names])
        for name in names:
            nearest[name] = min(nearest[name], away[name])
        pivot = max(names, key=lambda n: (nearest[n], n))
    centred = _double_centred(columns)
    x = _main_direction(centred, None)
    y = _main_direction(centred, x)
    spread = math.sqrt(len(names)) * length / 2
    places = zip(_projected(centred, x, spread), _projected(centred, y, spread), strict=True)
    golden = math.pi * (3 - math.sqrt(5))  # nodes with equal distances fall on one spot: a spiral parts them
    return {
        name: (px + 0.3 * length * math.cos(i * golden), py + 0.3 * length * math.sin(i * golden))
        for i, (name, (px, py)) in enumerate(zip(names, places, strict=True))
    }


def _double_centred(columns: Sequence[Sequence[float]]) -> list[list[float]]:
    size = len(columns[0])
    of_rows = [sum(column[i] for column in columns) / len(columns) for i in range(size)]
    of_columns = [sum(column) / size for column in columns]
    overall = sum(of_columns) / len(columns)
    return [
        [-(column[i] - of_rows[i] - mean + overall) / 2 for i in range(size)]
        for column, mean in zip(columns, of_columns, strict=True)
    ]


def _main_direction(columns: Sequence[Sequence[float]], without: Sequence[float] | None) -> list[float]:
    """Return the strongest combination of the columns (power iteration), at right angles to `without`."""
    count = len(columns)
    gram = [[sum(map(float.__mul__, a, b)) for b in columns] for a in columns]
    vector = [math.cos(1.0 + 2.0 * i) for i in range(count)]
    for _ in range(60):
        if without is not None:
            along = sum(map(float.__mul__, vector, without))
            vector = [v - along * w for v, w in zip(vector, without, strict=True)]
        vector = [sum(map(float.__mul__, line, vector)) for line in gram]
        norm = math.sqrt(sum(v * v for v in vector))
        if norm < 1e-12:
            return [0.0] * count
        vector = [v / norm for v in vector]
    return vector


def _projected(columns: Sequence[Sequence[float]], direction: Sequence[float], spread: float) -> list[float]:
    size = len(columns[0])
    values = [sum(column[i] * d for column, d in zip(columns, direction, strict=True)) for i in range(size)]
    widest = max(max(map(abs, values)), 1e-9)
    return [value * spread / widest for value in values]


def _relax(names: Sequence[str], adjacency: Adjacency, centres: dict[str, Point], length: float) -> None:
    """Let neighbours attract and near nodes repel each other, with steps that become smaller."""
    edges = [(a, b) for a in names for b in adjacency[a] if a < b]
    for n in range(ROUNDS):
        heat = length * 0.6 * (1 - n / ROUNDS) + 1.0
        pull = {name: [0.0, 0.0] for name in names}
        _repel(names, centres, pull, length)
        for a, b in edges:
            dx, dy = centres[b][0] - centres[a][0], centres[b][1] - centres[a][1]
            force = math.hypot(dx, dy) / length
            pull[a][0] += dx * force
            pull[a][1] += dy * force
            pull[b][0] -= dx * force
            pull[b][1] -= dy * force
        for name in names:
            fx, fy = pull[name]
            size = math.hypot(fx, fy)
            if size > 0:
                step = min(heat, size) / size
                centres[name] = (centres[name][0] + fx * step, centres[name][1] + fy * step)


def _repel(names: Sequence[str], centres: Mapping[str, Point], pull: dict[str, list[float]], length: float) -> None:
    reach = 2.0 * length
    grid: dict[tuple[int, int], list[str]] = {}
    for name in names:
        x, y = centres[name]
        i, j = math.floor(x / reach), math.floor(y / reach)
        for place in ((i + di, j + dj) for di in (-1, 0, 1) for dj in (-1, 0, 1)):
            for other in grid.get(place, ())[-60:]:
                dx, dy = x - centres[other][0], y - centres[other][1]
                apart = max(dx * dx + dy * dy, 1.0)
                if apart < reach * reach:
                    force = length * length / apart
                    pull[name][0] += dx * force
                    pull[name][1] += dy * force
                    pull[other][0] -= dx * force
                    pull[other][1] -= dy * force
        grid.setdefault((i, j), []).append(name)


def _turned(centres: Mapping[str, Point]) -> dict[str, Point]:
    """Turn positions so that the longest direction lies level."""
    count = len(centres)
    mx = sum(x for x, _ in centres.values()) / count
    my = sum(y for _, y in centres.values()) / count
    xx = sum((x - mx) ** 2 for x, _ in centres.values())
    yy = sum((y - my) ** 2 for _, y in centres.values())
    xy = sum((x - mx) * (y - my) for x, y in centres.values())
    angle = -math.atan2(2 * xy, xx - yy) / 2
    c, s = math.cos(angle), math.sin(angle)
    return {n: ((x - mx) * c - (y - my) * s, (x - mx) * s + (y - my) * c) for n, (x, y) in centres.items()}
