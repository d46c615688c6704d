"""Choose the cables of a picture: all of a small graph, the most cited of a large one, or those around one thing."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import KgError
from kg.facts.descriptions import Answers, check_iri, rows
from kg.terms.namespaces import BASE, KG

SORTED = 5_000
"""The most cables around a thing that are sorted before the first of them are taken."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The cables to show, the most important first, and the number of cables in the whole graph."""

    cables: tuple[str, ...]
    total: int


def select(store: Answers, focus: str | None, limit: int) -> Selection:
    """Return the cables to show, at most `limit`: around `focus` (an IRI, or its part after the base), or all.

    Without a focus the cables that others refer to most often come first, then the other held ones by IRI, then those
    that are only referred to.
    """
    total = _count(store)
    if focus is not None:
        return Selection(_around(store, focus_iri(focus), limit), total)
    end = f"LIMIT {int(limit)}"
    held = f"?copy <{KG}copyOf> ?c"
    cited = f"?by <{KG}references> ?c FILTER EXISTS {{ {held} }}"
    chosen: dict[str, None] = {}
    for query in (
        f"SELECT ?c (COUNT(?by) AS ?n) WHERE {{ {cited} }} GROUP BY ?c ORDER BY DESC(?n) ?c {end}",
        f"SELECT DISTINCT ?c WHERE {{ {held} }} ORDER BY ?c {end}",
        f"SELECT DISTINCT ?c WHERE {{ ?c a <{KG}Cable> }} ORDER BY ?c {end}",
    ):
        if len(chosen) < limit:
            chosen.update((row[0].text, None) for row in rows(store, query) if row[0])
    return Selection(tuple(chosen)[:limit], total)


def focus_iri(focus: str) -> str:
    """Return the IRI of a focus as users write it: a full IRI, `post/LIMA`, or the bare number of a cable.

    >>> focus_iri("07LIMA2181")
    'https://w3id.org/cable-kg/cable/07LIMA2181'
    """
    if "://" in focus:
        return check_iri(focus)
    return check_iri(BASE + (focus if "/" in focus else f"cable/{focus}"))


def _count(store: Answers) -> int:
    for (n,) in rows(store, f"SELECT (COUNT(?c) AS ?n) WHERE {{ ?c a <{KG}Cable> }}"):
        return int(n.text) if n else 0
    return 0


def _around(store: Answers, focus: str, limit: int) -> tuple[str, ...]:
    """Return the cable `focus` itself, then the cables linked to it in either direction, by IRI.

    Above `SORTED`, they are the first that the store returns: sorting a ministry's quarter of a million takes longer
    than anybody waits. Raises `KgError` where there is none.
    """
    cable = f"FILTER EXISTS {{ ?c a <{KG}Cable> }}"
    named = f"{{ ?c ?to <{focus}> }} UNION {{ <{focus}> ?from ?c }}"
    itself = rows(store, f"SELECT ?c WHERE {{ VALUES ?c {{ <{focus}> }} {cable} }}")
    found = rows(store, f"SELECT DISTINCT ?c WHERE {{ {named} {cable} }} LIMIT {max(SORTED, int(limit)) + 1}")
    cables = {c.text: None for (c,) in itself if c} | dict.fromkeys(sorted(c.text for (c,) in found if c))
    if not cables:
        raise KgError(f"no cable in the graph names {focus}; `kg query` finds what there is")
    return tuple(cables)[:limit]
