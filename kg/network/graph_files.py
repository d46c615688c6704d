"""Write a network as GraphML and GEXF, for Gephi, Cytoscape and igraph.

Both follow their schemas (GraphML 1.0, GEXF 1.2): keys and edges have identifiers of their own, and the IRI of a node
is a value. The same graph gives the same bytes: no date.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import networkx as nx

Values = dict[str, str | int | float]

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold in any form."""
_GRAPHML = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
)
_GEXF = '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
_GRAPHML_TYPES = {str: "string", int: "int", float: "double"}
_GEXF_TYPES = {str: "string", int: "integer", float: "double"}


def nodes_of(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, Values]]:
    """Yield the nodes by IRI, with plain values only.

    >>> import kg
    >>> sum(1 for _ in nodes_of(kg.open("output").network())) > 5
    True
    """
    for node in sorted(graph):
        data: Mapping[str, object] = graph.nodes[node]
        plain: Values = {k: v for k, v in data.items() if isinstance(v, str | float)}
        if "held" in data:
            plain["held"] = "yes" if data["held"] else "no"
        plain["iri"] = node
        yield node, _cleaned(plain)


def edges_of(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str, Values]]:
    """Yield the edges by their ends and kind; an edge of many cables has a weight and no statement."""
    for start, end, key in sorted(graph.edges(keys=True)):
        yield start, end, _cleaned(_edge(graph.edges[start, end, key]))


def _cleaned(values: Values) -> Values:
    return {name: _clean(value) if isinstance(value, str) else value for name, value in sorted(values.items())}


def _edge(data: Mapping[str, object]) -> Values:
    found: Values = {"kind": str(data.get("kind", "")), "label": str(data.get("label", ""))}
    if isinstance(weight := data.get("weight"), int):
        return found | {"weight": weight}
    facts = data.get("facts")
    facts = facts if isinstance(facts, tuple) else ()
    return found | {
        "statement": " ".join(f.iri for f in facts if f.iri),
        "evidence": " ".join(f"{e.document}#char={e.start},{e.end}" for f in facts for e in f.evidence),
        "doubts": "; ".join(d for f in facts for d in f.doubts),
    }


def _clean(text: str) -> str:
    """Replace characters that XML cannot hold, and put text on one line."""
    return " ".join(_ILLEGAL.sub("\ufffd", text).split())


def _quoted(value: str | float) -> str:
    return escape(str(value), {'"': "&quot;"})


def write_graphml(graph: nx.MultiDiGraph[str], path: str | os.PathLike[str]) -> None:
    """Write a network as GraphML (UTF-8); the file appears whole or not at all."""
    write_lines(path, _graphml(graph))


def write_gexf(graph: nx.MultiDiGraph[str], path: str | os.PathLike[str]) -> None:
    """Write a network as GEXF 1.2 (UTF-8), without a date; the file appears whole or not at all."""
    write_lines(path, _gexf(graph))


def _graphml(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield the lines of GraphML: a node is named by a token (`n0`), its IRI is one of its values."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield _GRAPHML
    for what, rows in _rows(graph).items():
        for name, kind in _names(rows).items():
            yield f'<key id="{what}.{name}" for="{what}" attr.name="{name}" attr.type="{_GRAPHML_TYPES[kind]}"/>'
    yield '<graph id="network" edgedefault="directed">'
    number = {}
    for n, (node, values) in enumerate(nodes_of(graph)):
        number[node] = n
        yield f'<node id="n{n}">{_data("node", values)}</node>'
    for n, (start, end, values) in enumerate(edges_of(graph)):
        yield f'<edge id="e{n}" source="n{number[start]}" target="n{number[end]}">{_data("edge", values)}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _data(what: str, values: Values) -> str:
    return "".join(f'<data key="{what}.{name}">{escape(str(value))}</data>' for name, value in values.items())


def _gexf(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield the lines of GEXF: a node is named by its IRI."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield _GEXF
    yield "<meta><creator>Cable KG</creator></meta>"
    yield '<graph defaultedgetype="directed" mode="static">'
    for what, rows in _rows(graph).items():
        yield f'<attributes class="{what}" mode="static">'
        for name, kind in _names(rows).items():
            if name not in ("label", "weight"):
                yield f'<attribute id="{name}" title="{name}" type="{_GEXF_TYPES[kind]}"/>'
        yield "</attributes>"
    yield "<nodes>"
    for node, values in nodes_of(graph):
        label = _quoted(values.get("label", ""))
        yield f'<node id="{_quoted(_clean(node))}" label="{label}">{_attvalues(values)}</node>'
    yield "</nodes>"
    yield "<edges>"
    for n, (start, end, values) in enumerate(edges_of(graph)):
        ends = f'source="{_quoted(_clean(start))}" target="{_quoted(_clean(end))}"'
        more = f' weight="{float(values["weight"])}"' if "weight" in values else ""
        yield f'<edge id="e{n}" {ends} label="{_quoted(values["label"])}"{more}>{_attvalues(values)}</edge>'
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _attvalues(values: Values) -> str:
    return (
        "<attvalues>"
        + "".join(
            f'<attvalue for="{name}" value="{_quoted(value)}"/>'
            for name, value in values.items()
            if name not in ("label", "weight")
        )
        + "</attvalues>"
    )


def _rows(graph: nx.MultiDiGraph[str]) -> dict[str, Iterator[Values]]:
    """Return the values of all nodes and of all edges."""
    return {"node": (v for _, v in nodes_of(graph)), "edge": (v for _, _, v in edges_of(graph))}


def _names(rows: Iterable[Values]) -> dict[str, type]:
    """Return the names of all values, with their type."""
    found: dict[str, type] = {}
    for values in rows:
        for name, value in values.items():
            found.setdefault(name, type(value))
    return dict(sorted(found.items()))


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
