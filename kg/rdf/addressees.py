"""Write the address of a cable: action and information addressees, and those exempted from a collective."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.model import Addressee, Cable
from kg.rdf.cable_parts import Copy, Part, slug
from kg.rdf.message_header import ORGANIZATION, organisation_named
from kg.schema import parts_of
from kg.terms.iris import KG, LABEL, NAME, PART, TYPE, VALUE, coded, local
from kg.terms.ntriples_terms import Pair, Triple, fingerprint, literal
from kg.vocabulary import code_lists, organisations
from kg.vocabulary.personal_names import surname

ROLES = {
    entry: (PART(field.role), f"<{field.properties[0]}>", field.fragment)
    for entry, field in parts_of("addressees").items()
}
"""Role of an addressee → property of its part, property of the cable, and the start of the part's name."""
_PERSON = KG("Person")
_INDICATOR, _SERIAL, _PRECEDENCE = KG("routingIndicator"), KG("serial"), KG("precedence")


def meant(one: Addressee) -> str | None:
    """Return the IRI of an addressee's post, collective or organisation; None if no list has it.

    The name decides. A person is no organisation and in no list, so a person gives None.
    """
    if one.post:
        return coded("post", one.post)
    return None if one.kind == "person" else _group_named(one.name)


@lru_cache(maxsize=20_000)
def _group_named(name: str) -> str | None:
    collective = organisations.find_collective(name)
    return coded("collective", collective.code) if collective is not None else organisation_named(name)


def parts(copy: Copy) -> Iterator[Part]:
    """Yield one part for each line of the address."""
    for one in copy.cable.addressees:
        role, quick, prefix = ROLES[one.role]
        listed = meant(one)
        node = listed or _unlisted(one, copy.key)
        about: list[Pair] = [(VALUE, node), (NAME, literal(one.name))]
        more: tuple[str, ...] = () if listed or one.kind == "person" else ("unresolved",)
        if one.routing_indicator:
            about.append((_INDICATOR, literal(one.routing_indicator)))
        if one.serial:
            about.append((_SERIAL, literal(one.serial)))
        if one.precedence:
            known = code_lists.precedence(one.precedence)
            about.append((_PRECEDENCE, coded("precedence", known.code if known else one.precedence)))
        yield copy.part(role, f"{prefix}-{slug(one.name)}", one, about, [(quick, node)], *more)


def _unlisted(one: Addressee, key: str) -> str:
    """Return the IRI of an unlisted addressee; a person belongs to this cable alone, for people share names."""
    if one.kind == "person":
        return local("official", f"{slug(surname(one.name))}-{key}~to-{fingerprint(one.name)}")
    return local("addressee", slug(one.name))


def named_only(cable: Cable, key: str) -> Iterator[Triple]:
    """Yield the names of addressees that no list has; `key` is the last part of the cable's IRI."""
    for one in cable.addressees:
        if meant(one) is None:
            node = _unlisted(one, key)
            yield node, TYPE, _PERSON if one.kind == "person" else ORGANIZATION
            yield node, NAME, literal(one.name)
            yield node, LABEL, literal(one.name)
