"""Run one build or merge into an output folder: read or adopt shards, then make all products."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kg.child_processes import preloaded
from kg.errors import KgError
from kg.pipeline import shards
from kg.pipeline.apply_corrections import gathered, inputs, keep, kept
from kg.pipeline.build_options import AnyPath, Merge, Progress, as_decided
from kg.pipeline.build_request import SHARDS, Asked
from kg.pipeline.catalogue import Catalogue
from kg.pipeline.gather_shards import Share, gather, join
from kg.pipeline.mask_in_copies import refuse_apart, shield
from kg.pipeline.output_files import Made, describe_build, make
from kg.pipeline.read_batch import ReadOptions
from kg.pipeline.reading_keys import noted_of
from kg.pipeline.redaction_list import read_list, without_effect
from kg.pipeline.report import Report, write_report
from kg.pipeline.report_summary import Summary, summarise
from kg.pipeline.source_inventory import Scan, base_for, check_complete, forget_scan, one_base, read_scan, write_scan
from kg.pipeline.tidy_shards import forget_names, indexes, tidy
from kg.pipeline.up_to_date import forget, remember, unchanged
from kg.resolution.corrections_table import Corrections
from kg.sources.find_sources import find
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item
from kg.store.output_folder import PRODUCTS, STATE, commit, put, workspace
from kg.store.schema_check import built_anew
from kg.terms.iris import LOCAL, check_base

_SCRATCH = "work"


def read_into(folder: Path, given: Iterable[AnyPath], asked: Asked, progress: Progress | None = None) -> Report:
    """Read the given sources into an output folder with all products, or only a share's shards."""
    given = list(given)
    _refuse_inside(folder, given)
    tell, reading, share = progress or _silent, asked.reading(folder), asked.share
    jobs, table = asked.options.jobs, asked.options.corrections

    def read(catalogue: Catalogue, reading: ReadOptions) -> Corrections:
        beside: list[Path] = []
        gather(counted(given, asked.sources, tell, beside), catalogue, reading, jobs, tell, share or Share())
        shield(catalogue, reading, lambda: find(given, asked.sources, []))
        catalogue.close_scan()
        return gathered(beside, None if table is None else Path(table), asked.redact)

    base = base_for(folder, asked.options.base)
    run = _Run(folder, noted_of(asked.options, asked.redact), jobs, tell, base)
    return run.share(read, reading, share) if share else run.whole(read, reading)


def _refuse_inside(folder: Path, given: Iterable[AnyPath]) -> None:
    """Raise `KgError` for a source inside the output folder: files of the build would be among the sources."""
    place = folder.resolve()
    for path in map(Path, given):
        if path.resolve() == place:
            raise KgError(f"{path} would be source and output at once: choose another folder with --output")
        if path.parent.resolve() == place and path.is_file():
            raise KgError(f"{path} lies in the output folder {folder}: choose another with --output")


def merge_into(asked: Merge) -> Report:
    """Make one output of the shards of several builds.

    Raises `KgError` where no folder is given, or a share is missing or was made with other options.
    """
    scans = [read_scan(Path(folder)) for folder in asked.folders]
    if not scans:
        raise KgError("there is nothing to merge: give the folders that kg build --shard wrote")
    check_complete(scans)
    place, table, hidden = Path(asked.output), asked.corrections, read_list(asked.redact)

    def read(catalogue: Catalogue, reading: ReadOptions) -> Corrections:
        for scan in scans:
            _adopt(scan, reading.folder, catalogue)
        for scan in scans:
            for line in scan.lines():
                if len(line) == 2:
                    catalogue.found(line[0], line[1], tie=line[1])
                else:
                    catalogue.refuse(line[0], Rejection(*line[1:]))  # type: ignore[arg-type]
        refuse_apart(catalogue, reading, lambda wanted: _parts_of(scans, wanted))
        catalogue.close_scan()
        made = gathered((), None if table is None else Path(table), hidden)
        for scan in scans:
            made |= kept(scan.folder)
        return made

    noted = scans[0].options
    base = one_base(scans) if asked.base is None else check_base(asked.base)
    run = _Run(place, noted, asked.jobs, asked.progress or _silent, base)
    return run.whole(read, ReadOptions(place / STATE / SHARDS, SourceOptions(), as_decided(noted), scans[0].settings))


def _adopt(scan: Scan, folder: Path, catalogue: Catalogue) -> None:
    """Copy the shards of a part here; raise `KgError` where any that the part has read is missing or damaged."""
    there = scan.folder / STATE / SHARDS
    bad = dict(shards.damaged(there))
    for index in indexes(there):
        if index.settings == catalogue.settings and index.name not in bad:
            shards.adopt(there, index.name, folder)
            catalogue.add(index)
    if all(catalogue.known(line[1]) for line in scan.lines() if len(line) == 2):
        return
    what = next(iter(bad.values()), None)
    why = f"{what} is missing, cut short or damaged" if what else f"a shard is missing in {there}"
    part = "" if scan.share.of == 1 else f" --shard {scan.share.number}/{scan.share.of}"
    raise KgError(f"{why}: run kg build PATH…{part} -o {scan.folder} again, with the options it had, and then merge")


def _parts_of(scans: Iterable[Scan], wanted: Container[int]) -> dict[int, int]:
    """Return the part that has read each of these places."""
    return {line[0]: number for number, scan in enumerate(scans) for line in scan.lines() if line[0] in wanted}


_Read = Callable[[Catalogue, ReadOptions], Corrections]


@dataclass(slots=True)
class _Run:
    """One run into one output folder."""

    folder: Path
    options: dict[str, object]
    jobs: int
    tell: Progress
    base: str = LOCAL
    mended: list[str] = field(default_factory=list)

    def whole(self, read: _Read, reading: ReadOptions) -> Report:
        """Read, and write all products."""
        started = datetime.now(UTC)
        with workspace(self.folder) as following, preloaded(__name__):
            work, catalogue = self._begin(following, reading)
            try:
                corrections = read(catalogue, reading)
                join(catalogue, reading, self.jobs, self.tell)
                summary = summarise(catalogue)
                report = partial(_report, self.folder, summary, catalogue, self.options, mended=tuple(self.mended))
                if not catalogue.live.cables:
                    return self._nothing_read(report, following)
                told = inputs(catalogue, corrections, self.base)
                if (before := unchanged(self.folder, told)) is not None:
                    forget_names(reading.folder, catalogue)
                    return report(before, graph="unchanged")
                forget(self.folder)
                made = make(catalogue, corrections, following, work, self.jobs, self.tell, self.base)
                write_report(report(made), following)
                describe_build(catalogue, report(made), following, started, self.base, self.options)
                products = tuple(name for name in PRODUCTS if (following / name).exists())
                self._finish(following, catalogue, reading)
                keep(self.folder, corrections)
                remember(self.folder, told, made)
                return report(made, products=products)
            finally:
                catalogue.close()

    def share(self, read: _Read, reading: ReadOptions, share: Share) -> Report:
        """Read one part of the sources, and leave its shards."""
        with workspace(self.folder) as following, preloaded(__name__):
            _, catalogue = self._begin(following, reading)
            try:
                forget_scan(self.folder)
                keep(self.folder, read(catalogue, reading))
                catalogue.settle()
                summary = summarise(catalogue)
                write_scan(self.folder, catalogue, self.options, share, self.base)
                forget_names(reading.folder, catalogue)
                read_here = summary.tally.cables
                mended = tuple(self.mended)
                return _report(
                    self.folder, summary, catalogue, self.options, None, cables=read_here, graph="shard", mended=mended
                )
            finally:
                catalogue.close()

    def _begin(self, following: Path, reading: ReadOptions) -> tuple[Path, Catalogue]:
        work = following / _SCRATCH
        work.mkdir()
        reading.folder.mkdir(exist_ok=True)
        shards.clear_drafts(reading.folder)
        if (made_before := built_anew(self.folder)) is not None:
            self.mended.append(made_before)
        for name, path in shards.damaged(reading.folder):  # what was read into it is read again
            self.mended.append(f"{path} was damaged: it was removed, and what it held is read again from its sources")
            shards.remove(reading.folder, name)
        catalogue = Catalogue(work / "catalogue", reading.settings)
        for index in indexes(reading.folder):
            catalogue.add(index)
        return work, catalogue

    def _finish(self, following: Path, catalogue: Catalogue, reading: ReadOptions) -> None:
        """Move all products into place, and tidy the shards for the next build."""
        self.tell("moving into place", 0, None)
        commit(self.folder, following)
        write_scan(self.folder, catalogue, self.options, Share(), self.base)
        tidy(reading.folder, catalogue)

    def _nothing_read(self, report: Callable[..., Report], following: Path) -> Report:
        """Write only the report with the reasons; an earlier graph stays as it is."""
        found = report(None, graph="kept" if (self.folder / "store").is_dir() else "none")
        forget(self.folder)
        write_report(found, following)
        put(self.folder, following, ("report.json", "report.html"))
        return found


def _report(
    folder: Path, summary: Summary, catalogue: Catalogue, options: dict[str, object], made: Made | None, **more: object
) -> Report:
    unmatched = without_effect(options, summary.tally.listed)
    values: dict[str, object] = {"cables": catalogue.live.cables, "unmatched": unmatched, **more}
    if made is not None:
        values.update(
            stated=made.stated,
            inferred=made.inferred,
            shapes=made.shapes,
            coverage=made.coverage,
            counts=made.counts,
            corrected=made.corrected,
            uncorrected=made.uncorrected,
        )
    return Report(
        folder,
        summary.tally,
        tuple(summary.rejections),
        dict(summary.rejected),
        tuple(summary.sources),
        summary.copies,
        tuple(summary.differences),
        tuple(summary.shared),
        **values,  # type: ignore[arg-type]
    )


def _silent(what: str, done: int, total: int | None) -> None:
    """Report progress to nobody."""


def counted(
    given: Iterable[AnyPath], sources: SourceOptions, tell: Progress, beside: list[Path]
) -> Iterator[Item | Rejection]:
    """Yield the sources, reporting progress every thousand; tables of corrections are put into `beside`."""
    for number, one in enumerate(find(given, sources, beside), 1):
        if number % 1000 == 0:
            tell("finding", number, None)
        yield one
