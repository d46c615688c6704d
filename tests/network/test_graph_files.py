"""GraphML and GEXF: readable by networkx, plain strings, the same bytes, no date."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pytest

from kg.network import project, write_gexf, write_graphml
from kg.network.graph_files import write_lines
from tests.network.sample import BASE, freedonia, hostile


@pytest.mark.parametrize("sample", [freedonia, hostile])
def test_both_forms_come_back(sample, tmp_path: Path) -> None:
    graph = project(sample())
    write_graphml(graph, tmp_path / "n.graphml")
    write_gexf(graph, tmp_path / "n.gexf")
    for found in (nx.read_graphml(tmp_path / "n.graphml"), nx.read_gexf(tmp_path / "n.gexf")):
        assert {data["iri"] for _, data in found.nodes(data=True)} == set(graph)
        assert found.number_of_edges() == graph.number_of_edges()
        assert all(isinstance(v, str) for _, d in found.nodes(data=True) for v in d.values())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["n.gexf", "n.graphml"]


def test_edges_carry_their_statement_and_evidence(tmp_path: Path) -> None:
    write_graphml(project(freedonia()), tmp_path / "n.graphml")
    found = nx.read_graphml(tmp_path / "n.graphml")
    (post,) = [n for n, d in found.nodes(data=True) if d["iri"] == f"{BASE}post/SYLVANIA"]
    edges = [d for _, e, d in found.edges(data=True) if e == post and d["kind"] == "copied_to"]
    assert edges[0]["statement"] == f"{BASE}cable/33FREEDONIA4#info-sylvania"
    assert re.fullmatch(r"[0-9a-f]{32}#char=\d+,\d+", edges[0]["evidence"])


def test_edge_ids_are_unique(tmp_path: Path) -> None:
    write_graphml(project(freedonia()), tmp_path / "n.graphml")
    ids = re.findall(r'<edge [^>]*id="([^"]+)"', (tmp_path / "n.graphml").read_text("utf-8"))
    assert len(ids) == len(set(ids)) == 11


def test_same_graph_same_bytes_and_no_date(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_gexf(project(freedonia()), tmp_path / f"{name}.gexf")
        write_graphml(project(freedonia()), tmp_path / f"{name}.graphml")
    assert (tmp_path / "a.gexf").read_bytes() == (tmp_path / "b.gexf").read_bytes()
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()
    assert b"lastmodifieddate" not in (tmp_path / "a.gexf").read_bytes()


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    goal = tmp_path / "n.gexf"
    goal.write_text("old")

    def lines():
        yield "new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_lines(goal, lines())
    assert goal.read_text() == "old"
    assert list(tmp_path.iterdir()) == [goal]
