"""What a graph holds, in numbers: each is defined here, once, for `kg stats`, the report, the pages and `build.ttl`.

A cable is the message: copies of one are one cable. Held is of which a copy is here; the others are known from
references only. A document is a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kg.store.query_answers import Asked, plain
from kg.terms.iris import DCTERMS, KG, coded
from kg.terms.namespaces import BASE

HELD = f"?document {KG('copyOf')} ?cable"
_WAYS = "|".join(map(KG, ("origin", "sentTo", "copiedTo", "exempted")))
TOTALS: Mapping[str, tuple[str, str]] = {
    "held": (HELD, "cable"),
    "referenced_only": (f"?cable {KG('status')} {coded('status', 'referenced-only')} MINUS {{ {HELD} }}", "cable"),
    "documents": (f"?document a {KG('Document')}", "document"),
    "posts": (f'?c {_WAYS} ?x FILTER(STRSTARTS(STR(?x), "{BASE}post/"))', "x"),
    "topics": (f"?c {KG('topic')} ?x", "x"),
    "persons": (f"?x a {KG('Person')}", "x"),
}
"""For each count a pattern, and the variable of which the values are counted: what a page calls a cable, a post …"""
_EACH_HELD = f"{{ SELECT DISTINCT ?cable {{ {HELD} }} }}"
YEARS = f"{_EACH_HELD} ?cable {DCTERMS('date')} ?year BIND(SUBSTR(STR(?year), 1, 4) AS ?name)"
"""The cables held by the year in which each was sent, as its number or its date-time group says."""
ORIGINS = f"{_EACH_HELD} ?cable {KG('origin')} ?post"
"""The cables held by who sent them."""
_UNKNOWN = coded("release", "unknown")
RELEASES = (
    f"?document {KG('releaseStatus')} ?status FILTER(?status != {_UNKNOWN} || NOT EXISTS {{ "
    f"?document {KG('releaseStatus')} ?known FILTER(?known != {_UNKNOWN}) }})"
)
"""The documents by how each became public; one text may have become public in two ways, and is then counted in both."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a graph holds. `years` and `origins` count the cables held, `releases` the documents.

    `origins` has the last part of the IRI of a post, `releases` the code of a status.
    """

    held: int
    referenced_only: int
    documents: int
    posts: int
    topics: int
    persons: int
    years: Mapping[str, int]
    origins: Mapping[str, int]
    releases: Mapping[str, int]

    def to_dict(self) -> dict[str, object]:
        """Return the counts as plain JSON data."""
        return asdict(self)


def counts(store: Asked) -> Counts:
    """Return the counts of a store."""
    totals = {name: total(store, name) for name in TOTALS}
    return Counts(
        **totals,
        years=_by(store, YEARS, "?name", "cable"),
        origins=_by(store, ORIGINS, "?post", "cable"),
        releases=releases(store),
    )


def total(store: Asked, name: str) -> int:
    """Return one of the counts of `TOTALS`."""
    pattern, variable = TOTALS[name]
    return next(_number(n) for (n,) in store.query(f"SELECT (COUNT(DISTINCT ?{variable}) AS ?n) {{ {pattern} }}"))


def releases(store: Asked) -> dict[str, int]:
    """Return how many documents have each release status, by its code."""
    return _by(store, RELEASES, "?status", "document")


def _by(store: Asked, pattern: str, group: str, counted: str) -> dict[str, int]:
    query = f"SELECT {group} (COUNT(DISTINCT ?{counted}) AS ?n) {{ {pattern} }} GROUP BY {group}"
    found = {str(plain(name)).rpartition("/")[2]: _number(n) for name, n in store.query(query)}  # type: ignore[arg-type]
    return dict(sorted(found.items()))


def _number(term: object) -> int:
    return int(str(plain(term)))  # type: ignore[arg-type]
