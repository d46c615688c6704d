"""Writes `docs/api.md` from the docstrings of the public face: `python -m tools.make_api_docs`, or `make docs`.

pdoc reads names, signatures and docstrings; they are written as Markdown, which can be read where the code is.
"""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pdoc.doc

import kg
from kg import model
from kg.errors import KgError
from kg.facts.citations import Cited
from kg.graph import Graph
from kg.pipeline.report import Report
from kg.store.query_answers import Answer, Row
from kg.store.store_errors import QueryError, QueryRefusedError, QueryTimeoutError, SchemaError, StoreError

GOAL = Path(__file__).parent.parent / "docs" / "api.md"
FUNCTIONS = tuple(sorted(name for name in kg.__all__ if name != "__version__"))
RESULTS = (Report, Graph, Answer, Row, Cited)
CLASSES = tuple(one for name in model.__all__ if isinstance(one := getattr(model, name), type) and name != "Value")
ERRORS = (KgError, StoreError, SchemaError, QueryError, QueryRefusedError, QueryTimeoutError)
_HEAD = """# The Python API

Made from the docstrings by `make docs`; a test keeps it current. What is not here is for the inside of the project and
may change. `from kg import …` gives the functions, `from kg.model import …` the classes of what was read.
"""
_MODULES = re.compile(r"\b(?:kg|collections\.abc|typing|datetime|pathlib|os|networkx|rdflib)(?:\.[a-z_]+)*\.(?=[A-Z])")


def page() -> str:
    """Return the page."""
    warnings.filterwarnings("ignore", "Error parsing type annotation", UserWarning)  # names that only mypy imports
    parts = [_HEAD, "## Functions\n"]
    parts += [_function(f"kg.{name}", getattr(kg, name)) for name in FUNCTIONS]
    for title, classes in (("What they give", RESULTS), ("What a text says", CLASSES), ("Errors", ERRORS)):
        parts += [f"## {title}\n", *map(_class, classes)]
    return "\n".join(parts).rstrip("\n") + "\n"


def _class(cls: type) -> str:
    known = pdoc.doc.Class(cls.__module__, cls.__qualname__, cls, (cls.__module__, cls.__qualname__))
    lines = [f"### {cls.__qualname__}\n", f"`{cls.__module__}`\n", _prose(known.docstring)]
    members = [one for one in known.members.values() if not one.name.startswith("_") and one.taken_from[0][:2] == "kg"]
    fields = [one for one in members if isinstance(one, pdoc.doc.Variable)]
    lines += [_field(one) for one in fields]
    if fields:
        lines.append("")
    lines += [_function(one.name, one.obj) for one in members if isinstance(one, pdoc.doc.Function)]
    return "\n".join(lines)


def _field(field: pdoc.doc.Variable) -> str:
    kind = _MODULES.sub("", field.annotation_str.removeprefix(": ")).strip("'")
    said = " ".join(field.docstring.split())
    return f"- `{field.name}{': ' + kind if kind else ''}`{' – ' + said if said else ''}"


def _function(name: str, function: Callable[..., object]) -> str:
    signature = inspect.signature(function)
    given = [one for one in signature.parameters.values() if one.name != "self"]
    taken = list(map(_parameter, given))
    for kind, mark in ((inspect.Parameter.KEYWORD_ONLY, "*"), (inspect.Parameter.POSITIONAL_ONLY, "/")):
        at = [n for n, one in enumerate(given) if one.kind is kind]
        if at:
            taken.insert(at[-1] + 1 if mark == "/" else at[0], mark)
    end = f") -> {_annotation(signature.return_annotation)}"
    line = f"{name}({', '.join(taken)}{end}"
    code = line if len(line) <= 100 else "\n".join([f"{name}(", *(f"    {one}," for one in taken), end])
    level = "###" if "." in name else "####"
    return f"{level} {name}\n\n```python\n{code}\n```\n\n{_prose(inspect.getdoc(function) or '')}"


def _parameter(one: inspect.Parameter) -> str:
    default = "" if one.default is one.empty else f" = {one.default!r}"
    return f"{one.name}: {_annotation(one.annotation)}{default}"


def _annotation(annotation: object) -> str:
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__qualname__", None) or str(annotation)
    return _MODULES.sub("", str(annotation) if "[" in str(annotation) else text)


def _prose(docstring: str) -> str:
    """Return a docstring as Markdown: examples and lists of options as they stand, in code."""
    blocks = []
    for block in re.split(r"\n\s*\n", textwrap.dedent(docstring).strip()):
        indented = any(line.startswith("    ") for line in block.splitlines())
        if block.lstrip().startswith(">>>"):
            blocks.append(f"```python\n{textwrap.dedent(block)}\n```")
        elif indented and re.match(r"\w+:$", block.splitlines()[0]):
            title, *entries = block.splitlines()
            blocks.append(f"**{title[:-1]}**\n\n" + "\n".join(_entries(entries)))
        elif indented:
            blocks.append(f"```text\n{block}\n```")
        else:
            blocks.append(block)
    return "\n\n".join(blocks) + "\n"


def _entries(lines: list[str]) -> Iterator[str]:
    """Yield the entries of a list in a docstring, `name: text`, with lines that go on joined."""
    for entry in re.split(r"\n(?!     )", textwrap.dedent("\n".join(lines))):
        name, _, text = " ".join(entry.split()).partition(": ")
        yield f"- `{name}`: {text}"


if __name__ == "__main__":
    GOAL.write_text(page(), "utf-8")
    print(f"written: {GOAL}", file=sys.stderr)
