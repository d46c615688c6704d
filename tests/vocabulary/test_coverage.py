"""Every rule and doubt that the code writes down has a row in the tables, so that the graph can say what it means."""

import ast
from collections.abc import Iterator
from pathlib import Path

import kg
from kg.vocabulary import code_lists

#: Where repairs and doubts are made; further down the way they are only shown.
PARTS = ("sources", "text", "parsing", "resolution")
SOURCES = sorted(p for part in PARTS for p in (Path(kg.__file__).parent / part).rglob("*.py"))


def written(keyword: str, callee: str = "") -> set[str]:
    """The codes given as an argument: `rule="pilcrow"`, `doubts=("unsure",)`, `Repair("pilcrow", …)`."""
    return {code for path in SOURCES for code in _codes(ast.parse(path.read_text("utf-8")), keyword, callee)}


def _codes(tree: ast.AST, keyword: str, callee: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        given = [k.value for k in node.keywords if k.arg == keyword]
        if callee and isinstance(node.func, ast.Name) and node.func.id == callee:
            given += node.args[:1]
        for value in given:
            yield from (c.value for c in _results(value) if isinstance(c, ast.Constant) and isinstance(c.value, str))


def _results(value: ast.expr) -> Iterator[ast.expr]:
    """The parts of an expression that can be its value; of a condition the two outcomes, not the test."""
    if isinstance(value, ast.IfExp):
        yield from _results(value.body)
        yield from _results(value.orelse)
    elif isinstance(value, ast.Tuple):
        for element in value.elts:
            yield from _results(element)
    else:
        yield value


def test_rules():
    found = written("rule", "Repair")
    assert "link-debris" in found
    assert {code for code in found if not code_lists.rule(code)} == set(), "add rows to ontology/vocab/rules.csv"


def test_doubts():
    found = written("doubts")
    assert {code for code in found if not code_lists.doubt(code)} == set(), "add rows to ontology/vocab/doubts.csv"
