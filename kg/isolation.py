"""Start child processes that run no code from the current folder.

A folder of data may hold a `signal.py`, a `json.py` or a `kg.py`, by chance or by malice. Python looks for modules in
the current folder first when it is started with `-c`, as `multiprocessing` starts its processes, too. So this module
starts every child process of Cable KG: in safe-path mode (`python -P`), with a module path without the current folder,
and without running the main module of the program again.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from types import ModuleType

_HOME = Path(__file__).resolve().parent.parent
"""The folder of the package; the one folder that stays on the path even where it is the current one."""
_STARTING = threading.RLock()


def module_path() -> list[str]:
    """Return the module path for a child process: that of this process without the current folder.

    Relative places mean the current folder or one below it, and are left out; so is the current folder by its name,
    unless Cable KG itself lies there.
    """
    try:
        here = Path.cwd().resolve()
    except OSError:  # the current folder is gone
        here = None
    return [place for place in sys.path if Path(place).is_absolute() and _trusted(Path(place), here)]


def _trusted(place: Path, here: Path | None) -> bool:
    try:
        found = place.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that can't be one
        return False
    return found == _HOME or found != here


def leave_current_folder() -> None:
    """Remove the current folder from the module path of this process: on the command line it is data."""
    sys.path[:] = module_path()


def command(code: str, *arguments: str) -> list[str]:
    """Return the command line of a child process that runs a line of Python; start it with `environment()`."""
    return [sys.executable, "-P", "-c", code, *arguments]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a child process: this one's, with a module path without the current folder."""
    return {**(more or {}), **os.environ, **_safe_path()}


def _safe_path() -> dict[str, str]:
    return {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(module_path())}


class IsolatedContext(SpawnContext):
    """An `mp_context` for `ProcessPoolExecutor`: spawned processes that run no code of the current folder.

    The processes do not get Ctrl-C, which is for the program that started them; `end` ends them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._started: list[SpawnProcess] = []
        with _isolated():
            if os.name == "posix":
                resource_tracker.ensure_running()  # a process, too

    def Process(self, *arguments: object, **more: object) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        """Return a process that can be started."""
        process = _Process(*arguments, **more)  # type: ignore[arg-type]
        self._started.append(process)
        return process

    def end(self) -> None:
        """End the running processes of an interrupted program."""
        for process in self._started:
            if process.is_alive():
                process.terminate()


class _Process(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: SpawnProcess) -> object:  # type: ignore[override]  # noqa: N802
        with _isolated():
            return SpawnProcess._Popen(process_obj)


@contextmanager
def _isolated() -> Iterator[None]:
    """Make `multiprocessing` start processes in safe-path mode within the block.

    It hands on the environment, the module path and the main module of this process as they are at that moment, and
    takes no others; so they are set aside for these milliseconds, by one thread at a time.
    """
    with _STARTING:
        environ = {name: os.environ.get(name) for name in _safe_path()}
        path, main = list(sys.path), sys.modules["__main__"]
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if os.name == "posix" else None
        try:
            os.environ.update(_safe_path())
            sys.path[:] = module_path()
            sys.modules["__main__"] = ModuleType("__main__")
            yield
        finally:
            sys.modules["__main__"] = main
            sys.path[:] = path
            for name, value in environ.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
            if blocked is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
