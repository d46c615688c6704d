"""Read `kg-sources.csv`, a table of facts about the files beside it that their texts lack.

A text does not tell how it became public. A small table in the same folder does: columns `file`, `status`,
`authority`, `date`, `case`, `note`; only the first two are required. `file` is a name relative to the table's folder,
or a pattern (`*.txt`, `leak/*`); an exact name goes before a pattern, an earlier pattern before a later one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from kg.model import ReleaseStatus
from kg.sources import user_tables
from kg.vocabulary import code_lists

NAME = "kg-sources.csv"
CORRECTIONS = "corrections.csv"
"""The table of corrections that may lie beside sources; `kg.resolution.corrections_table` reads it."""
MAX_BYTES = 64 * 1024 * 1024
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """The table's entry for one file."""

    release: ReleaseStatus
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of one table. `problems` are sentences about rows that were left out."""

    exact: dict[str, Known]
    patterns: tuple[tuple[str, Known], ...]
    problems: tuple[str, ...] = ()

    def get(self, name: str) -> Known | None:
        """Return the entry of a file by its name relative to the table's folder (`/` between parts)."""
        if name in self.exact:
            return self.exact[name]
        return next((known for pattern, known in self.patterns if fnmatchcase(name, pattern)), None)


EMPTY = Manifest({}, ())


def read_manifest(folder: Path) -> Manifest:
    """Return the table of a folder; an empty one where there is none. Never raises: problems are in the result."""
    path = folder / NAME
    try:
        if not path.is_file():
            return EMPTY
        if path.stat().st_size > MAX_BYTES:
            return Manifest({}, (), (f"{NAME} is over {MAX_BYTES} bytes and was left out",))
        return _read(path.read_bytes())
    except OSError as error:
        return Manifest({}, (), (f"cannot read {NAME}: {error.strerror or error}",))


def _read(data: bytes) -> Manifest:
    exact: dict[str, Known] = {}
    patterns: list[tuple[str, Known]] = []
    problems: list[str] = []
    for row in user_tables.rows(data, ("file", "status")):
        if isinstance(row, user_tables.Problem):
            problems.append(f"line {row.line}: {row.why}")
            continue
        line, cells = row
        problem, known = _row(cells)
        if problem:
            problems.append(f"line {line}: {problem}")
        name = cells.get("file", "").removeprefix("./")
        if known and any(c in name for c in "*?["):
            patterns.append((name, known))
        elif known:
            exact.setdefault(name, known)
    return Manifest(exact, tuple(patterns), tuple(problems))


def _row(cells: dict[str, str]) -> tuple[str | None, Known | None]:
    """Return the problem of a row, or None, and its entry, if it can be used."""
    status, date = cells.get("status", ""), cells.get("date") or None
    if not cells.get("file"):
        return "the column 'file' is empty", None
    concept = code_lists.release(status)
    if not concept:
        listed = ", ".join(known.code for known in code_lists.concepts("release"))
        return f"{status!r} is no release status (known are: {listed})", None
    problem = None
    if date and not _DATE.fullmatch(date):
        problem, date = f"{date!r} is no date (year, year-month or year-month-day); it was left out", None
    release = ReleaseStatus(concept.code, cells.get("authority") or None, date, cells.get("case") or None)
    return problem, Known(release, cells.get("note") or None)
