"""Writing a network as GraphML and GEXF, for Gephi, Cytoscape and igraph.

Attributes are plain strings and numbers. The same graph gives the same bytes: GEXF is written without today's date.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import networkx as nx

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold in any form."""

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def plain(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the graph with plain attributes only; nodes and edges are sorted by IRI and kind."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph):
        flat.add_node(_clean(node), **_node(graph.nodes[node]))
    for n, (start, end, key) in enumerate(sorted(graph.edges(keys=True))):
        flat.add_edge(_clean(start), _clean(end), id=f"e{n}", **_edge(graph.edges[start, end, key]))
    return flat


def _node(data: Mapping[str, object]) -> dict[str, str | float]:
    plain_ones: dict[str, str | float] = {k: v for k, v in data.items() if isinstance(v, str)}
    plain_ones |= {k: v for k, v in data.items() if isinstance(v, float)}
    if "held" in data:
        plain_ones["held"] = "yes" if data["held"] else "no"
    return {k: _clean(v) if isinstance(v, str) else v for k, v in sorted(plain_ones.items())}


def _edge(data: Mapping[str, object]) -> dict[str, str | int]:
    """Return the attributes of an edge; one that stands for many cables has a weight and no statement."""
    if isinstance(weight := data.get("weight"), int):
        kind, label = str(data.get("kind", "")), str(data.get("label", ""))
        return {"kind": _clean(kind), "label": _clean(label), "weight": weight}
    facts = data.get("facts")
    facts = facts if isinstance(facts, tuple) else ()
    return {
        "kind": _clean(str(data.get("kind", ""))),
        "label": _clean(str(data.get("label", ""))),
        "statement": _clean(" ".join(f.iri for f in facts if f.iri)),
        "evidence": " ".join(f"{e.document}#char={e.start},{e.end}" for f in facts for e in f.evidence),
        "doubts": _clean("; ".join(d for f in facts for d in f.doubts)),
    }


def _clean(text: str) -> str:
    """Return text that XML can hold, on one line: networkx cuts its output at every kind of line end."""
    return " ".join(_ILLEGAL.sub("\ufffd", text).split())


def write_graphml(graph: nx.MultiDiGraph[str], path: str | os.PathLike[str]) -> None:
    """Write a network as GraphML (UTF-8); the file appears whole or not at all."""
    write_lines(path, nx.generate_graphml(plain(graph), named_key_ids=True, edge_id_from_attribute="id"))


def write_gexf(graph: nx.MultiDiGraph[str], path: str | os.PathLike[str]) -> None:
    """Write a network as GEXF 1.2 (UTF-8), without a date; the file appears whole or not at all."""
    write_lines(path, (_TODAY.sub("", line) if line.lstrip().startswith("<meta") else line
                       for line in nx.generate_gexf(plain(graph))))  # fmt: skip


def write_lines(path: str | os.PathLike[str], lines: Iterable[str]) -> None:
    """Write lines as UTF-8 with line feeds into a file beside `path`, then rename it to `path`."""
    goal = Path(path)
    handle, name = tempfile.mkstemp(prefix=f".{goal.name}.", suffix=".tmp", dir=goal.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.writelines(f"{line}\n" for line in lines)
        _world_readable(name)
        Path(name).replace(goal)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _world_readable(name: str) -> None:
    """Give a temporary file the mode that a plain `open` would have given it."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
