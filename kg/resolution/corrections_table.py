"""Read `corrections.csv`: the corrections made by readers of the cables.

Columns `what`, `says`, `value`, `author`, `reason`, `date`. `what` is a cable (`07LIMA2181`) or a part of one
(`07LIMA2181#signed-struble`), `says` the field, or `same-as`, `different-from`, `is` for a mention. Author and reason
are required. A correction names cables and their parts, never a computed person, so it holds in every later build.

Rows about persons are judgements: two mentions are the same person, are not the same, or are this person of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from pathlib import Path

from kg.sources import user_tables

HISTORIAN = "https://history.state.gov/departmenthistory/people/"


@dataclass(slots=True)
class Judgements:
    """Judgements about mentions (`07LIMA2181#signed-struble`).

    `person` maps a mention to the IRI of its person. `contradictions` are pairs declared both the same and different.
    """

    different: set[frozenset[str]] = field(default_factory=set)
    person: dict[str, str] = field(default_factory=dict)
    contradictions: list[tuple[str, str]] = field(default_factory=list)
    _classes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> Judgements:
        """Make judgements from rows (mention, `same-as` | `different-from` | `is`, mention or IRI)."""
        made, persons = cls(), list[tuple[str, str]]()
        for mention, says, other in rows:
            if says == "different-from":
                made.different.add(frozenset((mention, other)))
            else:
                made._join(mention, other)
            if says == "is":
                persons.append((mention, other))
        iris = {made.one(mention): iri for mention, iri in sorted(persons, reverse=True)}
        made.person = {mention: iris[made.one(mention)] for mention in made._classes if made.one(mention) in iris}
        for pair in sorted(map(sorted, made.different)):
            if len(pair) == 1 or made.one(pair[0]) == made.one(pair[-1]):
                made.contradictions.append((pair[0], pair[-1]))
                made.different.discard(frozenset(pair))
        return made

    def __bool__(self) -> bool:
        return bool(self.different or self._classes)

    def one(self, mention: str) -> str:
        """Return the representative of all mentions that are declared the same person as this one."""
        while (other := self._classes.get(mention, mention)) != mention:
            mention = other
        return mention

    def named(self, mention: str) -> bool:
        """Return whether any judgement names a mention."""
        return mention in self._classes or any(mention in pair for pair in self.different)

    def apart(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Return whether a mention of the first group is declared different from one of the second."""
        if not self.different:
            return False
        first, second = [{self.one(m) for m in side} for side in (one, other)]
        pairs = ([self.one(m) for m in pair] for pair in self.different)
        return any((a in first and b in second) or (b in first and a in second) for a, b in pairs)

    def _join(self, one: str, other: str) -> None:
        self._classes.setdefault(one, one)
        self._classes.setdefault(other, other)
        first, second = sorted((self.one(one), self.one(other)))
        self._classes[second] = first


JUDGED = ("same-as", "different-from", "is")
NO_PERSON = "no person"
"""The value of `is` for a mention that is no person at all."""
_COLUMNS = ("what", "says", "value", "author", "reason")
_NOBODY = frozenset((NO_PERSON, "no-person", "nobody", "none", "-"))
_MAX_BYTES = 64 * 2**20
_CABLE = re.compile(r"(?:<?https?://w3id\.org/cable-kg/cable/)?([^#\s<>]{1,120})(?:#([^#\s<>]{1,200}))?>?")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]{3,400}")
_HISTORIAN = re.compile(r"https?://history\.state\.gov/departmenthistory/people/([a-z0-9-]{2,80})/?")


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: `cable` is the last part of the cable's IRI, `part` the name of a part of it (may be empty).

    `date` is the day of the correction (ISO 8601), or empty.
    """

    date: str
    cable: str
    part: str
    says: str
    value: str
    author: str
    reason: str

    @property
    def what(self) -> str:
        """The corrected cable or part, as a correction names it."""
        return f"{self.cable}#{self.part}" if self.part else self.cable

    @property
    def judged(self) -> bool:
        """Whether the correction identifies a person; a value, or `no person`, is no such judgement."""
        return self.says in JUDGED and self.value != NO_PERSON

    def line(self) -> str:
        """Describe the correction on one line, for messages."""
        return f"{self.what} {self.says} {self.value!r} ({self.author})"


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections without repeats, in order: the later of two on one thing holds. `problems` are the unusable lines."""

    rows: tuple[Correction, ...] = ()
    problems: tuple[str, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Correction], problems: Iterable[str] = ()) -> Corrections:
        """Make corrections from rows in any order."""
        return cls(tuple(sorted(set(rows), key=astuple)), tuple(sorted(set(problems))))

    def __or__(self, other: Corrections) -> Corrections:
        return Corrections.of((*self.rows, *other.rows), (*self.problems, *other.problems))

    def __bool__(self) -> bool:
        return bool(self.rows or self.problems)

    def judgements(self) -> Judgements:
        """Return the judgements about mentions."""
        return Judgements.of((row.what, row.says, row.value) for row in self.rows if row.judged)

    def by_cable(self) -> dict[str, list[Correction]]:
        """Return all corrections by cable."""
        found: dict[str, list[Correction]] = {}
        for row in self.rows:
            found.setdefault(row.cable, []).append(row)
        return found

    def to_data(self) -> list[list[str]]:
        """Return the corrections as JSON data, the problems last."""
        return [[*astuple(row)] for row in self.rows] + [[problem] for problem in self.problems]

    @classmethod
    def from_data(cls, data: Iterable[list[str]]) -> Corrections:
        """Read corrections from the JSON data that `to_data` made."""
        cells = list(data)
        return cls.of((Correction(*c) for c in cells if len(c) > 1), (c[0] for c in cells if len(c) == 1))


def read_corrections(path: Path, name: str | None = None) -> Corrections:
    """Read the corrections of a file; never raises: unusable lines become problems, under `name`."""
    called = name or path.name
    try:
        if path.stat().st_size > _MAX_BYTES:
            return Corrections((), (f"{called} is over {_MAX_BYTES} bytes and was left out",))
        data = path.read_bytes()
    except OSError as error:
        return Corrections((), (f"cannot read {called}: {error.strerror or error}",))
    found, problems = list[Correction](), list[str]()
    for row in user_tables.rows(data, _COLUMNS):
        if isinstance(row, user_tables.Problem):
            problems.append(f"{called} line {row.line}: {row.why}")
            continue
        line, cells = row
        read = _row(cells)
        if isinstance(read, str):
            problems.append(f"{called} line {line}: {read}")
        else:
            found.append(read)
    return Corrections.of(found, problems)


def _row(cells: dict[str, str]) -> Correction | str:
    """Return the correction of a row, or the problem with it."""
    empty = next((column for column in _COLUMNS if not cells.get(column)), None)
    if empty is not None:
        return f"the column {empty!r} is empty"
    named = _CABLE.fullmatch(cells["what"])
    if named is None:
        return f"{cells['what']!r} names no cable and no part of one"
    day = cells.get("date", "")
    if day:
        try:
            date.fromisoformat(day)
        except ValueError:
            return f"{day!r} is no date: write it as 2007-06-21"
    says = cells["says"].lower().replace("_", "-").replace(" ", "-")
    row = Correction(day, named[1], named[2] or "", says, cells["value"], cells["author"], cells["reason"])
    return _judged(row) if row.judged else row


def _judged(row: Correction) -> Correction | str:
    """Return a judgement with the other mention, or the person's page, in its standard form; or the problem with it."""
    if not row.part:
        return f"{row.says} is said of a mention, as 07LIMA2181#signed-struble, not of {row.what!r}"
    if row.says == "is":
        if row.value.casefold() in _NOBODY:
            return replace(row, value=NO_PERSON)
        page = _HISTORIAN.fullmatch(row.value)
        if page is not None:
            return replace(row, value=HISTORIAN + page[1])
        wrong = f"{row.value!r} is not the address of a page about a person, and not {NO_PERSON!r}"
        return row if _IRI.fullmatch(row.value) else wrong
    other = _CABLE.fullmatch(row.value)
    if other is None or not other[2]:
        return f"{row.value!r} names no mention; write it as 07LIMA2181#signed-struble"
    return replace(row, value=f"{other[1]}#{other[2]}")
