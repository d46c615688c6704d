"""Officials as persons: who is meant by the mentions of all cables, and where the Historian's list has them.

The persons of single cables are sorted on disk by surname and country; one such block after the other is compared
(`kg.resolution.clusters`). What stays in memory are the persons of the Historian's list, those whom a correction names,
and the persons of one surname.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import IO

from kg.rdf.names import DCAT, FOAF, HISTORIAN, KG, NAME, ORG, PROV, SKOS, TITLE, TYPE, VALUE, cable_iri, coded
from kg.rdf.people import ROLES
from kg.rdf.slugs import slug, surname
from kg.rdf.sorting import sorted_lines
from kg.rdf.terms import Pair, Triple, day, decimal, fingerprint, iri, literal, segment
from kg.resolution.appearances import Appearance, Listed, appearances, block_of
from kg.resolution.clusters import Block
from kg.resolution.digest import Digest
from kg.resolution.judgements import Judgements
from kg.resolution.officials import outside
from kg.resolution.persons import SENDERS
from kg.resolution.profiles import Decision
from kg.vocabulary import holders, titles
from kg.vocabulary.holders import OfficeHolder

_RULE, _SCORE = KG("rule"), KG("score")
_PERSON, _TERM, _CONFLICT = FOAF("Person"), KG("Term"), KG("conflictsWith")
_EXACT, _CLOSE = SKOS("exactMatch"), SKOS("closeMatch")
_MEMBER, _ORGANIZATION, _DERIVED = ORG("member"), ORG("organization"), PROV("wasDerivedFrom")
_START, _END = DCAT("startDate"), DCAT("endDate")
_QUICK = {role: KG(name) for role, (name, _) in ROLES.items()}
_CORRECTION = coded("rule", "correction")
_BATCH = 5_000
_IN_MEMORY = 32 * 2**20
_FEW = 2_000
_CAREER = 20 * 366


@dataclass(slots=True)
class _Service:
    """What the cables show of somebody at one post: first and last day, titles, the best match of each listed term."""

    first: date
    last: date
    titles: Counter[str] = field(default_factory=Counter)
    terms: dict[OfficeHolder, tuple[float, str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Known:
    """A person as the cables name them: names with how often, posts, and pages of other sites about them."""

    names: Counter[str] = field(default_factory=Counter)
    posts: dict[str, _Service] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)


class Officials:
    """Takes the persons of cables one after the other; then gives what is concluded of all."""

    def __init__(self, base: str, judgements: Judgements, scratch: Path | None) -> None:
        self._base, self._judgements, self._scratch = base, judgements, scratch
        self._waiting: IO[str] = tempfile.TemporaryFile(  # noqa: SIM115 - closed by `close`
            "w+", encoding="utf-8", newline="\n", dir=scratch
        )
        self._kept: dict[str, _Known] = {}
        self._renamed: dict[str, str] = {}
        self._own: dict[str, str] = {}
        self.named: set[str] = set()
        """The mentions of corrections that were found."""

    def close(self) -> None:
        """Remove what is on disk."""
        self._waiting.close()

    def take(self, digest: Digest) -> Iterator[Triple]:
        """Take in the persons of a cable; what can be said of them at once is given."""
        for one in appearances(digest, self._judgements):
            self.named.update(one.pins)
            if one.pins or one.comparable:
                self._waiting.write(one.to_line())
            else:
                node = self._named_by(one)
                yield from self._alone(one, node)

    def conclude(self) -> Iterator[Triple]:
        """Give what is concluded of all that wait."""
        self._waiting.seek(0)
        lines = iter(self._waiting)
        with sorted_lines(iter(lambda: list(islice(lines, _BATCH)), []), self._scratch) as ordered:
            if not self._judgements:
                yield from self._blocks(ordered)
            else:
                with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=self._scratch) as again:
                    again.writelines(ordered)
                    again.seek(0)
                    self._agree(again)
                    again.seek(0)
                    yield from self._blocks(again)
        for node in sorted(self._kept):
            yield from self._person(node, self._kept[node])

    # Blocks

    def _blocks(self, lines: Iterable[str]) -> Iterator[Triple]:
        for _, found in groupby(lines, key=lambda line: line[: line.index('","')]):
            yield from self._surname(found)

    def _surname(self, lines: Iterable[str]) -> Iterator[Triple]:
        """Give what is concluded of all of one surname, country after country."""
        seen: dict[tuple[str, ...], tuple[str, date]] = {}
        for _, found in groupby(lines, key=block_of):
            persons: dict[str, _Known] = {}
            with _twice(found, self._scratch) as again:
                block = self._settled(again)
                nodes: dict[int, str] = {}
                close: set[tuple[str, int]] = set()
                for one in again():
                    decision = block.decide(one)
                    node = self._node(one, decision, block, nodes)
                    yield from self._found(one, node, decision, persons)
                    close.update((node, number) for number in decision.near)
            yield from _close(close, nodes)
            for node, known in persons.items():
                yield from self._person(node, known)
                yield from _elsewhere(node, known, seen)

    def _settled(self, again: Callable[[], Iterator[Appearance]]) -> Block:
        block = Block(self._judgements)
        for one in again():
            block.see(one)
        block.settle()
        return block

    def _node(self, one: Appearance, decision: Decision, block: Block, nodes: dict[int, str]) -> str:
        """Return the IRI of the person: of the listed by the list's name, else by their first cable."""
        node = self._before_renaming(one, decision, block, nodes)
        pin = next((self._own[pin] for pin in one.pins if pin in self._own), node)
        return self._renamed.get(pin, pin)

    def _before_renaming(self, one: Appearance, decision: Decision, block: Block, nodes: dict[int, str]) -> str:
        if decision.person is None:
            said = one.listed is not None and one.listed.place < 0
            return _listed(one.listed.person, self._base) if one.listed and said else self._named_by(one)
        if decision.person not in nodes:
            listed = block.listed(decision.person)
            nodes[decision.person] = _listed(listed, self._base) if listed else self._named_by(one)
        return nodes[decision.person]

    def _named_by(self, one: Appearance) -> str:
        apart = f"~{fingerprint(one.name)}" if one.apart else ""
        return iri(f"{self._base}official/{slug(surname(one.name))}-{segment(one.key)}{apart}")

    # Corrections

    def _agree(self, lines: Iterable[str]) -> None:
        """Find out which persons corrections make one, and which mentions they take out of a person."""
        mentions: dict[str, list[str]] = {}
        for _, found in groupby(lines, key=block_of):
            with _twice(found, self._scratch) as again:
                if not any(one.pins for one in again()):
                    continue
                block, nodes = self._settled(again), dict[int, str]()
                for one in again():
                    node = self._before_renaming(one, block.decide(one), block, nodes)
                    for pin in one.pins:
                        mentions.setdefault(pin, []).extend((node, self._named_by(one)))
        self._take_out(mentions)
        classes: dict[str, set[str]] = {}
        for pin in sorted(mentions):
            node = self._own.get(pin, mentions[pin][0])
            classes.setdefault(self._judgements.one(pin), set()).add(node)
            self._page(pin, node)
        for nodes_of in classes.values():
            first = min(nodes_of, key=lambda node: ("-" not in node, self._is_computed(node), node))
            self._renamed.update(dict.fromkeys(nodes_of, first))
        self._flatten()
        for node in set(self._renamed.values()):
            self._kept.setdefault(node, _Known())

    def _take_out(self, mentions: dict[str, list[str]]) -> None:
        """Give a person of its own to a mention that is said to be another than one of the same person."""
        for pair in sorted(tuple(sorted(pair)) for pair in self._judgements.different):
            first, second = pair
            if first in mentions and second in mentions and mentions[first][0] == mentions[second][0]:
                self._own[second] = mentions[second][1]

    def _page(self, pin: str, node: str) -> None:
        page = self._judgements.person.get(pin)
        if page is not None and page.removeprefix(HISTORIAN) not in holders.persons():
            self._kept.setdefault(node, _Known()).pages.add(page)

    def _is_computed(self, node: str) -> bool:
        """Say whether a person is named by a cable, and not by the Historian's list."""
        return node.rpartition("/")[2].rstrip(">") not in holders.persons()

    def _flatten(self) -> None:
        for node in list(self._renamed):
            target = self._renamed[node]
            while self._renamed.get(target, target) != target:
                target = self._renamed[target]
            self._renamed[node] = target
        for node in [node for node in self._kept if self._renamed.get(node, node) != node]:
            moved = self._kept.pop(node)
            self._kept.setdefault(self._renamed[node], _Known()).pages |= moved.pages

    # What is said of a person

    def _found(self, one: Appearance, node: str, decision: Decision, persons: dict[str, _Known]) -> Iterator[Triple]:
        """Note what an appearance shows of its person, and give its mentions."""
        is_listed = not self._is_computed(node)
        home = self._kept if is_listed or node in self._kept else persons
        known = home.setdefault(node, _Known())
        known.names[one.name] += 1
        if one.post is not None and one.day is not None and one.sender:
            yield from self._served(one, node, known)
        yield from _mentions(one, node, decision, corrected=bool(one.pins))
        if not is_listed:
            yield from ((node, _CLOSE, iri(page)) for page in one.close)

    def _served(self, one: Appearance, node: str, known: _Known) -> Iterator[Triple]:
        assert one.post is not None and one.day is not None
        service = known.posts.setdefault(one.post, _Service(one.day, one.day))
        service.first, service.last = min(service.first, one.day), max(service.last, one.day)
        if one.listed is not None and one.listed.place >= 0 and node == _listed(one.listed.person, self._base):
            _note_term(service, one.listed)
        cable = cable_iri(one.key)[:-1]
        for joined in one.joined:
            if joined.mention.role in SENDERS:
                if joined.mention.title:
                    title = titles.find(joined.mention.title)
                    service.titles[title.canonical if title else joined.mention.title] += 1
                yield _shown(node, one.post), _DERIVED, f"{cable}#{joined.mention.fragment}>"

    def _alone(self, one: Appearance, node: str) -> Iterator[Triple]:
        """Give a person whom nothing can be compared with."""
        persons: dict[str, _Known] = {}
        yield from self._found(one, node, Decision(None), persons)
        for person, known in persons.items():
            yield from self._person(person, known)

    def _person(self, node: str, known: _Known) -> Iterator[Triple]:
        """Give a person: the fullest name the cables have, the pages, and the terms."""
        if not known.names:
            return
        yield node, TYPE, _PERSON
        yield node, NAME, literal(min(known.names, key=lambda name: (-len(name), -known.names[name], name)))
        if not self._is_computed(node):
            yield node, _EXACT, iri(HISTORIAN + node.rpartition("/")[2].rstrip(">"))
        yield from ((node, _EXACT, iri(page)) for page in sorted(known.pages))
        for post, service in sorted(known.posts.items()):
            yield from _terms(node, post, service)


def _mentions(one: Appearance, person: str, decision: Decision, *, corrected: bool) -> Iterator[Triple]:
    cable = cable_iri(one.key)
    for number, joined in enumerate(one.joined):
        mention = f"{cable[:-1]}#{joined.mention.fragment}>"
        yield cable, _QUICK[joined.mention.role], person
        yield mention, VALUE, person
        rule, score = joined.rule, joined.score
        if number == 0 and decision.person is not None and rule == "one-cable":
            rule, score = decision.rule, decision.score
        yield mention, _RULE, coded("rule", rule)
        if score is not None:
            yield mention, _SCORE, decimal(score)
        if corrected and f"{one.key}#{joined.mention.fragment}" in one.pins:
            yield mention, _RULE, _CORRECTION


def _close(pairs: set[tuple[str, int]], nodes: dict[int, str]) -> Iterator[Triple]:
    for node, number in sorted(pairs):
        other = nodes.get(number)
        if other is not None and other != node:
            yield node, _CLOSE, other


def _elsewhere(node: str, known: _Known, seen: dict[tuple[str, ...], tuple[str, date]]) -> Iterator[Triple]:
    """Give whom somebody may be who answers for cables of another post under the same full name, in one career."""
    from kg.resolution.personal_names import read_name

    if not known.posts:
        return
    words = read_name(min(known.names, key=lambda name: (-len(name), name)))
    last = max(service.last for service in known.posts.values())
    if len(words.forenames) < 2 or not words.whole:
        return
    key = (*words.forenames, words.generation)
    if key in seen:
        other, when = seen[key]
        if other != node and abs((last - when).days) <= _CAREER:
            yield node, _CLOSE, other
    seen[key] = node, last


@contextmanager
def _twice(lines: Iterable[str], scratch: Path | None) -> Iterator[Callable[[], Iterator[Appearance]]]:
    """Give a function that yields these appearances from the first each time it is called; many are kept on disk."""
    first = list(islice(lines, _FEW))
    if len(first) < _FEW:
        few = [Appearance.from_line(line) for line in first]
        yield lambda: iter(few)
        return
    folder = str(scratch) if scratch else None
    with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n", dir=folder) as kept:
        kept.writelines(first)
        kept.writelines(lines)

        def again() -> Iterator[Appearance]:
            kept.seek(0)
            return map(Appearance.from_line, kept)

        yield again


def _listed(person_id: str, base: str) -> str:
    return iri(f"{base}official/{segment(person_id)}")


def _note_term(service: _Service, listed: Listed) -> None:
    holder = holders.all()[listed.place]
    service.terms[holder] = max(service.terms.get(holder, (0.0, "")), (listed.score, listed.rule))


def _shown(person: str, post: str) -> str:
    """Return the IRI of the term that the cables of a post show."""
    return f"{person[:-1]}#{slug(post)}-in-cables>"


def _terms(node: str, post: str, service: _Service) -> Iterator[Triple]:
    """Give a person's time at a post: as the cables show it, and as the Historian's list has it."""
    shown = _shown(node, post)
    about: list[Pair] = [(_START, day(service.first)), (_END, day(service.last))]
    if service.titles:
        about.append((TITLE, literal(min(service.titles, key=lambda title: (-service.titles[title], title)))))
    yield from _term(shown, node, post, about)
    for holder, match in service.terms.items():
        yield from _listed_term(node, post, service, holder, *match)


def _listed_term(
    person: str, post: str, service: _Service, holder: OfficeHolder, score: float, rule: str
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
    days = (service.first, service.last)
    if len(service.terms) == 1 and any(outside(holder, one) for one in days):
        about.append((_CONFLICT, _shown(person, post)))
    yield from _term(node, person, post, about)


def _term(node: str, person: str, post: str, about: Iterable[Pair]) -> Iterator[Triple]:
    yield node, TYPE, _TERM
    yield node, _MEMBER, person
    yield node, _ORGANIZATION, coded("post", post)
    for predicate, value in about:
        yield node, predicate, value
