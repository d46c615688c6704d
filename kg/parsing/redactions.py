"""Remove redactions (`XXXXXXXXXXXX`, `[REDACTED]`, `[name not declassified]`) from a cable's values.

Field readers take a redaction for the name, post or number in its place. The hidden words are not known, so they may
not become a value: this module takes such values out of a cable after all readers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from msgspec.structs import replace

from kg.model import Addressee, Cable, Diagnostic, Official, Reference, Sender, Span

_REDACTION = re.compile(
    r"[X\u2588\u25a0]{4,}|\bX{3}\b|\u2588|(?<![A-Z])(?:REDACT(?:ED|ION)|EXCISED|SANITI[SZ]ED)(?![A-Z])"
    r"|\bNOT\s{1,3}DECLASSIFIED\b|\[[ \t._*-]{2,40}\]|\bBLACKED[ ]OUT\b",
    re.IGNORECASE,
)
#: Of each redaction one of these is a part.
_SIGNS = ("XXX", "\u2588", "\u25a0", "REDACT", "EXCISED", "SANITI", "DECLASSIFIED", "[", "BLACKED")
#: The same in a record number, whose blanks and brackets are gone.
_IN_STATION = re.compile(r"X{4,}|^X+$|^(?:REDACTED|EXCISED|SANITI[SZ]ED)$|NOTDECLASSIFIED")


def is_redaction(text: str) -> bool:
    """Return whether a stretch of text has a redaction in it.

    >>> is_redaction("Ambassador XXXXXXXXXXXX"), is_redaction("[name not declassified]"), is_redaction("Fox")
    (True, True, False)
    """
    capitals = text.upper()
    return any(sign in capitals for sign in _SIGNS) and _REDACTION.search(text) is not None


def is_redacted_station(station: str) -> bool:
    """Return whether the station of a record number (in capitals, without blanks) is a redaction."""
    return _IN_STATION.search(station) is not None


def without(cable: Cable, excised: Iterable[Span] = ()) -> Cable:
    """Return the cable without values that are redactions; a diagnostic reports each of them.

    `excised` are places where a release left something out (`B6`, `[1 line not declassified]`): what was read from
    one is no name. An office whose holder's name is redacted stays an office; a reference stays, without the number
    it would name.
    """
    marked = sorted(excised)

    def hidden_in(one: Official | Addressee | Sender, words: str | None) -> bool:
        return words is not None and (is_redaction(words) or _meets(one.span, marked))

    changes: dict[str, object] = {}
    if cable.origin is not None and hidden_in(cable.origin, cable.origin.name):
        changes["origin"] = None
    if cable.message_reference_number is not None and is_redaction(cable.message_reference_number.value):
        changes["message_reference_number"] = None
    addressees = {a for a in cable.addressees if hidden_in(a, a.name)}
    if addressees:
        changes["addressees"] = tuple(a for a in cable.addressees if a not in addressees)
    officials = {o for o in cable.officials if hidden_in(o, o.name)}
    if officials:
        kept = (_office(o) if o in officials else o for o in cable.officials)
        changes["officials"] = tuple(o for o in kept if o is not None)
    if any(is_redaction(t.code) for t in cable.tags):
        changes["tags"] = tuple(t for t in cable.tags if not is_redaction(t.code))
    if any(r.cable_id is not None and is_redaction(r.raw) for r in cable.references):
        changes["references"] = tuple(map(_unread, cable.references))
    if not changes:
        return cable
    hidden = [("an addressee", a.span) for a in cable.addressees if a in addressees]
    hidden += [(f"a name ({o.role})", o.span) for o in cable.officials if o in officials]
    odd = tuple(Diagnostic("redacted", f"{what} is redacted", span) for what, span in hidden)
    return replace(cable, **changes, diagnostics=(*cable.diagnostics, *odd))


def _meets(span: Span, marked: list[Span]) -> bool:
    """Return whether a place overlaps one of some places, which are in order and do not overlap each other."""
    at = bisect_right(marked, span)
    return any(one.start < span.end and span.start < one.end for one in marked[max(at - 1, 0) : at + 1])


def _office(official: Official) -> Official | None:
    """Return an official with a redacted name as the office alone; None where the title names no office."""
    if official.title is None or is_redaction(official.title):
        return None
    return replace(official, name=None, protected=True)


def _unread(reference: Reference) -> Reference:
    if reference.cable_id is None or not is_redaction(reference.raw):
        return reference
    return replace(reference, cable_id=None, year_inferred=False, doubts=(*reference.doubts, "unreadable"))
