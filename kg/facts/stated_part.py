"""Read the value, wording and evidence of one part of a cable, in the terms of the graph.

Facts in words and tables stand on this module; no other asks where the value of a part stands
(`kg.rdf.value_states`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from kg.facts.fact import Evidence
from kg.rdf.value_states import State, meaning, properties_of
from kg.schema import Stands, by_role
from kg.terms.iris import FOAF, KG

T = TypeVar("T")
Values = Callable[[str], Sequence[T]]
"""A function from a property (a full IRI without brackets) to its values."""

_EVIDENCE = re.compile(r"/document/(?P<hash>[^#/]{1,128})\#char=(?P<start>\d{1,12}),(?P<end>\d{1,12})$")


class StatedPart(Generic[T]):
    """A part of a cable and its values, with terms of any class.

    >>> cable = {KG.iri + "topic": ["PREL", "PE"]}
    >>> part = {"http://www.w3.org/1999/02/22-rdf-syntax-ns#value": ["PE"]}
    >>> stated = StatedPart("topic", lambda name: part.get(name, []), lambda name: cable.get(name, []))
    >>> stated.values, [value for _, value in stated.supports()]
    (('PE',), ['PE'])
    """

    __slots__ = ("_about", "_whole", "role", "state", "values")

    def __init__(self, role: str, about: Values[T], whole: Values[T], text: Callable[[T], str] = str) -> None:
        """Take the role (`copiedTo` of `part:copiedTo`), and the functions to the values of the part and its cable.

        `text` gives the IRI of a value, with or without brackets.
        """
        found = meaning(role, about, whole, text)
        self.role, self.state, self.values = role, found.state, found.values
        self._about, self._whole = about, whole

    def supports(self) -> Iterator[tuple[str, T]]:
        """Yield property and value of each statement of the cable that the part is evidence for.

        A part without a value supports no statement.
        """
        for prop in properties_of(self.role):
            for value in self._whole(prop):
                if self.state is State.AT_CABLE or value in self.values:
                    yield prop, value

    @property
    def written(self) -> T | None:
        """The words of the text: a name, or a reference as it is written."""
        return next((values[0] for prop in _WRITTEN if (values := self._about(prop))), None)

    @property
    def evidence(self) -> Sequence[T]:
        """The places in copies that the part was read from."""
        return self._about(KG.iri + "evidence")

    @property
    def repairs(self) -> Sequence[T]:
        """The repaired places that the part was read from."""
        return self._about(KG.iri + "repair")

    @property
    def doubts(self) -> Sequence[T]:
        """The doubts about the part, as entries of the vocabulary."""
        return self._about(KG.iri + "doubt")

    @property
    def rules(self) -> Sequence[T]:
        """The rules that concluded the value of the part; none where the text states it."""
        return self._about(KG.iri + "rule")

    @property
    def by_itself(self) -> bool:
        """Whether the part means a person joined to no other mention; the graph names no rule for this usual case."""
        field = by_role().get(self.role)
        return bool(field and field.stands is Stands.CONCLUDED and self.values and not self.rules)

    @property
    def score(self) -> T | None:
        """The score of the conclusion."""
        return next(iter(self._about(KG.iri + "score")), None)


ALONE = "one-cable"
"""The code of the rule for a person who is joined to no other mention."""
_WRITTEN = (KG.iri + "raw", FOAF.iri + "name")


def evidence_of(iri: str) -> Evidence | None:
    """Return the place that an evidence IRI (`…/document/HASH#char=12,20`) names; None for any other IRI.

    >>> evidence_of("https://w3id.org/cable-kg/document/ab12#char=12,20")
    Evidence(document='ab12', start=12, end=20)
    """
    found = _EVIDENCE.search(iri)
    return Evidence(found["hash"], int(found["start"]), int(found["end"])) if found else None
