"""The facts a node or an edge of the network rests on, as the graph states them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.facts.stated_corrections import CorrectionNote


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Where a fact stands: the copy by the hash of its text, and a half-open range of Unicode code points in it."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RepairNote:
    """A damaged place a fact was read from: what is written, what it is taken to say, and why."""

    rule: str
    raw: str
    read_as: str
    unsure: bool = False
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a cable, an official or a post, in words for people.

    `role` is the local name of the property (`copiedTo`), `label` its English name, `value` the value as text and
    `target` the IRI it names, if any. `iri` is the part of the cable that a user can point to. `details` are further
    values of the same part (`("Serial", "4789")`). `inferred` says by which rule a conclusion was drawn; it is None
    for what the text itself says.
    `corrections` say who put it right and why, where somebody did.
    """

    role: str
    label: str
    value: str
    target: str | None = None
    iri: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    repairs: tuple[RepairNote, ...] = ()
    doubts: tuple[str, ...] = ()
    inferred: str | None = None
    corrections: tuple[CorrectionNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a cable's text: its source's name and how it became public.

    `release` is the code of the status, `details` what the source says besides: authority, date, case.
    """

    hash: str
    name: str
    release: str
    release_label: str
    details: tuple[tuple[str, str], ...] = ()
