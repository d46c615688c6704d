"""The pages of `kg serve` in a browser: asking, reading, searching; hostile texts; what axe-core finds."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.cli.application import run
from tests.browser.looks import evenly, in_turn
from tests.fictional import wire, write
from tests.server.running import Served, graph_of_three, serving

pytest.importorskip("starlette", reason="the extra server is not installed")
pytestmark = pytest.mark.browser

EVIL = "<script>window.hacked=1</script><img src=x onerror=window.hacked=2>\"'--></textarea></style>{{7*7}}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(graph_of_three(tmp_path_factory.mktemp("pages"))) as server:
        yield server


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile")
    texts = write(
        folder / "texts",
        a=wire(
            serial=1,
            subject=EVIL,
            tags=f"PREL, {EVIL}",
            reference=EVIL,
            signed="ONERROR",
            info=(f"RUEHBO/AMEMBASSY {EVIL} 0815", "RUEHQT/AMEMBASSY __PROTO__ 12"),
            body=f"1. (C) {EVIL} \u202etxet denrut\u202c \x07 {'X' * 10_000}\n\n2. (C) javascript:window.hacked=3",
        ),
        b=wire(serial=2, subject="{{ ''.__class__ }} ${7*7} \u202eTCEJBUS"),
    )
    assert run(["build", str(texts), "-o", str(folder / "output"), "--jobs", "1"]) == 0
    with serving(folder / "output") as server:
        yield server


@pytest.fixture
def surf(chromium) -> Iterator[Callable[..., object]]:
    """Open a page of a server: `surf(served, path, allow=())`. Nothing else may be asked for, and nothing go wrong."""
    wrong: list[str] = []
    contexts = []

    def opened(server: Served, path: str, allow: tuple[str, ...] = (), width: int = 1280, **options: object) -> object:
        context = chromium.new_context(viewport={"width": width, "height": 860}, **options)
        contexts.append(context)
        own = (server.address, "data:", "blob:")
        context.on("request", lambda r: r.url.startswith(own) or wrong.append(f"asked for {r.url}"))
        page = context.new_page()
        page.on(
            "console",
            lambda m: (
                m.type in ("error", "warning")
                and not any(word in m.text for word in allow)
                and wrong.append(f"{m.type}: {m.text}")
            ),
        )
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(server.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def ask(page, query: str) -> None:
    page.fill("#sparql", query)
    page.keyboard.press("Escape")
    page.click("#run")
    page.wait_for_selector("#ask[data-state=done]")


def test_a_query_is_asked_and_its_answer_leads_on(served, surf) -> None:
    page = surf(served, "/query")
    ask(page, "SELECT ?cable ?title { ?cable dcterms:title ?title } ORDER BY ?cable")
    assert page.locator("#as-table tbody tr").count() == 3
    assert "3 rows" in page.inner_text("#told")
    page.click("#as-table a >> text=cable:08LIMA4002")
    page.wait_for_selector("h1 >> text=08LIMA4002")
    assert page.url == f"{served.address}/cable/08LIMA4002"


def test_an_error_shows_its_place(served, surf) -> None:
    page = surf(served, "/query", allow=("400",))
    ask(page, "SELECT ?c\nWHERE { ?c nope:x 1 }")
    assert "line 2, column" in page.inner_text("#told.problem")
    assert page.evaluate("document.activeElement.id") == "sparql"
    assert page.evaluate("document.getElementById('sparql').selectionStart") > 10
    ask(page, "DROP ALL")
    assert "for reading" in page.inner_text("#told.problem")


def test_completion(served, surf) -> None:
    page = surf(served, "/query")
    page.wait_for_selector("html[data-terms=yes]")
    page.fill("#sparql", "SELECT * { ?cable ")
    page.press("#sparql", "End")
    page.keyboard.type("kg:sentT")
    page.wait_for_selector("#completions li")
    assert page.inner_text("#completions li[aria-selected=true] code") == "kg:sentTo"
    page.keyboard.press("Enter")
    assert page.input_value("#sparql") == "SELECT * { ?cable kg:sentTo "
    page.keyboard.type("?ca")
    assert page.inner_text("#completions li code") == "?cable"
    page.keyboard.press("Escape")
    assert page.locator("#completions").is_hidden()
    kinds = page.eval_on_selector_all("#painted span", "found => found.map((one) => one.className)")
    assert {"t-keyword", "t-variable", "t-prefixed"} <= set(kinds)


def test_chart_network_and_yes(served, surf) -> None:
    page = surf(served, "/query")
    ask(page, "SELECT ?post (COUNT(?c) AS ?n) { ?c kg:origin ?post } GROUP BY ?post ORDER BY DESC(?n)")
    page.click("#tab-chart")
    assert page.locator("#as-chart rect").count() == page.locator("#as-table tbody tr").count() > 1
    ask(page, "SELECT ?c (YEAR(?t) AS ?year) { ?c kg:dateTimeGroup ?t }")
    page.click("#tab-chart")
    assert "Nothing here is declared" in page.inner_text("#as-chart"), "a year is no amount"
    ask(page, "# chart: n by year\nSELECT ?year (COUNT(?c) AS ?n) { ?c dcterms:date ?year } GROUP BY ?year")
    page.click("#tab-chart")
    assert page.get_attribute("#as-chart svg", "aria-label").startswith("Bars: n by year;")
    ask(page, "CONSTRUCT WHERE { ?c kg:references ?d }")
    page.click("#tab-network")
    assert page.locator("#as-network circle").count() >= 3
    assert page.get_attribute("#as-network a >> nth=0", "href").startswith("/cable/")
    ask(page, "ASK { ?c a kg:Cable }")
    assert page.inner_text("#told").startswith("Yes")


def test_download(served, surf) -> None:
    page = surf(served, "/query", accept_downloads=True)
    ask(page, "SELECT ?title { ?c dcterms:title ?title } ORDER BY ?title")
    with page.expect_download() as started:
        page.click("#download")
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    assert started.value.suggested_filename == "answer.csv"
    assert text.splitlines()[0] == "title"
    assert "ANSWER FROM QUITO" in text


def test_a_ready_question_with_a_value(served, surf) -> None:
    page = surf(served, "/")
    page.click("text=What a cable answers")
    page.fill("input[name=cable]", "08QUITO17")
    page.click("text=Ask")
    page.wait_for_selector("#as-table tbody tr")
    assert page.locator("#as-table tbody tr").count() == 1
    assert "cable:08LIMA4002" in page.inner_text("#as-table")
    page.fill("input[name=cable]", "99NOWHERE1")
    page.click("text=Ask")
    assert "no cable '99NOWHERE1'" in page.inner_text(".problem")


def test_a_fact_leads_to_its_words(served, surf) -> None:
    page = surf(served, "/cable/08LIMA4002")
    page.click(".group:has(h2:text('Reference')) .place")
    assert page.inner_text(".whole .lit") == "LIMA 4001"
    page.click("text=Page of this copy")
    page.wait_for_selector("text=Copy of a cable")
    assert page.locator(".whole mark").count() > 5
    page.click(".whole mark a >> text=LIMA 4001")
    page.wait_for_selector("h1 >> text=08LIMA4002")
    page.wait_for_selector(".fact:target")


def test_search_finds_and_leads_on(served, surf) -> None:
    page = surf(served, "/", allow=("503",))
    for _ in range(40):
        page.fill("input[name=q]", "coca")
        page.press("input[name=q]", "Enter")
        if page.locator(".hits li").count():
            break
        page.wait_for_timeout(500)
    assert page.locator(".hits mark").first.inner_text().lower() == "coca"
    page.click(".hits a")
    page.wait_for_selector("h1 >> text=08LIMA4002")


PAGES = (
    "/",
    "/query",
    "/cable/08LIMA4002",
    "/post/LIMA",
    "/search?q=fisheries",
    "/questions/pairs",
    "/ontology",
    "/nothing",
)


@pytest.mark.parametrize(("path", "scheme"), in_turn(PAGES))
def test_axe_finds_nothing(served, surf, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = surf(served, path, allow=("404", "503"), color_scheme=scheme, bypass_csp=True)
    if path.startswith(("/query", "/questions")):
        ask(page, "SELECT ?cable ?n { ?cable kg:serial ?n }")
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


@pytest.mark.parametrize("path", PAGES[:6])
def test_phone(served, surf, path: str) -> None:
    page = surf(served, path, allow=("503",), width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_scripts(served, surf) -> None:
    page = surf(served, "/cable/08LIMA4002", java_script_enabled=False)
    assert page.locator(".whole mark").count() > 5
    page.click(".group:has(h2:text('Reference')) .value a")
    assert page.inner_text("h1") == "08LIMA4001"


def quiet(page) -> None:
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("({}).polluted") is None
    assert page.locator("img, iframe, object, embed, [onerror]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert "49" not in page.title()


def test_hostile_texts_do_nothing(hostile, surf) -> None:
    rows = hostile.ask("SELECT DISTINCT ?x { ?x ?p ?o FILTER(ISIRI(?x) && !CONTAINS(STR(?x), '#')) }", "text/csv")[2]
    base = "https://w3id.org/cable-kg/"
    paths = ["/" + iri.removeprefix(base) for iri in rows.decode().split()[1:] if iri.startswith(base)]
    assert len(paths) > 8
    typed = quote(EVIL, safe="")
    for path in (*evenly(paths[:40], 14), "/", f"/search?q={typed}", f"/thing?iri={typed}", f"/questions/{typed}"):
        page = surf(hostile, path, allow=("400", "404", "503"))
        quiet(page)
        page.context.close()


def test_hostile_texts_are_shown_as_written(hostile, surf) -> None:
    page = surf(hostile, "/cable/08LIMA1")
    assert "<script>window.hacked=1</script>" in page.inner_text(".whole")
    assert "U+202E" in page.inner_text(".whole")
    assert "U+0007" in page.inner_text(".whole")
    quiet(page)
    query = 'SELECT ("' + EVIL.replace('"', '\\"') + '" AS ?x) ?t { ?c dcterms:title ?t }'
    page = surf(hostile, "/query?query=" + quote(query))
    page.wait_for_selector("#as-table tbody tr")
    assert EVIL in page.inner_text("#as-table")
    for tab in ("#tab-chart", "#tab-network"):
        page.click(tab)
        quiet(page)
    ask(page, f"# {EVIL}\nCONSTRUCT WHERE {{ ?a ?b ?c }}")
    page.click("#tab-network")
    quiet(page)
    assert page.locator("a[href^='javascript']").count() == 0


def test_a_picture_in_a_notebook(tmp_path: Path, chromium) -> None:
    """The frame that a notebook shows works without reaching what is around it."""
    import kg

    picture = kg.open(graph_of_three(tmp_path)).view(focus="cable:08LIMA4002")
    place = tmp_path / "notebook.html"
    place.write_text(f"<!DOCTYPE html><title>Notebook</title>{picture._repr_html_()}", encoding="utf-8")
    wrong: list[str] = []
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: m.type == "error" and wrong.append(m.text))
    page.goto(place.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for(timeout=10_000)
    frame.locator("#search").fill("quito")
    frame.locator("#found [role=option]").first.click()
    assert "QUITO" in frame.locator("#panel h2").inner_text().upper()
    context.close()
    assert wrong == []
