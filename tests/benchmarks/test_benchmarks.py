"""The benchmarks run and say everything they promise; what the figures are, no test judges."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIGURES = {
    "parse_cables_per_s_core",
    "build_cables_per_s",
    "build_vs_load",
    "build_vs_rdflib",
    "statements_per_s",
    "statements_per_cable",
    "turtle_mb_per_s",
    "peak_mb",
    "slowest_ms_per_10kb",
    "cpu_1",
    "store_kb_per_cable",
}


def test_every_figure_is_there() -> None:
    command = [sys.executable, "-m", "benchmarks", "--quick", "--cables", "8", "--jobs", "1", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    assert set(figures) >= FIGURES
    assert all(figures[name] > 0 for name in FIGURES)


def test_the_material_is_the_same_every_time_and_of_realistic_length() -> None:
    from benchmarks.material import texts

    made = list(texts(60))
    assert made == list(texts(60))
    assert 8_000 < sum(len(text) for _, text in made) / 60 < 16_000


def test_the_reference_never_changes() -> None:
    from benchmarks import reference

    made = "".join(reference.lines(3)).encode()
    assert hashlib.sha256(made).hexdigest()[:16] == "2251bf4df9e72cbf"
    assert made.count(b"\n") == 3 * 354


def test_every_process_of_a_command_counts() -> None:
    from benchmarks import processor

    busy = "sum(i * i for i in range(2_000_000))"
    alone = processor.seconds((sys.executable, "-c", busy))
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"
    assert processor.seconds((sys.executable, "-c", start)) > alone / 2
