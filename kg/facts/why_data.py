"""Write the answer of `kg why` as plain JSON data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

from kg.facts.passages import Passage
from kg.facts.why import Reason, Why
from kg.model.pages import as_data

Boxes = Callable[[Passage], Sequence[object]]
"""A function from a place to its boxes on the pages of its source, as plain data."""


def why_data(found: Why, boxes: Boxes | None = None, most: int | None = None) -> dict[str, object]:
    """Return a thing and at most `most` reasons as JSON data; `more` is true where reasons were left out.

    A place has offsets in code points, lines from 1, and in a paged source its pages; `boxes` are added where a
    function gives them.
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
    return data | {"boxes": list(boxes(place))} if boxes else data
