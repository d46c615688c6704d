"""The store of a built graph: SPARQL over Oxigraph, the kept texts, ready questions and shapes.

graph = kg.store.open("output")
for row in graph.query("SELECT ?cable ?title { ?cable dcterms:title ?title }"):
    print(row["title"].value)
"""

from kg.store.graph import Graph
from kg.store.graph import open_graph as open  # noqa: A004 - kg.store.open, never imported by *
from kg.store.kept_texts import Texts, TextWriter
from kg.store.oxigraph_store import Store
from kg.store.query_answers import Answer, Row
from kg.store.schema_check import schema_numbers
from kg.store.shape_validation import ValidationReport, Violation, validate
from kg.store.store_errors import (
    QueryError,
    QueryRefusedError,
    QueryTimeoutError,
    SchemaError,
    StoreError,
    TextMissingError,
)

__all__ = [
    "Answer",
    "Graph",
    "QueryError",
    "QueryRefusedError",
    "QueryTimeoutError",
    "Row",
    "SchemaError",
    "Store",
    "StoreError",
    "TextMissingError",
    "TextWriter",
    "Texts",
    "ValidationReport",
    "Violation",
    "open",
    "schema_numbers",
    "validate",
]
