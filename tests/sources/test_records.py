"""CSV dumps and JSON: row by row, with line numbers, and what is damaged is one line."""

import gzip
import io
import json
import sys
import tracemalloc
from pathlib import Path

import pytest

from kg.model import Document, ReleaseStatus
from kg.sources.find_sources import find
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item
from tests.fictional import wire
from tests.sources.samples import documents, everything, row, zipped

QUOTED = wire(serial=2, subject='TALKS ON "SQUID" AND A \\ IN IT', body='1. (C) He said "no".\n\n2. (C) "Yes, no."')
ROWS = [row(1, "08LIMA1", wire(serial=1)), row(2, "08LIMA2", QUOTED), row(3, "08LIMA3", wire(serial=3))]


def dump(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("".join(rows).encode(encoding))
    return path


def lines(path: Path, options: SourceOptions | None = None) -> list[tuple[str, str]]:
    """Return source and message of what is rejected."""
    return [(f.source, f.message) for f in everything(path, options=options).values() if isinstance(f, Rejection)]


def test_the_dump_of_eight_columns(tmp_path: Path) -> None:
    found = documents(dump(tmp_path / "cables.csv", *ROWS))
    assert [d.source for d in found] == ["cables.csv#row=1", "cables.csv#row=2", "cables.csv#row=3"]
    assert found[1].text == QUOTED  # quotes, backslash and line ends are back
    assert dict(found[1].metadata) == {
        "id": "08LIMA2",
        "source-number": "2",
        "date": "5/11/2008 9:30",
        "origin": "Embassy Lima",
        "classification": "CONFIDENTIAL",
        "references": "08BOGOTA1234",
        "line": str(1 + ROWS[0].count("\n")),
    }
    assert {d.id_hint for d in found} == {"08LIMA1", "08LIMA2", "08LIMA3"}
    assert {(d.form, d.release) for d in found} == {("csv", ReleaseStatus("leaked"))}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_a_dump_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    accents = row(7, "08LIMA7", wire(serial=7, subject="REUNIÓN EN BOGOTÁ")).replace("\n", "\r\n")
    found = documents(dump(tmp_path / "x", accents, *ROWS, encoding=encoding))
    assert "REUNIÓN EN BOGOTÁ\r\n" in found[0].text
    assert found[1].text == wire(serial=1)
    expected = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "latin-1": "cp1252"}.get(encoding, encoding)
    assert found[0].encoding == expected


def test_a_dump_in_an_archive_and_on_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = "".join(ROWS).encode()
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(whole))
    assert [d.source for d in documents(tmp_path / "c.csv.gz")] == [f"c.csv.gz#row={n}" for n in (1, 2, 3)]
    (tmp_path / "c.zip").write_bytes(zipped({"d/c.csv": whole}))
    assert documents(tmp_path / "c.zip")[2].source == "c.zip!d/c.csv#row=3"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(whole)))
    assert [i.source for i in find(["-"])] == [f"stdin#row={n}" for n in (1, 2, 3)]


def test_a_truncated_row_is_a_line(tmp_path: Path) -> None:
    path = dump(tmp_path / "x.csv", ROWS[0], ROWS[1][:300])
    ((source, message),) = lines(path)
    assert source == "x.csv#row=2"
    assert message.startswith(f"line {1 + ROWS[0].count(chr(10))}: the row was not read: the file ends inside a quoted")
    assert isinstance(everything(path)["x.csv#row=1"], Document)


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (ROWS[1].replace('\\"Yes', '"Yes', 1), "its quotes close before it ends"),
        (ROWS[1].replace('no.\\"', 'no."', 1), "its quotes close before it ends"),
        (ROWS[1].rstrip('"\n') + "\n", "its quotes do not close before the next row begins"),
        (ROWS[1].replace('"Embassy', "Embassy", 1), "its quotes close before it ends"),
    ],
    ids=["inside", "before a line end", "at the end", "at a beginning"],
)
def test_unbalanced_quotes_spoil_one_row_only(broken: str, words: str, tmp_path: Path) -> None:
    path = dump(tmp_path / "x.csv", ROWS[0], broken, ROWS[2], ROWS[0])
    ((source, message),) = lines(path)
    assert source == "x.csv#row=2"
    assert words in message
    found = everything(path)
    assert list(found) == [f"x.csv#row={n}" for n in (1, 2, 3, 4)]
    assert int(dict(found["x.csv#row=4"].metadata)["line"]) == 1 + "".join([ROWS[0], broken, ROWS[2]]).count("\n")


def test_a_row_of_other_columns_is_a_line(tmp_path: Path) -> None:
    path = dump(tmp_path / "x.csv", ROWS[0], '"4","5/11/2008 9:30","08LIMA4","Embassy Lima"\n', ROWS[2])
    assert [m for _, m in lines(path)] == [
        f"line {1 + ROWS[0].count(chr(10))}: the row was not read: it has 4 columns where 8 are expected"
    ]


def test_a_row_over_the_size_is_a_line_and_is_not_kept(tmp_path: Path) -> None:
    huge = row(5, "08LIMA5", wire(body="1. (C) " + "word\n" * 400_000))
    path = dump(tmp_path / "x.csv", ROWS[0], huge, ROWS[2])
    tracemalloc.start()
    found = list(find([path], SourceOptions(max_bytes=100_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(f) for f in found] == [Item, Rejection, Item]
    assert "--max-size" in found[1].message  # type: ignore[union-attr]
    assert peak < 1.5 * 2**20


def test_a_table_with_names_and_doubled_quotes(tmp_path: Path) -> None:
    cells = [wire(subject='A "FISH"'), "LIMA 4001", "Embassy Lima", "x"]
    line = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    path = dump(tmp_path / "t.csv", "Full_Text,MRN,From,Colour\r\n", line, "\r\n")
    (found,) = documents(path)
    assert found.text == cells[0]
    assert dict(found.metadata) == {"id": "LIMA 4001", "origin": "Embassy Lima", "line": "2"}
    assert found.release == ReleaseStatus()


def test_a_table_without_a_text_is_read_as_a_text(tmp_path: Path) -> None:
    """It is no dump; that it is no cable shows when it is parsed."""
    assert documents(dump(tmp_path / "t.csv", "name,price\n", "squid,3\n"))[0].source == "t.csv"


RECORD = {"metadata": {"documentNumber": "08LIMA4001", "Type": "TE - Telegram (cable)"}, "From": "LIMA", "TEXT": wire()}


def test_json_lines(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(json.dumps(RECORD) + "\n\n" + json.dumps({"Body": wire(serial=2), "NAID": 77}) + "\n")
    first, second = documents(tmp_path / "x")
    assert (first.source, second.source) == ("x#record=1", "x#record=2")
    assert first.text == wire()
    assert dict(first.metadata) == {"id": "08LIMA4001", "kind": "TE - Telegram (cable)", "origin": "LIMA", "line": "1"}
    assert dict(second.metadata) == {"naid": "77", "line": "3"}


def test_a_json_array_is_read_element_by_element(tmp_path: Path) -> None:
    records = [{"text": wire(serial=n), "id": f"08LIMA{n}"} for n in range(300)]
    (tmp_path / "x.json").write_text(json.dumps(records, indent=2))
    found = documents(tmp_path / "x.json")
    assert [d.source for d in found] == [f"x.json#record={n + 1}" for n in range(300)]
    assert [d.text for d in found] == [r["text"] for r in records]
    assert dict(found[2].metadata)["line"] == "10"


def test_records_deep_in_an_export(tmp_path: Path) -> None:
    hits = [{"_source": {"text": wire(serial=n)}} for n in (1, 2)]
    (tmp_path / "x.json").write_text(json.dumps({"took": 3, "body": {"hits": hits}}, indent=2))
    assert [d.source for d in documents(tmp_path / "x.json")] == [
        "x.json#body.hits.1._source",
        "x.json#body.hits.2._source",
    ]


def test_header_and_body_in_two_fields(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"header": "FM AMEMBASSY LIMA\n", "body": "1. (C) " + "Text. " * 9}))
    assert documents(tmp_path / "x.json")[0].text.startswith("FM AMEMBASSY LIMA\n\n1. (C) Text.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"text": "' + "x" * 60 + '"}\n{"text": "cut', [("x#record=2", "line 2: the record is cut off or no JSON")]),
        ('{"price": 3}\n', [("x#record=1", "line 1: the record has no field with a text")]),
        ('[\n{"text": "' + "x" * 60 + '"},\n{"a": }]', [("x#record=2", "line 3: the record is cut off or no JSON")]),
        ('[\n{"text": "' + "x" * 60 + '"}\n', [("x#record=2", "line 3: the JSON is cut off: its array does not end")]),
        ('[{"a":' * 100_000, [("x#record=1", "line 1: the record is nested too deeply")]),
        ('{"a":' * 30_000, [("x#record=1", "line 1: the record is nested too deeply")]),
    ],
    ids=["lines", "no text", "element", "array", "deep array", "deep"],
)
def test_broken_json_is_a_line(text: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / "x").write_text(text)
    found = lines(tmp_path / "x")
    assert [source for source, _ in found] == [source for source, _ in expected]
    assert all(message.startswith(words) for (_, message), (_, words) in zip(found, expected, strict=True)), found


def test_a_record_over_the_size_is_a_line(tmp_path: Path) -> None:
    text = json.dumps({"text": "x" * 5000}) + "\n" + json.dumps({"text": "y" * 100})
    (tmp_path / "x").write_text(text)
    assert [source for source, _ in lines(tmp_path / "x", SourceOptions(max_bytes=2000))] == ["x#record=1"]
    (tmp_path / "y").write_text("[" + text.replace("\n", ",") + "]")
    assert [source for source, _ in lines(tmp_path / "y", SourceOptions(max_bytes=2000))] == ["y#record=1"]
