"""The benchmarks run and say everything they promise; what the figures are, no test judges."""

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
