"""How long a build takes, stage by stage, against the bulk load of the store alone: `python -m benchmarks.building`.

Generated cables of all forms, about 12 KB each, 5 % of them damaged, from a fixed seed. The load alone is that of the
same statements from plain files, on the same machine right after: what a build cannot do without.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import kg
from kg.store import Store
from kg.testing import corpus

DAMAGED = 20
"""Every so many-th cable is damaged."""


def write_corpus(folder: Path, count: int) -> int:
    """Write generated cables to files, 1,000 in a folder; return their size in bytes."""
    size = 0
    for n, (whole, damaged) in enumerate(zip(corpus(count), corpus(count, damage=0.3), strict=True)):
        place = folder / f"{n // 1000:04}"
        place.mkdir(parents=True, exist_ok=True)
        data = (damaged if n % DAMAGED == 0 else whole).text.encode()
        (place / f"{n:06}.txt").write_bytes(data)
        size += len(data)
    return size


class Stages:
    """Seconds of each stage, told by the progress of a build."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = "", time.perf_counter()

    def __call__(self, what: str, done: int, total: int | None) -> None:
        stage = "reading" if what == "finding" else what
        if stage != self._stage:
            self.end()
            self._stage, self._since = stage, time.perf_counter()

    def end(self) -> None:
        """End the last stage."""
        if self._stage:
            now = time.perf_counter()
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since


class Memory:
    """The most memory this process and its children have together, in MB, looked at four times a second (Linux)."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.25):
            self.peak = max(self.peak, sum(map(_memory, _family(os.getpid()))))


def _family(process: int) -> list[int]:
    found = [process]
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [one for child in path.read_text().split() for one in _family(int(child))]
        except OSError:
            continue
    return found


def _memory(process: int) -> float:
    """Return the share of a process in the memory that is in use, in MB: pages that several have are counted once."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0.0


def measure(count: int, jobs: int, scratch: Path) -> dict[str, object]:
    """Build `count` cables on `jobs` processes; return what it took."""
    size = write_corpus(scratch / "in", count)
    stages = Stages()
    with Memory() as memory:
        seconds = timed(lambda: kg.build(scratch / "in", scratch / "out", jobs=jobs, progress=stages))
        stages.end()
    again = timed(lambda: kg.build(scratch / "in", scratch / "out", jobs=jobs))
    load, statements = load_alone(scratch / "out", scratch)
    return {
        "cables": count, "kb_per_cable": round(size / count / 1024, 1), "jobs": jobs, "build_s": round(seconds, 2),
        "stages_s": {name: round(value, 2) for name, value in stages.seconds.items()},
        "unchanged_s": round(again, 2), "load_s": round(load, 2), "build_vs_load": round(seconds / load, 2),
        "build_cables_per_s": round(count / seconds, 1), "statements_per_s": round(statements / seconds),
        "statements_per_cable": round(statements / count), "peak_mb": round(memory.peak),
        "output_mb": {name: _megabytes(scratch / "out" / name) for name in (".kg", "store", "texts", "graph.ttl")},
    }  # fmt: skip


def load_alone(output: Path, scratch: Path) -> tuple[float, int]:
    """Load the statements of a built store into a new one; return the seconds and how many statements."""
    store = kg.open(output).store
    files = []
    for name, inferred in (("stated", False), ("inferred", True)):
        files.append(scratch / f"{name}.nt")
        with files[-1].open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{triple} .\n" for triple in store.triples(inferred=inferred))
    count = len(store)
    return timed(lambda: Store.create(scratch / "alone", files[:1], files[1:])), count


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _megabytes(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else [path]
    return round(sum(file.stat().st_size for file in files if file.is_file()) / 2**20, 1)


def main() -> None:
    """Measure, and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cables", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="kg-bench-"))
    try:
        print(json.dumps(measure(given.cables, given.jobs, scratch), indent=1))
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
