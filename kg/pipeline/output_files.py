"""Make all products of an output folder from the live parts of the catalogue.

Slow steps run side by side: the store loads in a process of its own, first while conclusions are drawn, then while the
Turtle is sorted in another; the shapes are checked in one while the network is drawn. With `jobs` 1, as for a few
cables, they run one after the other.
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

from kg.facts.graph_counts import counts, releases
from kg.facts.serial_coverage import coverage
from kg.pipeline.apply_corrections import Laid, lay, unfound
from kg.pipeline.build_options import Progress
from kg.pipeline.catalogue import Catalogue
from kg.pipeline.catalogue.live_shards import Live
from kg.pipeline.process_pool import LITTLE, apart, aside, processes
from kg.pipeline.report import Report, Shapes
from kg.pipeline.shards import read_digests, read_record
from kg.rdf.build_description import Build, File, contract, dataset_iri, describe
from kg.rdf.conclusions import inferred
from kg.rdf.used_vocabulary import Used, vocabulary
from kg.resolution.cable_digest import Digest
from kg.resolution.corrections_table import Corrections
from kg.store import Store, StoredGraph, validate
from kg.store import open as open_graph
from kg.store.kept_texts import join
from kg.store.output_folder import PRODUCTS
from kg.terms import ntriples, turtle
from kg.terms.iris import LOCAL
from kg.terms.user_base import moved
from kg.version import __version__
from kg.vocabulary import locate

_PROBLEMS = 100
_TITLE, _INFERRED = "Cable KG: what is stated and what is inferred", "Cable KG: what is inferred"


@dataclass(frozen=True, slots=True)
class Made:
    """The size and checks of the graph, the number of applied corrections, and a line for each of the others."""

    stated: int
    inferred: int
    shapes: Shapes
    coverage: Mapping[str, object]
    counts: Mapping[str, object]
    corrected: int = 0
    uncorrected: tuple[str, ...] = ()


def make(
    catalogue: Catalogue,
    corrections: Corrections,
    following: Path,
    work: Path,
    jobs: int,
    tell: Progress,
    base: str = LOCAL,
) -> Made:
    """Write the graph, the store, the texts and the network into `following`; `work` is a folder for temporary files.

    The build's own names stand under `base`.
    """
    tell("drawing conclusions", 0, None)
    jobs = processes(jobs, catalogue.live.cables < LITTLE)
    laid = lay(catalogue, corrections)
    known = _state(catalogue, laid, work)
    catalogue.publish()
    with apart(jobs) as start:  # a process that ends with the loading: the loader keeps half a gigabyte for itself
        stated = start(partial(_load, catalogue.path, following, work, base))
        _conclude(catalogue, corrections, laid, known, work)
        with aside(partial(_turtle, catalogue.path, following, work, base), jobs) as written:
            tell("loading the store", 0, None)
            concluded = start(partial(_extend, following, work, base))
            join(catalogue.live.texts(), following / "texts")
            stated()
            concluded()
            tell("writing Turtle", 0, None)
            total, inferences = written()
    with aside(partial(_shapes, following), jobs) as checked:
        tell("drawing the network", 0, None)
        graph = open_graph(following)
        _network(graph, following)
        covered, counted = coverage(graph).to_dict(), counts(graph.store).to_dict()
        tell("checking shapes", 0, None)
        return Made(
            total - inferences, inferences, checked(), covered, counted, laid.applied, tuple(sorted(laid.problems))
        )


def _words(work: Path) -> Path:
    return work / "vocabulary.nt"


def _corrected(work: Path) -> Path:
    return work / "corrected.nt"


def _concluded(work: Path) -> Path:
    return work / "inferred.nt"


def _more_words(work: Path) -> Path:
    return work / "inferred-vocabulary.nt"


def _state(catalogue: Catalogue, laid: Laid, work: Path) -> Used:
    """Write the corrected statements, the schema number, and the vocabulary entries of the stated graph.

    Return the entries described there.
    """
    named = catalogue.live.used()
    for place in catalogue.live.partly():
        named.update(cast("list[str]", read_record(*place)["used"]))
    stated = Used(named)
    ntriples.write(_corrected(work), stated.watch(laid.triples))
    kept = contract(dataset_iri(__version__, catalogue.live.hashes()))
    ntriples.write(_words(work), chain([kept], vocabulary(stated)))
    return stated.closed()


def _conclude(catalogue: Catalogue, corrections: Corrections, laid: Laid, known: Used, work: Path) -> None:
    """Write the conclusions, and the vocabulary entries that only they use; `known` ones are described already.

    No statement stands in both graphs: an entry that the stated graph describes is not described again.
    """
    used, found = Used(), set[str]()
    digests = chain(_digests(catalogue.live), laid.digests)
    conclusions = inferred(digests, scratch=work, judgements=corrections.judgements(), named=found)
    ntriples.write(_concluded(work), used.watch(conclusions))
    unfound(corrections, found, laid)
    described = set(known)
    ntriples.write(_more_words(work), (t for t in vocabulary(used - known) if t[0] not in described))


def _digests(live: Live) -> Iterator[Digest]:
    for place in live.digests():
        yield from map(Digest.from_line, read_digests(*place))


def _load(catalogue: Path, following: Path, work: Path, base: str) -> None:
    """Create the store from the stated statements."""
    live = Live.open(catalogue)
    try:
        stated: Iterator[Path | ntriples.Part] = chain(live.pieces(), [_corrected(work), _words(work)])
        Store.create(following / "store", stated, base=base)
    finally:
        live.close()


def _extend(following: Path, work: Path, base: str) -> None:
    """Load the conclusions into the store."""
    Store.extend(following / "store", [_concluded(work), _more_words(work)], base)
    for log in (following / "store").glob("LOG*"):
        log.unlink()  # times, and the path of the folder: nothing needs it


def _turtle(catalogue: Path, following: Path, work: Path, base: str) -> tuple[int, int]:
    """Write both Turtle files; return the number of statements in each."""
    live = Live.open(catalogue)
    try:
        concluded = [_concluded(work), _more_words(work)]
        lines = moved(ntriples.read(chain(live.pieces(), [_corrected(work), _words(work)], concluded)), base)
        total = turtle.write(following / "graph.ttl", lines, _TITLE, scratch=work)
        lines = moved(ntriples.read(concluded), base)
        return total, turtle.write(following / "inferred.ttl", lines, _INFERRED, scratch=work)
    finally:
        live.close()


def _shapes(following: Path) -> Shapes:
    found = validate(following, turtle=following / "graph.ttl")
    problems = tuple(
        f"{violation.node}{f' {violation.path}' if violation.path else ''}: {violation.message}"
        for violation in found.violations[:_PROBLEMS]
    )
    return Shapes(found.conforms, found.checked, found.cables, problems)


def _network(graph: StoredGraph, following: Path) -> None:
    from kg.network import write_gexf, write_graphml
    from kg.page import write_view

    shown = write_view(graph.store, graph.text, following / "network.html")
    write_graphml(shown.network, following / "network.graphml")
    write_gexf(shown.network, following / "network.gexf")


class _Hashes:
    """The sorted hashes of all live texts, read from the catalogue each time and not held in memory."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._count = sum(1 for _ in live.hashes())

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return self._live.hashes()

    def __contains__(self, name: object) -> bool:
        return any(name == one for one in self)


_CLASSES = ("Attestation", "Cable", "Document", "Term")


def _classes(store: Path) -> dict[str, int]:
    """Count the things of each class in the graph; cables that are only referred to are cables too."""
    opened = Store.open(store)
    ask = "SELECT (COUNT(?thing) AS ?n) {{ ?thing a kg:{} }}"
    found = {name: next(iter(opened.query(ask.format(name))))["n"] for name in _CLASSES}
    return {name: int(count.value) for name, count in found.items() if isinstance(count, ox.Literal)}


def _vocabularies() -> str:
    """Return the SHA-256 over the vocabulary tables, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted((locate() / "vocab").glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def describe_build(
    catalogue: Catalogue,
    report: Report,
    following: Path,
    started: datetime,
    base: str = LOCAL,
    options: Mapping[str, object] | None = None,
) -> None:
    """Write `build.ttl`, the only file with time, version and checksums of a run."""
    files = []
    for name in PRODUCTS:
        path = following / name
        if path.is_file() and name != "build.ttl":
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            files.append(File(name, path.stat().st_size, digest))
    about = Build(
        version=__version__,
        base=base,
        started=started,
        ended=datetime.now(UTC),
        documents=_Hashes(catalogue.live),
        stated=report.stated,
        inferred=report.inferred,
        classes=_classes(following / "store"),
        files=tuple(files),
        options=tuple((name, str(value)) for name, value in sorted((options or {}).items()) if name != "redact"),
        releases=releases(Store.open(following / "store")),
        corrections=(report.corrected, len(report.uncorrected)),
        vocabularies=_vocabularies(),
    )
    lines = moved(ntriples.lines(describe(about)), base)
    turtle.write(following / "build.ttl", lines, "Cable KG: this build")
