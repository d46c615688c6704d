"""Open and query the store of a built graph: SPARQL over Oxigraph, kept texts, ready questions and shapes.

```
graph = kg.store.open("output")
for row in graph.query("SELECT ?cable ?title { ?cable dcterms:title ?title }"):
    print(row["title"].value)
```
"""

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
from kg.store.stored_graph import StoredGraph
from kg.store.stored_graph import open_graph as open  # noqa: A004 - kg.store.open, never imported by *

__all__ = [
    "Answer",
    "QueryError",
    "QueryRefusedError",
    "QueryTimeoutError",
    "Row",
    "SchemaError",
    "Store",
    "StoreError",
    "StoredGraph",
    "TextMissingError",
    "TextWriter",
    "Texts",
    "ValidationReport",
    "Violation",
    "open",
    "schema_numbers",
    "validate",
]
