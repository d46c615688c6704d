"""The floors of the house: imports go down, never round, and none hides in a string."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from kg.pipeline import reading_keys

grimp = pytest.importorskip("grimp")
importlinter = pytest.importorskip("importlinter.application.use_cases")

ROOT = Path(__file__).resolve().parents[1]
FACE = "kg"
"""The public face, which names modules by strings so that `import kg` costs nothing."""
STARTED = re.compile(r"from (kg(?:\.\w+)+) import main; main\(\)")
"""The code a child process is started with (`kg.child_processes.command`) counts as an import."""
NAMED = re.compile(r"\bkg(?:\.[a-z_]+)+\b")


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "kg").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def strings(tree: ast.Module) -> Iterator[str]:
    """Yield the strings of a module that are no docstrings and no texts in the place of one."""
    texts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in texts:
            yield node.value


def test_the_floors_are_as_pyproject_says() -> None:
    from importlinter import configuration

    configuration.configure()
    assert importlinter.lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)


def test_no_module_imports_itself_by_a_detour() -> None:
    """Imports inside functions, for type checkers only, and by the start of a process count."""
    imports = grimp.build_graph(FACE, cache_dir=None)
    edges = [(one, other) for one in imports.modules for other in imports.find_modules_directly_imported_by(one)]
    for name, path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        edges += [(name, found[1]) for text in strings(tree) if (found := STARTED.fullmatch(text))]
    circles = [sorted(one) for one in nx.strongly_connected_components(nx.DiGraph(edges)) if len(one) > 1]
    assert circles == []
    assert ("kg.store.oxigraph_store", "kg.store.query_process") in edges, "what starts a process is seen"


def test_no_string_names_a_module_and_nothing_is_imported_by_name() -> None:
    known = {name for name, _ in modules()}
    for name, path in modules():
        if name == FACE:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        hidden = [text for text in strings(tree) if not STARTED.fullmatch(text) and known & set(NAMED.findall(text))]
        assert hidden == [], f"{name} names modules by a string"
        called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        by_name = [one for one in called if (getattr(one, "attr", None) or getattr(one, "id", None)) in BY_NAME]
        assert by_name == [], f"{name} imports by name"


BY_NAME = ("import_module", "__import__", "run_module", "find_spec")


def test_what_would_hide_an_import_is_found() -> None:
    tree = ast.parse('"""kg.page"""\nA = "kg.page"\ndef f():\n    """kg.store"""\n    return g("kg.network.x")\n')
    assert list(strings(tree)) == ["kg.page", "kg.network.x"]


def test_what_reads_a_source_decides_its_key() -> None:
    """A change of code that decides what is read or stated reads everything again: its package is among `_READING`."""
    imports = grimp.build_graph(FACE, cache_dir=None)
    reading = {name.split(".")[1] for name in imports.find_upstream_modules("kg.pipeline.read_batch") if "." in name}
    packages = {one for one in reading if (ROOT / "kg" / one).is_dir()}
    assert packages - set(reading_keys._READING) == {"store"}, "the store keeps the texts that were read"


#: Modules of one field or command on several floors: the same meaning, so the same name.
SHARED = {"addressees", "markings", "paragraphs", "topics", "why"}


def test_no_two_modules_of_different_meaning_share_a_name() -> None:
    homes: dict[str, list[str]] = {}
    for name, path in modules():
        if path.name not in ("__init__.py", "__main__.py"):
            homes.setdefault(path.stem, []).append(name)
    assert {stem: names for stem, names in homes.items() if len(names) > 1 and stem not in SHARED} == {}
    assert all(len(homes[stem]) > 1 for stem in SHARED), "a name that only one module has needs no exception"
