"""What stands beside the facts of a picture: how cables are cited, their threads, what is not here of its posts."""

from __future__ import annotations

import networkx as nx

from kg.facts.citations import cite_all
from kg.facts.descriptions import Answers
from kg.facts.serial_coverage import coverage_of
from kg.facts.thread_members import threads_of
from kg.terms.namespaces import BASE

POST = f"{BASE}post/"


def add_context(graph: nx.MultiDiGraph[str], store: Answers) -> nx.MultiDiGraph[str]:
    """Add to a graph of `project` what its page shows besides facts, and return it.

    `citations` has what a citation says by cable, `threads` the thread by cable, `coverage` the years of each post;
    in a picture around one thing only those of that: to count the others' numbers takes as long as to read them all.
    """
    cables = [node for node, data in graph.nodes(data=True) if data["kind"] == "cable"]
    focus = graph.graph.get("focus")
    shown = graph if focus is None else [focus]
    posts = {node.removeprefix(POST): node for node in shown if node.startswith(POST)}
    covered = coverage_of(store, posts) if posts else {}
    graph.graph.update(
        citations=cite_all(store, cables),
        threads=threads_of(store, cables),
        coverage={posts[post]: years for post, years in covered.items()},
    )
    return graph
