"""Choose the format of an answer by the Accept header (RFC 9110), or by a short name in the address."""

from __future__ import annotations

import re
from collections.abc import Sequence

RESULTS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPHS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
HTML = "text/html"
SPELLINGS = {
    "application/json": RESULTS["json"],
    "application/xml": RESULTS["xml"],
    "text/xml": RESULTS["xml"],
    "application/x-turtle": GRAPHS["ttl"],
    "text/n3": GRAPHS["ttl"],
}
GRAPH_SPELLINGS = {
    "application/json": GRAPHS["jsonld"],
    "application/xml": GRAPHS["rdf"],
    "text/xml": GRAPHS["rdf"],
    "application/x-turtle": GRAPHS["ttl"],
    "text/n3": GRAPHS["ttl"],
    "text/plain": GRAPHS["nt"],
}
NAMES = {
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "rdfxml": "rdf",
    "rdf+xml": "rdf",
    "json-ld": "jsonld",
    "text": "tsv",
}

_RANGE = re.compile(r"\s*([\w!#$&^.+*-]{1,80})/([\w!#$&^.+*-]{1,80})\s*((?:;[^;,]{0,80}){0,8})")
QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", re.I)
_LONGEST = 4000


def accepted(header: str) -> list[tuple[str, float]]:
    """Return the media types of an Accept header, each with its weight; unreadable ones are left out.

    >>> accepted("text/turtle;q=0.5, */*;q=0.1")
    [('text/turtle', 0.5), ('*/*', 0.1)]
    """
    found = []
    for part in header[:_LONGEST].split(","):
        if (match := _RANGE.match(part)) is not None:
            quality = QUALITY.search(match[3])
            found.append((f"{match[1]}/{match[2]}".lower(), float(quality[1]) if quality else 1.0))
    return found


def best(header: str | None, offered: Sequence[str], spellings: dict[str, str] = SPELLINGS) -> str | None:
    """Return the offered media type a client prefers, the first for `*/*` or without a header; None where none fits.

    >>> best("text/csv, application/json;q=0.9", list(RESULTS.values()))
    'text/csv'
    """
    if header is None or not header.strip():
        return offered[0]
    weights: dict[str, tuple[int, float]] = {}
    for asked, weight in accepted(header):
        for media_type in offered:
            if (precision := _fits(spellings.get(asked, asked), media_type)) >= weights.get(media_type, (0, 0.0))[0]:
                weights[media_type] = (precision, weight) if precision else weights.get(media_type, (0, 0.0))
    liked = [(weight, -number, t) for number, t in enumerate(offered) if (weight := weights.get(t, (0, 0.0))[1]) > 0]
    return max(liked)[2] if liked else None


def says(header: str | None, offered: Sequence[str], spellings: dict[str, str] = SPELLINGS) -> bool:
    """Return whether an Accept header names one of the media types itself, and not by `*/*`."""
    return any(spellings.get(asked, asked) in offered and weight > 0 for asked, weight in accepted(header or ""))


def _fits(asked: str, media_type: str) -> int:
    """Return how precisely a range names a media type: 3 by name, 2 by its first half, 1 by `*/*`, 0 not at all."""
    if asked == media_type:
        return 3
    kind, _, rest = asked.partition("/")
    if rest != "*":
        return 0
    return 2 if kind == media_type.partition("/")[0] else int(kind == "*")
