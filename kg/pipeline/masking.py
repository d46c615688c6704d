"""Names taken out of a document: masked in its text and in all that its source says of it, which is then read anew.

What was read from the text with the names is thrown away, so that no repair brings a name back. While the text is read,
a veil stands for each masked character: letters, large or small, of a script that no cable is written in, so that a
person whose name is masked is read as a person. Then each letter of the veil becomes the mask, in every string.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

from kg.model import Cable, Document, Official, Span, content_hash
from kg.model.making import changed
from kg.model.serial import field_names
from kg.parsing import names
from kg.pipeline.judging import cables_of
from kg.resolution.witness import read_document

MASK = "█"
_LARGE, _SMALL = "Ⲁ", "ⲁ"
_UNVEILED = str.maketrans({_LARGE: MASK, _SMALL: MASK})
_VEIL = re.compile(f"[{_LARGE}{_SMALL}]")
_LETTER = re.compile(r"[^\W_]")
_MOST_ROUNDS = 4
_Model = TypeVar("_Model")


def blank(text: str) -> str:
    """Return a text of the same length and the same blanks, with every other character masked."""
    return re.sub(r"\S", MASK, text)


def mask(text: str, places: Iterable[Span]) -> str:
    """Return a text of the same length in which the places are masked."""
    return _veiled(text, places).translate(_UNVEILED)


def _veiled(text: str, places: Iterable[Span]) -> str:
    letters = list(text)
    for start, end in places:
        first = True
        for at in range(start, end):
            if text[at].isspace():
                first = True
            elif letters[at] not in (_LARGE, _SMALL):
                letters[at] = _LARGE if first or text[at].isupper() else _SMALL
                first = False
            else:
                first = False
    return "".join(letters)


Find = Callable[[str], list[Span]]
"""Gives the places of names in a string that is no text: a file name, a value of the source's metadata."""


def without(
    document: Document, cables: tuple[Cable, ...], places: Iterable[Span], find: Find
) -> tuple[Document, tuple[Cable, ...]]:
    """Return a document without what stands at `places` of its text, and what is read from it then.

    `cables` are what was read with the names. What these know for a post, a number or a day stays: a person named Lima
    hides no post.
    """
    document = _about(document, find)
    veil = _but_for_codes(document.text, cables, set(places))
    for _ in range(_MOST_ROUNDS):
        text = _veiled(document.text, veil)
        hidden = changed(document, text=text)
        found = (cables_of(hidden) or read_document(hidden)) if cables else ()
        more = set(_half_veiled(found)) - veil
        if not more:
            break
        veil |= more
    text = text.translate(_UNVEILED)
    about = _unveil(changed(document, text=""))
    return changed(about, text=text, hash=content_hash(text)), tuple(map(_unveil, found))


def _about(document: Document, find: Find) -> Document:
    """Return a document with the names veiled in what its source says of it."""
    def veil(text: str) -> str:
        return _veiled(text, places) if (places := find(text)) else text

    authority, case = (text and veil(text) for text in (document.release.authority, document.release.case))
    return replace(
        document, source=veil(document.source), id_hint=document.id_hint and veil(document.id_hint),
        metadata=tuple((key, veil(value)) for key, value in document.metadata),
        release=replace(document.release, authority=authority, case=case),
    )  # fmt: skip


def _but_for_codes(text: str, cables: Iterable[Cable], places: set[Span]) -> set[Span]:
    """Return the places without those that are a post, a number or a day of the header."""
    codes = [
        part.span
        for cable in cables
        for part in (
            cable.message_reference_number, cable.transmission_id, cable.date_time_group, cable.origin, cable.station,
            cable.classification, *(one for one in cable.addressees if one.post), *cable.sections,
            *(one for one in cable.references if one.cable_id),
        )
        if part is not None
    ]  # fmt: skip
    if not codes:
        return places
    return {
        place for place in places
        if not ("place" in names.kinds(place.of(text)) and any(c.start <= place.start < c.end for c in codes))
    }  # fmt: skip


def _half_veiled(cables: Iterable[Cable]) -> Iterable[Span]:
    """Yield the places of officials of whose names a part is veiled and a part is not."""
    for cable in cables:
        for one in cable.officials:
            for span, name in ((one.span, one.raw), *((span, "") for span in one.also)):
                told = name or ""
                if _VEIL.search(told) and _LETTER.search(_VEIL.sub("", told)):
                    yield span


def _unveil(value: _Model) -> _Model:
    """Return model data with the mask for the veil in every string of it, and no name where one is masked."""
    kind: Any = type(value)
    if kind is str:
        return cast(_Model, cast(str, value).translate(_UNVEILED))
    if kind is tuple:
        return cast(_Model, tuple(_unveil(item) for item in cast("tuple[object, ...]", value)))
    if isinstance(value, Official) and value.name and _VEIL.search(value.name):
        value = changed(value, name=None, protected=True)
    cleaned = {}
    for name in _fields(kind):
        old = getattr(value, name)
        if old is None or old == ():
            continue
        new = _unveil(old)
        if new is not old and new != old:
            cleaned[name] = new
    return changed(value, **cleaned) if cleaned else value


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return the fields of a class of the model that may hold words of the text; a place holds none."""
    if kind is Span or not is_dataclass(kind):
        return ()
    return tuple(field_names(kind))
