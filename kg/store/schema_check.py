"""Whether a graph keeps a schema that this version understands, and what to do where it does not.

    require(store)                          # pages, exports, `why`: SchemaError for a graph of another schema
    require(store, 2, "the question x")     # what a ready question needs
    hint(store)                             # the same as a sentence, for a query of the user's own

A graph that has no number was made before schemas had numbers, and counts as schema 0.
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


def schema_numbers(store: Asked) -> tuple[int, ...]:
    """Return the numbers of the schemas that a graph keeps, sorted: one, or several where exports were united.

    A graph without a number gives 0; one in memory, which only this version can have made, the number of this version.
    """
    numbers = {int(number) for number in _values(store, _NUMBERS) if number.isascii() and number.isdecimal()}
    return tuple(sorted(numbers)) or ((0,) if _place(store) else (SCHEMA_VERSION,))


def require(store: Asked, at_least: int = OLDEST_READ, what: str = READERS) -> None:
    """Raise `SchemaError` for a graph that was made by a version too early, or by a later one than this.

    `at_least` is the lowest number that will do, `what` is who needs it (`the question informed`). A service that holds
    no graph of Cable KG is refused too: every answer of it would be empty.
    """
    problem = hint(store, at_least, what)
    if problem:
        raise SchemaError(problem)


def hint(store: Asked, at_least: int = OLDEST_READ, what: str = READERS) -> str:
    """Return what is wrong with the schema of a graph and what to do, as one sentence; empty where nothing is."""
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
    """Say that an output or a graph was made by an earlier version.

    >>> earlier("output", 0)
    'output was made by an earlier version of Cable KG (schema 0; this version needs 1)'
    """
    return f"{name} was made by an earlier version of Cable KG (schema {number}; {what} needs {at_least})"


def later(name: str, number: int) -> str:
    """Say that an output or a graph was made by a later version, and what to do.

    >>> later("output", 9).partition(":")[0]
    'output was made by a later version of Cable KG (schema 9; this version knows up to 1)'
    """
    return (
        f"{name} was made by a later version of Cable KG (schema {number}; this version knows up to {SCHEMA_VERSION}): "
        "install that version, or build with this one into another folder"
    )


def _place(asked: Asked) -> tuple[str, bool] | None:
    """Return the folder or the address of a graph as the user names it, and whether it is a folder; None in memory."""
    store = getattr(asked, "store", asked)
    folder = getattr(store, "folder", None)
    if isinstance(folder, Path):
        return str(folder.parent), True
    address = getattr(store, "address", None)
    return (str(address), False) if address else None


def _values(store: Asked, query: str) -> list[str]:
    """Return the values of a query for one variable, as texts."""
    return [str(getattr(term, "value", term)) for (term,) in store.query(query)]


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
