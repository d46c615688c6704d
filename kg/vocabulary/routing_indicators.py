"""Look up the addressees that a routing indicator of the wire serves: `RUEHPE` is the embassy in Lima.

An indicator serves one post or several addressees (`RUEKJCS`: the Secretary of Defense and the Joint Staff), so the
name beside the indicator decides. The table is `ontology/vocab/routing_indicators.csv`, beside that of the posts.
"""

from __future__ import annotations

from functools import cache

from kg.vocabulary import posts
from kg.vocabulary.csv_tables import read


@cache
def _indicators() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for post in posts.all():
        for indicator in post.routing_indicators:
            name = post.aliases[0] if post.aliases else post.name.upper()
            found.setdefault(indicator, {})[name] = None
    for row in read("routing_indicators"):
        for indicator in _range(row["indicator"]):
            found.setdefault(indicator, {})[row["addressee"]] = None
    return {indicator: tuple(names) for indicator, names in found.items()}


def _range(cell: str) -> tuple[str, ...]:
    """Expand a cell of indicators: one, or all of `RUEAWJA THRU RUEAWJD` (the last letter runs)."""
    first, _, last = cell.partition(" THRU ")
    if not last or first[:-1] != last[:-1]:
        return (first,)
    return tuple(first[:-1] + chr(c) for c in range(ord(first[-1]), ord(last[-1]) + 1))


def by_indicator(ri: str) -> tuple[str, ...]:
    """Return the names of the addressees that a routing indicator serves; empty for an unknown indicator.

    >>> by_indicator("RUEHPE")
    ('AMEMBASSY LIMA',)
    """
    return _indicators().get(ri.strip().upper(), ())
