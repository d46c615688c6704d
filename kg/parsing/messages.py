"""Read a text into its cables: separate the messages, recognise the form of each, call the reader of the form.

A text may hold several messages, sections of one message, or the same message twice (see `message_bounds`). Each is
read from the clean text without mail headers, attributes and notes of an edition; its evidence is led back to the
source.
Aliases, citations of the REF line inside paragraphs, and missing sections are added here, for all forms alike.
"""

from __future__ import annotations

from msgspec.structs import replace

from kg.model import Cable, Diagnostic, Span
from kg.parsing import cable_ids, excisions, forwarding_mail, front_matter, message_text, redactions, reference_mentions
from kg.parsing.forms import (
    archive_attributes,
    edition,
    edition_comparison,
    paper_form,
    paper_labels,
    paper_slips,
    publisher_row,
    recognise,
    smart_form,
    wire_form,
)
from kg.parsing.forms.common_fields import Hint
from kg.parsing.message_bounds import Message, sections_of_pages, split
from kg.text import CleanText, clean
from kg.text.aligned_text import Reading
from kg.text.clean_text import restored


def _read_message(one: CleanText, message: Message, hint: Hint, given: str | None) -> Cable:
    """Return the cable of one message of a clean text, its places and printed words those of the source."""
    return restored(_read(one, message, hint, given), one, message.window)


def _read(one: CleanText, message: Message, hint: Hint, given: str | None) -> Cable:
    plain = one.text
    window, cuts = message.window, message.cuts
    block = archive_attributes.find(plain, window)
    if block is not None:
        cuts = (*cuts, archive_attributes.cut(block))
    edited = edition.find(plain, window) if block is None else None
    if edited is not None:
        cuts = (*cuts, *edition.cuts(edited))
        hint = replace(hint, year=hint.year or edition.year_of(plain, edited))
    row = publisher_row.find(plain, window)
    if row is not None and hint.id is None:
        hint = replace(hint, id=row.id)
    cuts = (*cuts, *front_matter.find(plain, window), *forwarding_mail.find(plain, window))
    paper = edited is None and paper_labels.is_paper(plain[window.start : window.end])
    if paper:
        cuts = (*cuts, *paper_slips.edits(plain, window))
    reading = message_text.read(one, cuts, window, paper=paper)
    text = reading.source
    found = excisions.find(plain, window)
    cable = redactions.without(_of_form(reading, hint, paper=paper), [e.span for e in found])
    if block is not None:
        cable = archive_attributes.witness(cable, text, plain, block)
    if edited is not None:
        cable = edition_comparison.witness(cable, text, plain, edited, hint.year)
    if row is not None:
        cable = publisher_row.witness(cable, text, row)
    if message.sections:
        there = tuple(replace(s, raw=s.span.of(text)) for s in message.sections)
        cable = replace(cable, sections=there)
    numbers = (given, *(a.value for a in cable.attributes if a.key == "Document Number"))
    cable = replace(
        reference_mentions.cite(cable, reading), aliases=cable_ids.aliases_of(cable, reading, filter(None, numbers))
    )
    cable = excisions.added(cable, found, plain) if found else cable
    missing = _missing(cable, plain, window)
    return replace(cable, diagnostics=(*cable.diagnostics, *missing)) if missing else cable


def _of_form(reading: Reading, hint: Hint, *, paper: bool) -> Cable:
    """Return the cable as the reader of its form reads it; a paper form quotes no wire."""
    form = recognise(reading.text)
    if paper and form in (None, "body", "draft", "wire"):
        return paper_form.read(reading, hint)
    return smart_form.read(reading, hint) if form == "smart" else wire_form.read(reading, hint, form)


def _missing(cable: Cable, plain: str, window: Span) -> tuple[Diagnostic, ...]:
    """Report the sections missing from a message's text, and sections out of order.

    A wire copy that has only the header of section 1 is no sign: published copies join the sections and keep that
    one. The page lines of the PAGE form name the section on every page.
    """
    numbers = [s.number for s in cable.sections]
    expected = max((s.of for s in cable.sections if s.of), default=max(numbers, default=0))
    pages = sections_of_pages(plain, window) if len(numbers) == 1 else frozenset()
    if not numbers or (len(numbers) == 1 and numbers[0] < 2 and not pages):
        return ()
    missing = sorted({*range(1, expected + 1)} - {*numbers, *pages})
    odd = []
    if missing:
        which = ", ".join(map(str, missing))
        odd.append(Diagnostic("section-missing", f"of {expected} sections these are not here: {which}"))
    if numbers != sorted(numbers):
        odd.append(Diagnostic("sections-out-of-order", "the sections stand in another order than they were sent in"))
    return tuple(odd)


def read_all(text: str, id: str | None = None, year: int | None = None) -> tuple[Cable, ...]:  # noqa: A002
    """Return every cable a text holds, spans into the whole text. Never raises on text.

    `id` and `year` are what the source says beside the text: the year decides over the year in the id, and the
    date-time group in the text over both. An id is taken as a hint only where the text holds one message.
    """
    one = clean(text)
    messages = split(one.text)
    given = id if len(messages) == 1 else None
    hint = Hint(cable_ids.canonical_id(given) if given else None, year)
    return tuple(_read_message(one, message, hint, given) for message in messages)


def read(text: str, id: str | None = None, year: int | None = None) -> Cable:  # noqa: A002
    """Return the first cable of a text; a diagnostic counts the cables of a text with more."""
    one = clean(text)
    messages = split(one.text)
    cable = _read_message(one, messages[0], Hint(cable_ids.canonical_id(id) if id else None, year), id)
    if len(messages) == 1:
        return cable
    odd = Diagnostic(
        "several-cables",
        f"the text holds {len(messages)} messages, this is the first; see parse_all",
        one.span(*messages[1].ranges[0]),
    )
    return replace(cable, diagnostics=(*cable.diagnostics, odd))
