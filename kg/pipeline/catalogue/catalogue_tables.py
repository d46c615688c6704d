"""Define the tables of a catalogue: their columns, how they are filled at once, and how they are queried."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

_MADE = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000;
CREATE TABLE shard (id INTEGER PRIMARY KEY, folder TEXT, name TEXT UNIQUE, joined INTEGER, entries INTEGER,
    tally TEXT, used TEXT, size INTEGER);
CREATE TABLE entry (id INTEGER PRIMARY KEY, key BLOB UNIQUE, shard INTEGER, position INTEGER, start INTEGER,
    end INTEGER, refused INTEGER, private INTEGER);
CREATE TABLE document (entry INTEGER, position INTEGER, hash BLOB, release TEXT, PRIMARY KEY (entry, position))
    WITHOUT ROWID;
CREATE TABLE block (entry INTEGER, document INTEGER, grp TEXT, start INTEGER, end INTEGER, digests_start INTEGER,
    digests_end INTEGER, digests INTEGER);
CREATE TABLE live (place INTEGER, tie BLOB, entry INTEGER);
CREATE TABLE refused (place INTEGER, source TEXT, code TEXT, message TEXT);
"""
FOUND = """
CREATE TABLE found AS SELECT DISTINCT grp, place, block.entry, document FROM live
    JOIN block ON block.entry = live.entry WHERE grp NOT LIKE '#%';
CREATE INDEX found_grp ON found (grp)
"""
"""The items that hold each number, while the sources are scanned."""
LIVE = """
CREATE INDEX live_place ON live (place, tie);
CREATE TABLE held AS SELECT DISTINCT entry FROM live;
CREATE UNIQUE INDEX held_entry ON held (entry);
CREATE INDEX block_entry ON block (entry);
CREATE INDEX block_grp ON block (grp);
CREATE TABLE shared AS SELECT grp FROM block JOIN held USING (entry) GROUP BY grp HAVING COUNT(*) > 1 ORDER BY grp;
CREATE UNIQUE INDEX shared_grp ON shared (grp);
CREATE TABLE joined (grp TEXT PRIMARY KEY, key BLOB) WITHOUT ROWID;
"""
"""Tables made once the scan is over: the entries held, and the numbers that several hold."""
SETTLED = """
CREATE TABLE piece AS
    SELECT shard, block.start AS start, block.end AS end, digests_start, digests_end, digests, grp, 0 AS replaced
        FROM block JOIN held USING (entry) JOIN entry ON entry.id = block.entry
        WHERE grp NOT IN (SELECT grp FROM shared)
    UNION ALL
    SELECT entry.shard, block.start, block.end, digests_start, digests_end, digests, joined.grp, 0 FROM joined
        JOIN entry USING (key) JOIN block ON block.entry = entry.id;
CREATE INDEX piece_place ON piece (shard, start);
CREATE INDEX piece_grp ON piece (grp);
CREATE INDEX joined_key ON joined (key);
CREATE TABLE again AS SELECT hash FROM document JOIN live USING (entry) GROUP BY hash HAVING COUNT(*) > 1;
CREATE UNIQUE INDEX again_hash ON again (hash);
"""
"""Tables made once copies are joined: the live bytes of each shard, and texts that occur twice."""
SCANNED = "live JOIN entry ON entry.id = live.entry"
"""The finds in the sources with the entries read from them, to be ordered by `place, tie`."""


class Tables:
    """The tables in an open file."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)

    def make(self) -> None:
        """Create the empty tables."""
        self.script(_MADE)
        self.execute("BEGIN")

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def publish(self) -> None:
        """Write everything to the file, so that other processes can open it."""
        self.execute("COMMIT")
        self.execute("BEGIN")

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        """Execute a statement with these values; the returned cursor gives the rows of a query."""
        return self._base.execute(statement, values)

    def each(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Execute a statement with the values of each row."""
        self._base.executemany(statement, rows)

    def one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """Return the first row of a query; None where it has none."""
        return cast("tuple[Any, ...] | None", self.execute(query, *values).fetchone())

    def number(self, query: str) -> int:
        """Return the single number in the answer of a query."""
        found = self.one(query)
        assert found is not None
        return cast(int, found[0])

    def script(self, statements: str) -> None:
        """Execute statements that are separated by semicolons."""
        for statement in statements.split(";"):
            if statement.strip():
                self.execute(statement)
