"""What a build costs, in seconds of processors (of all its processes) and in instructions: the clock is not asked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.material import lay_out

_KG = (sys.executable, "-P", "-c", "from kg.cli import main; main()")
_PARSE = """
import sys
from benchmarks.material import texts
import kg
kg.parse("")
for _, text in texts(int(sys.argv[1])):
    kg.parse(text)
"""
_FEW, _MORE = 40, 140
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")
_ROOT = Path(__file__).parents[1]


def seconds(command: tuple[str, ...]) -> float:
    """Run a command; return the seconds of processors that it and all processes it waited for have used."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=_ROOT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used.ru_utime + used.ru_stime


def of_build(cables: int, *options: str, times: int = 2) -> float:
    """Return the seconds of processors that the command `kg build` takes for generated cables, the best of several."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        lay_out(cables, Path(name, "in"))
        return min(_built(Path(name), options) for _ in range(times))


def _built(place: Path, options: tuple[str, ...]) -> float:
    shutil.rmtree(place / "out", ignore_errors=True)
    return seconds((*_KG, "build", str(place / "in"), "-o", str(place / "out"), *options))


def parse_instructions() -> float | None:
    """Return the million instructions to parse a cable, the same at each run; None where valgrind is missing.

    Counted is the difference of two numbers of cables, so that the start of the program does not count.
    """
    if shutil.which("valgrind") is None:
        return None
    return (_instructions(_MORE) - _instructions(_FEW)) / (_MORE - _FEW) / 1e6


def _instructions(cables: int) -> int:
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    command += [sys.executable, "-c", _PARSE, str(cables)]
    environment: Mapping[str, str] = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, env=environment, cwd=_ROOT, capture_output=True, text=True, check=True)
    found = _COUNTED.search(done.stderr)
    assert found is not None, done.stderr
    return int(found[1].replace(",", ""))
