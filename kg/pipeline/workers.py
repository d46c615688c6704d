"""Many tasks on several processes: results in the order of the tasks, and never more than a few tasks ahead."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from kg.errors import KgError

Task = TypeVar("Task")
Result = TypeVar("Result")
_AHEAD = 3


def in_order(work: Callable[[Task], Result], tasks: Iterable[Task], jobs: int = 1) -> Iterator[Result]:
    """Yield `work(task)` for each task, on `jobs` processes; on this one where `jobs` is 1.

    `work` and the tasks must be picklable. Raises `KgError` when a process is ended from outside (out of memory).
    """
    if jobs <= 1:
        yield from map(work, tasks)
        return
    # Not fork: the progress display has threads, and a forked child would inherit their locks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: deque[Future[Result]] = deque()
        left = iter(tasks)
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
