"""Reading the facts of one thing from what the store says about it and its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.describe_many import NAMES, NOTATION, TYPE, VALUE, Description, Term, first, name_of
from kg.facts.fact import Evidence, Fact, RepairNote
from kg.facts.property_labels import BASE, FOAF, KG, PART, RDFS, local_name, role_label, role_order
from kg.facts.shown_corrections import CORRECTED_BY, DERIVED, correction_nodes, is_correction, note, with_corrections
from kg.rdf.iris import path_of
from kg.rdf.value_states import AT_CABLE, Meaning, State, meaning
from kg.schema import heading, label

_EVIDENCE = re.compile(r"/document/(?P<hash>[^#/]{1,128})\#char=(?P<start>\d{1,12}),(?P<end>\d{1,12})$")

HANDLED = frozenset(
    [
        TYPE,
        VALUE,
        CORRECTED_BY,
        *NAMES,
        *(KG + x for x in ("evidence", "repair", "doubt", "rule", "score", "raw", "number")),
    ]
)
"""What a fact says in places of its own, so that it is not repeated among the details."""


def evidence_of(iri: str) -> Evidence | None:
    """Return the place that an evidence IRI (`…/document/HASH#char=12,20`) names, or None if it is none.

    >>> evidence_of("https://w3id.org/cable-kg/document/ab12#char=12,20")
    Evidence(document='ab12', start=12, end=20)
    """
    found = _EVIDENCE.search(iri)
    return Evidence(found["hash"], int(found["start"]), int(found["end"])) if found else None


def parts_of(description: Description) -> Iterator[tuple[str, str]]:
    """Yield role and IRI of every part (`part:…`) of a thing."""
    for prop, values in description.items():
        if prop.startswith(PART):
            for value in values:
                if value.is_iri:
                    yield local_name(prop), value.text


def cable_facts(iri: str, described: dict[str, Description]) -> tuple[Fact, ...]:
    """Return all facts of a cable: one for each part, and one for each plain value that rests on no part."""
    whole = described.get(iri, {})
    facts: list[Fact] = []
    for role, part in parts_of(whole):
        facts.append(part_fact(role, part, whole, described))
        facts += [part_fact(r, p, described.get(part, {}), described) for r, p in parts_of(described.get(part, {}))]
    told = {(fact.role, fact.target) for fact in facts} | {(fact.role, None) for fact in facts}
    at_cable = {(local_name(prop), fact.value) for fact in facts for prop in AT_CABLE.get(fact.role, ())}
    facts += [
        f for f in plain_facts(whole, described) if (f.role, f.target) not in told and (f.role, f.value) not in at_cable
    ]
    return tuple(sorted(with_corrections(facts, whole, described), key=_place))


def _place(fact: Fact) -> tuple[tuple[int, str], int, str, str]:
    return (role_order(fact.role), fact.evidence[0].start if fact.evidence else 0, fact.iri or "", fact.value)


def plain_facts(
    description: Description, described: dict[str, Description], without: frozenset[str] = frozenset()
) -> list[Fact]:
    """Return a fact for each direct value of a thing whose role is not in `without`."""
    facts = []
    notes = tuple(_repairs(description, described))
    for prop, values in description.items():
        role = local_name(prop)
        if prop in (TYPE, CORRECTED_BY) or prop.startswith(PART) or role in without:
            continue
        if prop == KG + "repair":
            facts += [Fact(role, role_label(role), r.read_as, evidence=_at(r), repairs=(r,)) for r in notes]
            continue
        facts += [Fact(role, role_label(role), _text(v, described), v.text if v.is_iri else None) for v in values]
    return facts


def _at(repair: RepairNote) -> tuple[Evidence, ...]:
    return (repair.evidence,) if repair.evidence else ()


def _text(term: Term, described: dict[str, Description]) -> str:
    ours = term.is_iri and (term.text in described or path_of(term.text))
    return name_of(term.text, described) if ours else term.text


def part_fact(role: str, part: str, whole: Description, described: dict[str, Description]) -> Fact:
    """Return the fact that a part of a cable states; `whole` is what is said about the thing it is a part of."""
    about = described.get(part, {})
    found = meaning(role, lambda prop: about.get(prop, ()), lambda prop: whole.get(prop, ()), lambda term: term.text)
    target = next((term.text for term in found.values if term.is_iri), None)
    written = first(about, KG + "raw", FOAF + "name")
    value = _value(role, about, found, described)
    details = list(_details(about, described))
    code = first(described.get(target, {}), NOTATION) if target else None
    if code and not value.casefold().startswith(code.casefold()):
        details.insert(0, (heading(label(NOTATION)), code))
    if target and target.startswith(BASE + "cable/"):
        details = [detail for detail in details if detail[0] != role_label("kind")]
    if written and written != value:
        details.append((heading(label(KG + "raw")), written))
    return Fact(
        role=role,
        label=role_label(role),
        value=value,
        target=target,
        iri=part,
        details=tuple(details),
        evidence=_evidence(about),
        repairs=tuple(_repairs(about, described)),
        doubts=tuple(name_of(d.text, described) for d in about.get(KG + "doubt", ())),
        inferred=_inferred(about, described),
        corrections=tuple(note(node, described) for node in correction_nodes(about, described)),
    )


def _value(role: str, about: Description, found: Meaning[Term], described: dict[str, Description]) -> str:
    """Return the value of a part in words: what it means, else what it is called, else what is written there."""
    if found.values:
        return _text(found.values[0], described)
    if own := first(about, FOAF + "name", RDFS + "label"):
        return own
    if says := about.get(KG + "textSays"):
        return ", ".join(_text(term, described) for term in says)
    if found.state is State.PROTECTED:
        return "Name protected"
    if number := first(about, KG + "number"):
        return f"{role_label(role)} {number}"
    return first(about, FOAF + "title", KG + "raw") or role_label(role)


def _details(about: Description, described: dict[str, Description]) -> Iterator[tuple[str, str]]:
    """Yield name and value of whatever else a part says, in the order of the roles."""
    for prop in sorted(about, key=lambda p: role_order(local_name(p))):
        role = local_name(prop)
        if prop in HANDLED or prop.startswith(PART):
            continue
        for value in about[prop]:
            if prop == DERIVED and is_correction(value, described):
                continue
            name = heading(label(prop))
            text = _text(value, described)
            if role == "suggestion" and (code := first(described.get(value.text, {}), NOTATION)) and code != text:
                text = f"{code}, {text}"
            yield name, text


def _evidence(about: Description) -> tuple[Evidence, ...]:
    found = (evidence_of(term.text) for term in about.get(KG + "evidence", ()))
    return tuple(sorted(e for e in found if e))


def _repairs(about: Description, described: dict[str, Description]) -> Iterator[RepairNote]:
    for term in about.get(KG + "repair", ()):
        repair = described.get(term.text, {})
        rule = first(repair, KG + "rule")
        yield RepairNote(
            rule=name_of(rule, described) if rule else "",
            raw=first(repair, KG + "raw") or "",
            read_as=first(repair, VALUE) or "",
            unsure=KG + "doubt" in repair,
            evidence=evidence_of(term.text),
        )


def _inferred(about: Description, described: dict[str, Description]) -> str | None:
    """Return by which rule, and with what score, the meaning of a part was concluded."""
    rule = first(about, KG + "rule")
    if rule is None:
        return None
    score = first(about, KG + "score")
    return name_of(rule, described) + (f" (score {score})" if score else "")


def named_in(description: Description) -> Iterator[str]:
    """Yield the IRIs that a description names and whose own names are needed to show it in words."""
    for prop, values in description.items():
        if prop not in (TYPE, CORRECTED_BY, KG + "evidence") and not prop.startswith(PART):
            yield from (v.text for v in values if v.is_iri and path_of(v.text))
