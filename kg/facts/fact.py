"""Define facts: values in words for people, with the evidence, repairs, doubts and conclusions they rest on.

`why`, pages, tables and networks all show these classes, so that they say the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.pages import Pages
from kg.rdf.value_states import State


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The place of a fact: the copy by the hash of its text, and a half-open range of code points in the text."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RepairNote:
    """A damaged place that a fact was read from: the written text, the text read instead, and the rule."""

    rule: str
    raw: str
    read_as: str
    unsure: bool = False
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The rule (in words) that drew a conclusion, and its score as the graph writes it, where it has one.

    >>> Conclusion("Same surname in one cable", "0.9").words()
    'Same surname in one cable (score 0.9)'
    """

    rule: str
    score: str | None = None

    def words(self) -> str:
        """Return rule and score on one line."""
        return f"{self.rule} (score {self.score})" if self.score else self.rule


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A correction of a fact: field, author and reason; `date` may be empty.

    `value` is the corrected value, `text_says` the one written in the text or read from it; either may be empty.
    """

    field: str
    value: str
    text_says: str
    author: str
    reason: str
    date: str

    def words(self) -> str:
        """Return author, date and reason on one line."""
        return f"{', '.join(part for part in (self.author, self.date) if part)}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a thing, in words for people.

    `role` is the local name of the property (`copiedTo`), `label` its English name, `value` the value as text and
    `target` the IRI it names, if any; `state` is the place of the value, or the reason for its absence. `iri` is the
    part of the cable that a user can point to. `details` are further values of the same part (`("Serial number",
    "4789")`).

    `conclusion` is the rule and score of a conclusion; it is None for a statement of the text itself. `corrections`
    have the authors and reasons of corrections. `rests_on` are the IRIs of other sources of a conclusion.
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
        """The rule and score of a conclusion on one line; None for a statement of the text itself."""
        return self.conclusion.words() if self.conclusion else None


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as a list, a picture or a heading shows it: IRI, kind, name and the data of its kind.

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
    """One copy of a cable's text: the hash of the text, the name of its source, and its release.

    `release` is the code of the status, `details` are authority, date and case as the source gives them; `pages` are
    the pages that the graph states of a paged copy.
    """

    hash: str
    name: str
    release: str
    release_label: str
    details: tuple[tuple[str, str], ...] = ()
    pages: Pages = ()
