"""Write the header of a message: number, time, precedence, sender, transmission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Cable, Evidence, Section, Sender, Span, hull
from kg.model.cable_id import CableId, station_of
from kg.rdf.cable_parts import DIFFERS, Copy, Part, slug
from kg.schema import Stands, fields
from kg.terms.iris import CABLE, IDENTIFIER, KG, LABEL, NAME, ORG, PART, TYPE, VALUE, coded, local
from kg.terms.iris import DCTERMS as DCT
from kg.terms.ntriples_terms import Pair, Triple, day, integer, literal, moment, year
from kg.vocabulary import code_lists, organisations, posts

_DAY = KG("date")
"""The full day of a cable wherever it is known: one property to filter and sort by."""
_DATE, _TITLE, _ORIGIN, _ALIAS = DCT("date"), DCT("title"), KG("origin"), KG("alias")
_DTG, _PRECEDENCE, _MRN = KG("dateTimeGroup"), KG("precedence"), KG("messageReferenceNumber")
_NUMBER, _COUNT = KG("number"), KG("sectionCount")
_ENVELOPE = tuple((f.keys[0], f"<{f.properties[0]}>", f.type) for f in fields() if f.stands is Stands.SECTION)
"""The fields of a transmitted section: key in the model, property, type of value."""
_ENVELOPE_LENGTH = 400
ORGANIZATION = ORG("Organization")


def numbered(cable: str, cable_id: str) -> Iterator[Triple]:
    """Yield the type, number, year and sending post that a number alone gives: all that is known of a cited cable."""
    yield cable, TYPE, CABLE
    yield cable, IDENTIFIER, literal(cable_id)
    yield cable, LABEL, literal(cable_id)
    if (number := CableId.parse(cable_id)) is not None:
        yield cable, _DATE, year(number.year)
        if posts.is_station(number.station):
            yield cable, _ORIGIN, coded("post", number.station)


def whole(cable: str, value: Cable) -> Iterator[Triple]:
    """Yield the statements about a cable as a whole, which have no place in the text."""
    yield cable, TYPE, CABLE
    if value.id:
        yield cable, IDENTIFIER, literal(value.id)
        yield cable, LABEL, literal(value.id)
    if value.date is not None and value.date_time_group is None:
        yield cable, _DATE, day(value.date.value)  # beside the year, which those that refer to the cable say too
        yield cable, _DAY, day(value.date.value)
    number = CableId.parse(value.id) if value.id else None
    if number is not None:
        yield cable, _DATE, year(number.year)
    elif value.date_time_group:
        yield cable, _DATE, year(value.date_time_group.value.year)
    if number is not None and value.origin is None and posts.is_station(number.station):
        yield cable, _ORIGIN, coded("post", number.station)
    for alias in value.aliases:
        yield cable, _ALIAS, literal(alias)


def parts(copy: Copy) -> Iterator[Part]:
    """Yield the parts of the header of a copy."""
    cable = copy.cable
    if (subject := cable.subject) is not None and subject.value:
        yield copy.part(PART("title"), "subject", subject, [], [(_TITLE, literal(subject.value))])
    if (number := cable.message_reference_number) is not None:
        said = [(_MRN, literal(number.value))]
        yield copy.part(PART("messageReferenceNumber"), "message-reference-number", number, [], said)
    if (sent := cable.date_time_group) is not None:
        said = [(_DTG, moment(sent.value)), (_DAY, day(sent.value.date()))]
        yield copy.part(PART("dateTimeGroup"), "date-time-group", sent, [], said)
    if (speed := cable.precedence) is not None:
        known = code_lists.precedence(speed.value)
        meant = coded("precedence", known.code if known else speed.value)
        more = () if known else ("unrecognised",)
        yield copy.part(PART("precedence"), "precedence", speed, [(VALUE, meant)], [(_PRECEDENCE, meant)], *more)
    if cable.origin is not None:
        yield _sender(copy, cable.origin)
    yield from _sections(copy)


def organisation_named(name: str) -> str | None:
    """Return the IRI of the organisation with a name; None if it is in no list."""
    found = organisations.find(name)
    if found is None:
        return None
    return coded("post", found.post) if found.post else coded("organisation", found.id)


def _sender(copy: Copy, sender: Sender) -> Part:
    """Return the sender's part; an unlisted sender is known by its name alone."""
    post = coded("post", sender.value) if sender.value else organisation_named(sender.name)
    more = () if post else ("unresolved",)
    meant = post or local("addressee", slug(sender.name))
    about = [(VALUE, meant), (NAME, literal(sender.name))]
    return copy.part(PART("origin"), f"from-{slug(sender.name)}", sender, about, [(_ORIGIN, meant)], *more)


def one_sender(parts: Iterable[Part], cable_id: str | None) -> None:
    """Keep one sender where copies name several: the one in the number; mark the others as differing.

    Where the number names none of them, all are marked.
    """
    senders = [part for part in parts if part.role == PART("origin") and part.direct]
    if len({tuple(part.direct) for part in senders}) < 2:
        return
    numbered_by = (_ORIGIN, coded("post", station)) if (station := station_of(cable_id)) else None
    sure = [part for part in senders if numbered_by in part.direct]
    for part in senders:
        if part not in sure:
            part.marks += [] if DIFFERS in part.marks else [DIFFERS]
            part.direct = [] if sure else part.direct


def named_only(cable: Cable) -> Iterator[Triple]:
    """Yield the names of senders that no list has, each an organisation known by its name alone."""
    sender = cable.origin
    if sender is not None and not sender.value and organisation_named(sender.name) is None:
        node = local("addressee", slug(sender.name))
        yield node, TYPE, ORGANIZATION
        yield node, NAME, literal(sender.name)
        yield node, LABEL, literal(sender.name)


def _sections(copy: Copy) -> Iterator[Part]:
    """Yield the transmitted sections; the first, or one without a number, gets the fields of the envelope."""
    cable = copy.cable
    sections = cable.sections or ((cable.section,) if cable.section else ())
    envelope = _envelope(cable)
    said = [pair for pair, _ in envelope]
    values = [value for _, value in envelope]
    marks = [mark for value in values for mark in copy.marks(value)]
    if not sections and values:
        spans = _together([value.span for value in values])
        yield Part(PART("section"), "section", "", [*said], [copy.place(span) for span in spans], marks)
    for section in sections:
        part = _section(copy, section)
        if section is sections[0] and values:
            spans = _together([section.span, *(value.span for value in values)])
            part.about += said
            part.evidence = [copy.place(span) for span in spans]
            part.marks = marks
        yield part


def _together(spans: list[Span]) -> list[Span]:
    """Return one span over the lines of an envelope, or one span for each where the lines are far apart."""
    whole = hull(spans)
    return [whole] if whole.end - whole.start <= _ENVELOPE_LENGTH else sorted(set(spans))


def _section(copy: Copy, section: Section) -> Part:
    about: list[Pair] = [(_NUMBER, integer(section.number))]
    if section.of is not None:
        about.append((_COUNT, integer(section.of)))
    return Part(PART("section"), f"section-{section.number}", section.raw, about, [copy.place(section.span)])


def _envelope(cable: Cable) -> list[tuple[Pair, Evidence]]:
    found: list[tuple[Pair, Evidence]] = []
    for key, predicate, kind in _ENVELOPE:
        value = getattr(cable, key)
        for one in value if isinstance(value, tuple) else () if value is None else (value,):
            found.append(((predicate, moment(one.value) if kind == "time" else literal(one.value)), one))
    return found
