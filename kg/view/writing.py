"""The one entry: a small graph whole, a large one as an overview, or what is around one thing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import networkx as nx

from kg.network import project
from kg.network.context import add_context
from kg.network.describe import Answers
from kg.network.overview import Corpus, chart, network, read_corpus
from kg.view.data import Texts
from kg.view.page import write_html, write_overview

WHOLE = 300
"""Up to how many nodes a graph is drawn whole; beyond that a picture of everything tells nothing."""


@dataclass(frozen=True)
class Shown:
    """What a page shows: `kind` is `whole`, `overview` or `around`; `nodes` and `cables` are counts of the graph."""

    kind: Literal["whole", "overview", "around"]
    nodes: int
    cables: int
    source: nx.MultiDiGraph[str] | Corpus

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The network of the page for other programs; of an overview, its weighted links between posts and topics."""
        return network(self.source) if isinstance(self.source, Corpus) else self.source


def write_view(
    store: Answers,
    texts: Texts,
    path: str | os.PathLike[str],
    focus: str | None = None,
    limit: int = WHOLE,
    title: str | None = None,
) -> Shown:
    """Write the page of a graph, and return what it shows. The same graph gives the same page.

    `focus` is an IRI (or `post/LIMA`, or a cable's number); `limit` says up to how many nodes are drawn one by one.
    `texts` gives the text of a copy by its hash. The file appears whole or not at all.
    """
    if focus is None:
        corpus = read_corpus(store)
        if corpus.nodes > limit:
            write_overview(corpus, chart(corpus), path, title)
            return Shown("overview", corpus.nodes, corpus.held, corpus)
    graph = add_context(project(store, focus, limit), store)
    write_html(graph, texts, path, title)
    return Shown("around" if focus else "whole", len(graph), graph.graph["cables_shown"], graph)
