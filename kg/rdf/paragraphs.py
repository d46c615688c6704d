"""Write the body: paragraphs (`#p4`) with portion markings, headings, and the references that paragraphs cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Paragraph, Value
from kg.rdf import excisions, references
from kg.rdf.cable_parts import Copy, Part, join, slug, squeezed, suffix
from kg.terms.iris import KG, LABEL, PART, VALUE, coded
from kg.terms.ntriples_terms import Pair, fingerprint, literal
from kg.vocabulary import code_lists

_PORTION = KG("portionMarking")
_IN = PART("paragraph")
HEADING = PART("heading")
"""The property to a heading from the paragraph it stands in or above, else from the cable."""
CITES = PART("cites")
"""The property from a paragraph to its words that cite an entry of the reference line."""


def parts(copy: Copy) -> Iterator[Part]:
    """Yield the paragraphs of a copy, each with the headings inside it and right above it."""
    paragraphs = sorted(copy.cable.paragraphs, key=lambda p: p.span)
    headings = sorted(copy.cable.headings, key=lambda h: h.span)
    at = 0
    for paragraph in paragraphs:
        part = _paragraph(copy, paragraph)
        while at < len(headings) and headings[at].span.start < paragraph.span.end:
            part.inside.append(_heading(copy, headings[at]))
            at += 1
        part.inside += _cited(copy, paragraph)
        part.inside += excisions.inside(copy, paragraph)
        yield part
    for heading in headings[at:]:
        yield _heading(copy, heading)


def _paragraph(copy: Copy, paragraph: Paragraph) -> Part:
    raw = paragraph.span.of(copy.text)
    name = f"text~{fingerprint(squeezed(raw))}" if paragraph.number is None else f"p{paragraph.number}"
    about: list[Pair] = []
    more: tuple[str, ...] = ()
    if paragraph.portion_marking:
        known = code_lists.portion(paragraph.portion_marking)
        about.append((_PORTION, coded("portion", known.code if known else paragraph.portion_marking)))
        more = () if known else ("unrecognised",)
    part = copy.part(_IN, name, paragraph, about, [], *more)
    part.raw = raw
    return part


def _heading(copy: Copy, heading: Value[str]) -> Part:
    about = [(LABEL, literal(heading.value))]
    return copy.part(HEADING, f"heading-{slug(heading.value)}", heading, about, [])


def _cited(copy: Copy, paragraph: Paragraph) -> Iterator[Part]:
    """Yield a part for every reference that the words of a paragraph cite, under the name of that reference."""
    for citation in paragraph.cites:
        for at in citation.references:
            meant = copy.cited[at]
            part = copy.part(CITES, references.name(meant), citation, [], [])
            part.raw = meant.raw
            yield part


def citations(cable: str, outer: Iterable[Part]) -> list[Part]:
    """Return the citations of paragraphs, once the parts of all copies have names; `cable` is the cable's IRI.

    One paragraph and one reference make one part, with all the words that cite it as evidence: `#p3-ref-A`.
    """
    known = {part.name for part in outer}
    found: dict[str, Part] = {}
    for holder in outer:
        for part in holder.inside:
            target = next((n for n in (part.name, part.name + suffix(part.raw)) if n in known), None)
            if part.role != CITES or target is None:
                continue
            part.name, part.raw = f"{holder.name}-{target}", ""
            part.about = [(VALUE, f"{cable[:-1]}#{target}>")]
            part.parents = [f"{cable[:-1]}#{holder.name}>"]
            if part.name in found:
                join(found[part.name], part)
            else:
                found[part.name] = part
    return list(found.values())
