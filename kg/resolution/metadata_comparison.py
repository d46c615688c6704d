"""Compare a cable with its source's metadata (of a dump, page or record), the second witness beside the text.

Where both have a value the text's is kept and a difference is a diagnostic; where the text is silent (only the body
was copied) the source's is taken, marked `from-metadata`. Such a value has no place in the text: its span is empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from kg.model import Cable, Diagnostic, Document, Sender, Span, Value
from kg.model.cable_id import CableId
from kg.parsing import cable_ids
from kg.parsing.printed_dates import day_of
from kg.parsing.redactions import is_redaction
from kg.resolution.resolve_cable import parse_all
from kg.vocabulary import code_lists, posts

_NOWHERE = Span(0, 0)
_DOUBTS = ("from-metadata",)


def read_document(document: Document, id: str | None = None, year: int | None = None) -> tuple[Cable, ...]:  # noqa: A002
    """Return the cables of a document, with the metadata of its source where it holds one cable.

    `id` and `year` come from the user and take precedence over the source.
    """
    about = dict(document.metadata)
    hint = id or document.id_hint
    if year is None and hint is None and (day := day_of(about.get("date", ""))):
        year = day.year
    cables = parse_all(document.text, hint, year)
    return (witness(cables[0], about),) if about and len(cables) == 1 else cables


def witness(cable: Cable, about: dict[str, str]) -> Cable:
    """Add the metadata of a source to a cable; differences become diagnostics."""
    for key, compare in _COMPARED.items():
        if said := about.get(key):
            cable = compare(cable, said)
    return cable


def _differs(cable: Cable, what: str, of_text: str, of_source: str) -> Cable:
    odd = Diagnostic("metadata-differs", f"{what}: the text has {of_text}, its source {of_source}")
    return replace(cable, diagnostics=(*cable.diagnostics, odd))


def _date(cable: Cable, said: str) -> Cable:
    """Compare days, allowing one to either side: a source may give local time, or the day of filing."""
    day = day_of(said)
    if day is None:
        return cable
    sent = cable.date_time_group or cable.date
    if sent is None:
        return replace(cable, date=Value(day, raw="", span=_NOWHERE, doubts=_DOUBTS))
    of_text = sent.value.date() if isinstance(sent.value, datetime) else sent.value
    if abs(of_text - day) > timedelta(days=1):
        return _differs(cable, "date", of_text.isoformat(), day.isoformat())
    return cable


def _classification(cable: Cable, said: str) -> Cable:
    level = code_lists.classification(said.split("//")[0])
    if level is None:
        return cable
    if cable.classification is None:
        return replace(
            cable, classification=Value(level.level or level.notation, raw="", span=_NOWHERE, doubts=_DOUBTS)
        )
    if cable.classification.value != (level.level or level.notation):
        return _differs(cable, "classification", cable.classification.value, level.notation)
    return cable


def _origin(cable: Cable, said: str) -> Cable:
    post = posts.by_name(said)
    if post is None or is_redaction(said):
        return cable
    if cable.origin is None:
        number = CableId.parse(cable.id) if cable.id else None
        station = posts.get(number.station) if number else None
        if station is not None and station.id != post.id:
            return _differs(cable, "origin", f"{station.id} in its number", said)
        return replace(cable, origin=Sender(post.id, said, raw="", span=_NOWHERE, doubts=_DOUBTS))
    if cable.origin.value and cable.origin.value != post.id:
        return _differs(cable, "origin", cable.origin.name, said)
    return cable


def _references(cable: Cable, said: str) -> Cable:
    """Report record numbers that the source has and the text lacks; sources often list only some."""
    known = {reference.cable_id for reference in cable.references if reference.cable_id}
    of_source = {found for one in re.split(r"[,;|]", said) if (found := cable_ids.canonical_id(one.strip()))}
    missing = sorted(of_source - known)
    if not missing:
        return cable
    return _differs(cable, "references", ", ".join(sorted(known)) or "none", f"also {', '.join(missing)}")


_COMPARED: dict[str, Callable[[Cable, str], Cable]] = {
    "date": _date,
    "classification": _classification,
    "origin": _origin,
    "references": _references,
}
