"""How well tables of drafting and clearance and names beside titles in capitals are read: cases beside hand answers.

A folder holds `cases.jsonl`; a case has `kind` (`table` or `title`), `text` and `expected`, a list of officials with
`name` and `role` and, for a table, `office` (None: not asked). `python -m tests.tables_score FOLDER` prints the score.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import kg
from kg.model import Official
from tests.officials_score import plain

TABLE_ROLES = ("drafted", "cleared", "approved", "released", "informed")
TEXT_ROLES = ("mentioned", "participant", "visitor")


@dataclass(slots=True)
class KindScore:
    """What was counted for one kind of case."""

    cases: int = 0
    whole: int = 0
    right: int = 0
    offices: int = 0
    office_right: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was read that is asked for."""
        return self.right / ((self.right + len(self.wrong)) or 1)

    @property
    def recall(self) -> float:
        """The share of what is asked for that was read."""
        return self.right / ((self.right + len(self.missing)) or 1)

    def line(self) -> str:
        """Return the figures on one line."""
        return (
            f"{self.whole}/{self.cases} whole, precision {self.precision:.3f}, recall {self.recall:.3f}"
            f" ({self.right} right, {len(self.wrong)} wrong, {len(self.missing)} missing),"
            f" offices {self.office_right}/{self.offices}"
        )


def load(folder: Path) -> list[dict[str, Any]]:
    """Return the cases of a folder."""
    return [json.loads(line) for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines() if line]


def score(cases: Sequence[dict[str, Any]]) -> dict[str, KindScore]:
    """Score the reader on cases, by kind."""
    found: dict[str, KindScore] = {}
    for case in cases:
        _count(found.setdefault(case["kind"], KindScore()), case)
    return found


def _count(tally: KindScore, case: dict[str, Any]) -> None:
    roles = TABLE_ROLES if case["kind"] == "table" else TEXT_ROLES
    left = [one for one in kg.parse(case["text"]).officials if one.role in roles and one.name]
    if "doubtful" in case and case["kind"] == "title":
        left = [one for one in left if not _is_shorter(one, case["expected"])]
    wrong, missing = len(tally.wrong), len(tally.missing)
    for want in case["expected"]:
        best = next((one for one in left if _fits(one, want)), None)
        if best is None:
            tally.missing.append(f"{case['case']}: {want['role']} {want['name']}")
            continue
        left.remove(best)
        tally.right += 1
        if want.get("office"):
            tally.offices += 1
            tally.office_right += plain(best.organisation) == plain(want["office"])
    tally.wrong += [f"{case['case']}: {one.role} {one.name!r}, {one.organisation!r} {one.title!r}" for one in left]
    tally.cases += 1
    tally.whole += (wrong, missing) == (len(tally.wrong), len(tally.missing))


def _fits(one: Official, want: dict[str, Any]) -> bool:
    role = one.role if one.role in TABLE_ROLES else "mentioned"
    return role == want["role"] and plain(one.name) == plain(want["name"])


def _is_shorter(one: Official, expected: Sequence[dict[str, Any]]) -> bool:
    names = [plain(want["name"]) for want in expected]
    return plain(one.name) not in names and any(name.endswith(f" {plain(one.name)}") for name in names)


def main(folder: str) -> None:
    """Print the score of a folder, with what is wrong and missing."""
    for kind, tally in score(load(Path(folder))).items():
        print(f"{kind:6} {tally.line()}")
        for name, lines in (("wrong", tally.wrong), ("missing", tally.missing)):
            for line in lines:
                print(f"    {name:8} {line}")


if __name__ == "__main__":
    main(*sys.argv[1:])
