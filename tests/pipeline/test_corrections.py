"""Corrections over a whole build: applied, told of, kept over rebuilds and merges, and the text's own words visible."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import kg
from kg.cli.application import run
from kg.errors import KgError
from kg.pipeline.build_and_merge import build, merge
from kg.resolution.corrections_table import read_corrections
from kg.store import validate
from tests.fictional import wire, write
from tests.pipeline.outputs import STABLE, stable, unchecked

HEADER = "what,says,value,author,reason,date\n"
SEEN = "I have seen the original"


def signed(serial: int, full: str, name: str, post: str = "LIMA") -> str:
    return wire(post, serial, signed=name).replace("Ina Nardo", full)


def corpus(folder: Path) -> Path:
    write(
        folder,
        a=signed(1, "Warren Q. Ashcombe", "ASHCOMBE"),
        b=signed(2, "Warren Q. Ashcombe", "ASHCOMBE"),
        c=signed(3, "Ruth Bellingstone", "BELLINGSTONE", "QUITO"),
        d=wire("LIMA", 4, subject="TALSK ON SHIPS"),
        e=wire("LIMA", 4, subject="TALSK ON SHIPS", signed="NARDO "),
    )
    return folder


def rows(path: Path, *lines: str) -> Path:
    path.write_text(HEADER + "".join(f"{line},Ann Reader,{SEEN},2026-01-02\n" for line in lines), encoding="utf-8")
    return path


def ask(output: Path, pattern: str) -> list[str]:
    graph = kg.open(output)
    return sorted(row["x"].value for row in graph.query(f"SELECT ?x {{ {pattern} }}"))


def names(found: list[str]) -> list[str]:
    return [one.rpartition("/")[2] for one in found]


CABLE = "<https://w3id.org/cable-kg/cable/08LIMA4{}>"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    unchecked(monkeypatch)
    corpus(tmp_path / "in")
    return tmp_path


def test_a_field_is_corrected_and_the_text_stays_visible(here: Path) -> None:
    rows(here / "in" / "corrections.csv", "08LIMA4,subject,TALKS ON SHIPS")
    report = build(here / "in", here / "out")
    assert (report.corrected, report.uncorrected) == (1, ())
    cable = CABLE.format("")
    assert ask(here / "out", f"{cable} dcterms:title ?x") == ["TALKS ON SHIPS"]
    assert ask(here / "out", f"{cable} part:title/kg:textSays ?x") == ["TALSK ON SHIPS"]
    assert ask(here / "out", f"?c kg:corrects {cable} ; kg:textSays ?x") == ["TALSK ON SHIPS"]
    assert ask(here / "out", f"?c kg:corrects {cable} ; prov:wasAttributedTo/foaf:name ?x") == ["Ann Reader"]
    assert ask(here / "out", f"?c kg:corrects {cable} ; rdfs:comment ?x") == [SEEN]
    assert ask(here / "out", f"{cable} part:title/kg:evidence ?x")
    assert "TALSK ON SHIPS" not in ask(here / "out", "?c dcterms:title ?x")


def test_every_field_can_be_corrected_and_the_graph_keeps_its_shapes(here: Path) -> None:
    lines = (
        "08LIMA4,subject,TALKS ON SHIPS",
        "08LIMA4,tags,PREL; PGOV; EWWT",
        "08LIMA4,date,2008-05-12T10:00Z",
        "08LIMA4,origin,QUITO",
        "08LIMA4,classification,SECRET",
        "08LIMA4,precedence,IMMEDIATE",
        "08LIMA4,captions,NOFORN",
        "08LIMA4,references,08LIMA1; 08BOGOTA77",
        "08LIMA4,info,AMEMBASSY LA PAZ; PARIS",
        "08LIMA4,declassify-on,2018-05-12",
        "08LIMA4,executive-order,12958",
        "08LIMA4,summary,Ships.",
        "08LIMA4,message-reference-number,LIMA 4",
        "08LIMA4,exempt,PARIS",
        "08LIMA4,action,SECSTATE WASHDC",
    )
    report = build(here / "in", here / "out", corrections=rows(here / "table.csv", *lines))
    assert report.uncorrected == ()
    assert report.corrected == len(lines)
    cable = CABLE.format("")
    assert names(ask(here / "out", f"{cable} kg:topic ?x")) == ["EWWT", "PGOV", "PREL"]
    assert names(ask(here / "out", f"{cable} kg:copiedTo ?x")) == ["LAPAZ", "PARIS"]
    assert names(ask(here / "out", f"{cable} kg:references ?x")) == ["08BOGOTA77", "08LIMA1"]
    assert names(ask(here / "out", f"{cable} kg:origin ?x")) == ["QUITO"]
    assert ask(here / "out", f"{cable} kg:dateTimeGroup ?x")[0].startswith("2008-05-12T10:00:00")
    assert names(ask(here / "out", "<https://w3id.org/cable-kg/cable/08BOGOTA77> kg:status ?x")) == ["referenced-only"]
    assert [v.message for v in validate(here / "out").violations] == []


def test_a_part_is_corrected(here: Path) -> None:
    table = rows(
        here / "table.csv",
        "08LIMA4#info-amembassy-bogota,post,QUITO",
        "08LIMA4#ref-08BOGOTA1234,cable,07BOGOTA1234",
        "08LIMA1#signed-ashcombe,name,ASHCOMBE-REED",
    )
    report = build(here / "in", here / "out", corrections=table)
    assert report.uncorrected == ()
    cable = CABLE.format("")
    assert names(ask(here / "out", f"{cable} kg:copiedTo ?x")) == ["QUITO"]
    assert names(ask(here / "out", f"{cable} kg:references ?x")) == ["07BOGOTA1234"]
    assert ask(here / "out", f"<https://w3id.org/cable-kg/cable/{ONE}> foaf:name ?x") == ["ASHCOMBE-REED"]
    assert [v.message for v in validate(here / "out").violations] == []


def persons(output: Path, *mentions: str) -> list[str]:
    found = []
    for mention in mentions:
        found += ask(output, f"<https://w3id.org/cable-kg/cable/{mention}> rdf:value ?x")
    return found


ONE, TWO, OTHER = "08LIMA1#signed-ashcombe", "08LIMA2#signed-ashcombe", "08QUITO3#signed-bellingstone"


def test_mentions_are_joined_parted_and_named(here: Path) -> None:
    build(here / "in", here / "out")
    one, two, other = persons(here / "out", ONE, TWO, OTHER)
    assert one == two != other
    table = rows(here / "in" / "corrections.csv", f"{ONE},same-as,{OTHER}")
    build(here / "in", here / "out")
    one, two, other = persons(here / "out", ONE, TWO, OTHER)
    assert one == two == other
    rows(table, f"{ONE},different-from,{TWO}")
    build(here / "in", here / "out")
    one, two, _ = persons(here / "out", ONE, TWO, OTHER)
    assert one != two
    rows(table, f"{OTHER},is,https://history.state.gov/departmenthistory/people/struble-james-curtis")
    report = build(here / "in", here / "out")
    assert report.uncorrected == ()
    assert names(persons(here / "out", OTHER)) == ["struble-james-curtis"]
    assert ask(here / "out", f"<{persons(here / 'out', OTHER)[0]}> skos:exactMatch ?x")
    rows(table, f"{OTHER},is,https://www.wikidata.org/wiki/Q1")
    build(here / "in", here / "out")
    found = persons(here / "out", OTHER)[0]
    assert ask(here / "out", f"<{found}> skos:exactMatch ?x") == ["https://www.wikidata.org/wiki/Q1"]
    assert [v.message for v in validate(here / "out").violations] == []


def test_what_names_nothing_is_one_line_of_the_report(here: Path) -> None:
    table = rows(
        here / "table.csv",
        "09LIMA99,subject,X",
        "08LIMA4#signed-nobody,same-as,08LIMA1#signed-ashcombe",
        "08LIMA1#signed-ashcombe,same-as,08LIMA77#signed-x",
        "08LIMA4,colour,RED",
        "08LIMA4,origin,ATLANTIS",
        "08LIMA4,date,yesterday",
        "08LIMA4,same-as,08LIMA1",
        "08LIMA4,tags,QQQQ",
    )
    report = build(here / "in", here / "out", corrections=table)
    assert report.corrected == 0
    assert len(report.uncorrected) == 8
    told = "\n".join(report.uncorrected)
    assert "no cable 09LIMA99 was read" in told
    assert "no such part" in told
    assert "there is no mention 08LIMA77#signed-x" in told
    assert "no field 'colour'" in told
    assert "ATLANTIS" in (here / "out" / "report.html").read_text()


def test_without_author_or_reason_it_is_no_correction(here: Path) -> None:
    (here / "in" / "corrections.csv").write_text(HEADER + "08LIMA4,subject,SHIPS,,,\n", encoding="utf-8")
    report = build(here / "in", here / "out")
    assert report.uncorrected == ("corrections.csv line 2: the column 'author' is empty",)


def test_the_later_of_two_corrections_holds(here: Path) -> None:
    path = here / "in" / "corrections.csv"
    path.write_text(f"{HEADER}08LIMA4,tags,PGOV,A,r,2026-02-01\n08LIMA4,tags,EWWT,B,r,2025-02-01\n", encoding="utf-8")
    build(here / "in", here / "out")
    assert names(ask(here / "out", f"{CABLE.format('')} kg:topic ?x")) == ["PGOV"]


def test_rebuilt_and_merged_it_is_the_same(here: Path) -> None:
    lines = ("08LIMA4,subject,TALKS ON SHIPS", f"{ONE},same-as,{OTHER}", "08LIMA1,origin,QUITO")
    build(here / "in", here / "again")
    rows(here / "in" / "corrections.csv", *lines)
    build(here / "in", here / "new")
    report = build(here / "in", here / "again")
    assert report.graph == "written"
    assert stable(here / "again") == stable(here / "new")
    assert build(here / "in", here / "again").graph == "unchanged"
    for number in (1, 2):
        build(here / "in", here / f"part{number}", shard=(number, 2))
    merged = merge([here / "part1", here / "part2"], here / "merged")
    assert merged.corrected == 3
    assert stable(here / "merged") == stable(here / "new")
    (here / "in" / "corrections.csv").unlink()
    build(here / "in", here / "plain")
    build(here / "in", here / "again")
    assert stable(here / "again") == stable(here / "plain")
    assert len(STABLE) > 5


def _saved(delimiter: str, encoding: str, said: str = "") -> bytes:
    """Return a table of two corrections as a spreadsheet saves it."""
    stream = io.StringIO(newline="")
    stream.write(said)
    table = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    table.writerow(["What", "says", "Value ", "author", "reason", "date", ""])
    table.writerow(["08LIMA4", "subject", "TALKS; ON, SHIPS\tAND Ñ", "Ann Ñúñez", 'the "scan"', "", ""])
    table.writerow(["08LIMA1", "tags", "PREL; PGOV", "Ann Ñúñez", "seen", "2025-02-01", ""])
    table.writerow(["", "", "", "", "", "", ""])
    return stream.getvalue().encode(encoding)


@pytest.mark.parametrize("said", ["", "sep={}\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_read_as_spreadsheets_save_it(tmp_path: Path, delimiter: str, encoding: str, said: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(_saved(delimiter, encoding, said.format(delimiter)))
    found = read_corrections(path)
    assert found.problems == ()
    assert {(row.what, row.value, row.author) for row in found.rows} == {
        ("08LIMA4", "TALKS; ON, SHIPS\tAND Ñ", "Ann Ñúñez"),
        ("08LIMA1", "PREL; PGOV", "Ann Ñúñez"),
    }


@pytest.mark.parametrize("place", ["given", "beside"])
@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), ("\t", "utf-16"), (",", "utf-8-sig")])
def test_a_saved_table_corrects(here: Path, delimiter: str, encoding: str, place: str) -> None:
    path = here / "table.csv" if place == "given" else here / "in" / "corrections.csv"
    path.write_bytes(_saved(delimiter, encoding))
    report = build(here / "in", here / "out", corrections=path if place == "given" else None)
    assert (report.corrected, report.uncorrected) == (2, ())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b"what;says;wert;author;reason\r\n08LIMA4;subject;X;A;r\r\n",
            r"line 1: the column 'value' is missing; read with semicolons .* what, says, wert, author, reason",
        ),
        (b"08LIMA4,subject,X,A,r\n", "line 1: the column 'what' is missing"),
        (b"\x7fELF" + bytes(range(256)), "not text"),
        (b"", "empty"),
        (HEADER.encode() + b"08LIMA4,subject,SHIPS,,,\n", "line 2: the column 'author' is empty"),
    ],
)
def test_a_table_of_which_nothing_can_be_read_is_refused(here: Path, data: bytes, told: str) -> None:
    path = here / "table.csv"
    path.write_bytes(data)
    with pytest.raises(KgError, match=told):
        build(here / "in", here / "out", corrections=path)
    assert run(["build", str(here / "in"), "-o", str(here / "out"), "--corrections", str(path), "--jobs", "1"]) == 1


def test_a_row_with_more_cells_than_columns_is_not_read_askew(here: Path) -> None:
    (here / "in" / "corrections.csv").write_text(
        HEADER + "08LIMA4,subject,SHIPS, AND MORE,Ann,seen,2025-02-01\n", encoding="utf-8"
    )
    report = build(here / "in", here / "out")
    assert report.corrected == 0
    assert report.uncorrected[0].startswith("corrections.csv line 2: 7 cells under 6 columns: put quotes around")
