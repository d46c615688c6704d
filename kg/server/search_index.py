"""Make the index of the full-text search: SQLite FTS5 over numbers, subjects and kept texts of the cables.

It holds words and their places, not the texts again; passages are shown from the kept texts, in which protected names
are masked. One row is one cable in one copy. `kg serve` makes it in a process of its own (`Indexer`), and again after
a build.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox

from kg.child_processes import command, environment
from kg.errors import KgError
from kg.facts.descriptions import number_of
from kg.facts.stated_part import evidence_of
from kg.server.search_matching import comparable, numbered
from kg.store.store_errors import TextMissingError
from kg.store.stored_graph import StoredGraph, open_graph
from kg.terms.namespaces import DCTERMS, KG, PART

_COPY_OF = ox.NamedNode(KG + "copyOf")
_SHOWN = tuple(map(ox.NamedNode, (DCTERMS + "identifier", DCTERMS + "title", KG + "dateTimeGroup")))
_LEFT = 3600.0
"""Seconds without a change after which a draft counts as abandoned."""
_FORM = "2"
"""The version of the tables."""
_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
CREATE TABLE made (stamp TEXT);
CREATE TABLE copy (id INTEGER PRIMARY KEY, cable TEXT, document TEXT, start INTEGER, stop INTEGER, number TEXT,
                   subject TEXT, date TEXT);
CREATE VIRTUAL TABLE words USING fts5(number, subject, body, content='', tokenize="unicode61 remove_diacritics 2");
"""
_MAKER = "from kg.server.search_index import main; main()"


def index_path(folder: Path) -> Path:
    """Return the path of a graph's index: with the graph, or in the user's caches where that cannot be written."""
    if os.access(folder, os.W_OK):
        return folder / ".kg" / "search.sqlite"
    name = hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "cable-kg" / f"search-{name}.sqlite"


def stamp(folder: Path) -> str:
    """Return a stamp that changes with each build of a folder."""
    parts = [_FORM]
    for path in (folder / "store" / "CURRENT", *sorted((folder / "texts").glob("*.idx"))):
        try:
            found = path.stat()
        except OSError:
            continue
        parts.append(f"{path.name} {found.st_size} {found.st_mtime_ns}")
    return "; ".join(parts)


def is_current(folder: Path) -> bool:
    """Return whether the index matches the present graph."""
    path = index_path(folder)
    if not path.is_file():
        return False
    try:
        with closing(opened(path)) as base:
            row = base.execute("SELECT stamp FROM made").fetchone()
    except sqlite3.Error:
        return False
    return bool(row) and row[0] == stamp(folder)


def opened(path: Path) -> sqlite3.Connection:
    """Open an index for reading."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def make(folder: Path) -> int:
    """Make the index of a graph and return the number of its rows; it appears whole or not at all."""
    path, now = index_path(folder), stamp(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    _clear_drafts(path)
    base = sqlite3.connect(draft, isolation_level=None)
    try:
        base.executescript(_SCHEMA)
        base.execute("BEGIN")
        count = 0
        for count, (row, body) in enumerate(_rows(open_graph(folder)), 1):
            base.execute("INSERT INTO copy VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (count, *row))
            base.execute(
                "INSERT INTO words (rowid, number, subject, body) VALUES (?, ?, ?, ?)",
                (count, numbered(row[4]), comparable(row[5]), comparable(body)),
            )
        base.execute("INSERT INTO made VALUES (?)", (now,))
        base.execute("COMMIT")
        base.close()
        draft.replace(path)
    finally:
        base.close()
        draft.unlink(missing_ok=True)
    return count


def _clear_drafts(path: Path) -> None:
    """Remove the drafts of killed processes; a draft in work is written to all the time."""
    for left in path.parent.glob(f".{path.name}.*"):
        try:
            if time.time() - left.stat().st_mtime > _LEFT:
                left.unlink()
        except OSError:
            continue  # another server has been quicker, or it isn't ours


Row = tuple[str, str, int, int, str, str, str]


def _rows(graph: StoredGraph) -> Iterator[tuple[Row, str]]:
    """Yield the row of every copy of a cable, and its words."""
    database = graph.local.database
    for quad in database.quads_for_pattern(None, _COPY_OF, None, None):
        if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.NamedNode):
            continue
        document, cable = quad.subject.value.rpartition("/")[2], quad.object.value
        try:
            text = graph.text(document)
        except TextMissingError:
            continue
        start, stop = 0, len(text)
        others = database.quads_for_pattern(quad.subject, _COPY_OF, None, None)
        if sum(1 for _ in others) > 1:
            start, stop = _extent(database, cable, document, len(text))
        number, subject, date = (_said(database, quad.object, prop) for prop in _SHOWN)
        number = number and number_of(number, cable)
        body = text[start:stop].encode("utf-8", "replace").decode()
        yield (cable, document, start, stop, number, subject, date), body


def _said(database: ox.Store, cable: ox.NamedNode, prop: ox.NamedNode) -> str:
    """Return a value of a cable by its own look-up, five times faster than reading all statements of the cable."""
    quad = next(database.quads_for_pattern(cable, prop, None, None), None)
    return quad.object.value if quad is not None and isinstance(quad.object, ox.Literal) else ""


def _extent(database: ox.Store, cable: str, document: str, length: int) -> tuple[int, int]:
    """Return the part of a text with several cables that one of them was read from: the hull of its evidence."""
    places = []
    for quad in database.quads_for_pattern(ox.NamedNode(cable), None, None, None):
        part = quad.object
        if not quad.predicate.value.startswith(PART) or not isinstance(part, ox.NamedNode):
            continue
        for found in database.quads_for_pattern(part, ox.NamedNode(KG + "evidence"), None, None):
            place = evidence_of(found.object.value) if isinstance(found.object, ox.NamedNode) else None
            if place and place.document == document:
                places.append(place)
    if not places:
        return 0, length
    return min(p.start for p in places), max(p.end for p in places)


def main() -> None:
    """Make the index of the folder given as argument; report a failure in one line."""
    try:
        make(Path(sys.argv[1]))
    except (KgError, sqlite3.Error, OSError) as error:
        sys.exit(f"kg serve: the full-text index can't be made: {error}")


class Indexer:
    """A maker of a folder's index where it is missing or outdated."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def ensure(self) -> None:
        """Start making the index, unless it is current or being made."""
        if self._process is not None and self._process.returncode is None:
            return
        if is_current(self._folder):
            return
        self._process = await asyncio.create_subprocess_exec(
            *command(_MAKER, str(self._folder.absolute())),
            env=environment(),
            start_new_session=True,
            stdin=asyncio.subprocess.DEVNULL,
        )

    async def close(self) -> None:
        """End a running process; its draft is abandoned."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
