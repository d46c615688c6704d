"""The load that builds are compared with: always the same statements, whatever a cable states today.

The file has the size and the mix of the graph of 2,000 cables of 2026: per cable 354 statements about 89 things, names
and places, each third object a new IRI. It is made from numbers alone and never changes (a test pins its hash).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

CABLES = 2000
_BASE = "https://example.org/"
_PARTS = 88
_KINDS = 40


def lines(cables: int = CABLES) -> Iterator[str]:
    """Yield the statements as lines of N-Triples."""
    for cable in range(cables):
        name = f"{_BASE}cable/{cable:07}"
        yield f'<{name}> <{_BASE}title> "What cable {cable} is about, {_mark(cable)}" .\n'
        yield f"<{name}> <{_BASE}kind> <{_BASE}kinds/cable> .\n"
        for part in range(_PARTS):
            at = f"<{name}#part-{part}>"
            place = f"{_BASE}document/{_mark(cable)}#char={part * 97},{part * 97 + 31}"
            yield f"<{name}> <{_BASE}has-{part % _KINDS}> {at} .\n"
            yield f"{at} <{_BASE}evidence> <{place}> .\n"
            yield f"{at} <{_BASE}value> <{_BASE}thing/{(cable * 31 + part * 7) % 5000}> .\n"
            yield f'{at} <{_BASE}number> "{part}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'


def _mark(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:32]


def load(scratch: Path) -> float:
    """Load the reference into a new store in a folder; return the seconds of processors."""
    path = scratch / "reference.nt"
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(lines())
    store = ox.Store(str(scratch / "reference"))
    began = time.process_time()
    store.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES, lenient=True)
    store.flush()
    return time.process_time() - began
