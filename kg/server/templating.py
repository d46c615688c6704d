"""Pages from templates, escaped throughout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.store.answer_formats import shortened, visible
from kg.terms.iris import PREFIXES, QUERY_PREFIXES, path_of
from kg.terms.namespaces import BASE
from kg.version import __version__

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


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(path=local_path, outside=outside, shown=visible, short=shortened, piece=piece)
    environment.globals.update(version=__version__)
    return environment


def piece(text: str) -> str:
    """Return a piece of a text on one line, a blank at either end kept, so that pieces can be put together."""
    shown = visible(text)
    return f"{' ' if text[:1].isspace() else ''}{shown}{' ' if shown and text[-1:].isspace() else ''}"


def render(template: str, **values: object) -> bytes:
    """Return a page as UTF-8; what can't be written in it (lone surrogates) is a question mark."""
    return _environment().get_template(template).render(**values).encode("utf-8", "replace")
