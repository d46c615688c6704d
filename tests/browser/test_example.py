"""The example, from its text to the page: what the reader of the picture finds there."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

pytestmark = pytest.mark.browser
EXAMPLE = Path(__file__).parents[2] / "examples" / "07LIMA2181.txt"
TEXT = EXAMPLE.read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("example") / "output"
    kg.build([EXAMPLE], output=output)
    return output / "network.html"


def group(page, label: str):
    return page.locator("#panel .group", has=page.locator(f"h3:text-matches('^{label}\\\\d*$')"))


def test_counts_and_release_note(path, visit) -> None:
    page = visit(path)
    assert page.inner_text("h1") == "Cable 07LIMA2181"
    assert page.inner_text(".counts").startswith("1 cable · 3 cables known only from references · 8 posts · ")
    assert "not an official release" in page.inner_text(".release")


def test_action_and_information(path, visit) -> None:
    page = visit(path, "#at=cable/07LIMA2181")
    assert group(page, "Action addressee").locator(".link").all_inner_texts() == [
        "Department of State (Secretary of State)"
    ]
    informed = group(page, "Information addressee").locator(".link").all_inner_texts()
    assert informed[:6] == [f"Embassy {c}" for c in ("Bogota", "Brasilia", "Caracas", "La Paz", "Quito", "Santiago")]
    assert len(informed) == 7


def test_search_click_and_evidence_of_a_repaired_line(path, visit) -> None:
    page = visit(path)
    page.keyboard.press("/")
    page.keyboard.type("quito")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Embassy Quito"
    received = group(page, "Received for information")
    assert received.locator("mark").inner_text() == "QUITO 1297"
    assert received.locator(".source").inner_text() == "RUEHLP/AMEMBASSY LA PAZ JUN QUITO 1297"
    assert received.locator(".badge.repair").inner_text() == "Repaired"
    where = page.evaluate("window.cableKg.where('post/LAPAZ')")
    page.mouse.click(where["x"], where["y"])
    assert page.inner_text("#panel h2") == "Embassy La Paz"
    assert page.locator("#panel mark").inner_text() == "RUEHLP/AMEMBASSY LA PAZ"


def test_one_person_classified_and_signed(path, visit) -> None:
    page = visit(path)
    page.fill("#search", "struble")
    assert page.locator("#found [role=option]").count() == 1
    page.keyboard.press("Enter")
    assert group(page, "Classified").locator("mark").inner_text() == "Ambassador J. Curtis Struble"
    assert group(page, "Signed").locator("mark").inner_text() == "STRUBLE"


def test_stub_and_its_inferred_year(path, visit) -> None:
    page = visit(path, "#at=cable/07LIMA994")
    assert "No copy of this cable" in page.inner_text("#panel .title")
    cited = group(page, "Referred to by")
    assert cited.locator("mark").inner_text() == "LIMA 994"
    assert cited.locator(".badge.doubt").inner_text() == "Doubt"


def test_a_code_that_no_list_has(path, visit) -> None:
    page = visit(path, "#at=topic/KMARR")
    topic = group(page, "In the TAGS of").inner_text()
    assert "Doubt" in topic
    assert "Perhaps meant: MARR" in topic


def test_whole_text_is_there_to_the_character(path, visit) -> None:
    page = visit(path, "#at=cable/07LIMA2181&text=1")
    assert page.evaluate("document.querySelector('.whole').textContent") == TEXT
    marks = page.locator(".whole mark").all_inner_texts()
    assert {"RUEHC/SECSTATE WASHDC PRIORITY 5950", "LIMA 002181", "KMARR", "STRUBLE"} <= set(marks)
    assert page.locator(".whole .repaired", has_text="15.").count() == 1


def test_filter_and_reload(path, visit) -> None:
    page = visit(path)
    page.locator("#edge-kinds .chip[data-kind=copied_to]").click()
    page.locator("#node-kinds .chip[data-kind=topic]").click()
    assert page.evaluate("location.hash") == "#hide=topic&hide-arrows=copied_to"
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    off = page.locator(".chip[aria-pressed=false]").evaluate_all("all => all.map((chip) => chip.dataset.kind)")
    assert off == ["topic", "copied_to"]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_no_label_lies_on_another(path, visit, width: int, height: int) -> None:
    page = visit(path, width=width, height=height)
    clashes = page.evaluate(
        """screen => {
            const drawing = JSON.parse(document.getElementById("data").textContent).drawing;
            const boxes = drawing[screen].places.map(([x, y, side, label, across, down, width, height]) => (
                { label, left: across - width / 2, right: across + width / 2, top: down - height / 2,
                  bottom: down + height / 2 }));
            const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => over(a, b)).map((b) => [a.label, b.label]));
        }""",
        "level" if width > 760 else "upright",
    )
    assert clashes == []


def test_on_a_phone_nothing_is_wider_than_the_screen(path, visit) -> None:
    page = visit(path, "#at=cable/07LIMA2181&text=1", width=390, height=844, is_mobile=True, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.getElementById('panel').scrollWidth") <= 390
    assert page.locator("#panel").bounding_box()["y"] > 300


@pytest.mark.parametrize("address", ["cable/07LIMA2181", "official/struble-james-curtis", "post/STATE"])
def test_nothing_sticks_out_of_the_panel(path, visit, address: str) -> None:
    page = visit(path, f"#at={address}")
    assert page.evaluate("document.getElementById('panel').scrollWidth <= document.getElementById('panel').clientWidth")
    button, panel = page.locator("text=Copy IRI").bounding_box(), page.locator("#panel").bounding_box()
    assert button["x"] + button["width"] < panel["x"] + panel["width"]
