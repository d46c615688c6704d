"""Coverage: serial numbers of a post and year that are held, only referred to, or not known here."""

import json
from pathlib import Path

import pytest

import kg
from kg.cli.application import run
from kg.facts.serial_coverage import PostYear, counted, summed
from kg.pipeline.build_and_merge import build
from kg.store.ready_questions import find
from tests.fictional import wire, write
from tests.pipeline.outputs import unchecked


def test_numbers_up_to_the_highest_held() -> None:
    numbers = [("07LIMA3", True), ("07LIMA5", False), ("07LIMA8", True), ("07LIMA900", False), ("07LIMA8", False)]
    assert list(counted(numbers)) == [
        PostYear("LIMA", 2007, 8, held=2, referenced=1, beyond=1, gaps=((1, 2), (4, 4), (6, 7)), gap_count=3)
    ]


def test_posts_and_years_stand_apart() -> None:
    found = list(counted([("07LIMA1", True), ("06LIMA2", True), ("75QUITO1", True), ("07STATE4", False)]))
    assert [(one.post, one.year, one.held, one.unknown) for one in found] == [
        ("LIMA", 2006, 1, 1),
        ("LIMA", 2007, 1, 0),
        ("QUITO", 1975, 1, 0),
        ("STATE", 2007, 0, 0),
    ]
    total = summed(found)
    assert (total.post_years, total.referenced_only, total.numbers, total.held) == (3, 1, 4, 3)
    assert [one.post for one in total.listed] == ["LIMA", "LIMA", "QUITO"]


def test_one_post_and_year_is_asked_for() -> None:
    numbers = [("07LIMA1", True), ("06LIMA2", True), ("07QUITO1", True)]
    assert [(one.post, one.year) for one in counted(numbers, "LIMA", 2007)] == [("LIMA", 2007)]


def test_what_is_listed_is_bounded_and_what_is_counted_is_not() -> None:
    (one,) = counted((f"07LIMA{n * 2}", True) for n in range(1, 5000))
    assert (one.highest, one.held, one.unknown, one.gap_count, len(one.gaps)) == (9998, 4999, 4999, 4999, 10)
    assert len(summed([one] * 30, most=7).listed) == 7


def test_what_is_no_number_counts_nowhere() -> None:
    assert list(counted([("unnumbered-00", True), ("07LIMA0", True), ("07LIMA12345678", True), ("", False)])) == []


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("coverage")
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        build(
            write(
                place / "in",
                a=wire("LIMA", 3, reference="QUITO 7"),
                b=wire("LIMA", 8, reference="A. LIMA 5  B. BOGOTA 1234"),
                c=wire("QUITO", 1, reference="A. LIMA 3  B. LIMA 99"),
            ),
            place / "out",
        )
    return place / "out"


def test_the_report_says_it(output: Path) -> None:
    said = json.loads((output / "report.json").read_text(encoding="utf-8"))["coverage"]
    assert (said["numbers"], said["held"], said["referenced"], said["unknown"], said["beyond"]) == (9, 3, 1, 5, 3)
    lima = said["listed"][0]
    assert (lima["post"], lima["year"], lima["share_held"]) == ("LIMA", 2008, 0.25)
    assert lima["gaps"] == [[1, 2], [4, 4], [6, 7]]
    page = (output / "report.html").read_text(encoding="utf-8")
    assert "LIMA 2008" in page and "1–2, 4, 6–7" in page


def test_the_command_says_it(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", str(output), "--coverage", "--post", "Embassy Lima", "--year", "2008"]) == 0
    said = capsys.readouterr()
    assert "1–2, 4, 6–7" in said.out and "2 numbers are held, 1 more are known only from references" in said.err
    assert run(["stats", str(output), "--coverage", "--json", "--most", "1"]) == 0
    assert len(json.loads(capsys.readouterr().out)["listed"]) == 1
    assert run(["stats", str(output), "--post", "LIMA"]) == 2


def test_the_question_gives_the_same_gaps(output: Path) -> None:
    rows = [row.plain() for row in find("serial-gaps").ask(kg.open(output).store, {"post": "LIMA"})]
    assert [(r["year"], r["first_missing"], r["last_missing"], r["numbers"]) for r in rows] == [
        (2008, 1, 2, 2),
        (2008, 4, 4, 1),
        (2008, 6, 7, 2),
    ]


def test_a_build_that_changes_nothing_says_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unchecked(monkeypatch)
    sources = write(tmp_path / "in", a=wire("LIMA", 3))
    first = build(sources, tmp_path / "out")
    assert build(sources, tmp_path / "out").to_dict()["coverage"] == first.to_dict()["coverage"] is not None
