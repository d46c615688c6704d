"""Pages of sources: where each begins in the text, its number in the file and the number printed on it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import kg
from kg.model import Document, Span
from kg.model.pages import Page, cited, in_words, pages_of, read, written
from kg.parsing.printed_pages import telegram_pages
from kg.sources.forms.pdf_page_labels import page_labels
from tests.fictional import wire
from tests.sources.samples import documents, pdf
from tests.sources.test_tei_volume import VOLUME

pypdf = pytest.importorskip("pypdf")


def one(path: Path, data: bytes) -> Document:
    path.write_bytes(data)
    (found,) = documents(path)
    return found


def labelled(data: bytes, labels: str) -> bytes:
    """Return a PDF with a tree of page labels, as its catalog writes it."""
    whole = data.replace(b"/Type /Catalog /Pages 2 0 R", b"/Type /Catalog /Pages 2 0 R /PageLabels " + labels.encode())
    return whole[: whole.rindex(b"xref\n0")] + whole[whole.rindex(b"trailer") :]  # readers find the objects themselves


def test_a_pdf_says_where_each_page_begins(tmp_path: Path) -> None:
    found = one(tmp_path / "a.pdf", pdf(["ONE", "TWO LIMA", "THREE"]))
    assert [(page.number, page.label) for page in found.pages] == [(1, None), (2, None), (3, None)]
    for page, words in zip(found.pages, ("ONE", "TWO", "THREE"), strict=True):
        assert found.text[page.start :].startswith(words)


def test_a_pdf_says_the_numbers_printed_on_its_pages(tmp_path: Path) -> None:
    data = labelled(pdf(["ONE", "TWO", "THREE"]), "<< /Nums [0 << /S /r /St 3 >> 2 << /S /D /P (A-) >>] >>")
    found = one(tmp_path / "a.pdf", data)
    assert [page.label for page in found.pages] == ["iii", "iv", "A-1"]
    assert in_words(pages_of(found.pages, Span(0, found.text.index("TWO") + 1))) == "pages 1–2 (printed iii–iv)"


def test_labels_that_name_themselves_end() -> None:
    tree: dict[str, object] = {"/Nums": [0, {"/S": "/A", "/St": 26}, "x", None]}
    tree["/Kids"] = [tree] * 3
    assert page_labels({"/PageLabels": tree}, 3) == ["Z", "AA", "BB"]
    assert page_labels({"/PageLabels": {"/Nums": [-5, {"/S": "/R", "/St": -1}, 10**12, {"/S": "/D"}]}}, 1) == ["VI"]
    assert page_labels({"/PageLabels": {"/Nums": [0, {"/P": "x" * 10**6}]}}, 1) == [None]


@pytest.mark.parametrize(
    "labels", ["7", "<< /Nums 3 >>", "<< /Kids [1 0 R] >>", "[/Nums]", "<< /Nums [0 1 0 R 1 (x)] >>"]
)
def test_damaged_labels_leave_the_numbers(labels: str, tmp_path: Path) -> None:
    found = one(tmp_path / "a.pdf", labelled(pdf(["ONE", "TWO"]), labels))
    assert [page.number for page in found.pages] == [1, 2]


def test_form_feeds_divide_a_text_into_pages(tmp_path: Path) -> None:
    text = wire()
    at = text.index("2. (SBU)")
    found = one(tmp_path / "a.txt", f"{text[:at]}\f{text[at:]}\f".encode())
    assert [page.number for page in found.pages] == [1, 2, 3]
    cable = kg.parse(found.text)
    assert [in_words(pages_of(found.pages, p.span)) for p in cable.paragraphs] == ["page 1", "page 2"]
    assert one(tmp_path / "b.txt", text.encode()).pages == ()
    assert one(tmp_path / "c.txt", f"{text}\f".encode()).pages == ()


def test_a_volume_says_the_printed_page(tmp_path: Path) -> None:
    volume = VOLUME.format(encoding="utf-8").replace('<div type="document" xml:id="d2"', '<pb n="6"/>\\g<0>', 1)
    volume = volume.replace("\\g<0>", '<div type="document" xml:id="d2"').replace(
        "first</item>", 'fi<pb n="8"/>rst</item>'
    )
    (tmp_path / "v.xml").write_text(volume, encoding="utf-8")
    first, second = documents(tmp_path / "v.xml")
    assert written(first.pages) == "volume 0=:6 197=:7 199=:8 219=:6"
    assert [first.text[page.start :][:6] for page in first.pages[1:3]] == ["first\n", "rst\n\ns"]
    assert first.text[first.pages[3].start :].startswith("[Footnote 2")
    assert written(second.pages) == "volume 0=:8"
    assert "\n\nfirst\n\n" in first.text


def test_a_volume_without_page_breaks_has_no_pages(tmp_path: Path) -> None:
    (tmp_path / "v.xml").write_text(VOLUME.format(encoding="utf-8").replace('<pb n="7"/>', "<pb/>"), encoding="utf-8")
    assert [document.pages for document in documents(tmp_path / "v.xml")] == [(), ()]


def test_pages_of_one_document_are_none_of_the_volume(tmp_path: Path) -> None:
    volume = VOLUME.format(encoding="utf-8").replace('<pb n="7"/>', '<pb n="2" xml:id="d2-02"/>')
    (tmp_path / "v.xml").write_text(volume, encoding="utf-8")
    first, second = documents(tmp_path / "v.xml")
    assert (written(first.pages), second.pages) == ("document 0= 197=:2 219=", ())


PAGED = (
    "CONFIDENTIAL PAGE 01 LIMA 01234 01 OF 02 081530Z\nR 081500Z JUN 76\nWE AGREE.\n"
    "CONFIDENTIAL PAGE 0Z LIMA 01234 01 OF 02 081530Z\nNOT QUITE.\n"
    "CONFIDENTIAL PAGE 02 LIMA 01234 01 OF 02 081530Z\nNEARLY.\nNNNN\nANNEX\n"
    "CONFIDENTIAL PAGE 01 LIMA 01234 02 OF 02 081530Z\nREGARDS.\n"
)


def test_page_lines_name_the_pages_of_a_telegram() -> None:
    pages = telegram_pages(PAGED)
    places = (PAGED.index(word) for word in ("AGREE", "NEARLY", "ANNEX", "REGARDS"))
    there = [in_words(pages_of(pages, Span(at, at + 5))) for at in places]
    assert there == ["page 1 of section 1", "page 2 of section 1", "", "page 1 of section 2"]
    assert telegram_pages("PAGE 01 LIMA 01234 081530Z\nONE PAGE ONLY") == ()
    assert telegram_pages("PAGE 01 LIMA 01234 081530Z\n" * 20_000)[-1].label == "1"


def test_pages_are_cited_as_printed() -> None:
    file = tuple(Page(at * 10, at + 1) for at in range(5))
    assert cited(file, [Span(0, 3), Span(12, 25), Span(42, 44)]) == ("1–3, 5", "")
    volume = tuple(Page(at, None, label, "volume") for at, label in ((0, "12"), (10, "13"), (20, "12"), (30, "13")))
    assert cited(volume, [Span(0, 40)]) == ("12–13", "")
    sections = (Page(0, None, "2", "section 1"), Page(9, None, "1", "section 2"))
    assert cited(sections, [Span(0, 12)]) == ("2 of section 1, 1 of section 2", "")
    assert in_words(sections) == "page 2 of section 1 to page 1 of section 2"
    assert cited((), [Span(0, 1)]) == ("", "")


@pytest.mark.parametrize(
    "stated", ["", "file", "file 0", "file x=1", "file 5=1 3=2", "file 0=1:", "file 0=" + "9" * 50]
)
def test_a_list_of_page_starts_is_read_or_refused(stated: str) -> None:
    assert read(stated) in ((), (Page(0, 1),))


def test_a_list_of_page_starts_comes_back() -> None:
    pages = (Page(0, 1, "A 1=:"), Page(7, 2), Page(9, None, "é"))
    assert read(written(pages)) == pages


def test_a_written_list_of_labels_is_one_line() -> None:
    assert io.StringIO(written((Page(0, 1, "a\nb"),))).readlines() == ["file 0=1:a%0Ab"]
