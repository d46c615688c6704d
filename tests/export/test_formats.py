"""Every format, read back: the statements of the graph, no more, no fewer, and the same bytes again."""

import csv
import gzip
import json
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

import kg
from kg import spreadsheets
from kg.errors import KgError
from kg.export import EVIDENCE, FORMATS, export
from kg.graph import Graph
from kg.terms.iris import KG, LOCAL, OA, RDF
from kg.terms.namespaces import BASE
from tests.fictional import wire, write

TITLE = '=HYPERLINK("http://example.org") AND MORE'
TEXTS = {"a": wire(subject=TITLE), "b": wire("BOGOTA", 1234, reference="LIMA 4001", signed="ROE")}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("export")
    kg.build(write(folder / "in", **TEXTS), folder / "out", jobs=1)
    return kg.open(folder / "out")


def quads(graph: Graph) -> set[str]:
    return {str(t) for t in graph.store.triples()}


def files(path: Path) -> list[Path]:
    """Return the file itself, or all in the folder."""
    return sorted(path.iterdir()) if path.is_dir() else [path]


def test_every_format_gives_the_same_bytes_twice(graph: Graph, tmp_path: Path) -> None:
    for form in FORMATS:
        once, again = export(graph, form, tmp_path / f"a.{form}"), export(graph, form, tmp_path / f"b.{form}")
        first, second = ([p for top in made for p in files(top)] for made in (once, again))
        assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second], form
        assert sum(p.stat().st_size for p in first) > 500 * len(once), form
        assert not list(tmp_path.glob(".*")), "a draft was left"


def test_json_ld_is_read_by_rdflib_and_oxigraph(graph: Graph, tmp_path: Path) -> None:
    (path,) = export(graph, "jsonld", tmp_path / "graph.jsonld")
    read = list(ox.parse(path.read_bytes(), ox.RdfFormat.JSON_LD))
    assert {str(quad.triple) for quad in read} == quads(graph)
    names = {str(quad.graph_name) for quad in read}
    assert names == {"DEFAULT", f"<{LOCAL}graph/inferred>"}
    other = rdflib.Dataset(default_union=True)
    other.parse(data=path.read_text(encoding="utf-8"), format="json-ld")
    assert len(other) == len(quads(graph))


def test_json_ld_is_compact(graph: Graph, tmp_path: Path) -> None:
    (path,) = export(graph, "jsonld", tmp_path / "graph.jsonld")
    things = {one["id"]: one for one in json.loads(path.read_text(encoding="utf-8"))["@graph"]}
    cable = things["cable/08LIMA4001"]
    assert cable["type"] == "Cable" and cable["sentTo"] == "post/STATE" and cable["topic"] == ["topic/PE", "topic/PREL"]
    assert cable["dateTimeGroup"] == "2008-05-11T09:30:00Z" and cable["dcterms:title"] == TITLE
    conclusions = {one["id"]: one for one in things["local/graph/inferred"]["@graph"]}
    assert conclusions["cable/08LIMA4001"]["status"] == "status/held"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [{k: v.removeprefix("'") for k, v in row.items()} for row in csv.DictReader(stream)]


def test_the_tables_say_what_the_graph_says(graph: Graph, tmp_path: Path) -> None:
    nodes, edges = map(rows, export(graph, "csv", tmp_path / "graph.csv"))
    by_id = {node["id"].removeprefix(BASE): node for node in nodes}
    lima = by_id["cable/08LIMA4001"]
    assert (lima["kind"], lima["title"], lima["origin"], lima["status"]) == ("cable", TITLE, "LIMA", "held")
    post = by_id["post/LIMA"]
    assert float(post["latitude"]) == pytest.approx(-12.04, abs=0.1) and post["country"] == "PE"
    wanted = {
        (t.subject.value, t.predicate.value.replace("#", "/").rpartition("/")[2], t.object.value)
        for t in graph.store.triples()
        if isinstance(t.object, ox.NamedNode)
        and t.object.value.startswith(BASE)
        and t.predicate.value != RDF("type")[1:-1]
        and "#" not in t.subject.value.removeprefix(BASE) + t.object.value.removeprefix(BASE)
    }
    assert {(e["source"], e["relation"], e["target"]) for e in edges if not e["start"] + e["first_seen"]} == wanted
    (cited,) = (e for e in edges if e["relation"] == "references" and e["target"].endswith("cable/08LIMA4001"))
    assert cited["written"] == "LIMA 4001" and cited["doubts"] == "year-inferred" and cited["graph"] == "stated"
    name, _, place = cited["evidence"].partition("#char=")
    start, end = map(int, place.split(","))
    assert graph.text(name)[start:end] == "LIMA 4001"
    assert {e["graph"] for e in edges if e["relation"] == "signedBy"} == {"inferred"}


def test_parquet_has_the_same_tables(graph: Graph, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install -e .[parquet]")
    for table, file in zip(
        export(graph, "parquet", tmp_path / "g.parquet"), export(graph, "csv", tmp_path / "g.csv"), strict=True
    ):
        read = pq.read_table(table).to_pylist()
        texts = [{k: repr(v) if isinstance(v, float) else v or "" for k, v in row.items()} for row in read]
        assert texts == rows(file)
    assert str(pq.read_schema(tmp_path / "g-nodes.parquet").field("latitude").type) == "double"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "＝1", "'quoted'"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert spreadsheets.cell(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "written"),
    [("LIMA", "LIMA"), ("", ""), (None, ""), (-12.05, "-12.05"), ("a=b", "a=b"), ("2007-06-21", "2007-06-21")],
)
def test_other_cells_are_as_they_are(cell: str | float | None, written: str) -> None:
    assert spreadsheets.cell(cell) == written


def test_the_title_that_is_a_formula_is_text_in_the_file(graph: Graph, tmp_path: Path) -> None:
    nodes, _ = export(graph, "csv", tmp_path / "graph.csv.gz")
    text = gzip.decompress(nodes.read_bytes()).decode()
    assert nodes.name == "graph-nodes.csv.gz" and "\"'=HYPERLINK" in text and ",=HYPERLINK" not in text


@pytest.mark.parametrize("form", ["nt", "nq", "ttl", "trig", "jsonld"])
def test_selectors_of_evidence(graph: Graph, tmp_path: Path, form: str) -> None:
    (path,) = export(graph, form, tmp_path / f"graph.{form}", "oa")
    read = {str(q.triple) for q in ox.parse(path.read_bytes(), ox.RdfFormat.from_extension(form))}
    assert read > quads(graph)
    store = ox.Store()
    store.load(path.read_bytes(), ox.RdfFormat.from_extension(form))
    found = store.query(
        "SELECT ?doc ?start ?end { <cable/08BOGOTA1234#ref-08LIMA4001> kg:evidence ?place . ?place oa:hasSource ?doc ; "
        "oa:hasSelector [ a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end ] }",
        base_iri=BASE,
        prefixes={"oa": OA.iri, "kg": KG.iri},
    )
    ((document, start, end),) = ((row["doc"], row["start"], row["end"]) for row in found)
    text = graph.text(document.value.rpartition("/")[2])
    assert text[int(start.value) : int(end.value)] == "LIMA 4001"
    assert OA.iri in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["nt", "nq", "ttl", "trig"])
def test_reifiers_of_rdf_12(graph: Graph, tmp_path: Path, form: str) -> None:
    (path,) = export(graph, form, tmp_path / f"graph.{form}", "rdf12")
    read = [q.triple for q in ox.parse(path.read_bytes(), ox.RdfFormat.from_extension(form))]
    reified = {(t.subject.value, t.object) for t in read if isinstance(t.object, ox.Triple)}
    assert {str(t) for t in read if not isinstance(t.object, ox.Triple)} == quads(graph)
    said = set(graph.store.triples())
    assert reified and all(triple in said for _, triple in reified), "what is reified is also said"
    cable = ox.NamedNode(f"{BASE}cable/08BOGOTA1234")
    cites = ox.Triple(cable, ox.NamedNode(KG("references")[1:-1]), ox.NamedNode(f"{BASE}cable/08LIMA4001"))
    assert (f"{cable.value}#ref-08LIMA4001", cites) in reified
    titles = [t for p, t in reified if p == f"{BASE}cable/08LIMA4001#subject"]
    assert [t.object.value for t in titles] == [TITLE]


def test_networks_are_read_by_networkx(graph: Graph, tmp_path: Path) -> None:
    whole = graph.network()
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        (path,) = export(graph, form, tmp_path / f"network.{form}")
        assert {data["iri"] for _, data in read(path).nodes(data=True)} == set(whole)


@pytest.mark.parametrize(
    ("form", "name", "evidence", "said"),
    [
        ("docx", "a.docx", "iri", "there is no format 'docx'"),
        ("nt", "a.nt", "xml", "there is no way 'xml'"),
        ("jsonld", "a.jsonld", "rdf12", "jsonld cannot hold RDF 1.2"),
        ("csv", "a.csv", "oa", "csv is no RDF"),
        ("gexf", "a.gexf.gz", "iri", "gexf is not written compressed"),
        ("nt", "no/where.nt", "iri", "cannot write"),
    ],
)
def test_what_cannot_be_written_is_one_clear_error(
    graph: Graph, tmp_path: Path, form: str, name: str, evidence: str, said: str
) -> None:
    with pytest.raises(KgError, match=said):
        export(graph, form, tmp_path / name, evidence)
    assert list(tmp_path.iterdir()) == []


def test_every_way_of_evidence_is_explained() -> None:
    assert set(EVIDENCE) == {"iri", "oa", "rdf12"} and all(len(text) > 20 for text in EVIDENCE.values())


def test_tables_are_as_spreadsheets_open_them(graph: Graph, tmp_path: Path) -> None:
    for path in export(graph, "csv", tmp_path / "graph.csv"):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\xef\xbb\xbf") == 1
        assert data.count(b"\r\n") > 5 and data.endswith(b"\r\n")
