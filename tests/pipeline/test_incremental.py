"""A second build touches only what has changed, and its result is that of a build into a new folder, byte for byte."""

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.pipeline import gather_shards, read_batch, shards, tidy_shards
from kg.pipeline.build_and_merge import build
from kg.pipeline.catalogue import Catalogue
from tests.fictional import wire, write
from tests.pipeline.outputs import collection, stable, unchecked


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    unchecked(monkeypatch)
    monkeypatch.setattr(gather_shards, "BATCH", 4)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sources in `in` and their build in `out`."""
    place = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        patch.setattr(gather_shards, "BATCH", 4)
        build(collection(place / "in"), place / "out")
    return place


@pytest.fixture
def place(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "p", copy_function=shutil.copy2)
    return tmp_path / "p"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are read from now on."""
    names: list[str] = []
    real = read_batch.load

    def noted(item, options):  # type: ignore[no-untyped-def]
        names.append(item.source)
        return real(item, options)

    monkeypatch.setattr(read_batch, "load", noted)
    return names


def add(folder: Path) -> None:
    write(folder, added=wire("HAVANA", 3), added2=wire("QUITO", 77, subject="ANOTHER COPY"))


def change(folder: Path) -> None:
    write(folder, other=wire("QUITO", 77, reference="08 BOGOTA 9", subject="CHANGED"))


def remove(folder: Path) -> None:
    (folder / "twice.txt").unlink()
    (folder / "bad.txt").unlink()


def rename(folder: Path) -> None:
    (folder / "a.txt").rename(folder / "z.txt")
    (folder / "sub" / "n1.txt").rename(folder / "sub" / "08LIMA5001.txt")


def table(folder: Path) -> None:
    (folder / "kg-sources.csv").write_text("file,status,authority\na.txt,released-in-part,State\nsub/*,nonsense,\n")


def first_copy(folder: Path) -> None:
    (folder / "a.txt").unlink()


def second_copy(folder: Path) -> None:
    (folder / "again.txt").unlink()


def masked(folder: Path) -> None:
    (folder / "masked2.txt").unlink()


CHANGES: list[tuple[Callable[[Path], None], set[str]]] = [
    (add, {"in/added.txt", "in/added2.txt"}),
    (change, {"in/other.txt"}),
    (remove, set()),
    (rename, {"in/z.txt", "in/sub/08LIMA5001.txt"}),
    (table, {"in/a.txt", *(f"in/sub/n{n}.txt" for n in range(4))}),
    (first_copy, set()),
    (second_copy, set()),
    (masked, set()),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_a_changed_collection_is_built_as_if_new(
    change: Callable[[Path], None], expected: set[str], place: Path, read: list[str]
) -> None:
    before = stable(place / "out")
    change(place / "in")
    assert build(place / "in", place / "out").graph == "written"
    assert set(read) == expected
    build(place / "in", place / "clean")
    assert stable(place / "out") == stable(place / "clean")
    assert stable(place / "out") != before
    assert sorted(kg.open(place / "out").texts) == sorted(kg.open(place / "clean").texts)


def test_back_and_forth_is_the_first_build_again(place: Path, read: list[str]) -> None:
    before = stable(place / "out")
    (place / "in" / "b.txt").rename(place / "b.txt")
    build(place / "in", place / "out")
    (place / "b.txt").rename(place / "in" / "b.txt")
    build(place / "in", place / "out")
    assert stable(place / "out") == before
    assert read == []


def files(output: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in output.rglob("*")
        if path.is_file() and ".kg" not in path.parts
    }


def test_nothing_changed_touches_nothing(place: Path, read: list[str]) -> None:
    build(place / "in", place / "out")  # the copy of the fixture has other inodes, but the same times
    before = files(place / "out")
    report = build(place / "in", place / "out")
    assert (report.graph, files(place / "out"), read) == ("unchanged", before, [])
    assert report.stated > 100
    assert report.cables == 10
    assert report.shapes


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_read_each_time(place: Path) -> None:
    os.mkfifo(place / "pipe")
    for graph, text in (("written", wire("QUITO", 7)), ("unchanged", wire("QUITO", 7)), ("written", wire("QUITO", 8))):
        writer = threading.Thread(target=(place / "pipe").write_text, args=(text,))
        writer.start()
        assert build(place / "pipe", place / "piped").graph == graph
        writer.join()
    assert "08QUITO8" in (place / "piped" / "graph.ttl").read_text()


def test_what_was_tampered_with_is_written_again(place: Path) -> None:
    before = stable(place / "out")
    (place / "out" / "graph.ttl").write_text("mine")
    (place / "out" / "network.gexf").unlink()
    assert build(place / "in", place / "out").graph == "written"
    assert stable(place / "out") == before


def test_other_options_read_all_again_and_leave_no_protected_name_behind(place: Path, read: list[str]) -> None:
    kept = place / "kept"
    build(place / "in", kept, include_protected=True)
    assert {"in/masked.txt", "in/a.txt"} <= set(read)
    names = set(shards.names(kept / ".kg" / "shards"))
    build(place / "in", kept)
    assert not names & set(shards.names(kept / ".kg" / "shards"))
    assert stable(kept) == stable(place / "out")


def test_a_new_version_of_the_reader_reads_all_again(
    place: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.pipeline import build_request

    monkeypatch.setattr(build_request, "settings_of", lambda options: "0" * 32)
    build(place / "in", place / "out")
    assert len(read) == 15


def test_a_protected_text_leaves_no_hash_of_itself(place: Path, read: list[str]) -> None:
    """The key of a masked text is made of the file's time, not of its bytes: nobody can test a guess at the name."""
    from kg.pipeline.reading_keys import item_key
    from kg.sources.find_sources import find
    from kg.sources.source_item import Item, fingerprint

    items = {item.source: item for item in find([place / "in"]) if isinstance(item, Item)}
    entries = [e for s in tidy_shards.indexes(place / "out" / ".kg" / "shards") for e in s.entries]
    keys = {entry.key for entry in entries}
    assert item_key(items["in/other.txt"], fingerprint(items["in/other.txt"])) in keys
    assert item_key(items["in/masked.txt"], fingerprint(items["in/masked.txt"])) not in keys
    os.utime(place / "in" / "masked.txt", ns=(1, 1))
    build(place / "in", place / "out")
    assert read == ["in/masked.txt"]


def test_a_damaged_shard_is_made_again(place: Path) -> None:
    before = stable(place / "out")
    folder = place / "out" / ".kg" / "shards"
    names = shards.names(folder)
    (folder / f"{names[0]}.index").write_bytes(b"x")
    (folder / f"{names[1]}.nt.gz").unlink()
    (folder / f"{names[2]}.index").unlink()
    add(place / "in")
    build(place / "in", place / "out")
    (place / "in" / "added.txt").unlink()
    (place / "in" / "added2.txt").unlink()
    build(place / "in", place / "out")
    assert stable(place / "out") == before


def test_dead_space_is_compacted(place: Path, read: list[str]) -> None:
    folder = place / "out" / ".kg" / "shards"
    before = set(shards.names(folder))
    for path in sorted((place / "in").rglob("*.txt")):
        if path.name not in ("a.txt", "b.txt", "masked.txt", "n2.txt"):
            path.unlink()
    build(place / "in", place / "out")
    assert not before & set(shards.names(folder))
    assert sum(len(s.entries) for s in tidy_shards.indexes(folder) if s.kind == "read") == 4
    build(place / "in", place / "clean")
    assert stable(place / "out") == stable(place / "clean")
    read.clear()
    add(place / "in")
    build(place / "in", place / "out")
    assert set(read) == {"in/added.txt", "in/added2.txt"}
    build(place / "in", place / "clean2")
    assert stable(place / "out") == stable(place / "clean2")


def test_a_masked_text_is_not_read_as_the_same_so_its_cables_are_kept() -> None:
    """Why the record of a masked text has its cables: the mask is no name, and the official would be lost."""
    from kg.model import Document, content_hash
    from kg.pipeline.cable_evidence import cables_of
    from kg.pipeline.mask_protected import protect
    from tests.pipeline.outputs import PROTECTED

    text = wire(body=PROTECTED)
    document = Document(text, "a", content_hash(text))
    hidden, cables = protect(document, cables_of(document))
    assert any(official.protected for official in cables[0].officials)
    assert cables_of(hidden) != cables


def test_the_catalogue_does_not_keep_anything_in_memory(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "c", "0" * 32)
    assert catalogue.empty
    catalogue.close_scan()
    catalogue.settle()
    live = catalogue.live
    assert (live.cables, live.dead, list(live.pieces())) == (0, 0.0, [])
