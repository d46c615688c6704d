"""The fence round one text: whatever goes wrong, and however long it takes, is a line and not the end of a build."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kg.sources.rejected_source import Rejection, failed

_AGAIN = 1.0
Result = TypeVar("Result")


class TimedOut(BaseException):
    """The time of a text is over. Not an `Exception`: nothing on the way out may take it for an error of its own."""


def fenced(work: Callable[[], Result], source: str, seconds: float = 0) -> Result | Rejection:
    """Run work on a source, and return its result, or a rejection that says why there is none."""
    try:
        with limited(seconds):
            return work()
    except TimedOut:
        message = f"reading it took over {seconds:g} seconds: it was given up; allow more with --text-seconds"
        return Rejection(source, "too-slow", message)
    except MemoryError:
        message = "there was not enough memory to read it: try again with fewer --jobs"
        return Rejection(source, "out-of-memory", message)
    except Exception as error:
        return failed(source, error, "this text")


def can_limit() -> bool:
    """Tell whether work can be stopped here: in the main thread, where the system has alarms (not Windows)."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TimedOut` in what runs inside when it takes longer; 0 is any time. Without alarms there is no limit.

    The alarm rings on each second, for one that rings where an error cannot come out (a destructor) is lost.
    """
    if not seconds or not can_limit():
        yield
        return
    before = signal.signal(signal.SIGALRM, _over)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # once more: the alarm may have rung in the line above
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _over(_: int, __: object) -> None:
    raise TimedOut
