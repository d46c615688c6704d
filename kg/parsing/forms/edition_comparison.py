"""Compare the editors' words around a telegram with the telegram's own text.

Everything taken from heading, dateline, source note and list of persons is marked `editors` and has its place there;
what the telegram says goes before. See `kg.parsing.forms.edition` for the parts of such a document.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from msgspec.structs import replace

from kg.model import Addressee, Cable, Diagnostic, Official, Sender, Span, Value
from kg.model.cable_id import CableId
from kg.parsing import cable_ids
from kg.parsing.forms import edition_heading, edition_persons, edition_source_note
from kg.parsing.forms.edition import DAY, Edition
from kg.parsing.line_patterns import MONTH_NAMES
from kg.parsing.references import telegram_words
from kg.vocabulary import missions, posts

_EDITORS = ("editors",)
_PLACE = re.compile(r"\[?(?P<place>[A-Z][^\d,\]]{2,40}?)\]?,")
_MISSION = re.compile(
    r"\b(?:embassy|ambassador|charg[ée]|minister|legation|consul|mission|representative|adviser|delegation|commissioner)",
    re.IGNORECASE,
)
_PERSONALLY = re.compile(r"(?:Acting )?(?:Ambassador|Minister|Charg[ée]|Special Representative)\b", re.IGNORECASE)
_TRAVELLING = re.compile(r"(?:Acting )?Secretary of State\b")
_HOLDER = re.compile(r"\((?P<name>[^()]{2,40})\)")


def witness(cable: Cable, source: str, plain: str, edition: Edition, year: int | None = None) -> Cable:
    """Return the cable completed from the editors' words; values of the telegram itself take precedence.

    `year` is what the source says beside the text, for datelines without one.
    """
    head = edition.parts
    base = edition.heading.start
    told = _Told(source, plain, year)
    sent, on = told.when(edition.dateline or edition.heading)
    day = sent.value.date() if sent else on.value if on else None
    place = _place(plain, edition.dateline)
    cable = replace(cable, form="edition" if cable.form in (None, "body") else cable.form)
    origin = cable.origin
    if head.sender is not None and (origin is None or origin.value is None):
        origin = told.sender(_moved(head.sender, base), day, place)
    if cable.date_time_group is None:
        cable = replace(cable, date_time_group=sent, date=on)
    elif day is not None and day != (own := cable.date_time_group.value.date()):
        where = edition.dateline or edition.heading
        odd = Diagnostic("edition-differs", f"date: the telegram has {own}, its editors {day}", where)
        cable = replace(cable, diagnostics=(*cable.diagnostics, odd))
    post = origin.value if origin else None
    number = _moved(head.number, base) if head.number else edition.number
    cable = replace(cable, origin=origin, id=cable.id or told.number(number, post, day))
    cable = told.marks(cable, edition)
    extra = [told.addressee("action", _moved(one, base), None, day, head.office) for one in head.addressees]
    copies: list[Addressee] = []
    if edition.note is not None and not cable.addressees:
        for copy in edition_source_note.read_copies(plain, *edition.note):
            copies.append(told.addressee(copy.role, copy.name, copy.precedence, day, ""))
    cable = replace(cable, addressees=_joined(cable.addressees, extra, copies))
    cable = _cited(cable, plain, edition, day)
    return replace(cable, officials=_officials(cable, told, edition, head, base))


def _cited(cable: Cable, plain: str, edition: Edition, day: date | None) -> Cable:
    """Return the cable with the references that the words of its time make (`Deptel 152`)."""
    own = CableId.parse(cable.id or "")
    to = {one.post for one in cable.addressees if one.role == "action"}
    addressee = to.pop() if len(to) == 1 else None
    sender = cable.origin.value if cable.origin else None
    known = {one.cable_id for one in cable.references if one.cable_id} | {cable.id}
    found = telegram_words.read(plain, edition.body, sender, addressee, day, own.serial if own else None)
    return replace(cable, references=(*cable.references, *(one for one in found if one.cable_id not in known)))


def _moved(one: tuple[int, int], by: int) -> Span:
    return Span(one[0] + by, one[1] + by)


def _place(plain: str, dateline: Span | None) -> str:
    found = _PLACE.match(dateline.of(plain)) if dateline else None
    return found["place"].strip() if found else ""


def _joined(own: tuple[Addressee, ...], extra: list[Addressee], copies: list[Addressee]) -> tuple[Addressee, ...]:
    """Return the telegram's own addressees, or else the editors'; nobody twice."""
    found = list(own) if own else []
    known = {(one.post or _of(one.name)) for one in found}
    for one in [*(extra if not own else ()), *copies]:
        if (one.post or one.name) not in known:
            known.add(one.post or one.name)
            found.append(replace(one, order=len(found) + 1))
    return tuple(found)


def _of(name: str) -> str:
    post = posts.by_name(name)
    return post.id if post else name


class _Told:
    """The values in the editors' words, with their places in the text."""

    def __init__(self, source: str, plain: str, year: int | None) -> None:
        self.source, self.plain, self.year = source, plain, year

    def when(self, span: Span) -> tuple[Value[datetime] | None, Value[date] | None]:
        """Return the moment of a dateline where it gives Zulu time, else its day."""
        m = DAY.search(self.plain, span.start, span.end)
        if m is None:
            return None, None
        here = Span(m.start(), m.end())
        month, number = m["month"] or m["month1"], m["day"] or m["day1"]
        try:
            on = date(int(m["year"] or self.year or 0), MONTH_NAMES.index(month.lower()) + 1, int(number))
        except ValueError:
            return None, None
        raw = here.of(self.source)
        if m["clock"] and m["clock"][:2] < "24" and m["clock"][2:] < "60":
            at = datetime(on.year, on.month, on.day, int(m["clock"][:2]), int(m["clock"][2:]), tzinfo=UTC)
            return Value(at, raw=raw, span=here, doubts=_EDITORS), None
        return None, Value(on, raw=raw, span=here, doubts=_EDITORS)

    def sender(self, span: Span, day: date | None, place: str) -> Sender:
        """Return the sender of a heading: the post that its words mean or, for a mission, the place of the dateline."""
        words = span.of(self.plain)
        post = missions.described(words, day)
        here = posts.by_name(place) if place else None
        washington = place.upper().startswith("WASHINGTON") or not place
        if post == "STATE" and not washington and _TRAVELLING.match(words):
            post = None  # the Secretary on a journey
        if (
            here is not None
            and not washington
            and _MISSION.search(words)
            and (post is None or _PERSONALLY.match(words))
        ):
            post = here.id  # a minister who is not at the post: the telegram was sent from where the dateline says
        doubts = _EDITORS if post else ("unresolved", *_EDITORS)
        return Sender(post, " ".join(words.split()), raw=span.of(self.source), span=span, doubts=doubts)

    def addressee(
        self, role: str, span: Span | tuple[int, int], precedence: str | None, day: date | None, office: str
    ) -> Addressee:
        """Return an addressee of the heading or of the source note."""
        span = Span(*span)
        name = " ".join(span.of(self.plain).split())
        post = missions.described(f"{office} {name}".strip(), day) or missions.described(name, day)
        return Addressee(
            role,  # type: ignore[arg-type]
            None,
            name,
            precedence,
            None,
            1,
            raw=span.of(self.source),
            span=span,
            post=post,
            kind="post" if post else None,
            doubts=_EDITORS,
        )

    def number(self, span: Span | None, post: str | None, day: date | None) -> str | None:
        """Return the record number that day, sender and number make; None where one of them is not known."""
        digits = span.of(self.plain) if span else ""
        return cable_ids.canonical(day.year, post, digits) if digits.isdigit() and post and day else None

    def marks(self, cable: Cable, edition: Edition) -> Cable:
        """Return the cable with level, precedence and captions of the note and of the line below the dateline."""
        said = [edition_source_note.read_mark_words(self.plain, *edition.marks)] if edition.marks else []
        if edition.note is not None:
            said.append(edition_source_note.read_marks(self.plain, *edition.note))
        for one in said:
            if cable.classification is None and one.level is not None:
                cable = replace(cable, classification=self._value(*one.level))
            if cable.precedence is None and one.precedence is not None:
                cable = replace(cable, precedence=self._value(*one.precedence))
            known = {value.value for value in cable.captions}
            fresh = tuple(self._value(*caption) for caption in one.captions if caption[0] not in known)
            cable = replace(cable, captions=(*cable.captions, *fresh))
        return cable

    def _value(self, value: str, span: tuple[int, int]) -> Value[str]:
        here = Span(*span)
        return Value(value, raw=here.of(self.source), span=here, doubts=_EDITORS)

    def official(
        self, role: str, name: tuple[int, int], title: tuple[int, int] | None, also: tuple[Span, ...] = ()
    ) -> Official:
        """Return a person whom the editors name, in the role they give."""
        here = Span(*name)
        words = Span(*title).of(self.plain) if title else None
        return Official(
            " ".join(here.of(self.plain).split()),
            " ".join(words.split()) if words else None,
            role,  # type: ignore[arg-type]
            False,
            raw=here.of(self.source),
            span=here,
            title_span=Span(*title) if title else None,
            also=also,
            doubts=_EDITORS,
        )


def _officials(
    cable: Cable, told: _Told, edition: Edition, head: edition_heading.Heading, base: int
) -> tuple[Official, ...]:
    """Return the telegram's officials with those whom the editors name: drafters, signer, holders, listed persons."""
    plain = told.plain
    found = list(cable.officials)
    if edition.note is not None:
        found += [told.official(*one) for one in edition_source_note.read_people(plain, *edition.note)]
    if edition.signed is not None:
        found = [one for one in found if one.role != "signed"]
        span = edition.signed
        found.append(Official(span.of(plain), None, "signed", False, raw=span.of(told.source), span=span))
    for one in (head.sender, *head.addressees):
        if one is not None and (holder := _HOLDER.search(plain, base + one[0], base + one[1])) is not None:
            title = plain[base + one[0] : holder.start()].rstrip()
            low = base + one[0]
            found.append(told.official("mentioned", holder.span("name"), (low, low + len(title))))
    people = edition_persons.read(plain, edition)
    found += [told.official("mentioned", places[0], None, places[1:]) for places in people.unnamed(found)]
    return tuple(people.with_listing(one) for one in found)
