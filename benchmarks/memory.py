"""The most memory that this process and all it has started held at one time."""

from __future__ import annotations

import threading
from types import TracebackType

import psutil

_EVERY = 0.1


class Peak:
    """Looks ten times a second while it is entered; `megabytes` is the largest sum it saw of resident memory.

    Pages that processes share are counted once for each of them: the figure is an upper bound.
    """

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._ended.wait(_EVERY):
            total = 0
            for process in (own, *own.children(recursive=True)):
                try:
                    total += process.memory_info().rss
                except psutil.Error:
                    continue  # it has just ended
            self.megabytes = max(self.megabytes, total / 2**20)
