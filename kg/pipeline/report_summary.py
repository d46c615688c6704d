"""Gather the data of the report from the records of all live items, in the order of the sources.

The result is the same on any number of workers and after any number of builds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from pathlib import Path
from typing import cast

from kg.pipeline.catalogue import Catalogue
from kg.pipeline.catalogue.live_shards import Live, Run
from kg.pipeline.copy_differences import Difference
from kg.pipeline.join_copies import differences_of, settle
from kg.pipeline.reading_counts import Tally
from kg.pipeline.report import LISTED, SourceRecord
from kg.pipeline.shards import Record, read_record
from kg.sources.rejected_source import Rejection

LISTED_REJECTIONS = 10_000


@dataclass(slots=True)
class Summary:
    """The data of the report on the reading; lists have the first `LISTED` only, counts cover all."""

    tally: Tally = field(default_factory=Tally)
    sources: list[SourceRecord] = field(default_factory=list)
    copies: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    rejected: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)


def summarise(catalogue: Catalogue) -> Summary:
    """Return the summary of a settled catalogue."""
    summary = Summary()
    seen: set[str] = set()
    for run in catalogue.live.runs():
        if run.whole is not None:
            summary.tally.merge(run.whole)
            if len(summary.sources) < LISTED:
                for result in _documents(run):
                    _list(summary, result, ())
            continue
        for result in _documents(run):
            _count(summary, result, catalogue.live, seen)
    _refused(summary, catalogue.live)
    for record in (read_record(*place) for place in catalogue.live.joined()):
        summary.differences += differences_of(record)[: LISTED - len(summary.differences)]
        if record["shared"] and len(summary.shared) < LISTED:
            summary.shared.append(cast(str, record["shared"]))
        settle(summary.tally, record)
        if "refused" in record:
            source, code, message = cast("list[str]", record["refused"])
            summary.rejected[code] += 1
            summary.rejections.append(Rejection(source, code, message))  # type: ignore[arg-type]
    return summary


def _documents(run: Run) -> Iterator[Record]:
    for _, start, end in run.places:
        record = read_record(run.folder, run.shard, start, end)
        yield from (result for result in cast(list[Record], record["results"]) if "document" in result)


def _count(summary: Summary, result: Record, live: Live, seen: set[str]) -> None:
    """Count a document; a text from several sources counts once, at its first."""
    name = cast(str, cast(Record, result["document"])["hash"])
    if live.again(name):
        if name in seen:
            summary.copies += 1
            _list(summary, result, ("the same text as another source",))
            return
        seen.add(name)
    summary.tally.merge(Tally.from_data(cast("dict[str, object]", result["tally"])))
    _list(summary, result, ())


def _list(summary: Summary, result: Record, remarks: tuple[str, ...]) -> None:
    if len(summary.sources) >= LISTED:
        return
    about = cast("dict[str, object]", result["document"])
    release = cast("dict[str, str]", about["release"])["status"]
    notes = cast("list[str]", result["remarks"])
    summary.sources.append(
        SourceRecord(
            cast(str, about["source"]),
            cast(str, about["hash"]),
            release,
            tuple(cast("list[str]", result["cables"])),
            (*notes, *remarks),
        )
    )


def _refused(summary: Summary, live: Live) -> None:
    """Collect the sources that could not be read, found or opened, in their order."""
    for _, rejection in merge(live.refused(), _refused_texts(live), key=lambda one: one[0]):
        summary.rejected[rejection.code] += 1
        if len(summary.rejections) < LISTED_REJECTIONS:
            summary.rejections.append(rejection)


def _refused_texts(live: Live) -> Iterator[tuple[int, Rejection]]:
    for place, *where in live.refused_texts():
        folder, name, start, end = cast("tuple[Path, str, int, int]", where)
        record = read_record(folder, name, start, end)
        for result in cast(list[Record], record["results"]):
            if "refused" in result:
                source, code, message = cast("list[str]", result["refused"])
                yield place, Rejection(source, code, message)  # type: ignore[arg-type]
