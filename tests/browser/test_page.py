"""The page as a reader uses it: found, chosen, filtered, read, linked; on a screen and on a phone, with no network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.network import project
from kg.page import write_html
from tests.network.sample import BASE, TEXT, Sample, freedonia

pytestmark = pytest.mark.browser
CABLE = "cable/33FREEDONIA4"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    goal = tmp_path_factory.mktemp("page") / "network.html"
    sample = freedonia()
    write_html(project(sample), sample.text, goal)
    return goal


def click_node(page, iri: str) -> None:
    where = page.evaluate("iri => window.cableKg.where(iri)", iri)
    page.mouse.click(where["x"], where["y"])


def title(page) -> str:
    return page.inner_text("#panel h2")


def group(page, label: str):
    return page.locator("#panel .group", has=page.locator("h3", has_text=label))


def test_header_says_what_it_is(path, visit) -> None:
    page = visit(path)
    assert page.inner_text("h1") == "Cable 33FREEDONIA4"
    assert page.title() == "Cable 33FREEDONIA4 – Cable KG"
    assert page.inner_text(".counts") == (
        "1 cable · 1 cable known only from references · 3 posts · 2 people · 2 topics · 11 links"
    )
    assert page.inner_text(".release") == "Leaked US government text, not an official release."


def test_something_is_drawn(path, visit) -> None:
    page = visit(path)
    page.wait_for_timeout(300)
    drawn = page.evaluate(
        """() => {
            const canvas = document.querySelector("#picture canvas"), context = canvas.getContext("2d");
            const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
            let inked = 0;
            for (let i = 3; i < pixels.length; i += 4) if (pixels[i]) inked++;
            return inked;
        }"""
    )
    assert drawn > 5000


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("33freedonia4", "33FREEDONIA4"),
        ("sylvania 17", "33SYLVANIA17"),  # as the reference is written
        ("duck", "33FREEDONIA4"),  # a word of the subject
        ("talks freedonia4", "33FREEDONIA4"),  # words of several fields, in any order
        ("PREL", "External Political Relations"),  # a code
        ("firefly", "R. FIREFLY"),
        ("secstate", "Department of State"),  # as the address has it
    ],
)
def test_search(path, visit, words: str, found: str) -> None:
    page = visit(path)
    page.keyboard.press("/")
    page.keyboard.type(words)
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert title(page) == found
    assert page.evaluate("document.activeElement.tagName") == "H2"


def test_search_by_keyboard_goes_down_the_list_and_says_when_nothing_is_there(path, visit) -> None:
    page = visit(path)
    page.fill("#search", "embassy")
    options = page.locator("#found [role=option]")
    assert options.count() == 2
    page.keyboard.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert page.get_attribute("#search", "aria-activedescendant") == "found-1"
    wanted = options.nth(1).locator(".name").inner_text()
    page.keyboard.press("Enter")
    assert title(page) == wanted
    page.fill("#search", "no such thing")
    assert "Nothing found" in page.inner_text("#found")
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()


def test_click_shows_facts_with_the_evidence_highlighted(path, visit) -> None:
    page = visit(path)
    click_node(page, "post/SYLVANIA")
    assert title(page) == "Embassy Sylvania"
    received = group(page, "Received for information")
    assert received.locator(".value .link").inner_text() == "33FREEDONIA4"
    assert "Serial number: 0007" in received.inner_text()
    assert received.locator("mark").inner_text() == "RUEHSY/AMEMBASSY SYLVANIA 0007"
    assert received.locator(".source").inner_text() == "INFO RUEHSY/AMEMBASSY SYLVANIA 0007"
    assert received.locator(".line").inner_text() == "line 3"


def test_places_after_wide_characters_are_right(path, visit) -> None:
    page = visit(path)
    click_node(page, CABLE)
    assert group(page, "Subject").locator("mark").inner_text() == "\U0001d57f\U0001d58d\U0001d58a DUCK \U0001f986 TALKS"
    assert group(page, "Reference").locator("mark").inner_text() == "SYLVANIA 17"
    assert group(page, "Signer").locator("mark").inner_text() == "FIREFLY"
    assert group(page, "Signer").locator(".line").inner_text() == "line 9"


def test_doubts_repairs_and_conclusions_are_marked(path, visit) -> None:
    page = visit(path, f"#at={CABLE}")
    assert "Doubt No year is written" in group(page, "Reference").inner_text()
    assert "Doubt The code is in no list we have" in group(page, "TAGS entry").inner_text()
    assert "Concluded Same surname in one cable (score 0.9)" in group(page, "Classifier").inner_text()
    page.click("text=Paragraphs and headings")
    repaired = group(page, "Paragraph").locator("li.repair").inner_text()
    assert "Repaired, unsure A pilcrow read as 1:" in repaired
    assert "15." in repaired and "5." in repaired
    assert "Name protected" in group(page, "Person mentioned").inner_text()


def test_whole_text_with_all_evidence(path, visit) -> None:
    page = visit(path, f"#at={CABLE}")
    page.click("role=tab[name='Source text']")
    assert page.evaluate("document.querySelector('.whole').textContent") == TEXT
    marks = page.locator(".whole mark").all_inner_texts()
    assert "AMEMBASSY FREEDONIA" in marks and "FIREFLY" in marks and "TRENTINO" in marks
    assert page.locator(".whole .repaired").inner_text() == "15."
    page.locator(".whole mark", has_text="SYLVANIA 17").click()
    assert page.get_attribute("role=tab[name='Facts']", "aria-selected") == "true"
    assert "33SYLVANIA17" in page.inner_text(".fact.lit")


def test_a_source_line_opens_the_text_there(path, visit) -> None:
    page = visit(path, "#at=official/firefly")
    group(page, "Signed").last.locator(".place").click()
    assert title(page) == "33FREEDONIA4"
    lit = page.locator(".whole mark.lit")
    assert lit.inner_text() == "FIREFLY"
    assert page.evaluate("[...document.querySelectorAll('.whole mark')].indexOf(document.querySelector('.lit'))") > 5


def test_stub(path, visit) -> None:
    page = visit(path)
    click_node(page, "cable/33SYLVANIA17")
    assert "Cable known only from references" in page.inner_text("#panel .kind")
    assert "No copy of this cable is in this graph" in page.inner_text("#panel .title")
    assert group(page, "Referred to by").locator("mark").inner_text() == "SYLVANIA 17"


def test_links_in_the_panel_lead_on_and_back_leads_back(path, visit) -> None:
    page = visit(path)
    click_node(page, CABLE)
    group(page, "Information addressee").locator(".link").click()
    assert title(page) == "Embassy Sylvania"
    page.go_back()
    assert title(page) == "33FREEDONIA4"
    page.go_back()
    assert page.inner_text("#panel .kind") == "About this picture"


def test_legend_switches_kinds(path, visit) -> None:
    page = visit(path)
    page.click("text=All nodes as a table")
    page.wait_for_selector("#table-scroll tbody tr")
    rows = page.locator("#table-scroll tbody tr:visible")
    assert rows.count() == 9
    posts = page.locator("#node-kinds .chip", has_text="Posts")
    assert posts.get_attribute("aria-pressed") == "true"
    page.wait_for_timeout(400)
    before = page.evaluate("document.querySelector('#picture canvas').toDataURL()")
    posts.click()
    assert posts.get_attribute("aria-pressed") == "false"
    assert rows.count() == 6
    page.wait_for_timeout(200)
    assert page.evaluate("document.querySelector('#picture canvas').toDataURL()") != before
    assert page.evaluate("location.hash") == "#hide=post"
    posts.click()
    assert rows.count() == 9
    page.wait_for_timeout(400)
    assert page.evaluate("document.querySelector('#picture canvas').toDataURL()") == before


def test_legend_counts_and_tells_action_from_information(path, visit) -> None:
    page = visit(path)
    chips = {c.split("\n")[0]: c.split("\n")[1] for c in page.locator(".chip").all_inner_texts()}
    assert chips == {
        "Cable": "1",
        "Cable known only from references": "1",
        "Posts": "3",
        "People": "2",
        "Topics": "2",
        "Senders": "2",
        "Action addressee": "1",
        "Information addressee": "1",
        "Reference": "1",
        "TAGS entries": "2",
        "Classifier": "1",
        "Signer": "1",
        "Person mentioned": "1",
        "Served at": "1",
    }
    action, info = (page.locator(f".chip[data-kind={kind}] line") for kind in ("sent_to", "copied_to"))
    assert action.get_attribute("stroke-dasharray") is None
    assert info.get_attribute("stroke-dasharray")
    assert action.get_attribute("stroke") != info.get_attribute("stroke")


def test_address_brings_everything_back(path, visit) -> None:
    page = visit(path)
    click_node(page, "post/SYLVANIA")
    page.locator(".chip[data-kind=topic]").first.click()
    address = page.evaluate("location.hash")
    assert address == "#at=post/SYLVANIA&hide=topic"
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    assert title(page) == "Embassy Sylvania"
    assert page.locator("#node-kinds .chip[data-kind=topic]").get_attribute("aria-pressed") == "false"
    assert title(visit(path, f"#at={CABLE}&arrow=copied_to&to=post/SYLVANIA")) == "33FREEDONIA4 and Embassy Sylvania"


STRANGE = ("#at=__proto__", "#at=%E0%A4%A", "#hide=__proto__,toString", "#=&&=x&at", "#at=post/NONE")


@pytest.mark.parametrize("address", STRANGE)
def test_a_strange_address_does_nothing(path, visit, address: str) -> None:
    assert visit(path, address).inner_text("#panel .kind") == "About this picture"


def test_an_arrow_can_be_chosen(path, visit) -> None:
    page = visit(path)
    a, b = (page.evaluate("iri => window.cableKg.where(iri)", iri) for iri in (CABLE, "post/STATE"))
    page.mouse.click(a["x"] + 0.6 * (b["x"] - a["x"]), a["y"] + 0.6 * (b["y"] - a["y"]))
    assert title(page) == "33FREEDONIA4 and Department of State"
    assert page.locator("#panel mark").inner_text() == "RUEHC/SECSTATE WASHDC 0042"


def test_keyboard_walks_the_picture(path, visit) -> None:
    page = visit(path)
    page.focus("#picture")
    page.keyboard.press("ArrowRight")
    assert title(page) == "33FREEDONIA4", "the first step goes to the cable in the middle"
    page.keyboard.press("ArrowRight")
    assert title(page) in ("Embassy Sylvania", "Department of State")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.inner_text("#panel .kind") == "About this picture"
    assert page.evaluate("document.activeElement.id") == "picture"


def test_zoom(path, visit) -> None:
    page = visit(path, reduced_motion="reduce")
    apart = "() => window.cableKg.where('post/STATE').x - window.cableKg.where('cable/33FREEDONIA4').x"
    start = page.evaluate(apart)
    page.click("#zoom-in")
    assert page.evaluate(apart) == pytest.approx(start * 1.25, rel=0.01)
    page.click("#zoom-out")
    page.click("#zoom-out")
    assert page.evaluate(apart) == pytest.approx(start * 0.8, rel=0.01)
    page.click("#zoom-fit")
    assert page.evaluate(apart) == pytest.approx(start, rel=0.01)


def test_table_sorts_and_opens(path, visit) -> None:
    page = visit(path)
    page.click("text=All nodes as a table")
    page.wait_for_selector("#table-scroll tbody tr")
    page.click("[data-column=links]")
    page.click("[data-column=links]")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Links")
    first = page.locator("#table-scroll tbody th").first
    assert first.inner_text() == "33FREEDONIA4"
    first.locator("button").click()
    assert title(page) == "33FREEDONIA4"


def test_copy_iri(path, visit) -> None:
    page = visit(path, "#at=post/SYLVANIA")
    assert page.inner_text(".iri code") == f"{BASE}post/SYLVANIA"
    page.click("text=Copy IRI")
    page.wait_for_selector("text=Copied")


def test_phone(path, visit) -> None:
    page = visit(path, width=390, height=844, has_touch=True, is_mobile=True)
    assert page.locator("#panel").is_hidden()
    where = page.evaluate("iri => window.cableKg.where(iri)", "post/SYLVANIA")
    page.touchscreen.tap(where["x"], where["y"])
    page.wait_for_selector("#panel h2")
    assert title(page) == "Embassy Sylvania"
    sheet = page.locator("#panel").bounding_box()
    assert sheet["y"] > 300 and sheet["x"] == 0 and sheet["width"] == 390
    page.wait_for_timeout(400)
    assert page.evaluate("window.cableKg.where('post/SYLVANIA').y") < sheet["y"], "what was chosen isn't covered"
    page.click("#panel-close")
    assert page.locator("#panel").is_hidden()
    page.click("#legend-toggle")
    assert page.locator("#node-kinds .chip").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("width", "height", "phone"), [(1280, 800, False), (390, 844, True)])
def test_labels_are_as_wide_as_the_layout_thinks(path, visit, width: int, height: int, phone: bool) -> None:
    page = visit(path, width=width, height=height)
    too_wide = page.evaluate(
        """screen => {
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = "14px system-ui, sans-serif";
            const wide = (label) => Math.max(...label.split("\\n").map((line) => pen.measureText(line).width));
            return JSON.parse(document.getElementById("data").textContent).drawing[screen].places
                .filter(([,, side, label,,, width]) => wide(label) > width - (side === "right" ? 20 : 0) + 2)
                .map((place) => place[3]);
        }""",
        "upright" if phone else "level",
    )
    assert too_wide == []


def test_dark(path, visit) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page = visit(path, color_scheme=scheme)
        colours.append(page.evaluate("getComputedStyle(document.querySelector('#picture-section')).backgroundColor"))
    assert colours == ["rgb(255, 255, 255)", "rgb(21, 24, 29)"]


def test_an_empty_graph_opens(tmp_path: Path, visit) -> None:
    sample = Sample("")
    write_html(project(sample), sample.text, tmp_path / "network.html")
    page = visit(tmp_path / "network.html")
    page.focus("#picture")
    page.keyboard.press("ArrowRight")
    page.fill("#search", "anything")
    assert "Nothing found" in page.inner_text("#found")


def test_the_data_is_all_there_is(path, visit) -> None:
    page = visit(path)
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
    data = json.loads(page.evaluate("document.getElementById('data').textContent"))
    assert data["copies"][0]["text"] == TEXT
