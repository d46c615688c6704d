"""What a built graph holds, in numbers, asked of the store."""

from __future__ import annotations

from dataclasses import dataclass

from kg.facts.graph_counts import ORIGINS, RELEASES, TOTALS, YEARS
from kg.schema.fields import fields
from kg.store import StoredGraph
from kg.store.schema_check import require

_MOST = 12
_MENTIONS = "|".join(f"part:{field.role}" for field in fields() if field.part == "Mention")


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts: `totals` in the order they are shown; the rest are (name, count), the most frequent first."""

    totals: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    origins: tuple[tuple[str, int], ...]
    classifications: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    releases: tuple[tuple[str, int], ...]
    repairs: tuple[tuple[str, int], ...]
    doubts: tuple[tuple[str, int], ...]

    def to_dict(self) -> dict[str, dict[str, int]]:
        """Return the counts as plain JSON data."""
        return {name: dict(getattr(self, name)) for name in self.__slots__}


_TOTALS = (
    ("cables held", *TOTALS["held"]),
    ("cables known only from references", *TOTALS["referenced_only"]),
    ("documents", *TOTALS["documents"]),
    ("posts", *TOTALS["posts"]),
    ("topics", *TOTALS["topics"]),
    ("people told apart", *TOTALS["persons"]),
    ("addressings", "?c part:sentTo|part:copiedTo|part:exempted ?x", "x"),
    ("references", "?c part:references ?x", "x"),
    ("mentions of people", f"?c {_MENTIONS} ?x", "x"),
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
    "repairs": ("?p kg:repair ?x . ?x kg:rule ?rule . ?rule skos:prefLabel ?name", "DESC(?n) ?name"),
    "doubts": ("?x kg:doubt ?doubt . ?doubt skos:prefLabel ?name", "DESC(?n) ?name"),
}


def stats(graph: StoredGraph, most: int = _MOST) -> Stats:
    """Return the counts of a graph; `most` is how many of each kind are told.

    Raises `SchemaError` for a graph of another schema.
    """
    require(graph)
    totals = [("statements", len(graph))]
    for name, pattern, variable in _TOTALS:
        totals.append((name, _number(graph, f"SELECT (COUNT(DISTINCT ?{variable}) AS ?n) {{ {pattern} }}")))
    kinds = {name: _kinds(graph, pattern, order, most) for name, (pattern, order) in _KINDS.items()}
    return Stats(tuple(totals), **kinds)


def _number(graph: StoredGraph, query: str) -> int:
    return next(int(str(row.plain()["n"])) for row in graph.query(query))


def _kinds(graph: StoredGraph, pattern: str, order: str, most: int) -> tuple[tuple[str, int], ...]:
    query = f"SELECT ?name (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }} GROUP BY ?name ORDER BY {order} LIMIT {most}"
    rows = [row.plain() for row in graph.query(query)]
    return tuple((str(row["name"]), int(str(row["n"]))) for row in rows if row["name"])
