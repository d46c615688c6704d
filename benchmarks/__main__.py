"""Measure reading, building and writing on generated cables.

    python -m benchmarks [--quick] [--cables N] [--jobs N] [--json]

Rates (`…_per_s`) are better when higher. `build_vs_load` is the time of the whole build divided by the time that the
store's bulk load alone takes for the same statements; `build_vs_rdflib` says how many times faster a cable is built
than the plain way (`kg.parse`, `rdflib.Graph.add`, rdflib's Turtle), timed on 200 cables because that way slows down
with every cable.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path

from benchmarks import measures
from benchmarks.material import lay_out, texts
from benchmarks.memory import Peak

_CABLES, _QUICK = 2000, 400
_PLAIN, _PLAIN_QUICK = 200, 60
_UNITS = {
    "parse_cables_per_s_core": "cables/s",
    "build_cables_per_s": "cables/s",
    "build_vs_load": "times the bulk load",
    "build_vs_rdflib": "times faster",
    "statements_per_s": "statements/s",
    "statements_per_cable": "statements",
    "turtle_mb_per_s": "MB/s",
    "peak_mb": "MB",
    "slowest_ms_per_10kb": "ms",
}


def run(cables: int, plain: int, jobs: int) -> dict[str, float]:
    """Return all figures for a corpus of `cables`."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        scratch = Path(name)
        lay_out(cables, scratch / "cables")
        sample = [text for _, text in texts(min(cables, 1000))]
        figures = measures.parsing(sample)
        with Peak() as peak:
            seconds, report = measures.building(scratch / "cables", scratch / "output", jobs)
        load, *files = measures.loading(scratch / "output", scratch)
        statements = report.stated + report.inferred
        slow = measures.plain_rdflib(sample[:plain], scratch / "plain.ttl")
        figures |= {
            "build_cables_per_s": report.cables / seconds,
            "build_vs_load": seconds / load,
            "build_vs_rdflib": slow / (seconds / report.cables),
            "statements_per_s": statements / seconds,
            "statements_per_cable": statements / report.cables,
            "turtle_mb_per_s": measures.turtle_writing(files, scratch),
            "peak_mb": peak.megabytes,
        }
    return {figure: round(figures[figure], 3) for figure in _UNITS}


def main() -> None:
    """Print the figures as a table, or as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} cables, not {_CABLES}: within 45 seconds")
    parser.add_argument("--cables", type=int, help="how many cables are built")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that read [all cores]")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the JSON to a file as well")
    args = parser.parse_args()
    cables = args.cables or (_QUICK if args.quick else _CABLES)
    figures = run(cables, _PLAIN_QUICK if args.quick else _PLAIN, args.jobs)
    result = json.dumps({"cables": cables, "jobs": args.jobs, **figures}, indent=1)
    if args.save:
        args.save.write_text(result + "\n", encoding="utf-8")
    if args.json:
        print(result)
        return
    for name, value in figures.items():
        print(f"{name:26} {value:12,.1f}  {_UNITS[name]}")


if __name__ == "__main__":
    main()
