"""Rich Text Format: read as the text that it shows, under any name; cut off, damaged and hostile files are named."""

import sys
from pathlib import Path

import pytest

from kg.model import Document
from kg.pipeline.build_and_merge import build
from kg.sources.forms.found_text import Unreadable
from kg.sources.forms.rtf_file import read
from kg.sources.rejected_source import Rejection
from tests.fictional import wire
from tests.sources.samples import everything

pytest.importorskip("striprtf")


def rtf(text: str, head: str = r"\ansi\ansicpg1252\deff0 {\fonttbl{\f0 Courier;}}") -> bytes:
    """Return a text as a word processor saves it."""
    escaped = text.replace("\\", r"\\").replace("{", r"\{").replace("}", r"\}").replace("\n", "\\par\n")
    coded = "".join(c if c.isascii() else rf"\u{ord(c) if ord(c) < 0x8000 else ord(c) - 0x10000}?" for c in escaped)
    return (rf"{{\rtf1{head}" + "\n" + coded + "}").encode()


@pytest.mark.parametrize("name", ["cable.rtf", "cable.txt", "cable"])
def test_it_is_read_under_any_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(rtf(wire(subject="REUNIÓN EN BOGOTÁ — “FISH”")))
    (found,) = everything(tmp_path / name).values()
    assert isinstance(found, Document)
    assert (found.form, found.text.rstrip()) == ("rtf", wire(subject="REUNIÓN EN BOGOTÁ — “FISH”").rstrip())
    report = build(tmp_path / name, tmp_path / "out")
    assert [source.cables for source in report.sources] == [("08LIMA4001",)]
    assert "\\par" not in (tmp_path / "out" / "graph.ttl").read_text()


@pytest.mark.parametrize(
    "data, expected",
    [
        (rb"{\rtf1\ansi\ansicpg1250 \'9c\'e1}", "śá"),
        (rb"{\rtf1\ansi\ansicpg1252 \'80\'93x\'94}", "€“x”"),
        (rb"{\rtf1\ansi{\fonttbl{\f0\fcharset238 A;}{\f1\fcharset204 B;}}\f0 \'9c\f1 \'e6}", "śж"),
        (rb"{\rtf1 \uc1\u-10179?\u-8694? \u225?}", "\U0001f60a á"),
        (rb"{\rtf1 a\~b\line c\tab d\emdash e\{f\}\\g}", "a\u00a0b\nc\td—e{f}\\g"),
        (rb"{\rtf1 {\field{\*\fldinst{HYPERLINK \"http://x.example\"}}{\fldrslt{PREL}}} {\*\generator G;}x}", "PREL x"),
        (rb"{\rtf1 {\pict\wmetafile8 0102}{\stylesheet{\s0 Normal;}}1. (C) Text.}", "1. (C) Text."),
    ],
)
def test_what_it_shows(data: bytes, expected: str) -> None:
    assert read(data).text.strip() == expected


def test_a_file_that_is_cut_off_is_read_with_a_note() -> None:
    found = read(rtf(wire())[:-40])
    assert found.metadata == (("form-note", "the RTF file is cut off: its end is missing"),)
    assert found.text.startswith(wire()[:200])


@pytest.mark.parametrize("data", [rb"{\rtf1}", rb"{\rtf1 {\*\generator x;}}"])
def test_a_file_without_text_is_named(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(data)
    (found,) = everything(tmp_path / "x").values()
    assert isinstance(found, Rejection)
    assert found.code == "no-text"


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "striprtf.striprtf", None)
    with pytest.raises(Unreadable, match=r"cable-kg\[rtf\]"):
        read(rtf("x"))
