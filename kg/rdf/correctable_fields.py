"""List the fields and parts of a cable that can be corrected, and turn the values users write into terms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from kg.parsing.cable_ids import canonical_id
from kg.rdf.message_header import organisation_named
from kg.schema import Field, fields
from kg.terms.iris import KG, NAME, PART, TITLE, VALUE, cable_iri, coded
from kg.terms.ntriples_terms import day, literal, moment
from kg.vocabulary import code_lists, organisations, posts, topics

_PROGRAM = re.compile(r"K[A-Z]{3,4}")
_NONE = ("none", "-")
Terms = list[str]
"""Nodes and literals in N-Triples form."""


class UnusableError(Exception):
    """A correction with an unusable value; the message gives the reason."""


def _one(make: Callable[[str], str]) -> Callable[[str], Terms]:
    return lambda value: [] if value.lower() in _NONE else [make(value)]


def _several(make: Callable[[str], str], *, comma: bool = True) -> Callable[[str], Terms]:
    def made(value: str) -> Terms:
        parts = value.replace("|", ";").replace(",", ";").split(";") if comma else value.replace("|", ";").split(";")
        return [] if value.lower() in _NONE else [make(part.strip()) for part in parts if part.strip()]

    return made


def _post(value: str) -> str:
    found = posts.get(value.upper()) or posts.by_name(value)
    if found is not None:
        return coded("post", found.id)
    collective = organisations.find_collective(value)
    listed = coded("collective", collective.code) if collective is not None else organisation_named(value)
    if listed is None:
        near = ", ".join(id_ for id_, _ in posts.nearest(value))
        raise UnusableError(f"{value!r} is no known post or organisation" + (f"; near it are {near}" if near else ""))
    return listed


def _sender(value: str) -> str:
    found = posts.get(value.upper()) or posts.by_name(value)
    listed = coded("post", found.id) if found is not None else organisation_named(value)
    if listed is None:
        raise UnusableError(f"{value!r} is no known post or organisation")
    return listed


def _code(scheme: str) -> Callable[[str], str]:
    look_up = {
        "classification": code_lists.classification,
        "precedence": code_lists.precedence,
        "caption": code_lists.caption,
        "portion": code_lists.portion,
    }[scheme]

    def made(value: str) -> str:
        known = look_up(value)
        if known is None:
            raise UnusableError(f"{value!r} is no known {scheme}")
        return coded(scheme, known.code)

    return made


def _topic(value: str) -> str:
    if not topics.is_listed(value.upper()) and not _PROGRAM.fullmatch(value.upper()):  # K codes are an open list
        raise UnusableError(f"{value!r} is no listed TAGS code")
    return coded("topic", value.upper())


def _cable(value: str) -> str:
    number = canonical_id(value)
    if number is None:
        raise UnusableError(f"{value!r} is no number of a cable")
    return cable_iri(number)


def _moment(value: str) -> str:
    try:
        when = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        raise UnusableError(f"{value!r} is no date and time: write it as 2007-06-21T21:07Z") from None
    if len(value) <= len("2007-06-21"):
        raise UnusableError(f"{value!r} has no time: write it as 2007-06-21T21:07Z")
    return moment(when if when.tzinfo else when.replace(tzinfo=UTC))


def _day(value: str) -> str:
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        raise UnusableError(f"{value!r} is no date: write it as 2017-06-21") from None


def _order(value: str) -> str:
    number = value.upper().removeprefix("E.O.").removeprefix("EO").strip()
    if not number.isdecimal() or not 4 <= len(number) <= 5:
        raise UnusableError(f"{value!r} is no executive order: write it as 12958")
    return literal(number)


_MAKERS: dict[str, Callable[[str], str]] = {
    "text": literal,
    "time": _moment,
    "day": _day,
    "order": _order,
    "sender": _sender,
    "addressee": _post,
    "cable": _cable,
    "topic": _topic,
    **{scheme: _code(scheme) for scheme in ("classification", "precedence", "caption")},
}
"""Type of a field's values (`kg.schema.fields`) → function from a value to its term."""


def _maker(field: Field) -> Callable[[str], Terms]:
    """Return the function from a corrected value to terms; a comma does not split the names of addressees."""
    make = _MAKERS[field.type]
    return _several(make, comma=field.type != "addressee") if field.many else _one(make)


#: Field → the quick property, the property of its parts, the function from a value to terms.
FIELDS: dict[str, tuple[str, str, Callable[[str], Terms]]] = {
    field.correctable: (f"<{field.properties[0]}>", PART(field.role), _maker(field))
    for field in fields()
    if field.correctable
}
#: Correctable value of a part → the property, and the function from a value to its term.
PARTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "post": (VALUE, _post),
    "cable": (VALUE, _cable),
    "tag": (VALUE, _topic),
    "name": (NAME, literal),
    "title": (TITLE, literal),
    "organisation": (KG("organisation"), literal),
    "portion": (KG("portionMarking"), _code("portion")),
    "precedence": (KG("precedence"), _code("precedence")),
    "serial": (KG("serial"), literal),
    "indicator": (KG("routingIndicator"), literal),
}
