"""The tags of a long HTML page made plain: the library compares every attribute of a tag with all others of it.

A tag of 200,000 attributes takes it six minutes, in which nothing can stop it. So a long page is written anew: each tag
with its first attributes only, in quotes, and every other `<` as an entity: there is one way to read what comes out.
"""

from __future__ import annotations

import re
from itertools import islice

_SHORT = 64 * 1024
"""A page of fewer characters has no tag that takes longer than two seconds."""
_ATTRIBUTES = 100
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:_-]{0,60}")
_TOKEN = re.compile(
    r"""
    <!--.*?(?:-->|\Z)
  | <(?P<raw>script|style)\b.*?(?:</(?P=raw)[\s>]|\Z)
  | <[!?][^>]*+(?:>|\Z)
  | </(?P<end>[A-Za-z][^\s>/]*+)[^>]*+(?:>|\Z)
  | <(?P<start>[A-Za-z][^\s>/]*+)
     (?P<about>(?:[\s/]++|[^\s>/][^\s=>/]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+|))?+)*+)>?
  | <
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""([^\s>/][^\s=>/]*+)(?:\s*+=\s*+(?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^\s>"'][^\s>]*+)|))?+""", re.DOTALL
)


def plain(page: str) -> str:
    """Return a page whose tags are plain; a short one as it is."""
    return page if len(page) < _SHORT else _TOKEN.sub(_written, page)


def _written(token: re.Match[str]) -> str:
    end, start = token["end"], token["start"]
    if end is not None:
        return f"</{_name(end)}>"
    if start is None:
        return "&lt;" if token[0] == "<" else " "
    attributes = islice(_ATTRIBUTE.finditer(token["about"]), _ATTRIBUTES)
    return f"<{' '.join((_name(start), *(_attribute(one) for one in attributes if _NAME.fullmatch(one[1]))))}>"


def _name(name: str) -> str:
    found = _NAME.match(name)
    assert found is not None, name
    return found[0]


def _attribute(one: re.Match[str]) -> str:
    value = one[2] or one[3] or one[4] or ""
    return f'{one[1]}="{value.replace(chr(34), "&quot;").replace("<", "&lt;")}"'
