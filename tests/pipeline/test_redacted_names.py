"""Names of a list stand in no output, however they are written: rows of `cases/redacted_names.yml`, each one cable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from kg.model import Document, content_hash
from kg.pipeline.build_and_merge import build, merge
from kg.pipeline.cable_evidence import cables_of
from kg.pipeline.mask_protected import protect
from kg.pipeline.redaction_list import read_list
from tests.fictional import wire, write
from tests.pipeline.searching import bare_texts, holding

ROWS = yaml.safe_load((Path(__file__).parent.parent / "cases" / "redacted_names.yml").read_text(encoding="utf-8"))
_FIRST = 4001


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """The bare text of every file that a build of all rows wrote."""
    place = tmp_path_factory.mktemp("redacted")
    texts = {
        f"text-{number}": wire(serial=number, body=f"1. (C) We met several contacts.\n\n2. (C) {row['text']}")
        for number, row in enumerate(ROWS, _FIRST)
    }
    listed = place / "names"
    listed.write_text("\n".join(row["entry"] for row in ROWS) + "\n", encoding="utf-8")
    build(write(place / "in", **texts), place / "out", redact=listed)
    return bare_texts(place / "out")


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_a_row(row: dict[str, list[str]], found: dict[Path, str]) -> None:
    for name in row.get("hides", ()):
        assert not holding(found, name), name
    for name in row.get("keeps", ()):
        assert holding(found, name), name


LIST = "# who asked\nOrsino Belvedere\n\nZoraida Nowhereman\nUrdimala\n"


def test_an_entry_that_is_found_nowhere_is_told_by_its_line(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in", a=wire(body="1. (C) Orsino Belvedere spoke."), b=wire(serial=2, body="1. (C) Urdimala came.")
    )
    names = tmp_path / "names"
    names.write_text(LIST)
    report = build(folder, tmp_path / "out", redact=names)
    assert report.unmatched == (4,)
    told = json.loads((tmp_path / "out" / "report.json").read_text())
    assert told["redactions_without_effect"] == {"count": 1, "lines": [4]}
    assert "Names of the list found nowhere" in (tmp_path / "out" / "report.html").read_text()
    assert not holding(bare_texts(tmp_path / "out"), "Nowhereman")
    assert build(folder, tmp_path / "out", redact=names).unmatched == (4,), "nothing was read again"
    (folder / "b.txt").unlink()
    assert build(folder, tmp_path / "out", redact=names).unmatched == (4, 5), "who stood there is gone"


def test_parts_that_were_read_apart_tell_together(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        **{
            f"n{n}": wire(serial=n, body=f"1. (C) {'Orsino Belvedere' if n == 1 else 'Urdimala'} spoke.")
            for n in range(1, 7)
        },
    )
    names = tmp_path / "names"
    names.write_text(LIST)
    parts = [tmp_path / "one", tmp_path / "two"]
    for number, part in enumerate(parts, 1):
        build(folder, part, shard=(number, 2), redact=names)
    assert merge(parts, tmp_path / "out").unmatched == (4,)


def test_a_marked_name_and_a_listed_one_are_two_persons_without_names(tmp_path: Path) -> None:
    body = "1. (C) Minister Jo Underhill (protect) met Governor Zoraida Quisbert. Deputy Ann Roe came. Underhill left."
    names = tmp_path / "names"
    names.write_text("Zoraida Quisbert\n")
    report = build(write(tmp_path / "in", a=wire(body=body)), tmp_path / "out", redact=names)
    texts = bare_texts(tmp_path / "out")
    assert not holding(texts, "Underhill")
    assert not holding(texts, "Quisbert")
    assert holding(texts, "Ann Roe")
    assert (report.tally.protected, report.tally.redacted, report.unclear_marks) == (1, 1, 0)
    text = wire(body=body)
    one = Document(text, "a", content_hash(text))
    _, (cable,), _ = read_list(names).redact(*protect(one, cables_of(one)))
    assert [(o.name, o.title) for o in cable.officials if o.protected] == [(None, "Minister"), (None, "Governor")]


def test_without_a_list_nothing_is_told(tmp_path: Path) -> None:
    assert build(write(tmp_path / "in", a=wire()), tmp_path / "out").unmatched == ()
