"""A damaged part is no empty part: a merge refuses it by name, a build reads it again; texts keep one order."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.cli.application import run
from kg.errors import KgError
from kg.pipeline.build_and_merge import build, merge
from tests.fictional import wire, write

PARTS = 3


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def rot(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


DAMAGES: dict[str, Callable[[Path], None]] = {"cut": cut, "rotten": rot, "missing": Path.unlink}
FILES = (".records", ".nt.gz", ".digests", ".pack", ".idx", ".index")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parts")
    write(folder / "in", **{f"a{n}": wire(serial=n) for n in range(1, 31)})
    for number in range(1, PARTS + 1):
        build(folder / "in", folder / f"p{number}", shard=(number, PARTS))
    return folder


@pytest.fixture
def copies(parts: Path, tmp_path: Path) -> list[Path]:
    shutil.copytree(parts / "in", tmp_path / "in")
    return [shutil.copytree(parts / f"p{n}", tmp_path / f"p{n}") for n in range(1, PARTS + 1)]


@pytest.mark.parametrize("suffix", FILES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_merge_refuses_a_damaged_shard_and_says_what_to_do(damage: str, suffix: str, copies: list[Path]) -> None:
    (path, *_) = sorted((copies[1] / ".kg" / "shards").glob(f"*{suffix}"))
    DAMAGES[damage](path)
    out = copies[0].parent / "out"
    with pytest.raises(KgError) as refused:
        merge(copies, out)
    named = path if path.exists() or suffix != ".index" else path.parent
    assert str(named) in str(refused.value)
    assert f"--shard 2/{PARTS} -o {copies[1]}" in str(refused.value)
    assert not (out / "graph.ttl").exists()
    build(copies[0].parent / "in", copies[1], shard=(2, PARTS))
    assert merge(copies, out).cables == 30


def test_a_scan_that_is_cut_short_is_refused(copies: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    scan = copies[2] / ".kg" / "scan.gz"
    scan.write_bytes(scan.read_bytes()[:-30])
    assert run(["merge", *map(str, copies), "-o", str(copies[0].parent / "out")]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert str(copies[2]) in said
    assert "again" in said


@pytest.mark.parametrize("suffix", FILES)
def test_a_build_reads_again_what_a_damaged_shard_held(suffix: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=wire(), b=wire(serial=2))
    build(folder, tmp_path / "out")
    before = (tmp_path / "out" / "graph.ttl").read_bytes()
    (path, *_) = sorted((tmp_path / "out" / ".kg" / "shards").glob(f"*{suffix}"))
    rot(path)
    (folder / "c.txt").write_text(wire(serial=3))
    report = build(folder, tmp_path / "out")
    assert report.cables == 3
    assert [str(path) in line for line in report.mended] == [True]
    (folder / "c.txt").unlink()
    assert build(folder, tmp_path / "out").mended == ()
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == before


def test_a_damaged_kept_text_says_what_to_do(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=wire())
    build(folder, tmp_path / "out")
    rot(tmp_path / "out" / "texts" / "texts.pack")
    graph = kg.open(tmp_path / "out")
    (name,) = graph.texts
    with pytest.raises(KgError, match=r"remove the folder .*texts and build again"):
        graph.text(name)
    shutil.rmtree(tmp_path / "out" / "texts")
    build(folder, tmp_path / "out")
    assert kg.open(tmp_path / "out").text(name) == wire()


def test_the_kept_texts_are_the_same_bytes_however_they_came_together(parts: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(parts / "in", tmp_path / "in")
    (folder / "0.txt").write_text(wire(serial=5))  # a copy of what comes later
    build(folder, tmp_path / "grown")
    (folder / "0.txt").unlink()
    (folder / "a1.txt").rename(folder / "z.txt")
    build(folder, tmp_path / "grown")
    build(folder, tmp_path / "new", jobs=2)
    for number in (1, 2):
        build(folder, tmp_path / f"q{number}", shard=(number, 2))
    merge([tmp_path / "q2", tmp_path / "q1"], tmp_path / "merged")
    for name in ("texts.pack", "texts.idx"):
        made = {(tmp_path / out / "texts" / name).read_bytes() for out in ("grown", "new", "merged")}
        assert len(made) == 1, name
