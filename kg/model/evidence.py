"""What every extracted fact carries: where it stands in the source, and how the text had to be repaired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from kg.model.records import quick

T = TypeVar("T")


class Span(NamedTuple):
    """A half-open range of Unicode code points, `source[start:end]`, in the text exactly as it was handed over."""

    start: int
    end: int

    def of(self, source: str) -> str:
        """Return the source text this span covers."""
        return source[self.start : self.end]


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all of `spans` (at least one)."""
    ordered = list(spans)
    return Span(min(s.start for s in ordered), max(s.end for s in ordered))


@quick
@dataclass(frozen=True, slots=True)
class Repair:
    """A place where the text was damaged and is read differently from how it is written.

    `rule` names the kind of damage (`link-debris`, `pilcrow`, `fused-addressees`); `raw` is exactly the source text
    of `span`; `read_as` is what it is taken to say. `unsure` is true where the rule is a guess.
    """

    rule: str
    raw: str
    read_as: str
    span: Span
    unsure: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """One value read from the text.

    `raw` is exactly `source[span.start:span.end]`, `value` what we read there. A value that runs over a page break has
    the hull as its span and the parts beside it in `pieces`. `also` are other places that say the same (a caption
    printed twice). `doubts` are codes of `ontology/vocab/doubts.csv`.
    """

    value: T
    raw: str
    span: Span
    pieces: tuple[Span, ...] = ()
    also: tuple[Span, ...] = ()
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something odd about a text that is no repair: `code` for machines, `message` for people, `span` where it is."""

    code: str
    message: str
    span: Span | None = None
