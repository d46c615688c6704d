"""Build on a Dask cluster: the parts of `kg build --shard i/n` as tasks, and a merge on this machine.

Workers see the sources, and the place for their parts, in the same file system as this machine, or by an address that
fsspec knows (`s3://…`). When a worker is lost, another one does its part.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, install
from kg.pipeline.build_options import AnyPath, Build, Merge, Progress
from kg.pipeline.build_request import Asked
from kg.pipeline.build_run import merge_into, read_into
from kg.pipeline.gather_shards import Share
from kg.pipeline.reading_keys import parser_version
from kg.pipeline.report import Report
from kg.pipeline.source_inventory import base_for
from kg.store.output_folder import PRODUCTS, STATE

if TYPE_CHECKING:
    from distributed import Client, Future

PARTS_A_THREAD = 2
"""The default number of parts for each thread of the cluster: a lost one costs half a thread's work."""
_CONNECTING, _WORKERLESS, _LOOK = "20s", 120.0, 15.0
_RETRIES = 2
_copies: dict[str, Path] = {}
"""Address of a remote file → its copy on this worker: state of the process, shared by the parts that it reads."""
_copying = threading.Lock()


@dataclass(frozen=True, slots=True)
class Part:
    """The task of a worker: read this share of the paths, and put the shards below `place`."""

    paths: tuple[str, ...]
    place: str
    share: Share
    asked: Asked
    reader: str

    @property
    def name(self) -> str:
        """The folder of the part."""
        return f"part-{self.share.number}-of-{self.share.of}"


def build_on_cluster(build: Build, cluster: str) -> Report:
    """Build with the workers of the Dask scheduler at `cluster` (`tcp://…`); the products are the same bytes.

    The merge runs here, in as many processes as the build asks for. Lists of names and corrections are read here, and
    the names sent with the tasks. Raises `KgError` where the scheduler, its workers or a place cannot be reached, and
    where a worker has another version of Cable KG.
    """
    sent = tuple(_absolute(os.fspath(path)) for path in build.given)
    tell, output = build.progress or (lambda what, done, total: None), os.fspath(build.output)
    near = replace(build, redact=_seen(build.redact), corrections=_seen(build.corrections))
    asked = Asked.of(near, Path())
    with _connected(cluster) as client, _output(output) as (folder, place):
        apart = (folder.absolute(), *asked.sources.exclude[1:])
        asked = replace(asked, sources=replace(asked.sources, exclude=apart))
        count = build.parts or PARTS_A_THREAD * max(1, sum(_threads(client).values()))
        tasks = [Part(sent, place, Share(number, count), asked, parser_version()) for number in range(1, count + 1)]
        made = dict(_run(client, tasks, tell))
        with tempfile.TemporaryDirectory(prefix="kg-merge-") as scratch:
            folders = [_fetched(made[task.name], Path(scratch) / task.name) for task in tasks]
            merge = Merge(
                folders,
                folder,
                jobs=build.jobs,
                corrections=build.corrections,
                redact=build.redact,
                base=base_for(folder, build.base),
                progress=tell,
            )
            report = merge_into(merge)
        _tidy(place, tasks)
    return replace(report, output=Path(build.output)) if _remote(output) else report


def _seen(path: AnyPath | None) -> AnyPath | None:
    return None if path is None else Path(path).absolute()


def _absolute(path: str) -> str:
    """Return a path for the workers; its last name stays, because it is the name of the source."""
    if path == "-":
        raise KgError("a cluster cannot read standard input: give files, folders or addresses")
    return path if _remote(path) else os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH118 - Path would tidy it


def _tidy(place: str, tasks: Sequence[Part]) -> None:
    """Remove the parts of an earlier build with another division."""
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
    """Yield the folder to merge into, and the place for the parts; a remote output is sent at the end.

    Parts beside a folder that all machines see stay there: the next build reads only changes.
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
    """Send the products of a build, the report last: where the report is new, everything is."""
    names = [name for name in PRODUCTS if (folder / name).exists()]
    for name in sorted(names, key=lambda name: name.startswith("report.")):
        _files(f"{output.rstrip('/')}/{name}", partial(_put, here=folder / name))


def _put(system: Any, there: str, here: Path) -> None:
    """Copy a file, or a folder with its content, file by file: copies of whole folders differ between systems."""
    files = sorted(path for path in here.rglob("*") if path.is_file()) if here.is_dir() else [here]
    for path in files:
        target = there if path == here else f"{there}/{path.relative_to(here).as_posix()}"
        system.makedirs(target.rpartition("/")[0], exist_ok=True)
        system.put_file(str(path), target)


def _get(system: Any, there: str, here: Path) -> None:
    """Copy a file, or a folder with its content, from a place of fsspec."""
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
    """Call a function with the file system of an address; raise `KgError` where the address cannot be used."""
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
    """Return a folder that this machine can read, copied here if it is remote."""
    if not _remote(place):
        return Path(place)
    _files(place, partial(_get, here=here))
    return here


# On the cluster


def _run(client: Client, tasks: Sequence[Part], tell: Progress) -> Iterator[tuple[str, str]]:
    """Have the workers read all parts; yield the name of each and its place."""
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
    """Read a part, on a worker, and return the folder or address of the part's output.

    Raises `KgError` where the worker has another version of Cable KG than the builder.
    """
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
    sources = replace(part.asked.sources, exclude=(*part.asked.sources.exclude, folder))
    options = replace(part.asked.options, jobs=1, corrections=None)
    read_into(folder, paths, replace(part.asked, options=options, sources=sources, share=part.share))


def _here(address: str) -> Path:
    """Return a local copy of the sources at an address, made once by each worker for a build."""
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
    """Remove this worker's copies of sources at the end of the build."""
    with _copying:
        while _copies:
            shutil.rmtree(_copies.popitem()[1].parent, ignore_errors=True)
