"""How well telegrams on the Department's paper forms (before 1966) are read: `python -m tests.paper_score FOLDER`.

FOLDER has `texts/NAME.txt` and `answers.jsonl`, a line a text: `doc` and what its fields are. Each value asked for is
right, missing, or wrong (something else is read; a value where there is none is wrong too).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import kg
from kg.model.cable_id import CableId
from kg.vocabulary import posts


def folded(name: object) -> str:
    """Return a name for comparison: the id of its post, else its letters and digits in small letters."""
    words = re.sub(r"\W", "", str(name or "")).casefold()
    if words in ("departmentofstate", "secretaryofstate", "state", "department"):
        return "STATE"
    if words in ("actingsecretary", "actingsecretaryofstate"):
        return "STATE"
    post = posts.by_name(str(name)) if name else None
    return post.id if post else words


def read_fields(cable: Any) -> dict[str, list[str]]:
    """Return what was read of a cable, by the names of the answers."""
    by_role = {role: [a for a in cable.addressees if a.role == role] for role in ("action", "info")}
    known = {a.key: a.value for a in cable.attributes}
    people = {role: [o.name for o in cable.officials if o.role == role] for role in _ROLES.values()}
    date = cable.date_time_group.value.date() if cable.date_time_group else cable.date.value if cable.date else None
    number = cable.message_reference_number
    found: dict[str, list[str]] = {
        "date": [str(date)] if date else [],
        "from": [folded(cable.origin.value or cable.origin.name)] if cable.origin else [],
        "number": [number.value] if number else [],
        "action": [folded(a.post or a.name) for a in by_role["action"]],
        "info": [folded(a.post or a.name) for a in by_role["info"]],
        "precedence": [cable.precedence.value] if cable.precedence else [],
        "level": [cable.classification.value] if cable.classification else [],
        "captions": [c.value for c in cable.captions],
        "subject": [cable.subject.value] if cable.subject else [],
        "references": [f"{r.kind} {' '.join(r.raw.split())}" for r in cable.references],
        "serials": [f"{folded(a.post or a.name)} {a.serial}" for a in cable.addressees if a.serial],
        "control_number": [known["Control Number"]] if "Control Number" in known else [],
        "action_office": [known["Action Office"]] if "Action Office" in known else [],
        "section": [f"{cable.section.number} of {cable.section.of}"] if cable.section else [],
        "id": [f"{i.station} {i.serial}" for i in [CableId.parse(cable.id or "")] if i],
    }
    return found | {name: [str(n) for n in people[role]] for name, role in _ROLES.items()}


_ROLES = {"signer": "signed", "drafted": "drafted", "approved": "approved", "cleared": "cleared"}


def asked_fields(answer: dict[str, Any]) -> dict[str, list[str]]:
    """Return what is asked of a cable, in the words of `read_fields`."""
    places = ("from", "action", "info")
    asked = {}
    for name in ("date", "number", "precedence", "level", "captions", "subject", "control_number", "action_office"):
        asked[name] = _listed(answer[name])
    for name in ("section", *_ROLES):
        asked[name] = _listed(answer[name])
    for name in places:
        asked[name] = [folded(one) for one in _listed(answer[name])]
    asked["references"] = [f"{r['kind']} {r['raw']}" for r in answer["references"]]
    asked["serials"] = [f"{folded(name)} {number}" for name, number in answer["serials"].items()]
    digits = answer["number"] or ""
    asked["id"] = [f"{folded(answer['from'])} {digits}"] if digits.isdigit() else []
    return asked


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value is not None else []


def compare(asked: Iterable[str], found: Iterable[str]) -> tuple[int, int, int]:
    """Return how many values are right, wrong and missing.

    >>> compare(["a", "b"], ["a", "c", "d"])
    (1, 2, 0)
    """
    want, have = Counter(asked), Counter(found)
    right = sum((want & have).values())
    wrong = have.total() - right
    return right, wrong, max(0, want.total() - right - wrong)


def score(folder: Path, *, tell: bool = False) -> dict[str, Counter[str]]:
    """Return right, wrong and missing values of each field, of all texts of a folder."""
    total: dict[str, Counter[str]] = {}
    for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        text = (folder / "texts" / f"{answer['doc']}.txt").read_text(encoding="utf-8")
        found = read_fields(kg.parse(text))
        for name, asked in asked_fields(answer).items():
            right, wrong, missing = compare(asked, found[name])
            total.setdefault(name, Counter()).update(right=right, wrong=wrong, missing=missing)
            if tell and (wrong or missing):
                print(f"{answer['doc']} {name}: {asked} read {found[name]}")
    return total


def main() -> None:
    """Print the score of the folder named on the command line, and every difference with `-v`."""
    total = score(Path(sys.argv[1]), tell="-v" in sys.argv)
    for name, one in total.items():
        print(f"{name:15} right {one['right']:3} wrong {one['wrong']:3} missing {one['missing']:3}")
    whole = sum(total.values(), Counter())
    print(f"{'all':15} right {whole['right']:3} wrong {whole['wrong']:3} missing {whole['missing']:3}")


if __name__ == "__main__":
    main()
