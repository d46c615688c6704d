"""The glossary has the words of labels, and texts for users use no second word for the same thing."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.page.node_styles import NODES
from kg.schema.arrows import arrows

ROOT = Path(__file__).parent.parent
FRUS = "list of persons"
"""A part of each volume of Foreign Relations of the United States, under the name that it has there."""
GLOSSARY = ROOT / "docs" / "glossary.md"
_ROW = re.compile(r"^\| (\*\*.{1,200}?) \| (.{1,2000}?) \|([^|]{0,200})\|$", re.M)
_COUNTED = re.compile(r'plural\([^"]{1,80}, "[^"]{1,40}", "([^"]{1,40})"\)')
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')


def rows() -> list[tuple[str, str, list[str]]]:
    """Return the rows of the glossary: the words, what they mean, and the words that are not used for it."""
    return [
        (words, meaning, [word.strip() for word in banned.split(",") if word.strip()])
        for words, meaning, banned in _ROW.findall(GLOSSARY.read_text("utf-8"))
    ]


def explained() -> set[str]:
    """Return every word that the glossary has as an entry or explains within one, in small letters."""
    return {word.lower() for word in re.findall(r"\*\*([^*\n]{1,80})\*\*", GLOSSARY.read_text("utf-8"))}


def labels() -> Iterator[str]:
    """Yield the labels of properties and the names of the kinds of node."""
    for table in ("fields", "properties"):
        with (ROOT / "ontology" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield row["label"]
    for style in NODES:
        yield style.label


def texts() -> Iterator[tuple[str, str]]:
    """Yield the texts for users, each with where it stands."""
    for table, columns in (
        ("fields.csv", ("label", "plural", "backward")),
        ("properties.csv", ("label", "backward")),
        *(
            (f"vocab/{name}.csv", ("label",))
            for name in ("doubts", "rules", "status", "value_states", "release_status")
        ),
    ):
        with (ROOT / "ontology" / table).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield from ((table, row[column]) for column in columns)
    for arrow in arrows():
        yield "arrows", f"{arrow.label} · {arrow.plural} · {arrow.back}"
    for style in NODES:
        yield "node_styles", f"{style.label} · {style.plural}"
    for path in [*(ROOT / "kg").glob("*/assets/**/*.js"), *(ROOT / "kg").glob("*/assets/*.j2")]:
        text = path.read_text("utf-8")
        if path.suffix == ".js":
            found = (one or other for one, other in _STRING.findall(text))
            yield from ((path.name, words) for words in found if " " in words or words[:1].isupper())
            yield from ((path.name, words) for words in _COUNTED.findall(text))
        else:
            yield path.name, in_words(text)
    for path in [*(ROOT / "kg" / "server" / "templates").iterdir(), *(ROOT / "kg").glob("*/templates/report.html")]:
        yield path.name, in_words(path.read_text("utf-8"))
    python = [*(ROOT / "kg" / "cli").glob("*.py"), *(ROOT / "kg" / "page").glob("*.py")]
    python += [
        path for name in ("report_summary", "graph_stats", "report") for path in (ROOT / "kg").glob(f"*/{name}.py")
    ]
    assert len(python) > 25
    for path in python:
        yield from ((path.name, words) for words in strings(path))
    for path in (ROOT / "ontology" / "queries").glob("*.rq"):
        lines = path.read_text("utf-8").splitlines()
        yield from ((path.name, line) for line in lines if line.startswith(("# title:", "# question:")))


def strings(path: Path) -> Iterator[str]:
    """Yield the texts in a module: strings of several words, nouns that are counted, docstrings where they are help."""
    module = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = (
        [
            node.body[0].value
            for node in ast.walk(module)
            if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
        ]
        if path.parent.name != "cli"
        else []
    )
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and " " in node.value
            and node not in docstrings
        ):
            yield node.value
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "counted":
            yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


def in_words(template: str) -> str:
    """Return a template without tags, styles and statements."""
    return re.sub(r"<style>.*?</style>|<[^>]*>|\{%.*?%\}|\{\{.*?\}\}", " ", template, flags=re.S)


def test_the_glossary_can_be_read() -> None:
    assert len(rows()) > 70
    assert all(len(meaning) > 15 for _, meaning, _ in rows())
    words = [word.lower() for entry, _, _ in rows() for word in re.findall(r"\*\*([^*]+)\*\*", entry)]
    assert len(words) == len(set(words)), "a word has one entry"
    assert sum(len(banned) for _, _, banned in rows()) > 15


@pytest.mark.parametrize("label", sorted({label.lower() for label in labels() if label}))
def test_each_label_is_in_the_glossary(label: str) -> None:
    assert label in explained(), f"docs/glossary.md does not say what **{label}** means"


def test_no_text_uses_a_second_word_for_the_same_thing() -> None:
    banned = {word: entry for entry, _, words in rows() for word in words}
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, banned)) + r")\b", re.I)
    found = {
        f"{where}: {match[0]} (the glossary says {banned[match[0].lower()]}) in: {text[:100]}"
        for where, text in texts()
        if (match := pattern.search(text.replace(FRUS, "")))
    }
    assert found == set()
