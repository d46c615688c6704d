"""Run tasks on several processes: results in the order of the tasks, and only a few tasks ahead."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import TypeVar

from kg.child_processes import IsolatedContext
from kg.errors import KgError

Task = TypeVar("Task")
Result = TypeVar("Result")
_AHEAD = 3
LITTLE = 1000
"""Cables that one process builds with less work, and about as soon, as several that have to start first."""
_FEW = 4
"""Tasks that are little work: batches of 256 cables."""


def processes(jobs: int, little: bool) -> int:
    """Return the number of processes: as asked for; for `jobs` 0 one for little work, else as many as there are cores.

    >>> processes(3, little=True), processes(0, little=True)
    (3, 1)
    """
    return jobs or (1 if little else os.cpu_count() or 1)


def in_order(work: Callable[[Task], Result], tasks: Iterable[Task], jobs: int = 1) -> Iterator[Result]:
    """Yield `work(task)` for each task, on `jobs` processes (0: see `processes`); in this one where `jobs` is 1.

    `work` and the tasks must be picklable. Raises `KgError` when a process is ended from outside (out of memory).
    """
    left = iter(tasks)
    few = 2 if jobs else _FEW  # starting processes takes longer than one task
    first = tuple(islice(left, few))
    left = chain(first, left)
    jobs = processes(jobs, len(first) < few)
    if jobs <= 1 or len(first) < few:
        yield from map(work, left)
        return
    # No fork of this process: the progress display has threads, and a child would inherit their locks.
    context = IsolatedContext()
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=end_with_parent) as pool, _ended_early(context):
        waiting: deque[Future[Result]] = deque()
        try:
            while True:
                for task in islice(left, jobs * _AHEAD - len(waiting)):
                    waiting.append(pool.submit(work, task))
                if not waiting:
                    return
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            message = "a worker process was ended from outside (out of memory?): try again with fewer --jobs"
            raise KgError(message) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def apart(jobs: int = 2) -> Iterator[Callable[[Callable[[], Result]], Callable[[], Result]]]:
    """Yield a function that starts work in another process, in order, and returns a function to wait for the result.

    With `jobs` 1, waiting does the work itself. Work must be picklable; waiting raises `KgError` when the process is
    ended from outside (out of memory). The memory of the work is freed when the process ends.
    """
    if jobs <= 1:
        yield lambda work: work
        return
    context = IsolatedContext()
    with ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent) as pool, _ended_early(context):

        def start(work: Callable[[], Result]) -> Callable[[], Result]:
            future = pool.submit(work)

            def result() -> Result:
                try:
                    return future.result()
                except BrokenProcessPool as error:
                    message = "a process was ended from outside (out of memory?): try again with --jobs 1"
                    raise KgError(message) from error

            return result

        yield start


@contextmanager
def _ended_early(context: IsolatedContext) -> Iterator[None]:
    """End the processes at once when the program is interrupted: nobody wants the rest of their work."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        context.end()
        raise


@contextmanager
def aside(work: Callable[[], Result], jobs: int = 2) -> Iterator[Callable[[], Result]]:
    """Run `work` in another process, and yield a function to wait for its result; with `jobs` 1, waiting runs it."""
    start: Callable[[Callable[[], Result]], Callable[[], Result]]
    with apart(jobs) as start:
        yield start(work)


def end_with_parent() -> None:
    """Make this process end with the process that started it, even if that is killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="kg-parent").start()
