"""The terms officials served, as the graph concludes them from cables and from the Historian's dated list."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from kg.network.describe import Answers, Description, check_iri, describe, first, name_of, rows
from kg.network.facts import Fact
from kg.network.reading import named_in
from kg.network.terms import BASE, DCAT, FOAF, KG, ORG, role_label
from kg.store.batches import batches

_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
_HISTORIAN = "history.state.gov"


def terms_of(
    store: Answers, officials: Iterable[str], described: dict[str, Description]
) -> dict[str, tuple[Fact, ...]]:
    """Return the terms of each official who has any; the target of each fact is the post."""
    members: dict[str, list[str]] = {}
    for batch in batches(sorted(officials)):
        values = " ".join(f"<{check_iri(iri)}>" for iri in batch)
        pattern = f"?t <{ORG}member> ?o ; <{ORG}organization> ?p"
        query = f"SELECT DISTINCT ?o ?t WHERE {{ VALUES ?o {{ {values} }} {pattern} }}"
        for official, term in rows(store, query):
            if official and term:
                members.setdefault(official.text, []).append(term.text)
    terms = describe(store, (t for ts in members.values() for t in ts))
    unnamed = sorted({iri for d in terms.values() for iri in named_in(d)} - set(described) - set(terms))
    known = {**described, **describe(store, unnamed)}
    return {o: tuple(_term(t, terms[t], known) for t in sorted(ts) if t in terms) for o, ts in sorted(members.items())}


def _term(iri: str, about: Description, described: dict[str, Description]) -> Fact:
    post = first(about, ORG + "organization") or ""
    details = [
        (label, value)
        for label, prop in (("Title", FOAF + "title"), ("From", DCAT + "startDate"), ("To", DCAT + "endDate"))
        if (value := first(about, prop))
    ]
    details.append(("According to", _authority(about)))
    rule = first(about, KG + "rule")
    conflict = about.get(KG + "conflictsWith")
    return Fact(
        role="organization",
        label="Served at",
        value=name_of(post, described),
        target=post,
        iri=iri,
        details=tuple(details),
        doubts=("Another source gives other dates",) if conflict else (),
        inferred=name_of(rule, described) if rule else role_label("dates of the cables that name this person"),
    )


def _authority(about: Description) -> str:
    """Return who says so: the cables here, the Historian's list, or the site another list comes from."""
    sources = [t.text for t in about.get(_DERIVED, ())]
    sites = sorted({urlsplit(s).netloc for s in sources if not s.startswith(BASE)})
    if _HISTORIAN in sites:
        return "the Office of the Historian's list"
    return ", ".join(sites) if sites else "the cables in this graph"
