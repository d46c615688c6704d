"""List the names that a query may use (prefixes, ontology terms, vocabulary codes), and find the nearest ones.

```
nearest("kg", "orign")      # ['kg:origin']
```
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from kg.terms.iris import PREFIXES, QUERY_PREFIXES
from kg.vocabulary import code_lists, locate, organisations, posts, topics

DECLARED = ("kg", "part")
"""The prefixes whose terms the ontology declares completely."""
MOST = 3
_ALIKE = 0.72
"""The least likeness, from 0 to 1, of a name to be offered: one wrong letter of four, two of eight."""


@cache
def terms(prefix: str) -> frozenset[str]:
    """Return the terms that the ontology declares under `kg` or `part`, without their namespace."""
    namespace = PREFIXES[prefix]
    quads = ox.parse(path=str(locate() / "cable.ttl"), format=ox.RdfFormat.TURTLE)
    subjects = (quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
    return frozenset(iri.removeprefix(namespace) for iri in subjects if iri.startswith(namespace) and iri != namespace)


@cache
def entries(prefix: str) -> tuple[str, ...]:
    """Return the codes of the vocabulary of a prefix (`topic`, `caption` …); none where it is no vocabulary."""
    if prefix == "post":
        return tuple(post.id for post in posts.all())
    if prefix == "topic":
        return tuple(topic.code for topic in topics.all())
    if prefix == "organisation":
        return tuple(body.id for body in organisations.all())
    if prefix == "collective":
        return tuple(group.code for group in organisations.collectives())
    return tuple(concept.code for concept in code_lists.concepts(prefix)) if prefix in code_lists.SCHEMES else ()


def nearest(prefix: str, local: str, used: Iterable[str] = ()) -> list[str]:
    """Return up to three names under a prefix that are most like `local`; `used` are further names of a graph."""
    known = terms(prefix) if prefix in DECLARED else entries(prefix)
    return [f"{prefix}:{name}" for name in alike(local, {*known, *used})]


def elsewhere(local: str) -> list[str]:
    """Return names under any prefix that equal a local name (`topic:PREL` for `PREL`), or else the nearest ones."""
    named = {
        f"{prefix}:{name}": name
        for prefix in PREFIXES
        for name in (terms(prefix) if prefix in DECLARED else entries(prefix))
    }
    exact = sorted(full for full, name in named.items() if name.casefold() == local.casefold())
    if exact:
        return exact[:MOST]
    close = set(alike(local, set(named.values())))
    return sorted(full for full, name in named.items() if name in close)[:MOST]


def nearest_prefixes(prefix: str) -> list[str]:
    """Return the known prefixes most like an undeclared one."""
    return [f"{known}:" for known in alike(prefix, QUERY_PREFIXES)]


def alike(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known names most like a name, the likest first, in any case of letters."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    wanted = name.casefold()
    scored = process.extract(
        wanted,
        sorted(set(known)),
        scorer=OSA.normalized_similarity,
        processor=str.casefold,
        score_cutoff=_ALIKE,
        limit=None,
    )
    best = sorted(scored, key=lambda one: (-one[1], one[0]))
    return [one for one, score, _ in best if score >= best[0][1] - 0.1][:MOST]
