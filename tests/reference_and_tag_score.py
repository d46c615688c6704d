"""How well references and TAGS are read in short cases: `python -m tests.reference_and_tag_score FOLDER…`.

A folder holds `cases.jsonl`, one case a line with `text`, `year` and what is expected. A case with `own_id` asks for
references: `expected` are the ids of the cables in order, `unread` the words of what names no cable. A case with
`persons` asks for TAGS: `expected` are the codes, `persons` the names. A case is right where both lists are the same.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import kg


def plain(text: str) -> str:
    """Return a text for comparison: blanks collapsed, marks at its ends apart."""
    return " ".join(text.split()).strip(" .,;:-")


def answer(case: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return what is read of a case: ids and unread entries, or codes and persons."""
    cable = kg.parse(case["text"], id=case.get("own_id"), year=case["year"])
    if "own_id" in case:
        ids = [one.cable_id for one in cable.references if one.cable_id]
        return list(dict.fromkeys(ids)), [plain(one.raw) for one in cable.references if not one.cable_id]
    persons = [one.name or "" for one in cable.officials]
    return [tag.code for tag in cable.tags if tag.kind != "person"], list(dict.fromkeys(persons))


def wanted(case: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return what a case asks for, in the shape of `answer`."""
    if "own_id" in case:
        return case["expected"], [plain(one) for one in case["unread"]]
    return case["expected"], case["persons"]


def score(folder: Path) -> tuple[int, int, list[str]]:
    """Return how many cases of a folder are right, how many there are, and a line for each wrong one."""
    cases = [json.loads(line) for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = [f"{c['case']}: {answer(c)} for {wanted(c)}" for c in cases if answer(c) != wanted(c)]
    return len(cases) - len(wrong), len(cases), wrong


if __name__ == "__main__":
    for name in sys.argv[1:]:
        right, total, wrong = score(Path(name))
        print(*wrong, f"{name}: {right}/{total}", sep="\n")
