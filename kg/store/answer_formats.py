"""Write the answers of queries: a table for people, CSV for spreadsheets, TSV, JSON and Turtle for programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import IO
from typing import Literal as OneOf

import pyoxigraph as ox

from kg import spreadsheets
from kg.errors import KgError
from kg.store.query_answers import Answer, Row, Term
from kg.terms import turtle
from kg.terms.iris import QUERY_PREFIXES
from kg.terms.namespaces import BASE

Format = OneOf["table", "csv", "tsv", "json", "ttl"]
FORMATS: tuple[Format, ...] = ("table", "csv", "tsv", "json", "ttl")

_WIDEST = 60
_BY_LENGTH = sorted(((iri, prefix) for prefix, iri in QUERY_PREFIXES.items()), key=lambda item: -len(item[0]))


def write(answer: Answer, form: Format, stream: IO[str], *, mark: bool = False) -> int:
    """Write an answer to a stream and return the number of its rows.

    CSV is for spreadsheets (see `kg.spreadsheets`); `mark` puts the byte order mark first, as a file needs. TSV is
    that of SPARQL 1.1, for programs: every term whole, with its type. Turtle holds the statements of CONSTRUCT and
    DESCRIBE; the other formats take any answer. Raises `KgError` for Turtle of any other answer.
    """
    if form == "table":
        return _table(answer, stream)
    if form == "csv":
        return _csv(answer, stream, mark)
    if form == "tsv":
        return _tsv(answer, stream)
    if form == "json":
        return _json(answer, stream)
    if answer.kind != "graph":
        raise KgError("Turtle can hold the statements of CONSTRUCT or DESCRIBE only: take table, csv, tsv or json.")
    triples = [(str(row[0]), str(row[1]), str(row[2])) for row in answer]
    stream.write(turtle.text(triples, "Statements found by a query"))
    return len(triples)


def _csv(answer: Answer, stream: IO[str], mark: bool) -> int:
    """Write the names of the variables, then IRIs and lexical forms, in the CSV that spreadsheets open."""
    return spreadsheets.write(stream, answer.variables, (map(_lexical, row) for row in answer), mark=mark)


def _tsv(answer: Answer, stream: IO[str]) -> int:
    """Write SPARQL 1.1 Query Results TSV: terms as in Turtle, an empty cell for an unbound variable."""
    stream.write("\t".join(f"?{name}" for name in answer.variables) + "\n")
    count = 0
    for row in answer:
        count += 1
        cells = ("" if term is None else str(term).replace("\t", "\\t") for term in row)
        stream.write("\t".join(cells) + "\n")
    return count


def _lexical(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.Triple) else term.value


def _json(answer: Answer, stream: IO[str]) -> int:
    """Write SPARQL 1.1 Query Results JSON, one row a line; the statements of a graph become rows."""
    if answer.kind == "boolean":
        json.dump({"head": {}, "boolean": answer.truth}, stream)
        stream.write("\n")
        return 1
    stream.write('{"head":{"vars":' + json.dumps(answer.variables) + '},"results":{"bindings":[')
    count = 0
    for count, row in enumerate(answer, 1):
        stream.write(",\n" if count > 1 else "\n")
        json.dump(_binding(row), stream, ensure_ascii=False)
    stream.write("\n]}}\n")
    return count


def _binding(row: Row) -> dict[str, dict[str, str]]:
    return {name: _as_json(term) for name, term in zip(row.variables, row, strict=True) if term is not None}


def _as_json(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "literal", "value": str(term)}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif not term.datatype.value.endswith("#string"):
        found["datatype"] = term.datatype.value
    return found


def displayed(term: Term | None) -> str:
    """Show a term to people on one line without control characters: an IRI short, a literal as its text.

    >>> displayed(ox.NamedNode("https://w3id.org/cable-kg/post/LIMA"))
    'post:LIMA'
    """
    if term is None:
        return ""
    return visible(shortened(term.value) if isinstance(term, ox.NamedNode) else _lexical(term))


def shortened(iri: str) -> str:
    """Shorten an IRI to prefix and name (`cable:07LIMA2181#p4`), to be read and not queried; others stay whole."""
    for namespace, prefix in _BY_LENGTH:
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(BASE)


def visible(text: str) -> str:
    """Make text harmless for a terminal: blanks for line ends, and no control characters."""
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))


def _table(answer: Answer, stream: IO[str]) -> int:
    rows = [[_cut(displayed(term)) for term in row] for row in answer]
    if answer.kind == "boolean":
        stream.write("yes\n" if answer.truth else "no\n")
        return 1
    heads = [name.replace("_", " ") for name in answer.variables]
    widths = [max(map(_width, column)) for column in zip(heads, *rows, strict=True)]
    stream.write(_line(heads, widths))
    stream.write(_line(["─" * width for width in widths], widths))
    for cells in rows:
        stream.write(_line(cells, widths))
    return len(rows)


def _line(cells: Sequence[str], widths: Iterable[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip() + "\n"


def _width(text: str) -> int:
    """Return the terminal columns that a text takes: two for East Asian wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
