"""Answers written down: a table for people, CSV for spreadsheets, JSON and Turtle for programs."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import IO
from typing import Literal as OneOf

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf import turtle
from kg.rdf.names import BASE, QUERY_PREFIXES
from kg.store.answers import Answer, Row, Term

Format = OneOf["table", "csv", "json", "ttl"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "ttl")

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?")
_WIDEST = 60
_BY_LENGTH = sorted(((iri, prefix) for prefix, iri in QUERY_PREFIXES.items()), key=lambda item: -len(item[0]))


def write(answer: Answer, form: Format, stream: IO[str], *, formulas: bool = False) -> int:
    """Write an answer to a stream and return how many rows it has.

    In CSV a value that a spreadsheet would run as a formula gets an apostrophe in front; `formulas` leaves it as it is.
    Turtle is for the statements of CONSTRUCT and DESCRIBE; the other formats take any answer.
    """
    if form == "table":
        return _table(answer, stream)
    if form == "csv":
        return _csv(answer, stream, formulas)
    if form == "json":
        return _json(answer, stream)
    if answer.kind != "graph":
        raise KgError("Turtle can hold the statements of CONSTRUCT or DESCRIBE only; for rows take table, csv or json.")
    triples = [(str(row[0]), str(row[1]), str(row[2])) for row in answer]
    stream.write(turtle.text(triples, "Statements found by a query"))
    return len(triples)


def _csv(answer: Answer, stream: IO[str], formulas: bool) -> int:
    """Write CSV as SPARQL 1.1 has it: the names of the variables, then IRIs and lexical forms as they are."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(answer.variables)
    count = 0
    for row in answer:
        cells = [_lexical(term) for term in row]
        writer.writerow(cells if formulas else [harmless(cell) for cell in cells])
        count += 1
    return count


def harmless(cell: str) -> str:
    """Return a value so that no spreadsheet takes it for a formula; numbers stay numbers.

    >>> harmless("=1+1"), harmless("-12.5")
    ("'=1+1", '-12.5')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _lexical(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.Triple) else term.value


def _json(answer: Answer, stream: IO[str]) -> int:
    """Write SPARQL 1.1 Query Results JSON, one row a line; the statements of a graph as rows."""
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
    """Return a term for people, on one line and without control characters: IRIs short, literals as their text.

    >>> displayed(ox.NamedNode("https://w3id.org/cable-kg/post/LIMA"))
    'post:LIMA'
    """
    if term is None:
        return ""
    return visible(shortened(term.value) if isinstance(term, ox.NamedNode) else _lexical(term))


def shortened(iri: str) -> str:
    """Return an IRI with its prefix (`cable:07LIMA2181#p4`: for reading, not for a query), or as it is."""
    for namespace, prefix in _BY_LENGTH:
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(BASE)


def visible(text: str) -> str:
    """Return text that a terminal shows and does not obey: blanks for line ends, nothing for control characters."""
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
    """Return how many columns of a terminal a text takes: East Asian wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
