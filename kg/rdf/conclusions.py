"""Draw conclusions from many cables: status, threads, persons, and service at posts.

    triples = inferred(digests)

One pass over the digests; whatever grows with the number of cables is sorted on disk.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import groupby, islice
from pathlib import Path

from kg.rdf.persons_meant import Officials
from kg.rdf.threads import Threads
from kg.resolution.cable_digest import Digest
from kg.resolution.corrections_table import Judgements
from kg.terms.iris import KG, LOCAL, cable_iri, coded
from kg.terms.ntriples_terms import Triple
from kg.terms.sorted_statements import sorted_lines

_STATUS = KG("status")
_HELD, _PARTIAL, _CITED = "\t1\n", "\t2\n", "\t3\n"
_STATUSES = {_HELD: "held", _PARTIAL: "partial"}
_MARK = len(_CITED)
_BATCH = 5_000


def inferred(
    digests: Iterable[Digest],
    base: str = LOCAL,
    *,
    scratch: Path | None = None,
    judgements: Judgements | None = None,
    named: set[str] | None = None,
) -> Iterator[Triple]:
    """Yield the conclusions from all cables of a graph; `base` begins the IRIs of computed things.

    The digests may come in any order: sorted, the triples are the same. Everything that grows with the number of
    cables is sorted on disk (in `scratch`, where given), not held in memory. `judgements` are corrections about
    mentions; the mentions of them that were found are added to `named`.
    """
    officials = Officials(base, judgements or Judgements(), scratch)
    with ExitStack() as stack:
        stack.enter_context(closing(officials))
        seen = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=scratch))
        threads = Threads(stack, scratch)
        for digest in digests:
            threads.add(digest)
            status = _HELD if digest.complete else _PARTIAL
            seen.write(f"{cable_iri(digest.key)}{status}")
            seen.writelines(f"{cable_iri(cited)}{_CITED}" for cited in digest.cites)
            yield from officials.take(digest)
        seen.seek(0)
        yield from _statuses(seen, scratch)
        yield from threads.triples(base)
        yield from officials.conclude()
        if named is not None:
            named |= officials.named


def _statuses(seen: Iterable[str], scratch: Path | None) -> Iterator[Triple]:
    """Yield each cable's status from lines of IRI and mark; the mark of a held cable sorts before a cited one's."""
    lines = iter(seen)
    batches = iter(lambda: list(islice(lines, _BATCH)), [])
    with sorted_lines(batches, scratch) as ordered:
        for cable, found in groupby(ordered, key=lambda line: line[:-_MARK]):
            marks = [line[-_MARK:] for line in found]
            statuses = [_STATUSES[one] for one in marks if one != _CITED] or ["referenced-only"]
            for status in statuses:
                yield cable, _STATUS, coded("status", status)
