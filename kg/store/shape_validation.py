"""Validate a graph against its shapes (SHACL): a small graph whole, a large one by a sample that is reported."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.store.oxigraph_store import Store
from kg.store.query_answers import Queryable
from kg.store.schema_check import require
from kg.store.store_errors import StoreError
from kg.terms.iris import KG, kind_of
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import text_of
from kg.vocabulary import locate

if TYPE_CHECKING:
    import shacl

WHOLE = 5_000
"""The most cables of a graph that is checked whole: the engine takes a millisecond and 70 KB for each."""
SAMPLE = 500
"""The number of cables checked in a larger graph, each with all statements about its parts."""
_DEEPEST = 3
"""The number of steps from a cable that the sample goes: paragraph, cited thing, and its meaning."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A statement that a shape does not allow: its subject, property and value, and the reason."""

    node: str
    path: str | None
    value: str | None
    message: str


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The result of a check of `checked` of `cables` cables, which are `statements` statements."""

    conforms: bool
    checked: int
    cables: int
    statements: int
    violations: tuple[Violation, ...]

    @property
    def sampled(self) -> bool:
        """Whether only a part of the graph was checked."""
        return self.checked < self.cables


def validate(
    graph: str | Path | Queryable,
    *,
    whole: int = WHOLE,
    sample: int = SAMPLE,
    shapes: Path | None = None,
    turtle: Path | None = None,
) -> ValidationReport:
    """Check the graph of an output folder (or a store) against the shapes of the ontology.

    A graph of more than `whole` cables is checked by `sample` of them, evenly spaced over the sorted IRIs. `turtle` is
    a file of the same graph, where there is one: it is read faster than the store. Raises `SchemaError` for a graph of
    another schema, which has other shapes.
    """
    store = Store.open(Path(graph) / "store") if isinstance(graph, str | Path) else graph
    require(store)
    rules = _rules(shapes or locate() / "shapes.ttl")
    cables = sorted(str(row.plain()["c"]) for row in store.query(_HELD))
    if len(cables) > whole and len(cables) > sample:
        chosen = [cables[at * len(cables) // sample] for at in range(sample)]
        part = dict.fromkeys(_around(store, chosen))
        return _report(rules.validate_text(_lines(part), "ntriples"), sample, len(cables), len(part))
    found = rules.validate_text(_lines(store.triples()), "ntriples") if turtle is None else _read(rules, turtle)
    return _report(found, len(cables), len(cables), len(store))


_HELD = f"SELECT DISTINCT ?c {{ ?d {KG('copyOf')} ?c }}"


def _rules(shapes: Path) -> shacl.Shapes:
    """Return the shapes in a file, compiled; raise `StoreError` where it is missing."""
    import shacl

    if not shapes.is_file():
        raise StoreError(f"The shapes {shapes} are missing: install the package again.")
    return shacl.Shapes.from_file(str(shapes))


def _read(rules: shacl.Shapes, turtle: Path) -> shacl.Report:
    return rules.validate_file(str(turtle))


def _lines(triples: Iterable[ox.Triple]) -> str:
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _report(found: shacl.Report, checked: int, cables: int, statements: int) -> ValidationReport:
    violations = sorted(map(_violation, found.results), key=lambda v: (v.node, v.message, v.path or "", v.value or ""))
    return ValidationReport(found.conforms, checked, cables, statements, tuple(violations))


def _violation(result: shacl.Result) -> Violation:
    path = result.path or ""
    return Violation(
        _plain(result.focus_node),
        path[1:-1] if _IRI.fullmatch(path) else None,
        result.value_plain,
        result.message or f"does not have the shape it should have ({result.component})",
    )


_IRI = re.compile(r"<[^<>]*>")


def _plain(term: str) -> str:
    """Return a term of N-Triples without its marks, a blank node by its label."""
    return term if term.startswith("_:") else text_of(term)


def _around(store: Queryable, cables: Iterable[str]) -> Iterator[ox.Triple]:
    """Yield the statements about cables, their parts and the things these name; of other cables only the names."""
    nearest: dict[str, int] = {}
    for cable in cables:
        waiting = deque([(cable, 0)])
        while waiting:
            iri, depth = waiting.popleft()
            if depth >= nearest.get(iri, _DEEPEST + 1):
                continue
            nearest[iri] = depth
            for triple in store.about(iri):
                yield triple
                target = triple.object
                if isinstance(target, ox.NamedNode) and target.value.startswith(BASE) and depth < _DEEPEST:
                    other = kind_of(target.value) == "cable" and "#" not in target.value and depth > 0
                    if not other or target.value == cable:
                        waiting.append((target.value, depth + 1))
