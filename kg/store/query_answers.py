"""Read the answers of queries: rows of terms, a graph, or yes and no; and split long queries into batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, TypeVar
from typing import Literal as OneOf

import pyoxigraph as ox

from kg.errors import KgError, install
from kg.store.query_guard import LONGEST
from kg.store.store_errors import evaluating
from kg.terms.namespaces import NAMESPACES

if TYPE_CHECKING:
    import pandas


Term = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple
Plain = str | int | float | bool | Decimal | date | datetime | None
Kind = OneOf["rows", "graph", "boolean"]

_XSD = NAMESPACES["xsd"]
_INTEGERS = frozenset(f"{_XSD}{name}" for name in ("integer", "int", "long", "nonNegativeInteger"))
_GRAPH = ("subject", "predicate", "object")
BATCH = 1000
"""The most things that one query names."""
LETTERS = LONGEST * 3 // 4
"""The most characters that the names in one query have together: the query has words of its own."""


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """One row of terms in the order of the variables; get a term by number or variable name, None where unbound."""

    variables: tuple[str, ...]
    terms: tuple[Term | None, ...]

    def __iter__(self) -> Iterator[Term | None]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __getitem__(self, key: int | str) -> Term | None:
        return self.terms[self.variables.index(key.lstrip("?$")) if isinstance(key, str) else key]

    def __repr__(self) -> str:
        return f"Row({self.plain()})"

    def plain(self) -> dict[str, Plain]:
        """Return the row as Python values by variable: IRIs and strings as str, numbers and dates as such.

        >>> Row(("serial",), (ox.Literal(2181),)).plain()
        {'serial': 2181}
        """
        return {name: plain(term) for name, term in zip(self.variables, self.terms, strict=True)}


class Answer:
    """An answer: iterate over it once to get its rows.

    `kind` is `rows` for SELECT; `graph` for CONSTRUCT or DESCRIBE, whose rows are subject, predicate and object;
    `boolean` for ASK, whose one row is also in `truth`.
    """

    __slots__ = ("_rows", "kind", "truth", "variables")

    def __init__(self, kind: Kind, variables: tuple[str, ...], rows: Iterable[Row], truth: bool | None = None) -> None:
        self.kind, self.variables, self.truth = kind, variables, truth
        self._rows = iter(rows)

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def to_dataframe(self) -> pandas.DataFrame:
        """Return the rows as a pandas DataFrame, a column a variable: IRIs and texts as str, numbers and dates as such.

        An unbound variable is None. Takes the rows that are left; needs pandas (the extra `notebook`), else raises
        `KgError`.
        """
        try:
            import pandas
        except ModuleNotFoundError:
            raise KgError(f"to_dataframe needs pandas: {install('notebook')}") from None
        rows = [list(row.plain().values()) for row in self]
        return pandas.DataFrame(rows, columns=list(self.variables), dtype=object).infer_objects()


class Asked(Protocol):
    """A store, graph or service that answers a query with rows of terms."""

    def query(self, query: str, /) -> Iterable[Iterable[object]]:
        """Return the rows of the answer; each holds its terms in the order of the SELECT."""


class Queryable(Protocol):
    """A store that answers queries over both graphs of a built graph: a `Store` in a folder, a `Remote` service."""

    @property
    def base(self) -> str:
        """The base of the names that the user of the graph made."""

    def query(self, sparql: str, /, *, timeout: float | None = None) -> Answer:
        """Return the answer to a SPARQL query."""

    def triples(self, *, inferred: bool | None = None) -> Iterable[ox.Triple]:
        """Return all statements, or those of one graph."""

    def holds(self, iri: str) -> bool:
        """Return whether any statement has a thing as its subject or object."""

    def about(self, iri: str) -> list[ox.Triple]:
        """Return the statements about one thing."""

    def __len__(self) -> int:
        """Return the number of statements."""


def answer(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    """Convert an answer of pyoxigraph to an `Answer`; its rows are read as they are asked for."""
    if isinstance(result, ox.QueryBoolean):
        truth = bool(result)
        term = ox.Literal("true" if truth else "false", datatype=ox.NamedNode(f"{_XSD}boolean"))
        return Answer("boolean", ("answer",), [Row(("answer",), (term,))], truth)
    if isinstance(result, ox.QueryTriples):
        return graph(result)
    variables = tuple(variable.value for variable in result.variables)
    return Answer("rows", variables, (Row(variables, tuple(solution)) for solution in _each(result)))


def graph(triples: Iterable[ox.Triple]) -> Answer:
    """Return statements as an answer of kind `graph`."""
    return Answer("graph", _GRAPH, (Row(_GRAPH, (t.subject, t.predicate, t.object)) for t in _each(triples)))


_Found = TypeVar("_Found")


def _each(found: Iterable[_Found]) -> Iterator[_Found]:
    with evaluating():
        yield from found


def plain(term: Term | None) -> Plain:
    """Convert a term to a Python value; a number or date out of Python's range stays text.

    >>> plain(ox.Literal(7)), plain(ox.NamedNode("https://example.org/"))
    (7, 'https://example.org/')
    """
    if term is None or isinstance(term, ox.Triple):
        return None if term is None else str(term)
    if not isinstance(term, ox.Literal):
        return term.value
    datatype, text = term.datatype.value, term.value
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype == f"{_XSD}decimal":
            return Decimal(text)
        if datatype in (f"{_XSD}double", f"{_XSD}float"):
            return float(text)
        if datatype == f"{_XSD}boolean":
            return text in ("true", "1")
        if datatype == f"{_XSD}dateTime":
            return datetime.fromisoformat(text)
        if datatype == f"{_XSD}date":
            return date.fromisoformat(text)
    except (ValueError, ArithmeticError):
        return text
    return text


def batches(items: Iterable[str], size: int = BATCH) -> Iterator[list[str]]:
    """Yield items in lists of at most `size`, each short enough for one query.

    >>> list(batches(["a", "b", "c"], 2))
    [['a', 'b'], ['c']]
    """
    batch: list[str] = []
    letters = 0
    for item in items:
        if batch and (len(batch) >= size or letters + len(item) > LETTERS):
            yield batch
            batch, letters = [], 0
        batch.append(item)
        letters += len(item)
    if batch:
        yield batch
