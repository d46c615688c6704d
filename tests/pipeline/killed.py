"""A real build that is killed: `python killed.py SOURCES OUTPUT JOBS POINT`; run by tests, in a process of its own.

A point is a call that changes the disk, or a line of progress; at the POINT-th the process gets SIGKILL. With 0 it runs
to its end and prints how many points there are. With POINT `workers` it prints the ids of its workers and is killed.
"""

import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.pipeline import gather_shards
from kg.pipeline.build_and_merge import build
from tests.pipeline.outputs import unchecked

seen = 0


def point(at: str, what: str = "") -> None:
    global seen
    seen += 1
    if at == "workers":
        workers = multiprocessing.active_children()
        if what == "reading" and workers:
            print(*(process.pid for process in workers), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
    elif seen == int(at):
        os.kill(os.getpid(), signal.SIGKILL)


def counted(real: Callable[..., object], at: str) -> Callable[..., object]:
    def call(*args: object, **more: object) -> object:
        point(at)
        return real(*args, **more)

    return call


def main(sources: str, output: str, jobs: int, at: str) -> None:
    patch = pytest.MonkeyPatch()
    gather_shards.BATCH = 3
    if jobs == 1:
        unchecked(patch)
        for name in ("replace", "rename", "unlink", "mkdir"):
            patch.setattr(Path, name, counted(getattr(Path, name), at))
        patch.setattr(shutil, "rmtree", counted(shutil.rmtree, at))
        patch.setattr(os, "fsync", counted(os.fsync, at))
    build(sources, output, jobs=jobs, progress=lambda what, done, total: point(at, what))
    print(seen)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
