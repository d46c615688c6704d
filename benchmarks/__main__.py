"""Measure reading, building and writing on generated cables.

    python -m benchmarks [--quick] [--cables N] [--jobs N] [--json]

Rates (`…_per_s`) are better when higher. `build_vs_load` is the time of the whole build divided by the time that the
store's bulk load alone takes for the same statements; `build_vs_rdflib` says how many times faster a cable is built
than the plain way (`kg.parse`, `rdflib.Graph.add`, rdflib's Turtle), timed on 200 cables because that way slows down
with every cable.

What the clock says depends on what else runs. `cpu_N` are the seconds of processors of the command `kg build` for N
cables, and `build_cpu_vs_reference_load` those of a build by one process, divided by those of loading a reference that
never changes (`benchmarks/reference.py`). `parse_minstr_per_cable` are million instructions, where valgrind is
installed. `--quick` leaves all of these out but `cpu_1`.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path

from benchmarks import answers, measures, processor, reference
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
    "parse_minstr_per_cable": "million instructions",
    "build_cpu_vs_reference_load": "times the reference load",
    "cpu_1": "s of processors",
    "cpu_60": "s of processors",
    "cpu_300": "s of processors",
    "slowest_question_s": "s of a processor",
    "store_kb_per_cable": "KB",
}
_CALLS = (60, 300)


def run(cables: int, plain: int, jobs: int, quick: bool = False) -> dict[str, float]:
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
        figures |= costs(scratch, cables, quick)
    return {figure: round(figures[figure], 3) for figure in _UNITS if figure in figures}


def costs(scratch: Path, cables: int, quick: bool) -> dict[str, float]:
    """Return what does not depend on the clock, of the graph in `scratch/output` and of builds of other sizes."""
    store = sum(file.stat().st_size for file in (scratch / "output" / "store").iterdir())
    figures = {"store_kb_per_cable": store / 1024 / cables, "cpu_1": processor.of_build(1)}
    return figures if quick else figures | _slow_costs(scratch, cables)


def _slow_costs(scratch: Path, cables: int) -> dict[str, float]:
    counted = processor.parse_instructions()
    return {
        "build_cpu_vs_reference_load": processor.of_build(cables, "--jobs", "1", times=1) / reference.load(scratch),
        "slowest_question_s": answers.slowest(scratch / "output")[1],
        **{f"cpu_{n}": processor.of_build(n) for n in _CALLS},
        **({} if counted is None else {"parse_minstr_per_cable": counted}),
    }


def main() -> None:
    """Print the figures as a table, or as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} cables, not {_CABLES}: within a minute")
    parser.add_argument("--cables", type=int, help="how many cables are built")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that read [all cores]")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the JSON to a file as well")
    args = parser.parse_args()
    cables = args.cables or (_QUICK if args.quick else _CABLES)
    figures = run(cables, _PLAIN_QUICK if args.quick else _PLAIN, args.jobs, args.quick)
    result = json.dumps({"cables": cables, "jobs": args.jobs, **figures}, indent=1)
    if args.save:
        args.save.write_text(result + "\n", encoding="utf-8")
    if args.json:
        print(result)
        return
    for name, value in figures.items():
        print(f"{name:28} {value:12,.1f}  {_UNITS[name]}")


if __name__ == "__main__":
    main()
