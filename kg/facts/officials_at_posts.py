"""Officials at posts: the terms of the Historian's dated list, and when cables first and last show somebody."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from kg.facts.describe_many import Answers, Description, check_iri, describe, first, name_of, rows
from kg.facts.fact import Fact
from kg.facts.property_labels import BASE, DCAT, FOAF, KG, ORG, role_label
from kg.facts.thing_facts import named_in
from kg.schema import heading, label
from kg.store.query_batches import batches

_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
AT_POSTS = ((ORG + "member", ORG + "organization", "organization"), (KG + "attests", KG + "attestedAt", "attestedAt"))
"""How the graph joins somebody to a post: the property for the person, that for the post, the role of the arrow."""
_HISTORIAN = "history.state.gov"


def terms_of(
    store: Answers, officials: Iterable[str], described: dict[str, Description]
) -> dict[str, tuple[Fact, ...]]:
    """Return the terms of each official who has any, and the attestations; the target of each fact is the post."""
    members: dict[str, list[str]] = {}
    for batch in batches(sorted(officials)):
        values = " ".join(f"<{check_iri(iri)}>" for iri in batch)
        either = " UNION ".join(f"{{ ?t <{who}> ?o ; <{where}> ?p }}" for who, where, _ in AT_POSTS)
        query = f"SELECT DISTINCT ?o ?t WHERE {{ VALUES ?o {{ {values} }} {either} }}"
        for official, term in rows(store, query):
            if official and term:
                members.setdefault(official.text, []).append(term.text)
    terms = describe(store, (t for ts in members.values() for t in ts))
    unnamed = sorted({iri for d in terms.values() for iri in named_in(d)} - set(described) - set(terms))
    known = {**described, **describe(store, unnamed)}
    return {o: tuple(_term(t, terms[t], known) for t in sorted(ts) if t in terms) for o, ts in sorted(members.items())}


def _term(iri: str, about: Description, described: dict[str, Description]) -> Fact:
    if seen := first(about, KG + "attestedAt"):
        return _attestation(iri, seen, about, described)
    post = first(about, ORG + "organization") or ""
    details = [
        (heading(label(prop)), value)
        for prop in (FOAF + "title", DCAT + "startDate", DCAT + "endDate")
        if (value := first(about, prop))
    ]
    details.append(("According to", _authority(about)))
    rule = first(about, KG + "rule")
    conflict = about.get(KG + "conflictsWith")
    return Fact(
        role="organization",
        label=role_label("organization"),
        value=name_of(post, described),
        target=post,
        iri=iri,
        details=tuple(details),
        doubts=("Another source gives other dates",) if conflict else (),
        inferred=name_of(rule, described) if rule else "Dates of a list",
    )


def _attestation(iri: str, post: str, about: Description, described: dict[str, Description]) -> Fact:
    """Return that cables show somebody at a post: no term of office, and no dates of one."""
    shown = (FOAF + "title", KG + "firstSeen", KG + "lastSeen")
    return Fact(
        role="attestedAt",
        label=role_label("attestedAt"),
        value=name_of(post, described),
        target=post,
        iri=iri,
        details=tuple((heading(label(prop)), value) for prop in shown if (value := first(about, prop))),
        inferred="Dates of the cables that show this person there; not a term of office",
    )


def _authority(about: Description) -> str:
    """Return who says so: the Historian's list, or the site another list comes from."""
    sources = [t.text for t in about.get(_DERIVED, ())]
    sites = sorted({urlsplit(s).netloc for s in sources if not s.startswith(BASE)})
    if _HISTORIAN in sites:
        return "the Office of the Historian's list"
    return ", ".join(sites) if sites else "a dated list"
