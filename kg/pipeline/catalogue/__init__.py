"""Keep the catalogue of a build: its shards, their live parts, and the numbers that several documents hold.

The catalogue is a database in the work folder, made anew by each build from the indexes of the shards. So memory does
not grow with the number of cables, and nothing has to be kept in step.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kg.pipeline.catalogue.catalogue_tables import FOUND, LIVE, SCANNED, SETTLED, Tables
from kg.pipeline.catalogue.live_shards import Live
from kg.pipeline.reading_keys import digest
from kg.pipeline.shards import Shard
from kg.sources.rejected_source import Rejection

_HALF_PRIVATE = """
SELECT found.grp, entry.key, found.document, place, entry.private, folder, name, entry.start, entry.end
FROM found JOIN entry ON entry.id = found.entry JOIN shard ON shard.id = entry.shard
WHERE found.grp IN (SELECT grp FROM found JOIN entry ON entry.id = found.entry
    GROUP BY grp HAVING COUNT(DISTINCT place) > 1 AND SUM(entry.private) > 0)
ORDER BY found.grp, place
"""
_IN_GROUP = """
SELECT shared.grp, entry.key, block.document, folder, name, entry.start, entry.end
FROM shared CROSS JOIN block ON block.grp = shared.grp JOIN held ON held.entry = block.entry
    JOIN entry ON entry.id = block.entry JOIN shard ON shard.id = entry.shard
ORDER BY shared.grp, entry.key, block.document
"""


@dataclass(frozen=True, slots=True)
class Held:
    """One item that is in the sources, with the place of its record; `private` is true where names in it are masked."""

    place: int
    key: str
    private: bool
    folder: Path
    shard: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Holder:
    """One document that holds a number: the place of its item's record, and the document's position in the item."""

    folder: str
    shard: str
    start: int
    end: int
    document: int


@dataclass(frozen=True, slots=True)
class Group:
    """A number that several documents hold, with all of them; `key` is a hash of exactly these."""

    name: str
    key: str
    holders: tuple[Holder, ...]


def _group_key(name: str, holders: Iterable[tuple[bytes, int]]) -> str:
    """Return the hash of a number held by exactly these entries and documents."""
    return digest("joined", name, *(f"{entry.hex()} {document}" for entry, document in sorted(holders)))


class Catalogue:
    """An open catalogue. Use it in this order: add shards, record live items, `close_scan`, join, `settle`, ask."""

    def __init__(self, path: Path, settings: str) -> None:
        """Create a catalogue at `path` for shards with these settings."""
        self.path, self.settings, self.shielded = path, settings, False
        self._tables = Tables(path)
        self._tables.make()
        self.live = Live(self._tables)
        """What is live, once everything is settled."""

    def close(self) -> None:
        """Close the database."""
        self._tables.close()

    def publish(self) -> None:
        """Write everything to the file, so that other processes can open it."""
        self._tables.publish()

    def add(self, shard: Shard) -> None:
        """Add a shard, unless it was made with other settings."""
        if shard.settings != self.settings:
            return
        row = (
            str(shard.folder),
            shard.name,
            shard.kind == "joined",
            len(shard.entries),
            json.dumps(shard.tally.to_data()),
            json.dumps(shard.used),
            shard.size,
        )
        added = self._tables.execute("INSERT OR IGNORE INTO shard VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", *row)
        if not added.rowcount:
            return
        number = added.lastrowid
        for position, entry in enumerate(shard.entries):
            values = (bytes.fromhex(entry.key), number, position, entry.start, entry.end, entry.refused, entry.private)
            new = self._tables.execute("INSERT OR IGNORE INTO entry VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", *values)
            if not new.rowcount:
                continue
            documents = (
                (new.lastrowid, n, bytes.fromhex(h), release) for n, (h, release) in enumerate(entry.documents)
            )
            self._tables.each("INSERT INTO document VALUES (?, ?, ?, ?)", documents)
            blocks = (
                (new.lastrowid, b.document, b.group, b.start, b.end, b.digests_start, b.digests_end, b.digests)
                for b in entry.blocks
            )
            if shard.kind == "joined":  # its numbers are those of the documents: not to be counted as more of them
                blocks = ((e, d, f"joined {g}", *rest) for e, d, g, *rest in blocks)  # type: ignore[misc]
            self._tables.each("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?, ?)", blocks)

    # The scan

    def known(self, key: str) -> bool:
        """Return whether an item or number with this key was read before."""
        return self._tables.one("SELECT id FROM entry WHERE key = ?", bytes.fromhex(key)) is not None

    @property
    def empty(self) -> bool:
        """Whether nothing was read before."""
        return self._tables.one("SELECT 1 FROM entry LIMIT 1") is None

    def found(self, place: int, key: str, tie: str = "") -> None:
        """Record that the item with this key is in the sources, at position `place` of the scan."""
        self._tables.execute(
            "INSERT INTO live SELECT ?, ?, id FROM entry WHERE key = ?", place, bytes.fromhex(tie), bytes.fromhex(key)
        )

    def refuse(self, place: int, rejection: Rejection) -> None:
        """Record a source that could not be found or opened."""
        row = (place, rejection.source, rejection.code, rejection.message)
        self._tables.execute("INSERT INTO refused VALUES (?, ?, ?, ?)", *row)

    def half_private(self) -> Iterator[tuple[str, list[Held]]]:
        """Yield the numbers with several items, only some of which have names to protect, with all their items.

        Numbers joined before for exactly these items are skipped, for their names were known then. A text without a
        number is its own message: its copies are the same text.
        """
        private = "SELECT 1 FROM live JOIN entry ON entry.id = live.entry WHERE private LIMIT 1"
        if self._tables.one(private) is None:
            return
        self._tables.script(FOUND)
        for name, rows in groupby(self._tables.execute(_HALF_PRIVATE), key=itemgetter(0)):
            held = list(rows)
            if not self.known(_group_key(name, {(key, document) for _, key, document, *_ in held})):
                yield (
                    name,
                    list(
                        {
                            Held(p, key.hex(), bool(masked), Path(folder), shard, start, end): None
                            for _, key, _, p, masked, folder, shard, start, end in held
                        }
                    ),
                )

    def moved(self, place: int, key: str) -> None:
        """Record that the item at a place was read again, which replaces its earlier reading."""
        self._tables.execute(
            "UPDATE live SET entry = (SELECT id FROM entry WHERE key = ?) WHERE place = ?", bytes.fromhex(key), place
        )
        self.shielded = True

    def withdraw(self, place: int, rejection: Rejection) -> None:
        """Record that the item at a place may not be used, and the reason."""
        self._tables.execute("DELETE FROM live WHERE place = ?", place)
        self.refuse(place, rejection)

    def close_scan(self) -> None:
        """Find the numbers that several documents hold, once all sources have been scanned."""
        self._tables.script(LIVE)

    def scan(self) -> Iterator[tuple[int, str] | tuple[int, str, str, str]]:
        """Yield the finds in scan order: (place, key), or (place, source, code, message) of a refused source."""
        live = f"SELECT place, key FROM {SCANNED} ORDER BY place, tie"
        for place, key in self._tables.execute(live):
            yield place, key.hex()
        yield from self._tables.execute("SELECT place, source, code, message FROM refused ORDER BY place, source")

    def fingerprint(self) -> str:
        """Return a fingerprint of the inputs of the products: the settings and all finds."""
        made = digest(self.settings)
        for row in self.scan():
            made = digest(made, *map(str, row[1:]))
        return made

    # Joining

    def groups(self) -> Iterator[Group]:
        """Yield the numbers that several documents hold, sorted."""
        for name, rows in groupby(self._tables.execute(_IN_GROUP), key=itemgetter(0)):
            holders = list(rows)
            key = _group_key(name, {(entry, document) for _, entry, document, *_ in holders})
            places = tuple(Holder(folder, shard, s, e, document) for _, _, document, folder, shard, s, e in holders)
            yield Group(name, key, places)

    def join(self, group: Group) -> None:
        """Record that a group was joined from exactly its holders, in the entry with the group's key."""
        self._tables.execute("INSERT OR REPLACE INTO joined VALUES (?, ?)", group.name, bytes.fromhex(group.key))

    @property
    def shared(self) -> int:
        """The number of cable numbers that several documents hold."""
        return self._tables.number("SELECT COUNT(*) FROM shared")

    def settle(self) -> None:
        """Determine the live bytes of each shard, when everything has been read and joined."""
        self._tables.script(SETTLED)
