"""Write text together with its truth: every value leaves a mark with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.invented_people import Person


class Mark(NamedTuple):
    """A value's place in the text: its field (`tags`, of an official the role), its offsets, and its meaning.

    `value` is the value where it differs from the text in its place; `more` is what a field needs besides.
    """

    key: str
    start: int
    end: int
    value: object = None
    more: object = None


def settled(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks with every value filled in from the text, before pages break it or damage changes it."""
    found = []
    for mark in marks:
        printed = " ".join(text[mark.start : mark.end].split())
        if isinstance(mark.value, Person):
            title = mark.value.title.upper() if printed.isupper() else mark.value.title
            mark = mark._replace(value=printed, more=(title, mark.more))
        elif mark.value is None and mark.key != "declassify_on":
            mark = mark._replace(value=printed)
        found.append(mark)
    return found


class Writer:
    """A text in the making, and the marks in it."""

    __slots__ = ("_parts", "at", "marks")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.at = 0
        self.marks: list[Mark] = []

    def write(self, text: str) -> None:
        """Append text."""
        self._parts.append(text)
        self.at += len(text)

    def mark(self, key: str, text: str, value: object = None, more: object = None) -> None:
        """Append the text of a value and mark it."""
        start = self.at
        self._parts.append(text)
        self.at += len(text)
        self.marks.append(Mark(key, start, self.at, value, more))

    def cover(self, key: str, start: int, value: object = None, more: object = None) -> None:
        """Mark the text written since `start` as one value."""
        self.marks.append(Mark(key, start, self.at, value, more))

    @property
    def text(self) -> str:
        """The text so far."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Replace `text[start:end]` by `after`; `kind` names the damage, empty for what belongs to the form."""

    start: int
    end: int
    after: str
    kind: str = ""


class Changed:
    """A text after changes, with the way from old places to new ones."""

    __slots__ = ("_ends", "_places", "_shifts", "kept", "text")

    def __init__(self, text: str, changes: Iterable[Change]) -> None:
        """Apply `changes`; where two overlap the one that starts first is kept."""
        parts: list[str] = []
        self.kept: list[tuple[Change, int]] = []
        self._ends: list[int] = []
        self._shifts: list[int] = []
        at = shift = 0
        for change in sorted(changes):
            if change.start < at:
                continue
            parts.append(text[at : change.start])
            parts.append(change.after)
            self.kept.append((change, change.start + shift))
            shift += len(change.after) - (change.end - change.start)
            self._ends.append(change.end)
            self._shifts.append(shift)
            at = change.end
        parts.append(text[at:])
        self.text = "".join(parts)

    def _place(self, at: int, *, end: bool) -> int:
        """Return the new offset of an old place; an insertion right at the place stays outside a span."""
        i = bisect_right(self._ends, at - 1 if end else at) - 1
        shift = self._shifts[i] if i >= 0 else 0
        following = i + 1
        if following < len(self.kept):
            change, place = self.kept[following]
            if change.start < at < change.end:  # inside a replaced piece: its edge
                return place + (len(change.after) if end else 0)
            if end and change.start < at == change.end:
                return place + len(change.after)
        return at + shift

    def moved(self, mark: Mark) -> Mark:
        """Return a mark at its new place."""
        start = self._place(mark.start, end=False)
        return mark._replace(start=start, end=max(start, self._place(mark.end, end=True)))
