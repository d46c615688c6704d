"""Count cables, documents, posts and more in a graph: `counts` for every view, `stats` for `kg stats`.

Each count is defined once, for `kg stats`, the report, the pages and `build.ttl`. A cable is the message: its copies
count as one cable. A held cable has a copy here; the others are known from references only. A document is a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kg.schema.fields import fields
from kg.store import StoredGraph
from kg.store.query_answers import Asked, plain
from kg.store.schema_check import require
from kg.terms.iris import DCTERMS, KG, coded
from kg.terms.namespaces import BASE

HELD = f"?document {KG('copyOf')} ?cable"
_WAYS = "|".join(f"<{field.properties[0]}>" for field in fields() if field.far_end == "post")
TOTALS: Mapping[str, tuple[str, str]] = {
    "held": (HELD, "cable"),
    "referenced_only": (f"?cable {KG('status')} {coded('status', 'referenced-only')} MINUS {{ {HELD} }}", "cable"),
    "documents": (f"?document a {KG('Document')}", "document"),
    "posts": (f'?c {_WAYS} ?x FILTER(STRSTARTS(STR(?x), "{BASE}post/"))', "x"),
    "topics": (f"?c {KG('topic')} ?x", "x"),
    "persons": (f"?x a {KG('Person')}", "x"),
}
"""For each count a pattern and the variable whose values are counted: the definition of a cable, a post …

`posts` counts what numbers cables, also where only a reference names it; a picture of the senders and addressees of the
cables held has other addressees too, and lacks posts that only references name.
"""
_EACH_HELD = f"{{ SELECT DISTINCT ?cable {{ {HELD} }} }}"
YEARS = f"{_EACH_HELD} ?cable {DCTERMS('date')} ?year BIND(SUBSTR(STR(?year), 1, 4) AS ?name)"
"""The cables held by the year in which each was sent, from its number or date-time group."""
ORIGINS = f"{_EACH_HELD} ?cable {KG('origin')} ?post"
"""The cables held by their sending post."""
_UNKNOWN = coded("release", "unknown")
RELEASES = (
    f"?document {KG('releaseStatus')} ?status FILTER(?status != {_UNKNOWN} || NOT EXISTS {{ "
    f"?document {KG('releaseStatus')} ?known FILTER(?known != {_UNKNOWN}) }})"
)
"""The documents by release status; a text that became public in two ways counts under both."""
_MOST = 12


def _ways_to(part: str) -> str:
    return "|".join(f"part:{field.role}" for field in fields() if field.part == part)


_TOTALS = (
    ("cables held", *TOTALS["held"]),
    ("cables known only from references", *TOTALS["referenced_only"]),
    ("documents", *TOTALS["documents"]),
    ("posts", *TOTALS["posts"]),
    ("topics", *TOTALS["topics"]),
    ("people told apart", *TOTALS["persons"]),
    ("addressings", f"?c {_ways_to('Addressing')} ?x", "x"),
    ("references", "?c part:references ?x", "x"),
    ("mentions of people", f"?c {_ways_to('Mention')} ?x", "x"),
    ("excisions", "?c part:excision ?x", "x"),
    ("repairs", "?p kg:repair ?x", "x"),
)
_KINDS = {
    "years": (f"{YEARS} BIND(?cable AS ?x)", "DESC(?n) ?name"),
    "origins": (
        f"{ORIGINS} BIND(?cable AS ?x) OPTIONAL {{ ?post skos:prefLabel ?label }} "
        "OPTIONAL { ?post foaf:name ?written } BIND(COALESCE(?label, ?written, STR(?post)) AS ?name)",
        "DESC(?n) ?name",
    ),
    "classifications": ("?x kg:classification ?level . ?level skos:prefLabel ?name", "DESC(?n) ?name"),
    "topics": (
        "?x kg:topic ?t . OPTIONAL { ?t skos:notation ?code } OPTIONAL { ?t skos:prefLabel ?label } "
        "BIND(CONCAT(COALESCE(?code, ''), IF(BOUND(?label), CONCAT(' ', ?label), '')) AS ?name)",
        "DESC(?n) ?name",
    ),
    "releases": (f"{RELEASES} . ?status skos:prefLabel ?name BIND(?document AS ?x)", "DESC(?n) ?name"),
    "excisions": ("?c part:excision ?x . ?x kg:kind ?name", "DESC(?n) ?name"),
    "exemptions": ("?c part:excision ?x . ?x kg:exemption ?name", "DESC(?n) ?name"),
    "repairs": ("?p kg:repair ?x . ?x kg:rule ?rule . ?rule skos:prefLabel ?name", "DESC(?n) ?name"),
    "doubts": ("?x kg:doubt ?doubt . ?doubt skos:prefLabel ?name", "DESC(?n) ?name"),
}


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


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts for `kg stats`: `totals` in the order shown; the rest are (name, count), the most frequent first."""

    totals: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    origins: tuple[tuple[str, int], ...]
    classifications: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    releases: tuple[tuple[str, int], ...]
    excisions: tuple[tuple[str, int], ...]
    exemptions: tuple[tuple[str, int], ...]
    repairs: tuple[tuple[str, int], ...]
    doubts: tuple[tuple[str, int], ...]

    def to_dict(self) -> dict[str, dict[str, int]]:
        """Return the counts as plain JSON data."""
        return {name: dict(getattr(self, name)) for name in self.__slots__}


def stats(graph: StoredGraph, most: int = _MOST) -> Stats:
    """Return the counts of a graph for `kg stats`; `most` is the number of entries of each kind.

    Raises `SchemaError` for a graph of another schema.
    """
    require(graph)
    totals = [("statements", len(graph))]
    for name, pattern, variable in _TOTALS:
        totals.append((name, _total(graph, f"SELECT (COUNT(DISTINCT ?{variable}) AS ?n) {{ {pattern} }}")))
    kinds = {name: _kinds(graph, pattern, order, most) for name, (pattern, order) in _KINDS.items()}
    return Stats(tuple(totals), **kinds)


def _total(graph: StoredGraph, query: str) -> int:
    return next(int(str(row.plain()["n"])) for row in graph.query(query))


def _kinds(graph: StoredGraph, pattern: str, order: str, most: int) -> tuple[tuple[str, int], ...]:
    query = f"SELECT ?name (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }} GROUP BY ?name ORDER BY {order} LIMIT {most}"
    rows = [row.plain() for row in graph.query(query)]
    return tuple((str(row["name"]), int(str(row["n"]))) for row in rows if row["name"])
