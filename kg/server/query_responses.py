"""Answer queries in a worker: in the formats of the SPARQL 1.1 Protocol, or as a table for the pages."""

from __future__ import annotations

import csv
import json
from io import StringIO
from itertools import islice

import pyoxigraph as ox

from kg import spreadsheets
from kg.server import bounded_answers
from kg.server.http_errors import RequestError
from kg.server.opened_graph import Opened, Request, Result
from kg.store import query_guard
from kg.store.answer_formats import displayed, shortened
from kg.store.query_answers import Row, Term, answer
from kg.store.query_process import Graphs, Named, ask
from kg.store.ready_questions import find
from kg.terms.iris import INFERRED_GRAPH, PREFIXES, inferred_graph
from kg.terms.namespaces import BASE

STATED_GRAPH = f"{BASE}graph/stated"
"""The name by which a request selects the stated statements alone; in the store it is the default graph."""
NO_GRAPH = (
    f"This server has two graphs, <{STATED_GRAPH}> and <{INFERRED_GRAPH}>, and reads no other. Named graphs can be "
    f"<{INFERRED_GRAPH}> only"
)
_TABLE_ROWS = 2000


def answered(opened: Opened, request: Request) -> Result:
    """Answer a query in a negotiated format.

    The request has media types: `results` for rows, `graph` for statements, `boolean` for yes and no. Raises
    `RequestError` where none is given for this kind of answer.
    """
    result = _asked(opened, request)
    limits = opened.limits
    if isinstance(result, ox.QueryTriples):
        form = ox.RdfFormat.from_media_type(str(request.get("graph") or ""))
        if form is None:
            raise RequestError(406, "This query gives statements: ask for Turtle, N-Triples, RDF/XML or JSON-LD.")
        return form.media_type, bounded_answers.triples(result, form, limits.rows, limits.answer_bytes, PREFIXES)
    boolean = isinstance(result, ox.QueryBoolean)
    shape = ox.QueryResultsFormat.from_media_type(str(request.get("boolean" if boolean else "results") or ""))
    if shape is None or (boolean and shape in (ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV)):
        kind = "yes or no: ask for JSON or XML" if boolean else "rows: ask for SPARQL results as JSON, XML, CSV or TSV"
        raise RequestError(406, f"This query gives {kind}.")
    data = bounded_answers.solutions(result, shape, limits.rows, limits.answer_bytes)
    if request.get("saved") and shape == ox.QueryResultsFormat.CSV:
        data = _for_spreadsheets(data)
    return shape.media_type.partition(";")[0], data


def _for_spreadsheets(data: bytes) -> bytes:
    """Rewrite standard CSV for spreadsheets: no cell is taken for a formula."""
    names, *rows = csv.reader(StringIO(data.decode("utf-8"), newline=""))
    stream = StringIO(newline="")
    spreadsheets.write(stream, names, rows)
    return stream.getvalue().encode("utf-8", "replace")


def tabled(opened: Opened, request: Request) -> Result:
    """Answer a query as JSON for the pages: terms with their words for people, at most `most` rows.

    Raises `OverLimitError` for an answer of more bytes than the service gives.
    """
    found = answer(_asked(opened, request))
    most = min(int(str(request.get("most") or _TABLE_ROWS)), _TABLE_ROWS)
    rows = list(islice(found, most + 1))
    table = {
        "kind": found.kind,
        "variables": found.variables,
        "truth": found.truth,
        "rows": [_cells(row) for row in rows[:most]],
        "more": len(rows) > most,
    }
    data = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(data) > opened.limits.answer_bytes:
        raise bounded_answers.OverLimitError(f"more than {opened.limits.answer_bytes:,} bytes")
    return "application/json", data


def checked(opened: Opened, request: Request) -> Result:
    """Bind the values of a ready question, and report values that name nothing in this graph."""
    question, values = find(str(request["name"])), {str(k): str(v) for k, v in _mapping(request["values"]).items()}
    bound = question.bound(values)
    unknown = list(question.unknown(opened.store, values, suggest=False))
    return "application/json", json.dumps({"sparql": bound, "unknown": unknown}).encode()


def _mapping(value: object) -> dict[object, object]:
    return dict(value) if isinstance(value, dict) else {}


def _asked(opened: Opened, request: Request) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    sparql = str(request["query"])
    concluded = inferred_graph(opened.store.base)
    default = _graphs(request.get("default"), True, concluded)
    named = _graphs(request.get("named"), False, concluded)
    query_guard.check(sparql)
    given = default is not None or named is not None
    return ask(opened.store.database, sparql, default if given else None, _named(named) if given else None)


def _graphs(value: object, default: bool, concluded: str) -> Graphs | None:
    """Return the graphs that a request names; None where it names none. `concluded` is that of the conclusions."""
    if not isinstance(value, list) or not value:
        return None
    known: dict[str, ox.NamedNode | ox.DefaultGraph] = {concluded: ox.NamedNode(concluded)}
    if default:
        known[STATED_GRAPH] = ox.DefaultGraph()
    for name in value:
        if name not in known:
            raise RequestError(400, f"{NO_GRAPH}; <{str(name)[:120]}> is not there.")
    return [known[name] for name in dict.fromkeys(value)]


def _named(graphs: Graphs | None) -> Named:
    return [graph for graph in graphs or [] if not isinstance(graph, ox.DefaultGraph)]


def _cells(row: Row) -> list[dict[str, str] | None]:
    return [None if term is None else _cell(term) for term in row]


def _cell(term: Term) -> dict[str, str]:
    """Return a term for a table: its kind, value, short form, and its datatype or language."""
    if isinstance(term, ox.NamedNode):
        return {"t": "iri", "v": term.value, "s": shortened(term.value)}
    if isinstance(term, ox.Literal):
        cell = {"t": "text", "v": term.value}
        if term.language:
            cell["l"] = term.language
        elif not term.datatype.value.endswith("#string"):
            cell["d"] = term.datatype.value.rpartition("#")[2]
        return cell
    return {"t": "other", "v": displayed(term)}
