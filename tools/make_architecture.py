"""Draws the floors of the package into `docs/architecture.md`: `python -m tools.make_architecture`, or `make docs`.

The picture and the table are made from what the modules import and from the docstrings of the folders.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
GOAL = ROOT / "docs" / "architecture.md"
GROUND = ("model", "vocabulary", "schema", "terms")
"""What all floors stand on: it has no arrows in the picture."""
_MADE = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.S)


def imports() -> dict[str, set[str]]:
    """Return for each folder of the package, and `graph.py`, those that its modules import, also inside functions."""
    found: dict[str, set[str]] = {folder: set() for folder in [*folders(), "graph.py"]}
    for folder in found:
        place = ROOT / "kg" / folder
        for path in [place] if place.is_file() else place.rglob("*.py"):
            for module in _imported(ast.parse(path.read_text("utf-8"))):
                other = module.split(".")[1]
                found[folder] |= {name for name in (other, f"{other}.py") if name in found and name != folder}
    return found


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "kg":
            yield from (f"kg.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg."):
            yield str(node.module)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("kg."))


def folders() -> list[str]:
    """Return the folders of the package that hold modules."""
    return sorted(path.parent.name for path in (ROOT / "kg").glob("*/__init__.py"))


def floors(uses: Mapping[str, set[str]]) -> list[str]:
    """Return the folders from the ground up: each after all that it uses.

    Raises:
        ValueError: folders use each other in a circle.
    """
    order: list[str] = []
    while len(order) < len(uses):
        ready = sorted(folder for folder in uses if folder not in order and uses[folder] <= set(order))
        if not ready:
            raise ValueError(f"a circle among {', '.join(sorted(set(uses) - set(order)))}")
        order += ready
    return order


def direct(uses: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the uses without those that go without saying: `a` uses `c` where it uses `b`, which uses `c`."""
    below: dict[str, set[str]] = defaultdict(set)
    for folder in floors(uses):
        below[folder] = uses[folder].union(*(below[other] for other in uses[folder]))
    return {a: {c for c in uses[a] if not any(c in below[b] for b in uses[a])} for a in uses}


def picture(uses: Mapping[str, set[str]]) -> str:
    """Return the picture as Mermaid: an arrow from what gives to what uses it, the ground apart."""
    built = {a: {b for b in uses[a] if b not in GROUND} for a in uses if a not in GROUND}
    kept, order = direct(built), [folder for folder in floors(uses) if folder not in GROUND]
    ground = [folder for folder in floors(uses) if folder in GROUND]
    lines = ["```mermaid", "flowchart TD"]
    lines += [f'    {folder}["kg/{folder}"]' for folder in order]
    lines += [f"    {other} --> {folder}" for folder in order for other in sorted(kept[folder])]
    lines += ["    subgraph ground [what all stand on]", "        direction LR"]
    lines += [f'        {folder}["kg/{folder}"]' for folder in ground]
    return "\n".join([*lines, "    end", "```"]) + "\n"


def table(uses: Mapping[str, set[str]]) -> str:
    """Return the folders as a table, from the ground up: what each is for, and what it uses."""
    lines = ["| folder | what it is for | uses |", "|---|---|---|"]
    for folder in floors(uses):
        module = ast.parse(_first(folder).read_text("utf-8"))
        about = " ".join((ast.get_docstring(module) or "").partition("\n\n")[0].split())
        lines.append(f"| `kg/{folder}` | {about} | {', '.join(sorted(uses[folder])) or '–'} |")
    return "\n".join(lines) + "\n"


def _first(folder: str) -> Path:
    """Return the file whose docstring says what a folder is for."""
    place = ROOT / "kg" / folder
    return place / "__init__.py" if place.is_dir() else place


def page(text: str) -> str:
    """Return the page with its picture and table made anew."""
    uses = imports()
    made = {"picture": picture(uses), "table": table(uses)}
    return _MADE.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n{found[3]}", text)


if __name__ == "__main__":
    GOAL.write_text(page(GOAL.read_text("utf-8")), "utf-8")
    print(f"written: {GOAL}", file=sys.stderr)
