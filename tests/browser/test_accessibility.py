"""Both pages under axe-core, the checker of accessibility rules: nothing serious in any look, on any screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.network import project
from kg.page import write_html, write_view
from tests.browser.looks import LOOKS
from tests.network.sample import freedonia
from tests.network.telegrams import telegrams

pytestmark = pytest.mark.browser
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install -e .[dev]")

SMALL = ("", "#at=cable/33FREEDONIA4", "#at=cable/33FREEDONIA4&text=1", "#at=official/firefly")
LARGE = (
    "",
    "#view=topics",
    "#around=post/SYLVANIA&at=post/SYLVANIA",
    "#at=post/FREEDONIA&arrow=sent_to&to=post/SYLVANIA",
    "#thread=cable/60SYLVANIA2&class=SECRET&since=1961",
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    small, large = freedonia(), telegrams()
    write_html(project(small), small.text, folder / "small.html")
    write_view(large, large.text, folder / "large.html", limit=10)
    return {"small": folder / "small.html", "large": folder / "large.html"}


def serious(page) -> list[str]:
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{v['id']} ({v['impact']}): {node['target']} {node['failureSummary']}"
        for v in found
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]


@pytest.mark.parametrize(("width", "height", "scheme"), LOOKS)
@pytest.mark.parametrize(("kind", "addresses"), [("small", SMALL), ("large", LARGE)])
def test_nothing_serious(
    pages, visit, kind: str, addresses: tuple[str, ...], width: int, height: int, scheme: str
) -> None:
    for address in addresses:
        page = visit(pages[kind], address, width=width, height=height, color_scheme=scheme)
        assert serious(page) == [], address
    page.evaluate("document.getElementById('table-details').open = true")
    for toggle in ("legend-toggle", "filter-toggle"):
        page.evaluate("id => document.getElementById(id)?.click()", toggle)
    assert serious(page) == []


def test_the_checker_is_awake(pages, visit) -> None:
    page = visit(pages["small"])
    page.evaluate("document.getElementById('search').removeAttribute('aria-label')")
    page.evaluate("document.getElementById('search').removeAttribute('placeholder')")
    assert any("label" in found for found in serious(page))
