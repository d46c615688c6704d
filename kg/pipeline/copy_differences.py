"""Compare the copies of one message for the report; in the graph each value is marked itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Cable, DeclassifyOn, Document, Reference, Sender

_SINGLE = ("date_time_group", "precedence", "origin", "classification", "subject", "declassify_on", "executive_order")
_MANY = ("captions", "reasons", "tags", "references", "addressees")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the copies of a cable differ: each source with its values that not all copies share."""

    cable: str
    field: str
    values: tuple[tuple[str, str], ...]


def differences(key: str, copies: Iterable[tuple[Cable, Document]]) -> list[Difference]:
    """Return the fields in which copies differ; `key` is the last part of the cable's IRI.

    A copy without a field contradicts nobody: sections and excerpts lack fields. Capitals, blanks and the spelling of
    a post make no difference.
    """
    known = list(copies)
    found = []
    for field in (*_SINGLE, *_MANY):
        said = [(document.source, _said(cable, field)) for cable, document in known]
        said = [(source, values) for source, values in said if values]
        if len({frozenset(values) for _, values in said}) < 2:
            continue
        common = set.intersection(*(set(values) for _, values in said))
        found.append(
            Difference(
                key,
                field,
                tuple(
                    sorted(
                        {
                            (
                                source,
                                ", ".join(text for key, text in sorted(values.items()) if key not in common)
                                or "(nothing more)",
                            )
                            for source, values in said
                        }
                    )
                ),
            )
        )
    return found


def _said(cable: Cable, field: str) -> dict[str, str]:
    """Return the values of a cable in a field: comparison key → words to show."""
    value = getattr(cable, field)
    parts = value if isinstance(value, tuple) else (value,) if value is not None else ()
    words = [_words(part) for part in parts]
    return {" ".join(compared.casefold().split()): shown for compared, shown in words if compared}


def _words(part: object) -> tuple[str, str]:
    """Return the comparison key of a part, and its words to show."""
    match part:
        case Sender(value=post, name=name):
            return post or name, name
        case DeclassifyOn(value=day, event=event):
            text = day.isoformat() if day else event or ""
            return text, text
        case Reference(cable_id=cable_id, raw=raw):
            return cable_id or raw, cable_id or raw
    for name in ("post", "code", "value", "name"):
        if found := getattr(part, name, None):
            return str(found), str(found)
    return "", ""
