"""The report: charts with their figures, gaps and repairs with examples, and the lines of the source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from kg.pipeline.build_and_merge import build
from kg.pipeline.report_page import Passages, axis
from tests.fictional import wire, write
from tests.pipeline.outputs import PROTECTED, unchecked

DAMAGED = "1. (C) It&#x27;s here.\n\n2. It&#x27;s not.\n\n3. It&#x27;s."


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write(
        folder / "in",
        a=wire(tags="PREL, UNDESCO"),
        b=wire("QUITO", 77, time="121200Z MAY 06", body=PROTECTED),
        cut="SUBJECT: X\nTAGS: PREL\n\n1. (U) Words.\n",
        milk="Milk\n",
        eggs="Eggs\n",
        none="",
        **{f"n{n}": wire(serial=n, body=DAMAGED) for n in range(3)},
    )
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        build(folder / "in", folder / "out")
    return folder / "out"


def test_gaps_have_examples(output: Path) -> None:
    missing = {row["code"]: row for row in json.loads((output / "report.json").read_text())["missing"]}
    assert missing["date_time_group"]["count"] == 1
    assert [e["source"] for e in missing["date_time_group"]["examples"]] == ["in/cut.txt"]
    assert len(missing["date_time_group"]["examples"][0]["document"]) == 32
    assert "subject" not in missing


def test_of_one_source_there_are_two_examples_at_most(output: Path) -> None:
    data = json.loads((output / "report.json").read_text())
    row = next(row for row in data["repairs"] if row["code"] == "html-entity")
    assert row["count"] == 9
    assert [e["source"] for e in row["examples"]] == ["in/n0.txt", "in/n0.txt", "in/n1.txt", "in/n1.txt", "in/n2.txt"]


def test_the_lines_of_the_source_stand_in_the_page(output: Path) -> None:
    page = (output / "report.html").read_text()
    assert "1. (C) It&amp;#x27;s here." in page
    assert '<tr id="missing-date_time_group">' in page
    assert 'href="#missing-date_time_group"' in page
    assert "Belvedere" not in page
    assert "<script" not in page


def test_sections_in_documents_of_their_own_lack_only_what_their_message_lacks(tmp_path: Path) -> None:
    write(
        tmp_path / "in", first=section(1, subject="X"), third=section(3), again=section(3), alone=section(2, serial=99)
    )
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        part = build(tmp_path / "in", tmp_path / "out").to_dict()
        write(tmp_path / "in", second=section(2))
        whole = build(tmp_path / "in", tmp_path / "out").to_dict()
    alone = "in/alone.txt of 3 sections these are not here: 1, 3"
    assert lacking(part, "diagnostics", "section-missing") == [
        alone,
        "in/first.txt of 3 sections these are not here: 2",
    ]
    assert lacking(whole, "diagnostics", "section-missing") == [alone]
    for data in (part, whole):
        assert lacking(data, "missing", "tags") == lacking(data, "missing", "subject") == ["in/alone.txt "]


def section(number: int, *, serial: int = 2345, subject: str = "") -> str:
    return f"""PAGE 01        LIMA  {serial:05}  0{number} OF 03  171512Z

ACTION ARA-12
                        --------------------- 034411
R 171430Z JUN 75
FM AMEMBASSY LIMA
TO SECSTATE WASHDC 9912

C O N F I D E N T I A L SECTION {number} OF 3 LIMA {serial}

E.O. 11652: GDS
{f"TAGS: PREL{chr(10)}SUBJECT: {subject}" if subject else ""}

{number}. THE TALKS GO ON.
NARDO
"""


def lacking(data: dict[str, object], kind: str, code: str) -> list[str]:
    (row,) = (row for row in cast("list[dict[str, Any]]", data[kind]) if row["code"] == code)
    assert row["count"] == len(row["examples"])
    return [f"{example['source']} {example['note']}" for example in row["examples"]]


def test_charts_have_their_figures_as_text(output: Path) -> None:
    page = (output / "report.html").read_text()
    for words in ("2006: 1</span>", "2007: 0</span>", "2008: 4</span>"):
        assert words in page
    assert '<a href="#rejected-not-a-cable">' in page
    assert '<details id="rejected-not-a-cable" open>' in page
    assert page.count("<td>in/milk.txt</td>") == 1


def test_passages_end_where_the_text_ends() -> None:
    texts = {"x": "one\r\ntwo\rthree\n" + "w" * 300}
    passages = Passages(texts.__getitem__)
    assert [(line.number, line.text, line.meant) for line in passages.around("x", 1)] == [
        (1, "one", True),
        (2, "two", False),
    ]
    assert [line.number for line in passages.around("x", 4)] == [3, 4]
    assert len(passages.around("x", 4)[-1].text) == 161
    assert [line.number for line in passages.around("x", None)] == [1, 2, 3, 4]
    assert passages.around("gone", 1) == []
    assert passages.around("x", 99) == []


def test_years_far_apart_are_not_filled_up() -> None:
    assert axis({"1901": 1, "2006": 2}) == [("1901", 1), ("2006", 2)]
    assert axis({}) == []
