"""What a terminal shows is never obeyed by it: control codes of cables and file names, in every command and format.

And how a process ends: by a sentence and a status, whatever ended it.
"""

import contextlib
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fictional import wire, write

KG = [sys.executable, "-P", "-c", "from kg.cli import main; main()"]
HOSTILE = "\x1b]0;owned\x07\x1b[2J \x9b31m\u202eFDP\u2066 \x08\x85"
# Styles, cursor and lines of the program itself: colours, hide and show the cursor, up a line, erase a line.
_OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[lh]|\x1b\[\d*[AK]|\r")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    body = f"1. (C) Minister John{HOSTILE} Smith spoke{HOSTILE}.\n\n2. (C) More {HOSTILE}."
    cables = write(folder / "cables", a=wire(serial=1, subject=f"TITLE {HOSTILE} END", body=body))
    (cables / "bad\x1b[31m\u202ename.txt").write_text("no cable at all")
    done = subprocess.run(
        [*KG, "build", str(cables), "-o", str(folder / "output"), "--jobs", "1"], check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    return folder


def on_a_terminal(arguments: list[str]) -> tuple[int, str]:
    """Return the status of a command and what it sends to a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen([*KG, *arguments], stdout=slave, stderr=slave, stdin=subprocess.DEVNULL)
    os.close(slave)
    data = b""
    with contextlib.suppress(OSError):  # the other end has gone
        while piece := os.read(master, 65536):
            data += piece
    os.close(master)
    return process.wait(60), data.decode("utf-8", "replace")


HELD = f"SELECT ('{HOSTILE}' AS ?t) {{}}"
QUERY = "SELECT ?t { ?c dcterms:title ?t }"
COMMANDS = {
    "build": ["build", "cables", "-o", "again", "--jobs", "1"],
    "build two": ["build", "cables", "-o", "two", "--jobs", "2"],
    "parse": ["parse", "cables/a.txt"],
    "explain": ["parse", "cables/a.txt", "--explain"],
    **{f"query {form}": ["query", "output", QUERY, "--format", form] for form in ("table", "csv", "json")},
    **{f"held {form}": ["query", "output", HELD, "--format", form] for form in ("table", "csv", "json")},
    "held ttl": ["query", "output", f"CONSTRUCT {{ post:LIMA rdfs:label '{HOSTILE}' }} {{}}", "--format", "ttl"],
    "query ttl": ["query", "output", "CONSTRUCT { ?c dcterms:title ?t } { ?c dcterms:title ?t }", "--format", "ttl"],
    "bad query": ["query", "output", f"SELECT {HOSTILE} {{"],
    "bad option": ["query", f"--{HOSTILE}"],
    "bad name": ["why", f"07{HOSTILE}", "output"],
    "why": ["why", "08LIMA1", "output"],
    "cite": ["cite", "08LIMA1", "output"],
    "bibtex": ["cite", "08LIMA1", "output", "--format", "bibtex"],
    "ask": ["ask", "informed", "output", "--param", f"cable={HOSTILE}"],
    "export": ["export", "output", "--format", "nq", "-o", "-"],
    "stats": ["stats", "output"],
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_no_code_of_a_text_reaches_the_terminal(
    hostile: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hostile)
    _, shown = on_a_terminal(arguments)
    assert shown.strip()
    assert "Traceback" not in shown
    codes = set(re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069].{0,6}", _OWN.sub("", shown)))
    assert not {code for code in codes if code[0] != "\t"}, shown


def test_a_pipe_gets_the_bytes(hostile: Path) -> None:
    command = [*KG, "query", str(hostile / "output"), HELD, "--format", "csv"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert HOSTILE.encode() in done.stdout


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_signal_ends_a_build_with_a_sentence(tmp_path: Path, sent: signal.Signals, status: int, jobs: str) -> None:
    cables = write(tmp_path / "cables", **{f"c{n}": wire(serial=n + 1) for n in range(1500)})
    process = subprocess.Popen(
        [*KG, "build", str(cables), "-o", str(tmp_path / "output"), "--jobs", jobs],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    work = tmp_path / "output"
    end = time.monotonic() + 60
    while not work.exists() and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.5)
    os.killpg(process.pid, sent)  # as a terminal sends it: to all processes
    _, said = process.communicate(timeout=60)
    assert process.returncode == status, said
    assert "Traceback" not in said
    assert "untouched" in said
    with pytest.raises(ProcessLookupError):  # the last of its helpers ends when it sees that it is alone
        while time.monotonic() < end:
            os.killpg(process.pid, 0)
            time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
@pytest.mark.parametrize("megabytes", [60, 120, 200, 260])
def test_low_memory_is_said(hostile: Path, tmp_path: Path, megabytes: int) -> None:
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({megabytes << 20},) * 2)"
    command = [sys.executable, "-P", "-c", f"{limit}; from kg.cli import main; main()"]
    big = tmp_path / "big.txt"
    big.write_text(wire(body="1. (C) " + "The minister spoke of fish and the law of the sea. " * 400_000))
    done = subprocess.run(
        [*command, "build", str(big), "-o", str(tmp_path / "o"), "--jobs", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 0 or (done.returncode == 1 and "memory" in done.stderr), (done.returncode, done.stderr)
