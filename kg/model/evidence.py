"""Define the evidence of a value: its place in the source, and the repairs and doubts of its text.

All classes of the model are frozen `msgspec.Struct`s: made, changed (`msgspec.structs.replace`), written and read by
compiled code; equal and hashed by their fields; picklable.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Span(NamedTuple):
    """A half-open range of Unicode code points, `source[start:end]`, in the text exactly as it was handed over."""

    start: int
    end: int

    def of(self, source: str) -> str:
        """Return the source text of this span.

        >>> Span(5, 9).of("FROM LIMA")
        'LIMA'
        """
        return source[self.start : self.end]


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all of `spans` (at least one).

    >>> hull([Span(4, 9), Span(0, 2)])
    Span(start=0, end=9)
    """
    ordered = list(spans)
    return Span(min(s.start for s in ordered), max(s.end for s in ordered))


class Repair(Struct, frozen=True):
    """A damaged place in the text that is read differently from how it is written.

    `rule` names the kind of damage (`link-debris`, `pilcrow`, `fused-addressees`); `raw` is exactly the source text of
    `span`; `read_as` is the text read instead. `unsure` is true where the rule is a guess.
    """

    rule: str
    raw: str
    read_as: str
    span: Span
    unsure: bool = False


class Evidence(Struct, frozen=True, kw_only=True):
    """The base of all values: place in the text, repairs of the text, and doubts about the value.

    `span` is the place (the hull, where the value runs over a page break), `doubts` are codes of
    `ontology/vocab/doubts.csv`. A value that may run over a page break has a field `pieces` with the parts beside it;
    one that may be printed again has a field `also` with the other places.

    >>> Value("LIMA", raw="Lima", span=Span(9, 13), also=(Span(40, 44),)).places
    (Span(start=9, end=13), Span(start=40, end=44))
    """

    span: Span
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The parts of a value that runs over a page break; empty for a value in one piece."""
        return ()

    @property
    def also(self) -> tuple[Span, ...]:
        """Other places with the same value."""
        return ()

    @property
    def places(self) -> tuple[Span, ...]:
        """All places of the value: its pieces, or the one span, and the other places with the same value."""
        return (self.pieces or (self.span,)) + self.also


class Quoted(Evidence, frozen=True, kw_only=True):
    """The base of values that keep the words they were read from: `raw` is exactly `source[span.start:span.end]`."""

    raw: str


class Value(Quoted, Generic[T], frozen=True):
    """One value read from the text: `value` is the meaning of `raw`."""

    value: T
    pieces: tuple[Span, ...] = ()
    also: tuple[Span, ...] = ()


class Diagnostic(Struct, frozen=True):
    """An oddity of a text that is no repair: `code` for machines, `message` for people, `span` for its place."""

    code: str
    message: str
    span: Span | None = None
