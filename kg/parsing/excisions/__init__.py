"""Find what a release left out of a text: words that say so, marks of exemptions, black-outs, pages withheld.

`find` reads a text; `added` gives a cable what is found, each place with the paragraph it stands in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from kg.model import Cable, Excision, Span
from kg.parsing.excisions import blackouts, exemption_marks, worded
from kg.parsing.excisions.found import Found

_FIRST = ("withheld_page", "bracketed", "blackout", "exemption")
"""Of kinds at one place, the one that says more goes first."""
_NEAR = 200


def find(text: str, window: Span | None = None) -> list[Found]:
    """Return the excisions of a text, or of the part of it in a window, in its order; none overlaps another.

    >>> [(e.kind, e.extent, e.by) for e in find("He said [1 line not declassified] and (B) left.")]
    [('bracketed', '1 line', 'editors')]
    """
    start, end = window or (0, len(text))
    part = text[start:end]
    found = _joined(part, _apart(_all(part), len(part)))
    return [e._replace(span=Span(e.span.start + start, e.span.end + start)) for e in found] if start else found


def added(cable: Cable, found: Iterable[Found], text: str) -> Cable:
    """Return a cable with the excisions found in the text it was read from."""
    paragraphs = sorted((p for p in cable.paragraphs if p.number is not None), key=lambda p: p.span)
    starts = [p.span.start for p in paragraphs]
    made = []
    for one in found:
        at = bisect_right(starts, one.span.start) - 1
        inside = at >= 0 and one.span.end <= paragraphs[at].span.end and not _is_block(text, one.span)
        number = paragraphs[at].number if inside else None
        made.append(
            Excision(one.kind, one.extent, one.exemptions, one.by, number, raw=one.span.of(text), span=one.span)
        )
    return replace(cable, excisions=tuple(made))


def _is_block(text: str, span: Span) -> bool:
    """Tell whether a place has lines of its own below an empty line: it takes the place of whole paragraphs."""
    above = text[max(span.start - _NEAR, 0) : span.start].rsplit("\n", 2)
    behind = text[span.end : span.end + _NEAR].partition("\n")[0]
    return len(above) == 3 and not above[1].strip() and not above[2].strip() and not behind.strip(" \t\r.;")


def _apart(found: Iterable[Found], length: int) -> list[Found]:
    """Return those that overlap no other of a kind that says more, in the order of the text."""
    kept: list[Found] = []
    taken = bytearray(0)
    for one in sorted(found, key=lambda e: (_FIRST.index(e.kind), e.span)):
        taken = taken or bytearray(length)
        if not any(taken[one.span.start : one.span.end]):
            taken[one.span.start : one.span.end] = b"\1" * (one.span.end - one.span.start)
            kept.append(one)
    return sorted(kept)


def _all(text: str) -> Iterator[Found]:
    yield from worded.find(text)
    yield from blackouts.find(text)
    yield from worded.listed_pages(text)
    yield from exemption_marks.find(text)


def _joined(text: str, found: Sequence[Found]) -> list[Found]:
    """Return excisions with a mark that stands right behind words on one line joined to them."""
    result: list[Found] = []
    for one in found:
        last = result[-1] if result else None
        if last and one.kind == "exemption" and last.kind in ("bracketed", "withheld_page"):
            between = text[last.span.end : one.span.start]
            if len(between) <= 4 and not between.strip(" \t,"):
                both = tuple(dict.fromkeys((*last.exemptions, *one.exemptions)))
                result[-1] = last._replace(span=last.span._replace(end=one.span.end), exemptions=both, by="reviewers")
                continue
        result.append(one)
    return result
