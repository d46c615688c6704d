"""Join the sections of one message that lie in documents of their own, and find missing ones.

    S E C T I O N 01 OF 02 LIMA 1234        a paragraph that begins at the end of one section and goes on in the next
    S E C T I O N 02 OF 02 LIMA 1234        has its number and portion marking from where it begins

Citations of the REF line, which only the first section has, are found in the paragraphs of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from kg.model import Cable, Document, Paragraph, Reference
from kg.parsing.reference_mentions import cite
from kg.text.aligned_text import Reading

Copy = tuple[Cable, Document]
SECTION_MISSING = "section-missing"
"""The diagnostic of a text that lacks sections of its message."""
_SENTENCE_ENDS = ".!?:\"')"


def numbers(cable: Cable) -> tuple[int, ...]:
    """Return the numbers of the sections in a text, in its order."""
    sections = cable.sections or ((cable.section,) if cable.section else ())
    return tuple(s.number for s in sections)


def lacks_sections(cables: Iterable[Cable]) -> bool:
    """Return whether the held copies of a message, taken together, lack a section.

    A copy that begins with section 1 and has no diagnostic of a missing one is complete: published copies join the
    sections under the header of the first.
    """
    known = list(cables)
    if any(min(numbers(c), default=1) == 1 and all(d.code != SECTION_MISSING for d in c.diagnostics) for c in known):
        return False
    of, lacking = missing(known)
    return not of or bool(lacking)


def missing(cables: Iterable[Cable]) -> tuple[int, tuple[int, ...]]:
    """Return the number of sections that the copies of a message announce (0: none does), and the missing ones.

    >>> missing([])
    (0, ())
    """
    known = list(cables)
    there = {n for c in known for n in numbers(c)}
    expected = max((s.of for c in known for s in c.sections if s.of), default=0)
    return expected, tuple(sorted({*range(1, expected + 1)} - there))


def join_sections(copies: Sequence[Copy]) -> tuple[Copy, ...]:
    """Return the copies of a message, with later sections in documents of their own turned into continuations.

    As in a text that holds all sections, the address that a later section repeats (with its own channel numbers) is
    left out, and a paragraph broken off at the end of a section goes on under its number in the next.
    """
    if len(copies) < 2 or all(min(numbers(c), default=1) == 1 for c, _ in copies):
        return tuple(copies)
    whole: dict[int, Copy] = {}
    for cable, document in copies:
        for number in numbers(cable):
            whole.setdefault(number, (cable, document))
    joined = []
    for cable, document in copies:
        first = min(numbers(cable), default=1)
        before = whole.get(first - 1)
        joined.append((_continued(cable, *before) if before else cable, document))
    return tuple(joined)


def with_citations(copies: Sequence[Copy]) -> Iterator[tuple[Cable, Document, tuple[Reference, ...]]]:
    """Yield the copies of a message with the references that the citations in their paragraphs index.

    The reference line stands in the first section, so `Ref B` in a later section's own document means an entry of that
    line.
    """
    line = next((c.references for c, _ in copies if c.references and min(numbers(c), default=1) == 1), ())
    for cable, document in copies:
        if line and not cable.references and min(numbers(cable), default=1) > 1:
            cited = cite(replace(cable, references=line), Reading(document.text))
            yield replace(cable, paragraphs=cited.paragraphs), document, line
        else:
            yield cable, document, cable.references


def _continued(cable: Cable, before: Cable, document: Document) -> Cable:
    """Turn a section's cable into the continuation of the section `before` it, read from `document`."""
    addressees = () if before.addressees else cable.addressees
    last = before.paragraphs[-1] if before.paragraphs else None
    first = cable.paragraphs[0] if cable.paragraphs else None
    paragraphs = cable.paragraphs
    if last and first and last.number is not None and first.number is None and _breaks_off(last, document):
        carried = replace(first, number=last.number, portion_marking=first.portion_marking or last.portion_marking)
        paragraphs = (carried, *paragraphs[1:])
    return replace(cable, addressees=addressees, paragraphs=paragraphs)


def _breaks_off(paragraph: Paragraph, document: Document) -> bool:
    return paragraph.span.of(document.text).rstrip()[-1:] not in _SENTENCE_ENDS
