"""Find the boxes of the places that `kg why` shows, on the pages of the PDFs that the graph was built from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.facts.passages import Passage
from kg.model import Document, Span
from kg.sources.find_sources import find
from kg.sources.forms.pdf_boxes import boxes
from kg.sources.load_documents import bytes_of, load
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item

Boxes = dict[tuple[str, Span], list[dict[str, object]]]
"""Hash of a copy and place in its text → boxes as plain data."""


def boxes_of(places: Iterable[Passage], paths: Sequence[str | Path], options: SourceOptions | None = None) -> Boxes:
    """Return the boxes of places by copy and span, from the PDFs among files or folders that the graph was built from.

    A file is taken where its text is exactly that of the copy, so that no box is of another text. Nothing is found for
    a copy whose file is not there, or whose kept text is masked.
    """
    options = options or SourceOptions()
    wanted: dict[str, dict[Span, None]] = {}
    names = set()
    for place in places:
        if place.pages and all(page.number for page in place.pages):
            wanted.setdefault(place.document, {})[Span(place.start, place.end)] = None
            names.add(_name(place.source))
    found: Boxes = {}
    for item in find(paths, options) if wanted else ():
        if not isinstance(item, Rejection) and _name(item.source) in names:
            found |= _in_item(item, wanted, options)
    return found


def _name(source: str) -> str:
    return source.rpartition("/")[2]


def _in_item(item: Item, wanted: Mapping[str, Mapping[Span, None]], options: SourceOptions) -> Boxes:
    data = bytes_of(item, options.max_bytes)
    document = next(load(item, options), None)
    if isinstance(data, Rejection) or not isinstance(document, Document) or document.form != "pdf":
        return {}
    spans = list(wanted.get(document.hash, ()))
    told = boxes(data, document.text, document.pages, spans) if spans else {}
    return {
        (document.hash, span): [{"page": box.page, "box": list(box[1:])} for box in of] for span, of in told.items()
    }
