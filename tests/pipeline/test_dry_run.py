"""What a build would read, without reading or writing it."""

from pathlib import Path

from kg.pipeline.build_and_merge import build
from kg.pipeline.dry_run import plan
from tests.fictional import wire, write


def test_a_plan_counts_and_writes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=wire(), b=wire("QUITO"), large="x" * 5000)
    (folder / "c.html").write_text(wire("BOGOTA"))
    before = sorted(tmp_path.rglob("*"))
    found = plan([folder, "no/such.txt", "-"], tmp_path / "out", max_bytes=4000)
    assert (found.items, found.known) == (3, 0)
    assert found.size == sum(len(wire(post).encode()) for post in ("LIMA", "QUITO", "BOGOTA"))
    assert found.kinds == {".txt": 2, ".html": 1}
    assert found.rejected == {"no-such-path": 1, "too-large": 1}
    assert [one.source for one in found.rejections] == ["in/large.txt", "no/such.txt"]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_plan_knows_what_was_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=wire(), b=wire("QUITO"))
    build(folder, tmp_path / "out", shard=(1, 1), release="leaked")
    write(folder, b=wire("HAVANA"), c=wire("BOGOTA"))
    assert plan(folder, tmp_path / "out", release="leaked").known == 1
    assert plan(folder, tmp_path / "out").known == 0
    assert plan(folder, tmp_path / "out", include_protected=True, release="leaked").known == 0
    assert sum(plan(folder, tmp_path / "out", shard=(n, 3)).items for n in (1, 2, 3)) == 3
