"""How soon a page can be used, and how large it is: `python -m benchmarks.browser`.

    python -m benchmarks.browser [--cables N ...] [--json FILE]

Makes a graph of statements (no text is read), writes its page as `kg view` does, opens it in headless Chromium, and
measures until the page says that it is ready, then a search, a brush over the timeline and going around a post. The
budgets: a graph of 10,000 nodes at most 5 MB and 2 s; one of 250,000 cables at most 15 MB and 3 s, and 60 s to write.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.graphs import make
from kg.page import write_view
from kg.store import Store

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BUDGETS = {"small": {"megabytes": 5.0, "ready_s": 2.0}, "large": {"megabytes": 15.0, "ready_s": 3.0, "write_s": 60.0}}
SIZES = {"small": 4_500, "large": 250_000}
"""Cables: with what they name, 4,500 of them are about 10,000 nodes."""

_TIMED = """async ([what, value]) => {
    const start = performance.now();
    if (what === "search") {
        const input = document.getElementById("search");
        input.value = value;
        input.dispatchEvent(new Event("input"));
    } else {
        const drawn = new Promise((done) => addEventListener("popstate", () => setTimeout(done), {once: true}));
        location.hash = value;
        await drawn;
    }
    return performance.now() - start;
}"""


def measure(cables: int, scratch: Path) -> dict[str, float]:
    """Return the figures of a graph of `cables`: size, and seconds to write, to open and to use its page."""
    store = Store.open(make(cables, scratch))
    page = scratch / "network.html"
    began = time.perf_counter()
    shown = write_view(store, _no_text, page)
    figures = {
        "cables": float(cables),
        "nodes": float(shown.nodes),
        "write_s": time.perf_counter() - began,
        "megabytes": page.stat().st_size / 1e6,
    }
    return figures | opened(page)


def opened(path: Path) -> dict[str, float]:
    """Return how long a page takes to be ready, to search (cold and warm), to brush, and to go around a post."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        began = time.perf_counter()
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_selector("html[data-ready=yes]", timeout=120_000)
        ready = time.perf_counter() - began
        cold = page.evaluate(_TIMED, ["search", "harbour treaty"])
        warm = page.evaluate(_TIMED, ["search", "coffee harvest lima"])
        brush = page.evaluate(_TIMED, ["go", "#since=1980&until=1985"])
        around = page.evaluate(_TIMED, ["go", "#around=post/LIMA"])
        heap = page.evaluate("performance.memory.usedJSHeapSize / 1e6")
        browser.close()
    return {
        "ready_s": ready,
        "first_search_ms": cold,
        "search_ms": warm,
        "brush_ms": brush,
        "around_ms": around,
        "heap_mb": heap,
    }


def _no_text(content_hash: str) -> str:
    raise LookupError(content_hash)


def main() -> None:
    """Print the figures and whether the budgets hold; status 1 if one does not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=tuple(SIZES), help="one of the two sizes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE as well")
    args = parser.parse_args()
    found = {}
    over = []
    for size in (args.only,) if args.only else SIZES:
        with tempfile.TemporaryDirectory(prefix="kg-browser-") as name:
            found[size] = measure(SIZES[size], Path(name))
        print(size)
        for figure, value in found[size].items():
            budget = BUDGETS[size].get(figure)
            print(f"  {figure:16} {value:12,.1f}" + (f"   budget {budget:g}" if budget else ""))
            if budget and value > budget:
                over.append(f"{size}: {figure} is {value:.1f}, its budget {budget:g}")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if over:
        raise SystemExit("\n".join(over))


if __name__ == "__main__":
    main()
