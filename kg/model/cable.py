"""Define the cable: the values read from the text of one message, each with its evidence.

All classes are frozen (see `kg.model.evidence`). `Cable.to_dict()` is the JSON of `kg parse --json`; every field is a
key of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal, cast

import msgspec
from msgspec import Struct

from kg.model.evidence import Diagnostic, Evidence, Quoted, Repair, Span, Value

AddresseeRole = Literal["action", "info", "exempt"]
AddresseeKind = Literal["post", "organisation", "collective", "person"]
ReferenceKind = Literal["cable", "email", "letter", "memo", "airgram", "telephone", "report", "document"]
ExcisionKind = Literal["bracketed", "exemption", "blackout", "withheld_page"]
ExcisionAuthor = Literal["editors", "reviewers"]
OfficialRole = Literal[
    "classified_by",
    "derived_from",
    "drafted",
    "cleared",
    "informed",
    "approved",
    "released",
    "signed",
    "tagged",
    "visitor",
    "participant",
    "mentioned",
]


class Sender(Quoted, frozen=True):
    """The sender of the cable: `value` is the post id (`LIMA`), or null when the name is no known post."""

    value: str | None
    name: str


class Section(Struct, frozen=True):
    """One transmitted section of `of`, a number set only where the text gives it; `span` covers its envelope."""

    number: int
    of: int | None
    raw: str
    span: Span


class DeclassifyOn(Quoted, frozen=True):
    """The date of declassification, or the event or exemption written instead of a date."""

    value: date | None
    event: str | None


class Tag(Quoted, frozen=True):
    """One TAGS entry. `code` is as written unless a recorded repair leads to a listed code without ambiguity.

    A person is `LAST, FIRST`. `suggestion` is a listed code that may be meant; it never replaces `code`.
    """

    code: str
    recognised: bool
    suggestion: str | None
    kind: str | None = None
    pieces: tuple[Span, ...] = ()
    also: tuple[Span, ...] = ()


class Reference(Quoted, frozen=True):
    """One entry of the REF line. `cable_id` is the canonical id when `kind` is cable; else `raw` identifies it.

    `date` and `persons` are those in the words about a letter, e-mail or the like.
    """

    letter: str | None
    kind: ReferenceKind
    cable_id: str | None
    year_inferred: bool
    pieces: tuple[Span, ...] = ()
    date: date | None = None
    persons: tuple[str, ...] = ()


class Addressee(Quoted, frozen=True):
    """One line of the address. `name` is as written; `precedence` is only the word on its own line, else null.

    `serial` is the continuity number (channel number) after the name; `order` counts from 1 over the whole address.
    `kind` is the kind of the resolved name; null where the name is unknown.
    """

    role: AddresseeRole
    routing_indicator: str | None
    name: str
    precedence: str | None
    serial: str | None
    order: int
    post: str | None = None
    kind: AddresseeKind | None = None
    pieces: tuple[Span, ...] = ()


class Listing(Struct, frozen=True):
    """An entry of an edition's list of persons: its key (`frus1964-68v20.p_AY1`), name and office as printed there.

    `key` is the name of the volume and the `xml:id` of the entry, joined by a full stop.
    """

    key: str
    name: str
    office: str | None = None


class Official(Quoted, frozen=True):
    """One official in one role. `name` is null for an office without a name (Poloff).

    `span` covers the name where it is fullest; `title_span` the title before or after it; `also` every further
    mention of the same name in the same role. `protected` is true where the text asks to protect the person.
    `listing` is the entry of an edition's list of persons whom the editors say is meant.
    """

    name: str | None
    title: str | None
    role: OfficialRole
    protected: bool
    organisation: str | None = None
    title_span: Span | None = None
    also: tuple[Span, ...] = ()
    listing: Listing | None = None


class Citation(Quoted, frozen=True):
    """Words of a paragraph (`reftel`, `Refs A and B`) that cite entries of the reference line.

    `references` are the positions of those entries in `Cable.references`, counted from 0.
    """

    references: tuple[int, ...]


class Paragraph(Evidence, frozen=True):
    """A paragraph with its number as read; `number_repaired` is true where the printed number is another.

    `span` runs from the printed number to the last character of the paragraph. Text without a number has `number`
    null. `cites` are its words that cite entries of the reference line.
    """

    number: int | None
    number_repaired: bool
    portion_marking: str | None
    pieces: tuple[Span, ...] = ()
    cites: tuple[Citation, ...] = ()


class Excision(Quoted, frozen=True):
    """A gap that a release left in the text: a note, a mark, a black-out, or pages withheld.

    `extent` is what the words say of it (`less than 1 line`), null where none do; `exemptions` are those stated, in
    their usual spelling (`B1`, `1.4(d)`). `by` is who left it out: the editors of a printed edition or the reviewers
    of a release. `paragraph` is the printed number of the paragraph it stands in, null where it stands in none.
    """

    kind: ExcisionKind
    extent: str | None
    exemptions: tuple[str, ...]
    by: ExcisionAuthor
    paragraph: int | None = None


class Attribute(Struct, frozen=True):
    """One line of an attributes block typed apart from the text (National Archives, 1973–79)."""

    key: str
    value: str
    raw: str
    span: Span


class Cable(Struct, frozen=True):
    """One message with all its values. Fields that its text does not state are None or empty.

    `date` is the day where no date-time group gives day and hour.
    """

    id: str | None
    aliases: tuple[str, ...] = ()
    form: str | None = None
    message_reference_number: Value[str] | None = None
    transmission_id: Value[str] | None = None
    date_time_group: Value[datetime] | None = None
    date: Value[date] | None = None
    filing_time: Value[datetime] | None = None
    precedence: Value[str] | None = None
    origin: Sender | None = None
    station: Value[str] | None = None
    serial: Value[str] | None = None
    section: Section | None = None
    sections: tuple[Section, ...] = ()
    security_line: Value[str] | None = None
    routed_to: tuple[Value[str], ...] = ()
    pass_lines: tuple[Value[str], ...] = ()
    classification: Value[str] | None = None
    captions: tuple[Value[str], ...] = ()
    executive_order: Value[str] | None = None
    declassify_on: DeclassifyOn | None = None
    reasons: tuple[Value[str], ...] = ()
    tags: tuple[Tag, ...] = ()
    subject: Value[str] | None = None
    references: tuple[Reference, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    officials: tuple[Official, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    headings: tuple[Value[str], ...] = ()
    excisions: tuple[Excision, ...] = ()
    summary: Value[str] | None = None
    release_marking: Value[str] | None = None
    attributes: tuple[Attribute, ...] = ()
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def parts(self) -> Iterator[tuple[str, Evidence | Section | Attribute]]:
        """Yield every value that has a place in the text, with the name of its field, in the order of the fields."""
        for name in _PARTS:
            value = getattr(self, name)
            if type(value) is tuple:
                for part in value:
                    yield name, part
            elif value is not None:
                yield name, value

    def to_dict(self) -> dict[str, object]:
        """Return the cable as plain JSON data: spans are `[start, end]`, times ISO 8601 in UTC (`…Z`).

        >>> day = Value(date(2007, 6, 4), raw="June 4, 2007", span=Span(0, 12))
        >>> found = Cable("07LIMA2181", date=day).to_dict()["date"]
        >>> found["value"], found["raw"], found["span"]
        ('2007-06-04', 'June 4, 2007', [0, 12])
        """
        return cast("dict[str, object]", _listed(msgspec.to_builtins(self)))


_PARTS = tuple(n for n in Cable.__struct_fields__ if n not in ("id", "aliases", "form", "repairs", "diagnostics"))


def _listed(data: object) -> object:
    """Replace each tuple in JSON data by a list."""
    if type(data) is tuple:
        return [_listed(item) for item in data]
    if type(data) is dict:
        return {name: _listed(value) for name, value in data.items()}
    return data
