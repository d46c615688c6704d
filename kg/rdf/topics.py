"""Write the TAGS line, one part an entry; persons among the TAGS are in `kg.rdf.official_mentions`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.model import Tag
from kg.rdf.cable_parts import Copy, Part, slug
from kg.terms.iris import KG, PART, VALUE, coded
from kg.terms.ntriples_terms import Pair, segment
from kg.vocabulary import topics

_TOPIC, _SUGGESTION = KG("topic"), KG("suggestion")
_ROLE = PART("topic")
OTHER_ERA = "~other-era"
"""Ends the code of a topic that is listed for other years than the cable's: its meaning then is not known."""


@lru_cache(maxsize=20_000)
def _meant(code: str, year: int | None) -> tuple[str, bool]:
    """Return the IRI of a code in the year of the cable, and whether it is listed for that year."""
    if topics.is_listed(code, year):
        return coded("topic", code.upper()), True
    return coded("topic", f"{code}{OTHER_ERA}" if topics.is_listed(code) else code), False


def is_person(tag: Tag) -> bool:
    """Return whether a TAGS entry names a person: `LAST, FIRST`."""
    return tag.kind == "person" or (tag.kind is None and not tag.recognised and "," in tag.code)


def _name(tag: Tag) -> str:
    code = tag.code
    return f"tag-{code}" if len(code) <= 60 and segment(code) == code else f"tag-{slug(code)}"


def parts(copy: Copy) -> Iterator[Part]:
    """Yield the entries of the TAGS line of a copy, without persons."""
    for tag in copy.cable.tags:
        if is_person(tag):
            continue
        node, listed = _meant(tag.code, copy.year)
        more = () if listed else ("unrecognised",)
        part = copy.part(_ROLE, _name(tag), tag, [(VALUE, node)], [(_TOPIC, node)], *more)
        if tag.suggestion:
            part.marks.append(_suggestion(tag.suggestion, copy.year))
        yield part


def _suggestion(code: str, year: int | None) -> Pair:
    return _SUGGESTION, _meant(code, year)[0]
