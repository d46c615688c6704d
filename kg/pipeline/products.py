"""Everything an output folder holds, made from what is live in the catalogue.

What takes long runs side by side: the Turtle is sorted in a second process while the store loads, the shapes are
checked in one while the network is drawn. `jobs` 1 does one after the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg import __version__
from kg.pipeline.catalogue import Catalogue
from kg.pipeline.commit import PRODUCTS
from kg.pipeline.correcting import Laid, lay, unfound
from kg.pipeline.gathering import Progress
from kg.pipeline.report import Report, Shapes
from kg.pipeline.shards import read_digests, read_record
from kg.pipeline.workers import aside
from kg.rdf import Used, inferred, ntriples, turtle, vocabulary
from kg.rdf.build import Build, File, describe
from kg.resolution.corrections import Corrections
from kg.resolution.digest import Digest
from kg.store import Graph, Store, validate
from kg.store import open as open_graph
from kg.store.coverage import coverage
from kg.store.texts import join

_PROBLEMS = 100
_TITLE, _INFERRED = "Cable KG: what is stated and what is inferred", "Cable KG: what is inferred"


@dataclass(frozen=True, slots=True)
class Made:
    """What the graph holds; how many corrections hold in it, and a line for each that does not."""

    stated: int
    inferred: int
    shapes: Shapes
    coverage: Mapping[str, object]
    corrected: int = 0
    uncorrected: tuple[str, ...] = ()


def make(
    catalogue: Catalogue, corrections: Corrections, following: Path, work: Path, jobs: int, tell: Progress
) -> Made:
    """Write the graph, the store, the texts and the network into `following`; `work` is a folder for what passes."""
    tell("drawing conclusions", 0, None)
    laid = lay(catalogue, corrections)
    _conclude(catalogue, corrections, laid, work)
    catalogue.publish()
    with aside(partial(_turtle, catalogue.path, catalogue.settings, following, work), jobs) as written:
        tell("loading the store", 0, None)
        stated: Iterator[Path | ntriples.Part] = chain(catalogue.pieces(), [_corrected(work), _words(work)])
        Store.create(following / "store", stated, [_concluded(work), _more_words(work)])
        (following / "store" / "LOG").unlink(missing_ok=True)  # times, and the path of the folder: nothing needs it
        join(catalogue.texts(), following / "texts")
        tell("writing Turtle", 0, None)
        total, inferences = written()
    with aside(partial(_shapes, following), jobs) as checked:
        tell("drawing the network", 0, None)
        graph = open_graph(following)
        _network(graph, following)
        covered = coverage(graph).to_dict()
        tell("checking shapes", 0, None)
        return Made(
            total - inferences, inferences, checked(), covered, laid.applied, tuple(sorted(laid.problems))
        )


def _words(work: Path) -> Path:
    return work / "vocabulary.nt"


def _corrected(work: Path) -> Path:
    return work / "corrected.nt"


def _concluded(work: Path) -> Path:
    return work / "inferred.nt"


def _more_words(work: Path) -> Path:
    return work / "inferred-vocabulary.nt"


def _conclude(catalogue: Catalogue, corrections: Corrections, laid: Laid, work: Path) -> None:
    """Write what is corrected, what is inferred, and the vocabulary entries; each graph describes the entries it is
    first to use.

    No statement stands in both graphs: an entry that the stated graph describes is not described again.
    """
    named = catalogue.used()
    for place in catalogue.partly():
        named.update(cast("list[str]", read_record(*place)["used"]))
    stated, used = Used(named), Used()
    ntriples.write(_corrected(work), stated.watch(laid.triples))
    found = set[str]()
    digests = chain(_digests(catalogue), laid.digests)
    conclusions = inferred(digests, scratch=work, judgements=corrections.judgements(), named=found)
    ntriples.write(_concluded(work), used.watch(conclusions))
    unfound(corrections, found, laid)
    ntriples.write(_words(work), vocabulary(stated))
    known = stated.closed()
    described = set(known)
    ntriples.write(_more_words(work), (t for t in vocabulary(used - known) if t[0] not in described))


def _digests(catalogue: Catalogue) -> Iterator[Digest]:
    for place in catalogue.digests():
        yield from map(Digest.from_line, read_digests(*place))


def _turtle(catalogue: Path, settings: str, following: Path, work: Path) -> tuple[int, int]:
    """Write both Turtle files; return how many statements each has."""
    live = Catalogue(catalogue, settings, made=True)
    try:
        concluded = [_concluded(work), _more_words(work)]
        lines = ntriples.read(chain(live.pieces(), [_corrected(work), _words(work)], concluded))
        total = turtle.write(following / "graph.ttl", lines, _TITLE, scratch=work)
        return total, turtle.write(following / "inferred.ttl", ntriples.read(concluded), _INFERRED, scratch=work)
    finally:
        live.close()


def _shapes(following: Path) -> Shapes:
    found = validate(following)
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


class _Hashes:
    """The hashes of all live texts, sorted, without holding them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._count = sum(1 for _ in catalogue.hashes())

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return self._catalogue.hashes()

    def __contains__(self, name: object) -> bool:
        return any(name == one for one in self)


_CLASSES = ("Cable", "Document", "Term")


def _classes(store: Path) -> dict[str, int]:
    """Count the things of each class that the graph describes; cables that are only referred to are cables too."""
    opened = Store.open(store)
    ask = "SELECT (COUNT(?thing) AS ?n) {{ ?thing a kg:{} }}"
    found = {name: next(iter(opened.query(ask.format(name))))["n"] for name in _CLASSES}
    return {name: int(count.value) for name, count in found.items() if isinstance(count, ox.Literal)}


def describe_build(catalogue: Catalogue, report: Report, following: Path, started: datetime) -> None:
    """Write `build.ttl`: the only file in which time, version and checksums of a run stand."""
    files = []
    for name in PRODUCTS:
        path = following / name
        if path.is_file() and name != "build.ttl":
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            files.append(File(name, path.stat().st_size, digest))
    about = Build(
        version=__version__, started=started, ended=datetime.now(UTC), documents=_Hashes(catalogue),
        stated=report.stated, inferred=report.inferred,
        classes=_classes(following / "store"), files=tuple(files),
    )  # fmt: skip
    turtle.write(following / "build.ttl", ntriples.lines(describe(about)), "Cable KG: this build")
