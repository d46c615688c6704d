"""Read when officials were at posts: terms of office from dated lists, and first and last sight in cables."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from kg.facts.descriptions import Answers, Description, Known, check_iri, first, rows
from kg.facts.fact import Conclusion, Fact
from kg.facts.thing_facts import conclusion_of, rests_on
from kg.schema import heading, heading_of, label
from kg.store.query_answers import batches
from kg.terms.namespaces import BASE, DCAT, FOAF, KG, ORG

AT_POSTS = ((ORG + "member", ORG + "organization", "organization"), (KG + "attests", KG + "attestedAt", "attestedAt"))
"""The paths from a person to a post: property to the person, property to the post, role of the arrow."""
_HISTORIAN = "history.state.gov"
_LISTED = Conclusion("Dates of a list")
_SHOWN = Conclusion("Dates of the cables that show this person there; not a term of office")


def terms_by_official(store: Answers, officials: Iterable[str]) -> dict[str, list[str]]:
    """Return the IRIs of the terms of office and attestations of each official who has any."""
    found: dict[str, list[str]] = {}
    for batch in batches(sorted(officials)):
        values = " ".join(f"<{check_iri(iri)}>" for iri in batch)
        either = " UNION ".join(f"{{ ?t <{who}> ?o ; <{where}> ?p }}" for who, where, _ in AT_POSTS)
        query = f"SELECT DISTINCT ?o ?t WHERE {{ VALUES ?o {{ {values} }} {either} }}"
        for official, term in rows(store, query):
            if official and term:
                found.setdefault(official.text, []).append(term.text)
    return {official: sorted(terms) for official, terms in sorted(found.items())}


def term_fact(iri: str, known: Known) -> Fact:
    """Return a term of office or an attestation as a fact with the post as its target."""
    about = known.about(iri)
    if seen := first(about, KG + "attestedAt"):
        return _attestation(iri, seen, about, known)
    post = first(about, ORG + "organization") or ""
    shown = (FOAF + "title", DCAT + "startDate", DCAT + "endDate")
    return Fact(
        role="organization",
        label=heading_of("organization"),
        value=known.name(post),
        target=post,
        iri=iri,
        details=(*_dated(shown, about, known), ("According to", _authority(about))),
        doubts=("Another source gives other dates",) if about.get(KG + "conflictsWith") else (),
        conclusion=conclusion_of(about, known) or _LISTED,
        rests_on=rests_on(about, known),
    )


def _attestation(iri: str, post: str, about: Description, known: Known) -> Fact:
    """Return the fact that cables show a person at a post, which is no term of office."""
    shown = (FOAF + "title", KG + "firstSeen", KG + "lastSeen")
    return Fact(
        role="attestedAt",
        label=heading_of("attestedAt"),
        value=known.name(post),
        target=post,
        iri=iri,
        details=_dated(shown, about, known),
        conclusion=_SHOWN,
        rests_on=rests_on(about, known),
    )


def _dated(shown: Iterable[str], about: Description, known: Known) -> tuple[tuple[str, str], ...]:
    return tuple((heading(label(prop)), known.text(about[prop][0])) for prop in shown if prop in about)


def _authority(about: Description) -> str:
    """Return the source of a term of office: the Historian's list, or the site of another list."""
    sources = rests_on(about, Known())
    sites = sorted({urlsplit(s).netloc for s in sources if not s.startswith(BASE)})
    if _HISTORIAN in sites:
        return "the Office of the Historian's list"
    return ", ".join(sites) if sites else "a dated list"
