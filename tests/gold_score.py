"""How well documents of a gold folder are read: field by field, right, wrong and missing.

A folder holds `gold.jsonl` (a document a line; the fields are told in the folder's README.md) and `texts/`. What a
document's gold does not ask (`null`, or no such key) is not counted, neither is what it calls uncertain. Run it as
`python -m tests.gold_score FOLDER`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import Cable, Document
from kg.model.cable_id import CableId
from kg.pipeline.cable_evidence import judge
from kg.sources.find_sources import find
from kg.sources.load_documents import load
from kg.sources.source_item import Item
from tests.officials_score import plain

_SINGLE: dict[str, Callable[[Cable], object]] = {
    "id": lambda c: c.id,
    "date_time_group": lambda c: f"{c.date_time_group.value:%Y-%m-%dT%H:%M:%SZ}" if c.date_time_group else None,
    "precedence": lambda c: c.precedence.value if c.precedence else None,
    "classification": lambda c: c.classification.value if c.classification else None,
    "executive_order": lambda c: c.executive_order.value if c.executive_order else None,
    "declassify_on": lambda c: str(c.declassify_on.value) if c.declassify_on and c.declassify_on.value else None,
    "subject": lambda c: plain(c.subject.value) if c.subject else None,
    "from_post": lambda c: c.origin.value if c.origin else None,
}
_LISTS: dict[str, Callable[[Cable], Iterable[object]]] = {
    "captions": lambda c: [one.value for one in c.captions],
    "tags": lambda c: [one.code for one in c.tags],
    "references": lambda c: [_short(one.cable_id) for one in c.references if one.cable_id],
    "addressees": lambda c: [(one.role, plain(one.name)) for one in c.addressees],
    "paragraph_numbers": lambda c: [one.number for one in c.paragraphs if one.number is not None],
}
_ALSO_DAY = "date"
_HEADER_ROLES = ("classified_by", "drafted", "cleared", "approved", "released", "signed")


@dataclass
class Table:
    """Counts by form and field, and what was wrong or missing, a line each."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def tell(self, form: str, name: str, wanted: Iterable[object], found: Iterable[object], where: str) -> None:
        """Count the values of a field: equal values pair off, the rest is missing or wrong."""
        asked, given = Counter(wanted), Counter(found)
        for kind, some in (("right", asked & given), ("wrong", given - asked), ("missing", asked - given)):
            self.counts[form, name, kind] += some.total()
            if kind != "right":
                self.lines += (f"{where} {name} {kind}: {value!r}" for value in some.elements())

    def of(self, name: str, kind: str) -> int:
        """Return a count over all forms."""
        return sum(n for (_, field_name, k), n in self.counts.items() if field_name == name and k == kind)

    def total(self, kind: str) -> int:
        """Return a count over all forms and fields."""
        return sum(n for (*_, k), n in self.counts.items() if k == kind)

    @property
    def fields(self) -> list[str]:
        """The fields that were asked or answered, in the order of their first count."""
        return list(dict.fromkeys(name for _, name, _ in self.counts))

    @property
    def forms(self) -> list[str]:
        """The forms of the documents, in the order of their first count."""
        return list(dict.fromkeys(form for form, *_ in self.counts))

    def rows(self) -> list[str]:
        """Return the counts as lines, a field each, then a form each, then all: right, wrong, missing."""
        kinds = ("right", "wrong", "missing")
        shown = [(name, [self.of(name, kind) for kind in kinds]) for name in self.fields]
        for form in self.forms:
            shown.append((form, [sum(self.counts[form, name, kind] for name in self.fields) for kind in kinds]))
        shown.append(("all", [self.total(kind) for kind in kinds]))
        return [f"{name:32}{a:6}{b:6}{c:6}" for name, (a, b, c) in shown]


def documents(folder: Path) -> dict[str, list[Document]]:
    """Return the documents of the texts of a folder by the name of their file."""
    found: dict[str, list[Document]] = {}
    for item in find([folder / "texts"]):
        for one in load(item) if isinstance(item, Item) else ():
            if isinstance(one, Document):
                name = Path(one.source.partition("#")[0]).stem
                found.setdefault(name, []).append(one)
    return found


def _cable(read: list[Document]) -> Cable | None:
    """Return the cable of a file as a build reads it: the first of its documents that is one."""
    return next((cable for one in read for cable in judge(one).cables), None)


def _short(printed: object) -> object:
    """Return an id as gold has it: two digits of the year, which the product writes in full before 1966."""
    found = CableId.parse(printed) if isinstance(printed, str) else None
    return f"{found.year % 100:02}{found.station}{found.serial}" if found else printed


def _named(official: dict[str, object]) -> tuple[object, str]:
    return official["role"], plain(str(official.get("as_in_body") or official["name"]))


def compare(table: Table, gold: dict[str, object], cable: Cable | None) -> None:
    """Count the fields of one document."""
    form, where = str(gold["form"]), str(gold["file"])
    table.tell(form, "is_cable", [gold["is_cable"]], [cable is not None], where)
    cable = cable or Cable(id=None)
    for name, view in _SINGLE.items():
        if name not in gold:
            continue
        wanted, found = gold[name], view(cable)
        wanted = plain(str(wanted)) if name == "subject" and wanted else wanted
        if name == "id":
            wanted, found = _short(wanted), _short(found)
        table.tell(form, name, [wanted] if wanted else [], [found] if found else [], where)
    if gold.get(_ALSO_DAY):
        sent = cable.date_time_group.value.date() if cable.date_time_group else cable.date and cable.date.value
        table.tell(form, "day", [gold[_ALSO_DAY]], [str(sent)] if sent else [], where)
    for name, values in _LISTS.items():
        asked = gold.get(name)
        if not isinstance(asked, list):
            continue
        wanted_ones = [(a["role"], plain(a["name"])) for a in asked] if name == "addressees" else asked
        table.tell(form, name, wanted_ones, values(cable), where)
    _officials(table, form, where, gold, cable)


def _officials(table: Table, form: str, where: str, gold: dict[str, object], cable: Cable) -> None:
    """Count the officials by name and role: those of the header, and those of the text."""
    listed = gold["officials"]
    assert isinstance(listed, list)
    uncertain = gold["uncertain"]
    assert isinstance(uncertain, list)
    left_out = {plain(one["name"]) for one in uncertain if one.get("name")}
    header = [_named(one) for one in listed if one["role"] in _HEADER_ROLES]
    body = [_named(one)[1] for one in listed if one["role"] not in _HEADER_ROLES]
    read = [(one.role, plain(one.name)) for one in cable.officials if one.name and plain(one.name) not in left_out]
    table.tell(form, "officials of the header", header, [one for one in read if one[0] in _HEADER_ROLES], where)
    names = {plain(str(one.get(key))) for one in listed for key in ("name", "as_in_body") if one.get(key)}
    spoken = list(dict.fromkeys(name for role, name in read if role not in _HEADER_ROLES))
    body_found = [next((b for b in body if _same_person(b, name, names)), name) for name in spoken]
    table.tell(form, "officials of the text", set(body), set(body_found), where)


def _same_person(wanted: str, found: str, names: set[str]) -> bool:
    """Tell whether a name as read is the one wanted: alike, or its surname alone or with it."""
    return wanted == found or (found.split()[-1:] == wanted.split()[-1:] and found not in names - {wanted})


def score(folder: Path) -> Table:
    """Return the table of a folder."""
    table, read = Table(), documents(folder)
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        compare(table, gold, _cable(read.get(str(gold["file"]), [])))
    return table


if __name__ == "__main__":
    scored = score(Path(sys.argv[1]))
    print("\n".join([*scored.lines, "", f"{'':32} right wrong missing", *scored.rows()]))
