"""Mask the names that a text asks to protect: they stay in the user's own files and go nowhere else.

A cable marks a source with "protect" or "strictly protect". Before anything is kept, such a name is masked everywhere:
in the text, letter by letter, so that every span stays true, in the source's metadata, and in every value read from
both. The kept text is named by the hash of the masked text: a hash of the original would let anyone test a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from kg.model import Cable, Diagnostic, Document, Official, Span
from kg.parsing import message_text
from kg.parsing.protect_word import may_ask
from kg.parsing.protected_persons import Protection, find_protections
from kg.pipeline.mask_document import without
from kg.pipeline.name_search import Name, Names, name_of
from kg.text import clean

UNCLEAR = "protect-unclear"
"""The code of the diagnostic for a mark that follows no name for certain."""
_REDACTED = re.compile(r"[Xx\s]*")


@dataclass(frozen=True, slots=True)
class Hidden:
    """The names that a document protects, their certain places, and marks that name nobody."""

    names: tuple[Name, ...] = ()
    places: tuple[Span, ...] = ()
    unclear: tuple[Span, ...] = ()


def asked(document: Document, cables: Iterable[Cable]) -> Hidden:
    """Find the persons protected in a document, by its marks and by the officials read from it."""
    found = list(_marked(document.text))
    officials = [one for cable in cables for one in cable.officials if one.protected]
    if not found and not officials:
        return Hidden()
    names = [name_of(one.words, whole=one.whole) for one, _, _ in found]
    names += [name_of((one.name or "").split()) for one in officials]
    places = [place for _, _, place in found if place is not None]
    places += [place for one in officials for place in _places(one)]
    unclear = dict.fromkeys(mark for one, mark, _ in found if not one.certain)
    return Hidden(tuple(dict.fromkeys(filter(None, names))), tuple(dict.fromkeys(places)), tuple(unclear))


def _marked(text: str) -> Iterator[tuple[Protection, Span, Span | None]]:
    """Yield the protections of a whole text, each with the place of its mark and that of the name."""
    if not may_ask(clean(text).text):
        return
    one = message_text.whole(text)
    for found in find_protections(one.text):
        if found.kind == "mark":
            yield found, one.span(found.start, found.end), one.span(*found.name) if found.name else None


def _places(official: Official) -> Iterator[Span]:
    """Yield the places of an official's name; an office alone is no name, nor is X, the mark of a redacted name."""
    if official.name is None and (official.span == official.title_span or _REDACTED.fullmatch(official.raw)):
        return
    yield from (official.span, *official.also)


def protect(
    document: Document, cables: tuple[Cable, ...], others: Iterable[Name] = ()
) -> tuple[Document, tuple[Cable, ...]]:
    """Return the document and its cables without the names that the text asks to protect; the same ones if it has none.

    `others` are names that other copies or sections of the same messages ask to protect.

    >>> from kg.pipeline.cable_evidence import cables_of
    >>> text = "SUBJECT: X\\nTAGS: PREL\\n\\n1. (C) Jo Nardo (protect) spoke. Nardo left."
    >>> one = Document(text, "a", "-")
    >>> protect(one, cables_of(one))[0].text.splitlines()[3]
    '1. (C) ██ █████ (protect) spoke. █████ left.'
    """
    hidden = asked(document, cables)
    names = Names((*hidden.names, *others))
    places = set(hidden.places)
    if names:
        places |= {place for place, _ in names.places(document.text)}

    def find(text: str) -> list[Span]:
        return [place for place, _ in names.places(text, strict=False)]

    if not places and not any(find(text) for text in told_of(document)):
        return document, _with_unclear(cables, hidden)
    document, cables = without(document, cables, places, find)
    return document, _with_unclear(cables, hidden)


def told_of(document: Document) -> Iterator[str]:
    """Yield a document's metadata as texts: source, number, release, and other values."""
    yield document.source
    yield from (text for text in (document.id_hint, document.release.authority, document.release.case) if text)
    yield from (value for _, value in document.metadata)


def _with_unclear(cables: tuple[Cable, ...], hidden: Hidden) -> tuple[Cable, ...]:
    """Add a diagnostic for each unclear mark to the first cable; it has the place in the text and no name."""
    if not hidden.unclear or not cables:
        return cables
    message = "a mark asks to protect somebody and names nobody for certain: the nearest names are masked"
    odd = tuple(Diagnostic(UNCLEAR, message, place) for place in hidden.unclear)
    return (replace(cables[0], diagnostics=(*cables[0].diagnostics, *odd)), *cables[1:])
