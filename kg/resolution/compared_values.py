"""List the values in which copies of one message are compared.

These are the fields that have `yes` in the column `compared` of `ontology/fields.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kg.model import Cable, DeclassifyOn, Official, Reference, Sender, Span
from kg.schema import Field, fields

_COMPARED = tuple(field for field in fields() if field.compared)


class Said(NamedTuple):
    """A value of a copy: its `words` to show, and its place in the text."""

    words: str
    span: Span


def compared_values(cable: Cable) -> dict[str, dict[str, Said]]:
    """Return the values of a cable that its copies are compared by: field → comparison key → value.

    A field is named by its key in `Cable.to_dict`, officials by their role (`signed`). Capitals, blanks and the
    spelling of a post make no difference; a field without values is left out.
    """
    found: dict[str, dict[str, Said]] = {}
    for field in _COMPARED:
        if values := _values(cable, field):
            found.setdefault(_name(field), {}).update(values)
    return found


def _name(field: Field) -> str:
    return field.entries if field.part == "Mention" else field.keys[0]


def _values(cable: Cable, field: Field) -> Mapping[str, Said]:
    value = getattr(cable, field.keys[0])
    parts = value if isinstance(value, tuple) else (value,) if value is not None else ()
    if field.entries:
        parts = tuple(part for part in parts if part.role == field.entries)
    said = [(*_words(part), part.span) for part in parts]
    return {plain(key): Said(words, span) for key, words, span in said if key}


def plain(text: object) -> str:
    """Return the words of a text without regard to capitals and blanks.

    >>> plain(" The  Harbour\\nOPENS ")
    'the harbour opens'
    """
    return " ".join(str(text).casefold().split())


def _words(part: object) -> tuple[str, str]:
    """Return the value by which a part is compared, and the part's words to show."""
    match part:
        case Sender(value=post, name=name):
            return post or name, name
        case DeclassifyOn(value=day, event=event):
            text = day.isoformat() if day else event or ""
            return text, text
        case Reference(cable_id=cable_id, raw=raw):
            return cable_id or raw, cable_id or raw
        case Official(name=name):
            return name or "", name or ""
    for attribute in ("post", "code", "value", "name"):
        if found := getattr(part, attribute, None):
            return str(found), str(found)
    return "", ""
