"""Write the reference line: the cables and other documents that a cable answers or refers to."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Cable, Reference
from kg.rdf.cable_parts import Copy, Part, slug
from kg.rdf.message_header import numbered
from kg.terms.iris import DCTERMS, KG, PART, VALUE, cable_iri
from kg.terms.ntriples_terms import Pair, Triple, day, literal, segment

_REFERENCES, _ROLE = KG("references"), PART("references")
_DATE, _CORRESPONDENT = DCTERMS("date"), KG("correspondent")
_LETTER, _KIND, _RAW = KG("letter"), KG("kind"), KG("raw")


def parts(copy: Copy) -> Iterator[Part]:
    """Yield the references of a copy."""
    for one in copy.cable.references:
        about: list[Pair] = [(_KIND, literal(one.kind)), (_RAW, literal(one.raw))]
        direct: list[Pair] = []
        if one.date is not None:
            about.append((_DATE, day(one.date)))
        about += [(_CORRESPONDENT, literal(name)) for name in one.persons]
        if one.letter:
            about.append((_LETTER, literal(one.letter)))
        if one.cable_id:
            cited = cable_iri(one.cable_id)
            about.append((VALUE, cited))
            direct.append((_REFERENCES, cited))
        more = ("year-inferred",) if one.year_inferred else ()
        yield copy.part(_ROLE, name(one), one, about, direct, *more)


def name(one: Reference) -> str:
    """Return the name that a reference wishes for among the parts of its cable: `ref-A`."""
    if one.letter and segment(one.letter) == one.letter:
        return f"ref-{one.letter}"
    return f"ref-{segment(one.cable_id)}" if one.cable_id else f"ref-{one.kind}-{slug(one.raw)}"


def stubs(cable: Cable) -> Iterator[Triple]:
    """Yield the statements about the cables referred to that follow from their numbers."""
    for one in cable.references:
        if one.cable_id:
            yield from numbered(cable_iri(one.cable_id), one.cable_id)
