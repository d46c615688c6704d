"""Find the live bytes of each shard: those of items and numbers that the sources still have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kg.pipeline.catalogue.catalogue_tables import SCANNED, Tables
from kg.pipeline.reading_counts import Tally
from kg.sources.rejected_source import Rejection
from kg.terms.ntriples import Part

_LIVES = "(entry.id IN (SELECT entry FROM held) OR entry.key IN (SELECT key FROM joined))"
_INTACT = f"""
SELECT shard.id FROM shard JOIN entry ON entry.shard = shard.id
WHERE {_LIVES} GROUP BY shard.id HAVING COUNT(*) = shard.entries
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Entries of one shard that follow each other in the order of the sources; `whole` if the shard has no others."""

    folder: Path
    shard: str
    whole: Tally | None
    places: tuple[tuple[int, int, int], ...]
    """(entry, start, end of its record)."""


class Live:
    """The live parts of a settled catalogue."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @classmethod
    def open(cls, path: Path) -> Live:
        """Open the published catalogue of another process; the caller closes it."""
        return cls(Tables(path))

    def close(self) -> None:
        """Close the catalogue."""
        self._tables.close()

    def pieces(self) -> Iterator[Part]:
        """Yield the live statements: files, and the members of each."""
        rows = self._tables.execute(
            "SELECT folder, name, start, end FROM piece JOIN shard ON shard.id = shard WHERE NOT replaced "
            "ORDER BY shard, start"
        )
        for (folder, name), found in groupby(rows, key=itemgetter(0, 1)):
            yield Part(Path(folder) / f"{name}.nt.gz", tuple((start, end) for _, _, start, end in found))

    def digests(self) -> Iterator[tuple[Path, str, list[tuple[int, int]]]]:
        """Yield the places of the live digests, shard by shard."""
        rows = self._tables.execute(
            "SELECT folder, name, digests_start, digests_end FROM piece JOIN shard ON shard.id = shard "
            "WHERE NOT replaced ORDER BY shard, start"
        )
        for (folder, name), found in groupby(rows, key=itemgetter(0, 1)):
            yield Path(folder), name, [(start, end) for _, _, start, end in found]

    def replace(self, group: str) -> list[tuple[Part, tuple[Path, str, list[tuple[int, int]]]]]:
        """Remove the statements and digests of a number from the live ones, and return their places."""
        rows = self._tables.execute(
            "SELECT folder, name, start, end, digests_start, digests_end FROM piece JOIN shard ON shard.id = shard "
            "WHERE grp = ? ORDER BY shard, start",
            group,
        ).fetchall()
        self._tables.execute("UPDATE piece SET replaced = 1 WHERE grp = ?", group)
        return [
            (Part(Path(folder) / f"{name}.nt.gz", ((start, end),)), (Path(folder), name, [(first, last)]))
            for folder, name, start, end, first, last in rows
        ]

    def texts(self) -> Iterator[tuple[Path, set[str]]]:
        """Yield the packs with the hashes of their live texts, in the order of the sources."""
        rows = self._tables.execute(
            "SELECT shard, hash FROM held JOIN document USING (entry) "
            "JOIN entry ON entry.id = held.entry ORDER BY shard"
        )
        for number, found in groupby(rows, key=itemgetter(0)):
            folder, name = self._tables.one("SELECT folder, name FROM shard WHERE id = ?", number) or ("", "")
            yield Path(folder) / f"{name}.pack", {h.hex() for _, h in found}

    def used(self) -> set[str]:
        """Return the vocabulary entries that the live statements use; their number is bounded by the vocabularies."""
        found: set[str] = set()
        for used in self._tables.execute(f"SELECT used FROM shard WHERE id IN ({_INTACT})"):
            found.update(json.loads(used[0]))
        return found

    def partly(self) -> Iterator[tuple[Path, str, int, int]]:
        """Yield the places of the records of live entries in shards that are only partly live."""
        rows = self._tables.execute(
            "SELECT folder, name, start, end FROM entry JOIN shard ON shard.id = shard "
            f"WHERE {_LIVES} AND shard NOT IN ({_INTACT}) ORDER BY shard, position"
        )
        return ((Path(folder), name, start, end) for folder, name, start, end in rows)

    def joined(self) -> Iterator[tuple[Path, str, int, int]]:
        """Yield the places of the records of joined numbers, sorted by number."""
        rows = self._tables.execute(
            "SELECT folder, name, start, end FROM joined JOIN entry USING (key) JOIN shard ON shard.id = shard "
            "ORDER BY grp"
        )
        return ((Path(folder), name, start, end) for folder, name, start, end in rows)

    def runs(self) -> Iterator[Run]:
        """Yield the readings in the order of the sources, in runs of one shard."""
        rows = self._tables.execute(f"SELECT shard, entry.id, position, start, end FROM {SCANNED} ORDER BY place, tie")
        for number, found in groupby(rows, key=itemgetter(0)):
            yield from self._cut_in_runs(number, found)

    def _cut_in_runs(self, number: int, found: Iterable[tuple[int, int, int, int, int]]) -> Iterator[Run]:
        about = self._tables.one("SELECT folder, name, entries, tally FROM shard WHERE id = ?", number)
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
        return self._tables.one(query, shard) is not None

    def again(self, content_hash: str) -> bool:
        """Return whether a text comes from several sources."""
        return self._tables.one("SELECT 1 FROM again WHERE hash = ?", bytes.fromhex(content_hash)) is not None

    def refused(self) -> Iterator[tuple[int, Rejection]]:
        """Yield the sources that could not be found or opened, with their place."""
        query = "SELECT place, source, code, message FROM refused ORDER BY place, source, code, message"
        rows = self._tables.execute(query)
        return ((place, Rejection(source, code, message)) for place, source, code, message in rows)

    def refused_texts(self) -> Iterator[tuple[int, Path, str, int, int]]:
        """Yield the places of the records that hold rejections, with the place in the sources."""
        rows = self._tables.execute(
            f"SELECT place, folder, name, start, end FROM {SCANNED} "
            "JOIN shard ON shard.id = shard WHERE refused ORDER BY place, tie"
        )
        return ((place, Path(folder), name, start, end) for place, folder, name, start, end in rows)

    def hashes(self) -> Iterator[str]:
        """Yield the hashes of the texts, sorted, each once."""
        rows = self._tables.execute("SELECT DISTINCT hash FROM held JOIN document USING (entry) ORDER BY hash")
        return (h.hex() for (h,) in rows)

    @property
    def cables(self) -> int:
        """The number of cables, with the copies of a message counted once."""
        return self._tables.number("SELECT COALESCE(SUM(digests), 0) FROM piece")

    @property
    def dead(self) -> float:
        """The share (0 to 1) of the shards' statements that belong to no live item or number."""
        query = (
            "SELECT COALESCE(SUM(block.end - block.start), 0) FROM block JOIN entry ON entry.id = block.entry "
            f"WHERE {_LIVES}"
        )
        live, everything = self._tables.number(query), self._tables.number("SELECT COALESCE(SUM(size), 0) FROM shard")
        return 1 - live / everything if everything else 0.0

    def intact(self) -> set[str]:
        """Return the names of the shards that are live in every part."""
        return {name for (name,) in self._tables.execute(f"SELECT name FROM shard WHERE id IN ({_INTACT})")}

    def lives(self, shard: str, key: str) -> bool:
        """Return whether the entry with this key is live, and is the one in this shard."""
        query = f"SELECT 1 FROM entry JOIN shard ON shard.id = shard WHERE entry.key = ? AND name = ? AND ({_LIVES})"
        return self._tables.one(query, bytes.fromhex(key), shard) is not None
