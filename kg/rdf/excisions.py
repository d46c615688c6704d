"""Write the excisions of a release: `#p4-excision-1` with kind, extent, exemptions and the releasing authority."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.model import Excision, Paragraph
from kg.rdf.cable_parts import Copy, Part
from kg.terms.iris import KG, PART
from kg.terms.ntriples_terms import Pair, literal

EXCISION = PART("excision")
"""The property to an excision from the cable, and from the paragraph it stands in."""
_KIND, _EXTENT, _EXEMPTION = KG("kind"), KG("extent"), KG("exemption")
_BY, _RAW = KG("leftOutBy"), KG("raw")


def outside(copy: Copy) -> Iterator[Part]:
    """Yield the excisions of a copy outside all paragraphs."""
    if copy.cable.excisions:
        within = {one for paragraph in copy.cable.paragraphs for one in _of(copy, paragraph)}
        names = _names(copy)
        yield from (_part(copy, one, names[one]) for one in copy.cable.excisions if one not in within)


def inside(copy: Copy, paragraph: Paragraph) -> Iterator[Part]:
    """Yield the excisions of a copy inside a paragraph."""
    if found := _of(copy, paragraph):
        names = _names(copy)
        yield from (_part(copy, one, names[one]) for one in found)


def _of(copy: Copy, paragraph: Paragraph) -> list[Excision]:
    start, end = paragraph.span
    return [
        one
        for one in copy.cable.excisions
        if start <= one.span.start and one.span.end <= end and one.paragraph == paragraph.number
    ]


def _names(copy: Copy) -> dict[Excision, str]:
    """Return the names that excisions wish for: `p4-excision-2` is the second of paragraph 4."""
    names, counted = {}, Counter[int | None]()
    for one in copy.cable.excisions:
        counted[one.paragraph] += 1
        where = "" if one.paragraph is None else f"p{one.paragraph}-"
        names[one] = f"{where}excision-{counted[one.paragraph]}"
    return names


def _part(copy: Copy, one: Excision, name: str) -> Part:
    about: list[Pair] = [(_KIND, literal(one.kind)), (_RAW, literal(one.raw)), (_BY, literal(one.by))]
    if one.extent:
        about.append((_EXTENT, literal(one.extent)))
    about += [(_EXEMPTION, literal(exemption)) for exemption in one.exemptions]
    return copy.part(EXCISION, name, one, about, [])
