"""Everything that people have and that cannot be read: one clear line each, and the rest is built."""

import json
import os
from pathlib import Path

import pytest

from kg.cli.application import run
from kg.errors import KgError
from kg.pipeline.build_and_merge import build
from tests.fictional import wire, write
from tests.sources.samples import pdf, row, zipped

FIRST = row(1, "08LIMA1", wire(serial=1))
QUOTE = row(2, "08LIMA2", wire(serial=2, subject='A "B" C'))
BAD: dict[str, tuple[bytes, str, str]] = {
    # name: bytes, end of the source's name, words of the line
    "empty.txt": (b"", "", "the file is empty"),
    "program": (b"\x7fELF\2\1\1\0" + bytes(300), "", "not text"),
    "cut.csv": ((FIRST + QUOTE[:200]).encode(), "#row=2", f"line {1 + FIRST.count(chr(10))}: the row"),
    "quotes.csv": ((QUOTE.replace('\\"B', '"B') + QUOTE).encode(), "#row=1", "line 1: the row was not read: its"),
    "cut.zip": (zipped({"a.txt": wire().encode() * 9})[:-30], "", "cut off"),
    "locked.pdf": (b"", "", "an encrypted PDF"),
    "login.html": (b"<html><title>Log in</title><input type=password></html>", "", "a login page"),
    "letter.txt": (b"Dear all,\n\nlunch is at noon.\n", "", "this is no cable"),
    "<script>alert(1)\n.txt": (b"Milk\nBread\n", "", "this is no cable"),
}


def locked() -> bytes:
    import io

    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(pdf([wire()])))
    writer.encrypt(user_password="secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write(tmp_path / "in", good=wire())
    for name, (data, _, _) in BAD.items():
        (made / name).write_bytes(data or (locked() if name == "locked.pdf" else b""))
    with (made / "huge.txt").open("wb") as stream:
        stream.truncate(2 * 2**30)  # two gigabytes of nothing
    (made / "round").symlink_to(made)
    return made


def test_each_is_one_line_and_the_rest_is_built(folder: Path, tmp_path: Path) -> None:
    report = build(folder, tmp_path / "out")
    lines = {r.source: r.message for r in report.rejections}
    expected = {f"in/{name}{part}": words for name, (_, part, words) in BAD.items()}
    expected |= {"in/huge.txt": "2,048 MB; the limit is 32 MB", "in/round": "a link to a folder that is read already"}
    assert lines.keys() == expected.keys()
    for source, words in expected.items():
        assert words in lines[source], source
    assert report.cables == 3  # good, the first row of cut.csv, the second of quotes.csv
    page = (tmp_path / "out" / "report.html").read_text()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_strict_says_that_not_all_was_read(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["build", str(folder), "-o", str(tmp_path / "out"), "-j", "1"]
    for arguments, status in ((given, 0), ([*given, "--strict"], 1)):
        assert run(arguments) == status
    said = capsys.readouterr().err
    assert "warning: in/login.html: a login page" in said
    assert "\n.txt" not in said  # a name with a line end is one line


def test_the_same_cable_five_times(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", **{f"n{n}": wire() for n in range(5)})
    report = build(folder, tmp_path / "out")
    assert (report.cables, report.copies, report.rejections) == (1, 4, ())
    assert sum("the same text as another source" in s.remarks for s in report.sources) == 4


def test_two_texts_with_one_id(tmp_path: Path) -> None:
    other = wire(subject="SOMETHING ELSE", time="010930Z JUN 08", body="1. (C) Another matter.")
    report = build(write(tmp_path / "in", a=wire(), b=other), tmp_path / "out")
    assert (report.cables, report.shared_numbers, report.rejections) == (2, ("08LIMA4001",), ())
    same_time = wire(subject="SOMETHING ELSE")
    report = build(write(tmp_path / "in2", a=wire(), b=same_time), tmp_path / "out2")
    assert report.cables == 1
    assert {(d.cable, d.field) for d in report.differences} == {("08LIMA4001", "subject")}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=wire(), b=wire("QUITO"))
    (folder / "a.txt").chmod(0)
    report = build(folder, tmp_path / "out")
    assert [(r.source, r.code) for r in report.rejections] == [("in/a.txt", "unreadable")]
    assert report.cables == 1


def test_what_a_source_says_against_its_text_is_in_the_report(tmp_path: Path) -> None:
    folder = write(tmp_path / "in")
    (folder / "x.csv").write_text(row(1, "08LIMA4001", wire(), level="SECRET", origin="Embassy Bogota"))
    build(folder, tmp_path / "out")
    data = json.loads((tmp_path / "out" / "report.json").read_text())
    assert [(d["code"], d["count"]) for d in data["diagnostics"]] == [("metadata-differs", 2)]
    assert data["sources"][0]["remarks"] == [
        "classification: the text has CONFIDENTIAL, its source SECRET",
        "origin: the text has AMEMBASSY LIMA, its source Embassy Bogota",
    ]
    assert data["release"] == {"leaked": 1}


def test_a_body_of_a_dump_is_a_cable_of_its_number(tmp_path: Path) -> None:
    text = "\n\nC O N F I D E N T I A L" + "\n\n1. (C) The talks opened.\n\n2. (SBU) They will go on.\n"
    folder = write(tmp_path / "in")
    (folder / "x.csv").write_text(row(1, "08LIMA7", text).replace("C O N F I D E N T I A L", ""))
    report = build(folder, tmp_path / "out")
    assert [s.cables for s in report.sources] == [("08LIMA7",)]
    assert report.shapes is not None
    assert report.shapes.conforms


def test_what_a_build_wrote_is_no_source(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", a=wire())
    build(folder, folder / "graph")
    report = build([folder / "graph", folder], tmp_path / "other")
    assert [(r.source, r.code) for r in report.rejections] == [("graph", "output"), ("texts/graph", "output")]
    assert report.cables == 1


def test_the_output_is_not_among_the_sources(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", a=wire())
    with pytest.raises(KgError, match=r"lies in the output folder .*choose another with --output"):
        build(folder / "a.txt", folder)
    with pytest.raises(KgError, match="source and output at once"):
        build(folder, folder)
    assert [path.name for path in folder.iterdir()] == ["a.txt"]
