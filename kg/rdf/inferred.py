"""What is concluded from many cables: who is held, who is the same person, who served where. The graph of inferences.

    triples = kg.rdf.inferred(digests)

One pass over the digests; what is kept in memory are the officials that the Historian's list knows.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from pathlib import Path

from kg.rdf.names import BASE, DCAT, FOAF, HISTORIAN, KG, NAME, ORG, PROV, SKOS, TITLE, TYPE, VALUE, cable_iri, coded
from kg.rdf.people import ROLES
from kg.rdf.slugs import slug, surname
from kg.rdf.sorting import sorted_lines
from kg.rdf.terms import Pair, Triple, day, decimal, fingerprint, iri, literal, segment
from kg.resolution.digest import Digest
from kg.resolution.officials import Identity, Match, identify
from kg.resolution.persons import SENDERS, Joined
from kg.vocabulary import titles
from kg.vocabulary.holders import OfficeHolder

_STATUS, _RULE, _SCORE = KG("status"), KG("rule"), KG("score")
_PERSON, _TERM, _CONFLICT = FOAF("Person"), KG("Term"), KG("conflictsWith")
_EXACT, _CLOSE = SKOS("exactMatch"), SKOS("closeMatch")
_MEMBER, _ORGANIZATION, _DERIVED = ORG("member"), ORG("organization"), PROV("wasDerivedFrom")
_START, _END = DCAT("startDate"), DCAT("endDate")
_QUICK = {role: KG(name) for role, (name, _) in ROLES.items()}
_NAME_POST_TIME = coded("rule", "name-post-time")
_HELD, _PARTIAL, _CITED = "\t1\n", "\t2\n", "\t3\n"
_STATUSES = {_HELD: "held", _PARTIAL: "partial"}
_MARK = len(_CITED)
_BATCH = 5_000


@dataclass(slots=True)
class _Service:
    """What the cables show of somebody at one post: first and last day, titles, and the best match of each term."""

    first: date
    last: date
    titles: Counter[str] = field(default_factory=Counter)
    terms: dict[OfficeHolder, Match] = field(default_factory=dict)


@dataclass(slots=True)
class _Known:
    """A person of the Historian's list as the cables name them: names with how often, and posts."""

    names: Counter[str] = field(default_factory=Counter)
    posts: dict[str, _Service] = field(default_factory=dict)


def inferred(digests: Iterable[Digest], base: str = BASE, *, scratch: Path | None = None) -> Iterator[Triple]:
    """Give what is concluded from all cables of a graph; `base` is where the IRIs of computed things begin.

    The digests may come in any order; sorted, the triples are the same. Which cables are held and which only cited is
    sorted out on disk (in `scratch`, where given): nothing is kept in memory for a cable.
    """
    known: dict[str, _Known] = {}
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=scratch) as seen:
        for digest in digests:
            status = _HELD if digest.complete else _PARTIAL
            seen.write(f"{cable_iri(digest.key)}{status}")
            seen.writelines(f"{cable_iri(cited)}{_CITED}" for cited in digest.cites)
            yield from _persons(digest, known, base)
        seen.seek(0)
        yield from _statuses(seen, scratch)
    for person_id in sorted(known):
        yield from _official(person_id, known[person_id], base)


def _statuses(seen: Iterable[str], scratch: Path | None) -> Iterator[Triple]:
    """Give each cable's status from lines of its IRI and how it was seen; what is held sorts before what is cited."""
    lines = iter(seen)
    batches = iter(lambda: list(islice(lines, _BATCH)), [])
    with sorted_lines(batches, scratch) as ordered:
        for cable, found in groupby(ordered, key=lambda line: line[:-_MARK]):
            marks = [line[-_MARK:] for line in found]
            statuses = [_STATUSES[one] for one in marks if one != _CITED] or ["referenced-only"]
            for status in statuses:
                yield cable, _STATUS, coded("status", status)


def _persons(digest: Digest, known: dict[str, _Known], base: str) -> Iterator[Triple]:
    identities = identify(digest)
    unlisted = Counter(slug(surname(one.person.name)) for one in identities if one.match is None)
    for one in identities:
        if one.match is not None:
            node = _listed(one.match.holder.person_id, base)
            yield from _service(digest, one, one.match, known, node)
        else:
            name = slug(surname(one.person.name))
            apart = f"~{fingerprint(one.person.name)}" if unlisted[name] > 1 else ""
            node = iri(f"{base}official/{name}-{segment(digest.key)}{apart}")
            yield node, TYPE, _PERSON
            yield node, NAME, literal(one.person.name)
            for match in one.matches:
                yield node, _CLOSE, iri(match.holder.page)
        yield from _mentions(digest, one.person.joined, node)


def _mentions(digest: Digest, joined: Iterable[Joined], person: str) -> Iterator[Triple]:
    cable = cable_iri(digest.key)
    for one in joined:
        mention = f"{cable[:-1]}#{one.mention.fragment}>"
        yield cable, _QUICK[one.mention.role], person
        yield mention, VALUE, person
        yield mention, _RULE, coded("rule", one.rule)
        if one.score is not None:
            yield mention, _SCORE, decimal(one.score)


def _listed(person_id: str, base: str) -> str:
    return iri(f"{base}official/{person_id}")


def _service(digest: Digest, one: Identity, match: Match, known: dict[str, _Known], node: str) -> Iterator[Triple]:
    """Note when and as what a listed person answered for a cable, and give the mentions that show it."""
    assert digest.post is not None and digest.day is not None
    person = known.setdefault(match.holder.person_id, _Known())
    person.names[one.person.name] += 1
    service = person.posts.setdefault(digest.post, _Service(digest.day, digest.day))
    service.first, service.last = min(service.first, digest.day), max(service.last, digest.day)
    if match.holder not in service.terms or service.terms[match.holder].score < match.score:
        service.terms[match.holder] = match
    cable = cable_iri(digest.key)[:-1]
    for joined in one.person.joined:
        if joined.mention.role in SENDERS:
            if joined.mention.title:
                found = titles.find(joined.mention.title)
                service.titles[found.canonical if found else joined.mention.title] += 1
            yield _shown(node, digest.post), _DERIVED, f"{cable}#{joined.mention.fragment}>"


def _shown(person: str, post: str) -> str:
    """Return the IRI of the term that the cables of a post show."""
    return f"{person[:-1]}#{slug(post)}-in-cables>"


def _official(person_id: str, known: _Known, base: str) -> Iterator[Triple]:
    """Give a person of the Historian's list: the name as the cables have it, the page, and the terms."""
    node = _listed(person_id, base)
    yield node, TYPE, _PERSON
    yield node, NAME, literal(min(known.names, key=lambda name: (-len(name), -known.names[name], name)))
    yield node, _EXACT, iri(HISTORIAN + person_id)
    for post, service in sorted(known.posts.items()):
        shown = _shown(node, post)
        about: list[Pair] = [(_START, day(service.first)), (_END, day(service.last))]
        if service.titles:
            about.append((TITLE, literal(min(service.titles, key=lambda title: (-service.titles[title], title)))))
        yield from _term(shown, node, post, about)
        for match in service.terms.values():
            yield from _listed_term(node, post, service, match, shown)


def _listed_term(person: str, post: str, service: _Service, match: Match, shown: str) -> Iterator[Triple]:
    holder = match.holder
    begins = holder.start.isoformat() if holder.start else "unknown"
    node = f"{person[:-1]}#{slug(post)}-{begins}-in-pocom>"
    about: list[Pair] = [
        (_DERIVED, iri(holder.page)),
        (NAME, literal(" ".join(filter(None, (holder.forename, holder.surname, holder.generation))))),
        (TITLE, literal(holder.title)),
        (_RULE, _NAME_POST_TIME),
        (_SCORE, decimal(match.score)),
    ]
    if holder.start is not None:
        about.append((_START, day(holder.start)))
    if holder.end is not None:
        about.append((_END, day(holder.end)))
    if len(service.terms) == 1 and _conflict(holder, service):
        about.append((_CONFLICT, shown))
    yield from _term(node, person, post, about)


def _conflict(holder: OfficeHolder, service: _Service) -> bool:
    before = holder.start is not None and service.first < holder.start
    return before or (holder.end is not None and service.last > holder.end)


def _term(node: str, person: str, post: str, about: Iterable[Pair]) -> Iterator[Triple]:
    yield node, TYPE, _TERM
    yield node, _MEMBER, person
    yield node, _ORGANIZATION, coded("post", post)
    for predicate, value in about:
        yield node, predicate, value
