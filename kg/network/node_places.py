"""Compute the positions of nodes; the same graph gives the same positions, without random numbers.

A cable that is the subject of its whole component stands in the middle of a ring: sender and references on the left,
topics above, addressees on the right, officials below. Where several cables hang together, forces place the shared
nodes, and each node keeps its own leaves on a ring around it. Unconnected components stand in rows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import networkx as nx

from kg.network.force_layout import hops, lay_out
from kg.network.label_boxes import Point, Size, extent, separate, shelve
from kg.network.ring_layout import fan, ring

DENSITY = 0.4
"""The share of the plane that the boxes of a woven graph cover before they are pushed apart."""

SIDES = {"west": math.pi, "north": 1.5 * math.pi, "east": 0.0, "south": 0.5 * math.pi}
"""The sides of a ring, clockwise, with their angles (0 is to the right, y points down)."""

_SIDE_OF = {
    "origin": "west",
    "references": "west",
    "topic": "north",
    "sent_to": "east",
    "copied_to": "east",
    "exempted": "east",
}
_ORDER = {
    "west": ("origin", "references"),
    "north": ("topic",),
    "east": ("sent_to", "copied_to", "exempted"),
    "south": ("mentions", "participant", "visitor", "tagged"),
}


def place(graph: nx.MultiDiGraph[str], sizes: Mapping[str, Size], aspect: float = 1.5) -> dict[str, tuple[int, int]]:
    """Return the centre of each node, in whole pixels, y downwards.

    `sizes` gives width and height of each node with its label; the whole is about `aspect` times as wide as high.
    """
    simple: dict[str, list[str]] = {n: sorted({*graph.succ[n], *graph.pred[n]} - {n}) for n in sorted(graph)}
    groups = [_component(graph, simple, members, sizes, aspect) for members in _components(simple)]
    if not groups:
        return {}
    shelve(groups, sizes, aspect)
    everything = {name: at for group in groups for name, at in group.items()}
    left, top, right, bottom = extent(everything, sizes)
    mx, my = (left + right) / 2, (top + bottom) / 2
    return {name: (round(x - mx), round(y - my)) for name, (x, y) in everything.items()}


def _components(simple: Mapping[str, Sequence[str]]) -> list[list[str]]:
    seen: set[str] = set()
    found = []
    for name in simple:
        if name not in seen:
            members = sorted(hops(simple, name))
            seen.update(members)
            found.append(members)
    return found


def _stretched(centres: Mapping[str, Point], sizes: Mapping[str, Size], aspect: float) -> dict[str, Point]:
    """Stretch positions so that the boxes have room and the whole has its shape, before boxes are pushed apart."""
    left, top, right, bottom = extent(centres, sizes)
    area = sum((w + 16) * (h + 16) for w, h in sizes.values()) / DENSITY
    x = max(1.0, math.sqrt(area * aspect) / (right - left))
    y = max(1.0, math.sqrt(area / aspect) / (bottom - top))
    return {name: (px * x, py * y) for name, (px, py) in centres.items()}


def _component(
    graph: nx.MultiDiGraph[str],
    simple: Mapping[str, list[str]],
    members: Sequence[str],
    sizes: Mapping[str, Size],
    aspect: float,
) -> dict[str, Point]:
    held = [n for n in members if graph.nodes[n].get("held")]
    if len(held) == 1 and len(simple[held[0]]) >= 0.6 * (len(members) - 1):
        return _around_one(graph, simple, held[0], sizes, aspect)
    return _woven(graph, simple, members, sizes, aspect)


def _around_one(
    graph: nx.MultiDiGraph[str], simple: Mapping[str, list[str]], middle: str, sizes: Mapping[str, Size], aspect: float
) -> dict[str, Point]:
    """Return the positions of a component around one cable: a ring, and more distant nodes outside it."""
    order = _clockwise(graph, middle, simple[middle])
    toward = [SIDES[side] for side, _ in order]
    centres = {middle: (0.0, 0.0), **ring([name for _, name in order], sizes, sizes[middle], aspect, toward)}
    waiting = sorted(hops(simple, middle).items(), key=lambda item: (item[1], item[0]))
    outside = [name for name, away in waiting if away > 1]
    for name in outside:
        inner = next(other for other in simple[name] if other in centres)
        x, y = centres[inner]
        away = math.hypot(x, y) or 1.0
        push = 0.6 * (sizes[inner][0] + sizes[name][0]) * abs(x) / away + 60.0
        centres[name] = (x + x / away * push, y + y / away * push)
    if outside:
        separate(centres, sizes)
    return centres


def _clockwise(graph: nx.MultiDiGraph[str], middle: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """Return the neighbours of a cable clockwise from the lower west, each with its side."""
    sides: dict[str, list[tuple[int, int, str]]] = {side: [] for side in SIDES}
    for name in names:
        kinds = graph.get_edge_data(middle, name) or graph.get_edge_data(name, middle) or {}
        side, rank = min((_rank(str(k)) for k in kinds), key=lambda r: (list(SIDES).index(r[0]), r[1]))
        sides[side].append((rank, _place_in_text(graph, middle, name), name))
    return [(side, name) for side in SIDES for _, _, name in sorted(sides[side])]


def _rank(kind: str) -> tuple[str, int]:
    """Return the side of a kind of edge and its position there; officials who made the cable are next to the west."""
    side = _SIDE_OF.get(kind, "south")
    order = _ORDER[side]
    return side, order.index(kind) if kind in order else len(order)


def _place_in_text(graph: nx.MultiDiGraph[str], middle: str, name: str) -> int:
    edges = graph.get_edge_data(middle, name) or {}
    starts = [e.start for data in edges.values() for f in data.get("facts", ()) for e in f.evidence]
    return min(starts, default=0)


def _woven(
    graph: nx.MultiDiGraph[str],
    simple: Mapping[str, list[str]],
    members: Sequence[str],
    sizes: Mapping[str, Size],
    aspect: float,
) -> dict[str, Point]:
    """Return the positions of a component of many cables: forces for shared nodes, rings for the others."""
    leaves: dict[str, list[str]] = {}
    for name in members:
        if len(simple[name]) == 1 and (len(simple[simple[name][0]]) > 1 or name > simple[name][0]):
            leaves.setdefault(simple[name][0], []).append(name)
    hidden = {leaf for group in leaves.values() for leaf in group}
    core = {n: [m for m in simple[n] if m not in hidden] for n in members if n not in hidden}
    fans: dict[str, dict[str, Point]] = {}
    wide = {name: sizes[name] for name in core}
    for hub, group in leaves.items():
        fans[hub] = fan([name for _, name in _clockwise(graph, hub, group)], sizes, sizes[hub], aspect)
        left, top, right, bottom = extent({hub: (0.0, 0.0), **fans[hub]}, sizes)
        wide[hub] = (2 * max(-left, right), 2 * max(-top, bottom))
    length = 1.4 * math.sqrt(sum((w + 20) * (h + 20) for w, h in wide.values()) / len(wide))
    centres = _stretched(lay_out(core, length), wide, aspect)
    separate(centres, wide)
    for hub, around in fans.items():
        x, y = centres[hub]
        centres.update({leaf: (x + fx, y + fy) for leaf, (fx, fy) in around.items()})
    return centres
