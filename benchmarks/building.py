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
import time
from pathlib import Path

from benchmarks import measures
from benchmarks.material import lay_out
from benchmarks.memory import Peak


class Stages:
    """Seconds of each stage, told by the progress of a build; seconds of processors, and the most memory in it (MB).

    What runs beside a stage counts for the stage in which it ends: the Turtle for the one after the store's loading.
    """

    def __init__(self, memory: Peak) -> None:
        self.seconds: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self.megabytes: dict[str, float] = {}
        self._memory = memory
        self._stage, self._since, self._used = "", time.perf_counter(), _processor()

    def __call__(self, what: str, done: int, total: int | None) -> None:
        stage = "reading" if what == "finding" else what
        if stage != self._stage:
            self.end()
            self._stage, self._since, self._used = stage, time.perf_counter(), _processor()

    def end(self) -> None:
        """End the last stage."""
        if self._stage:
            now = time.perf_counter()
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
            self.processor[self._stage] = self.processor.get(self._stage, 0.0) + _processor() - self._used
            self.megabytes[self._stage] = max(self.megabytes.get(self._stage, 0.0), self._memory.since())


def _processor() -> float:
    """Return the seconds of processors that this process and those it has started, and that have ended, have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def measure(count: int, jobs: int, scratch: Path) -> dict[str, object]:
    """Build `count` cables on `jobs` processes; return what it took."""
    size = lay_out(count, scratch / "in")
    with Peak() as peak:
        stages = Stages(peak)
        seconds, report = measures.building(scratch / "in", scratch / "out", jobs, stages)
        stages.end()
    again, _ = measures.building(scratch / "in", scratch / "out", jobs)
    load, *_ = measures.loading(scratch / "out", scratch)
    statements = report.stated + report.inferred
    return {
        "cables": count,
        "kb_per_cable": round(size / count / 1024, 1),
        "jobs": jobs,
        "build_s": round(seconds, 2),
        "stages_s": {name: round(value, 2) for name, value in stages.seconds.items()},
        "stages_cpu_s": {name: round(value, 2) for name, value in stages.processor.items()},
        "stages_peak_mb": {name: round(value) for name, value in stages.megabytes.items()},
        "unchanged_s": round(again, 2),
        "load_s": round(load, 2),
        "build_vs_load": round(seconds / load, 2),
        "build_cables_per_s": round(count / seconds, 1),
        "statements_per_s": round(statements / seconds),
        "statements_per_cable": round(statements / count),
        "peak_mb": round(peak.megabytes),
        "output_mb": {name: _megabytes(scratch / "out" / name) for name in (".kg", "store", "texts", "graph.ttl")},
    }


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
