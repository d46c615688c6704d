"""Output folders of other versions: told by what stands in them, so that none is taken for a stranger's or for empty.

The layouts so far, by what marks them:

- `.kg/made` names the products (since schemas exist, and before);
- `build.ttl` names them (the first versions): it says that Cable KG made them, and lists the files.

The store says which schema it keeps (`kg.store.schema_check`); one without a number is of schema 0.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.schema.schema_version import OLDEST_READ, SCHEMA_VERSION
from kg.store.oxigraph_store import Store
from kg.store.schema_check import earlier, later, schema_numbers
from kg.store.store_errors import SchemaError, StoreError
from kg.terms.iris import DCAT, DCTERMS, NAME

_MAKER = "Cable KG"
_FOLDERS = {"store": "CURRENT", "texts": "texts.idx"}
"""The products that are folders, each with a file that tells it."""


def schema_of(output: Path) -> int | None:
    """Return the number of the schema of the graph in an output folder; None where there is no graph to be read."""
    try:
        return schema_numbers(Store.open(output / "store"))[-1]
    except (StoreError, OSError, ValueError):
        return None


def refuse_later(output: Path) -> None:
    """Raise `SchemaError` where a later version made what lies in an output folder: it would be replaced by less."""
    number = schema_of(output)
    if number is not None and number > SCHEMA_VERSION:
        raise SchemaError(later(str(output), number))


def built_anew(output: Path) -> str | None:
    """Return a sentence for the user where an earlier version made what lies in an output folder; None where not."""
    number = schema_of(output)
    return f"{earlier(str(output), number)}: it is built anew" if number is not None and number < OLDEST_READ else None


def listed_products(output: Path) -> frozenset[str]:
    """Return the names that the `build.ttl` of an output folder lists, and those beside it that only a build makes.

    Empty where there is no such file, or Cable KG did not write it.
    """
    try:
        quads = list(ox.parse((output / "build.ttl").read_bytes(), ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError):
        return frozenset()
    if not any(_is(quad, NAME) and _text(quad) == _MAKER for quad in quads):
        return frozenset()
    files = {quad.object for quad in quads if _is(quad, DCAT("distribution"))}
    named = {_text(quad) for quad in quads if _is(quad, DCTERMS("title")) and quad.subject in files}
    folders = {
        name for name, mark in (("store", "CURRENT"), ("texts", "texts.idx")) if (output / name / mark).is_file()
    }
    return frozenset({"build.ttl"} | named | folders)


def _is(quad: ox.Quad, predicate: str) -> bool:
    return f"<{quad.predicate.value}>" == predicate


def _text(quad: ox.Quad) -> str:
    return quad.object.value if isinstance(quad.object, ox.Literal) else ""
