"""The table of what is read right, wrong and missing: printed at the end of every test run, with floors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.gold_score import Table
from tests.reading_table import below, floors, shown, sources

SOURCES = sources()


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
