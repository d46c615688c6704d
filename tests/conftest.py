"""What tests share: pages opened in headless Chromium, with the network cut."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

#: No test fails on time: how long an example takes is measured by `benchmarks/`.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Folders whose files wait for browsers, servers and processes: begun first, so that no worker ends with them alone.
SLOW = ("server", "browser", "pipeline", "cli", "export", "store", "network")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A headless Chromium, the machine's own or the one named by KG_CHROMIUM; without one the test is skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e .[dev]")
    path = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine: install chromium, or name one in KG_CHROMIUM")
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium) -> Iterator[Callable[..., object]]:
    """Open a file: `visit(path, hash="", width=1280, height=800, **context)`. Nothing may be asked for or go wrong."""
    wrong: list[str] = []
    contexts = []

    def opened(path: Path, address: str = "", width: int = 1280, height: int = 800, **options: object) -> object:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_offline(True)
        context.route("**/*", lambda r: r.continue_() if r.request.url.startswith("file:") else r.abort())
        context.on("request", lambda r: r.url.startswith(("file:", "data:")) or wrong.append(f"asked for {r.url}"))
        page = context.new_page()
        page.on("console", lambda m: m.type in ("error", "warning") and wrong.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready=yes]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of slow folders first; within a folder nothing moves."""
    names = {name: place for place, name in enumerate(SLOW)}
    items.sort(key=lambda item: names.get(item.path.parent.name, len(SLOW)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests measured, whatever came of them."""
    for report in (r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, ())):
        for name, value in report.user_properties if report.when == "call" else ():
            if name == "figures":
                terminalreporter.section(value[0])
                terminalreporter.write_line("\n".join(value[1:]))
