"""The overview of a built graph marks what is doubtful or repaired, and says whom it leaves out."""

import csv
import io
from pathlib import Path

import pytest

import kg
from generator.generate import corpus
from kg.facts.columns import people, read_corpus
from kg.facts.columns.doubt_marks import FIELDS, WIDTH
from kg.graph import Graph
from kg.page import write_view
from kg.schema import arrow_of
from tests.fictional import wire, write

LONG = "TALKS ON FISHERIES, GUANO AND THE FUTURE OF THE HARBOUR, " + "WITH ANNEXES A TO K, " * 4 + "THE END"
BASE = "https://w3id.org/cable-kg/"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("marks")
    made = {f"made{n}": one.text for n, one in enumerate(corpus(40, 11, 0.4))}
    copies = {"one": wire(serial=77), "two": wire(serial=77, subject="TALKS ON SHIPS", tags="PREL, QQZZ")}
    kg.build(write(folder / "in", long=wire(serial=78, subject=LONG), **copies, **made), folder / "out", jobs=1)
    return kg.open(folder / "out")


def test_every_doubted_or_repaired_value_has_its_mark_and_no_other(graph: Graph) -> None:
    found = read_corpus(graph.store)
    things = {"topic": found.topic_things, "person": found.person_things}
    marked = set()
    for cable, row in enumerate(found.marked):
        for code in row:
            place, field = divmod(code, WIDTH)
            name = FIELDS[field]
            if not place:
                value = ""
            elif name == "references":
                value = f"{BASE}cable/{found.keys[place - 1]}"
            else:
                value = things.get(name, found.place_things)[place - 1].iri
            marked.add((f"{BASE}cable/{found.keys[cable]}", name, value))
    rows = graph.query("""SELECT DISTINCT ?c ?by ?value { ?c ?by ?part . ?part kg:doubt|kg:repair ?why
        FILTER(STRSTARTS(STR(?by), STR(part:))) OPTIONAL { ?part rdf:value ?value FILTER(ISIRI(?value)) } }""")
    persons = {thing.iri for thing in found.person_things}
    wanted = set()
    for row in rows:
        role = row["by"].value.removeprefix(f"{BASE}part#")
        value = row["value"].value if row["value"] else ""
        name = role if role in FIELDS else "person" if value in persons else ""
        if name and (value or FIELDS.index(name) >= FIELDS.index("title")):
            wanted.add((row["c"].value, name, value if FIELDS.index(name) < FIELDS.index("title") else ""))
    assert marked == wanted
    assert {name for _, name, _ in marked} >= {"references", "title", "topic"}


def test_the_page_of_a_small_graph_has_the_directions_of_the_network(graph: Graph) -> None:
    from kg.page.vis_drawing import draw

    network = graph.network("08LIMA77", 60)
    number = {node: n for n, node in enumerate(network)}
    drawn = {(edge["from"], edge["to"], edge["kind"]) for edge in draw(network, number).edges}
    assert drawn == {(number[a], number[b], data["kind"]) for a, b, data in network.edges(data=True)}
    sources = {kind.code: kind.source for kind in arrow_of().values()}
    assert all(network.nodes[a]["kind"] == sources[data["kind"]] for a, _, data in network.edges(data=True))
    assert "origin" in {kind for _, _, kind in drawn}


def test_persons_who_are_left_out_are_counted_for_each_cable(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    every = read_corpus(graph.store)
    assert every.people_more == [0] * every.held
    monkeypatch.setattr(people, "ALL_PEOPLE", 5)
    few = read_corpus(graph.store)
    of = [len({link // len(people.ROLES) for link in row}) for row in every.people]
    here = [len({link // len(people.ROLES) for link in row}) for row in few.people]
    assert few.people_more == [whole - kept for whole, kept in zip(of, here, strict=True)] and any(few.people_more)


@pytest.mark.browser
def test_the_page_shows_marks_and_its_table_has_whole_subjects(graph: Graph, tmp_path: Path, visit) -> None:
    assert write_view(graph.store, graph.text, tmp_path / "n.html").kind == "overview"
    page = visit(tmp_path / "n.html", "#around=cable/08LIMA77&at=cable/08LIMA77")
    assert page.locator("#panel header .mark").count() == 1, "the copies differ in the subject"
    marked = page.locator("#panel li.fact", has=page.locator(".mark")).all_inner_texts()
    assert any("QQZZ" in text for text in marked) and not any("External Political" in text for text in marked)
    page.click("#take-toggle")
    with page.expect_download() as waiting:
        page.click("[data-take=csv]")
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    rows = {row["cable"]: row for row in csv.DictReader(io.StringIO(text))}
    assert "title" in rows["08LIMA77"]["doubtful_or_repaired"].split()
    page = visit(tmp_path / "n.html")
    page.click("#take-toggle")
    with page.expect_download() as waiting:
        page.click("[data-take=csv]")
    rows = {row["cable"]: row for row in csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig")))}
    assert rows["08LIMA78"]["subject"] == LONG
