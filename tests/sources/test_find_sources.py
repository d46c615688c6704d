"""Paths to items: order, names, links, tables beside the files, and everything that cannot be read."""

import io
import os
import pickle
import sys
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.model import Document, ReleaseStatus
from kg.sources.find_sources import find
from kg.sources.load_documents import load
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item


def names(found: list[Item | Rejection]) -> list[str]:
    return [f"{f.source}: {f.code}" if isinstance(f, Rejection) else f.source for f in found]


def write(path: Path, text: str = "UNCLAS LIMA 000001\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/B.txt", ".hidden", ".git/config", "c"):
        write(tmp_path / "in" / name)
    expected = ["in/a/B.txt", "in/a/z.txt", "in/b.txt", "in/c"]
    assert names(list(find([tmp_path / "in"]))) == expected


def test_no_absolute_path_is_in_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in" / "a.txt")
    monkeypatch.chdir(tmp_path / "in")
    for given in (".", str(tmp_path / "in"), "../in", f"{tmp_path}/in/"):
        assert names(list(find([given]))) == ["in/a.txt"], given
    assert names(list(find([tmp_path / "in" / "a.txt"]))) == ["a.txt"]


def test_nothing_is_read_twice(tmp_path: Path) -> None:
    file = write(tmp_path / "in" / "sub" / "a.txt")
    assert len(list(find([tmp_path / "in", tmp_path / "in", file, file.parent]))) == 1
    assert len(list(find([file, tmp_path / "in", file]))) == 1


def test_a_loop_ends_and_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "in" / "sub" / "a.txt")
    (tmp_path / "in" / "sub" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in" / "self")
    assert names(list(find([tmp_path / "in"]))) == ["in/self: loop", "in/sub/a.txt", "in/sub/up: loop"]


def test_a_deep_tree_is_no_problem(tmp_path: Path) -> None:
    deep = tmp_path / "in"
    for _ in range(300):
        deep = deep / "d"
    write(deep / "a.txt")
    assert len(list(find([tmp_path / "in"]))) == 1


def test_the_output_inside_the_input_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "output" / "graph.ttl")
    options = SourceOptions(exclude=(tmp_path / "in" / "output",))
    assert names(list(find([tmp_path / "in"], options))) == ["in/a.txt"]


def test_what_is_not_there_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    given = ["no/such/path", "a\0b", tmp_path / "dangling", "x" * 5000]
    found = list(find(given))
    assert [f.code for f in found if isinstance(f, Rejection)] == ["no-such-path"] * 4
    assert found[0].source == "no/such/path"


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert names(list(find([tmp_path]))) == [f"{tmp_path.name}/pipe: special-file"]


def test_hostile_names_stay_printable(tmp_path: Path) -> None:
    os.close(os.open(os.fsencode(tmp_path) + b"/\xff<script>\n.txt", os.O_CREAT))
    (found,) = find([tmp_path])
    assert found.source == f"{tmp_path.name}/\\xff<script>\n.txt"
    found.source.encode("utf-8")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission_is_a_line(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    file.chmod(0)
    (item,) = find([file])
    assert isinstance(item, Item)
    (refused,) = load(item)
    assert isinstance(refused, Rejection)
    assert refused.code == "unreadable"


def test_an_unreadable_file_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (item,) = find([write(tmp_path / "a.txt")])

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert isinstance(item, Item)
    (refused,) = load(item)
    assert refused == Rejection("a.txt", "unreadable", "cannot be read: permission denied")


def test_the_size_limit(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(2 * 2**30)  # sparse: two gigabytes of nothing
    (item,) = find([huge])
    assert isinstance(item, Item)
    (refused,) = load(item)
    assert isinstance(refused, Rejection)
    assert refused.code == "too-large"
    assert "2,048 MB" in refused.message
    assert "--max-size" in refused.message


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"UNCLAS LIMA 000001")))
    (item,) = find(["-", "-"])
    assert isinstance(item, Item)
    (document,) = load(pickle.loads(pickle.dumps(item)))
    assert isinstance(document, Document)
    assert (document.source, document.text) == ("stdin", "UNCLAS LIMA 000001")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 100)))
    assert names(list(find(["-"], SourceOptions(max_bytes=99)))) == ["stdin: too-large"]


MANIFEST = """file,status,authority,date,case,note
a.txt,leaked,,2010-11-28,,seen in the press
sub/*,released-in-part,Department of State,2014-05,F-2010-1,
bad.txt,stolen,,,,
old.txt,released in full,,lately,,
"""


def test_the_table_beside_the_files(tmp_path: Path) -> None:
    write(tmp_path / "in" / "kg-sources.csv", MANIFEST)
    for name in ("a.txt", "sub/deep/b.txt", "bad.txt", "old.txt"):
        write(tmp_path / "in" / name)
    options = SourceOptions(release=ReleaseStatus("declassified-series"))
    found = list(find([tmp_path / "in"], options))
    problems = [f.message for f in found if isinstance(f, Rejection)]
    assert len(problems) == 2
    assert "line 4: 'stolen' is no release status (known are: leaked," in problems[0]
    assert "line 5: 'lately' is no date" in problems[1]
    items = {f.source: f for f in found if isinstance(f, Item)}
    assert items["in/a.txt"].release == ReleaseStatus("leaked", date="2010-11-28")
    assert items["in/a.txt"].note == "seen in the press"
    part = ReleaseStatus("released-in-part", "Department of State", "2014-05", "F-2010-1")
    assert items["in/sub/deep/b.txt"].release == part
    assert items["in/bad.txt"].release == ReleaseStatus("declassified-series")
    assert items["in/old.txt"].release == ReleaseStatus("released-in-full")
    (named, *_) = [f for f in find([tmp_path / "in" / "a.txt"]) if isinstance(f, Item)]
    assert named.release.status == "leaked"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"name,status\n", "the column 'file' is missing"),
        (b"", "empty"),
        (b"file,status\n,leaked\n", "line 2: the column 'file' is empty"),
        (b"%PDF-1.4", "a PDF"),
        (b'file,status\n"' + b"x" * 200_000 + b'",leaked\n', "field larger than field limit"),
    ],
)
def test_a_broken_table_is_a_line(tmp_path: Path, table: bytes, words: str) -> None:
    (tmp_path / "kg-sources.csv").write_bytes(table)
    write(tmp_path / "a.txt")
    problem, item = find([tmp_path])
    assert isinstance(problem, Rejection)
    assert problem.code == "manifest"
    assert words in problem.message
    assert isinstance(item, Item)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("07LIMA2181.txt", "07LIMA2181"),
        ("07LIMA2181_alt.txt", "07LIMA2181"),
        ("1968LISBON01567.txt", "1968LISBON01567"),
        ("10PORT AU PRINCE12-1.txt", "10PORT AU PRINCE12"),
        ("cable.txt", None),
        ("2007-06-21.txt", None),
        ("07LIMA2181B2.txt", None),
    ],
)
def test_the_file_name_hints_at_the_number(tmp_path: Path, name: str, hint: str | None) -> None:
    (item,) = find([write(tmp_path / name)])
    assert isinstance(item, Item)
    (document,) = load(item)
    assert isinstance(document, Document)
    assert document.id_hint == hint


def test_options_that_cannot_be_meant() -> None:
    with pytest.raises(KgError, match="no such text encoding: 'klingon'"):
        SourceOptions(encoding="klingon")
    with pytest.raises(KgError, match="at least one byte"):
        SourceOptions(max_bytes=0)
