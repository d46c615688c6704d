"""What one part of a cable states, in the terms of the graph: the ground that facts in words and tables stand on.

Nothing but this module asks where the value of a part stands (`kg.rdf.value_states`).
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
"""Gives the values of a property, a full IRI without brackets."""

_EVIDENCE = re.compile(r"/document/(?P<hash>[^#/]{1,128})\#char=(?P<start>\d{1,12}),(?P<end>\d{1,12})$")


class StatedPart(Generic[T]):
    """A part of a cable and what it states, whatever form its terms have.

    >>> cable = {KG.iri + "topic": ["PREL", "PE"]}
    >>> part = {"http://www.w3.org/1999/02/22-rdf-syntax-ns#value": ["PE"]}
    >>> stated = StatedPart("topic", lambda name: part.get(name, []), lambda name: cable.get(name, []))
    >>> stated.values, [value for _, value in stated.supports()]
    (('PE',), ['PE'])
    """

    __slots__ = ("_about", "_whole", "role", "state", "values")

    def __init__(self, role: str, about: Values[T], whole: Values[T], text: Callable[[T], str] = str) -> None:
        """Take the role (`copiedTo` of `part:copiedTo`), and what gives the values of the part and of its cable.

        `text` gives the IRI of a value, with or without brackets.
        """
        found = meaning(role, about, whole, text)
        self.role, self.state, self.values = role, found.state, found.values
        self._about, self._whole = about, whole

    def supports(self) -> Iterator[tuple[str, T]]:
        """Yield property and value of each statement of the cable itself that the part is evidence for.

        A part without a meaning is evidence for none.
        """
        for prop in properties_of(self.role):
            for value in self._whole(prop):
                if self.state is State.AT_CABLE or value in self.values:
                    yield prop, value

    @property
    def written(self) -> T | None:
        """What stands in the text: a name, or a reference as it is written."""
        return next((values[0] for prop in _WRITTEN if (values := self._about(prop))), None)

    @property
    def evidence(self) -> Sequence[T]:
        """The places in copies that it was read from."""
        return self._about(KG.iri + "evidence")

    @property
    def repairs(self) -> Sequence[T]:
        """The repaired places that it was read from."""
        return self._about(KG.iri + "repair")

    @property
    def doubts(self) -> Sequence[T]:
        """The doubts about it, as entries of the vocabulary."""
        return self._about(KG.iri + "doubt")

    @property
    def rules(self) -> Sequence[T]:
        """The rules by which its meaning was concluded; none where the text says it."""
        return self._about(KG.iri + "rule")

    @property
    def by_itself(self) -> bool:
        """Whether it means a person whom nothing joins to another; the graph has no rule for that, for it is usual."""
        field = by_role().get(self.role)
        return bool(field and field.stands is Stands.CONCLUDED and self.values and not self.rules)

    @property
    def score(self) -> T | None:
        """The score of the conclusion."""
        return next(iter(self._about(KG.iri + "score")), None)


ALONE = "one-cable"
"""The code of the rule by which somebody is a person whom nothing joins to another."""
_WRITTEN = (KG.iri + "raw", FOAF.iri + "name")


def evidence_of(iri: str) -> Evidence | None:
    """Return the place that an evidence IRI (`…/document/HASH#char=12,20`) names, or None if it is none.

    >>> evidence_of("https://w3id.org/cable-kg/document/ab12#char=12,20")
    Evidence(document='ab12', start=12, end=20)
    """
    found = _EVIDENCE.search(iri)
    return Evidence(found["hash"], int(found["start"]), int(found["end"])) if found else None
