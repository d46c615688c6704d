"""Identify the officials in the mentions of all cables as persons, with the Historian's list.

The persons of single cables are sorted on disk by surname and country; one such block after the other is compared
(`kg.resolution.same_person`). Memory holds only the persons of the Historian's list, those named in corrections, and
the persons of one surname.
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

from kg.rdf.cable_parts import slug
from kg.rdf.official_mentions import ROLES
from kg.rdf.person_judgements import Judged, is_computed
from kg.rdf.terms_of_office import Tenure, shown, terms_of
from kg.resolution.cable_digest import Digest
from kg.resolution.corrections_table import Judgements
from kg.resolution.person_appearances import Appearance, appearances, block_of
from kg.resolution.person_keys import Key
from kg.resolution.person_profiles import Decision
from kg.resolution.persons_of_cable import LISTED, SENDERS, VOLUME_LIST
from kg.resolution.same_person import Block
from kg.terms.iris import KG, LABEL, NAME, PROV, SKOS, TYPE, VALUE, cable_iri, coded, page_in_list
from kg.terms.ntriples_terms import Triple, decimal, fingerprint, iri, literal, segment
from kg.terms.sorted_statements import sorted_lines
from kg.vocabulary import titles
from kg.vocabulary.personal_names import read_name, surname

_RULE, _SCORE = KG("rule"), KG("score")
_PERSON = KG("Person")
_EXACT, _CLOSE = SKOS("exactMatch"), SKOS("closeMatch")
_DERIVED = PROV("wasDerivedFrom")
_QUICK = {role: KG(name) for role, (name, _) in ROLES.items()}
_CORRECTION = coded("rule", "correction")
_ALONE = "one-cable"
"""The rule of a mention joined to no other: the usual case, which the graph leaves out."""
_BATCH = 5_000
_IN_MEMORY = 32 * 2**20
_FEW = 2_000
_CAREER = 20 * 366


@dataclass(slots=True)
class _Known:
    """A person as the cables name them: names with their counts, posts, and pages of other sites."""

    names: Counter[str] = field(default_factory=Counter)
    posts: dict[str, Tenure] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)


class Officials:
    """A collector of the persons of cables, one after the other; at the end it yields the conclusions."""

    def __init__(self, base: str, judgements: Judgements, scratch: Path | None) -> None:
        self._base, self._judgements, self._scratch = base, judgements, scratch
        self._waiting: IO[str] = tempfile.TemporaryFile(  # noqa: SIM115 - closed by `close`
            "w+", encoding="utf-8", newline="\n", dir=scratch
        )
        self._kept: dict[str, _Known] = {}
        self._judged = Judged(judgements)
        self.named: set[str] = set()
        """The mentions of corrections that were found."""

    def close(self) -> None:
        """Remove the temporary file."""
        self._waiting.close()

    def take(self, digest: Digest) -> Iterator[Triple]:
        """Take in the persons of a cable; yield the statements that need no other cable."""
        for one in appearances(digest, self._judgements):
            self.named.update(one.pins)
            if one.pins or one.comparable or _is_in_volume(one):
                self._waiting.write(one.to_line())
            else:
                node = self._named_by(one)
                yield from self._alone(one, node)

    def conclude(self) -> Iterator[Triple]:
        """Yield the conclusions about all persons that had to wait for other cables."""
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
        """Yield the conclusions about all persons of one surname, country after country."""
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
        """Return the IRI of a person: by the list's name, else by a key that later cables do not change."""
        return self._judged.whose(one.pins, self._uncorrected(one, decision, block, nodes))

    def _uncorrected(self, one: Appearance, decision: Decision, block: Block, nodes: dict[int, str]) -> str:
        if decision.person is None:
            said = one.listed is not None and one.listed.place < 0
            return _listed(one.listed.person) if one.listed and said else self._named_by(one)
        if decision.person not in nodes:
            listed = block.listed(decision.person)
            nodes[decision.person] = _listed(listed) if listed else self._keyed(block.key(decision.person))
        return nodes[decision.person]

    def _keyed(self, key: Key) -> str:
        """Return the IRI of a person known from several cables: readable words and a hash."""
        words = "-".join(slug(word) for word in key if word)
        return iri(f"{self._base}official/{words}~{fingerprint(chr(0).join(key))}")

    def _named_by(self, one: Appearance) -> str:
        """Return the IRI of a person of this cable alone, who cannot be compared with others."""
        apart = f"~{fingerprint(one.name)}" if one.apart else ""
        return iri(f"{self._base}official/{slug(surname(one.name))}-{segment(one.key)}{apart}")

    def _agree(self, lines: Iterable[str]) -> None:
        """Determine which persons corrections unite, and which mentions they take out of a person."""
        mentions: dict[str, tuple[str, str]] = {}
        for _, found in groupby(lines, key=block_of):
            with _twice(found, self._scratch) as again:
                if not any(one.pins for one in again()):
                    continue
                block, nodes = self._settled(again), dict[int, str]()
                for one in again():
                    node = self._uncorrected(one, block.decide(one), block, nodes)
                    for pin in one.pins:
                        mentions.setdefault(pin, (node, self._named_by(one)))
        self._kept = {node: _Known(pages=pages) for node, pages in self._judged.settle(mentions).items()}

    # Statements about a person

    def _found(self, one: Appearance, node: str, decision: Decision, persons: dict[str, _Known]) -> Iterator[Triple]:
        """Record the names, posts and days that an appearance shows of its person; yield its mentions."""
        is_listed = not is_computed(node)
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
        tenure = known.posts.setdefault(one.post, Tenure(one.day, one.day))
        tenure.see(one.day)
        if one.listed is not None and one.listed.place >= 0 and node == _listed(one.listed.person):
            tenure.match(one.listed)
        cable = cable_iri(one.key)[:-1]
        for joined in one.joined:
            if joined.mention.role in SENDERS:
                if joined.mention.title:
                    title = titles.find(joined.mention.title)
                    tenure.titles[title.canonical if title else joined.mention.title] += 1
                yield shown(node, one.post), _DERIVED, f"{cable}#{joined.mention.fragment}>"

    def _alone(self, one: Appearance, node: str) -> Iterator[Triple]:
        """Yield the statements about a person who cannot be compared with others."""
        persons: dict[str, _Known] = {}
        yield from self._found(one, node, Decision(None), persons)
        for person, known in persons.items():
            yield from self._person(person, known)

    def _person(self, node: str, known: _Known) -> Iterator[Triple]:
        """Yield the statements about a person: the fullest name in the cables, pages, and terms."""
        if not known.names:
            return
        yield node, TYPE, _PERSON
        name = literal(min(known.names, key=lambda name: (-len(name), -known.names[name], name)))
        yield node, NAME, name
        yield node, LABEL, name
        if not is_computed(node):
            yield node, _EXACT, iri(page_in_list(node.rpartition("/")[2].rstrip(">")))
        yield from ((node, _EXACT, iri(page)) for page in sorted(known.pages))
        for post, tenure in sorted(known.posts.items()):
            yield from terms_of(node, post, tenure)


def _mentions(one: Appearance, person: str, decision: Decision, *, corrected: bool) -> Iterator[Triple]:
    cable = cable_iri(one.key)
    for number, joined in enumerate(one.joined):
        mention = f"{cable[:-1]}#{joined.mention.fragment}>"
        yield cable, _QUICK[joined.mention.role], person
        yield mention, VALUE, person
        rule, score = joined.rule, joined.score
        if joined.mention.listed and person == _listed(joined.mention.listed):
            rule, score = VOLUME_LIST, LISTED
        if number == 0 and decision.person is not None and rule == _ALONE:
            rule, score = decision.rule, decision.score
        if rule != _ALONE:
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
    """Yield a possible match: the same full name as sender at another post within one career."""
    if not known.posts:
        return
    words = read_name(min(known.names, key=lambda name: (-len(name), name)))
    last = max(tenure.last for tenure in known.posts.values())
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
    """Yield a function that gives these appearances anew at each call; large numbers are kept on disk."""
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


def _is_in_volume(one: Appearance) -> bool:
    """Return whether the list of a volume alone identifies the person meant."""
    return one.listed is not None and one.listed.place < 0


def _listed(person_id: str) -> str:
    return coded("official", person_id)
