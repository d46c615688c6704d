"""Check whether this version can read a graph's schema; the error names the remedy.

    require(store)                          # pages, exports, `why`: SchemaError for a graph of another schema
    require(store, 2, "the question x")     # what a ready question needs
    hint(store)                             # the same as a sentence, for a query of the user's own

A graph without a number was made before schemas had numbers, and counts as schema 0. The second half of the module
reads the schema, and the names of the products, of an output folder before a build replaces them.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.schema.schema_version import OLDEST_READ, SCHEMA_VERSION
from kg.store.oxigraph_store import Store
from kg.store.query_answers import Asked
from kg.store.store_errors import SchemaError, StoreError
from kg.terms.iris import DCAT, DCTERMS, KG, LABEL, NAME

READERS = "this version"
_NUMBERS = f"SELECT DISTINCT ?number {{ ?dataset {KG('schemaVersion')} ?number }}"
_HELD = f"SELECT ?document {{ ?document {KG('copyOf')} ?cable }} LIMIT 1"
_SOURCES = f"SELECT DISTINCT ?source {{ ?document {KG('copyOf')} ?cable ; {LABEL} ?source }} ORDER BY ?source LIMIT 3"
_SHOWN, _NAMED = 60, 2
_MAKER = "Cable KG"
_FOLDERS = {"store": "CURRENT", "texts": "texts.idx"}
"""Products that are folders → a file that shows that a build made the folder."""


def schema_numbers(store: Asked) -> tuple[int, ...]:
    """Return the schema numbers of a graph, sorted: one, or several where exports were united.

    A graph without a number gives 0; one in memory gives the number of this version, which must have made it.
    """
    numbers = {int(number) for number in _values(store, _NUMBERS) if number.isascii() and number.isdecimal()}
    return tuple(sorted(numbers)) or ((0,) if _place(store) else (SCHEMA_VERSION,))


def require(store: Asked, at_least: int = OLDEST_READ, what: str = READERS) -> None:
    """Raise `SchemaError` for a graph made by a version too early, or by one later than this.

    `at_least` is the lowest number that will do, `what` names who needs it (`the question informed`). A service
    without a Cable KG graph is refused too: its every answer would be empty.
    """
    problem = hint(store, at_least, what)
    if problem:
        raise SchemaError(problem)


def hint(store: Asked, at_least: int = OLDEST_READ, what: str = READERS) -> str:
    """Return one sentence on the problem with a graph's schema and its remedy; empty text where there is no problem."""
    numbers, (name, is_folder) = schema_numbers(store), _place(store) or ("the graph", False)
    if numbers[-1] > SCHEMA_VERSION:
        return later(name, numbers[-1])
    if numbers[0] >= at_least:
        return ""
    if not is_folder and numbers == (0,) and not _values(store, _HELD):
        return f"{name} holds no graph of Cable KG: docs/endpoints.md says how a service is loaded"
    sources = _values(store, _SOURCES)
    read = ", ".join(source[:_SHOWN] for source in sources[:_NAMED]) + (", …" if len(sources) > _NAMED else "")
    texts = f" (it was read from {read})" if sources else ""
    told = earlier(name, numbers[0], at_least, what)
    if not is_folder:
        return f"{told}: build it again{texts} and load it anew"
    kept = f", or without the sources kg export {name} --format texts -o TEXTS, and build from TEXTS"
    return f"{told}: run kg build PATH… -o {name} again{texts}{kept}"


def earlier(name: str, number: int, at_least: int = OLDEST_READ, what: str = READERS) -> str:
    """Return the message that an earlier version made an output or a graph.

    >>> earlier("output", 0)
    'output was made by an earlier version of Cable KG (schema 0; this version needs 1)'
    """
    return f"{name} was made by an earlier version of Cable KG (schema {number}; {what} needs {at_least})"


def later(name: str, number: int) -> str:
    """Return the message that a later version made an output or a graph, with the remedy.

    >>> later("output", 9).partition(":")[0]
    'output was made by a later version of Cable KG (schema 9; this version knows up to 1)'
    """
    return (
        f"{name} was made by a later version of Cable KG (schema {number}; this version knows up to {SCHEMA_VERSION}): "
        "install that version, or build with this one into another folder"
    )


def _place(asked: Asked) -> tuple[str, bool] | None:
    """Return the folder or address of a graph as the user names it, and whether it is a folder; None in memory."""
    store = getattr(asked, "store", asked)
    folder = getattr(store, "folder", None)
    if isinstance(folder, Path):
        return str(folder.parent), True
    address = getattr(store, "address", None)
    return (str(address), False) if address else None


def _values(store: Asked, query: str) -> list[str]:
    """Return the values of a query for one variable, as texts."""
    return [str(getattr(term, "value", term)) for (term,) in store.query(query)]


def schema_of(output: Path) -> int | None:
    """Return the schema number of the graph in an output folder; None where no graph can be read."""
    try:
        return schema_numbers(Store.open(output / "store"))[-1]
    except (StoreError, OSError, ValueError):
        return None


def refuse_later(output: Path) -> None:
    """Raise `SchemaError` where a later version made an output folder, which this one would replace by less."""
    number = schema_of(output)
    if number is not None and number > SCHEMA_VERSION:
        raise SchemaError(later(str(output), number))


def built_anew(output: Path) -> str | None:
    """Return the message that an earlier version made an output folder and it is built anew; None otherwise."""
    number = schema_of(output)
    return f"{earlier(str(output), number)}: it is built anew" if number is not None and number < OLDEST_READ else None


def listed_products(output: Path) -> frozenset[str]:
    """Return the product names that the `build.ttl` of an output folder lists, and product folders beside it.

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
    folders = {name for name, mark in _FOLDERS.items() if (output / name / mark).is_file()}
    return frozenset({"build.ttl"} | named | folders)


def _is(quad: ox.Quad, predicate: str) -> bool:
    return f"<{quad.predicate.value}>" == predicate


def _text(quad: ox.Quad) -> str:
    return quad.object.value if isinstance(quad.object, ox.Literal) else ""
