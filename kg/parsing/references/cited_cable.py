"""Define a citation of a cable, and make references from citations and other entries.

A `Citation` is what the words say (`06 LIMA 3259`): sender, number, year, and what of that is read otherwise than
written. A `Record` keeps citations as references: ids are made, years inferred from the citing cable, doubts and
repairs noted.
"""

from __future__ import annotations

from msgspec import Struct

from kg.model import Reference, Repair
from kg.model.cable import ReferenceKind
from kg.model.cable_id import CableId
from kg.parsing.references import other_documents
from kg.parsing.references.cited_numbers import Citing, Number, most_digits
from kg.text.aligned_text import Field

#: A number so many times the citing cable's own: at an even rate that one is of the first three months of its year.
_YOUNG = 3.5
#: A number less than so many times the own may be of a message that was written at the same time and sent later.
_BESIDE = 1.05


class Slip(Struct, frozen=True):
    """A place read differently from how it is written, in offsets of the field's text."""

    rule: str
    start: int
    end: int
    read_as: str
    unsure: bool = False


class Post(Struct, frozen=True):
    """The sender of a cited cable: a station id, None where only the citing cable's addressee knows the sender.

    `known` says that a table has the name; `sure` that it is read without a guess.
    """

    station: str | None
    known: bool
    sure: bool


class Citation(Struct, frozen=True):
    """A citation: `text[start:end]`, and the index of the token behind it.

    `leading` is the year written before the number, which holds for the numbers that follow; `year` the year of this
    one, None where none is written.
    """

    start: int
    end: int
    following: int
    post: Post
    number: Number
    year: int | None
    leading: int | None
    slips: tuple[Slip, ...] = ()


class Record:
    """The references of one field, in the order of the text; `letter` is the current letter of the list."""

    __slots__ = ("_citing", "_field", "_text", "letter", "references")

    def __init__(self, field: Field, text: str, citing: Citing) -> None:
        """Start empty; later offsets refer to `text`, which is as long as the text read of the field."""
        self._field, self._text, self._citing = field, text, citing
        self.letter: str | None = None
        self.references: list[Reference] = []

    def add(self, citation: Citation) -> None:
        """Keep a cited cable, unless it is the citing one."""
        post, citing = citation.post, self._citing
        year = citation.year or self._year(citation)
        found = str(CableId(year, post.station, citation.number.value)) if year and post.station else None
        if found is not None and found == citing.id:
            return
        inferred = citation.year is None and found is not None
        doubts = ["year-inferred"] if inferred else ["no-year"] if year is None else []
        if not post.known:
            doubts.append("unresolved")
        if not post.sure or self._odd(citation) or (inferred and self._late(citation)):
            doubts.append("unsure")
        repairs = tuple(
            Repair(s.rule, self._field.raw(s.start, s.end), s.read_as, self._field.span(s.start, s.end), s.unsure)
            for s in citation.slips
        )
        self._keep("cable", citation.start, citation.end, found, inferred, repairs, tuple(doubts))

    def other(self, kind: ReferenceKind, start: int, end: int, *, unread: bool = False) -> None:
        """Keep a reference without a record number, with the doubt `unread` where no word names its kind."""
        start += other_documents.start_of(self._text[start:end])
        self._keep(kind, start, end, None, False, (), ("unread",) if unread else ())

    def _odd(self, citation: Citation) -> bool:
        """Return whether a number is longer than its post's ever were, or its year lies after the citing cable's."""
        ahead = citation.year is not None and self._citing.year is not None and citation.year > self._citing.year
        return len(str(citation.number.value)) > most_digits(citation.post.station) or ahead

    def _late(self, citation: Citation) -> bool:
        """Return whether the year before may be meant: the citing cable is of January, or its own number is lower."""
        return self._citing.month == 1 or self._above(citation)

    def _above(self, citation: Citation) -> bool:
        """Return whether a number is above the citing cable's own, from the same post."""
        citing = self._citing
        own = citing.number is not None and citation.post.station == citing.post
        return own and citation.number.value > (citing.number or 0)

    def _year(self, citation: Citation) -> int | None:
        """Return the year where none is written: the citing cable's, or the year before for a number above its own."""
        year = self._citing.year
        before = self._above(citation) and self._is_of_year_before(citation.number.value, self._citing.number or 0)
        return year - 1 if year and before and not self._odd(citation) else year

    def _is_of_year_before(self, number: int, own: int) -> bool:
        """Return whether a number above the citing cable's own is of the year before.

        Numbers just above are of messages written beside it. Where the citing cable's month is not known, its own
        number has to show that the year is young.
        """
        return number > own * (_YOUNG if self._citing.month is None else _BESIDE)

    def _keep(
        self,
        kind: ReferenceKind,
        start: int,
        end: int,
        cable_id: str | None,
        inferred: bool,
        repairs: tuple[Repair, ...],
        doubts: tuple[str, ...],
    ) -> None:
        field = self._field
        span = field.span(start, end)
        self.references.append(
            Reference(
                self.letter,
                kind,
                raw=span.of(field.reading.source),
                cable_id=cable_id,
                year_inferred=inferred,
                span=span,
                pieces=field.pieces(start, end),
                repairs=(*field.repairs_in(start, end), *repairs),
                doubts=doubts,
            )
        )
