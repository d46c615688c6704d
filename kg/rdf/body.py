"""The body: paragraphs with number and portion marking, and the headings in and above them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Paragraph, Value
from kg.rdf.names import KG, LABEL, PART, TYPE, coded
from kg.rdf.parts import Copy, Part, squeezed
from kg.rdf.slugs import slug
from kg.rdf.terms import Pair, fingerprint, integer, literal
from kg.vocabulary import codes

_PARAGRAPH, _HEADING = (TYPE, KG("Paragraph")), (TYPE, KG("Heading"))
_NUMBER, _PORTION = KG("number"), KG("portionMarking")
_IN = PART("paragraph")
HEADING = PART("heading")
"""The property that leads to a heading: from the paragraph it stands in or above, else from the cable."""


def parts(copy: Copy) -> Iterator[Part]:
    """Give the paragraphs of a copy, each with the headings inside it and right above it."""
    paragraphs = sorted(copy.cable.paragraphs, key=lambda p: p.span)
    headings = sorted(copy.cable.headings, key=lambda h: h.span)
    at = 0
    for paragraph in paragraphs:
        part = _paragraph(copy, paragraph)
        while at < len(headings) and headings[at].span.start < paragraph.span.end:
            part.inside.append(_heading(copy, headings[at]))
            at += 1
        yield part
    for heading in headings[at:]:
        yield _heading(copy, heading)


def _paragraph(copy: Copy, paragraph: Paragraph) -> Part:
    raw = paragraph.span.of(copy.text)
    name = f"text~{fingerprint(squeezed(raw))}" if paragraph.number is None else f"p{paragraph.number}"
    about: list[Pair] = [_PARAGRAPH]
    more: tuple[str, ...] = ()
    if paragraph.number is not None:
        about.append((_NUMBER, integer(paragraph.number)))
    if paragraph.portion_marking:
        known = codes.portion(paragraph.portion_marking)
        about.append((_PORTION, coded("portion", known.code if known else paragraph.portion_marking)))
        more = () if known else ("unrecognised",)
    part = copy.part(_IN, name, paragraph, about, [], *more)
    part.raw = raw
    return part


def _heading(copy: Copy, heading: Value[str]) -> Part:
    about = [_HEADING, (LABEL, literal(heading.value))]
    return copy.part(HEADING, f"heading-{slug(heading.value)}", heading, about, [])
