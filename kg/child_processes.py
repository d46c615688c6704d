"""Start child processes that run no code from the current folder.

A folder of data may hold a `signal.py`, a `json.py` or a `kg.py`, by chance or by malice. Python looks for modules in
the current folder first when it is started with `-c`, as `multiprocessing` starts its processes, too. So this module
starts every child process of Cable KG: in safe-path mode (`python -P`), with a module path without the current folder,
and without running the main module of the program again. On Linux, many processes in a row are forked from one server
that has imported all they need (`preloaded`); elsewhere each is started anew.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import forkserver, reduction, resource_tracker, spawn, util
from multiprocessing.context import SpawnContext, SpawnProcess, set_spawning_popen
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
            return SpawnProcess._Popen(process_obj) if _SERVER is None else _forked(process_obj, _SERVER)


_CAN_FORK = sys.platform == "linux"
"""Elsewhere there is no fork, or system libraries do not stand it (macOS)."""
_SERVER: forkserver.ForkServer | None = None
_USERS = 0


@contextmanager
def preloaded(*modules: str) -> Iterator[None]:
    """Fork the processes started within the block from a server that has imported `modules`, where the system can.

    The server starts with the first process, is shared by all blocks that run at once, and ends with the last of them.
    """
    global _SERVER, _USERS
    with _STARTING:
        if _SERVER is None and _CAN_FORK:
            _SERVER = forkserver.ForkServer()
            _SERVER.set_forkserver_preload(list(modules))
        _USERS += 1
    try:
        yield
    finally:
        with _STARTING:
            _USERS -= 1
            if not _USERS and _SERVER is not None:
                _SERVER._stop()  # type: ignore[attr-defined]
                _SERVER = None


def _forked(process: SpawnProcess, server: forkserver.ForkServer) -> object:
    """Start a process by a server of our own: that of `multiprocessing` belongs to the program that uses us."""
    from multiprocessing import popen_forkserver

    class Popen(popen_forkserver.Popen):
        def _launch(self, process_obj: SpawnProcess) -> None:  # as popen_forkserver does, with this server
            told = io.BytesIO()
            set_spawning_popen(self)
            try:
                reduction.dump(spawn.get_preparation_data(process_obj.name), told)
                reduction.dump(process_obj, told)
            finally:
                set_spawning_popen(None)
            self.sentinel, pipe = server.connect_to_new_process(self._fds)  # type: ignore[attr-defined]
            ours = os.dup(pipe)  # the child sees by it when this process ends
            self.finalizer = util.Finalize(self, util.close_fds, (ours, self.sentinel))  # type: ignore[attr-defined]
            with open(pipe, "wb") as stream:  # noqa: PTH123 - a descriptor
                stream.write(told.getbuffer())
            self.pid = forkserver.read_signed(self.sentinel)

    return Popen(process)


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
