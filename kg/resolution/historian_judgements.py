"""What a historian says of mentions: the same person, not the same, this person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

HISTORIAN = "https://history.state.gov/departmenthistory/people/"


@dataclass(slots=True)
class Judgements:
    """Judgements of mentions (`07LIMA2181#signed-struble`).

    `person` gives the IRI that somebody is said to be, by mention. `contradictions` are pairs that are said to be both
    the same and different.
    """

    different: set[frozenset[str]] = field(default_factory=set)
    person: dict[str, str] = field(default_factory=dict)
    contradictions: list[tuple[str, str]] = field(default_factory=list)
    _classes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> Judgements:
        """Return the judgements of rows (mention, `same-as` | `different-from` | `is`, mention or IRI)."""
        made, persons = cls(), list[tuple[str, str]]()
        for mention, says, other in rows:
            if says == "different-from":
                made.different.add(frozenset((mention, other)))
            else:
                made._join(mention, other)
            if says == "is":
                persons.append((mention, other))
        iris = {made.one(mention): iri for mention, iri in sorted(persons, reverse=True)}
        made.person = {mention: iris[made.one(mention)] for mention in made._classes if made.one(mention) in iris}
        for pair in sorted(map(sorted, made.different)):
            if len(pair) == 1 or made.one(pair[0]) == made.one(pair[-1]):
                made.contradictions.append((pair[0], pair[-1]))
                made.different.discard(frozenset(pair))
        return made

    def __bool__(self) -> bool:
        return bool(self.different or self._classes)

    def one(self, mention: str) -> str:
        """Return what stands for all mentions that are said to be the same person as this one."""
        while (other := self._classes.get(mention, mention)) != mention:
            mention = other
        return mention

    def named(self, mention: str) -> bool:
        """Return whether anything is said of a mention."""
        return mention in self._classes or any(mention in pair for pair in self.different)

    def apart(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Return whether somebody of the first is said to be different from somebody of the second."""
        if not self.different:
            return False
        first, second = [{self.one(m) for m in side} for side in (one, other)]
        pairs = ([self.one(m) for m in pair] for pair in self.different)
        return any((a in first and b in second) or (b in first and a in second) for a, b in pairs)

    def _join(self, one: str, other: str) -> None:
        self._classes.setdefault(one, one)
        self._classes.setdefault(other, other)
        first, second = sorted((self.one(one), self.one(other)))
        self._classes[second] = first
