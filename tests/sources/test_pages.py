"""HTML pages of cables: the text as it was printed, what the page says of it, and pages that have none."""

import sys
from pathlib import Path

import pytest

import kg
from kg.model import Document, ReleaseStatus
from kg.sources.rejected_source import Rejection
from tests.fictional import wire
from tests.sources.samples import documents, everything, halves, page_2010, page_plusd

TEXT = wire(body="1. (C) A & B met <at noon>.\n\n2. (SBU) They will go on.")


def one(path: Path, data: str | bytes) -> Document | Rejection:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (found,) = everything(path).values()
    return found


def test_the_page_of_2010(tmp_path: Path) -> None:
    found = one(tmp_path / "x.txt", page_2010("08LIMA4001", TEXT))
    assert isinstance(found, Document)
    header, body = halves(TEXT)
    assert found.text.replace("¶", "") == header + "\n" + body
    assert dict(found.metadata) == {
        "id": "08LIMA4001",
        "date": "2008-05-11 09:30",
        "released": "2011-08-30 01:44",
        "origin": "Embassy Lima",
        "classification": "CONFIDENTIAL",
    }
    assert (found.form, found.release) == ("html-2010", ReleaseStatus("leaked", date="2011-08-30"))
    cable, plain = kg.parse(found.text), kg.parse(TEXT)
    assert [p.number for p in cable.paragraphs] == [1, 2]
    assert [t.code for t in cable.tags] == [t.code for t in plain.tags] == ["PREL", "PE"]
    assert [a.name for a in cable.addressees] == [a.name for a in plain.addressees]


def test_the_page_of_key_and_value(tmp_path: Path) -> None:
    marks = "Declassified/Released US Department of State EO Systematic Review 05 JUL 2006"
    text = wire(time="030930Z FEB 75", body="1. TEXT.\n\n2. MORE.")
    found = one(tmp_path / "x", page_plusd("1975LIMA04001_b", text, marks))
    assert isinstance(found, Document)
    assert found.text == text  # the raw one, once
    assert dict(found.metadata) == {
        "id": "1975LIMA04001_b",
        "date": "1975 February 3, 00:00 (Monday)",
        "origin": "LIMA",
        "classification": "UNCLASSIFIED",
        "markings": marks,
    }
    assert found.release == ReleaseStatus("declassified-series", "U.S. Department of State", "2006-07-05")


def test_a_page_without_pre_is_read_from_its_text_element(tmp_path: Path) -> None:
    page = (
        "<html><body><div id='menu'>Log in</div><div class='text-content'><p>FM AMEMBASSY LIMA<br>TO SECSTATE "
        "WASHDC</p><p>1. (C)  A talk\nwent on\nfor hours.</p></div></body></html>"
    )
    found = one(tmp_path / "x", page)
    assert isinstance(found, Document)
    assert found.text == "FM AMEMBASSY LIMA\nTO SECSTATE WASHDC\n\n1. (C) A talk went on for hours."
    assert found.release == ReleaseStatus()


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("iso-8859-2", "iso-8859-2"), ("klingon", "cp1252")],
)
def test_the_declared_encoding_is_asked(declared: str, encoding: str, tmp_path: Path) -> None:
    page = page_2010("08LIMA4001", wire(subject="THE MÜLLER CASE"))
    page = page.replace("<title>", f"<meta charset='{declared}'><title>")
    found = one(tmp_path / "x", page.encode(encoding))
    assert isinstance(found, Document)
    assert "THE MÜLLER CASE" in found.text
    assert found.encoding.replace("_", "-").replace("iso8859", "iso-8859") == encoding


def test_a_wrong_declaration_does_not_spoil_utf8(tmp_path: Path) -> None:
    page = page_2010("08LIMA4001", wire(subject="A CAFÉ")).replace("<title>", "<meta charset=iso-8859-1><title>")
    (tmp_path / "x").write_text(page, encoding="utf-8")
    assert "A CAFÉ" in documents(tmp_path / "x")[0].text


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><title>Sign in</title><form><input type='PASSWORD'></form></html>", "a login page (“Sign in”)"),
        ("<!doctype html><html><body><p>Not found</p></body></html>", "an HTML page without the text of a cable"),
        ("<html></html>", "an HTML page without the text of a cable"),
    ],
)
def test_a_page_without_a_cable_says_what_it_is(page: str, words: str, tmp_path: Path) -> None:
    found = one(tmp_path / "x", page)
    assert isinstance(found, Rejection)
    assert found.code == "not-a-cable"
    assert words in found.message


def test_a_page_nested_to_a_million_is_no_problem(tmp_path: Path) -> None:
    one(tmp_path / "x", "<html><body><pre>" + "<b>" * 200_000 + "TEXT" + "</b>" * 200_000)


def test_entities_of_a_page_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET WORDS " * 9)
    doctype = f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{tmp_path}/secret'>]>"
    found = one(tmp_path / "x", f"{doctype}<html><body><pre>{'TEXT ' * 9}&x;</pre></html>")
    assert "SECRET WORDS" not in getattr(found, "text", "")


def test_without_lxml_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    found = one(tmp_path / "x", page_2010("08LIMA4001", TEXT))
    assert isinstance(found, Rejection)
    assert (found.code, "cable-kg[html]" in found.message) == ("missing-extra", True)
