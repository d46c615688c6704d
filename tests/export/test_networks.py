"""Network files of real builds, by the rules of GraphML 1.0 and GEXF 1.2; those of a build and of an export are one."""

import hashlib
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kg
from generator.generate import corpus
from kg.cli.application import run
from tests.fictional import SEED, write

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://www.gexf.net/1.2draft}"
NMTOKEN = re.compile(r"[\w.:-]+")
TYPES = ("boolean", "int", "long", "float", "double", "string")
NETWORKS = ("graphml", "gexf")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    kg.build(SEED, folder / "out", jobs=1)
    return folder / "out"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of which the build writes what its cables add up to."""
    folder = tmp_path_factory.mktemp("large")
    kg.build(write(folder / "in", **{f"c{n}": one.text for n, one in enumerate(corpus(80, 5))}), folder / "out", jobs=1)
    return folder / "out"


@pytest.fixture(params=["small", "large"])
def output(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


def children(element: ElementTree.Element) -> list[str]:
    return [child.tag.rpartition("}")[2] for child in element]


def graphml_problems(path: Path) -> list[str]:
    """Return what breaks graphml-structure.xsd and graphml-attributes.xsd."""
    root = ElementTree.parse(path).getroot()
    found = [] if root.tag == f"{GRAPHML}graphml" else [root.tag]
    order = ["desc", "key", "data", "graph"]
    found += [b for a, b in pairwise(children(root)) if order.index(a) > order.index(b)]
    keys = {key.get("id", ""): key for key in root.iter(f"{GRAPHML}key")}
    found += ["key id twice"] if len(keys) != len(list(root.iter(f"{GRAPHML}key"))) else []
    names = [(key.get("for"), key.get("attr.name")) for key in keys.values()]
    found += ["key name twice"] if len(set(names)) != len(names) else []
    found += [name for _, name in names if name == "id"]
    for key in keys.values():
        found += [str(key.attrib)] if not set(key.attrib) <= {"id", "for", "attr.name", "attr.type"} else []
        found += [] if key.get("attr.type") in TYPES else [str(key.attrib)]
    (graph,) = root.findall(f"{GRAPHML}graph")
    found += [name for name in graph.attrib if name not in ("id", "edgedefault")]
    ids: dict[str, list[str]] = {"node": [], "edge": []}
    for element in graph:
        kind = element.tag.removeprefix(GRAPHML)
        ids[kind].append(element.get("id", ""))
        allowed = {"node": {"id"}, "edge": {"id", "source", "target"}}[kind]
        found += [str(element.attrib)] if set(element.attrib) != allowed else []
        data = [datum.get("key", "") for datum in element]
        found += [f"data {name}" for name in data if name not in keys or keys[name].get("for") != kind]
        found += ["a key twice"] if len(set(data)) != len(data) else []
    for kind, names_ in ids.items():
        found += [f"{kind} id twice"] if len(set(names_)) != len(names_) else []
    tokens = [*keys, *ids["node"], *ids["edge"], graph.get("id", "")]
    found += [f"{token} is no NMTOKEN" for token in tokens if not NMTOKEN.fullmatch(token)]
    found += [f"{token} is two things" for token in set(ids["node"]) & set(ids["edge"])]
    ends = {edge.get(end, "") for edge in graph.iter(f"{GRAPHML}edge") for end in ("source", "target")}
    return found + sorted(ends - set(ids["node"]))


def gexf_problems(path: Path) -> list[str]:
    """Return what breaks gexf.xsd 1.2."""
    root = ElementTree.parse(path).getroot()
    found = [] if root.tag == f"{GEXF}gexf" and root.attrib == {"version": "1.2"} else [f"{root.tag} {root.attrib}"]
    found += [] if children(root) in (["meta", "graph"], ["graph"]) else children(root)
    meta, graph = root
    found += [name for name in children(meta) if name not in ("creator", "keywords", "description")]
    found += [
        name
        for name in graph.attrib
        if name not in ("timeformat", "start", "startopen", "end", "endopen", "defaultedgetype", "idtype", "mode")
    ]
    found += [] if children(graph)[-2:] == ["nodes", "edges"] and set(children(graph)[:-2]) <= {"attributes"} else ["?"]
    titles: dict[str, set[str]] = {}
    for group in graph.findall(f"{GEXF}attributes"):
        found += [str(group.attrib)] if group.get("mode") != "static" else []
        ids = [one.get("id", "") for one in group]
        found += ["attribute id twice"] if len(set(ids)) != len(ids) else []
        found += [str(one.attrib) for one in group if set(one.attrib) != {"id", "title", "type"}]
        found += [str(one.attrib) for one in group if one.get("type") not in ("integer", "double", "string")]
        titles[group.get("class", "")] = set(ids)
    nodes = [node.get("id", "") for node in graph.iter(f"{GEXF}node")]
    edges = [edge.get("id", "") for edge in graph.iter(f"{GEXF}edge")]
    found += ["an id twice"] if len(set(nodes)) != len(nodes) or len(set(edges)) != len(edges) else []
    for kind, allowed in (("node", {"id", "label"}), ("edge", {"id", "source", "target", "label", "weight", "type"})):
        for element in graph.iter(f"{GEXF}{kind}"):
            found += [str(element.attrib)] if not set(element.attrib) <= allowed else []
            for value in element.iter(f"{GEXF}attvalue"):
                found += [] if value.get("for") in titles[kind] and set(value.attrib) == {"for", "value"} else ["value"]
    ends = {edge.get(end, "") for edge in graph.iter(f"{GEXF}edge") for end in ("source", "target")}
    return found + sorted(ends - set(nodes))


def test_both_files_keep_the_rules_of_their_schemas(output: Path) -> None:
    assert graphml_problems(output / "network.graphml") == []
    assert gexf_problems(output / "network.gexf") == []


def test_the_rules_find_what_breaks_them(small: Path, tmp_path: Path) -> None:
    text = (small / "network.graphml").read_text("utf-8")
    (tmp_path / "a.graphml").write_text(text.replace('id="node.kind"', 'id="edge.kind"').replace('id="n0"', 'id="a/b"'))
    assert {"key id twice", "a/b is no NMTOKEN"} <= set(graphml_problems(tmp_path / "a.graphml"))
    text = (small / "network.gexf").read_text("utf-8")
    (tmp_path / "a.gexf").write_text(text.replace('mode="static">', 'mode="static" name="">', 1))
    assert gexf_problems(tmp_path / "a.gexf") == ["name"]


def checksums(output: Path) -> dict[str, str]:
    text = (output / "build.ttl").read_text("utf-8")
    return dict(re.findall(r"#([a-z]+\.[a-z]+)-sha256>[^.]*?checksumValue \"([0-9a-f]{64})\"", text, re.DOTALL))


def test_an_export_is_the_same_network_and_leaves_the_checksums_true(output: Path, tmp_path: Path) -> None:
    known = checksums(output)
    assert {"network.graphml", "network.gexf", "graph.ttl"} <= set(known)
    for form in NETWORKS:
        assert run(["export", str(output), "--format", form, "-o", str(tmp_path / f"n.{form}")]) == 0
        assert (tmp_path / f"n.{form}").read_bytes() == (output / f"network.{form}").read_bytes()
    for form in (*NETWORKS, "ttl", "nq", "csv"):
        assert run(["export", str(output), "--format", form]) == 0
    for name, checksum in known.items():
        assert hashlib.sha256((output / name).read_bytes()).hexdigest() == checksum, name


def test_what_would_make_a_checksum_false_is_refused(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (small / "graph.ttl").read_bytes()
    assert run(["export", str(small), "--format", "nt", "-o", str(small / "graph.ttl")]) == 1
    assert "file of the build" in capsys.readouterr().err
    assert (small / "graph.ttl").read_bytes() == before


def test_a_large_network_is_given_cable_by_cable_on_demand(large: Path) -> None:
    assert run(["export", str(large), "--format", "graphml", "--whole"]) == 0
    whole = large / "network-whole.graphml"
    assert graphml_problems(whole) == []
    kinds = set(re.findall(r'"node.kind">([a-z]+)<', whole.read_text("utf-8")))
    assert "cable" in kinds and "official" in kinds
    assert "cable" not in set(re.findall(r'"node.kind">([a-z]+)<', (large / "network.graphml").read_text("utf-8")))
