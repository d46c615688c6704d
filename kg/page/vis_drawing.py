"""Draw the picture: nodes, edges and options for vis-network, collected by pyvis from a networkx graph.

pyvis's `add_node` and `add_edge` search all nodes at each call; its lists are therefore filled in bulk. Node ids are
numbers: vis-network uses them as keys of plain objects, where an IRI could hit a name such as `__proto__`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import cast

import networkx as nx

from kg.network.node_places import place
from kg.page.arrow_curves import bend, parallel
from kg.page.node_styles import BY_EDGE, BY_NODE, NODES, NodeStyle, group_of
from kg.page.value_words import balanced, wrapped

FONT = 14
LINE = 17
CHARACTER = 8.0
"""Size of labels in pixels, the height of a line and the width of a plain lower-case letter in a wide common font."""

_WIDTHS = dict.fromkeys("mwMW@%—…", 1.65) | dict.fromkeys("ijlI.,:;'|!()[] ", 0.65)

GAP, APART = 3, 12
"""Between a node's shape and its label, and how much further the labels of others stay away, above and below."""

ADDRESSED = {"sent_to", "copied_to", "exempted"}
"""The arrows to addressees, which stand on the right of their cable, one above the other, labels beside them."""

FEW = 120
"""The most nodes of a picture with subjects on cables, arrows around nodes, and positions for upright screens."""


@dataclass(frozen=True, slots=True)
class Place:
    """The position of a node's shape, the side and text of its label, and the box of both: its centre and its size.

    `side` is empty where the label stands inside the shape.
    """

    x: int
    y: int
    side: str
    label: str
    across: int
    down: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Screen:
    """The picture for one shape of screen: a position for each node, a bend for each edge, in the graph's order."""

    places: list[Place]
    bends: list[float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The input of vis-network for a screen wider than high, and the differences on an upright one."""

    nodes: list[dict[str, object]]
    edges: list[dict[str, object]]
    options: dict[str, object]
    level: Screen
    upright: Screen


def draw(graph: nx.MultiDiGraph[str], number: Mapping[str, int]) -> Drawing:
    """Draw the picture of a graph; `number` gives each node's id in the page, from 0 on, in order."""
    level = _screen(graph, 1.5, narrow=False)
    upright = _screen(graph, 0.6, narrow=True) if len(graph) <= FEW else level
    network = _pyvis().Network(directed=True)
    network.nodes = [_node(number[n], graph.nodes[n], at) for n, at in zip(graph, level.places, strict=True)]
    network.edges = _edges(graph, number)
    network.set_options(json.dumps(options()))
    nodes, edges, _, _, _, set_up = network.get_network_data()
    return Drawing(nodes, edges, json.loads(set_up), level, upright)


def _pyvis() -> ModuleType:
    """Import `pyvis.network` without IPython, a tenth of a second: it only serves to show a picture in a notebook."""
    lacking = [name for name in ("IPython", "IPython.display") if name not in sys.modules]
    for name in lacking:
        sys.modules[name] = ModuleType(name)
        sys.modules[name].IFrame = None  # type: ignore[attr-defined]
    try:
        from pyvis import network
    finally:
        for name in lacking:
            del sys.modules[name]
    return cast("ModuleType", network)


def label_of(data: Mapping[str, object], few: bool, narrow: bool = False) -> str:
    """Return the label of a node, in lines: a name, or a cable's number and, in a small picture, its subject."""
    name = str(data.get("label") or "")
    if data.get("kind") != "cable":
        return "\n".join(balanced(name, 16 if narrow else 20, 3 if narrow else 2))
    lines = wrapped(name, 24, 1)
    if few and data.get("held") and data.get("subject"):
        lines += balanced(str(data["subject"]), 17 if narrow else 26, 5 if narrow else 3)
    return "\n".join(lines)


def _measure(label: str) -> tuple[float, float]:
    lines = label.split("\n")
    wide = max(sum(CHARACTER * _WIDTHS.get(c, 1.2 if c.isupper() else 1.05) for c in line) for line in lines)
    return max(wide, 20.0), LINE * len(lines)


def _box(style: NodeStyle, label: str, beside: bool) -> tuple[float, float]:
    wide, high = _measure(label)
    if style.shape == "box":
        return wide + 24, high + 20
    if beside:
        return wide + 2 * style.radius + 2 * GAP, max(high, 2.0 * style.radius) + 6
    return max(wide, 2.0 * style.radius), high + 2 * style.radius + GAP + APART


def _screen(graph: nx.MultiDiGraph[str], aspect: float, narrow: bool) -> Screen:
    """Draw the picture for a screen of this shape.

    A label stands below its node, or above it where the arrows come from below, or beside it; the box of both is kept
    free.
    """
    few = len(graph) <= FEW
    labels = {node: label_of(data, few, narrow) for node, data in graph.nodes(data=True)}
    styles = {node: BY_NODE[group_of(data)] for node, data in graph.nodes(data=True)}
    sender = {} if narrow or not few else _only_addressed(graph)
    boxes = {node: _box(styles[node], labels[node], node in sender) for node in graph}
    centres = place(graph, boxes, aspect)
    places = [_place(graph, node, styles[node], labels[node], boxes[node], centres, sender.get(node)) for node in graph]
    ends = list(graph.edges())
    spots = {node: (spot.x, spot.y) for node, spot in zip(graph, places, strict=True)}
    return Screen(places, bend(ends, centres, boxes, spots) if few else parallel(ends))


def _place(
    graph: nx.MultiDiGraph[str],
    node: str,
    style: NodeStyle,
    label: str,
    box: tuple[float, float],
    centres: Mapping[str, tuple[int, int]],
    sender: str | None,
) -> Place:
    (x, y), (width, height) = centres[node], box
    if style.shape == "box":
        side, at = "", (x, y)
    elif sender is not None:
        side = "right" if x >= centres[sender][0] else "left"
        half = width / 2 - style.radius
        at = (round(x - half if side == "right" else x + half), y)
    else:
        side = "above" if _arrows_from_below(graph, node, centres) else "below"
        half = (height - APART) / 2 - style.radius
        at = (x, round(y + half if side == "above" else y - half))
    return Place(*at, side, label, x, y, round(width), round(height))


def _only_addressed(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Return the nodes that are only addressees of one cable, each with that cable."""
    found = {}
    for node in graph:
        near = {*graph.succ[node], *graph.pred[node]} - {node}
        kinds = {data["kind"] for _, _, data in graph.in_edges(node, data=True)}
        if len(near) == 1 and not graph.succ[node] and kinds <= ADDRESSED:
            found[node] = next(iter(near))
    return found


def _arrows_from_below(graph: nx.MultiDiGraph[str], node: str, centres: Mapping[str, tuple[int, int]]) -> bool:
    near = {*graph.succ[node], *graph.pred[node]} - {node}
    return bool(near) and sum(centres[n][1] - centres[node][1] for n in near) > 0


def _node(number: int, data: Mapping[str, object], at: Place) -> dict[str, object]:
    group = group_of(dict(data))
    node: dict[str, object] = {"id": number, "group": group, "x": at.x, "y": at.y}
    if BY_NODE[group].shape != "box":
        return node | {"size": BY_NODE[group].radius}
    return node | {"label": at.label}


def _edges(graph: nx.MultiDiGraph[str], number: Mapping[str, int]) -> list[dict[str, object]]:
    """Return the edges in the order and direction of the graph."""
    edges: list[dict[str, object]] = []
    for start, end, data in graph.edges(data=True):
        style = BY_EDGE[data["kind"]]
        edge: dict[str, object] = {
            "id": len(edges),
            "from": number[start],
            "to": number[end],
            "kind": style.code,
            "width": style.width,
        }
        if style.dashes:
            edge["dashes"] = list(style.dashes)
        if not style.head:
            edge["arrows"] = {"to": {"enabled": False}}
        edges.append(edge)
    return edges


def options() -> dict[str, object]:
    """Return the options of vis-network for every picture: no physics, no names of its own, our shapes."""
    groups = {
        style.code: {
            "shape": style.shape,
            "borderWidth": 1.6,
            "borderWidthSelected": 3,
            "shapeProperties": {"borderDashes": [5, 4] if style.dashed else False, "borderRadius": 5},
            "margin": {"top": 8, "bottom": 8, "left": 10, "right": 10},
        }
        for style in NODES
    }
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "hover": True,
            "multiselect": False,
            "navigationButtons": False,
            "keyboard": {"enabled": False},
            "hideEdgesOnDrag": False,
            "tooltipDelay": 300,
            "selectConnectedEdges": False,
        },
        "nodes": {
            "chosen": {"node": True, "label": False},
            "font": {"size": FONT, "face": "system-ui, sans-serif", "multi": False},
        },
        "edges": {
            "smooth": {"enabled": False},
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.55, "type": "arrow"}},
            "selectionWidth": 2,
            "hoverWidth": 1,
            "chosen": True,
        },
        "groups": {"useDefaultGroups": False, **groups},
    }
