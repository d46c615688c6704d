"""A build on a Dask cluster: a scheduler and workers in processes of their own, one of them killed half-way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.cli.application import run
from kg.errors import KgError
from kg.pipeline.build_and_merge import build
from kg.pipeline.redaction_list import read_list
from tests.fictional import wire, write
from tests.pipeline.outputs import HIDDEN, collection, contents, named, stable, unchecked

pytest.importorskip("distributed", reason="Dask is not installed: pip install -e .[dev]")
pytest.importorskip("fsspec", reason="fsspec is not installed: pip install -e .[dev]")

from kg.pipeline import cluster as clusters

ROOT = Path(__file__).parent.parent.parent
Worker = Callable[[], "subprocess.Popen[bytes]"]


def dask(*arguments: str) -> subprocess.Popen[bytes]:
    quiet = {**os.environ, "DASK_DISTRIBUTED__DIAGNOSTICS__NVML": "False"}
    command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
    return subprocess.Popen(command, cwd=ROOT, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[tuple[str, Worker]]:
    """The address of a scheduler, and what starts a worker for it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    started = [dask("scheduler", "--host", "127.0.0.1", "--port", str(port))]

    def worker() -> subprocess.Popen[bytes]:
        started.append(dask("worker", address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny"))
        return started[-1]

    try:
        yield address, worker
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def workers(scheduler: tuple[str, Worker]) -> list[subprocess.Popen[bytes]]:
    """Two workers, at work."""
    from distributed import Client

    address, worker = scheduler
    started = [worker(), worker()]
    with Client(address, timeout="60s", set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    return started


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    unchecked(monkeypatch)


def test_the_bytes_of_a_local_build_though_a_worker_is_killed(
    scheduler: tuple[str, Worker], workers: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    address, worker = scheduler
    folder = collection(tmp_path / "in")
    write(folder / "more", **{f"m{n}": wire("ACCRA", 100 + n) for n in range(40)})
    one = build(folder, tmp_path / "one")
    told: list[tuple[str, int, int | None]] = []

    def progress(what: str, done: int, total: int | None) -> None:
        if what == "reading parts" and 0 < done < 16 and workers[0].poll() is None:
            os.kill(workers[0].pid, signal.SIGKILL)
            workers[0].wait()
        told.append((what, done, total))

    report = build(folder, tmp_path / "out", cluster=address, parts=16, progress=progress)
    assert workers[0].poll() == -signal.SIGKILL, "it was to die half-way"
    assert stable(tmp_path / "out") == stable(tmp_path / "one")
    assert report.cables == one.cables > 40
    assert ("reading parts", 16, 16) in told
    workers[0] = worker()


def test_what_has_changed_is_read_anew(
    scheduler: tuple[str, Worker], workers: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    folder = collection(tmp_path / "in")
    build(folder, tmp_path / "out", cluster=scheduler[0], parts=3)
    write(folder, added=wire("HAVANA", 3))
    (folder / "b.txt").unlink()
    build(folder, tmp_path / "out", cluster=scheduler[0], parts=2)
    build(folder, tmp_path / "one")
    assert stable(tmp_path / "out") == stable(tmp_path / "one")
    parts = sorted(path.name for path in (tmp_path / "out" / ".kg" / "parts").iterdir())
    assert parts == ["part-1-of-2", "part-2-of-2"]


def test_places_of_fsspec_by_the_command(
    scheduler: tuple[str, Worker], workers: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    folder = collection(tmp_path / "in")
    build(folder, tmp_path / "one")
    arguments = [f"file://{folder}", "--cluster", scheduler[0], "-o", f"file://{tmp_path}/there", "--parts", "3"]
    assert run(["build", *arguments, "-j", "1"]) == 0
    assert stable(tmp_path / "there") == stable(tmp_path / "one")
    assert (tmp_path / "there" / "store" / "CURRENT").is_file()
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"in", "one", "there"}
    assert not [path for path in (tmp_path / "there").iterdir() if path.name.startswith(".kg")]


def test_names_of_a_list_are_left_out_by_the_workers(
    scheduler: tuple[str, Worker], workers: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    folder, names = named(tmp_path / "in"), str(tmp_path / "in" / "names.txt")
    build(folder, tmp_path / "one", redact=names)
    arguments = ["--cluster", scheduler[0], "--parts", "3", "-j", "1", "--redact", names]
    assert run(["build", str(folder), *arguments, "-o", str(tmp_path / "out")]) == 0
    assert stable(tmp_path / "out") == stable(tmp_path / "one")
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert [path for path in files if "parts" in path.parts], "what the workers wrote is among them"
    assert not [(name, path) for path in files for name in HIDDEN if name in contents(path).lower()]
    assert not [name for name in HIDDEN if name in repr(read_list(names)).lower()], "a log shows tasks"
    with pytest.raises(KgError, match="there is no file"):
        build(folder, tmp_path / "none", cluster=scheduler[0], redact=tmp_path / "nowhere.txt")


def test_what_goes_wrong_is_said(
    scheduler: tuple[str, Worker],
    workers: list[subprocess.Popen[bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = write(tmp_path / "in", a=wire())
    with pytest.raises(KgError, match="standard input"):
        build("-", tmp_path / "out", cluster=scheduler[0])
    with pytest.raises(KgError, match="no such path: file:///no/such/folder"):
        build("file:///no/such/folder", tmp_path / "out", cluster=scheduler[0])
    monkeypatch.setattr(clusters, "parser_version", lambda: "another")
    with pytest.raises(KgError, match="another version of Cable KG"):
        build(folder, tmp_path / "out", cluster=scheduler[0])
    monkeypatch.setattr(clusters, "_CONNECTING", "1s")
    with pytest.raises(KgError, match=r"no Dask scheduler answers at tcp://127\.0"):
        build(folder, tmp_path / "out", cluster="tcp://127.0.0.1:9")
    assert run(["build", str(folder), "--cluster", "tcp://127.0.0.1:9", "--shard", "1/2"]) == 2


def test_no_worker_left_is_said(tmp_path: Path, scheduler: tuple[str, Worker], monkeypatch: pytest.MonkeyPatch) -> None:
    """With a scheduler of its own that has no worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    alone = dask("scheduler", "--host", "127.0.0.1", "--port", str(port))
    monkeypatch.setattr(clusters, "_WORKERLESS", 1.0)
    monkeypatch.setattr(clusters, "_LOOK", 0.3)
    try:
        began = time.monotonic()
        with pytest.raises(KgError, match="no worker left"):
            build(write(tmp_path / "in", a=wire()), tmp_path / "out", cluster=f"tcp://127.0.0.1:{port}")
        assert time.monotonic() - began < 60
    finally:
        alone.kill()
        alone.wait()
