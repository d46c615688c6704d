"""What is known of a thing, in words for people: facts, and the evidence, repairs, doubts and conclusions they rest on.

`why`, pages, tables and networks show these classes; whatever shows them says the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.rdf.value_states import State


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
class Conclusion:
    """By which rule (in words) something was concluded, and with what score, as the graph writes it, where it has one.

    >>> Conclusion("Same surname in one cable", "0.9").words()
    'Same surname in one cable (score 0.9)'
    """

    rule: str
    score: str | None = None

    def words(self) -> str:
        """Return rule and score in one line."""
        return f"{self.rule} (score {self.score})" if self.score else self.rule


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A correction that a fact rests on: what was corrected, by whom and why; `date` may be empty.

    `value` is what holds since, `text_says` what stands in the text or was read from it; either may be empty.
    """

    field: str
    value: str
    text_says: str
    author: str
    reason: str
    date: str

    def words(self) -> str:
        """Return who, when and why, in one line."""
        return f"{', '.join(part for part in (self.author, self.date) if part)}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a thing, in words for people.

    `role` is the local name of the property (`copiedTo`), `label` its English name, `value` the value as text and
    `target` the IRI it names, if any; `state` says where that value stands, or why there is none. `iri` is the part of
    the cable that a user can point to. `details` are further values of the same part (`("Serial number", "4789")`).
    `conclusion` says how a conclusion was drawn; it is None for what the text itself says. `corrections` say who put it
    right and why, where somebody did. `rests_on` are the IRIs of what else it was drawn from.
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
    conclusion: Conclusion | None = None
    corrections: tuple[CorrectionNote, ...] = ()
    rests_on: tuple[str, ...] = ()
    state: State = State.HERE

    @property
    def inferred(self) -> str | None:
        """How a conclusion was drawn, in one line; None for what the text itself says."""
        return self.conclusion.words() if self.conclusion else None


@dataclass(frozen=True, slots=True)
class Thing:
    """What a thing is called and what kind of thing it is, for a list, a node of a picture, a heading.

    `kind` is one of cable, post, addressee, official, topic, document. Of a cable, `name` is its number (with the time
    where another shares it), `identifier` the bare one, `date` an ISO date as far as it is known, and `held` says
    whether a copy is here; of anything else `code` is its code in a vocabulary, and `held` is None.
    """

    iri: str
    kind: str
    name: str
    code: str = ""
    identifier: str = ""
    subject: str = ""
    date: str = ""
    held: bool | None = None


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
