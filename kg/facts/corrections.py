"""Read corrections from the graph: the corrected field, author, reason, and the words of the text itself.

A correction points to the corrected thing (`kg:corrects`) and no cable points to its corrections, so all of them are
read. People make them by hand, so there are few.
"""

from __future__ import annotations

from dataclasses import replace

from kg.facts.descriptions import TYPE, VALUE, Answers, Description, Known, Term, first, rows
from kg.facts.fact import CorrectionNote, Fact
from kg.rdf.correctable_fields import FIELDS
from kg.schema import heading_of, local_name
from kg.terms.iris import PROV
from kg.terms.namespaces import BASE, DCTERMS, KG, RDFS

DERIVED = PROV.iri + "wasDerivedFrom"
NAMING = (VALUE, KG + "textSays", PROV.iri + "wasAttributedTo")
"""Properties of a correction whose values are shown by their names."""
_ROLES = {name: local_name(role[1:-1]) for name, (_, role, _) in FIELDS.items()}
"""Correctable field → role of the parts it is about: `subject` → `title`."""
_CORRECTED = f"{BASE}doubt/corrected"


def corrections_by_thing(store: Answers) -> dict[str, list[str]]:
    """Return the IRIs of all corrections of a graph by the cable or part they correct."""
    found: dict[str, list[str]] = {}
    for node, what in rows(store, f"SELECT ?n ?what WHERE {{ ?n <{KG}corrects> ?what }} ORDER BY ?what ?n"):
        if node and what:
            found.setdefault(what.text, []).append(node.text)
    return found


def corrections_of(part: str, about: Description, known: Known) -> tuple[CorrectionNote, ...]:
    """Return the corrections of a part: those that point to the part, and the correction that created the part."""
    derived = [term.text for term in about.get(DERIVED, ()) if is_correction(term, known)]
    return tuple(_note(node, known) for node in dict.fromkeys([*known.corrections.get(part, ()), *derived]))


def is_correction(term: Term, known: Known) -> bool:
    """Return whether a term is the IRI of a correction."""
    return any(kind.text == KG + "Correction" for kind in known.about(term.text).get(TYPE, ()))


def _note(node: str, known: Known) -> CorrectionNote:
    about = known.about(node)

    def said(prop: str) -> str:
        return ", ".join(map(known.text, about.get(prop, ())))

    author, created = first(about, PROV.iri + "wasAttributedTo"), about.get(DCTERMS + "created")
    return CorrectionNote(
        field=first(about, KG + "field") or "",
        value=said(VALUE),
        text_says=said(KG + "textSays"),
        author=known.name(author) if author else "",
        reason=first(about, RDFS + "comment") or "",
        date=known.text(created[0]) if created else "",
    )


def with_corrections(cable: str, facts: list[Fact], known: Known) -> list[Fact]:
    """Add the corrections of a cable's fields to its facts.

    A correction that left no value becomes a fact of its own.
    """
    told = known.name(_CORRECTED)
    for node in known.corrections.get(cable, ()):
        said = _note(node, known)
        role = _ROLES.get(said.field, said.field)
        changed = {n for n, f in enumerate(facts) if f.role == role and (told in f.doubts or said in f.corrections)}
        changed = changed or {n for n, fact in enumerate(facts) if fact.role == role}
        for n in changed:
            facts[n] = replace(facts[n], corrections=_added(facts[n].corrections, said))
        if not changed:
            facts.append(Fact(role, heading_of(role), said.value or "none", iri=node, corrections=(said,)))
    return [_once(fact, told) for fact in facts]


def _once(fact: Fact, told: str) -> Fact:
    """Drop from a corrected fact the doubt and the wording of the text that its correction repeats."""
    if not fact.corrections:
        return fact
    says = heading_of("textSays")
    doubts = tuple(doubt for doubt in fact.doubts if doubt != told)
    if not any(one.text_says for one in fact.corrections):
        return replace(fact, doubts=doubts)
    return replace(fact, doubts=doubts, details=tuple(detail for detail in fact.details if detail[0] != says))


def _added(notes: tuple[CorrectionNote, ...], one: CorrectionNote) -> tuple[CorrectionNote, ...]:
    return notes if one in notes else (*notes, one)
