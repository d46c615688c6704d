"""Read the wire: a header of lines (ACP 127 and the PAGE form, with or without envelope), and fragments of one.

A copy that has lost every label is read as well: there the header ends above the first line that is neither level,
caption nor pass line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from kg.model import Cable, DeclassifyOn, Official, Reference, Repair, Sender, Tag, Value
from kg.model.cable_id import station_of
from kg.parsing import addressees as address
from kg.parsing import (
    classification,
    classified_by,
    date_time_group,
    drafting_and_clearance,
    embedded_telegram,
    envelope,
    executive_order,
    header_labels,
    markings,
    references,
    scanned_number,
    single_print_doubts,
    subject,
    tags,
)
from kg.parsing.forms import draft_form
from kg.parsing.forms.common_fields import Hint, identify, read_body_parts, with_body
from kg.parsing.line_patterns import LEVEL
from kg.parsing.markings import captions_in
from kg.parsing.message_bounds import text_below
from kg.parsing.tags.unlabelled_tags import read_unlabelled
from kg.text.aligned_text import Field, Reading
from kg.vocabulary import posts

_LEVEL_LINE = re.compile(
    rf"[ \t]*{LEVEL}(?:[ /]{{1,3}}[A-Z][A-Z/]{{2,14}}){{0,3}}"
    r"(?:[ ]{1,3}(?:FINAL[ ])?SECTION[ ]\d{1,2}[ ]OF[ ]\d{1,2})?(?:[ ]{1,8}[A-Z][A-Z .'-]{1,30}[ ]\d{1,7})?[ \t]*\Z"
)
#: Words that begin a pass line; below a level or caption FOR and a name of a post do as well.
_PASS = re.compile(
    r"[ \t]*(?:(?:DEPT|STATE|DEPARTMENT|PLS|PLEASE)[ ]+(?:ALSO[ ]+)?(?:PASS|FOR)\b|PASS[ ]TO\b)[^\n.]{2,60}\Z"
)
_PASS_BELOW = re.compile(r"[ \t]*(?:[A-Z][A-Z ]{2,20}[ ])?(?:PASS|FOR)[ ][A-Z][^\n.a-z]{2,60}\Z")
_MOST_LINES = 12


def _is_captions(line: str) -> bool:
    left = line
    for start, end, _ in reversed(captions_in(line)):
        left = left[:start] + left[end:]
    return left != line and not left.strip(" ,/;.-\t")


def unlabelled_end(text: str) -> int:
    """Return where the piece of a header ends that a text without labels opens with, 0 where it opens with none.

    >>> unlabelled_end("UNCLAS LIMA 000012\\n\\nSIPDIS\\n\\nText."), unlabelled_end("Secret talks were held.")
    (27, 0)
    >>> unlabelled_end("FOR YEARS NOTHING")
    0
    """
    at = reached = 0
    sure = False
    for _ in range(_MOST_LINES):
        if at >= len(text):
            break
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop + 1
        line = text[at:stop].strip()
        at = stop
        if not line:
            continue
        marked = len(line) < 120 and (_LEVEL_LINE.match(line) is not None or _is_captions(line))
        if not (marked or _PASS.match(line) or (sure and _PASS_BELOW.match(line))):
            break
        sure, reached = True, stop
    return reached


_PAGES = ("page-1973", "page-1966")
_CAPITALS = re.compile(r"(?<![^\W\d_])[A-Z]{4,}(?![a-z])")
_EMPTY_LINE = re.compile(r"(?<=\S)[ \t]*\n[ \t]*\n")
_TOO_LONG = re.compile(r"\d\d(?P<station>[A-Z]+)(?P<serial>\d{6,})$")


def _plan(reading: Reading) -> header_labels.Layout:
    """Return the layout; a text without any label may open with a piece of a header all the same."""
    plan = header_labels.find(reading)
    if plan.labels or not (end := unlabelled_end(reading.text)):
        return plan
    return replace(plan, body=max(plan.body, end), fields_end=max(plan.fields_end, end))


def _declassify_on(plan: header_labels.Layout, year: int | None) -> DeclassifyOn | None:
    fields = (*plan.all("eo"), *plan.all("declassify"))
    return next((found for f in fields if (found := executive_order.read_declassify_on(f, year))), None)


def _classifiers(plan: header_labels.Layout) -> tuple[tuple[Official, ...], tuple[Value[str], ...]]:
    """Return the classifying officer and the reasons, from the first `Classified By` with a name."""
    reasons: tuple[Value[str], ...] = ()
    for field in (*plan.all("classified"), *plan.all("derived")):
        officials, found = classified_by.read_classified_by(field)
        reasons = reasons or found
        if officials:
            return officials, found or reasons
    return (), reasons


def _address(
    reading: Reading, plan: header_labels.Layout, top: int, month: str | None
) -> tuple[address.Address | None, classification.Marking]:
    """Return the address, and the level and captions of the classification line behind the address."""
    starts = [x.start for x in plan.labels if x.name in ("fm", "to") and x.start < top]
    starts = starts or [x.start for x in plan.labels if x.name in ("info", "exempt") and x.start < top]
    start = min(starts, default=0)
    line = classification.find_marking_line(reading.text, start, top)
    there = address.read_address(reading, start, line.start() if line else top, month) if starts else None
    below = line.start() if line else there.end if there else 0
    return there, classification.read_marking(reading, below, top)


def _tags(plan: header_labels.Layout, year: int | None) -> tuple[Tag, ...]:
    """Return the entries of the first TAGS line that has any: `TAGS: N/A` may precede the true line.

    Where no line is labelled TAGS, one may have lost its label.
    """
    fields, order = plan.all("tags"), plan.first("eo")
    if not fields and order is not None:
        return read_unlabelled(order, year)
    return next((found for field in fields if (found := tags.read_tags(field, year))), ())


def _references(
    fields: Iterable[Field], cable_id: str | None, post: str | None, year: int | None, month: int | None
) -> tuple[Reference, ...]:
    return tuple(
        one
        for field in fields
        for one in references.read_references(field, citing_id=cable_id, citing_post=post, year=year, month=month)
    )


def _possible(one: Reference) -> Reference:
    """Take the number from a reference of more digits than posts print: OCR read a mark or blank as a digit."""
    found = _TOO_LONG.search(one.cable_id or "")
    if found is None or (found["station"] == "STATE" and len(found["serial"]) < 7):
        return one
    return replace(one, cable_id=None, doubts=(*one.doubts, "unreadable"))


def _subject(plan: header_labels.Layout, form: str | None) -> Value[str] | None:
    """Return the subject. The PAGE form is all capitals: small letters behind its last word are a stamp or scrawl."""
    for field in plan.all("subject"):
        text = field.text[: gap.start()] if (gap := _EMPTY_LINE.search(field.text)) else field.text
        words = list(_CAPITALS.finditer(text)) if form in _PAGES else []
        after = text[words[-1].end() :] if words else ""
        noise = len(after.split()) > 1 and re.search(r"[a-z]", after) is not None
        found = subject.read_subject(replace(field, end=field.start + words[-1].end()) if noise else field)
        if found is not None:
            return replace(found, doubts=(*found.doubts, "unsure")) if noise else found
    return None


def _number(
    reading: Reading, form: str | None, marking: classification.Marking, sender: Sender | None
) -> tuple[Value[str] | None, str | None, str | None]:
    """Return the number with its station and serial: of the PAGE form by vote, else from the classification line.

    A station that is no known post (`STATES`) but like the sender's is the sender's.
    """
    post = sender.value if sender else None
    if form and form.startswith("page"):
        line = (marking.start, marking.end) if marking.end > marking.start else None
        voted = scanned_number.read_number(reading, line, post)
        if voted is not None:
            return voted.value, voted.station, voted.serial
    station = marking.station
    if (
        station
        and post
        and posts.station(station) is None
        and posts.nearest(station, 1)[:1]
        and posts.nearest(station, 1)[0][0] == post
    ):
        if marking.number is not None:
            said = marking.number
            read_as = f"{post} {marking.serial}"
            repair = Repair("nearest-post", said.raw, read_as, said.span)
            return replace(said, value=read_as, repairs=(*said.repairs, repair)), post, marking.serial
        station = post
    return marking.number, station, marking.serial


def _body_start(reading: Reading, plan: header_labels.Layout, marking: classification.Marking) -> int:
    """Return where the body starts; in a text without labels or numbers, after the classification line's block.

    A later section by itself goes on below its classification line, often in the middle of a paragraph.
    """
    if plan.labelled or marking.end == marking.start:
        return plan.body
    if marking.section is not None and marking.section.number > 1:
        return text_below(reading.text, marking.end, len(reading.text))
    if not plan.labels or plan.body < len(reading.text):
        return plan.body
    gap = reading.text.find("\n\n", marking.end)
    return gap + 2 if gap >= 0 else text_below(reading.text, marking.end, len(reading.text))


def read(reading: Reading, hint: Hint, form: str | None) -> Cable:
    """Return the cable of a wire text or of a fragment; fields that a fragment lacks stay empty."""
    plan = _plan(reading)
    inner = embedded_telegram.find(plan, min((x.start for x in plan.labels), default=0))
    plan = embedded_telegram.outer(plan, inner) if inner else plan
    top = plan.top
    head = envelope.read_envelope(reading, top)
    sent = head.date_time_group
    year = sent.value.year if sent else date_time_group.year_of(reading, top) or hint.year or hint.id_year
    if year is None and form == "draft":
        year = draft_form.year_of(reading, top)
    there, marking = _address(reading, plan, top, sent.value.strftime("%b").upper() if sent else None)
    sender, addressees = (there.sender, there.addressees) if there else (None, ())
    if form == "draft" and not addressees:
        sender, addressees = draft_form.read_draft_address(reading, top)
    numbered, station, serial = _number(reading, form, marking, sender)
    cable_id, odd = identify(hint, year, station, serial)
    post = station_of(cable_id or hint.id)
    classifiers, reasons = _classifiers(plan)
    entries = _tags(plan, year)
    title = _subject(plan, form)
    fields = (*plan.all("ref"), *((inner.number,) if inner and inner.number else ()))
    refs = _references(fields, cable_id, post, year, sent.value.month if sent else None)
    if form in _PAGES:
        refs = tuple(_possible(r) for r in refs)
    start = _body_start(reading, plan, marking)
    end = draft_form.text_end(reading, start) if form == "draft" else len(reading.text)
    table = drafting_and_clearance.read_table_below(reading, start, end)
    parts = read_body_parts(reading, start, table.start, post, year, classifiers)
    if not fields:
        refs = references.read_from_text(
            reading, start, table.start, citing_id=cable_id or hint.id, citing_post=post, year=year
        )
    order = plan.first("eo")
    section = marking.section or head.section
    officials = (
        *classifiers,
        *drafting_and_clearance.read_drafting_block(reading, top),
        *table.officials,
        *parts.officials(reading, title, marking.pass_lines),
        *tags.tagged_officials(entries),
    )
    cable = Cable(
        id=cable_id,
        form=form,
        message_reference_number=numbered,
        transmission_id=head.transmission_id,
        date_time_group=sent,
        filing_time=head.filing_time,
        precedence=head.precedence,
        origin=sender,
        station=head.station,
        serial=head.serial,
        section=section,
        sections=(section,) if section else (),
        security_line=head.security_line,
        routed_to=head.routed_to,
        pass_lines=marking.pass_lines,
        classification=marking.classification,
        captions=marking.captions,
        executive_order=executive_order.read_order(order) if order else None,
        declassify_on=_declassify_on(plan, year),
        reasons=reasons,
        tags=entries,
        subject=title,
        references=refs,
        addressees=addressees,
        officials=officials,
        diagnostics=(*odd, *head.diagnostics, *markings.read_versions(reading, parts.start)),
    )
    cable = with_body(cable, reading, parts)
    return single_print_doubts.doubted(cable, reading) if form in _PAGES else cable
