"""The page of a fact: in `kg why`, in a citation, in JSON and in pages, from one list of page starts a copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from kg.cli.application import run
from kg.facts.citations import bibtex, chicago, csl, stated
from kg.facts.why_data import why_data
from kg.graph import Graph
from kg.network.projection import project
from kg.network.shown_part import add_context
from kg.page.page_data import page_data
from kg.page.vis_drawing import draw
from kg.pipeline.build_and_merge import build
from kg.sources.forms.pdf_boxes import UNIT
from kg.terms.namespaces import BASE
from tests.fictional import wire, write
from tests.pipeline.outputs import unchecked
from tests.sources.samples import pdf

pytest.importorskip("pypdf")
BODY = "1. (C) The fisheries talks opened on Monday.\n\n2. (SBU) They will\n{page}go on."
PAGE_FORM = """CONFIDENTIAL

PAGE 01        LIMA 04005  081530Z
ACTION ARA-15

R 081500Z JUN 76
FM AMEMBASSY LIMA
TO SECSTATE WASHDC 1234

C O N F I D E N T I A L LIMA 4005

E.O. 11652: GDS
TAGS: PFOR, PE
SUBJECT: FISHERIES

1. WE AGREE.

CONFIDENTIAL

PAGE 02        LIMA 04005  081530Z

2. THEY DO NOT.
BOEKER

NNNN
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    place = tmp_path_factory.mktemp("paged")
    text = wire(body=BODY.format(page="\f"))
    folder = write(
        place / "in", plain=wire(serial=4002), telegram=PAGE_FORM, fed=wire(serial=4003, body=BODY.format(page="\f"))
    )
    (folder / "paged.pdf").write_bytes(pdf(text.split("\f")))
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        build(folder, place / "out")
    return kg.open(place / "out")


def pages(graph: Graph, name: str) -> set[str]:
    return {place.page for reason in graph.why(name).reasons for place in reason.places}


def test_every_place_of_a_paged_source_says_its_page(graph: Graph) -> None:
    assert pages(graph, "08LIMA4001") == {"page 1", "page 2", "pages 1–2"}
    assert pages(graph, "08LIMA4003") == {"page 1", "page 2", "pages 1–2"}
    assert pages(graph, "08LIMA4001#p1") == {"page 1"}
    assert pages(graph, "08LIMA4002") == {""}
    assert pages(graph, "76LIMA4005#p2") == {"page 2 of the telegram"}


def test_only_paged_copies_state_page_starts_and_once(graph: Graph) -> None:
    rows = graph.query("SELECT ?name ?pages { ?copy kg:pageStarts ?pages ; rdfs:label ?name } ORDER BY ?name")
    found = {str(name): str(value) for name, value in (row.plain().values() for row in rows)}
    assert list(found) == ["in/fed.txt", "in/paged.pdf"]
    assert all(value.startswith("file 0=1 ") and value.endswith("=2") for value in found.values())


def test_a_citation_names_the_pages(graph: Graph) -> None:
    whole, part = graph.cite("08LIMA4001"), graph.cite("08LIMA4001#p1")
    assert ", Confidential, pp. 1–2; 08LIMA4001, copy paged.pdf" in chicago(whole)
    assert ", Confidential, para. 1, p. 1; " in chicago(part)
    assert "  pages = {1--2}," in bibtex(whole) and "para. 1, p. 1; " in bibtex(part)
    assert [json.loads(csl(one))[0]["page"] for one in (whole, part)] == ["1–2", "1"]
    assert "para. 2, p. 2 of the telegram; " in chicago(graph.cite("76LIMA4005#p2"))
    for unpaged in ("08LIMA4002#p2", "76LIMA4005"):
        assert "p. " not in chicago(graph.cite(unpaged)) and "page" not in json.loads(csl(graph.cite(unpaged)))[0]


def test_why_as_data_says_number_and_label(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "08LIMA4001#subject", str(graph.folder), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data == why_data(graph.why("08LIMA4001#subject"))
    (place,) = data["reasons"][0]["places"]
    assert (place["page"], place["pages"]) == ("page 1", [{"number": 1, "label": None, "of": "file"}])
    assert run(["why", "08LIMA4001#subject", str(graph.folder)]) == 0
    assert "paged.pdf, page 1, line" in capsys.readouterr().out


def test_the_json_of_a_text_says_the_pages_of_each_value(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    source = Path(str(graph.folder)).parent / "in"
    run(["parse", str(source / "paged.pdf"), "--json"])
    paged = json.loads(capsys.readouterr().out)
    assert [[page["number"] for page in p["pages"]] for p in paged["paragraphs"]] == [[1], [1, 2]]
    run(["parse", str(source / "telegram.txt"), "--json"])
    assert json.loads(capsys.readouterr().out)["paragraphs"][1]["pages"][0] == {
        "number": None,
        "label": "2",
        "of": "telegram",
    }
    run(["parse", str(source / "plain.txt"), "--json"])
    assert json.loads(capsys.readouterr().out) == kg.parse((source / "plain.txt").read_text()).to_dict()


def test_the_data_of_a_page_says_what_why_and_cite_say(graph: Graph) -> None:
    network = add_context(project(graph.store), graph.store)
    data = page_data(network, graph.text, draw(network, {node: n for n, node in enumerate(network)}), None)
    words = {place[3] for fact in data["facts"] for place in fact.get("evidence", []) if len(place) > 3}
    assert words == {"page 1", "page 2", "pages 1–2", "page 1 of the telegram", "page 2 of the telegram"}
    (node,) = (node for node in data["nodes"] if node["name"] == "08LIMA4001")
    assert node["citedPages"] == {"p1": ("1", ""), "p2": ("1–2", "")}
    assert node["cite"]["pages"] == stated(graph.cite("08LIMA4001"))["pages"] == "1–2"


def test_why_gives_the_boxes_of_the_file_that_the_graph_was_built_from(
    graph: Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pypdfium2", reason="the extra boxes is not installed")
    asked = ["why", "08LIMA4001#subject", str(graph.folder), "--json", "--source"]
    assert run([*asked, str(Path(str(graph.folder)).parent / "in")]) == 0
    data = json.loads(capsys.readouterr().out)
    ((box,),) = (place["boxes"] for place in data["reasons"][0]["places"])
    assert (data["boxes_in"], box["page"], round(box["box"][0] / 10)) == (UNIT, 1, 9)
    (tmp_path / "paged.pdf").write_bytes(pdf([wire(signed="ROE")]))
    assert run([*asked, str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out)["reasons"][0]["places"][0]["boxes"] == []


def test_the_served_page_says_the_page_before_the_line(graph: Graph) -> None:
    pytest.importorskip("starlette", reason="the extra server is not installed")
    from kg.server.client_limits import Limits
    from kg.server.opened_graph import Opened
    from kg.server.thing_page import told

    opened = Opened(Path(str(graph.folder)), Limits())
    shown = told(opened, {"iri": f"{BASE}cable/08LIMA4001"})[1].decode()
    assert '<span class="line">page 1, line ' in shown and '<span class="line">page 2, line ' in shown
    assert "Confidential, pp. 1–2; 08LIMA4001" in shown
    copy = told(opened, {"iri": f"{BASE}document/{graph.cite('08LIMA4001').copy.hash}"})[1].decode()
    assert "Page starts" not in copy and "file 0=1" not in copy
