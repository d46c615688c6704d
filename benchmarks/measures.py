"""What is measured. Each function takes its material ready-made, so that making it is never in the time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import rdflib

import kg
from kg.model import Document, content_hash
from kg.pipeline.gather_shards import Progress
from kg.rdf.cable_statements import stated
from kg.resolution.resolve_cable import parse_all
from kg.store import Store
from kg.terms import ntriples, turtle
from kg.terms.iris import PREFIXES

_UNIT = 10 * 1024
_BEST_OF = 3
_SUSPECTS = 25


def parsing(texts: Sequence[str]) -> dict[str, float]:
    """Return how many cables one process reads a second, and the slowest milliseconds for 10 KB of one cable.

    Both by the time of the processor, as one core is meant. A cable under 10 KB counts as one of 10 KB. The slowest are
    timed three times, and the best time counts: what is sought is a slow pattern, not a busy machine.
    """
    kg.parse(texts[0])
    times = []
    for text in texts:
        began = time.process_time()
        kg.parse(text)
        times.append(time.process_time() - began)

    def weight(at: int) -> float:
        return times[at] / max(len(texts[at].encode()), _UNIT) * _UNIT

    total = sum(times)
    for at in sorted(range(len(texts)), key=weight)[-_SUSPECTS:]:
        for _ in range(_BEST_OF - 1):
            began = time.process_time()
            kg.parse(texts[at])
            times[at] = min(times[at], time.process_time() - began)
    return {
        "parse_cables_per_s_core": len(texts) / total,
        "slowest_ms_per_10kb": 1000 * max(map(weight, range(len(texts)))),
    }


def building(
    folder: Path, output: Path, jobs: int, progress: Progress | None = None
) -> tuple[float, kg.pipeline.Report]:
    """Build all that is in `folder`; return the seconds it took and the report."""
    began = time.perf_counter()
    report = kg.build(folder, output=output, jobs=jobs, progress=progress)
    return time.perf_counter() - began, report


def loading(output: Path, scratch: Path) -> tuple[float, Path, Path]:
    """Load the statements of a built graph into a store anew; return the seconds, and the two files of N-Triples."""
    built = Store.open(output / "store")
    files = scratch / "stated.nt", scratch / "inferred.nt"
    for path, inferred in zip(files, (False, True), strict=True):
        with path.open("wb") as stream:
            ox.serialize(built.triples(inferred=inferred), stream, ox.RdfFormat.N_TRIPLES)
    began = time.perf_counter()
    Store.create(scratch / "store", files[:1], files[1:])
    return time.perf_counter() - began, *files


def turtle_writing(files: Sequence[Path], scratch: Path) -> float:
    """Write the statements of N-Triples files as sorted Turtle; return megabytes of Turtle a second."""
    target = scratch / "graph.ttl"
    began = time.perf_counter()
    turtle.write(target, ntriples.read(files), "benchmark", scratch=scratch)
    return target.stat().st_size / 1e6 / (time.perf_counter() - began)


def plain_rdflib(texts: Sequence[str], target: Path) -> float:
    """Build the plain way: `kg.parse_all`, `rdflib.Graph.add`, rdflib's Turtle. Return the seconds for one cable.

    Every prefix is bound: without that, rdflib's writer is several times slower.
    """
    began = time.perf_counter()
    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    cables = 0
    for text in texts:
        document = Document(text, "benchmark.txt", content_hash(text))
        for cable in parse_all(text):
            cables += 1
            lines = "".join(ntriples.lines(stated(cable, document)))
            for triple in rdflib.Graph().parse(data=lines, format="nt"):
                graph.add(triple)
    graph.serialize(target, format="turtle")
    return (time.perf_counter() - began) / cables
