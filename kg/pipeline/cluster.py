"""A build on a Dask cluster: the parts of `kg build --shard i/n` as tasks, and a merge here.

Workers see the sources, and the place where their parts go, in the same file system as we do, or by an address that
fsspec knows (`s3://…`). A worker that is lost gives its part to another one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, install
from kg.pipeline.build_and_merge import merge, read_into, release_of
from kg.pipeline.commit import PRODUCTS, STATE
from kg.pipeline.gather_shards import Progress, Share
from kg.pipeline.reader_identity import parser_version
from kg.pipeline.redaction_list import Redactions, read_list
from kg.pipeline.report import Report
from kg.pipeline.scan_record import base_for
from kg.pipeline.text_fence import DEFAULT_SECONDS
from kg.sources import DEFAULT_MAX_BYTES, SourceOptions

if TYPE_CHECKING:
    from distributed import Client, Future

PARTS_A_THREAD = 2
"""Parts for every thread of the cluster, where nobody says how many: one that is lost costs half a thread's work."""
_CONNECTING, _WORKERLESS, _LOOK = "20s", 120.0, 15.0
_RETRIES = 2


@dataclass(frozen=True, slots=True)
class Part:
    """What a worker is told: read this share of the paths, and put what you made below `place`."""

    paths: tuple[str, ...]
    place: str
    share: Share
    sources: SourceOptions
    include_protected: bool
    redact: Redactions
    reader: str
    text_seconds: float = DEFAULT_SECONDS

    @property
    def name(self) -> str:
        """The folder of the part."""
        return f"part-{self.share.number}-of-{self.share.of}"


def build_on_cluster(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    cluster: str,
    *,
    parts: int | None = None,
    jobs: int = 1,
    release: str | None = None,
    authority: str | None = None,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    include_protected: bool = False,
    redact: str | os.PathLike[str] | None = None,
    corrections: str | os.PathLike[str] | None = None,
    limits: dict[str, int] | None = None,
    text_seconds: float = DEFAULT_SECONDS,
    base: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Build as `kg.build` does, with the workers of the Dask scheduler at `cluster` (`tcp://…`); the same bytes.

    `parts` is into how many tasks the reading is cut; `jobs` processes merge here. Paths and `output` are seen by all
    machines, or are addresses for fsspec; lists of names and corrections are read here, and the names sent with the
    tasks. Raises `KgError` where the scheduler, its workers or a place can't be reached, and where a worker has another
    version of Cable KG.
    """
    given = (paths,) if isinstance(paths, str | os.PathLike) else tuple(paths)
    sent = tuple(_absolute(os.fspath(path)) for path in given)
    hidden = read_list(redact)
    tell = progress or (lambda what, done, total: None)
    with _connected(cluster) as client, _output(os.fspath(output)) as (folder, place):
        count = parts or PARTS_A_THREAD * max(1, sum(_threads(client).values()))
        apart = tuple(Path(path).absolute() for path in (folder, redact, corrections) if path is not None)
        sources = SourceOptions(encoding, max_bytes, release_of(release, authority), apart, **(limits or {}))
        tasks = [
            Part(sent, place, Share(number, count), sources, include_protected, hidden, parser_version(), text_seconds)
            for number in range(1, count + 1)
        ]
        made = dict(_run(client, tasks, tell))
        with tempfile.TemporaryDirectory(prefix="kg-merge-") as scratch:
            folders = [_fetched(made[task.name], Path(scratch) / task.name) for task in tasks]
            report = merge(
                folders,
                folder,
                jobs=jobs,
                corrections=corrections,
                redact=redact,
                base=base_for(folder, base),
                progress=tell,
            )
        _tidy(place, tasks)
    return replace(report, output=Path(output)) if _remote(os.fspath(output)) else report


def _absolute(path: str) -> str:
    """Return a path as a worker has to be given it; nothing else of it changes, for its last name is its source's."""
    if path == "-":
        raise KgError("a cluster cannot read standard input: give files, folders or addresses")
    return path if _remote(path) else os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH118 - Path would tidy it


def _tidy(place: str, tasks: Sequence[Part]) -> None:
    """Remove the parts of an earlier build that was cut in another way."""
    names = {task.name for task in tasks}
    for path in [] if _remote(place) else Path(place).glob("part-*"):
        if path.name not in names:
            shutil.rmtree(path, ignore_errors=True)


def _remote(path: str) -> bool:
    return "://" in path


@contextmanager
def _connected(cluster: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError:
        raise KgError(f"a build on a cluster needs Dask: {install('cluster')}") from None
    try:
        client = Client(cluster, timeout=_CONNECTING, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise KgError(f"no Dask scheduler answers at {cluster}: {error}") from error
    try:
        yield client
    finally:
        client.close()


def _threads(client: Client) -> dict[str, int]:
    found: dict[str, int] = client.nthreads()
    return found


@contextmanager
def _output(output: str) -> Iterator[tuple[Path, str]]:
    """Give the folder to merge into, and where the parts go; what is made for another place is sent there at the end.

    Beside a folder that all machines see, the parts stay: the next build reads what has changed.
    """
    if not _remote(output):
        place = Path(output).absolute() / STATE / "parts"
        yield Path(output), str(place)
        return
    parts = f"{output.rstrip('/')}/{STATE}-parts"
    with tempfile.TemporaryDirectory(prefix="kg-output-") as scratch:
        folder = Path(scratch) / "output"
        try:
            yield folder, parts
            _send_products(folder, output)
        finally:
            _files(parts, lambda system, path: system.exists(path) and system.rm(path, recursive=True))


def _send_products(folder: Path, output: str) -> None:
    """Send what a build has made; the report goes last: where it is new, all is."""
    names = [name for name in PRODUCTS if (folder / name).exists()]
    for name in sorted(names, key=lambda name: name.startswith("report.")):
        _files(f"{output.rstrip('/')}/{name}", partial(_put, here=folder / name))


def _put(system: Any, there: str, here: Path) -> None:
    """Copy a file or a folder with all in it: name by name, for systems differ in what a copy into a folder means."""
    files = sorted(path for path in here.rglob("*") if path.is_file()) if here.is_dir() else [here]
    for path in files:
        target = there if path == here else f"{there}/{path.relative_to(here).as_posix()}"
        system.makedirs(target.rpartition("/")[0], exist_ok=True)
        system.put_file(str(path), target)


def _get(system: Any, there: str, here: Path) -> None:
    """Copy a file or a folder with all in it from a place of fsspec."""
    top = system._strip_protocol(there).rstrip("/")
    if system.isfile(top):
        here.parent.mkdir(parents=True, exist_ok=True)
        system.get_file(top, str(here))
        return
    if not system.exists(top):
        raise FileNotFoundError(there)
    here.mkdir(parents=True, exist_ok=True)
    for name in system.find(top):
        target = here / name[len(top) :].lstrip("/")
        if not target.resolve().is_relative_to(here.resolve()):
            raise KgError(f"a name leaves its folder: {name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        system.get_file(name, str(target))


def _files(address: str, work: Callable[[Any, str], object]) -> object:
    """Do some work in the file system of an address."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise KgError(f"places like s3://… need fsspec: {install('cluster')}") from None
    try:
        system, path = url_to_fs(address)
        return work(system, path)
    except FileNotFoundError:
        raise KgError(f"no such path: {address}") from None
    except (OSError, ValueError, ImportError) as error:
        raise KgError(f"{address} cannot be used: {error}") from error


def _fetched(place: str, here: Path) -> Path:
    """Return a folder that this machine can read."""
    if not _remote(place):
        return Path(place)
    _files(place, partial(_get, here=here))
    return here


# On the cluster


def _run(client: Client, tasks: Sequence[Part], tell: Progress) -> Iterator[tuple[str, str]]:
    """Have the workers read all parts; yield the name of each and the place it is in."""
    from distributed import wait

    futures: dict[Future[str], Part] = {
        client.submit(read_part, task, pure=False, retries=_RETRIES): task for task in tasks
    }
    left, seen = set(futures), time.monotonic()
    tell("reading parts", 0, len(tasks))
    try:
        while left:
            try:
                with client.as_current():
                    finished, left = wait(left, timeout=_LOOK, return_when="FIRST_COMPLETED")
            except TimeoutError:
                finished = set()
            if _threads(client):
                seen = time.monotonic()
            elif time.monotonic() - seen > _WORKERLESS:
                raise KgError("the cluster has no worker left: start some, and run the build again")
            for future in finished:
                yield futures[future].name, future.result()
            tell("reading parts", len(tasks) - len(left), len(tasks))
    finally:
        client.cancel(list(left), force=True)
        client.run(_forget, wait=True)


def read_part(part: Part) -> str:
    """Read a part, on a worker; return where it is."""
    if part.reader != parser_version():
        raise KgError("a worker has another version of Cable KG than the one that builds: install the same on all")
    paths = [str(_here(path)) if _remote(path) else path for path in part.paths]
    if not _remote(part.place):
        folder = Path(part.place) / part.name
        _read(part, paths, folder)
        return str(folder)
    with tempfile.TemporaryDirectory(prefix="kg-part-") as scratch:
        folder = Path(scratch) / "part"
        _read(part, paths, folder)
        place = f"{part.place}/{part.name}-{os.urandom(4).hex()}"  # what a lost worker has left there is not touched
        _files(f"{place}/{STATE}", partial(_put, here=folder / STATE))
    return place


def _read(part: Part, paths: Sequence[str], folder: Path) -> None:
    sources = replace(part.sources, exclude=(*part.sources.exclude, folder))
    read_into(
        folder, paths, sources, part.include_protected, part.redact, 1, part.share, text_seconds=part.text_seconds
    )


_copies: dict[str, Path] = {}
_copying = threading.Lock()


def _here(address: str) -> Path:
    """Return a copy of the sources at an address, made once by each worker for a build."""
    with _copying:
        if address not in _copies:
            name = address.rstrip("/").rpartition("/")[2]
            top = Path(tempfile.mkdtemp(prefix=f"kg-sources-{hashlib.sha256(address.encode()).hexdigest()[:8]}-"))
            try:
                _files(address, partial(_get, here=top / name))
            except BaseException:
                shutil.rmtree(top, ignore_errors=True)
                raise
            _copies[address] = top / name
        return _copies[address]


def _forget() -> None:
    """Remove the copies of sources that this worker has made: the build is over."""
    with _copying:
        while _copies:
            shutil.rmtree(_copies.popitem()[1].parent, ignore_errors=True)
