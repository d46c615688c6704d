"""Take out of a clean text what is no part of the message: markup and page furniture; every place stays known."""

from __future__ import annotations

from kg.model import Span
from kg.parsing import anchors
from kg.parsing.page_breaks import page_furniture
from kg.text import CleanText, clean, markup_removal
from kg.text.aligned_text import Edit, Reading


def read(one: CleanText, cuts: tuple[Edit, ...] = (), window: Span | None = None) -> Reading:
    """Return the reading of a clean text, without the ranges that `cuts` take out.

    Only `window` of it is read (all by default). Where no offset moves, the source itself stands behind the reading,
    else the clean text does, and `kg.text.restore_spans` leads from there to the source.
    """
    whole = one.text
    source = whole if one.changed else one.source
    if window is None or window == Span(0, len(whole)):
        return Reading(source, [*cuts, *_edits(whole)], whole)
    at = window.start
    edits = [_moved(e, at) for e in _edits(whole[at : window.end])]
    return Reading(source, [*cuts, *edits], whole, window)


def whole(source: str) -> CleanText:
    """Return a document's text as the readers of its fields see it, with one way back to the source.

    For those who look for words in all of a document: names to mask, marks of protection.

    >>> one = whole("[N&uacute;ñez](#)")
    >>> one.text, one.raw(0, 5)
    ('Núñez', 'N&uacute;ñez')
    """
    one = clean(source)
    return one.then(_edits(one.text))


def _moved(edit: Edit, by: int) -> Edit:
    whole = Span(edit.hull.start + by, edit.hull.end + by) if edit.hull else None
    return Edit(edit.start + by, edit.end + by, edit.text, edit.rule, whole)


def _edits(text: str) -> list[Edit]:
    """Return every edit a clean text needs."""
    return [*markup_removal.edits(text), *page_furniture(text), *anchors.edits(text)]
