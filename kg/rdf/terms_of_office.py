"""Write when persons were at posts: first and last sight in cables, and terms of the Historian's list.

To be seen is not to hold office: cables give an attestation, and only a dated list gives a term.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.rdf.cable_parts import slug
from kg.resolution.office_holders import outside
from kg.resolution.person_appearances import Listed
from kg.terms.iris import DCAT, KG, NAME, ORG, PROV, TITLE, TYPE, coded
from kg.terms.ntriples_terms import Pair, Triple, day, decimal, iri, literal
from kg.vocabulary import chiefs_of_mission
from kg.vocabulary.chiefs_of_mission import OfficeHolder

_TERM, _CONFLICT, _RULE, _SCORE = KG("Term"), KG("conflictsWith"), KG("rule"), KG("score")
_MEMBER, _ORGANIZATION, _DERIVED = ORG("member"), ORG("organization"), PROV("wasDerivedFrom")
_ATTESTATION, _ATTESTS, _AT = KG("Attestation"), KG("attests"), KG("attestedAt")
_FIRST, _LAST = KG("firstSeen"), KG("lastSeen")
_START, _END = DCAT("startDate"), DCAT("endDate")


@dataclass(slots=True)
class Tenure:
    """A person at one post in the cables: first and last day, titles, and the best match of each listed term."""

    first: date
    last: date
    titles: Counter[str] = field(default_factory=Counter)
    terms: dict[OfficeHolder, tuple[float, str]] = field(default_factory=dict)

    def see(self, when: date) -> None:
        """Extend the range of days by the day of a cable."""
        self.first, self.last = min(self.first, when), max(self.last, when)

    def match(self, listed: Listed) -> None:
        """Add a fitting term of the Historian's list, or improve its score."""
        holder = chiefs_of_mission.all()[listed.place]
        self.terms[holder] = max(self.terms.get(holder, (0.0, "")), (listed.score, listed.rule))


def shown(person: str, post: str) -> str:
    """Return the IRI of the attestation of a person by the cables of a post."""
    return f"{person[:-1]}#{slug(post)}-in-cables>"


def terms_of(node: str, post: str, tenure: Tenure) -> Iterator[Triple]:
    """Yield a person's attestation at a post, and the terms there in the Historian's list."""
    here = shown(node, post)
    yield here, TYPE, _ATTESTATION
    yield here, _ATTESTS, node
    yield here, _AT, coded("post", post)
    yield here, _FIRST, day(tenure.first)
    yield here, _LAST, day(tenure.last)
    if tenure.titles:
        yield here, TITLE, literal(min(tenure.titles, key=lambda title: (-tenure.titles[title], title)))
    for holder, match in tenure.terms.items():
        yield from _listed_term(node, post, tenure, holder, *match)


def _listed_term(
    person: str, post: str, tenure: Tenure, holder: OfficeHolder, score: float, rule: str
) -> Iterator[Triple]:
    begins = holder.start.isoformat() if holder.start else "unknown"
    node = f"{person[:-1]}#{slug(post)}-{begins}-in-pocom>"
    about: list[Pair] = [
        (_DERIVED, iri(holder.page)),
        (NAME, literal(" ".join(filter(None, (holder.forename, holder.surname, holder.generation))))),
        (TITLE, literal(holder.title)),
        (_RULE, coded("rule", rule)),
        (_SCORE, decimal(score)),
    ]
    if holder.start is not None:
        about.append((_START, day(holder.start)))
    if holder.end is not None:
        about.append((_END, day(holder.end)))
    days = (tenure.first, tenure.last)
    if len(tenure.terms) == 1 and any(outside(holder, one) for one in days):
        about.append((_CONFLICT, shown(person, post)))
    yield from _term(node, person, post, about)


def _term(node: str, person: str, post: str, about: Iterable[Pair]) -> Iterator[Triple]:
    yield node, TYPE, _TERM
    yield node, _MEMBER, person
    yield node, _ORGANIZATION, coded("post", post)
    for predicate, value in about:
        yield node, predicate, value
