"""How well officials are read: answers beside a gold set made by hand, precision and recall by role.

A line of gold is `role | name | title | organisation | protected`; what follows a name may be left out, `/` gives other
acceptable readings, an empty name an office without a name. A line that begins with `?` is neither asked for nor
counted against: garbled beyond reading, or a judgment that can go either way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.model import Official
from kg.vocabulary import titles
from kg.vocabulary.csv_tables import fold

#: Roles read from running text; all others are of the header and the end of the cable.
TEXT_ROLES = ("mentioned", "participant", "visitor")
_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Expected:
    """One official of the gold set: the acceptable readings of each particular; `asked` is false for `?` lines."""

    roles: tuple[str, ...]
    names: tuple[str, ...]
    titles: tuple[str, ...]
    organisation: str
    protected: bool
    asked: bool

    @classmethod
    def read(cls, line: str) -> Expected:
        """Read one line of gold.

        >>> Expected.read("mentioned | Ana Quispe | Foreign Minister / FM").titles
        ('FOREIGN MINISTER', 'FM')
        """
        parts = [p.strip() for p in line.removeprefix("?").split("|")]
        parts += [""] * (_COLUMNS - len(parts))
        roles, name, title = (tuple(filter(None, _split(p))) for p in parts[:3])
        protected = parts[4] == "protected"
        asked = not line.startswith("?")
        return cls(tuple(r.lower() for r in roles), name, title, parts[3], protected, asked)


def _split(part: str) -> list[str]:
    return [plain(p) for p in part.split(" / ")]


def plain(text: str | None) -> str:
    """Return a name or title for comparison: capitals, no accents, no points and commas, single blanks."""
    return " ".join(re.sub(r"[^\w/'’-]+", " ", fold(text or "")).split())


def _canonical(title: str) -> str:
    found = titles.find(title)
    return plain(found.canonical) if found else plain(title)


def same_title(found: str | None, wanted: Sequence[str]) -> bool:
    """Tell whether a title as read is one of those wanted, or means the same office by the table of titles."""
    return any(plain(found) == one or _canonical(found or "") == _canonical(one) for one in wanted)


@dataclass(slots=True)
class Tally:
    """What was counted for one role; `wrong` and `missing` say which, with the cable they are of."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was read that is in the gold set; 1 where nothing was read."""
        return self.right / (self.right + len(self.wrong)) if self.right or self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold set that was read; 1 where nothing was asked for."""
        return self.right / (self.right + len(self.missing)) if self.right or self.missing else 1.0

    def __iadd__(self, other: Tally) -> Tally:
        """Count another tally in."""
        self.right += other.right
        self.wrong += other.wrong
        self.missing += other.missing
        return self


@dataclass(slots=True)
class Score:
    """The tallies by role, and of the entries that are right which particulars are not."""

    roles: dict[str, Tally] = field(default_factory=dict)
    particulars: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def of(self, roles: Iterable[str]) -> Tally:
        """Return one tally over several roles."""
        total = Tally()
        for role in roles:
            total += self.roles.get(role, Tally())
        return total

    @property
    def text(self) -> Tally:
        """The tally of the roles read from running text."""
        return self.of(TEXT_ROLES)

    @property
    def header(self) -> Tally:
        """The tally of all other roles."""
        return self.of(sorted(set(self.roles) - set(TEXT_ROLES)))

    def role(self, name: str) -> Tally:
        """Return the tally of a role, a new one where nothing was counted."""
        return self.roles.setdefault(name, Tally())

    def compare(self, where: str, answers: Sequence[Official], lines: Sequence[str]) -> None:
        """Count the officials read from one cable beside the lines of gold for it."""
        left = list(answers)
        for want in sorted(map(Expected.read, lines), key=lambda e: (not e.asked, len(e.roles), not e.titles)):
            fitting = [one for one in left if _fits(one, want)]
            best = min(fitting, key=lambda one: not same_title(one.title, want.titles), default=None)
            if best is not None:
                left.remove(best)
            if not want.asked:
                continue
            if best is None:
                self.role(want.roles[0]).missing.append(f"{where}: {want.names or want.titles}")
                continue
            self.role(best.role).right += 1
            self._particulars(where, best, want)
        for one in left:
            self.role(one.role).wrong.append(f"{where}: {one.name!r}, {one.title!r}")

    def _particulars(self, where: str, one: Official, want: Expected) -> None:
        checks = {"protected": one.protected == want.protected}
        if want.titles and one.role in TEXT_ROLES:
            checks["title"] = same_title(one.title, want.titles)
        if want.organisation:
            checks["organisation"] = plain(want.organisation) == plain(one.organisation)
        for name, right in checks.items():
            self.particulars[name] += 1
            if not right:
                self.particulars[f"{name} wrong"] += 1
                self.differences.append(f"{where}: {one.name!r} {name}: {one.title!r}, {one.organisation!r}, {want}")

    def lines(self) -> list[str]:
        """Return the figures as lines for a report: one a role, then both groups, then the particulars."""
        rows = [(role, self.roles[role]) for role in sorted(self.roles)]
        rows += [("header roles", self.header), ("roles in the text", self.text)]
        shown = [
            f"{name:<18} precision {t.precision:.3f}  recall {t.recall:.3f}  ({t.right} right, {len(t.wrong)} wrong,"
            f" {len(t.missing)} missing)"
            for name, t in rows
        ]
        checked = [name for name in sorted(self.particulars) if not name.endswith(" wrong")]
        shown += [
            f"{name:<18} {self.particulars[name] - self.particulars[f'{name} wrong']} of {self.particulars[name]} right"
            for name in checked
        ]
        return shown


def _fits(one: Official, want: Expected) -> bool:
    if one.role not in want.roles or (one.name is None) != (not want.names):
        return False
    if one.name is None:
        return same_title(one.title, want.titles) if want.titles else one.title is None
    return plain(one.name) in want.names
