"""Corrections of what a picture shows: who put a value right, and why.

A correction names its cable or part (`kg:corrects`); here each is laid with what it corrects, under `CORRECTED_BY`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.facts.describe_many import TYPE, VALUE, Answers, Description, Term, describe, first, name_of, rows
from kg.facts.fact import Fact
from kg.facts.property_labels import BASE, DCTERMS, KG, RDFS, local_name, role_label
from kg.facts.stated_corrections import ROLES, CorrectionNote
from kg.rdf.iris import path_of

CORRECTED_BY = f"{KG}corrects^"
"""The inverse of `kg:corrects` in a description: no property, and never in the graph."""
PROV = "http://www.w3.org/ns/prov#"
DERIVED = PROV + "wasDerivedFrom"


def lay(store: Answers, described: dict[str, Description], cables: Iterable[str]) -> None:
    """Add to what is said of cables and their parts the corrections of them, and what these say.

    All corrections of the graph are looked at: people make them, so that there are few.
    """
    wanted = set(cables)
    found: dict[str, list[Term]] = {}
    for node, what in rows(store, f"SELECT ?n ?what WHERE {{ ?n <{KG}corrects> ?what }} ORDER BY ?what ?n"):
        if node and what and what.text.partition("#")[0] in wanted:
            found.setdefault(what.text, []).append(node)
    if not found:
        return
    described.update(describe(store, (node.text for nodes in found.values() for node in nodes)))
    values = {
        t.text
        for nodes in found.values()
        for n in nodes
        for p in _NAMING
        for t in described[n.text].get(p, ())
        if t.is_iri
    }
    described.update(describe(store, sorted(values - set(described))))
    for corrected, nodes in found.items():
        described.setdefault(corrected, {})[CORRECTED_BY] = nodes


def correction_nodes(about: Description, described: dict[str, Description]) -> list[str]:
    """Return the corrections of a part: those that name it, and the one that it comes from."""
    derived = [t.text for t in about.get(DERIVED, ()) if is_correction(t, described)]
    return list(dict.fromkeys([*(t.text for t in about.get(CORRECTED_BY, ())), *derived]))


def is_correction(term: Term, described: dict[str, Description]) -> bool:
    """Say whether a term names a correction."""
    return any(t.text == KG + "Correction" for t in described.get(term.text, {}).get(TYPE, ()))


def note(node: str, described: dict[str, Description]) -> CorrectionNote:
    """Return a correction in words."""
    about = described.get(node, {})
    author = first(about, PROV + "wasAttributedTo")
    return CorrectionNote(
        field=first(about, KG + "field") or "",
        value=", ".join(_said(t, described) for t in about.get(VALUE, ())),
        text_says=", ".join(_said(t, described) for t in about.get(KG + "textSays", ())),
        author=name_of(author, described) if author else "",
        reason=first(about, RDFS + "comment") or "",
        date=first(about, DCTERMS + "created") or "",
    )


def with_corrections(facts: list[Fact], whole: Description, described: dict[str, Description]) -> list[Fact]:
    """Return the facts of a cable with the corrections of its fields; one that left no value is a fact of its own."""
    told = name_of(f"{BASE}doubt/corrected", described)
    for node in (t.text for t in whole.get(CORRECTED_BY, ())):
        said = note(node, described)
        role = local_name(ROLES.get(said.field, said.field))
        changed = {n for n, f in enumerate(facts) if f.role == role and (told in f.doubts or said in f.corrections)}
        changed = changed or {n for n, fact in enumerate(facts) if fact.role == role}
        for n in changed:
            facts[n] = replace(facts[n], corrections=_added(facts[n].corrections, said))
        if not changed:
            facts.append(Fact(role, role_label(role), said.value or "none", iri=node, corrections=(said,)))
    return [_once(fact, told) for fact in facts]


def _once(fact: Fact, told: str) -> Fact:
    """Return a corrected fact without what its correction says too: that it is doubtful, and what the text has."""
    if not fact.corrections:
        return fact
    says = role_label("textSays")
    doubts = tuple(doubt for doubt in fact.doubts if doubt != told)
    if not any(one.text_says for one in fact.corrections):
        return replace(fact, doubts=doubts)
    return replace(fact, doubts=doubts, details=tuple(detail for detail in fact.details if detail[0] != says))


def _added(notes: tuple[CorrectionNote, ...], one: CorrectionNote) -> tuple[CorrectionNote, ...]:
    return notes if one in notes else (*notes, one)


def _said(term: Term, described: dict[str, Description]) -> str:
    return name_of(term.text, described) if term.is_iri and path_of(term.text) else term.text


_NAMING = (VALUE, KG + "textSays", PROV + "wasAttributedTo")
