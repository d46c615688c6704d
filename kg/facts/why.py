"""Answer `kg why`: the facts of a thing with the words, rules and repairs each rests on.

```
for reason in why(graph.store, graph.texts, "07LIMA2181#info-quito").reasons:
    print(reason.label, reason.value, reason.places)
```
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.facts.fact import CorrectionNote, Evidence, Fact, RepairNote
from kg.facts.passages import Passage, Passages
from kg.facts.reading import CABLE, Reading, is_cable
from kg.facts.stated_part import evidence_of
from kg.facts.thing_facts import is_held, repair_note
from kg.schema import heading_of, local_name
from kg.store.kept_texts import Texts
from kg.store.query_answers import Queryable
from kg.store.schema_check import require
from kg.store.store_errors import QueryError
from kg.store.user_names import perhaps, resolve
from kg.terms.namespaces import KG, PART, RDF
from kg.terms.ntriples_terms import iri as encoded

MOST = 200
"""The most places shown that name one thing (a post, a topic, an official)."""
_FEW = 3
"""The most sources of a term of office that are named; its mentions are shown one by one."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact and the passages it was read from; `cable` is the citing cable where another thing was asked about."""

    fact: Fact
    places: tuple[Passage, ...] = ()
    cable: str = ""

    @property
    def label(self) -> str:
        """The label of the fact, after the cable that states it."""
        return f"{self.cable} {self.fact.label}".lstrip()

    @property
    def value(self) -> str:
        """The value of the fact."""
        return self.fact.value

    @property
    def part(self) -> str | None:
        """The IRI of the part that states the fact."""
        return self.fact.iri

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """Further values of the fact as (name, value); the last is the source of a conclusion."""
        drawn = [local_name(iri) if iri.startswith(CABLE) else iri for iri in self.fact.rests_on]
        if len(drawn) > _FEW:
            drawn[_FEW:] = [f"{len(drawn) - _FEW} more"]
        return (*self.fact.details, *([(heading_of("wasDerivedFrom"), ", ".join(drawn))] if drawn else ()))

    @property
    def repairs(self) -> tuple[RepairNote, ...]:
        """The repairs the fact rests on."""
        return self.fact.repairs

    @property
    def doubts(self) -> tuple[str, ...]:
        """The doubts about the fact."""
        return self.fact.doubts

    @property
    def rule(self) -> str | None:
        """The rule that concluded the fact, in words."""
        return self.fact.conclusion.rule if self.fact.conclusion else None

    @property
    def score(self) -> str | None:
        """The score of the conclusion, as the graph writes it."""
        return self.fact.conclusion.score if self.fact.conclusion else None

    @property
    def corrections(self) -> tuple[CorrectionNote, ...]:
        """The corrections of the fact, with author and reason."""
        return self.fact.corrections


@dataclass(frozen=True, slots=True)
class Why:
    """A thing, its name, and the reasons for the facts about it. `more` is true where further reasons were left out."""

    iri: str
    name: str
    reasons: tuple[Reason, ...]
    more: bool = False


def why(store: Queryable, texts: Texts, name: str) -> Why:
    """Return the reasons for the facts about a thing.

    A cable gives every place it was read from (one that is not held, the places that refer to it); a part gives that
    place; a thread gives the references that join it; anything else (an official, a post, a topic, a code) gives the
    places that mean it. Conclusions about the thing are added. Raises `QueryError` where the graph has nothing about
    the thing, `SchemaError` for a graph of another schema.
    """
    require(store)
    iri = resolve(name)
    return _Telling(store, texts).why(iri, name)


class _Telling:
    def __init__(self, store: Queryable, texts: Texts) -> None:
        self._store = store
        self._reading = Reading(store)
        self._passages = Passages(
            texts.get, lambda document: self._reading.name(self._reading.document(document)), self._reading.pages
        )

    def why(self, iri: str, name: str) -> Why:
        self._reading.read([iri])
        about, more = self._reading.about(iri), False
        if (place := evidence_of(iri)) is not None:
            reasons = [self._place(iri, place)]
        elif iri.startswith(CABLE) and "#" in iri:
            facts = self._reading.facts(iri.partition("#")[0])
            reasons = self._reasons(fact for fact in facts if fact.iri == iri)
        elif is_cable(iri):
            reasons, more = ([], False) if is_held(about) or not about else self._meant(iri)
            reasons += sorted(self._reasons(self._reading.facts(iri)), key=_in_the_text)
        else:
            (meant, some), (links, others) = self._meant(iri), self._links(iri)
            reasons, more = meant + links + self._reasons(self._reading.facts(iri)), some or others
        if not reasons:
            raise QueryError(f"The graph says nothing about {iri}: {perhaps(self._store, name)}")
        return Why(iri, self._reading.name(iri), tuple(reasons), more)

    def _reasons(self, facts: Iterable[Fact], cable: str = "") -> list[Reason]:
        facts = list(facts)
        self._reading.read(self._reading.document(place.document) for fact in facts for place in fact.evidence)
        return [Reason(fact, self._places(fact), cable) for fact in facts]

    def _places(self, fact: Fact) -> tuple[Passage, ...]:
        """Return the passages a fact was read from, by source and in the order of the text."""
        found = (self._passages(place) for place in fact.evidence)
        return tuple(sorted((place for place in found if place), key=lambda place: (place.source, place.start)))

    def _meant(self, iri: str) -> tuple[list[Reason], bool]:
        """Return the places that mean a thing, at most `MOST`, and whether there are more."""
        return self._said_by(f"?part <{RDF}value> {encoded(iri)} . ?whole ?by ?part")

    def _links(self, iri: str) -> tuple[list[Reason], bool]:
        """Return the references that join the cables of a thread, at most `MOST`, and whether there are more."""
        thread, by = encoded(iri), f"<{PART}references>"
        return self._said_by(
            f"VALUES ?by {{ {by} }} ?whole <{KG}inThread> {thread} ; {by} ?part . "
            f"?part <{RDF}value> ?cited . ?cited <{KG}inThread> {thread}"
        )

    def _said_by(self, pattern: str) -> tuple[list[Reason], bool]:
        """Return the facts of the parts `?part` that a pattern finds, each with the cable it is part of."""
        query = f"""SELECT DISTINCT ?whole ?part ?by {{ {pattern}
            FILTER(STRSTARTS(STR(?by), '{PART}')) }} ORDER BY ?whole ?part ?by LIMIT {MOST + 1}"""
        rows = [tuple(str(value) for value in row.plain().values()) for row in self._store.query(query)]
        parts = [(whole, local_name(by), part) for whole, part, by in rows[:MOST]]
        facts = self._reading.part_facts(parts)
        self._reading.read(self._reading.document(place.document) for fact in facts for place in fact.evidence)
        found = [
            Reason(fact, self._places(fact), self._reading.name(whole))
            for (whole, _, _), fact in zip(parts, facts, strict=True)
        ]
        return found, len(rows) > MOST

    def _place(self, iri: str, place: Evidence) -> Reason:
        """Return a place in a copy, with the repair that was made there."""
        document = self._reading.document(place.document)
        self._reading.read([document])
        self._reading.read_named([iri], 1)
        repairs = (repair_note(iri, self._reading),) if self._reading.about(iri) else ()
        fact = Fact("evidence", heading_of("evidence"), self._reading.name(document), iri=iri, repairs=repairs)
        found = self._passages(place)
        return Reason(fact, (found,) if found else ())


def _in_the_text(reason: Reason) -> tuple[bool, int, str, str]:
    return (not reason.places, reason.places[0].start if reason.places else 0, reason.label, reason.value)
