"""Where a thing of the graph has its page on this server: at the path of its IRI."""

from __future__ import annotations

from urllib.parse import quote

from kg.terms.iris import PREFIXES, QUERY_PREFIXES, path_of
from kg.terms.namespaces import BASE

SCHEMES = frozenset(
    iri.removeprefix(BASE).partition("/")[0]
    for iri in QUERY_PREFIXES.values()
    if iri.startswith(BASE) and iri.endswith("/")
)
"""The first steps of the paths that lead to things: cable, post, topic …"""


def local_path(iri: str) -> str:
    """Return the path of the page of an IRI on this server; that of a part leads to its place on the page.

    >>> local_path("https://w3id.org/cable-kg/cable/07LIMA2181#ref-A")
    '/cable/07LIMA2181#ref-A'
    """
    rest = iri.removeprefix(BASE)
    if rest != iri and rest.partition("/")[0] in SCHEMES:
        return f"/{rest}"
    if iri.startswith(PREFIXES["kg"]):
        return f"/ontology#{iri.removeprefix(PREFIXES['kg'])}"
    return f"/thing?iri={quote(iri, safe='')}"


def outside(iri: str) -> str | None:
    """Return the address of a thing elsewhere on the web, where it is one that a browser can follow."""
    return iri if iri.startswith(("https://", "http://")) and not path_of(iri) else None
