"""`build`: paths → an output folder. `merge`: the shards of several builds → an output folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kg.errors import KgError
from kg.model import ReleaseStatus
from kg.pipeline import shards
from kg.pipeline.apply_corrections import gathered, inputs, keep, kept
from kg.pipeline.catalogue import Catalogue
from kg.pipeline.commit import PRODUCTS, STATE, commit, put, workspace
from kg.pipeline.gather_shards import Progress, Share, gather, join
from kg.pipeline.mask_in_copies import refuse_apart, shield
from kg.pipeline.output_files import Made, describe_build, make
from kg.pipeline.read_batch import ReadOptions
from kg.pipeline.reader_identity import options_of, settings_of
from kg.pipeline.redaction_list import Redactions, read_list, without_effect
from kg.pipeline.report import Report, write_report
from kg.pipeline.report_summary import Summary, summarise
from kg.pipeline.scan_record import Scan, base_for, check_complete, forget_scan, one_base, read_scan, write_scan
from kg.pipeline.text_fence import DEFAULT_SECONDS
from kg.pipeline.tidy_shards import forget_names, indexes, tidy
from kg.pipeline.up_to_date import forget, remember, unchanged
from kg.rdf.iris import LOCAL, check_base
from kg.resolution.corrections_table import Corrections
from kg.sources import DEFAULT_MAX_BYTES, Item, Rejection, SourceOptions, find
from kg.vocabulary import code_lists

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
_SHARDS, _SCRATCH = "shards", "work"


def build(
    paths: Paths,
    output: str | os.PathLike[str] = "output",
    *,
    jobs: int = 1,
    release: str | None = None,
    authority: str | None = None,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    include_protected: bool = False,
    redact: str | os.PathLike[str] | None = None,
    corrections: str | os.PathLike[str] | None = None,
    limits: Mapping[str, int] | None = None,
    shard: tuple[int, int] | None = None,
    text_seconds: float = DEFAULT_SECONDS,
    base: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read cables from files, folders and standard input (`-`), and write a graph and all that is made from it.

    `jobs` processes read. `release` (with `authority`) says how texts became public where no `kg-sources.csv` beside
    them does. `encoding` None means detect; files over `max_bytes` are not read; `include_protected` keeps names that a
    text asks to protect. `redact` is a file of names that are left out as those are, `corrections` a table of
    corrections beside those that lie with the sources (`docs/corrections.md`). `limits` are those of archives, by their
    names in `SourceOptions` (`max_expanded`, `max_ratio`, `max_members`, `max_depth`). `text_seconds` is how long one
    text may take (0: any time); there is no limit in a thread and on systems without alarms. `base` begins the IRIs of
    what the build makes, and is kept in the output (`docs/ontology.html`). `progress` is called with what is being
    done, how much of it is done, and of how much.

    What an earlier build into `output` has read is not read again; the result is that of a build into a new folder.
    `shard=(i, n)` reads the i-th of n parts of the sources only, and leaves its shards for `merge`.

    What cannot be read is in the report's `rejections`. Raises `KgError` where the output cannot be written or an
    option makes no sense; the output then holds what it held before.
    """
    given: list[str | os.PathLike[str]] = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    folder, table = Path(output), Path(corrections) if corrections is not None else None
    apart = (folder, *(Path(path) for path in (redact, table) if path is not None))
    sources = SourceOptions(encoding, max_bytes, release_of(release, authority), apart, **(limits or {}))
    share = share_of(shard) if shard else None
    return read_into(
        folder, given, sources, include_protected, read_list(redact), jobs, share, progress, table, text_seconds, base
    )


def read_into(
    folder: Path,
    given: Iterable[str | os.PathLike[str]],
    sources: SourceOptions,
    include_protected: bool,
    hidden: Redactions,
    jobs: int,
    share: Share | None = None,
    progress: Progress | None = None,
    table: Path | None = None,
    text_seconds: float = DEFAULT_SECONDS,
    base: str | None = None,
) -> Report:
    """Read what is given into an output folder: all of it and everything that is made from it, or a share's shards.

    `hidden` are names to leave out, `table` is one of corrections; a text may take `text_seconds`, 0 for any time.
    """
    if text_seconds < 0:
        raise KgError(f"the time for a text must be 0 (no limit) or more seconds, not {text_seconds:g}")
    given = list(given)
    _refuse_inside(folder, given)
    options, tell = options_of(sources, include_protected, hidden), progress or _silent
    run = _Run(folder, options, jobs, tell, base_for(folder, base))

    def read(catalogue: Catalogue, reading: ReadOptions) -> Corrections:
        beside: list[Path] = []
        part = share or Share()
        gather(counted(given, sources, tell, beside), catalogue, reading, jobs, tell, part)
        shield(catalogue, reading, lambda: find(given, sources, []))
        catalogue.close_scan()
        return gathered(beside, table, hidden)

    place, settings = folder / STATE / _SHARDS, settings_of(options)
    reading = ReadOptions(place, sources, include_protected, settings, hidden, text_seconds)
    return run.share(read, reading, share) if share else run.whole(read, reading)


def _refuse_inside(folder: Path, given: Iterable[str | os.PathLike[str]]) -> None:
    """Raise `KgError` for a source that lies in the output folder: what a build writes would be among the sources."""
    place = folder.resolve()
    for path in map(Path, given):
        if path.resolve() == place:
            raise KgError(f"{path} would be source and output at once: choose another folder with --output")
        if path.parent.resolve() == place and path.is_file():
            raise KgError(f"{path} lies in the output folder {folder}: choose another with --output")


def merge(
    folders: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str] = "output",
    *,
    jobs: int = 1,
    corrections: str | os.PathLike[str] | None = None,
    redact: str | os.PathLike[str] | None = None,
    base: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Make one output of what several builds with `shard` have read: the same files as of one build of everything.

    The sources are not needed. Corrections that stood beside them are known; `corrections` is a table of more, and
    `redact` a list of names that these may not bring in. `base` is that of the parts where none is given. Raises
    `KgError` where a part is missing or was made with other options.
    """
    scans = [read_scan(Path(folder)) for folder in folders]
    if not scans:
        raise KgError("there is nothing to merge: give the folders that kg build --shard wrote")
    check_complete(scans)
    options, place = scans[0].options, Path(output)
    run = _Run(place, options, jobs, progress or _silent, check_base(base) if base is not None else one_base(scans))

    table = Path(corrections) if corrections is not None else None
    hidden = read_list(redact)

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
        made = gathered((), table, hidden)
        for scan in scans:
            made |= kept(scan.folder)
        return made

    protected = bool(options["include_protected"])
    return run.whole(read, ReadOptions(place / STATE / _SHARDS, SourceOptions(), protected, scans[0].settings))


def _adopt(scan: Scan, folder: Path, catalogue: Catalogue) -> None:
    """Bring the shards of a part here. Raises `KgError` where not all that the part has read is in them, whole."""
    there = scan.folder / STATE / _SHARDS
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
    """Return which part has read what stands at these places."""
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
        """Read, and write everything an output holds."""
        started = datetime.now(UTC)
        with workspace(self.folder) as following:
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
                describe_build(catalogue, report(made), following, started, self.base)
                products = tuple(name for name in PRODUCTS if (following / name).exists())
                self._finish(following, catalogue, reading)
                keep(self.folder, corrections)
                remember(self.folder, told, made)
                return report(made, products=products)
            finally:
                catalogue.close()

    def share(self, read: _Read, reading: ReadOptions, share: Share) -> Report:
        """Read one part of the sources, and leave its shards."""
        with workspace(self.folder) as following:
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
        for name, path in shards.damaged(reading.folder):  # what was read into it is read again
            self.mended.append(f"{path} was damaged: it was removed, and what it held is read again from its sources")
            shards.remove(reading.folder, name)
        catalogue = Catalogue(work / "catalogue", reading.settings)
        for index in indexes(reading.folder):
            catalogue.add(index)
        return work, catalogue

    def _finish(self, following: Path, catalogue: Catalogue, reading: ReadOptions) -> None:
        """Move everything into place, and leave order behind for the next build."""
        self.tell("moving into place", 0, None)
        commit(self.folder, following)
        write_scan(self.folder, catalogue, self.options, Share(), self.base)
        tidy(reading.folder, catalogue)

    def _nothing_read(self, report: Callable[..., Report], following: Path) -> Report:
        """Write the report only, which says why; a graph that is there stays as it is."""
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
    """Tell nobody."""


def share_of(shard: tuple[int, int] | None) -> Share:
    """Return the part of the sources that is meant; raises `KgError` where there is none such."""
    if shard is None:
        return Share()
    number, of = shard
    if not 1 <= number <= of:
        raise KgError(f"there is no part {number} of {of}: write --shard i/n with i from 1 to n")
    return Share(number, of)


def release_of(status: str | None, authority: str | None) -> ReleaseStatus:
    """Return the release status that the user names; raises `KgError` for one there is none of."""
    if status is None:
        return ReleaseStatus(authority=authority)
    concept = code_lists.release(status)
    if concept is None:
        listed = ", ".join(known.code for known in code_lists.concepts("release"))
        raise KgError(f"{status!r} is no release status; known are: {listed}")
    return ReleaseStatus(concept.code, authority)


def counted(
    given: Iterable[str | os.PathLike[str]], sources: SourceOptions, tell: Progress, beside: list[Path]
) -> Iterator[Item | Rejection]:
    """Yield what is found, and tell how much that is from time to time; tables of corrections go to `beside`."""
    for number, one in enumerate(find(given, sources, beside), 1):
        if number % 1000 == 0:
            tell("finding", number, None)
        yield one
