"""The table with a row a cable: what stands in it, from texts of several forms, and in every file format the same."""

import csv
import json
import random
import re
import zipfile
from html import unescape
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from generator.generate import corpus
from kg import spreadsheets
from kg.cli.application import run
from kg.errors import KgError
from kg.export import cable_tables, export
from kg.facts import cable_table
from kg.facts.cable_row import NAMES, CableRow, joined, split
from kg.graph import Graph
from tests.fictional import SEED, wire, write

FORMULA = '=HYPERLINK("http://example.org"); AND MORE'
CSV_ROWS = 'id,subject,body\n"08QUITO88","Row","' + wire("QUITO", 88).replace('"', '""') + '"\n'
RELEASES = "file,status,authority,date,case\na.txt,leaked,Someone; else,,\nb.txt,released,State,2011-09-01,F-1\n"
CORRECTED = "what,says,value,author,reason\n08QUITO77,subject,A BETTER ONE,Ann Roe,typo\n"
PROTECTED = "1. (C) Minister Orsino Belvedere (strictly protect) spoke.\n\n2. (C) He left."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of files, two copies of one cable, two messages in one text, a table, an archive."""
    place = tmp_path_factory.mktemp("rows")
    inside = write(place / "in", a=wire(subject=FORMULA), b=wire(subject="TALKS ON SHIPS"))
    write(inside, two=wire("BOGOTA", 9, subject="FIRST") + "\n" + wire("CARACAS", 5, subject="SECOND", body=PROTECTED))
    (inside / "table.csv").write_text(CSV_ROWS)
    with zipfile.ZipFile(inside / "more.zip", "w") as archive:
        archive.writestr("x/c.txt", wire("QUITO", 77, reference="08 LIMA 4001", signed="ROE"))
    (inside / "kg-sources.csv").write_text(
        "file,status,authority,date,case\na.txt,leaked,Someone; else,,\nb.txt,released,State,2011-09-01,F-1\n"
    )
    (inside / "corrections.csv").write_text(
        "what,says,value,author,reason\n08QUITO77,subject,A BETTER ONE,Ann Roe,typo\n"
    )
    kg.build([inside, SEED], place / "out", jobs=1)
    return place / "out"


@pytest.fixture(scope="module")
def graph(folder: Path) -> Graph:
    return kg.open(folder)


@pytest.fixture(scope="module")
def rows(graph: Graph) -> dict[str, CableRow]:
    return {row.number: row for row in graph.cables()}


def test_a_row_says_what_the_cable_says(rows: dict[str, CableRow]) -> None:
    row = rows["07LIMA2181"]
    assert (row.date, row.sender, row.level, row.status) == (
        "2007-06-21T21:07:00Z",
        "Embassy Lima",
        "CONFIDENTIAL",
        "held",
    )
    assert row.subject == "SCENESETTER FOR PM DAS COULTER-LED JUNE 26-27 POL-MIL TALKS"
    assert "Department of State" in row.to and "Embassy Bogota" in split(row.info)
    assert split(row.captions) == ["SIPDIS", "SENSITIVE"]
    assert split(row.tags) == ["PREL", "KMARR", "PGOV", "SNAR", "PE"]
    assert "06LIMA3259" in split(row.references)
    assert row.source == "07LIMA2181.txt" and row.release == "leaked" and len(row.copy) == 32
    assert rows["06LIMA3259"].status == "referenced-only"
    assert {rows["06LIMA3259"].copy, rows["06LIMA3259"].span, rows["06LIMA3259"].subject} == {""}


def test_cells_say_what_the_facts_of_the_cable_say(graph: Graph, rows: dict[str, CableRow]) -> None:
    from kg.facts import Reading

    for row in (row for row in rows.values() if row.status == "held"):
        facts = Reading(graph.store).facts(row.iri)
        for column, role in (
            ("to", "sentTo"),
            ("info", "copiedTo"),
            ("signer", "signedBy"),
            ("classifier", "classifiedBy"),
        ):
            told = list(dict.fromkeys(fact.value for fact in facts if fact.role == role))
            assert split(getattr(row, column)) == told, (row.number, column)
        titles = {fact.value for fact in facts if fact.role == "title" and not fact.corrections}
        assert titles <= {row.subject, *split(row.subject)}


def test_places_lead_to_the_words(graph: Graph, rows: dict[str, CableRow]) -> None:
    for row in (row for row in rows.values() if row.status == "held"):
        text = graph.text(row.copy.partition("; ")[0])
        start, end = map(int, row.span.split("-"))
        assert text.count("\n", 0, start) + 1 == int(row.line)
        for place in split(row.places):
            column, at = place.split(" ")
            first, last = map(int, at.split("-"))
            assert start <= first < last <= end
            if column == "references":
                assert any(part.isdigit() for part in re.findall(r"\d+|\w+", text[first:last])), text[first:last]
    sent = dict(place.split(" ") for place in split(rows["08BOGOTA9"].places))
    first, last = map(int, sent["from"].split("-"))
    assert graph.text(rows["08BOGOTA9"].copy)[first:last] == "AMEMBASSY BOGOTA"


def test_two_cables_of_one_text_are_told_apart_by_their_spans(graph: Graph, rows: dict[str, CableRow]) -> None:
    one, other = rows["08BOGOTA9"], rows["08CARACAS5"]
    assert one.copy == other.copy
    text = graph.text(one.copy)
    spans = [tuple(map(int, row.span.split("-"))) for row in (one, other)]
    assert spans[0][1] <= spans[1][0]
    assert "FIRST" in text[slice(*spans[0])] and "SECOND" not in text[slice(*spans[0])]
    assert "SECOND" in text[slice(*spans[1])] and "FIRST" not in text[slice(*spans[1])]
    assert int(other.line) > int(one.line) > 0


def test_copies_stand_beside_each_other(rows: dict[str, CableRow]) -> None:
    row = rows["08LIMA4001"]
    beside = [column.split("; ") for column in (row.release, row.release_date, row.case, row.source, row.copy)]
    assert {len(column) for column in beside} == {2}
    at = beside[3].index("in/b.txt")
    assert [column[at] for column in beside[:3]] == ["released", "2011-09-01", "F-1"]
    assert "Someone\\; else" in row.authority
    assert "TALKS ON SHIPS" in row.subject and FORMULA.replace(";", "\\;") in row.subject
    assert "subject: " in row.uncertain and rows["08QUITO88"].source.startswith("in/table.csv")
    assert rows["08QUITO77"].source == "in/more.zip!x/c.txt"


def test_the_numbers_and_the_address_of_the_source_have_columns(tmp_path: Path) -> None:
    record = {
        "NAID": "1505222",
        "Film Number": "D750001-0001",
        "URL": "https://example.org/77",
        "body": wire("QUITO", 88),
    }
    (tmp_path / "records.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    kg.build(tmp_path / "records.jsonl", tmp_path / "out", jobs=1)
    row = next(row for row in kg.open(tmp_path / "out").cables() if row.status == "held")
    assert (row.identifier, row.url) == ("NAID 1505222, film D750001-0001", "https://example.org/77")


def test_what_was_corrected_holds_and_says_by_whom(rows: dict[str, CableRow]) -> None:
    assert rows["08QUITO77"].subject == "A BETTER ONE"
    assert rows["08QUITO77"].corrected.startswith("subject: Ann Roe") and "typo" in rows["08QUITO77"].corrected


def test_repairs_and_doubts_have_columns_of_their_own(rows: dict[str, CableRow]) -> None:
    row = rows["07LIMA2181"]
    assert any(one.startswith("references: ") and " read as " in one for one in split(row.repairs))
    assert any(one.startswith("references: ") for one in split(row.uncertain))
    assert "read as" not in row.references and "(" not in row.references


def test_every_file_says_the_same(graph: Graph, rows: dict[str, CableRow], tmp_path: Path) -> None:
    expected = [[getattr(row, name) for name in CableRow.__slots__] for row in rows.values()]
    (table,) = export(graph, "cables-csv", tmp_path / "c.csv")
    with table.open(encoding="utf-8-sig", newline="") as stream:
        head, *read = csv.reader(stream)
    assert tuple(head) == NAMES and NAMES[:4] == ("number", "date", "from", "to")
    assert read == [[spreadsheets.cell(cell) for cell in row] for row in expected]
    (columns,) = export(graph, "cables-parquet", tmp_path / "c.parquet")
    assert [list(row.values()) for row in pq.read_table(columns).to_pylist()] == expected
    (book,) = export(graph, "cables-xlsx", tmp_path / "c.xlsx")
    assert workbook(book) == [list(NAMES), *expected]


def workbook(path: Path) -> list[list[str]]:
    """Return the cells of a workbook as they are shown."""
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    found = []
    for row in re.findall(r"<row .*?</row>", sheet, re.DOTALL):
        cells = [""] * len(NAMES)
        for letters, text in re.findall(r'<c r="([A-Z]+)\d+"[^>]*t="inlineStr"><is><t[^>]*>(.*?)</t>', row, re.DOTALL):
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            cells[column - 1] = unescape(text)
        found.append(cells)
    return found


def test_a_formula_is_a_text_in_every_file(tmp_path: Path) -> None:
    kg.build([write(tmp_path / "in", a=wire(subject=FORMULA))], tmp_path / "out", jobs=1)
    alone = kg.open(tmp_path / "out")
    assert next(row for row in alone.cables() if row.status == "held").subject == FORMULA
    (table,) = export(alone, "cables-csv", tmp_path / "c.csv")
    assert f"'{FORMULA}".replace('"', '""') in table.read_text(encoding="utf-8-sig")
    (book,) = export(alone, "cables-xlsx", tmp_path / "c.xlsx")
    assert FORMULA in [cell for row in workbook(book) for cell in row]


def test_no_protected_name_is_in_a_table(graph: Graph, rows: dict[str, CableRow], tmp_path: Path) -> None:
    (table,) = export(graph, "cables-csv", tmp_path / "c.csv")
    assert "belvedere" not in table.read_text(encoding="utf-8-sig").lower()
    assert "08CARACAS5" in rows


def test_a_selection_by_release_has_its_rows_only(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "part.csv"
    assert run(["export", str(folder), "--format", "cables-csv", "--release", "released", "-o", str(target)]) == 0
    with target.open(encoding="utf-8-sig", newline="") as stream:
        read = {row["number"]: row for row in csv.DictReader(stream)}
    assert [number for number, row in read.items() if row["status"] == "held"] == ["08LIMA4001"]
    assert read["08LIMA4001"]["subject"] == "TALKS ON SHIPS" and read["08LIMA4001"]["source"] == "in/b.txt"


def test_the_file_stands_in_the_folder_and_goes_with_the_next_build(folder: Path, tmp_path: Path) -> None:
    kg.build([write(tmp_path / "in", a=wire())], tmp_path / "out", jobs=1)
    assert run(["export", str(tmp_path / "out"), "--format", "cables-csv"]) == 0
    assert (tmp_path / "out" / "cables.csv").is_file()
    kg.build([write(tmp_path / "in", b=wire("QUITO", 7))], tmp_path / "out", jobs=1)
    assert not (tmp_path / "out" / "cables.csv").exists()


def test_cables_of_every_generated_form_have_rows_in_any_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, made in enumerate(corpus(24, 5, size=0.3)):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number}.txt").write_text(made.text, encoding="utf-8")
    kg.build([tmp_path / "in"], tmp_path / "out", jobs=1)
    built = kg.open(tmp_path / "out")
    every = list(built.cables())
    held = [row for row in every if row.status == "held"]
    assert len(held) >= 20
    assert sum(bool(row.sender and row.subject and row.date and row.tags) for row in held) >= 0.8 * len(held)
    monkeypatch.setattr(cable_table, "BATCH", 1)
    assert list(built.cables()) == every
    assert [row.iri for row in every] == sorted(row.iri for row in every)


def test_a_workbook_has_no_more_rows_than_it_can(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cable_tables, "ROWS", 2)
    assert run(["export", str(graph.folder), "--format", "cables-xlsx", "-o", "-"]) == 2
    with pytest.raises(KgError, match="a workbook holds 2 cables and no more: write cables-csv"):
        export(graph, "cables-xlsx", tmp_path / "c.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_data_frame_is_made_of_the_rows(graph: Graph, rows: dict[str, CableRow]) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(graph.cables())
    assert list(frame["subject"]) == [row.subject for row in rows.values()]


@given(st.lists(st.text(min_size=1, max_size=12).filter(str.strip), max_size=5, unique=True))
def test_cells_come_apart_as_they_were_joined(values: list[str]) -> None:
    random.Random(1).shuffle(values)
    assert split(joined(values)) == values
