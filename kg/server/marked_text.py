"""Split a source text into pieces, with marks where facts were read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_CONTROL = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text, from `start` to `end` in code points: the label of its fact, and the link to the fact."""

    start: int
    end: int
    label: str
    link: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text from `start`: `place` is the narrowest that covers it, `anchors` are those that begin with it.

    A control character is a piece of its own with its name in `control` (`U+202E`), because a browser would obey it.
    """

    start: int
    text: str
    place: Place | None
    anchors: tuple[Place, ...]
    control: str = ""


def pieces(text: str, places: Iterable[Place]) -> list[Piece]:
    """Split a text into pieces that join to the same text. Wide places (paragraphs) are no marks, only anchors."""
    inside = sorted({p for p in places if 0 <= p.start < p.end <= len(text)}, key=lambda p: (p.start, -p.end, p.label))
    cuts = sorted({0, len(text), *(p.start for p in inside), *(p.end for p in inside if not p.wide)})
    found: list[Piece] = []
    open_places: list[Place] = []
    waiting = inside[::-1]
    for start, end in pairwise(cuts):
        anchors: list[Place] = []
        while waiting and waiting[-1].start == start:
            anchors.append(waiting.pop())
        open_places = [p for p in (*open_places, *anchors) if p.end > start and not p.wide]
        narrowest = min(open_places, key=lambda p: (p.end - p.start, p.label), default=None)
        found += _split(text[start:end], start, narrowest, _once(anchors))
    return found


def _once(places: list[Place]) -> tuple[Place, ...]:
    """Return one place for each range: an anchor may occur only once in a page."""
    return tuple({(p.start, p.end): p for p in places}.values())


def _split(text: str, start: int, place: Place | None, anchors: tuple[Place, ...]) -> list[Piece]:
    found, at = [], start
    for part in _CONTROL.split(text):
        if part:
            control = f"U+{ord(part):04X}" if _CONTROL.fullmatch(part) else ""
            found.append(Piece(at, part, place, anchors, control))
            at, anchors = at + len(part), ()
    return found
