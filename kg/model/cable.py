"""The cable: everything the text of one message says, each value with its evidence.

All classes are frozen and slotted. `Cable.to_dict()` is the JSON of `kg parse --json`; every field is a key of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from kg.model.evidence import Diagnostic, Repair, Span, Value
from kg.model.records import quick

AddresseeRole = Literal["action", "info", "exempt"]
AddresseeKind = Literal["post", "organisation", "collective", "person"]
ReferenceKind = Literal["cable", "email", "letter", "memo", "airgram", "telephone", "report", "document"]
OfficialRole = Literal[
    "classified_by",
    "derived_from",
    "drafted",
    "cleared",
    "approved",
    "released",
    "signed",
    "tagged",
    "visitor",
    "participant",
    "mentioned",
]


@quick
@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent the cable: `value` is the post id (`LIMA`) or null when the name is no post we know."""

    value: str | None
    name: str
    raw: str
    span: Span
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Section:
    """One transmitted section: `of` is given only where the text says it; `span` covers its envelope."""

    number: int
    of: int | None
    raw: str
    span: Span


@quick
@dataclass(frozen=True, slots=True)
class DeclassifyOn:
    """When the cable is to be declassified: a date, or the event or exemption written instead of one."""

    value: date | None
    event: str | None
    raw: str
    span: Span
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Tag:
    """One TAGS entry. `code` is as written unless a recorded repair leads to a listed code without ambiguity.

    A person is `LAST, FIRST`. `suggestion` is a listed code that may be meant, never put in the code's place.
    """

    code: str
    raw: str
    recognised: bool
    suggestion: str | None
    span: Span
    kind: str | None = None
    pieces: tuple[Span, ...] = ()
    also: tuple[Span, ...] = ()
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the REF line. `cable_id` is the canonical id when `kind` is cable; otherwise `raw` is what it is.

    `date` and `persons` are those that the words of a letter, e-mail or the like name.
    """

    letter: str | None
    kind: ReferenceKind
    raw: str
    cable_id: str | None
    year_inferred: bool
    span: Span
    pieces: tuple[Span, ...] = ()
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()
    date: date | None = None
    persons: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Addressee:
    """One line of the address. `name` is as written; `precedence` is only the word on its own line, else null.

    `serial` is the continuity number (channel number) after the name; `order` counts from 1 over the whole address.
    `kind` says what the name was found to be; null where it is none we know.
    """

    role: AddresseeRole
    routing_indicator: str | None
    name: str
    precedence: str | None
    serial: str | None
    order: int
    raw: str
    span: Span
    post: str | None = None
    kind: AddresseeKind | None = None
    pieces: tuple[Span, ...] = ()
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Official:
    """One official in one role. `name` is null for an office without a name (Poloff).

    `span` covers the name where it is fullest; `title_span` the title before or after it; `also` every further
    mention of the same name in the same role. `protected` is true where the text asks to protect the person.
    """

    name: str | None
    title: str | None
    role: OfficialRole
    protected: bool
    raw: str
    span: Span
    organisation: str | None = None
    title_span: Span | None = None
    also: tuple[Span, ...] = ()
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a paragraph (`reftel`, `Refs A and B`) that mean entries of the reference line.

    `references` are the places of those entries in `Cable.references`, counted from 0.
    """

    references: tuple[int, ...]
    raw: str
    span: Span
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its number as read; `number_repaired` says that the printed number is another.

    `span` runs from the printed number to the last character of the paragraph. Text without a number has `number` null.
    `cites` are the words in it that mean entries of the reference line.
    """

    number: int | None
    number_repaired: bool
    portion_marking: str | None
    span: Span
    pieces: tuple[Span, ...] = ()
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Attribute:
    """One line of an attributes block typed apart from the text (National Archives, 1973–79)."""

    key: str
    value: str
    raw: str
    span: Span


@quick
@dataclass(frozen=True, slots=True)
class Cable:
    """What one message says. Fields that its text does not state are None or empty.

    `date` is the day where no date-time group tells day and hour.
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
    summary: Value[str] | None = None
    release_marking: Value[str] | None = None
    attributes: tuple[Attribute, ...] = ()
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the cable as plain JSON data: spans are `[start, end]`, times ISO 8601 in UTC (`…Z`)."""
        from kg.model.json_form import plain

        result = plain(self)
        assert isinstance(result, dict)
        return result
