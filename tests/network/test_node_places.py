"""Positions: the same for the same graph, no box on another, and shared things between their cables."""

from __future__ import annotations

import itertools
import math
import random

import networkx as nx
import pytest

from kg.network import place, project
from kg.network.force_layout import lay_out
from kg.network.label_boxes import overlaps
from tests.network.sample import BASE, freedonia

SIZE = (120.0, 40.0)


def star(leaves: int) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_node("c", kind="cable", held=True)
    for i in range(leaves):
        graph.add_node(f"n{i:03}", kind="post")
        graph.add_edge("c", f"n{i:03}", key="copied_to", kind="copied_to", facts=())
    return graph


def woven(cables: int, seed: int) -> nx.MultiDiGraph:
    chance = random.Random(seed)
    graph = nx.MultiDiGraph()
    for i in range(cables):
        graph.add_node(f"c{i}", kind="cable", held=True)
        for j in chance.sample(range(cables), 3):
            graph.add_node(f"p{j}", kind="post")
            graph.add_edge(f"c{i}", f"p{j}", key="copied_to", kind="copied_to", facts=())
        for k in range(chance.randint(0, 4)):
            graph.add_node(f"o{i}-{k}", kind="official")
            graph.add_edge(f"c{i}", f"o{i}-{k}", key="mentions", kind="mentions", facts=())
    return graph


def clashes(places: dict[str, tuple[int, int]], gap: float = 0.0) -> list[tuple[str, str]]:
    return [(a, b) for a, b in itertools.combinations(places, 2) if overlaps(places[a], SIZE, places[b], SIZE, gap)]


@pytest.mark.parametrize("leaves", [0, 1, 2, 3, 7, 22, 40, 41, 150])
@pytest.mark.parametrize("aspect", [1.5, 0.6])
def test_a_ring_has_no_overlaps(leaves: int, aspect: float) -> None:
    graph = star(leaves)
    places = place(graph, dict.fromkeys(graph, SIZE), aspect)
    assert len(places) == leaves + 1
    assert clashes(places) == []


@pytest.mark.parametrize("cables", [2, 5, 30])
def test_woven_graphs_have_no_overlaps(cables: int) -> None:
    graph = woven(max(cables, 3), seed=cables)
    places = place(graph, dict.fromkeys(graph, SIZE))
    assert clashes(places) == []


def test_the_same_graph_stands_in_the_same_places_whatever_its_order() -> None:
    graph = woven(12, seed=3)
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    sizes = dict.fromkeys(graph, SIZE)
    assert place(graph, sizes) == place(turned, sizes)


def test_a_cable_reads_from_left_to_right() -> None:
    graph = project(freedonia())
    places = place(graph, dict.fromkeys(graph, SIZE))
    cable, sender, receiver = (places[BASE + x] for x in ("cable/33FREEDONIA4", "post/FREEDONIA", "post/STATE"))
    assert sender[0] < cable[0] < receiver[0]
    assert places[f"{BASE}topic/PREL"][1] < cable[1] < places[f"{BASE}cable/33FREEDONIA4#mentioned-trentino"][1]


def test_unconnected_parts_stand_apart() -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from([(f"x{i}", {"kind": "post"}) for i in range(30)])
    places = place(graph, dict.fromkeys(graph, SIZE))
    assert clashes(places) == []


def test_no_graph_no_places() -> None:
    assert place(nx.MultiDiGraph(), {}) == {}


def test_neighbours_stand_nearer_than_strangers() -> None:
    path = {f"n{i:02}": [f"n{j:02}" for j in (i - 1, i + 1) if 0 <= j < 30] for i in range(30)}
    at = lay_out(path, 100.0)
    steps = [math.dist(at[a], at[b]) for a, b in itertools.pairwise(sorted(at))]
    assert max(steps) < math.dist(at["n00"], at["n29"]) / 4
