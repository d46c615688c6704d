"""The table of how well cables are read: form by form and field by field what is right, wrong and missing.

Sources are the conformance cases, the cases of weak kinds and the gold of real texts (where `../shared` is there), the
mixed gold of `tests/gold/mixed`, the officials of `tests/gold` and three folds of generated cables. Run it as
`python -m tests.reading_table`; `--floors` writes `tests/cases/reading_floors.yml` anew, below today's figures.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from textwrap import wrap
from types import ModuleType

import yaml

import kg
from generator import Form, Verdict, generate, judge
from tests import gold_score
from tests.gold_score import Table
from tests.officials_score import Score

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("KG_SHARED", HERE.parents[1] / "shared"))
FLOORS = HERE / "cases" / "reading_floors.yml"
_FOLDS, _SEEDS = 3, 3
_DAMAGE = 0.7
_KINDS = {Verdict.RIGHT: "right", Verdict.MARKED: "missing", Verdict.MISSING: "missing", Verdict.WRONG: "wrong"}


def cases(folder: Path) -> Table:
    """Return the table of a folder of cases, pieces of texts and whole ones; none is right by half."""
    judge_of, table = _score_module(), Table()
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            got = judge_of.kg_reader(case)
            right = judge_of.same(path.stem, got, case["expected"])
            kind = "right" if right else "wrong" if got else "missing"
            table.counts["fragment", path.stem, kind] += 1
    return table


def _score_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "conformance" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def officials(name: str) -> Table:
    """Return the table of one fold of the officials read by hand."""
    table, score = Table(), Score()
    for cable, lines in yaml.safe_load((HERE / "gold" / f"{name}.yml").read_text(encoding="utf-8")).items():
        made = HERE / "gold" / "cables" / f"{cable}.txt"
        path = made if made.exists() else HERE.parent / "examples" / f"{cable}.txt"
        score.compare(cable, kg.parse(path.read_text(encoding="utf-8")).officials, lines)
    for role, tally in sorted(score.roles.items()):
        for kind, count in (("right", tally.right), ("wrong", len(tally.wrong)), ("missing", len(tally.missing))):
            table.counts["officials", role, kind] += count
    return table


def generated(fold: int) -> Table:
    """Return the table of damaged made-up cables, a fold of its own seeds; what is marked as doubtful is missing."""
    table = Table()
    for form in Form:
        for seed in range(_SEEDS):
            made = generate(1000 * (fold + 1) + seed, form, _DAMAGE)
            for field, verdict in judge(made.truth, kg.parse(made.text, year=made.facts.year)).items():
                table.counts[str(form), field, _KINDS[verdict]] += 1
    return table


def sources() -> dict[str, Callable[[], Table]]:
    """Return the makers of the tables by name: those whose texts are at hand."""
    found: dict[str, Callable[[], Table]] = {"mixed": partial(gold_score.score, HERE / "gold" / "mixed")}
    found |= {f"officials {name}": partial(officials, name) for name in ("fictional", "once_held_out", "held_out")}
    found |= {f"generated {fold}": partial(generated, fold) for fold in range(_FOLDS)}
    for name in ("conformance", "cases-2"):
        if (SHARED / name).is_dir():
            found[name] = partial(cases, SHARED / name)
    if (SHARED / "gold").is_dir():
        found["gold"] = partial(gold_score.score, SHARED / "gold")
    return found


def shown(name: str, table: Table, *, whole: bool = False) -> list[str]:
    """Return the table as lines: a form, then its fields with what is right/wrong/missing, and the sum last.

    Fields of which nothing is wrong or missing are told as one sum, unless the `whole` table is asked for.
    """
    lines = [f"read, {name}: right/wrong/missing"]
    for form in table.forms:
        counts = {field: _counts(table, form, field) for field in table.fields}
        right = [field for field, count in counts.items() if count.endswith("/0/0") and not whole]
        cells = [f"{field} {count}" for field, count in counts.items() if field not in right and count != "0/0/0"]
        total = sum(table.counts[form, field, "right"] for field in right)
        cells += [f"all of {total} in other fields"] if right else []
        lines += wrap(f"{form}: {', '.join(cells)}", 118, subsequent_indent="    ")
    return [*lines, f"all: {'/'.join(str(table.total(kind)) for kind in ('right', 'wrong', 'missing'))}"]


def _counts(table: Table, form: str, field: str) -> str:
    return "/".join(str(table.counts[form, field, kind]) for kind in ("right", "wrong", "missing"))


def below(name: str, table: Table) -> Iterator[str]:
    """Yield each field of a source that is read worse than its floor: too few right, or too many wrong."""
    for field, (least, most) in yaml.safe_load(FLOORS.read_text(encoding="utf-8")).get(name, {}).items():
        right, wrong = _sums(table, field)
        if right < least or wrong > most:
            yield f"{field}: {right} right (at least {least}), {wrong} wrong (at most {most})"


def _sums(table: Table, field: str) -> tuple[int, int]:
    if field == "all":
        return table.total("right"), table.total("wrong")
    return table.of(field, "right"), table.of(field, "wrong")


def floors(table: Table) -> dict[str, list[int]]:
    """Return floors below a table's figures: a field may lose 3 % and one value, so that no rule is made for a case."""
    found = {}
    for field in (*table.fields, "all"):
        right, wrong = _sums(table, field)
        found[field] = [max(int(0.97 * right) - 1, 0), wrong + 1 + wrong // 10]
    return found


if __name__ == "__main__":
    tables = {name: make() for name, make in sources().items()}
    print("\n\n".join("\n".join(shown(name, table, whole=True)) for name, table in tables.items()))
    if "--floors" in sys.argv:
        head = "# Least right and most wrong of each field; written by `python -m tests.reading_table --floors`.\n"
        made = {name: floors(table) for name, table in tables.items()}
        FLOORS.write_text(head + yaml.safe_dump(made, sort_keys=True, default_flow_style=None), encoding="utf-8")
