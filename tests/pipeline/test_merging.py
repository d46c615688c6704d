"""A build in parts and a merge give the same bytes as one build; what does not belong together is refused."""

import shutil
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.pipeline import gather_shards
from kg.pipeline.build_and_merge import build, merge
from kg.pipeline.gather_shards import Share
from tests.fictional import wire, write
from tests.pipeline.outputs import collection, stable, unchecked


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    unchecked(monkeypatch)
    monkeypatch.setattr(gather_shards, "BATCH", 3)


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_parts_make_the_whole(parts: int, tmp_path: Path) -> None:
    folder = collection(tmp_path / "in")
    one = build([folder, "no/such.txt"], tmp_path / "one")
    folders = [tmp_path / f"part{n}" for n in range(1, parts + 1)]
    for n, part in enumerate(folders, 1):
        report = build([folder, "no/such.txt"], part, shard=(n, parts))
        assert report.graph == "shard"
        assert sorted(path.name for path in part.iterdir()) == [".kg"]
    shutil.rmtree(folder)  # a merge needs no source
    merged = merge(reversed(folders), tmp_path / "merged")
    assert stable(tmp_path / "merged") == stable(tmp_path / "one")
    assert merged.cables == one.cables
    assert merge(folders, tmp_path / "merged").graph == "unchanged"


def test_every_source_falls_to_one_part() -> None:
    sources = [f"dump.zip!{n}.txt" for n in range(1000)]
    counts = [sum(Share(n, 4).has(source) for source in sources) for n in range(1, 5)]
    assert sum(counts) == 1000
    assert min(counts) > 180


def test_a_merged_output_is_built_on(tmp_path: Path) -> None:
    folder = collection(tmp_path / "in")
    for n in (1, 2):
        build(folder, tmp_path / f"p{n}", shard=(n, 2))
    merge([tmp_path / "p1", tmp_path / "p2"], tmp_path / "out")
    assert build(folder, tmp_path / "out").graph == "unchanged"
    write(folder, added=wire("HAVANA", 3))
    build(folder, tmp_path / "out")
    for n in (1, 2):
        build(folder, tmp_path / f"p{n}", shard=(n, 2))
    merge([tmp_path / "p1", tmp_path / "p2"], tmp_path / "again")
    assert stable(tmp_path / "out") == stable(tmp_path / "again")


def test_whole_builds_of_different_sources_are_merged_too(tmp_path: Path) -> None:
    for name in ("x", "y"):
        build(write(tmp_path / name, a=wire("LIMA" if name == "x" else "QUITO")), tmp_path / f"out-{name}")
    report = merge([tmp_path / "out-x", tmp_path / "out-y"], tmp_path / "both")
    assert [source.source for source in report.sources] in (["x/a.txt", "y/a.txt"], ["y/a.txt", "x/a.txt"])
    other = merge([tmp_path / "out-y", tmp_path / "out-x"], tmp_path / "other")
    assert stable(tmp_path / "both") == stable(tmp_path / "other")
    assert other.cables == 2


def test_what_does_not_belong_together_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", **{f"n{n}": wire(serial=n) for n in range(1, 9)})
    for n in (1, 2):
        build(folder, tmp_path / f"p{n}", shard=(n, 3))
    build(folder, tmp_path / "half", shard=(2, 2))
    build(folder, tmp_path / "kept", shard=(3, 3), include_protected=True)
    for given, words in (
        (["p1", "p2"], "part 3 of 3 is missing"),
        (["p1", "p2", "p2"], "part 2 of 3 is there twice"),
        (["p1", "half"], "is part 2 of 2: give the parts of one build"),
        (["p1", "p2", "kept"], "different options"),
        (["p1", "nothing"], "holds no finished shard"),
        ([], "nothing to merge"),
    ):
        with pytest.raises(KgError, match=words):
            merge([tmp_path / name for name in given], tmp_path / "out")
    with pytest.raises(KgError, match="no part 4 of 3"):
        build(folder, tmp_path / "p4", shard=(4, 3))


def test_parts_of_another_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.pipeline import source_inventory

    build(write(tmp_path / "in", a=wire()), tmp_path / "p", shard=(1, 1))
    monkeypatch.setattr(source_inventory, "parser_version", lambda: "another")
    with pytest.raises(KgError, match="another version of Cable KG"):
        merge([tmp_path / "p"], tmp_path / "out")


def test_an_unfinished_part_is_not_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.pipeline import build_run

    folder = write(tmp_path / "in", a=wire())
    build(folder, tmp_path / "p", shard=(1, 1))

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(build_run, "gather", fail)
    with pytest.raises(RuntimeError):
        build(folder, tmp_path / "p", shard=(1, 1))
    with pytest.raises(KgError, match="no finished shard"):
        merge([tmp_path / "p"], tmp_path / "out")
