"""Choose the part of a graph to show: a small graph whole, a large one as an overview, or one thing's surroundings.

`add_context` adds citations, threads and coverage for the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import networkx as nx

from kg.facts.citations import cite_all
from kg.facts.columns import Corpus, read_corpus
from kg.facts.descriptions import Answers
from kg.facts.serial_coverage import coverage_of
from kg.facts.thread_members import threads_of
from kg.network.overview import network
from kg.network.projection import project
from kg.terms.namespaces import BASE

WHOLE = 300
"""The most nodes of a graph drawn whole; a picture of more tells nothing."""
POST = f"{BASE}post/"


@dataclass(frozen=True)
class Shown:
    """The part that a page shows: `kind` is `whole`, `overview` or `around`; `nodes` and `cables` are its counts."""

    kind: Literal["whole", "overview", "around"]
    nodes: int
    cables: int
    source: nx.MultiDiGraph[str] | Corpus

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The network of the page for other programs; of an overview, its weighted links between posts and topics."""
        return network(self.source) if isinstance(self.source, Corpus) else self.source


def show(store: Answers, focus: str | None = None, limit: int = WHOLE) -> Shown:
    """Choose the part of a graph to show: around `focus`, or all; `limit` is the most nodes drawn one by one.

    The page of a graph and its network files, made by a build or later, hold this part.
    """
    if focus is None:
        corpus = read_corpus(store)
        if corpus.nodes > limit:
            return Shown("overview", corpus.nodes, corpus.held, corpus)
    graph = project(store, focus, limit)
    return Shown("around" if focus else "whole", len(graph), graph.graph["cables_shown"], graph)


def add_context(graph: nx.MultiDiGraph[str], store: Answers) -> nx.MultiDiGraph[str]:
    """Add to a graph of `project` the data that its page shows besides facts, and return it.

    `citations` and `threads` are by cable, `coverage` has the years of each post. A picture around one thing gets only
    that thing's coverage: to count the numbers of the others takes as long as to read them all.
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
