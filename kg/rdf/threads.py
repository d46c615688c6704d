"""Join cables into threads by references that follow each other soon.

References alone would join everything: a standing instruction is cited for years, and some chain links half of a large
collection. So a reference joins two cables only where the later was sent within `WINDOWS[0]` days of the earlier; a
set still larger than `LARGEST` is cut again by the next shorter window, and is no thread if the last window leaves it
too large. The day of a cable that is not held is unknown: it counts as sent when the first held one cites it, within
the year of its number. So posts that answer one missing instruction within `NOT_HELD` days of each other share a
thread, and a cable that cites one of last year does not answer it.

The windows are chosen, not measured. Memory does not grow with the cables: keys are sorted on disk, and the arrays of
the union-find lie in mapped files.
"""

from __future__ import annotations

import mmap
import struct
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import IO

from kg.model.cable_id import CableId
from kg.resolution.cable_digest import Digest
from kg.terms.iris import DCAT, KG, LABEL, LOCAL, TYPE, cable_iri, coded
from kg.terms.ntriples_terms import Triple, day, english, integer, iri, unsegment
from kg.terms.sorted_statements import sorted_lines

WINDOWS = (60, 20, 7, 2)
"""The most days between a cable and an answer that cites it; the longest window first."""
NOT_HELD = 20
"""The same for a cited cable that is not held: its subject is unknown, so the link is weaker."""
LARGEST = 200
"""The most cables of a thread, those not held included: nobody follows a longer conversation."""
_FEWEST = 2
"""The least number of held cables in a thread."""
_EARLIER = 2
"""Days that a cable may be dated before one it cites, since date-time groups are damaged too."""
_BATCH = 5_000
_NUMBER, _PAIR = struct.Struct("=i"), struct.Struct("=ii")
_THREAD, _IN, _FIRST, _HELD = KG("Thread"), KG("inThread"), KG("firstCable"), KG("heldCables")
_START, _END, _RULE = DCAT("startDate"), DCAT("endDate"), KG("rule")
_CHAIN = coded("rule", "reference-chain")


class Threads:
    """A collector of cables and references from digests; at the end it yields the threads."""

    def __init__(self, stack: ExitStack, scratch: Path | None = None) -> None:
        """Keep the data in files in `scratch` (the system's temporary folder by default) until `stack` ends."""
        self._stack, self._scratch = stack, scratch
        self._nodes, self._links = self._text(), self._text()

    def _text(self) -> IO[str]:
        return self._stack.enter_context(
            tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=self._scratch)
        )

    def add(self, digest: Digest) -> None:
        """Record a held cable and its references."""
        node = cable_iri(digest.key)
        self._nodes.write(f"{node}\t{digest.day.toordinal() if digest.day else 0}\n")
        for cited in digest.cites:
            other = cable_iri(cited)
            if other != node:
                self._nodes.write(f"{other}\t\n")
                self._links.write(f"{other}\t{node}\n")

    def triples(self, base: str = LOCAL) -> Iterator[Triple]:
        """Yield the threads: each with its first cable, number of held cables, first and last day, and members."""
        keys = self._text()
        joined = _Joined(self._numbered(keys), self._stack, self._scratch)
        for citing, cited in self._paired(keys):
            joined.link(citing, cited)
        joined.cut()
        members = ([f"{first:012d}\t{number:012d}\t{key}"] for number, first, key in _members(joined, keys))
        with sorted_lines(members, self._scratch) as lines:
            for _, group in groupby(lines, key=lambda line: line[:12]):
                yield from _described(joined, list(group), base)

    def _numbered(self, keys: IO[str]) -> Iterator[tuple[int, bool, int]]:
        """Write the keys of all cables in order, one a line; yield day, whether held, and year of the number."""
        self._nodes.seek(0)
        with sorted_lines(_batches(self._nodes), self._scratch) as lines:
            for key, found in groupby(lines, key=lambda line: line.partition("\t")[0]):
                days = [line.rpartition("\t")[2].strip() for line in found]
                held = [int(one) for one in days if one]
                keys.write(f"{key}\n")
                yield max(held, default=0), bool(held), _year(key)

    def _paired(self, keys: IO[str]) -> Iterator[tuple[int, int]]:
        """Yield the references as pairs of numbers, of the citing and the cited cable."""
        self._links.seek(0)
        half = self._text()
        for citing, number in _looked_up(self._links, keys, self._scratch):
            half.write(f"{citing}\t{number}\n")
        half.seek(0)
        for cited, number in _looked_up(half, keys, self._scratch):
            yield number, int(cited)


def _year(node: str) -> int:
    """Return the year in a cable's number, 0 where it has none."""
    key = node.rpartition("/")[2].rstrip(">")
    number = CableId.parse(key.partition("-")[0])  # a suffix tells apart cables that share a number
    return number.year if number else 0


def _looked_up(lines: IO[str], keys: IO[str], scratch: Path | None) -> Iterator[tuple[str, int]]:
    """Yield the second word of each line and the number of its first word, a key; sorted by the key."""
    keys.seek(0)
    numbered = enumerate(keys)
    number, key = next(numbered, (0, ""))
    with sorted_lines(_batches(lines), scratch) as ordered:
        for line in ordered:
            wanted, _, other = line.partition("\t")
            while key[:-1] != wanted:
                number, key = next(numbered)
            yield other[:-1], number


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    left = iter(lines)
    return iter(lambda: list(islice(left, _BATCH)), [])


def _members(joined: _Joined, keys: IO[str]) -> Iterator[tuple[int, int, str]]:
    keys.seek(0)
    for number, key in enumerate(keys):
        first = joined.first_of(number)
        if first is not None:
            yield number, first, key


def _described(joined: _Joined, lines: list[str], base: str) -> Iterator[Triple]:
    numbers = {int(line[13:25]): line[26:-1] for line in lines}
    first = int(lines[0][:12])
    days = [date.fromordinal(joined.days[n]) for n in numbers if joined.held[n]]
    key = numbers[first].rpartition("/")[2][:-1]
    thread = iri(f"{base}thread/{key}")
    yield thread, TYPE, _THREAD
    yield thread, LABEL, english(f"Thread from {unsegment(key)}")
    yield thread, _FIRST, numbers[first]
    yield thread, _HELD, integer(len(days))
    yield thread, _START, day(min(days))
    yield thread, _END, day(max(days))
    yield thread, _RULE, _CHAIN
    for member in numbers.values():
        yield member, _IN, thread


class _Joined:
    """A union-find over numbered cables; the root of a set is its lowest number, whatever the order of the links."""

    def __init__(self, nodes: Iterable[tuple[int, bool, int]], stack: ExitStack, scratch: Path | None) -> None:
        self._stack, self._scratch = stack, scratch
        days, held, years = self._file(), self._file(), self._file()
        self.count = 0
        for on, here, year in nodes:
            days.write(_NUMBER.pack(on))
            held.write(_NUMBER.pack(here))
            years.write(_NUMBER.pack(year))
            self.count += 1
        self.days, self.held, self._years = (self._mapped(file) for file in (days, held, years))
        self._parent, self._open, self._size, self._first, self._here = (self._mapped(self._file()) for _ in range(5))
        self._links = self._file()

    def _file(self) -> IO[bytes]:
        return self._stack.enter_context(tempfile.TemporaryFile(dir=self._scratch))

    def _mapped(self, file: IO[bytes]) -> memoryview[int]:
        """Return a file as an array of numbers, one for each cable; a new one is all zeros."""
        file.truncate(max(self.count, 1) * 4)
        file.flush()
        whole = self._stack.enter_context(mmap.mmap(file.fileno(), max(self.count, 1) * 4))
        view = memoryview(whole)
        numbers = view.cast("i")
        self._stack.callback(view.release)
        self._stack.callback(numbers.release)
        return numbers

    def link(self, citing: int, cited: int) -> None:
        """Record a reference; a cited cable that is not held counts as sent on the day of the first citing one.

        Where the year of its number differs, the nearest day of that year counts.
        """
        self._links.write(_PAIR.pack(citing, cited))
        on = self.days[citing]
        if on and (year := self._years[cited]):
            on = min(max(on, date(year, 1, 1).toordinal()), date(year, 12, 31).toordinal())
        if not self.held[cited] and on and (not self.days[cited] or on < self.days[cited]):
            self.days[cited] = on

    def cut(self) -> None:
        """Join references within the longest window; take sets that are too large apart by shorter windows."""
        for number in range(self.count):
            self._open[number] = 1
        for window in WINDOWS:
            if not self._join(window):
                break
        for number in range(self.count):
            if self.held[number] and not self._open[number]:
                root = self._root(number)
                first = self._first[root]
                self._here[root] += 1
                if not first or self.days[number] < self.days[first - 1]:
                    self._first[root] = number + 1

    def _join(self, window: int) -> int:
        """Join the open cables by the links of one window; return the number of cables in sets still too large."""
        for number in range(self.count):
            if self._open[number]:
                self._parent[number], self._size[number] = number, 0
        for citing, cited in self._pairs():
            if self._open[citing] and self._open[cited] and self._follows(citing, cited, window):
                one, other = self._root(citing), self._root(cited)
                self._parent[max(one, other)] = min(one, other)
        for number in range(self.count):
            if self._open[number]:
                self._size[self._root(number)] += 1
        large = 0
        for number in range(self.count):
            if self._open[number]:
                self._open[number] = self._size[self._root(number)] > LARGEST
                large += self._open[number]
        return large

    def _follows(self, citing: int, cited: int, window: int) -> bool:
        later, earlier = self.days[citing], self.days[cited]
        window = window if self.held[cited] else min(window, NOT_HELD)
        return bool(later and earlier) and -_EARLIER <= later - earlier <= window

    def _pairs(self) -> Iterator[tuple[int, int]]:
        self._links.seek(0)
        while data := self._links.read(_PAIR.size * _BATCH):
            yield from _PAIR.iter_unpack(data)

    def _root(self, number: int) -> int:
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def first_of(self, number: int) -> int | None:
        """Return the earliest held cable of the thread of a cable; None where it is in none."""
        root = self._root(number)
        return None if self._open[number] or self._here[root] < _FEWEST else self._first[root] - 1
