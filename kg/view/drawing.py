"""The picture: nodes, edges and options for vis-network, collected by pyvis from a networkx graph.

pyvis's `add_node` and `add_edge` search all nodes at each call; its lists are therefore filled in bulk. Node ids are
numbers: vis-network uses them as keys of plain objects, where an IRI could hit a name such as `__proto__`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from kg.network.layout import place
from kg.view.curves import bend, parallel
from kg.view.style import BY_EDGE, BY_NODE, NODES, NodeStyle, group_of
from kg.view.words import balanced, wrapped

FONT = 14
LINE = 17
CHARACTER = 8.0
"""Size of labels in pixels, the height of a line and the width of a plain lower-case letter in a wide common font."""

_WIDTHS = dict.fromkeys("mwMW@%—…", 1.65) | dict.fromkeys("ijlI.,:;'|!()[] ", 0.65)

GAP = 8
"""Between a node's shape and its label, as vis-network draws them."""

FEW = 120
"""Up to so many nodes, cables carry their subject, arrows go around nodes, and upright screens have own places."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node's shape stands, how far its label is shifted from below it, the label, and the size of both."""

    x: int
    y: int
    shift: int
    label: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Screen:
    """The picture for one shape of screen: a place for each node, a bend for each edge, in the graph's order."""

    places: list[Place]
    bends: list[float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What vis-network is given, for a screen that is wider than high, and what differs on an upright one."""

    nodes: list[dict[str, object]]
    edges: list[dict[str, object]]
    options: dict[str, object]
    level: Screen
    upright: Screen


def draw(graph: nx.MultiDiGraph[str], number: Mapping[str, int]) -> Drawing:
    """Return the picture of a graph; `number` gives each node's id in the page, from 0 on, in order."""
    from pyvis.network import Network

    level = _screen(graph, 1.5, narrow=False)
    upright = _screen(graph, 0.6, narrow=True) if len(graph) <= FEW else level
    network = Network(directed=True)
    network.nodes = [_node(number[n], graph.nodes[n], at) for n, at in zip(graph, level.places, strict=True)]
    network.edges = _edges(graph, number)
    network.set_options(json.dumps(options()))
    nodes, edges, _, _, _, set_up = network.get_network_data()
    return Drawing(nodes, edges, json.loads(set_up), level, upright)


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


def _box(style: NodeStyle, label: str) -> tuple[float, float]:
    wide, high = _measure(label)
    if style.shape == "box":
        return wide + 24, high + 20
    return max(wide, 2.0 * style.radius), high + 2 * style.radius + 8


def _screen(graph: nx.MultiDiGraph[str], aspect: float, narrow: bool) -> Screen:
    """Return the picture for a screen of this shape.

    A label stands below its node, or above it where the arrows come from below; the box of both is kept free.
    """
    few = len(graph) <= FEW
    labels = {node: label_of(data, few, narrow) for node, data in graph.nodes(data=True)}
    styles = {node: BY_NODE[group_of(data)] for node, data in graph.nodes(data=True)}
    boxes = {node: _box(styles[node], labels[node]) for node in graph}
    centres = place(graph, boxes, aspect)
    places = []
    for node in graph:
        (x, y), (width, height) = centres[node], boxes[node]
        shift = 0
        if styles[node].shape != "box":
            above = _arrows_from_below(graph, node, centres)
            half = height / 2 - styles[node].radius - 2
            y, shift = round(y + half if above else y - half), -round(height + GAP) if above else 0
        places.append(Place(x, y, shift, labels[node], round(width), round(height)))
    ends = [(end, start) if data["kind"] == "origin" else (start, end) for start, end, data in graph.edges(data=True)]
    return Screen(places, bend(ends, centres, boxes) if few else parallel(ends))


def _arrows_from_below(graph: nx.MultiDiGraph[str], node: str, centres: Mapping[str, tuple[int, int]]) -> bool:
    near = {*graph.succ[node], *graph.pred[node]} - {node}
    return bool(near) and sum(centres[n][1] - centres[node][1] for n in near) > 0


def _node(number: int, data: Mapping[str, object], at: Place) -> dict[str, object]:
    group = group_of(dict(data))
    node: dict[str, object] = {"id": number, "label": at.label, "group": group, "x": at.x, "y": at.y}
    if BY_NODE[group].shape != "box":
        node["size"] = BY_NODE[group].radius
        node["font"] = {"vadjust": at.shift}
    return node


def _edges(graph: nx.MultiDiGraph[str], number: Mapping[str, int]) -> list[dict[str, object]]:
    """Return the edges, in the order of the graph's; an origin's arrow points from the post to its cable."""
    edges: list[dict[str, object]] = []
    for start, end, data in graph.edges(data=True):
        style = BY_EDGE[data["kind"]]
        edge: dict[str, object] = {
            "id": len(edges), "from": number[start], "to": number[end], "kind": style.code, "width": style.width,
        }  # fmt: skip
        if style.code == "origin":
            edge["from"], edge["to"] = edge["to"], edge["from"]
        if style.dashes:
            edge["dashes"] = list(style.dashes)
        if not style.head:
            edge["arrows"] = {"to": {"enabled": False}}
        edges.append(edge)
    return edges


def options() -> dict[str, object]:
    """Return how vis-network is set up, whatever it draws: no physics, no names of its own, our shapes."""
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
            "hover": True, "multiselect": False, "navigationButtons": False, "keyboard": {"enabled": False},
            "hideEdgesOnDrag": False, "tooltipDelay": 300, "selectConnectedEdges": False,
        },
        "nodes": {
            "chosen": {"node": True, "label": False},
            "font": {"size": FONT, "face": "system-ui, sans-serif", "multi": False},
        },
        "edges": {
            "smooth": {"enabled": False}, "arrows": {"to": {"enabled": True, "scaleFactor": 0.55, "type": "arrow"}},
            "selectionWidth": 2, "hoverWidth": 1, "chosen": True,
        },
        "groups": {"useDefaultGroups": False, **groups},
    }  # fmt: skip
