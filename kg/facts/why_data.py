"""Write the answer of `kg why` as plain JSON data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from kg.facts.passages import Passage
from kg.facts.why import Reason, Why
from kg.model import Span
from kg.model.pages import as_data

Boxes = Mapping[tuple[str, Span], list[dict[str, object]]]
"""Hash of a copy and place in its text → boxes on its pages, as plain data (`kg.pipeline.place_boxes`)."""


def why_data(found: Why, boxes: Boxes | None = None, most: int | None = None) -> dict[str, object]:
    """Return a thing and at most `most` reasons as JSON data; `more` is true where reasons were left out.

    A place has offsets in code points, lines from 1, and in a paged source its pages; `boxes` are added where they
    are given.
    """
    shown = found.reasons[:most]
    return {
        "iri": found.iri,
        "name": found.name,
        "reasons": [_reason(reason, boxes) for reason in shown],
        "more": found.more or len(shown) < len(found.reasons),
    }


def _reason(reason: Reason, boxes: Boxes | None) -> dict[str, object]:
    return {
        "label": reason.label,
        "value": reason.value,
        "part": reason.part,
        "said": [list(pair) for pair in reason.said],
        "places": [_place(place, boxes) for place in reason.places],
        "repairs": [asdict(note) for note in reason.repairs],
        "doubts": list(reason.doubts),
        "corrections": [asdict(note) for note in reason.corrections],
        "rule": reason.rule,
        "score": reason.score,
    }


def _place(place: Passage, boxes: Boxes | None) -> dict[str, object]:
    data = asdict(place) | {"pages": as_data(place.pages), "page": place.page or None}
    return data if boxes is None else data | {"boxes": boxes.get((place.document, Span(place.start, place.end)), [])}
