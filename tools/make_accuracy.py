"""Writes what was measured into `docs/accuracy.md` and `README.md`: `python -m tools.make_accuracy`, or `make docs`.

The figures are those of `tests/reading_table.py`. A set that is not at hand keeps the figures it has in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.gold_score import Table
from tests.reading_table import sources

ROOT = Path(__file__).parent.parent
GOAL, README = ROOT / "docs" / "accuracy.md", ROOT / "README.md"
KINDS = ("right", "wrong", "missing")
SHORT = {
    "gold": "20 real documents, read by hand",
    "mixed": "8 made-up documents of mixed forms",
    "officials held_out": "officials, of a set kept aside until its first score",
    "generated": "generated cables with damage",
    "conformance": "fragments, most of them real, of what is hard",
    "cases-2": "made-up fragments of what is weak",
}
"""The sets that the README tells of, in words."""
_MADE = re.compile(r"(<!-- made: ([\w -]+) -->\n).*?(<!-- end -->)", re.S)
_ROW = re.compile(r"^\| ([^|\n]+?) \| (\d+) \| (\d+) \| (\d+) \|", re.M)


def together(tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return tables by the names of the page: the folds of generated cables are one."""
    found = {name: table for name, table in tables.items() if not name.startswith("generated")}
    folds = [table for name, table in tables.items() if name.startswith("generated")]
    if folds:
        found["generated"] = Table(sum((fold.counts for fold in folds[1:]), folds[0].counts.copy()))
    return found


def rows(table: Table) -> dict[str, tuple[int, ...]]:
    """Return right, wrong and missing of each form (of each field, where there is one form only), and of all."""
    at = 1 if len(table.forms) == 1 else 0
    names = table.fields if at else table.forms
    found = {
        name: tuple(sum(n for key, n in table.counts.items() if key[at] == name and key[2] == kind) for kind in KINDS)
        for name in names
    }
    return {**found, "all": tuple(table.total(kind) for kind in KINDS)}


def section(table: Table) -> str:
    """Return the table of a set in Markdown, with the fields that are not read right throughout."""
    lines = ["| | right | wrong | missing | not all right |", "|---|---|---|---|---|"]
    for name, counts in rows(table).items():
        faults = ", ".join(_faults(table, name)) if len(table.forms) > 1 and name != "all" else ""
        lines.append(f"| {name} | {' | '.join(map(str, counts))} | {faults} |")
    return "\n".join(lines) + "\n"


def _faults(table: Table, form: str) -> Iterator[str]:
    for field in table.fields:
        counts = {kind: table.counts[form, field, kind] for kind in KINDS[1:]}
        if any(counts.values()):
            yield f"{field} ({', '.join(f'{count} {kind}' for kind, count in counts.items() if count)})"


def page(text: str, tables: Mapping[str, Table]) -> str:
    """Return the page with the sections of the tables made anew."""
    return _MADE.sub(lambda m: f"{m[1]}{section(tables[m[2]])}{m[3]}" if m[2] in tables else m[0], text)


def told(text: str) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return the figures of a page: set → row → right, wrong, missing."""
    return {
        m[2]: {row[1]: (int(row[2]), int(row[3]), int(row[4])) for row in _ROW.finditer(m[0])}
        for m in _MADE.finditer(text)
    }


def short(text: str, figures: Mapping[str, Mapping[str, tuple[int, ...]]]) -> str:
    """Return the README with the sums that the page tells."""
    lines = ["| texts | right | wrong | missing |", "|---|---|---|---|"]
    lines += [f"| {words} | {' | '.join(map(str, figures[name]['all']))} |" for name, words in SHORT.items()]
    made = "\n".join(lines) + "\n"
    return _MADE.sub(lambda m: f"{m[1]}{made}{m[3]}" if m[2] == "accuracy" else m[0], text)


def overstated(figures: Mapping[str, tuple[int, ...]], table: Table) -> list[str]:
    """Return the rows of a page that claim more than is measured, by more than the slack of the floors."""
    measured = rows(table)
    found = [name for name in measured if name not in figures] + [name for name in figures if name not in measured]
    for name in measured.keys() & figures.keys():
        (right, wrong, _), (is_right, is_wrong, _) = figures[name], measured[name]
        if is_right < int(0.97 * right) - 1 or is_wrong > wrong + 1 + wrong // 10:
            found.append(f"{name}: {right} right and {wrong} wrong are told, {is_right} and {is_wrong} measured")
    return found


def main() -> None:
    """Write the page and the README."""
    tables = together({name: make() for name, make in sources().items()})
    text = page(GOAL.read_text("utf-8"), tables)
    GOAL.write_text(text, "utf-8")
    README.write_text(short(README.read_text("utf-8"), told(text)), "utf-8")
    print(f"written: {GOAL}, {README}")


if __name__ == "__main__":
    main()
