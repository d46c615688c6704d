"""What a citation of a cable says: its sender, number and year, and what of that is read otherwise than written."""

from __future__ import annotations

from msgspec import Struct

from kg.parsing.references.cable_numbers import Number


class Slip(Struct, frozen=True):
    """A place read differently from how it is written, in offsets of the field's text."""

    rule: str
    start: int
    end: int
    read_as: str
    unsure: bool = False


class Post(Struct, frozen=True):
    """Who sent a cited cable: a station id, None where only the citing cable's addressee knows it.

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
