"""A list of names to leave out: in no file of the output, decompressed too, whatever form the name has in the text."""

from __future__ import annotations

import doctest
import json
from pathlib import Path

import pytest

import kg
from kg.errors import KgError
from kg.export import export
from kg.model import Document, content_hash
from kg.pipeline import redaction_list
from kg.pipeline.build_and_merge import build, merge
from kg.pipeline.cable_evidence import cables_of
from kg.pipeline.redaction_list import read_names
from tests.fictional import wire, write
from tests.pipeline.outputs import HIDDEN, NAMES, contents, named, stable, unchecked


def redact(text: str, names: str) -> str:
    return read_names(names).redact(Document(text, "a.txt", content_hash(text)), ())[0].text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Orsino Belvedere spoke.", "██████ █████████ spoke."),
        ("BELVEDERE, ORSINO", "██████████ ██████"),
        ("Mr. Belvedere's car", "Mr. █████████'s car"),
        ("a belvedere on the hill", "a belvedere on the hill"),
        ("Belvederes; Orsino alone", "Belvederes; Orsino alone"),
        ("Orsíno Bélvedere", "██████ █████████"),
        ("Orsino\n  Belvedere, and Orsino", "██████\n  █████████, and ██████"),
    ],
)
def test_a_name_is_masked_in_every_form(text: str, masked: str) -> None:
    found = redact(text, "Orsino Belvedere")
    assert len(found) == len(text)
    assert found == masked


def test_an_official_loses_the_name_and_keeps_the_title() -> None:
    text = wire(body="1. (C) Minister Belve-\ndere spoke.")
    one = Document(text, "a", content_hash(text))
    document, (cable,), found = read_names("Orsino Belvedere").redact(one, cables_of(one))
    assert "Minister ██████\n████ spoke." in document.text
    hidden = next(one for one in cable.officials if one.protected)
    assert (hidden.name, hidden.title, found) == (None, "Minister", (1, (1,)))


def test_without_the_names_nothing_changes() -> None:
    document = Document("Ann Roe", "a", "h")
    assert read_names("Orsino Belvedere").redact(document, ()) == (document, (), (0, ()))


@pytest.mark.parametrize("names", ["X", "12", "Orsino Belvedere\n--\n"])
def test_what_is_no_name_is_refused(names: str) -> None:
    with pytest.raises(KgError, match="no name"):
        read_names(names)


def test_a_list_that_cannot_be_read_stops_the_build(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=wire())
    with pytest.raises(KgError, match="there is no file"):
        build(folder, tmp_path / "out", redact=tmp_path / "none")
    (tmp_path / "empty").write_text("# nobody\n")
    with pytest.raises(KgError, match="has no name"):
        build(folder, tmp_path / "out", redact=tmp_path / "empty")
    assert not (tmp_path / "out" / "graph.ttl").exists()


def test_the_example_of_the_documentation() -> None:
    assert doctest.testmod(redaction_list).failed == 0


def written(output: Path) -> str:
    graph = kg.open(output)
    for form in ("nq", "ttl", "trig", "graphml", "gexf", "jsonld"):
        export(graph, form, output / f"export.{form}")
    files = (path for path in sorted(output.rglob("*")) if path.is_file())
    return "\n".join(f"{path.name}\n{contents(path)}" for path in files).lower()


@pytest.fixture
def here(tmp_path: Path) -> Path:
    named(tmp_path / "in")
    return tmp_path


def test_no_trace_of_a_redacted_name_in_any_file(here: Path) -> None:
    report = build(here / "in", here / "out", redact=here / "in" / "names.txt", include_protected=False)
    told = written(here / "out")
    for name in (*HIDDEN, "tupaq", "amaro"):
        assert name not in told, name
    assert "ann roe" in told
    data = json.loads((here / "out" / "report.json").read_text())
    assert data["protected"] == report.tally.protected == 1
    assert data["redacted"] == report.tally.redacted == 17  # eight in each of two texts, and a signature
    assert content_hash((here / "in" / "c.txt").read_text()) not in told


def test_the_list_holds_though_protected_names_are_included(here: Path) -> None:
    build(here / "in", here / "out", redact=here / "in" / "names.txt", include_protected=True)
    told = written(here / "out")
    assert "tupaq" in told
    assert not [name for name in HIDDEN if name in told]


def test_without_the_list_the_names_are_there(here: Path) -> None:
    build(here / "in", here / "out")
    told = written(here / "out")
    assert all(name in told for name in HIDDEN)


def test_a_changed_list_reads_all_again_and_parts_give_the_same(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unchecked(monkeypatch)
    names = here / "names"
    names.write_text("Urdimala\n")
    build(here / "in", here / "out", redact=names)
    names.write_text(NAMES + "Ann Roe\n", encoding="utf-8")
    build(here / "in", here / "out", redact=names)
    told = written(here / "out")
    assert not [name for name in (*HIDDEN, "ann roe") if name in told]
    for number in (1, 2):
        build(here / "in", here / f"part{number}", shard=(number, 2), redact=names)
        files = [path for path in (here / f"part{number}").rglob("*") if path.is_file()]
        assert not [name for name in HIDDEN for path in files if name in contents(path).lower()]
    merge([here / "part1", here / "part2"], here / "merged")
    assert stable(here / "merged") == stable(here / "out")


def test_a_name_that_is_broken_by_a_hyphen_or_stands_in_an_address() -> None:
    names = read_names("Petko Ruminov")
    text = "P. Ru-\n   minov wrote from p.ruminov@example.org; RUMI-\r\nNOV too. The rumi-\nnov; a ruminov."
    document, _, places = names.redact(Document(text, "a", "-"), ())
    assert document.text == (
        "P. ███\n   █████ wrote from █████████@example.org; █████\r\n███ too. The rumi-\nnov; a ruminov."
    )
    assert places == (3, (1,))
