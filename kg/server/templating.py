"""Pages from templates, escaped throughout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.server.page_links import local_path, outside
from kg.store.answer_formats import shortened, visible
from kg.version import __version__


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
