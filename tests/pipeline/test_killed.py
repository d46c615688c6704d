"""kill -9 at any moment: the last complete output stays whole, and the next run goes on from the finished shards."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.pipeline import gather_shards, shards
from kg.pipeline.build_and_merge import build
from tests.fictional import SEED
from tests.pipeline.outputs import collection, stable, unchecked

ROOT = Path(__file__).parent.parent.parent
POINTS = 14
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")


def run(sources: Path, output: Path, point: int | str, jobs: int = 1) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.pipeline.killed", str(sources), str(output), str(jobs), str(point)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sources in `in`; in `old` the build of other sources, in `clean` that of these; `points` counts them."""
    place = tmp_path_factory.mktemp("killed")
    collection(place / "in")
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        build(SEED, place / "old")
    shutil.copytree(place / "old", place / "clean")
    done = run(place / "in", place / "clean", 0)
    assert done.returncode == 0, done.stderr
    (place / "points").write_text(done.stdout.split()[-1])
    return place


@pytest.mark.parametrize("part", range(POINTS))
def test_a_killed_build_loses_nothing(part: int, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = int((place / "points").read_text())
    assert last > 5 * POINTS
    output = tmp_path / "out"
    shutil.copytree(place / "old", output)
    done = run(place / "in", output, 1 + part * (last - 1) // (POINTS - 1))
    assert done.returncode == -signal.SIGKILL, done.stderr
    finished = set(shards.names(output / ".kg" / "shards"))
    assert len(kg.open(output)) > 100  # finishes what was committed
    assert stable(output) in (stable(place / "old"), stable(place / "clean"))
    unchecked(monkeypatch)
    monkeypatch.setattr(gather_shards, "BATCH", 3)
    read = []
    real = gather_shards.read_items
    monkeypatch.setattr(
        gather_shards, "read_items", lambda tasks, options: (read.extend(tasks), real(tasks, options))[1]
    )
    build(place / "in", output)
    assert stable(output) == stable(place / "clean")
    old = {name for name in finished if (place / "old" / ".kg" / "shards" / f"{name}.index").exists()}
    known = sum(
        len(index.entries)
        for name in finished - old
        if (index := shards.read_index(output / ".kg" / "shards", name)) and index.kind == "read"
    )
    assert len(read) <= 15 - known
    left = {path.name.partition(".")[0] for path in (output / ".kg" / "shards").iterdir()}
    assert left == set(shards.names(output / ".kg" / "shards"))
    assert not (output / ".kg" / "next").exists()


def test_workers_end_with_the_build_they_work_for(place: Path, tmp_path: Path) -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("needs /proc to see whether a process is still there")
    done = run(place / "in", tmp_path / "out", "workers", jobs=2)
    assert done.returncode == -signal.SIGKILL, done.stderr
    workers = [int(number) for number in done.stdout.split()]
    assert workers
    end = time.monotonic() + 20
    while any(map(alive, workers)):
        assert time.monotonic() < end, "a worker outlives its build"
        time.sleep(0.05)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
