"""`build`: paths → an output folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from kg import __version__
from kg.errors import KgError
from kg.model import ReleaseStatus
from kg.pipeline.commit import PRODUCTS, STATE, commit, put, workspace
from kg.pipeline.gathering import Gathered, Progress, gather
from kg.pipeline.reading import ReadOptions
from kg.pipeline.report import Report, Shapes, write_report
from kg.rdf import Used, inferred, ntriples, turtle, vocabulary
from kg.rdf.build import Build, File, describe
from kg.sources import DEFAULT_MAX_BYTES, Item, Rejection, SourceOptions, find
from kg.store import Graph, Store, validate
from kg.store import open as open_graph
from kg.store.texts import join
from kg.vocabulary import codes

_PROBLEMS = 100
_SCRATCH = "work"


def build(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str] = "output",
    *,
    jobs: int = 1,
    release: str | None = None,
    authority: str | None = None,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    keep_protected: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Read cables from files, folders and standard input (`-`), and write a graph and all that is made from it.

    `jobs` processes read. `release` (with `authority`) says how texts became public where no `kg-sources.csv` beside
    them does. `encoding` None means detect; files over `max_bytes` are not read; `keep_protected` keeps names that a
    text asks to protect. `progress` is called with what is being done, how much of it is done, and of how much.

    What cannot be read is in the report's `rejections`. Raises `KgError` where the output cannot be written or an
    option makes no sense; the output then holds what it held before.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    folder = Path(output)
    sources = SourceOptions(encoding, max_bytes, _release(release, authority), (folder,))
    started = datetime.now(UTC)
    tell = progress or (lambda what, done, total: None)
    with workspace(folder) as following:
        work = following / _SCRATCH
        work.mkdir()
        options = ReadOptions(work, sources, keep_protected)
        gathered = gather(_counted(given, sources, tell), options, jobs, tell)
        if not gathered.tally.cables:
            return _nothing_read(gathered, folder, following)
        report = _products(gathered, folder, following, work, started, tell)
        tell("moving into place", 0, None)
        commit(folder, following)
    return report


def _release(status: str | None, authority: str | None) -> ReleaseStatus:
    if status is None:
        return ReleaseStatus(authority=authority)
    concept = codes.release(status)
    if concept is None:
        listed = ", ".join(known.code for known in codes.concepts("release"))
        raise KgError(f"{status!r} is no release status; known are: {listed}")
    return ReleaseStatus(concept.code, authority)


def _counted(given: list[str | os.PathLike[str]], sources: SourceOptions, tell: Progress) -> Iterable[Item | Rejection]:
    for number, one in enumerate(find(given, sources), 1):
        if number % 1000 == 0:
            tell("finding", number, None)
        yield one


def _nothing_read(gathered: Gathered, folder: Path, following: Path) -> Report:
    """Write the report only, which says why; a graph that is there stays as it is."""
    report = _report(gathered, folder, graph="kept" if (folder / "store").is_dir() else "none")
    write_report(report, following)
    put(folder, following, ("report.json", "report.html"))
    return report


def _report(gathered: Gathered, folder: Path, **more: object) -> Report:
    return Report(
        folder, gathered.tally, tuple(gathered.rejections), tuple(gathered.sources), gathered.copies,
        tuple(gathered.differences), tuple(gathered.shared), gathered.releases, gathered.cables, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _products(
    gathered: Gathered, folder: Path, following: Path, work: Path, started: datetime, tell: Progress
) -> Report:
    """Write everything a build consists of into `following`, and return the report on it."""
    tell("drawing conclusions", 0, None)
    stated, concluded = _statements(gathered, work)
    tell("loading the store", 0, None)
    Store.create(following / "store", stated, concluded)
    (work / "texts").mkdir(exist_ok=True)
    join(work / "texts")
    (work / "texts").replace(following / "texts")
    tell("writing Turtle", 0, None)
    total = turtle.write(
        following / "graph.ttl", ntriples.read([*stated, *concluded]), "Cable KG: what is stated and what is inferred",
        scratch=work,
    )  # fmt: skip
    inferences = turtle.write(
        following / "inferred.ttl", ntriples.read(concluded), "Cable KG: what is inferred", scratch=work
    )
    (following / "store" / "LOG").unlink(missing_ok=True)  # it has times and the path of the folder; nothing needs it
    graph = open_graph(following)
    tell("checking shapes", 0, None)
    shapes = _shapes(graph)
    tell("drawing the network", 0, None)
    _network(graph, following)
    del graph
    report = _report(gathered, folder, stated=total - inferences, inferred=inferences, shapes=shapes)
    write_report(report, following)
    _description(gathered, report, following, started)
    _remove(work)
    made = tuple(name for name in PRODUCTS if (following / name).exists())
    return _report(
        gathered, folder, stated=total - inferences, inferred=inferences, shapes=shapes, products=made
    )


def _statements(gathered: Gathered, work: Path) -> tuple[list[Path], list[Path]]:
    """Return the files of what is stated and of what is inferred; each graph describes the entries it is first to use.

    No statement stands in both: a vocabulary entry that the stated graph describes is not described again.
    """
    concluded, words, more_words = work / "inferred.nt", work / "vocabulary.nt", work / "inferred-vocabulary.nt"
    used = Used()
    ntriples.write(concluded, used.watch(inferred(gathered.digests(work))))
    ntriples.write(words, vocabulary(gathered.used))
    known = gathered.used.closed()
    described = set(known)
    rest = (triple for triple in vocabulary(used - known) if triple[0] not in described)
    ntriples.write(more_words, rest)
    return [*gathered.triples(work), words], [concluded, more_words]


def _shapes(graph: Graph) -> Shapes:
    found = validate(graph.store)
    problems = tuple(
        f"{violation.node}{f' {violation.path}' if violation.path else ''}: {violation.message}"
        for violation in found.violations[:_PROBLEMS]
    )
    return Shapes(found.conforms, found.checked, found.cables, problems)


def _network(graph: Graph, following: Path) -> None:
    from kg.network import write_gexf, write_graphml
    from kg.view import write_view

    shown = write_view(graph.store, graph.text, following / "network.html")
    write_graphml(shown.network, following / "network.graphml")
    write_gexf(shown.network, following / "network.gexf")


def _description(gathered: Gathered, report: Report, following: Path, started: datetime) -> None:
    """Write `build.ttl`: the only file in which time, version and checksums of a run stand."""
    files = []
    for name in PRODUCTS:
        path = following / name
        if path.is_file() and name != "build.ttl":
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            files.append(File(name, path.stat().st_size, digest))
    about = Build(
        version=__version__, started=started, ended=datetime.now(UTC), documents=tuple(sorted(gathered.hashes)),
        stated=report.stated, inferred=report.inferred,
        classes={"Cable": report.cables, "Document": report.tally.documents}, files=tuple(files),
    )  # fmt: skip
    turtle.write(following / "build.ttl", ntriples.lines(describe(about)), "Cable KG: this build")


def _remove(work: Path) -> None:
    import shutil

    shutil.rmtree(work)


__all__ = ["STATE", "build"]
