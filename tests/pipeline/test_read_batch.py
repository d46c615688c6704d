"""One text never ends a build: what goes wrong in it, of whatever kind, is a line, and the text is kept as a text."""

import json
import time
from pathlib import Path

import pytest

import kg
from kg.model import Document
from kg.pipeline import read_batch
from kg.pipeline.build_and_merge import build
from kg.pipeline.read_batch import TimedOut, fenced, limited
from kg.sources.rejected_source import Rejection
from tests.fictional import wire, write

BAD = "QUITO"


def broken(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> None:
    """Have one step of the reading raise on texts that have `BAD` in them."""
    real = getattr(read_batch, name)

    def fails(*given: object, **more: object) -> object:
        if any(BAD in str(one) for one in given):
            raise error
        return real(*given, **more)

    monkeypatch.setattr(read_batch, name, fails)


@pytest.mark.parametrize("error", [ValueError("odd"), RecursionError(), OverflowError(), MemoryError(), KeyError(BAD)])
@pytest.mark.parametrize("step", ["judge", "protect", "messages", "write", "_result"])
def test_a_step_that_fails_is_a_line(
    step: str, error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, step, error)
    report = build(write(tmp_path / "in", a=wire(), b=wire(BAD, 7), c=wire(serial=9)), tmp_path / "out")
    (refused,) = report.rejections
    assert report.cables == 2
    assert refused.source == "in/b.txt"
    assert refused.code == ("out-of-memory" if isinstance(error, MemoryError) else "failed")
    graph = kg.open(tmp_path / "out")
    assert not any(BAD in str(row) for row in graph.query("SELECT ?s ?o { ?s kg:origin ?o }"))
    if step != "_result":  # without a record nothing of it can be kept
        assert any(BAD in graph.text(name) for name in graph.texts)
        (about,) = [one for one in report.sources if one.source == "in/b.txt"]
        assert "kept as a text only: its reader failed" in about.remarks


def test_the_words_of_an_error_are_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "judge", ValueError("Orsino Belvedere"))
    report = build(write(tmp_path / "in", a=wire(), b=wire(BAD, 7)), tmp_path / "out")
    assert "ValueError in read_batch.py, line" in report.rejections[0].message
    assert "Belvedere" not in report.rejections[0].message


@pytest.mark.parametrize("mark", ["(strictly protect)", "(PRO-\nTECT)", "(p r o t e c t)"])
def test_a_text_that_asks_for_protection_is_not_kept_unread(
    mark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, "judge", ValueError())
    folder = write(tmp_path / "in", a=wire(), b=wire(BAD, 7, body=f"1. (C) Orsino Belvedere {mark} spoke."))
    report = build(folder, tmp_path / "out")
    assert "nor was it kept" in report.rejections[0].message
    for path in (tmp_path / "out").rglob("*"):
        assert not path.is_file() or b"elvedere" not in path.read_bytes()
    graph = kg.open(tmp_path / "out")
    assert all("elvedere" not in graph.text(name) for name in graph.texts)


@pytest.mark.skipif(not read_batch.can_limit(), reason="there are no alarms here")
def test_a_text_that_takes_too_long_is_kept_and_read_again_with_more_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = read_batch.judge

    def slow(document: Document) -> object:
        while BAD in document.text:
            time.sleep(0.01)
        return real(document)

    monkeypatch.setattr(read_batch, "judge", slow)
    folder = write(tmp_path / "in", a=wire(), b=wire(BAD, 7))
    report = build(folder, tmp_path / "out", text_seconds=0.3)
    assert [(one.source, one.code) for one in report.rejections] == [("in/b.txt", "too-slow")]
    assert "--text-seconds" in report.rejections[0].message
    monkeypatch.setattr(read_batch, "judge", real)
    again = build(folder, tmp_path / "out")
    assert (again.cables, again.rejections) == (2, ())
    build(folder, tmp_path / "new")
    assert (tmp_path / "new" / "graph.ttl").read_bytes() == (tmp_path / "out" / "graph.ttl").read_bytes()


@pytest.mark.skipif(not read_batch.can_limit(), reason="there are no alarms here")
def test_an_alarm_that_is_caught_on_the_way_rings_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_batch, "_AGAIN", 0.05)

    def stubborn() -> None:
        for _ in range(3):
            try:
                while True:
                    time.sleep(0.01)
            except TimedOut:
                pass
        while True:
            time.sleep(0.01)

    found = fenced(stubborn, "x", 0.05)
    assert isinstance(found, Rejection)
    with limited(0.05):
        pass
    time.sleep(0.1)  # nothing rings behind it


def test_interrupting_is_no_failure_of_a_text() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fenced(interrupted, "x")


SURROGATE = "\\ud83d"
FIELDS = ("id", "title", "origin", "classification", "references", "body", "tags", SURROGATE)


@pytest.mark.parametrize("place", ["start", "end"])
@pytest.mark.parametrize("field", FIELDS)
def test_half_a_character_in_any_field(field: str, place: str, tmp_path: Path) -> None:
    record = {name: "08LIMA4001" if name == "id" else "CONFIDENTIAL" for name in FIELDS}
    record["body"] = wire()
    record[field] = f"{SURROGATE}{record[field]}" if place == "start" else f"{record[field]}{SURROGATE}"
    folder = write(tmp_path / "in", a=wire(serial=9))
    data = json.dumps(record).replace("\\\\ud83d", SURROGATE)
    (folder / "b.json").write_text(data)
    report = build(folder, tmp_path / "out")
    assert (report.cables, report.rejections) == (2, ())
    graph = kg.open(tmp_path / "out")
    assert any("\ufffd" in graph.text(name) for name in graph.texts) == (field == "body")


@pytest.mark.parametrize("name", ["b.json", "b.jsonl"])
def test_a_number_of_thousands_of_digits(name: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=wire(serial=9))
    lines = 1 if name == "b.json" else 2
    record = f'{{"row": {"9" * 5000}, "body": {json.dumps(wire())}}}'
    (folder / name).write_text(f"{record}\n" * lines if lines > 1 else f"[{record}]")
    report = build(folder, tmp_path / "out")
    assert (report.cables, report.rejections) == (2, ())
