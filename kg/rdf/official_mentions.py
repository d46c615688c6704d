"""Write the mentions of officials, one part for a name in a role; `kg.rdf.conclusions` decides on the person meant."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Official, Span
from kg.rdf.cable_parts import Copy, Part, slug
from kg.rdf.topics import is_person
from kg.schema import parts_of
from kg.terms.iris import KG, NAME, PART, TITLE
from kg.terms.ntriples_terms import Pair, boolean, literal
from kg.vocabulary.personal_names import surname

ROLES = {entry: (field.role, field.fragment) for entry, field in parts_of("officials").items()}
"""Role → property of the ontology, and the start of the names of its parts."""
_PROTECTED, _ORGANISATION = KG("protected"), KG("organisation")
_NEAR = 3


def parts(copy: Copy) -> Iterator[Part]:
    """Yield the mentions of a copy. A protected person has no name here, nor anything made from it."""
    tagged = set()
    for one in copy.cable.officials:
        if one.protected and copy.hide:
            yield _protected(copy, one)
        elif one.name or one.title:
            yield _mention(copy, one)
        if one.role == "tagged":
            tagged.add(one.span)
    for tag in copy.cable.tags:
        if is_person(tag) and tag.span not in tagged:
            role, prefix = ROLES["tagged"]
            about = [(NAME, literal(tag.code))]
            yield copy.part(PART(role), f"{prefix}-{slug(surname(tag.code))}", tag, about, [])


def _mention(copy: Copy, one: Official) -> Part:
    role, prefix = ROLES[one.role]
    about: list[Pair] = []
    if one.name:
        about.append((NAME, literal(one.name)))
    if one.title:
        about.append((TITLE, literal(one.title)))
    if one.organisation:
        about.append((_ORGANISATION, literal(one.organisation)))
    name = f"{prefix}-{slug(surname(one.name) if one.name else one.title or '')}"
    return Part(PART(role), name, one.raw, about, _places(copy, one), copy.marks(one), official=one)


def _protected(copy: Copy, one: Official) -> Part:
    role, prefix = ROLES[one.role]
    name = f"{prefix}-protected-at-{one.span.start}"
    return Part(PART(role), name, "", [(_PROTECTED, boolean(True))], _places(copy, one), copy.marks(one))


def _places(copy: Copy, one: Official) -> list[str]:
    """Return the places of a mention: name and title in one piece where they are side by side."""
    spans = [one.span]
    if (title := one.title_span) is not None:
        first, second = sorted((one.span, title))
        if second.start - first.end <= _NEAR:
            spans = [Span(first.start, max(first.end, second.end))]
        else:
            spans = [one.span, title]
    return [copy.place(span) for span in (*spans, *one.also)]
