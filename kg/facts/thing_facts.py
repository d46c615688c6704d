"""Make the facts of one thing, in words, from the graph's statements about the thing and its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.facts.corrections import DERIVED, corrections_of, is_correction, with_corrections
from kg.facts.descriptions import NAMES, NOTATION, TYPE, VALUE, Description, Known, Term, first
from kg.facts.fact import Conclusion, Evidence, Fact, RepairNote
from kg.facts.stated_part import ALONE, StatedPart, evidence_of
from kg.rdf.value_states import AT_CABLE, State
from kg.schema import heading, heading_of, label, local_name, role_order
from kg.terms.iris import PROV
from kg.terms.namespaces import BASE, FOAF, KG, PART, RDFS
from kg.vocabulary import code_lists

_HANDLED = frozenset([TYPE, VALUE, *NAMES, *(KG + x for x in "evidence repair doubt rule score raw number".split())])
"""Properties that a fact shows in fields of their own, and not again among the details."""
_CONCLUDED = KG + "inThread"
"""The property from a cable to a conclusion that has a rule of its own."""
_VERSION = (KG + "correctedCopy", PROV.iri + "wasRevisionOf")
"""Properties of a copy that is a later version of others."""
_HIDDEN = "Name protected"
"""Shown in place of a protected name."""
_NUMBERED = re.compile(r"#p(\d{1,9})(?:~[0-9a-f]{6})?$")


def parts_of(description: Description) -> Iterator[tuple[str, str]]:
    """Yield role and IRI of every part (`part:…`) of a thing."""
    for prop, values in description.items():
        if prop.startswith(PART):
            for value in values:
                if value.is_iri:
                    yield local_name(prop), value.text


def is_held(description: Description) -> bool:
    """Return whether the graph has a copy of a cable, or any part that was read from one."""
    return DERIVED in description or any(True for _ in parts_of(description))


def cable_facts(iri: str, known: Known) -> tuple[Fact, ...]:
    """Return all facts of a cable: one for each part, and one for each plain value that rests on no part."""
    whole = known.about(iri)
    facts: list[Fact] = []
    for role, part in parts_of(whole):
        facts.append(part_fact(role, part, whole, known))
        about = known.about(part)
        facts += [part_fact(r, p, about, known) for r, p in parts_of(about)]
    told = {(fact.role, fact.target) for fact in facts} | {(fact.role, None) for fact in facts}
    at_cable = {(local_name(prop), fact.value) for fact in facts for prop in AT_CABLE.get(fact.role, ())}
    facts += [
        f for f in plain_facts(whole, known) if (f.role, f.target) not in told and (f.role, f.value) not in at_cable
    ]
    once = list(dict.fromkeys(facts))  # a heading may stand over several paragraphs
    return tuple(sorted(with_corrections(iri, once, known), key=_place))


def _place(fact: Fact) -> tuple[tuple[int, str], int, str, str]:
    return (role_order(fact.role), fact.evidence[0].start if fact.evidence else 0, fact.iri or "", fact.value)


def plain_facts(about: Description, known: Known, without: frozenset[str] = frozenset()) -> list[Fact]:
    """Return a fact for each direct value of a thing, except for the properties in `without`."""
    facts = []
    for prop, values in about.items():
        role = local_name(prop)
        if prop == TYPE or prop.startswith(PART) or prop in without:
            continue
        if prop == KG + "repair":
            facts += [_repaired(role, note) for note in _repairs(values, known)]
        else:
            facts += [_plain_fact(prop, role, value, known) for value in values]
    return facts


def _repaired(role: str, note: RepairNote) -> Fact:
    at = (note.evidence,) if note.evidence else ()
    return Fact(role, heading_of(role), note.read_as, evidence=at, repairs=(note,), state=State.ITSELF)


def _plain_fact(prop: str, role: str, value: Term, known: Known) -> Fact:
    """Return the fact of a plain value: a thread with its rule, a copy with the version it is."""
    about = known.about(value.text) if value.is_iri else {}
    details = ((name, term) for name in _VERSION for term in about.get(name, ())) if prop == DERIVED else ()
    return Fact(
        role,
        heading(label(prop)),
        known.text(value),
        value.text if value.is_iri else None,
        details=tuple((heading(label(name)), known.text(term)) for name, term in details),
        conclusion=conclusion_of(about, known) if prop == _CONCLUDED else None,
    )


def part_fact(role: str, part: str, whole: Description, known: Known) -> Fact:
    """Return the fact that a part states; `whole` describes the cable or part that the part belongs to."""
    about = known.about(part)
    stated = StatedPart(role, lambda prop: about.get(prop, ()), lambda prop: whole.get(prop, ()), _text)
    target = next((term.text for term in stated.values if term.is_iri), None)
    value = _value(stated, part, about, known)
    return Fact(
        role=role,
        label=heading_of(role),
        value=value,
        target=target,
        iri=part,
        details=tuple(_details(stated, target, value, about, known)),
        evidence=_evidence(stated.evidence),
        repairs=tuple(_repairs(stated.repairs, known)),
        doubts=tuple(known.name(doubt.text) for doubt in stated.doubts),
        conclusion=conclusion_of(about, known) or (_alone() if stated.by_itself else None),
        corrections=corrections_of(part, about, known),
        rests_on=rests_on(about, known),
        state=stated.state,
    )


def _text(term: Term) -> str:
    return term.text


def _number_of(part: str) -> str | None:
    """Return the number that the IRI of a paragraph holds.

    >>> _number_of("https://w3id.org/cable-kg/cable/07LIMA2181#p4")
    '4'
    """
    found = _NUMBERED.search(part)
    return found[1] if found else None


def _value(stated: StatedPart[Term], part: str, about: Description, known: Known) -> str:
    """Return the value of a part in words: its meaning, else its name, else the words of the text."""
    if stated.values:
        return known.text(stated.values[0])
    if own := first(about, FOAF + "name", RDFS + "label"):
        return own
    if says := about.get(KG + "textSays"):
        return ", ".join(map(known.text, says))
    if stated.state is State.PROTECTED:
        return _HIDDEN
    if number := first(about, KG + "number") or _number_of(part):
        return f"{heading_of(stated.role)} {number}"
    return first(about, FOAF + "title", KG + "raw") or heading_of(stated.role)


def _details(
    stated: StatedPart[Term], target: str | None, value: str, about: Description, known: Known
) -> Iterator[tuple[str, str]]:
    """Yield name and value of every other statement of a part: its code, further values, the words of the text."""
    code = first(known.about(target), NOTATION) if target else None
    if code and not value.casefold().startswith(code.casefold()):
        yield heading(label(NOTATION)), code
    cited = target is not None and target.startswith(f"{BASE}cable/")
    for role, name, term in _others(about, known):
        if not (cited and role == "kind"):
            yield name, _suggested(term, known) if role == "suggestion" else known.text(term)
    written = stated.written
    if written and written.text != value:
        yield heading(label(KG + "raw")), written.text


def _others(about: Description, known: Known) -> Iterator[tuple[str, str, Term]]:
    """Yield role, name and value of the statements that have no field of their own in a fact, in the order of roles."""
    for prop in sorted(about, key=lambda p: role_order(local_name(p))):
        role = local_name(prop)
        if prop not in _HANDLED and not prop.startswith(PART):
            name = heading(label(prop))
            yield from ((role, name, v) for v in about[prop] if not (prop == DERIVED and is_correction(v, known)))


def _suggested(term: Term, known: Known) -> str:
    """Return a suggested value in words, with its code."""
    text, code = known.text(term), first(known.about(term.text), NOTATION)
    return f"{code}, {text}" if code and code != text else text


def _evidence(terms: Iterable[Term]) -> tuple[Evidence, ...]:
    return tuple(sorted(place for term in terms if (place := evidence_of(term.text))))


def _repairs(terms: Iterable[Term], known: Known) -> Iterator[RepairNote]:
    for term in terms:
        yield repair_note(term.text, known)


def repair_note(iri: str, known: Known) -> RepairNote:
    """Return the repair at a place, by the IRI of the place."""
    about = known.about(iri)
    return RepairNote(
        rule=", ".join(known.name(rule.text) for rule in about.get(KG + "rule", ())),
        raw=" / ".join(term.text for term in about.get(KG + "raw", ())),
        read_as=" / ".join(term.text for term in about.get(VALUE, ())),
        unsure=KG + "doubt" in about,
        evidence=evidence_of(iri),
    )


def conclusion_of(about: Description, known: Known) -> Conclusion | None:
    """Return the rule and score that concluded the meaning of a part; None where the text states it."""
    rule = first(about, KG + "rule")
    return Conclusion(known.name(rule), first(about, KG + "score")) if rule else None


@cache
def _alone() -> Conclusion:
    """Return the rule by which a person is joined to no other mention."""
    return Conclusion(next(one.label for one in code_lists.concepts("rule") if one.code == ALONE))


def rests_on(about: Description, known: Known) -> tuple[str, ...]:
    """Return the sources of a conclusion, without corrections."""
    return tuple(term.text for term in about.get(DERIVED, ()) if not is_correction(term, known))


def named_in(description: Description) -> Iterator[str]:
    """Yield the IRIs in a description whose names are needed to show the description in words."""
    for prop, values in description.items():
        if prop not in (TYPE, KG + "evidence") and not prop.startswith(PART):
            yield from (v.text for v in values if v.is_iri)
