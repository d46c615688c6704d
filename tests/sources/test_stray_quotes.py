"""A row of a table with a stray quote is told; the rows after it are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model import Document
from kg.sources.find_sources import find
from kg.sources.load_documents import load
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item

LAYOUTS: dict[str, tuple[str, Callable[[int, str], str]]] = {
    "bare cells": ("id,date,body", lambda n, text: f'{n},2007-06-22,"{text}"'),
    "quoted cells": ("id,post,body", lambda n, text: f'"{n}","Embassy La Paz","{text}"'),
    "cells behind the text": ("number,body,level", lambda n, text: f'{n},"{text}",SECRET'),
}


def table(heading: str, row: Callable[[int, str], str], strays: dict[int, str]) -> str:
    whole = "FM AMEMBASSY LIMA\nTO SECSTATE\nUNCLAS LIMA {0:06}\nSUBJECT: X{0}\n\n1. A text, of {0} lines."
    texts = (strays.get(n, whole.format(n)) for n in range(1, 31))
    return "\n".join([heading, *(row(n, text) for n, text in enumerate(texts, 1))]) + "\n"


STRAYS = {
    "that never closes": 'FM LIMA\nhe said "no and went\nSUBJECT: HALF',
    "in the first line": 'a "stray one',
    "at the end": 'FM LIMA\nTO STATE "',
}


@pytest.mark.parametrize("at", [1, 12, 30])
@pytest.mark.parametrize("stray", STRAYS.values(), ids=STRAYS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_rows_after_a_stray_quote_are_read(tmp_path: Path, layout: str, stray: str, at: int) -> None:
    heading, row = LAYOUTS[layout]
    (tmp_path / "a.csv").write_text(table(heading, row, {at: stray}), encoding="utf-8")
    texts, told = [], []
    for found in find([tmp_path]):
        for one in load(found, SourceOptions()) if isinstance(found, Item) else (found,):
            (texts if isinstance(one, Document) else told).append(one)
    whole = [one.text for one in texts if isinstance(one, Document)]
    assert [n for n in range(1, 31) if any(f"SUBJECT: X{n}\n" in text for text in whole)] == [
        n for n in range(1, 31) if n != at
    ]
    assert told
    assert all(isinstance(one, Rejection) and one.code == "row" and "line " in one.message for one in told)


def test_a_line_of_a_text_that_only_begins_like_a_list_is_no_row(tmp_path: Path) -> None:
    text = "FM LIMA\nTO STATE\nSUBJECT: A LIST\n\n1. Of ports, boats and nets:\n1,200 boats, 30,000 nets\n1. Done."
    (tmp_path / "a.csv").write_text(f'id,date,body\n1,2007,"{text}"\n2,2007,"{text}"\n', encoding="utf-8")
    assert len([one for one in find([tmp_path]) if isinstance(one, Item)]) == 2
