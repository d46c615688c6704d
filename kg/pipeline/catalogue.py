"""The catalogue of a build: which shards there are, what of them is live, and which numbers several documents hold.

A database in the work folder, made anew by each build from the indexes of the shards: so memory does not grow with the
number of cables, and nothing has to be kept in step.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

from kg.pipeline.identity import digest
from kg.pipeline.shards import Shard
from kg.pipeline.tally import Tally
from kg.rdf.ntriples import Part
from kg.sources import Rejection

_TABLES = """
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
_FOUND = """
CREATE TABLE found AS SELECT DISTINCT grp, place, block.entry, document FROM live
    JOIN block ON block.entry = live.entry WHERE grp NOT LIKE '#%';
CREATE INDEX found_grp ON found (grp)
"""
_HALF_PRIVATE = """
SELECT found.grp, entry.key, found.document, place, entry.private, folder, name, entry.start, entry.end
FROM found JOIN entry ON entry.id = found.entry JOIN shard ON shard.id = entry.shard
WHERE found.grp IN (SELECT grp FROM found JOIN entry ON entry.id = found.entry
    GROUP BY grp HAVING COUNT(DISTINCT place) > 1 AND SUM(entry.private) > 0)
ORDER BY found.grp, place
"""
_LIVE = """
CREATE INDEX live_place ON live (place, tie);
CREATE TABLE held AS SELECT DISTINCT entry FROM live;
CREATE UNIQUE INDEX held_entry ON held (entry);
CREATE INDEX block_entry ON block (entry);
CREATE INDEX block_grp ON block (grp);
CREATE TABLE shared AS SELECT grp FROM block JOIN held USING (entry) GROUP BY grp HAVING COUNT(*) > 1 ORDER BY grp;
CREATE UNIQUE INDEX shared_grp ON shared (grp);
CREATE TABLE joined (grp TEXT PRIMARY KEY, key BLOB) WITHOUT ROWID;
"""
_SETTLED = """
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
_SCANNED = "live JOIN entry ON entry.id = live.entry"
_LIVES = "(entry.id IN (SELECT entry FROM held) OR entry.key IN (SELECT key FROM joined))"
_INTACT = f"""
SELECT shard.id FROM shard JOIN entry ON entry.shard = shard.id
WHERE {_LIVES} GROUP BY shard.id HAVING COUNT(*) = shard.entries
"""
_IN_GROUP = """
SELECT shared.grp, entry.key, block.document, folder, name, entry.start, entry.end
FROM shared CROSS JOIN block ON block.grp = shared.grp JOIN held ON held.entry = block.entry
    JOIN entry ON entry.id = block.entry JOIN shard ON shard.id = entry.shard
ORDER BY shared.grp, entry.key, block.document
"""


@dataclass(frozen=True, slots=True)
class Held:
    """One item that is in the sources, and the place of its record; `private` says that something in it is masked."""

    place: int
    key: str
    private: bool
    folder: Path
    shard: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Holder:
    """One document that holds a number: the place of its item's record, and which document of the item it is."""

    folder: str
    shard: str
    start: int
    end: int
    document: int


@dataclass(frozen=True, slots=True)
class Group:
    """A number that several documents hold, with all of them; `key` stands for exactly these."""

    name: str
    key: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Entries of one shard that follow each other in the order of the sources; `whole` if they are all it has."""

    folder: Path
    shard: str
    whole: Tally | None
    places: tuple[tuple[int, int, int], ...]
    """(entry, start, end of its record)."""


def _group_key(name: str, holders: Iterable[tuple[bytes, int]]) -> str:
    """Return what stands for a number that exactly these entries and documents hold."""
    return digest("joined", name, *(f"{entry.hex()} {document}" for entry, document in sorted(holders)))


class Catalogue:
    """The catalogue, open. It is made in one go: add shards, note what is live, `close_scan`, join, `settle`, ask."""

    def __init__(self, path: Path, settings: str, *, made: bool = False) -> None:
        """Make a catalogue at `path`, of shards with these settings; or open one that is `made`."""
        self.path, self.settings, self.shielded = path, settings, False
        self.base = sqlite3.connect(path, isolation_level=None)
        if not made:
            self.base.executescript(_TABLES)
            self.base.execute("BEGIN")

    def close(self) -> None:
        """Close the database."""
        self.base.close()

    def publish(self) -> None:
        """Write all to the file, so that other processes can open it."""
        self.base.execute("COMMIT")
        self.base.execute("BEGIN")

    def add(self, shard: Shard) -> bool:
        """Take a shard in; False where it was made with other settings, and so is of no use."""
        if shard.settings != self.settings:
            return False
        row = (
            str(shard.folder), shard.name, shard.kind == "joined", len(shard.entries),
            json.dumps(shard.tally.to_data()), json.dumps(shard.used), shard.size,
        )  # fmt: skip
        added = self.base.execute("INSERT OR IGNORE INTO shard VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", row)
        if not added.rowcount:
            return True
        number = added.lastrowid
        for position, entry in enumerate(shard.entries):
            values = (bytes.fromhex(entry.key), number, position, entry.start, entry.end, entry.refused, entry.private)
            new = self.base.execute("INSERT OR IGNORE INTO entry VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", values)
            if not new.rowcount:
                continue
            documents = (
                (new.lastrowid, n, bytes.fromhex(h), release) for n, (h, release) in enumerate(entry.documents)
            )
            self.base.executemany("INSERT INTO document VALUES (?, ?, ?, ?)", documents)
            blocks = (
                (new.lastrowid, b.document, b.group, b.start, b.end, b.digests_start, b.digests_end, b.digests)
                for b in entry.blocks
            )
            if shard.kind == "joined":  # its numbers are those of the documents: not to be counted as more of them
                blocks = ((e, d, f"joined {g}", *rest) for e, d, g, *rest in blocks)  # type: ignore[misc]
            self.base.executemany("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?, ?)", blocks)
        return True

    # The scan

    def known(self, key: str) -> bool:
        """Say whether something with this key was read before."""
        return self._one("SELECT id FROM entry WHERE key = ?", bytes.fromhex(key)) is not None

    @property
    def empty(self) -> bool:
        """Whether nothing was read before."""
        return self._one("SELECT 1 FROM entry LIMIT 1") is None

    def found(self, place: int, key: str, tie: str = "") -> None:
        """Note that the item with this key is in the sources: the `place`-th thing that was found."""
        self.base.execute(
            "INSERT INTO live SELECT ?, ?, id FROM entry WHERE key = ?", (place, bytes.fromhex(tie), bytes.fromhex(key))
        )

    def refuse(self, place: int, rejection: Rejection) -> None:
        """Note what could not be found or opened."""
        row = (place, rejection.source, rejection.code, rejection.message)
        self.base.execute("INSERT INTO refused VALUES (?, ?, ?, ?)", row)

    def half_private(self) -> Iterator[tuple[str, list[Held]]]:
        """Yield the numbers of several items of which some have names to protect, with all their items.

        Not those that exactly these items were joined for before: that was done when their names were known. A text
        without a number is its own message: its copies are the same text.
        """
        private = "SELECT 1 FROM live JOIN entry ON entry.id = live.entry WHERE private LIMIT 1"
        if self._one(private) is None:
            return
        self._script(_FOUND)
        for name, rows in groupby(self._rows(_HALF_PRIVATE), key=itemgetter(0)):
            held = list(rows)
            if not self.known(_group_key(name, {(key, document) for _, key, document, *_ in held})):
                yield name, list({Held(p, key.hex(), bool(masked), Path(folder), shard, start, end): None
                                  for _, key, _, p, masked, folder, shard, start, end in held})  # fmt: skip

    def moved(self, place: int, key: str) -> None:
        """Note that the item at a place was read again: what was read of it before is not live."""
        self.base.execute("UPDATE live SET entry = (SELECT id FROM entry WHERE key = ?) WHERE place = ?",
                          (bytes.fromhex(key), place))  # fmt: skip
        self.shielded = True

    def withdraw(self, place: int, rejection: Rejection) -> None:
        """Note that the item at a place may not be used, and why."""
        self.base.execute("DELETE FROM live WHERE place = ?", (place,))
        self.refuse(place, rejection)

    def close_scan(self) -> None:
        """The sources are through: find out which numbers several documents hold."""
        self._script(_LIVE)

    def scan(self) -> Iterator[tuple[int, str] | tuple[int, str, str, str]]:
        """Yield what was found, in its order: (place, key), or (place, source, code, message) of what was refused."""
        live = f"SELECT place, key FROM {_SCANNED} ORDER BY place, tie"
        for place, key in self._rows(live):
            yield place, key.hex()
        yield from self._rows("SELECT place, source, code, message FROM refused ORDER BY place, source")

    def fingerprint(self) -> str:
        """Return what stands for everything the products are made of: the settings, and what was found."""
        made = digest(self.settings)
        for row in self.scan():
            made = digest(made, *map(str, row[1:]))
        return made

    # Joining

    def groups(self) -> Iterator[Group]:
        """Yield the numbers that several documents hold, sorted."""
        for name, rows in groupby(self._rows(_IN_GROUP), key=itemgetter(0)):
            holders = list(rows)
            key = _group_key(name, {(entry, document) for _, entry, document, *_ in holders})
            places = tuple(Holder(folder, shard, s, e, document) for _, _, document, folder, shard, s, e in holders)
            yield Group(name, key, places)

    def join(self, group: Group) -> None:
        """Note that a group is made from exactly its holders, in the entry with the group's key."""
        self.base.execute("INSERT OR REPLACE INTO joined VALUES (?, ?)", (group.name, bytes.fromhex(group.key)))

    @property
    def shared(self) -> int:
        """How many numbers several documents hold."""
        return cast(int, self._value("SELECT COUNT(*) FROM shared"))

    def settle(self) -> None:
        """Everything is read and joined: say which bytes of which shard are live."""
        self._script(_SETTLED)

    # What is live

    def pieces(self) -> Iterator[Part]:
        """Yield the live statements: files, and which members of them."""
        rows = self._rows(
            "SELECT folder, name, start, end FROM piece JOIN shard ON shard.id = shard WHERE NOT replaced "
            "ORDER BY shard, start"
        )
        for (folder, name), found in groupby(rows, key=itemgetter(0, 1)):
            yield Part(Path(folder) / f"{name}.nt.gz", tuple((start, end) for _, _, start, end in found))

    def digests(self) -> Iterator[tuple[Path, str, list[tuple[int, int]]]]:
        """Yield the places of the live digests, shard by shard."""
        rows = self._rows(
            "SELECT folder, name, digests_start, digests_end FROM piece JOIN shard ON shard.id = shard "
            "WHERE NOT replaced ORDER BY shard, start"
        )
        for (folder, name), found in groupby(rows, key=itemgetter(0, 1)):
            yield Path(folder), name, [(start, end) for _, _, start, end in found]

    def replace(self, group: str) -> list[tuple[Part, tuple[Path, str, list[tuple[int, int]]]]]:
        """Take the statements and digests of a number out of what is live, and return their places."""
        rows = self._rows(
            "SELECT folder, name, start, end, digests_start, digests_end FROM piece JOIN shard ON shard.id = shard "
            "WHERE grp = ? ORDER BY shard, start", group
        ).fetchall()
        self.base.execute("UPDATE piece SET replaced = 1 WHERE grp = ?", (group,))
        return [
            (Part(Path(folder) / f"{name}.nt.gz", ((start, end),)), (Path(folder), name, [(first, last)]))
            for folder, name, start, end, first, last in rows
        ]

    def texts(self) -> Iterator[tuple[Path, set[str]]]:
        """Yield the packs with the hashes of their live texts, in the order of the sources."""
        rows = self._rows(
            "SELECT shard, hash FROM held JOIN document USING (entry) "
            "JOIN entry ON entry.id = held.entry ORDER BY shard"
        )
        for number, found in groupby(rows, key=itemgetter(0)):
            folder, name = self._one("SELECT folder, name FROM shard WHERE id = ?", number) or ("", "")
            yield Path(folder) / f"{name}.pack", {h.hex() for _, h in found}

    def used(self) -> set[str]:
        """Return the entries of vocabularies that the live statements name; bounded, as the vocabularies are."""
        found: set[str] = set()
        for used in self._rows(f"SELECT used FROM shard WHERE id IN ({_INTACT})"):
            found.update(json.loads(used[0]))
        return found

    def partly(self) -> Iterator[tuple[Path, str, int, int]]:
        """Yield the places of the records of live entries in shards of which not all is live."""
        rows = self._rows(
            "SELECT folder, name, start, end FROM entry JOIN shard ON shard.id = shard "
            f"WHERE {_LIVES} AND shard NOT IN ({_INTACT}) ORDER BY shard, position"
        )
        return ((Path(folder), name, start, end) for folder, name, start, end in rows)

    def joined(self) -> Iterator[tuple[Path, str, int, int]]:
        """Yield the places of the records of joined numbers, sorted by number."""
        rows = self._rows(
            "SELECT folder, name, start, end FROM joined JOIN entry USING (key) JOIN shard ON shard.id = shard "
            "ORDER BY grp"
        )
        return ((Path(folder), name, start, end) for folder, name, start, end in rows)

    def runs(self) -> Iterator[Run]:
        """Yield what was read in the order of the sources, in runs of one shard."""
        rows = self._rows(f"SELECT shard, entry.id, position, start, end FROM {_SCANNED} ORDER BY place, tie")
        for number, found in groupby(rows, key=itemgetter(0)):
            yield from self._cut_in_runs(number, found)

    def _cut_in_runs(self, number: int, found: Iterable[tuple[int, int, int, int, int]]) -> Iterator[Run]:
        about = self._one("SELECT folder, name, entries, tally FROM shard WHERE id = ?", number)
        assert about is not None
        folder, name, entries, tally = about
        places = [(position, (entry, start, end)) for _, entry, position, start, end in found]
        once = [position for position, _ in places] == list(range(entries)) and not self._again(number)
        whole = Tally.from_data(json.loads(tally)) if once else None
        yield Run(Path(folder), name, whole, tuple(place for _, place in places))

    def _again(self, shard: int) -> bool:
        query = (
            "SELECT 1 FROM entry JOIN document ON document.entry = entry.id JOIN again USING (hash) "
            "WHERE entry.shard = ? LIMIT 1"
        )
        return self._one(query, shard) is not None

    def again(self, content_hash: str) -> bool:
        """Say whether a text comes from several sources."""
        return self._one("SELECT 1 FROM again WHERE hash = ?", bytes.fromhex(content_hash)) is not None

    def refused(self) -> Iterator[tuple[int, Rejection]]:
        """Yield what could not be found or opened, with its place."""
        rows = self._rows("SELECT place, source, code, message FROM refused ORDER BY place, source, code, message")
        return ((place, Rejection(source, code, message)) for place, source, code, message in rows)

    def refused_texts(self) -> Iterator[tuple[int, Path, str, int, int]]:
        """Yield the places of the records that hold rejections, with the place in the sources."""
        rows = self._rows(
            f"SELECT place, folder, name, start, end FROM {_SCANNED} "
            "JOIN shard ON shard.id = shard WHERE refused ORDER BY place, tie"
        )
        return ((place, Path(folder), name, start, end) for place, folder, name, start, end in rows)

    def releases(self) -> dict[str, int]:
        """Return how many documents have each release status."""
        query = "SELECT release, COUNT(*) FROM live JOIN document USING (entry) GROUP BY release"
        return dict(self._rows(query))

    def hashes(self) -> Iterator[str]:
        """Yield the hashes of the texts, sorted, each once."""
        rows = self._rows("SELECT DISTINCT hash FROM held JOIN document USING (entry) ORDER BY hash")
        return (h.hex() for (h,) in rows)

    @property
    def cables(self) -> int:
        """How many cables there are, copies of one message counted once."""
        return cast(int, self._value("SELECT COALESCE(SUM(digests), 0) FROM piece"))

    @property
    def dead(self) -> float:
        """The part of the shards' statements that no live item or number has, 0 to 1."""
        query = (
            "SELECT COALESCE(SUM(block.end - block.start), 0) FROM block JOIN entry ON entry.id = block.entry "
            f"WHERE {_LIVES}"
        )
        live, everything = self._value(query), self._value("SELECT COALESCE(SUM(size), 0) FROM shard")
        return 1 - cast(int, live) / cast(int, everything) if everything else 0.0

    def intact(self) -> set[str]:
        """Return the names of the shards of which everything is live."""
        return {name for (name,) in self._rows(f"SELECT name FROM shard WHERE id IN ({_INTACT})")}

    def lives(self, shard: str, key: str) -> bool:
        """Say whether the entry with this key is live, and is the one in this shard."""
        query = f"SELECT 1 FROM entry JOIN shard ON shard.id = shard WHERE entry.key = ? AND name = ? AND ({_LIVES})"
        return self._one(query, bytes.fromhex(key), shard) is not None

    def _rows(self, query: str, *values: object) -> sqlite3.Cursor:
        return self.base.cursor().execute(query, values)

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        return cast("tuple[Any, ...] | None", self._rows(query, *values).fetchone())

    def _value(self, query: str) -> object:
        found = self._one(query)
        assert found is not None
        return found[0]

    def _script(self, statements: str) -> None:
        for statement in statements.split(";"):
            if statement.strip():
                self.base.execute(statement)
