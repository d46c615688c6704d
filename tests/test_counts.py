"""One count, one number: every command, page and file says the same of a built graph."""

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli.application import run
from kg.facts.graph_counts import counts, stats
from kg.pipeline.build_and_merge import build
from kg.pipeline.report import Report
from tests.fictional import wire, write
from tests.pipeline.outputs import collection

REAL = Path(__file__).parent.parent.parent / "shared" / "corpus"
CASE = "UNCLASSIFIED U.S. Department of State Case No. F-2099-1 Doc No. C09 Date: 07/31/2015\n"


def fictional(folder: Path) -> Path:
    """Write copies that differ, one text twice, cables without a number or a date, one of a high number."""
    collection(folder)
    write(
        folder,
        released=CASE + wire("LIMA", 4001),
        stamped=CASE + "RELEASE IN PART B1\n" + wire("QUITO", 900),
        undated=wire("LIMA", 12).replace("110930Z MAY 08", ""),
        late=wire("QUITO", 95, time="010930Z JAN 09"),
        high=wire("BOGOTA", 98765, reference="05 CARACAS 3"),
    )
    return folder


@pytest.fixture(scope="module", params=["fictional", "real"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    place = tmp_path_factory.mktemp("counts")
    if request.param == "real":
        if not REAL.is_dir():
            pytest.skip("no corpus of real cables beside the project")
        sources = place / "in"
        sources.mkdir()
        for path in sorted(REAL.glob("*.txt")):
            (sources / path.name).write_bytes(path.read_bytes())
    else:
        sources = fictional(place / "in")
    return place / "out", build(sources, place / "out", jobs=1)


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_every_place_says_the_same(built: tuple[Path, Report], capsys: pytest.CaptureFixture[str]) -> None:
    output, report = built
    graph = kg.open(output)
    found = counts(graph.store)
    assert found.held > 5 and found.referenced_only > 1 and found.documents > found.held

    data = json.loads((output / "report.json").read_text(encoding="utf-8"))
    assert (report.cables, data["cables"]["read"]) == (found.held, found.held)
    assert (data["referenced_only"], data["documents"]["read"]) == (found.referenced_only, found.documents)
    assert (data["posts"], data["topics"], data["persons"]) == (found.posts, found.topics, found.persons)
    assert (data["years"], data["origins"], data["release"]) == (found.years, found.origins, found.releases)

    told = stats(graph, 10_000)
    totals = dict(told.totals)
    assert totals["cables held"] == found.held and totals["documents"] == found.documents
    assert totals["cables known only from references"] == found.referenced_only
    assert (totals["posts"], totals["people told apart"]) == (found.posts, found.persons)
    assert totals["statements"] == data["statements"]["stated"] + data["statements"]["inferred"] == len(graph)
    assert dict(told.years) == found.years
    assert sum(n for _, n in told.origins) == sum(found.origins.values()) <= found.held
    assert sum(n for _, n in told.releases) == sum(found.releases.values())
    assert found.documents <= sum(found.releases.values()) <= found.documents + 2, "one text, leaked and released"
    assert dict(told.releases).get("Unknown", 0) == found.releases.get("unknown", 0)

    assert run(["stats", str(output), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"] == totals


def test_the_pages_and_the_description_of_the_build_say_it_too(built: tuple[Path, Report]) -> None:
    output, _ = built
    found = counts(kg.open(output).store)
    page = (output / "report.html").read_text(encoding="utf-8")
    shown = {name: number(n) for name, n in re.findall(r"<dt>([^<]+)</dt><dd>([\d,]+)</dd>", page)}
    assert (shown["cables read"], shown["cables known only from references"]) == (found.held, found.referenced_only)
    assert (shown["posts"], shown["people told apart"], shown["documents read"]) == (
        found.posts,
        found.persons,
        found.documents,
    )

    network = (output / "network.html").read_text(encoding="utf-8")
    words = re.search(r'"counts": ?"([^"]+)"', network)
    assert words is not None
    drawn = {kind.strip(): number(n) for n, kind in re.findall(r"([\d,]+) ([a-z ]+)", words[1])}
    assert drawn["cables"] == found.held
    assert drawn.get("known only from references", drawn.get("cables known only from references")) == (
        found.referenced_only
    )
    assert (drawn["posts"], drawn["topics"]) == (found.posts, found.topics)
    assert drawn.get("persons", drawn.get("people")) == found.persons
    unknown = re.search(r"([\d,]+) texts? of unknown release status", network)
    assert (number(unknown[1]) if unknown else 0) == found.releases.get("unknown", 0)

    described = ox.Store()
    described.load(path=str(output / "build.ttl"), format=ox.RdfFormat.TURTLE)
    ask = "PREFIX void: <http://rdfs.org/ns/void#> PREFIX kg: <https://w3id.org/cable-kg/ontology#> SELECT ?n {{ {} }}"

    def said(pattern: str) -> set[str]:
        return {row["n"].value for row in described.query(ask.format(pattern))}  # type: ignore[union-attr]

    assert said("?d void:documents ?n") == {str(found.documents)}
    assert said("?p void:class kg:Cable ; void:entities ?n") == {str(found.held + found.referenced_only)}
    assert said("?p void:class kg:Document ; void:entities ?n") == {str(found.documents)}


def test_the_first_page_that_is_served_says_it_too(built: tuple[Path, Report]) -> None:
    from kg.server.opened_graph import Opened
    from kg.server.start_page import _counts

    output, report = built
    opened = Opened.__new__(Opened)
    object.__setattr__(opened, "folder", output)
    assert _counts(opened)["cables"] == report.cables


def test_gaps_are_no_cables(built: tuple[Path, Report]) -> None:
    """Wide gaps between numbers are no proof that anything was sent: the report counts what it knows."""
    output, _ = built
    data = json.loads((output / "report.json").read_text(encoding="utf-8"))["coverage"]
    assert data["unknown"] > 50_000
    page = (output / "report.html").read_text(encoding="utf-8")
    assert f"{data['unknown']:,}" not in page and f"{data['numbers']:,}" not in page
    assert "was sent" not in page and "not even that each was given to a cable" in " ".join(page.split())
