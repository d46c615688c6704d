"""A folder of data is no code: what lies in the current folder is never run, whichever command starts a process."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fictional import wire, write

ROOT = Path(__file__).parent.parent.parent
KG = [sys.executable, "-P", "-c", "from kg.cli import main; main()"]
"""As the command `kg` starts: without the current folder on its path."""
# Modules that Python, multiprocessing, or what Cable KG needs imports in a child process.
NAMES = (
    "kg",
    "signal",
    "json",
    "struct",
    "pickle",
    "socket",
    "tempfile",
    "subprocess",
    "sqlite3",
    "multiprocessing",
    "threading",
    "weakref",
    "typing",
    "sitecustomize",
    "usercustomize",
    "pyoxigraph",
    "rdflib",
    "pyshacl",
    "jinja2",
    "networkx",
    "lxml",
    "asyncio",
    "concurrent",
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Lay out a folder with cables, and with modules that write down that they were run."""
    folder = write(tmp_path / "dump", **{f"c{n}": wire(serial=4000 + n) for n in range(6)})
    for name in NAMES:
        (folder / f"{name}.py").write_text(
            f"import os\nos.write(os.open({str(tmp_path / 'ran')!r}, os.O_APPEND | os.O_CREAT | os.O_WRONLY), "
            f"b'{name} ')\nraise SystemExit(1)\n"
        )
    return folder


def ran(dump: Path) -> str:
    marker = dump.parent / "ran"
    return marker.read_text() if marker.exists() else ""


def at(dump: Path, *arguments: str, python: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [*(python or KG), *arguments]
    return subprocess.run(command, cwd=dump, capture_output=True, text=True, check=False, timeout=120)


BUILT = (
    ("query", "--timeout", "30", "ASK {}"),
    ("ask", "informed", "--timeout", "30"),
    ("export", "--format", "ttl", "-o", "out.ttl"),
    ("view", "--focus", "08LIMA4001"),
    ("validate",),
    ("stats",),
    ("build", ".", "--jobs", "2", "--rebuild"),
    ("merge", "output", "-o", "merged"),
)


def test_no_command_runs_it(dump: Path) -> None:
    built = at(dump, "build", ".", "--jobs", "2")
    assert built.returncode == 0, built.stderr
    assert ran(dump) == ""
    for arguments in BUILT:
        done = at(dump, *arguments)
        assert ran(dump) == "", arguments
        assert "Traceback" not in done.stderr, arguments
    assert at(dump, "query", "--timeout", "30", "ASK {}").stdout == "yes\n", "the child has answered"


def test_the_server_does_not_run_it(dump: Path) -> None:
    pytest.importorskip("uvicorn", reason="the extra server is not installed")
    import urllib.request

    assert at(dump, "build", ".", "--jobs", "1").returncode == 0
    process = subprocess.Popen([*KG, "serve", "--port", "0"], cwd=dump, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        found = re.search(r"http://\S+/", process.stderr.readline())
        assert found
        with urllib.request.urlopen(found[0] + "sparql?query=ASK%7B%7D", timeout=60) as reply:
            assert reply.status == 200
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert ran(dump) == ""


def test_a_program_whose_path_begins_with_it(dump: Path) -> None:
    """A program of the user's has the current folder on its path, by `python -c`: the children must not."""
    for name in NAMES:
        (dump / f"{name}.py").unlink()  # the program would run them itself
    (dump / "selectors.py").write_text(f"open({str(dump.parent / 'ran')!r}, 'w').write('selectors')")
    program = "import sys, selectors, kg; sys.path.insert(0, ''); kg.build(['.'], output='output', jobs=2)"
    done = at(dump, python=[sys.executable, "-P", "-c", program])
    assert "Traceback" not in done.stderr, done.stderr
    assert (dump / "output" / "graph.ttl").is_file()
    assert ran(dump) == ""


def test_a_program_without_a_guard_is_not_run_again(dump: Path) -> None:
    """`multiprocessing` runs the main module in each child; ours need nothing of it."""
    program = dump.parent / "program.py"
    program.write_text("import kg\nprint('once')\nkg.build(['.'], output='output', jobs=2)\n")
    done = at(dump, python=[sys.executable, "-P", str(program)])
    assert (done.returncode, done.stdout) == (0, "once\n"), done.stderr
    assert ran(dump) == ""


def test_as_a_module(dump: Path) -> None:
    """`python -m kg` finds a `kg` of the current folder before ours, which is Python's doing; beyond that, nothing."""
    (dump / "kg.py").unlink()
    assert at(dump, python=[sys.executable, "-m", "kg", "build", ".", "--jobs", "2"]).returncode == 0
    assert at(dump, python=[sys.executable, "-m", "kg", "query", "--timeout", "30", "ASK {}"]).returncode == 0
    assert at(dump, python=[sys.executable, "-P", "-m", "kg", "stats"]).returncode == 0
    assert ran(dump).replace("weakref ", "") == ""


def test_every_child_process_starts_isolated() -> None:
    """Whoever starts a process does so by `kg.child_processes`."""
    starts = re.compile(r"get_context\(|sys\.executable|os\.(?:fork|spawn|exec|system|popen)\w*\(|shell=True")
    for path in (ROOT / "kg").rglob("*.py"):
        if path.name != "child_processes.py":
            assert not starts.search(path.read_text(encoding="utf-8")), path
