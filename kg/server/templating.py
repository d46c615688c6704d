"""Render pages from templates, escaped throughout, and find the path of a thing's page.

`local_path` gives the path on this server, `outside` the address elsewhere, `piece` a text safe for one line.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment

from kg.html_templates import environment
from kg.store.answer_formats import shortened, visible
from kg.terms.iris import PREFIXES, QUERY_PREFIXES, path_of
from kg.terms.namespaces import BASE
from kg.version import __version__

SCHEMES = frozenset(
    iri.removeprefix(BASE).partition("/")[0]
    for iri in QUERY_PREFIXES.values()
    if iri.startswith(BASE) and iri.endswith("/")
)
"""The first steps of the paths to things: cable, post, topic …"""


def local_path(iri: str) -> str:
    """Return the path of an IRI's page on this server; that of a part leads to its place on the page.

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
    """Return the web address of a thing elsewhere, where a browser can follow it; None otherwise."""
    return iri if iri.startswith(("https://", "http://")) and not path_of(iri) else None


@cache
def _environment() -> Environment:
    pages = environment(Path(__file__).parent / "templates")
    pages.filters.update(path=local_path, outside=outside, shown=visible, short=shortened, piece=piece)
    pages.globals.update(version=__version__)
    return pages


def piece(text: str) -> str:
    """Put a piece of text on one line, keeping a blank at either end, so that pieces can be joined."""
    shown = visible(text)
    return f"{' ' if text[:1].isspace() else ''}{shown}{' ' if shown and text[-1:].isspace() else ''}"


def render(template: str, **values: object) -> bytes:
    """Render a page as UTF-8; characters that UTF-8 cannot hold (lone surrogates) become question marks."""
    return _environment().get_template(template).render(**values).encode("utf-8", "replace")
