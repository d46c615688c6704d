"""Mask names in a document: in its text and its source's metadata; the masked text is then read anew.

The reading of the text with the names is thrown away, so that no repair brings a name back. While the text is read, a
veil stands for each masked character: letters, large or small, of a script that no cable is written in, others for
each word, so that masked persons are read as persons and told apart. Then each letter of the veil becomes the mask, in
every string.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Cable, Document, Official, Span, content_hash
from kg.parsing import name_words
from kg.pipeline.cable_evidence import cables_of
from kg.resolution.metadata_comparison import read_document
from kg.vocabulary.csv_tables import fold

MASK = "█"
_VEILS = tuple((chr(at), chr(at + 1)) for at in range(0x2C80, 0x2CB2, 2))
"""The letters of the Coptic alphabet, each large and small."""
_UNVEILED = {ord(letter): MASK for pair in _VEILS for letter in pair}
_VEIL = re.compile("[\u2c80-\u2cb1]")
_LETTER = re.compile(r"[^\W_]")
_MASKED = re.compile(f"{MASK}+")
_PRINTED = re.compile(r"\S+")
_MOST_ROUNDS = 4
_Model = TypeVar("_Model")


def mask(text: str, places: Iterable[Span]) -> str:
    """Return a text of the same length with the places masked."""
    return _veiled(text, places).translate(_UNVEILED)


def _veiled(text: str, places: Iterable[Span]) -> str:
    """Return a text with a veil over the places: equal words get equal letters, in an order that reveals no word."""
    letters = list(text)
    known: dict[str, int] = {}
    for start, end in _united(places):
        for word in _PRINTED.finditer(text, start, end):
            number = known.setdefault("".join(_LETTER.findall(fold(word[0]))) or word[0], len(known))
            for at in range(word.start(), word.end()):
                large, small = _VEILS[_digit(number, at - word.start())]
                letters[at] = large if at == word.start() or text[at].isupper() else small
    return "".join(letters)


def _digit(number: int, place: int) -> int:
    """Return the digit of a number at a position, with its digits repeated without end."""
    few = len(_VEILS)
    digits = [number % few]
    while number >= few:
        number //= few
        digits.append(number % few)
    return digits[place % len(digits)]


def _united(places: Iterable[Span]) -> list[Span]:
    """Return places in their order, those that overlap as one."""
    united: list[Span] = []
    for place in sorted(places):
        if united and place.start < united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, place.end))
        else:
            united.append(place)
    return united


Find = Callable[[str], list[Span]]
"""A function that finds names in a string other than the text: a file name, a value of the metadata."""


def without(
    document: Document, cables: tuple[Cable, ...], places: Iterable[Span], find: Find
) -> tuple[Document, tuple[Cable, ...]]:
    """Mask `places` of a document's text; return the document with the cables as they read after masking.

    `cables` are the reading with the names. A post, number or day recognised there stays: a person named Lima hides no
    post.
    """
    document = _about(document, find)
    veil = _but_for_codes(document.text, cables, set(places))
    veil |= {Span(*m.span()) for m in _MASKED.finditer(document.text)}  # by another list: a mask is no name
    for _ in range(_MOST_ROUNDS):
        text = _veiled(document.text, veil)
        hidden = replace(document, text=text)
        found = (cables_of(hidden) or read_document(hidden)) if cables else ()
        more = set(_half_veiled(found)) - veil
        if not more:
            break
        veil |= more
    text = text.translate(_UNVEILED)
    about = _unveil(replace(document, text=""))
    return replace(about, text=text, hash=content_hash(text)), tuple(map(_unveil, found))


def _about(document: Document, find: Find) -> Document:
    """Return a document with the names veiled in its source, metadata, number and release."""

    def veil(text: str) -> str:
        return _veiled(text, places) if (places := find(text)) else text

    authority, case = (text and veil(text) for text in (document.release.authority, document.release.case))
    return replace(
        document,
        source=veil(document.source),
        id_hint=document.id_hint and veil(document.id_hint),
        metadata=tuple((key, veil(value)) for key, value in document.metadata),
        release=replace(document.release, authority=authority, case=case),
    )


def _but_for_codes(text: str, cables: Iterable[Cable], places: set[Span]) -> set[Span]:
    """Return the places without those of a post, a number or a day of the header."""
    codes = [
        part.span
        for cable in cables
        for part in (
            cable.message_reference_number,
            cable.transmission_id,
            cable.date_time_group,
            cable.origin,
            cable.station,
            cable.classification,
            *(one for one in cable.addressees if one.post),
            *cable.sections,
            *(one for one in cable.references if one.cable_id),
        )
        if part is not None
    ]
    if not codes:
        return places
    return {
        place
        for place in places
        if not ("place" in name_words.kinds(place.of(text)) and any(c.start <= place.start < c.end for c in codes))
    }


def _half_veiled(cables: Iterable[Cable]) -> Iterable[Span]:
    """Yield the places of officials whose names are veiled only in part."""
    for cable in cables:
        for one in cable.officials:
            for span, name in ((one.span, one.raw), *((span, "") for span in one.also)):
                told = name or ""
                if _VEIL.search(told) and _LETTER.search(_VEIL.sub("", told)):
                    yield span


def _unveil(value: _Model) -> _Model:
    """Return model data with the mask in place of the veil in every string, and without masked names."""
    return cast(_Model, _unveiled(value))


def _unveiled(value: object) -> object:
    if type(value) is str:
        return value.translate(_UNVEILED)
    if type(value) is tuple:
        return tuple(map(_unveiled, value))
    if not isinstance(value, Struct):
        return value
    if isinstance(value, Official) and value.name and _VEIL.search(value.name):
        value = replace(value, name=None, protected=True)
    cleaned = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        if old is None or old == ():
            continue
        new = _unveiled(old)
        if new is not old and new != old:
            cleaned[name] = new
    return replace(value, **cleaned) if cleaned else value
