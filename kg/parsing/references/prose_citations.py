"""Read cables cited in running text, for a cable without a reference line: `as reported in Lisbon 4377`.

Much that stands in prose looks like a citation (`Athens 2004`, `the 250 delegates`). So a word that announces one has
to stand before it (`see also`, `reported in`), its sender has to be a known post read without a guess, and a number of
less than three digits or one that reads as a year counts only with the cable's year beside it. What is read has the
doubt `in-text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from kg.model import Reference
from kg.parsing.references.cited_numbers import Citing
from kg.parsing.references.reference_list import Reader
from kg.parsing.word_index import places_of
from kg.text.aligned_text import Field, Reading

#: Words that announce a citation, and the first letters of a name with a number not far behind.
_FIRST_WORDS = frozenset(
    "see cf reported described discussed noted outlined conveyed transmitted forwarded according response reply "
    "pursuant refer refers reference further cable cables telegram telegrams message per".split()
)
_CUE = re.compile(
    r"\b(?:see(?:\s+also)?|cf\.?|(?:reported|described|discussed|noted|outlined|conveyed|transmitted|forwarded)\s+(?:in|by)"
    r"|(?:according|response|reply|pursuant|refers?|reference|further)\s+to|(?:cables?|telegrams?|message)(?:\s+from)?|per)"
    r"\s+(?=(?:'?\d\d\s)?[A-Z][A-Za-z' .]{2,24}\s\d{2,6}\b)",
    re.IGNORECASE,
)
_END = re.compile(r"[;:(]|[.]\s|\n\s*\n")
_LONGEST, _MOST = 120, 200  # characters behind a cue; cues in a text
_JOINT = re.compile(r"(?:[\s,&]|and\b)*", re.IGNORECASE)
_WEAK = re.compile(r"\D(?:(?:19|20)\d\d|\d\d?)$")
_UNCERTAIN = frozenset(("unsure", "unresolved", "unread", "no-year"))


def _leading(found: tuple[Reference, ...], source: str, start: int) -> Iterator[Reference]:
    """Yield the cables directly behind a cue, each joined to the next."""
    at = start
    for one in found:
        if _JOINT.fullmatch(source, at, max(one.span.start, at)) is None or not _is_sure(one):
            return
        yield one
        at = one.span.end


def _is_sure(one: Reference) -> bool:
    """Return whether a cable was read without a guess, by a number that is neither short nor a year."""
    weak = one.year_inferred and _WEAK.search(one.raw) is not None
    return one.cable_id is not None and _UNCERTAIN.isdisjoint(one.doubts) and not one.repairs and not weak


def _cues(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the cues in `text[start:end]`; the pattern is tried only at the first words of cues."""
    at = start
    for place in sorted(places_of(text, _FIRST_WORDS, start, end)):
        if place >= at and (cue := _CUE.match(text, place, end)) is not None:
            yield cue
            at = cue.end()


def read(reading: Reading, start: int, end: int, citing: Citing) -> tuple[Reference, ...]:
    """Return the cables cited in `reading.text[start:end]`, each once, in the order of the text."""
    found: dict[str | None, Reference] = {}
    for cue in islice(_cues(reading.text, start, end), _MOST):
        stop = _END.search(reading.text, cue.end(), min(cue.end() + _LONGEST, end))
        field = Field(reading, cue.end(), stop.start() if stop else min(cue.end() + _LONGEST, end))
        for one in _leading(Reader(field, citing).read(), reading.source, field.span(0, 1).start):
            found.setdefault(one.cable_id, replace(one, doubts=(*one.doubts, "in-text")))
    return tuple(found.values())
