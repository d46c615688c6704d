"""Compute the positions of an overview's nodes: on an equirectangular map, or by their links."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kg.network.force_layout import hops, lay_out
from kg.network.label_boxes import Point, Size, separate, shelve

DEGREE = 10.0
"""Pixels of a degree of longitude or latitude; x grows to the east, y to the south."""

BLOCK_GAP = 120.0

SHELF, SHELF_COLUMNS = (1080.0, 125.0), 3
"""Distances on the shelves below the map for nodes without a place on the globe, with room for a name beside each."""


def on_map(spots: Mapping[str, tuple[float, float]], homeless: Sequence[str], dot: float) -> dict[str, Point]:
    """Return positions on the map for names with (latitude, longitude), and on shelves below it for the homeless.

    Dots of the size `dot` that would cover each other are moved apart, no further than needed.
    """
    centres: dict[str, Point] = {name: (lon * DEGREE, -lat * DEGREE) for name, (lat, lon) in sorted(spots.items())}
    separate(centres, dict.fromkeys(centres, (dot, dot)), gap=0.0, rounds=80)
    if not homeless:
        return centres
    bottom = max((y for _, y in centres.values()), default=0.0) + 2.2 * SHELF[1]
    left = min((x for x, _ in centres.values()), default=0.0)
    for at, name in enumerate(homeless):
        centres[name] = (left + (at % SHELF_COLUMNS) * SHELF[0], bottom + (at // SHELF_COLUMNS) * SHELF[1])
    return centres


def by_links(adjacency: Mapping[str, Sequence[str]], sizes: Mapping[str, Size], aspect: float) -> dict[str, Point]:
    """Return positions by forces: each component laid out by itself, the largest first, the rest on shelves."""
    groups = []
    seen: set[str] = set()
    for name in sorted(adjacency):
        if name in seen:
            continue
        members = sorted(hops(adjacency, name))
        seen.update(members)
        length = 1.7 * math.sqrt(sum(sizes[m][0] * sizes[m][1] for m in members) / len(members))
        part = lay_out({m: adjacency[m] for m in members}, length)
        wide = _shaped(part, aspect)
        separate(wide, sizes)
        groups.append(wide)
    if groups:
        shelve(groups, sizes, aspect)
    return {name: at for group in groups for name, at in group.items()}


def in_blocks(
    blocks: Sequence[Sequence[str]], adjacency: Mapping[str, Sequence[str]], sizes: Mapping[str, Size], aspect: float
) -> dict[str, Point]:
    """Return positions for communities, each laid out by itself, side by side with room for a name above each."""
    groups = []
    for block in blocks:
        inside = set(block)
        part = by_links({name: [m for m in adjacency[name] if m in inside] for name in block}, sizes, aspect)
        groups.append(part)
    if groups:
        shelve(groups, sizes, aspect, gap=BLOCK_GAP)
    return {name: at for group in groups for name, at in group.items()}


def _shaped(centres: Mapping[str, Point], aspect: float) -> dict[str, Point]:
    """Stretch positions horizontally until the whole is about `aspect` times as wide as high."""
    wide = max(x for x, _ in centres.values()) - min(x for x, _ in centres.values())
    high = max(y for _, y in centres.values()) - min(y for _, y in centres.values())
    if wide < 1 or high < 1:
        return dict(centres)
    factor = min(2.5, max(1.0, aspect * high / wide))
    return {name: (x * factor, y) for name, (x, y) in centres.items()}
