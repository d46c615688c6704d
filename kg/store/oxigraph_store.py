"""Open a store: an Oxigraph database of two graphs, made once and then only read.

The statements of the cables are the default graph; the conclusions are a graph named under the user's base, from which
a store knows its base. A query sees both.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.child_processes import command, environment
from kg.store import query_guard
from kg.store.query_answers import Answer, answer, graph
from kg.store.query_process import ask, base_here, open_database
from kg.store.store_errors import QueryError, QueryTimeoutError, StoreError
from kg.terms import ntriples
from kg.terms.iris import LOCAL, inferred_graph
from kg.terms.user_base import moved_bytes

_WORKER = "from kg.store.query_process import main; main()"


class Store:
    """A store that is open for reading.

    >>> store = Store.open("output/store")                                                   # doctest: +SKIP
    >>> [str(row["cable"]) for row in store.query("SELECT ?cable { ?cable a kg:Cable }")]     # doctest: +SKIP
    """

    __slots__ = ("_database", "base", "folder")

    def __init__(self, database: ox.Store, folder: Path | None = None) -> None:
        """Take an open database; `Store.open` and `Store.create` are the usual ways."""
        self._database, self.folder = database, folder
        self.base = base_here(database)

    @classmethod
    def create(
        cls,
        folder: str | Path,
        stated: Iterable[Path | ntriples.Part],
        inferred: Iterable[Path] = (),
        base: str = LOCAL,
    ) -> None:
        """Make a store in `folder` from N-Triples files (plain, `.gz`, or some members of one), moved to a base.

        The folder appears when everything is loaded, or not at all, and replaces an older one. Raises `StoreError`
        where the files cannot be read or the store not written.
        """
        folder = Path(folder)
        making = folder.with_name(f".{folder.name}.making")
        shutil.rmtree(making, ignore_errors=True)
        try:
            database = ox.Store(str(making))
            _load(database, stated, ox.DefaultGraph(), base)
            _conclude(database, inferred, base)
            database.flush()
            del database
            _put_in_place(making, folder)
        except (OSError, SyntaxError) as error:
            shutil.rmtree(making, ignore_errors=True)
            raise StoreError(f"The store {folder} can't be made: {error}") from error

    @staticmethod
    def extend(folder: str | Path, inferred: Iterable[Path], base: str = LOCAL) -> None:
        """Load conclusions from N-Triples files into a store made by `create`; raise `StoreError` where that fails."""
        try:
            database = ox.Store(str(folder))
            _conclude(database, inferred, base)
            database.flush()
        except (OSError, SyntaxError) as error:
            raise StoreError(f"The store {folder} can't be extended: {error}") from error

    @classmethod
    def open(cls, folder: str | Path) -> Store:
        """Open the store in `folder` for reading; any number of readers may do so at once."""
        return cls(open_database(folder), Path(folder))

    @classmethod
    def of(cls, stated: Iterable[str], inferred: Iterable[str] = ()) -> Store:
        """Return a store in memory from lines of N-Triples, for tests and temporary graphs."""
        database = ox.Store()
        for lines, name in ((stated, ox.DefaultGraph()), (inferred, ox.NamedNode(inferred_graph(LOCAL)))):
            data = "".join(lines).encode()
            database.bulk_load(data, ox.RdfFormat.N_TRIPLES, to_graph=name)
        return cls(database)

    def __len__(self) -> int:
        """Return the number of statements; counting takes a second for each seven million."""
        return len(self._database)

    @property
    def database(self) -> ox.Store:
        """The Oxigraph database itself, open for reading, for anything `query` cannot do. Check queries by `guard`."""
        return self._database

    def query(self, sparql: str, /, *, timeout: float | None = None) -> Answer:
        """Return the answer to a SPARQL query over both graphs; the usual prefixes need not be declared.

        With a `timeout` in seconds the query runs in a process of its own, which is ended then. Raises
        `QueryRefusedError` for an update, SERVICE or another graph, `QueryError` with line and column for a query that
        cannot be read, and `QueryTimeoutError` when it takes too long.
        """
        query_guard.check(sparql)
        if timeout is None or self.folder is None:
            return self._answer(sparql)
        ask(ox.Store(), sparql)
        return _in_process(self.folder, sparql, timeout)

    def _answer(self, sparql: str) -> Answer:
        return answer(ask(self._database, sparql))

    def triples(self, *, inferred: bool | None = None) -> Iterable[ox.Triple]:
        """Return all statements, or those of one graph: the conclusions (True) or the cables' own (False)."""
        name: ox.NamedNode | ox.DefaultGraph | None = None
        if inferred is not None:
            name = ox.NamedNode(inferred_graph(self.base)) if inferred else ox.DefaultGraph()
        return (quad.triple for quad in self._database.quads_for_pattern(None, None, None, name))

    def holds(self, iri: str) -> bool:
        """Return whether any statement has a thing as its subject or object."""
        node = ox.NamedNode(iri)
        ways = ((node, None), (None, node))
        return any(next(self._database.quads_for_pattern(s, None, o, None), None) for s, o in ways)

    def about(self, iri: str) -> list[ox.Triple]:
        """Return the statements about one thing, in both graphs."""
        subject = ox.NamedNode(iri)
        return [quad.triple for quad in self._database.quads_for_pattern(subject, None, None, None)]


def _conclude(database: ox.Store, paths: Iterable[Path], base: str) -> None:
    """Load conclusions; create their graph, with the base in its name, even for no conclusions."""
    name = ox.NamedNode(inferred_graph(base))
    database.add_graph(name)
    _load(database, paths, name, base)


def _load(
    database: ox.Store, paths: Iterable[Path | ntriples.Part], name: ox.NamedNode | ox.DefaultGraph, base: str
) -> None:
    """Load files in one go: many small loads would make many small tables.

    Our own files are valid by construction, so they are not validated again, which would take a seventh longer.
    """
    data = io.BufferedReader(_Chain(moved_bytes(ntriples.contents(paths), base)), 1 << 20)
    database.bulk_load(data, ox.RdfFormat.N_TRIPLES, to_graph=name, lenient=True)


class _Chain(io.RawIOBase):
    """A stream over pieces of bytes, one after another."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _put_in_place(made: Path, folder: Path) -> None:
    aside = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.rename(aside)
    made.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _in_process(folder: Path, sparql: str, timeout: float) -> Answer:
    """Run a query in a process that can be ended: Oxigraph itself has no time limit."""
    request = json.dumps({"folder": str(folder.absolute()), "query": sparql}).encode()
    try:
        done = subprocess.run(
            command(_WORKER), input=request, capture_output=True, timeout=timeout, env=environment(), check=False
        )
    except subprocess.TimeoutExpired:
        raise QueryTimeoutError(
            f"The query took more than {timeout:g} seconds and was ended: ask for less, or with LIMIT."
        ) from None
    kind, _, data = done.stdout.partition(b"\n")
    if kind == b"graph":
        return graph([quad.triple for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES)])
    if kind == b"results":
        return answer(ox.parse_query_results(data, ox.QueryResultsFormat.JSON))
    if kind == b"error":
        raise QueryError(data.decode("utf-8", "replace"))
    raise QueryError(f"The query was ended by the system (status {done.returncode}): too much memory, perhaps.")
