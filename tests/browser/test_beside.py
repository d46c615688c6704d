"""Citing, threads, what is not here, and corrections: in the small page, in the overview, on a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.facts.citations import cite, formatted
from kg.facts.serial_coverage import coverage
from kg.graph import Graph
from kg.page import write_view
from kg.pipeline.build_and_merge import build
from tests.browser.looks import LOOKS
from tests.browser.test_accessibility import serious
from tests.fictional import wire, write
from tests.network.sample import BASE
from tests.pipeline.outputs import unchecked
from tests.server.running import Served, serving
from tests.threads import CHAIN, built

pytestmark = pytest.mark.browser
FORMS = ("chicago", "bibtex", "csl")
_CATCH = """() => Object.defineProperty(navigator, "clipboard", {
    value: {writeText: (text) => { window.copied = text; return Promise.resolve(); }}})"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("beside"))


@pytest.fixture(scope="module")
def graph(output: Path) -> Graph:
    return kg.open(output)


@pytest.fixture(scope="module")
def small(output: Path, graph: Graph) -> Path:
    assert write_view(graph.store, graph.text, output / "small.html").kind == "whole"
    return output / "small.html"


@pytest.fixture(scope="module")
def large(output: Path, graph: Graph) -> Path:
    assert write_view(graph.store, graph.text, output / "large.html", limit=5).kind == "overview"
    return output / "large.html"


@pytest.fixture(scope="module")
def served(output: Path) -> Iterator[Served]:
    pytest.importorskip("starlette", reason="the extra server is not installed")
    with serving(output) as server:
        yield server


@pytest.fixture
def surf(chromium) -> Iterator[object]:
    """Open a page of the server in a context of its own; nothing else may be asked for, and nothing go wrong."""
    wrong: list[str] = []
    contexts = []

    def opened(server: Served, path: str, **options: object) -> object:
        context = chromium.new_context(viewport={"width": 1280, "height": 860}, **options)
        contexts.append(context)
        context.on("request", lambda r: r.url.startswith((server.address, "data:")) or wrong.append(r.url))
        page = context.new_page()
        page.on("console", lambda m: m.type in ("error", "warning") and wrong.append(m.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(server.address + path)
        page.wait_for_selector("html[data-ready=yes]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def copied(page) -> dict[str, str]:
    """Return what the three buttons of the citation copy."""
    page.evaluate("document.querySelector('.cite').open = true")
    found = {}
    for form in FORMS:
        page.click(f"[data-cite={form}]")
        found[form] = page.evaluate("window.copied")
    return found


def cables(graph: Graph) -> list[str]:
    query = "SELECT ?n { ?c a kg:Cable ; dcterms:identifier ?n } ORDER BY ?n"
    return [str(row["n"].value) for row in graph.query(query)]


@pytest.mark.parametrize("which", ["small", "large"])
def test_a_page_cites_every_cable_as_the_command_does(which: str, graph: Graph, visit, request) -> None:
    page = visit(request.getfixturevalue(which))
    page.evaluate(_CATCH)
    keys = cables(graph)
    assert len(keys) > 6
    for key in keys:
        page.evaluate("hash => { location.hash = hash; }", f"#at=cable/{key}")
        page.wait_for_function("key => document.querySelector('#panel h2').textContent === key", arg=key)
        wanted = {form: formatted(cite(graph, key), form) for form in FORMS}
        assert copied(page) == wanted
        assert page.inner_text(".citation") == wanted["chicago"]
    assert json.loads(page.evaluate("window.copied"))[0]["type"] == "personal_communication"


def test_a_paragraph_is_cited(small: Path, graph: Graph, visit) -> None:
    page = visit(small, "#at=cable/08LIMA4001")
    page.evaluate(_CATCH)
    page.click(".cite summary")
    page.select_option(".cite select", label="para. 2")
    assert copied(page) == {form: formatted(cite(graph, "08LIMA4001#p2"), form) for form in FORMS}
    assert "released in part by Department of State, case F-2012-1" in page.inner_text(".citation")


def test_a_page_says_the_pages_of_a_paged_source(tmp_path: Path, visit, monkeypatch: pytest.MonkeyPatch) -> None:
    unchecked(monkeypatch)
    fed = wire(body="1. (C) The talks opened.\n\n2. (SBU) They will\n\fgo on.")
    build(write(tmp_path / "in", fed=fed), tmp_path / "out")
    graph = kg.open(tmp_path / "out")
    page = visit(tmp_path / "out" / "network.html", "#at=cable/08LIMA4001")
    page.evaluate(_CATCH)
    assert copied(page) == {form: formatted(cite(graph, "08LIMA4001"), form) for form in FORMS}
    page.select_option(".cite select", label="para. 2")
    assert copied(page) == {form: formatted(cite(graph, "08LIMA4001#p2"), form) for form in FORMS}
    assert "para. 2, pp. 1–2; " in page.inner_text(".citation")
    lines = page.eval_on_selector_all("#panel .line", "all => all.map(one => one.textContent)")
    assert {"page 1", "page 2", "pages 1–2"} == {line.partition(", line")[0] for line in lines}


def test_the_overview_says_how_a_paragraph_is_cited(large: Path, visit) -> None:
    page = visit(large, "#at=cable/08LIMA4001")
    page.click(".cite summary")
    assert "kg cite '08LIMA4001#p1'" in page.inner_text(".cite")


@pytest.mark.parametrize("which", ["small", "large"])
def test_what_is_not_here_of_a_post(which: str, graph: Graph, visit, request) -> None:
    page = visit(request.getfixturevalue(which), "#at=post/LIMA")
    page.click(".coverage summary")
    text = page.inner_text(".coverage")
    assert "no proof that such a cable was sent, unless another refers to it" in text
    listed = coverage(graph, "LIMA").listed
    assert len(listed) == 2
    for year in listed:
        line = page.inner_text(f".coverage [data-year='{year.year}']")
        assert f"{year.held} of at most {year.highest:,}" in line
        assert f"{year.unknown:,} numbers not here: " in line
        assert all(f"{a}–{b}" in line for a, b in year.gaps if b > a)
    assert "1 known only from references" in page.inner_text(".coverage [data-year='1999']")


@pytest.mark.parametrize("which", ["small", "large"])
def test_a_thread_stands_in_the_panel_and_opens(which: str, visit, request) -> None:
    page = visit(request.getfixturevalue(which), "#at=cable/08LIMA4009")
    items = page.locator(".thread li")
    assert [name for text in items.all_inner_texts() for name in (*CHAIN, "08BOGOTA1234") if name in text] == [
        "08BOGOTA1234",
        *CHAIN,
    ]
    assert "08LIMA4009" in page.inner_text(".thread li[aria-current=true]")
    assert "not held" in items.nth(0).inner_text()
    page.click("text=Show the thread")
    assert "thread=" in page.evaluate("location.hash")
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    if which == "small":
        assert page.inner_text("#panel h2") == "Thread from 08LIMA4001"
    else:
        page.click("text=The same as tables")
        page.click("[data-table=nodes]")
        rows = page.locator("#table-scroll tbody tr").all_inner_texts()
        assert len(rows) == len(CHAIN) + 1


def test_a_correction_says_who_and_why(small: Path, visit) -> None:
    page = visit(small, "#at=cable/08LIMA4009")
    notes = page.locator(".correction").all_inner_texts()
    assert any("by Ann Reader, 2 January 2026: letters transposed; seen on paper" in note for note in notes)
    subject = page.locator("#panel .group", has=page.locator("h3", has_text="Subject")).inner_text()
    assert "TALSK RESUME ON FISHERIES" in subject
    assert "What holds: TALKS RESUME ON FISHERIES" in subject


def test_an_arrow_of_the_overview_says_where_its_words_are(large: Path, visit) -> None:
    page = visit(large, "#at=post/LIMA&arrow=sent_to&to=post/STATE")
    assert "kg view --focus post/LIMA" in page.inner_text("#panel")
    page = visit(large, "#at=cable/08LIMA4009&arrow=references&to=cable/08BOGOTA1240")
    assert "kg view --focus 08LIMA4009" in page.inner_text("#panel")
    assert "for people, addressees and references too" in page.inner_text("#panel")


@pytest.mark.parametrize(("width", "height", "scheme"), LOOKS)
def test_nothing_serious_beside(small: Path, large: Path, visit, width: int, height: int, scheme: str) -> None:
    for path, address in (
        (small, "at=cable/08LIMA4009"),
        (small, "at=post/LIMA"),
        (large, "at=cable/08LIMA4009"),
        (large, "at=post/LIMA"),
    ):
        page = visit(path, f"#{address}", width=width, height=height, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('#panel details').forEach((one) => { one.open = true; })")
        assert serious(page) == [], (path.name, address)


def test_a_server_gives_what_the_page_does_not_hold(served: Served, surf) -> None:
    page = surf(served, "/explorer?focus=99LIMA12&limit=5#at=post/LIMA")
    assert page.evaluate("document.querySelectorAll('#legend .chip').length") > 0
    before = page.inner_text("#node-kinds")
    page.click("[data-more]")
    page.wait_for_selector("text=/Shown: \\d+ of \\d+ neighbours/")
    assert page.inner_text("#node-kinds") != before
    assert page.evaluate("iri => Boolean(window.cableKg.where(iri))", f"{BASE}cable/08LIMA4009")
    page.evaluate("iri => window.cableKg.open(iri)", f"{BASE}cable/08LIMA4009")
    assert "This page does not hold its facts" in page.inner_text("#panel")
    page.reload()
    page.wait_for_selector("#panel h2 >> text=08LIMA4009")
    page.click("text=Its page")
    page.wait_for_selector("h1 >> text=08LIMA4009")


def test_a_server_that_ends_is_told_of(output: Path, chromium) -> None:
    context = chromium.new_context()
    page = context.new_page()
    with serving(output) as server:
        page.goto(server.address + "/explorer?focus=99LIMA12&limit=5#at=post/LIMA")
        page.wait_for_selector("html[data-ready=yes]")
    page.click("[data-more]")
    page.wait_for_selector("text=The server did not answer")
    context.close()


def test_the_served_page_of_a_cable_cites(served: Served, graph: Graph, surf) -> None:
    page = surf(served, "/cable/08LIMA4001")
    page.evaluate(_CATCH)
    page.click("#cite summary")
    page.select_option("#cite select", label="para. 2")
    page.click("#cite >> text=Choose")
    page.wait_for_selector("#cite[open]")
    page.evaluate(_CATCH)
    wanted = [formatted(cite(graph, "08LIMA4001#p2"), form) for form in FORMS]
    assert page.locator("#cite pre").all_text_contents() == wanted
    page.locator("#cite button.copy").nth(1).click()
    assert page.evaluate("window.copied") == wanted[1]
    assert serious(page) == []
    page.click("text=Draw the thread")
    page.wait_for_selector("html[data-ready=yes]")
    assert page.inner_text("h1") == "Thread from 08LIMA4001"
