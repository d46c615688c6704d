"""Boxes of words on the pages of a PDF: where they are drawn, a box a line, and nothing where they cannot be told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.model import Document, Span
from kg.sources.forms.pdf_boxes import Box, boxes
from tests.sources.samples import documents, pdf

pytest.importorskip("pypdf")
pytest.importorskip("pypdfium2", reason="the extra boxes is not installed")
#: What `samples.pdf` draws with: Courier, each character 0.6 of its size wide, lines from the top.
_LEFT, _TOP, _SIZE, _LINE = 40, 800, 9, 11
PAGES = ["FIRST LINE\nNEAR LIMA\nLIMA AGAIN", "WE-\nLL (SECOND)"]


def made(folder: Path, pages: list[str]) -> tuple[bytes, Document]:
    (folder / "a.pdf").write_bytes(data := pdf(pages))
    (found,) = documents(folder / "a.pdf")
    return data, found


def drawn(page: int, line: int, first: int, last: int) -> Box:
    """Return about where characters of a line are drawn."""
    left, base = _LEFT + 0.6 * _SIZE * first, _TOP - _LINE * line
    return Box(page, left, base, _LEFT + 0.6 * _SIZE * last, base + 0.7 * _SIZE)


def test_words_have_a_box_a_line_where_they_are_drawn(tmp_path: Path) -> None:
    data, found = made(tmp_path, PAGES)
    places = {"NEAR": (1, 1, 0, 4), "LIMA\n": (1, 1, 5, 9), "LIMA A": (1, 2, 0, 6), "(SECOND)": (2, 1, 3, 11)}
    spans = [Span(at := found.text.index(words), at + len(words)) for words in places]
    over = Span(found.text.index("LIMA AGAIN"), found.text.index("(SECOND"))
    told = boxes(data, found.text, found.pages, [*spans, over])
    assert [(box.page, round(box.left)) for box in told[over]] == [(1, 40), (2, 40), (2, 40)]
    for span, where in zip(spans, places.values(), strict=True):
        (box,), expected = told[span], drawn(*where)
        assert box.page == expected.page
        assert all(abs(a - b) < 3 for a, b in zip(box[1:], expected[1:], strict=True)), (box, expected)


@pytest.mark.parametrize("data", [b"%PDF-1.4\n" + b"\0" * 1000, pdf(["LIMA LIMA LIMA"])])
def test_another_or_a_damaged_file_gives_no_box(data: bytes, tmp_path: Path) -> None:
    _, found = made(tmp_path, PAGES)
    span = Span(found.text.index("LIMA"), found.text.index("LIMA") + 4)
    assert boxes(data, found.text, found.pages, [span]) == {span: []}


def test_without_pdfium_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(KgError, match=r"cable-kg\[boxes\]"):
        boxes(b"", "", (), [])
