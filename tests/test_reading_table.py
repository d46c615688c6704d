"""The table of what is read right, wrong and missing: printed at the end of every test run, with floors."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.gold_score import Table
from tests.reading_table import below, floors, shown, sources
from tools import make_accuracy

SOURCES = {name: cache(make) for name, make in sources().items()}


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_read_stays_above_the_floors(name: str, record_property: Callable[[str, object], None]) -> None:
    table = SOURCES[name]()
    record_property("figures", shown(name, table))
    assert list(below(name, table)) == [], "\n".join(table.lines)


def test_values_pair_off_and_the_rest_is_missing_or_wrong() -> None:
    table = Table()
    table.tell("wire", "tags", ["PREL", "PE", "PE"], ["PE", "EFIN"], "here")
    table.tell("wire", "id", ["07LIMA1"], ["07LIMA1"], "here")
    assert shown("made up", table)[1:] == ["wire: tags 1/1/2, all of 1 in other fields", "all: 2/1/2"]
    assert shown("made up", table, whole=True)[1] == "wire: tags 1/1/2, id 1/0/0"
    assert table.lines == ["here tags wrong: 'EFIN'", "here tags missing: 'PREL'", "here tags missing: 'PE'"]
    assert floors(table)["tags"] == [0, 2]


def test_the_page_of_the_figures_does_not_claim_more_than_is_measured() -> None:
    figures = make_accuracy.told(make_accuracy.GOAL.read_text("utf-8"))
    tables = make_accuracy.together({name: make() for name, make in SOURCES.items()})
    claimed = [f"{name}: {row}" for name, of in tables.items() for row in make_accuracy.overstated(figures[name], of)]
    assert claimed == [], "docs/accuracy.md claims more than is measured: make docs"
    assert all("all" in told for told in figures.values())


def test_the_readme_says_what_the_page_says() -> None:
    text, figures = make_accuracy.README.read_text("utf-8"), make_accuracy.told(make_accuracy.GOAL.read_text("utf-8"))
    assert make_accuracy.short(text, figures) == text, (
        "the figures of README.md are not those of docs/accuracy.md: make docs"
    )


def test_a_page_that_claims_more_is_refused() -> None:
    table = Table()
    table.tell("wire", "tags", ["PREL"] * 50, ["PREL"] * 40 + ["PE"] * 10, "here")
    table.tell("smart", "id", ["07LIMA1"], ["07LIMA1"], "here")
    page = make_accuracy.page("<!-- made: a -->\n<!-- end -->\n", {"a": table})
    assert "| wire | 40 | 10 | 10 | tags (10 wrong, 10 missing) |" in page
    assert make_accuracy.told(page)["a"] == {"wire": (40, 10, 10), "smart": (1, 0, 0), "all": (41, 10, 10)}
    assert make_accuracy.overstated(make_accuracy.told(page)["a"], table) == []
    assert make_accuracy.overstated({"wire": (50, 0, 0), "smart": (1, 0, 0), "all": (41, 10, 10)}, table) == [
        "wire: 50 right and 0 wrong are told, 40 and 10 measured"
    ]
    assert make_accuracy.overstated({"wire": (40, 10, 10), "all": (41, 10, 10)}, table) == ["smart"]
