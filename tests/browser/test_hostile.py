"""A graph that tries to run something, to send something, or to hide something: it is shown, and nothing happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.network import project
from kg.page import write_html, write_view
from tests.network.sample import EVIL, IMAGE, LONG, hostile

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    goal = tmp_path_factory.mktemp("page") / "network.html"
    sample = hostile()
    write_html(project(sample), sample.text, goal, title=EVIL + IMAGE)
    return goal


def quiet(page) -> None:
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("({}).polluted") is None
    assert page.locator("img, iframe, object, embed, form").count() == 0
    assert page.locator("script").count() == 3, "the data, vis-network, and our own"
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_node_can_be_opened(path, visit, width: int) -> None:
    page = visit(path, width=width, height=844)
    quiet(page)
    for iri in page.evaluate("JSON.parse(document.getElementById('data').textContent).nodes.map((n) => n.iri)"):
        page.evaluate("iri => window.cableKg.open(iri)", iri)
        page.wait_for_selector("#panel h2")
        quiet(page)
    page.evaluate("window.cableKg.open('cable/99EVIL1')")
    page.click("role=tab[name='Source text']")
    assert page.locator(".whole .control").count() >= 5
    assert "U+202E" in page.inner_text(".whole")
    assert EVIL in page.inner_text(".whole")
    quiet(page)


def test_what_is_written_is_shown_as_written(path, visit) -> None:
    page = visit(path)
    assert page.inner_text("h1") == EVIL + IMAGE
    page.fill("#search", "script")
    page.wait_for_selector("#found [role=option]")
    quiet(page)
    page.fill("#search", LONG)
    quiet(page)
    page.fill("#search", "__proto__")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == IMAGE
    page.click("text=All nodes as a table")
    page.wait_for_selector("#table-scroll tbody tr")
    assert page.locator("#table-scroll tbody tr").count() == 7
    quiet(page)


def test_turned_text_stays_inside_its_place(path, visit) -> None:
    page = visit(path, "#at=cable/99EVIL1%23m")
    assert page.inner_text("#panel h2").startswith("U+202E")


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    goal = tmp_path_factory.mktemp("page") / "network.html"
    sample = hostile()
    assert write_view(sample, sample.text, goal, limit=1, title=EVIL + IMAGE).kind == "overview"
    return goal


def still(page) -> None:
    """As `quiet`: here the packed columns were in a script element too, and are taken out when they are read."""
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("({}).polluted") is None
    assert page.locator("img, iframe, object, embed, form").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("width", [1280, 390])
def test_overview_of_a_hostile_graph_runs_nothing(overview, visit, width: int) -> None:
    page = visit(overview, width=width, height=844)
    assert page.inner_text("h1") == EVIL + IMAGE
    still(page)
    for iri in ("cable/99EVIL1", "topic/__proto__", "topic/constructor", "post/hasOwnProperty", "local/addressee/href"):
        page.evaluate("iri => window.cableKg.open(iri)", iri)
        page.wait_for_selector("#panel h2")
        assert iri in page.evaluate("decodeURIComponent(location.hash)")
        still(page)


def test_overview_of_a_hostile_graph_is_searched_and_taken_away(overview, visit) -> None:
    page = visit(overview)
    for words in ("script", LONG, "__proto__", "href"):
        page.fill("#search", words)
        still(page)
    page.keyboard.press("Escape")
    page.click("text=The same as tables")
    page.wait_for_selector("#table-scroll tbody tr")
    for kind in ("svg", "gexf", "csv", "turtle", "sparql", "png"):
        page.click("#take-toggle")
        with page.expect_download() as waiting:
            page.click(f"[data-take={kind}]")
        text = Path(waiting.value.path()).read_bytes()
        assert b"<script" not in text or kind in ("csv", "turtle"), kind
        page.keyboard.press("Escape")
    still(page)
