"""Keep an output folder whole at every moment: it holds the last complete build, or the next one.

A build writes everything into `DIR/.kg/next`, syncs it to the disk, and then writes a commit record. From then on the
build counts as done: if moving the finished files into place is interrupted, the next opening of the folder repeats
it, for every step may be done twice. Files in `next` without a record are an interrupted build.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import ENAMETOOLONG
from pathlib import Path

from kg.errors import KgError
from kg.sources.reading_options import BUILT, MADE
from kg.store.schema_check import listed_products, refuse_later

STATE = BUILT
PRODUCTS = (
    "graph.ttl",
    "inferred.ttl",
    "build.ttl",
    "store",
    "texts",
    "network.html",
    "network.graphml",
    "network.gexf",
    "report.json",
    "report.html",
)
"""Names that a build may create in its output folder; it never touches any other."""

_DERIVED = re.compile(r"(?:graph|network|cables)[.-][A-Za-z0-9._-]{1,100}", re.ASCII)


def sync(path: Path) -> None:
    """Ask the system to write a file or folder to the disk; systems that cannot open a folder skip this."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


@contextmanager
def workspace(output: Path) -> Iterator[Path]:
    """Yield an empty folder for the next build of `output`, and keep other builds out meanwhile.

    Creates `output` where it is missing, and removes uncommitted files at the end. Raises `KgError` where nothing can
    be written, another build is at work, or a later version made the present output.
    """
    state = output / STATE
    try:
        output.mkdir(parents=True, exist_ok=True)
        state.mkdir(exist_ok=True)
        with _lock(state / "lock", output):
            recover(output)
            _refuse_strangers(output)
            refuse_later(output)
            following = state / "next"
            shutil.rmtree(following, ignore_errors=True)
            following.mkdir()
            try:
                yield following
            finally:
                shutil.rmtree(following, ignore_errors=True)
    except (FileExistsError, NotADirectoryError):
        raise KgError(f"the output {output} is a file, not a folder: choose another with --output") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise KgError(f"cannot write to {output}: {reason}; choose another folder with --output") from error


def _refuse_strangers(output: Path) -> None:
    """Raise `KgError` where a file that no build made has the name of a product: a build would replace it."""
    made = _made(output)
    strange = [name for name in PRODUCTS if name not in made and (output / name).exists()]
    if strange:
        names = ", ".join(strange)
        raise KgError(f"{output} holds {names}, which no build wrote: move it away, or choose another with --output")


def _made(output: Path) -> frozenset[str]:
    try:
        return frozenset((output / STATE / MADE).read_text(encoding="utf-8").split())
    except OSError:
        return listed_products(output)


def _note_made(output: Path, names: Iterable[str]) -> None:
    (output / STATE / MADE).write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")


def put(output: Path, following: Path, names: Iterable[str]) -> None:
    """Move single files of `following` into `output` beside its content: the report of a build that made no graph."""
    _note_made(output, _made(output).union(names))
    for name in names:
        sync(following / name)
        (following / name).replace(output / name)


@contextmanager
def _lock(path: Path, output: Path) -> Iterator[None]:
    """Hold a lock that ends with this process, however it ends; on systems without such locks, hold none."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with path.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KgError(f"another build is writing to {output}: wait for it, or choose another folder") from None
        yield


def settle(output: Path) -> None:
    """Finish a build that was interrupted while its files were moved into place, before `output` is read.

    Raises `KgError` where the files cannot be moved.
    """
    try:
        if not (output / STATE / "commit.json").exists():
            return
        with _lock(output / STATE / "lock", output):
            recover(output)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        if error.errno == ENAMETOOLONG:
            raise KgError(f"there is no folder {str(output)[:200]}…: {reason}") from error
        raise KgError(f"{output} holds an interrupted build that cannot be finished: {reason}") from error


def is_output(path: Path) -> bool:
    """Return whether a path is a folder that `kg build` wrote; an impossible file name gives False."""
    try:
        return (path / STATE).is_dir() or (path / "store").is_dir()
    except (OSError, ValueError):
        return False


def is_product(output: Path, path: Path) -> bool:
    """Return whether a path is a file that the build in `output` wrote."""
    return path.name in PRODUCTS and path.parent.resolve() == output.resolve()


def derived(output: Path, path: Path) -> None:
    """Note that `path` was made from the build in `output`, so that the next build removes it as outdated."""
    if path.parent.resolve() == output.resolve() and path.name not in PRODUCTS and _DERIVED.fullmatch(path.name):
        try:
            with (output / STATE / "derived").open("a", encoding="utf-8") as stream:
                stream.write(f"{path.name}\n")
        except OSError:
            pass  # an output that was copied without its state, or cannot be written: nothing will outdate it


def _outdated(output: Path) -> list[str]:
    try:
        names = (output / STATE / "derived").read_text(encoding="utf-8").split("\n")
    except OSError:
        return []
    return sorted({name for name in names if _DERIVED.fullmatch(name)})


def commit(output: Path, following: Path) -> None:
    """Make the products in `following` the content of `output`, and remove the products that it lacks.

    Other files of `following` stay until the workspace is left.
    """
    names = [name for name in PRODUCTS if (following / name).exists()]
    for name in names:
        _sync_tree(following / name)
    sync(following)
    record = output / STATE / "commit.json"
    draft = record.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as stream:
        gone = [name for name in PRODUCTS if name not in names]
        json.dump({"write": names, "remove": gone, "outdated": _outdated(output)}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(record)
    sync(record.parent)
    _roll_forward(output)


def recover(output: Path) -> bool:
    """Finish a committed build whose files are not all in place; return whether there was one."""
    if not _roll_forward(output):
        return False
    shutil.rmtree(output / STATE / "next", ignore_errors=True)
    return True


def _roll_forward(output: Path) -> bool:
    """Move everything that a commit record names into place, and remove the record at the end."""
    state = output / STATE
    record = state / "commit.json"
    try:
        plan = json.loads(record.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise KgError(f"the record {record} cannot be read ({error}): build again into another folder") from error
    _note_made(output, plan["write"])
    for name in PRODUCTS:
        if name in plan["write"]:
            _move(state / "next" / name, output / name, state / "old" / name)
        elif name in plan["remove"]:
            _discard(output / name)
    for name in plan.get("outdated", ()):
        if _DERIVED.fullmatch(name) and name not in plan["write"]:
            _discard(output / name)
    (state / "derived").unlink(missing_ok=True)
    sync(output)
    shutil.rmtree(state / "old", ignore_errors=True)
    record.unlink()
    sync(state)
    return True


def _move(new: Path, place: Path, old: Path) -> None:
    """Move `new` to its place; do nothing where `new` is gone, for then the step was done before."""
    if not new.exists():
        return
    if place.is_dir() and not place.is_symlink():  # a folder cannot be replaced in one step: step aside first
        _discard(old)
        old.parent.mkdir(exist_ok=True)
        place.rename(old)
    new.replace(place)


def _discard(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _sync_tree(path: Path) -> None:
    if path.is_dir():
        for child in sorted(path.iterdir()):
            _sync_tree(child)
    sync(path)
