"""Validate a graph against its shapes (SHACL): a small graph whole, a large one by a sample that is reported."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.store.oxigraph_store import Store
from kg.store.query_answers import Queryable
from kg.store.schema_check import require
from kg.store.store_errors import StoreError
from kg.terms.iris import KG, kind_of
from kg.terms.namespaces import BASE, NAMESPACES
from kg.terms.rdflib_terms import to_rdflib
from kg.vocabulary import locate

if TYPE_CHECKING:
    import rdflib

WHOLE = 25_000
"""The most statements of a graph that is checked whole: pyshacl takes about two seconds for them."""
SAMPLE = 50
"""The number of cables checked in a larger graph, each with all statements about its parts."""
_DEEPEST = 3
"""The number of steps from a cable that the sample goes: paragraph, cited thing, and its meaning."""
_SHACL = NAMESPACES["sh"]


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
    graph: str | Path | Queryable, *, whole: int = WHOLE, sample: int = SAMPLE, shapes: Path | None = None
) -> ValidationReport:
    """Check the graph of an output folder (or a store) against the shapes of the ontology.

    A graph of more than `whole` statements is checked by `sample` of its cables, evenly spaced over the sorted IRIs.
    Raises `SchemaError` for a graph of another schema, which has other shapes.
    """
    store = Store.open(Path(graph) / "store") if isinstance(graph, str | Path) else graph
    require(store)
    cables = sorted(str(row.plain()["c"]) for row in store.query(_HELD))
    chosen = cables
    if len(chosen) > sample and _has_more(store, whole):
        chosen = [chosen[at * len(chosen) // sample] for at in range(sample)]
        data = to_rdflib(dict.fromkeys(_around(store, chosen)))
    else:
        data = to_rdflib(store.triples())
    return _checked(data, shapes or locate() / "shapes.ttl", len(chosen), len(cables))


def _has_more(store: Queryable, count: int) -> bool:
    """Return whether a store has more statements than `count`, without counting a store of ours to the end."""
    if isinstance(store, Store):
        return sum(1 for _ in islice(store.triples(), count + 1)) > count
    return len(store) > count


_HELD = f"SELECT DISTINCT ?c {{ ?d {KG('copyOf')} ?c }}"


def _checked(data: rdflib.Graph, shapes: Path, checked: int, cables: int) -> ValidationReport:
    import pyshacl
    import rdflib

    if not shapes.is_file():
        raise StoreError(f"The shapes {shapes} are missing: install the package again.")
    rules = rdflib.Graph().parse(shapes, format="turtle")
    conforms, results, _ = pyshacl.validate(data, shacl_graph=rules, inference="none", do_owl_imports=False)
    violations = tuple(sorted(_violations(results), key=lambda v: (v.node, v.message, v.path or "", v.value or "")))
    return ValidationReport(bool(conforms), checked, cables, len(data), violations)


def _violations(results: rdflib.Graph) -> Iterator[Violation]:
    import rdflib

    shacl = rdflib.Namespace(_SHACL)
    for result in results.subjects(rdflib.RDF.type, shacl.ValidationResult):
        message = results.value(result, shacl.resultMessage)
        path, value = results.value(result, shacl.resultPath), results.value(result, shacl.value)
        yield Violation(
            str(results.value(result, shacl.focusNode)),
            str(path) if isinstance(path, rdflib.URIRef) else None,
            None if value is None else str(value),
            str(message or "does not have the shape it should have"),
        )


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
