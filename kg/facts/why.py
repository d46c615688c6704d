"""Why the graph says something: the statements about a thing with the words they were read from, rules and repairs.

for reason in why(graph, "07LIMA2181#info-quito").reasons:
    print(reason.label, reason.value, reason.places)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.facts.passages import Passage, passage
from kg.facts.stated_corrections import ROLES, CorrectionNote, Corrections
from kg.facts.thing_statements import NAMES, About, Node, Statements
from kg.rdf.iris import BASE, FOAF, KG, ORG, PART, PROV, TYPE, VALUE, kind_of
from kg.rdf.ntriples_terms import iri as encoded
from kg.rdf.value_states import State, meaning
from kg.schema import label, local_name
from kg.store.answer_formats import displayed
from kg.store.kept_texts import Texts
from kg.store.query_answers import Queryable
from kg.store.store_errors import QueryError, TextMissingError
from kg.store.user_names import perhaps, resolve

MOST = 200
"""How many places that name one thing (a post, a topic, an official) are told."""

_EVIDENCE = re.compile(r"(.{1,300}/document/([0-9a-f]{32}))#char=(\d{1,12}),(\d{1,12})$")
_PARTS = PART.iri
_DERIVED = PROV("wasDerivedFrom")[1:-1]
_VERSION = (KG.iri + "correctedCopy", PROV("wasRevisionOf")[1:-1])
"""What a copy says of its being a later version than others."""
_FEW = 3
"""How many of the places that a term of office rests on are named; the mentions themselves are told one by one."""
_CORRECTED = f"{BASE}doubt/corrected"
_CONCLUDED = frozenset((KG.iri + "inThread",))
_QUIET = frozenset(n[1:-1] for n in (TYPE, VALUE, KG("evidence"), KG("repair"), KG("doubt"), KG("rule"), KG("score")))


@dataclass(frozen=True, slots=True)
class Mended:
    """A repair that a statement rests on: the rule in words, what stands there, what is read."""

    rule: str
    raw: str
    read_as: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One statement and what it rests on.

    `label` is the property in words and `value` what it says; `part` is the IRI of the place that says it. `said` are
    the other things that place says, `rule` and `score` how a conclusion was drawn (the score as it is written),
    `corrections` who put it right and why.
    """

    label: str
    value: str
    part: str | None = None
    said: tuple[tuple[str, str], ...] = ()
    places: tuple[Passage, ...] = ()
    repairs: tuple[Mended, ...] = ()
    doubts: tuple[str, ...] = ()
    rule: str | None = None
    score: str | None = None
    corrections: tuple[CorrectionNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """A thing, its name, and the reasons for what is said of it. `more` tells that there are others still."""

    iri: str
    name: str
    reasons: tuple[Reason, ...]
    more: bool = False


def why(store: Queryable, texts: Texts, name: str) -> Why:
    """Return why the graph says what it says of a thing; `QueryError` where it says nothing.

    Of a cable that is every place it was read from (of one that is not held, the places that refer to it); of a part
    that place; of anything else (an official, a post, a topic, a code) the places that mean it, of a thread the
    references that join it, and what is concluded about it.
    """
    iri = resolve(name)
    return _Telling(store, texts).why(iri, name)


class _Telling:
    def __init__(self, store: Queryable, texts: Texts) -> None:
        self._store, self._texts = store, texts
        self._known = Statements(store)
        self._made = Corrections(store, self._known)

    def why(self, iri: str, name: str) -> Why:
        about = self._known.about(iri)
        if (place := _EVIDENCE.match(iri)) is not None:
            reasons, more = [self._place(iri, about, place)], False
        elif kind_of(iri) == "cable" and "#" not in iri:
            reasons, more = self._meant(iri) if about and not self._held(about) else ([], False)
            reasons += self._cable(iri, about)
        elif kind_of(iri) == "cable":
            reasons, more = self._part_alone(iri), False
        else:
            reasons, more = self._meant(iri)
            links, others = self._links(iri)
            reasons, more = reasons + links + self._plain(iri, about), more or others
        if not reasons:
            raise QueryError(f"The graph says nothing about {iri}: {perhaps(self._store, name)}")
        return Why(iri, self._known.name(iri), tuple(reasons), more)

    @staticmethod
    def _held(about: About) -> bool:
        """Say whether a cable was read: it has copies."""
        return _DERIVED in about

    def _cable(self, iri: str, about: About) -> list[Reason]:
        reasons = [
            self._part(prop, part.value, about)
            for prop, values in about.items()
            if prop.startswith(_PARTS)
            for part in values
        ]
        reasons += [
            self._part(prop, part.value, self._known.about(holder))
            for holder in (part.value for prop, values in about.items() if prop.startswith(_PARTS) for part in values)
            for prop, values in self._known.about(holder).items()
            if prop.startswith(_PARTS)
            for part in values
        ]
        reasons += self._emptied(iri, about)
        told = {prop.removeprefix(_PARTS) for prop in about if prop.startswith(_PARTS)}
        for prop, values in about.items():
            if not prop.startswith(_PARTS) and local_name(prop) not in told and prop not in _QUIET:
                reasons += [self._whole(prop, value) for value in values]
        return sorted(reasons, key=lambda r: (not r.places, r.places[0].start if r.places else 0, r.label, r.value))

    def _whole(self, prop: str, value: Node) -> Reason:
        """Return what is said of a cable as a whole; of a conclusion (its thread) with the rule that drew it.

        Of a copy, what it corrects.
        """
        about = self._known.about(value.value) if prop in _CONCLUDED or prop == _DERIVED else {}
        rule, score = self._drawn(about) if prop in _CONCLUDED else (None, None)
        said = [(label(name), self._known.text(term)) for name in _VERSION for term in about.get(name, ())]
        return Reason(label(prop), self._known.text(value), said=tuple(said), rule=rule, score=score)

    def _part_alone(self, iri: str) -> list[Reason]:
        """Return the reason of one part, under the property that leads to it."""
        query = f"""SELECT ?whole ?by {{ ?whole ?by {encoded(iri)}
            FILTER(STRSTARTS(STR(?by), '{_PARTS}')) }} ORDER BY ?by ?whole"""
        for row in self._store.query(query):
            whole, prop = str(row.plain()["whole"]), str(row.plain()["by"])
            return [self._part(prop, iri, self._known.about(whole))]
        return []

    def _part(self, prop: str, iri: str, whole: About) -> Reason:
        about = self._known.about(iri)
        rule, score = self._drawn(about)
        return Reason(
            label=label(prop),
            value=self._value(prop, about, whole),
            part=iri,
            said=self._said(about),
            places=self._places(about),
            repairs=tuple(self._mended(term.value) for term in about.get(KG.iri + "repair", ())),
            doubts=tuple(self._known.name(term.value) for term in about.get(KG.iri + "doubt", ())),
            rule=rule,
            score=score,
            corrections=self._corrections(prop, iri),
        )

    def _corrections(self, prop: str, iri: str) -> tuple[CorrectionNote, ...]:
        """Return the corrections of a part, and those of its field of the whole cable."""
        nodes = self._made.of(iri)
        if self._changed(iri):
            whole = self._made.of(iri.partition("#")[0])
            nodes = [*nodes, *(node for node in whole if ROLES.get(self._made.note(node).field) == prop)]
        return tuple(map(self._made.note, dict.fromkeys(nodes)))

    def _changed(self, iri: str) -> bool:
        """Say whether a part is marked as corrected, or comes from a correction."""
        about = self._known.about(iri)
        marked = any(term.value == _CORRECTED for term in about.get(KG.iri + "doubt", ()))
        return marked or any("#correction-" in term.value for term in about.get(_DERIVED, ()))

    def _emptied(self, iri: str, about: About) -> list[Reason]:
        """Return the corrections of fields of which no part shows them."""
        notes = map(self._made.note, self._made.of(iri))
        return [
            Reason(one.field, one.value or "none", corrections=(one,))
            for one in notes
            if not any(self._changed(part.value) for part in about.get(ROLES.get(one.field, ""), ()))
        ]

    def _places(self, about: About) -> tuple[Passage, ...]:
        """Return the places a part was read from, in the order of the text."""
        found = (self._passage(term.value) for term in about.get(KG.iri + "evidence", ()))
        return tuple(sorted((p for p in found if p), key=lambda p: (p.source, p.start)))

    def _said(self, about: About) -> tuple[tuple[str, str], ...]:
        """Return what is said besides meaning and evidence, in words."""
        told = {prop: values for prop, values in about.items() if prop not in _QUIET and not prop.startswith(_PARTS)}
        places = [displayed(value) for value in told.pop(_DERIVED, ()) if "#correction-" not in value.value]
        shown = bool(places)
        if len(places) > _FEW:
            places[_FEW:] = [f"{len(places) - _FEW} more"]
        said = [(label(prop), self._known.text(value)) for prop, values in told.items() for value in values]
        return (*said, *([(label(_DERIVED), ", ".join(places))] if shown else ()))

    def _drawn(self, about: About) -> tuple[str | None, str | None]:
        """Return rule and score of a conclusion."""
        rule, score = about.get(KG.iri + "rule"), about.get(KG.iri + "score")
        return self._known.name(rule[0].value) if rule else None, score[0].value if score else None

    def _value(self, prop: str, about: About, whole: About) -> str:
        """Return what a part says: what it means, else its own name, else what is written there."""
        found = meaning(local_name(prop), lambda name: about.get(name, ()), lambda name: whole.get(name, ()))
        if found.values:
            return self._known.text(found.values[0])
        names = (*NAMES, FOAF.iri + "title", KG.iri + "number", KG.iri + "raw")
        if own := next((about[name][0].value for name in names if name in about), ""):
            return own
        if found.state is State.PROTECTED:
            return "a protected person"
        if says := about.get(KG.iri + "textSays"):
            return ", ".join(map(self._known.text, says))
        return ""

    def _meant(self, iri: str) -> tuple[list[Reason], bool]:
        """Return the places that mean a thing, at most `MOST`, and whether there are more."""
        query = f"""SELECT ?whole ?by ?part {{ ?part rdf:value {encoded(iri)} . ?whole ?by ?part
            FILTER(STRSTARTS(STR(?by), '{_PARTS}')) }} ORDER BY ?whole ?part ?by LIMIT {MOST + 1}"""
        rows = [tuple(str(value) for value in row.plain().values()) for row in self._store.query(query)]
        return [self._of(whole, by, part) for whole, by, part in rows[:MOST]], len(rows) > MOST

    def _of(self, whole: str, by: str, part: str) -> Reason:
        """Return what a part says, with the cable it is part of."""
        reason = self._part(by, part, self._known.about(whole))
        return replace(reason, label=f"{self._known.name(whole)} {reason.label}")

    def _links(self, iri: str) -> tuple[list[Reason], bool]:
        """Return the references that join the cables of a thread, at most `MOST`, and whether there are more."""
        query = f"""SELECT ?cable ?part ?cited {{ ?cable kg:inThread {encoded(iri)} ; part:references ?part .
            ?part rdf:value ?cited . ?cited kg:inThread {encoded(iri)} }} ORDER BY ?cable ?part LIMIT {MOST + 1}"""
        rows = [tuple(str(value) for value in row.plain().values()) for row in self._store.query(query)]
        reasons = [self._of(cable, _PARTS + "references", part) for cable, part, _ in rows[:MOST]]
        return reasons, len(rows) > MOST

    def _plain(self, iri: str, about: About) -> list[Reason]:
        """Return what is said of a thing that has no place in a text, and the terms of office of a person."""
        reasons = [
            Reason(label(prop), self._known.text(value))
            for prop, values in about.items()
            if prop not in _QUIET
            for value in values
        ]
        if (rule := self._drawn(about)[0]) is not None:
            reasons.append(Reason("concluded", rule))
        for told, who, where in (
            ("term of office", "org:member", label(ORG.iri + "organization")),
            ("seen at", "kg:attests", label(KG.iri + "attestedAt")),
        ):
            for row in self._store.query(f"SELECT ?term {{ ?term {who} {encoded(iri)} }} ORDER BY ?term"):
                term = str(row.plain()["term"])
                said, (rule, score) = self._said(self._known.about(term)), self._drawn(self._known.about(term))
                reasons.append(Reason(told, dict(said).get(where, ""), term, said, rule=rule, score=score))
        return reasons

    def _place(self, iri: str, about: About, place: re.Match[str]) -> Reason:
        found = self._passage(iri)
        repairs = (self._mended(iri),) if about else ()
        return Reason("place in", self._known.name(place[1]), iri, places=(found,) if found else (), repairs=repairs)

    def _mended(self, iri: str) -> Mended:
        about = self._known.about(iri)
        rules = ", ".join(self._known.name(rule.value) for rule in about.get(KG.iri + "rule", ()))
        raw, read_as = (" / ".join(v.value for v in about.get(name, ())) for name in (KG.iri + "raw", VALUE[1:-1]))
        return Mended(rules, raw, read_as, KG.iri + "doubt" in about)

    def _passage(self, iri: str) -> Passage | None:
        """Return the words of a place with what stands around them; None where the text is not kept."""
        place = _EVIDENCE.match(iri)
        if place is None:
            return None
        try:
            text = self._texts.get(place[2])
        except TextMissingError:
            return None
        return passage(text, int(place[3]), int(place[4]), self._known.name(place[1]), place[2])
