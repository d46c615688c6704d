"""The most memory that this process and all it has started held at one time."""

from __future__ import annotations

import threading
from types import TracebackType

import psutil

_EVERY = 0.2


class Peak:
    """Looks five times a second while it is entered; `megabytes` is the largest sum it saw.

    Pages that processes share are counted once where the system says so (Linux), else once for each of them.
    """

    def __init__(self) -> None:
        self.megabytes = self._since = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def since(self) -> float:
        """Return the largest sum, in MB, since this was asked the last time."""
        found, self._since = self._since, 0.0
        return found

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._ended.wait(_EVERY):
            total = sum(map(_memory, (own, *own.children(recursive=True)))) / 2**20
            self.megabytes, self._since = max(self.megabytes, total), max(self._since, total)


def _memory(process: psutil.Process) -> int:
    """Return the bytes of memory of a process, 0 where it has just ended."""
    try:
        try:
            held = process.memory_full_info()
        except psutil.AccessDenied:
            held = process.memory_info()
        return int(getattr(held, "pss", held.rss))
    except psutil.Error:
        return 0
