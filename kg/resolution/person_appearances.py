"""Describe a person as one cable shows them, in one line that is sorted on disk and compared with others.

An appearance has the name, roles and titles, the country as the scope of comparison, post and day, and the fitting
terms of office of the Historian's list. As one line of JSON, the persons of any number of cables are compared group by
group and not held in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import astuple, replace

from kg.resolution.cable_digest import Digest, Mention
from kg.resolution.corrections_table import HISTORIAN, Judgements
from kg.resolution.office_holders import DEPARTMENT, Identity, identify
from kg.resolution.persons_of_cable import LISTED, READERS, SENDERS, VOLUME_LIST, Joined, Person
from kg.vocabulary import chiefs_of_mission, posts, titles
from kg.vocabulary.csv_tables import fold, read
from kg.vocabulary.personal_names import PersonalName, read_name
from kg.vocabulary.titles import Title

_SURNAME_FIRST = frozenset(("CN", "HK", "KP", "KR", "TW", "VN"))
_ADDRESS = frozenset(("Doctor", "Mister", "Ms", "Professor", "Sayyid"))
"""Forms of address, which are no office."""


class Listed(Struct, frozen=True):
    """An entry of a list of persons with score and rule of the match.

    `place` is the position of a term in the Historian's list, -1 where only the person is known: named in a correction
    or in the list of a volume (`person` is then volume and key, `frus1964-68v20.p_AY1`).
    """

    place: int
    person: str
    score: float
    rule: str = "name-post-time"


class Appearance(Struct, frozen=True, dict=True):
    """A person of one cable.

    `scope` is the country within which persons are compared. `place` is the post of a person who answers for the cable
    (in the Department the office, except for signers). `pins` are the mentions named in corrections. `close` are pages
    of persons of the Historian's list who may be meant.
    """

    scope: str
    day: date | None
    key: str
    post: str | None
    place: str | None
    name: str
    apart: bool
    joined: tuple[Joined, ...]
    listed: Listed | None = None
    close: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()

    @cached_property
    def words(self) -> PersonalName:
        """The parts of the name, surname first where the person's country writes it so."""
        name = read_name(self.name)
        if self.scope not in _SURNAME_FIRST or not name.forenames or "," in self.name or self.sender:
            return name
        if any(found and found.category.startswith("us_") for found in self._titles()):
            return name
        return PersonalName((*name.forenames[1:], name.surname), name.forenames[0], name.generation)

    def _titles(self) -> Iterator[Title | None]:
        return (titles.find(one.mention.title) for one in self.joined if one.mention.title)

    @cached_property
    def sender(self) -> bool:
        """Whether the person answers for the cable (signed, drafted, classified …)."""
        return any(one.mention.role in SENDERS for one in self.joined)

    @cached_property
    def titles(self) -> frozenset[str]:
        """The titles in their canonical forms, without forms of address (Mr., Dr.)."""
        return frozenset(filter(None, (_title(j.mention.title) for j in self.joined if j.mention.title)))

    @cached_property
    def signs(self) -> bool:
        """Whether the person signed the cable."""
        return any(one.mention.role == "signed" for one in self.joined)

    @cached_property
    def comparable(self) -> bool:
        """Whether the person can be compared with others: the day is known, and enough of name and title."""
        words = self.words
        if self.day is None:
            return False
        if self.sender:
            department = self.place is not None and " " in self.place
            cleared = all(one.mention.role in READERS for one in self.joined)
            return self.place is not None and (not words.bare or department or not cleared)
        return words.whole or (words.bare and bool(self.titles) and self.post is not None)

    @cached_property
    def order(self) -> tuple[str, str, str]:
        """The sort key of appearances: day, cable, mention."""
        return self.day.isoformat() if self.day else "", self.key, self.joined[0].mention.fragment

    def to_line(self) -> str:
        """Return one line of JSON; lines sort by surname, scope and `order`."""
        mentions = [[j.rule, j.score, *astuple(j.mention)] for j in self.joined]
        listed = [*astuple(self.listed)] if self.listed else None
        return (
            json.dumps(
                [
                    self.words.surname,
                    self.scope,
                    *self.order,
                    self.post,
                    self.place,
                    self.name,
                    self.apart,
                    mentions,
                    listed,
                    self.close,
                    self.pins,
                ],
                separators=(",", ":"),
            )
            + "\n"
        )

    @classmethod
    def from_line(cls, line: str) -> Appearance:
        """Read an appearance that `to_line` wrote."""
        _, scope, day, key, _, post, place, name, apart, mentions, listed, close, pins = json.loads(line)
        joined = tuple(Joined(Mention(*m[2:]), m[0], m[1]) for m in mentions)
        return cls(
            scope,
            date.fromisoformat(day) if day else None,
            key,
            post,
            place,
            name,
            apart,
            joined,
            Listed(*listed) if listed else None,
            tuple(close),
            tuple(pins),
        )


def block_of(line: str) -> str:
    """Return the start of a line that all lines of one surname and scope share."""
    return line[: line.index('","', line.index('","') + 1)]


def appearances(digest: Digest, judgements: Judgements) -> Iterator[Appearance]:
    """Yield the persons of a cable, separated and joined by judgements."""
    identities = identify(digest)
    if judgements:
        identities = _judged(identities, digest, judgements)
    surnames = [read_name(one.person.name).surname for one in identities]
    for one, surname in zip(identities, surnames, strict=True):
        yield _appearance(one, digest, surnames.count(surname) > 1, judgements)


def _appearance(one: Identity, digest: Digest, apart: bool, judgements: Judgements) -> Appearance:
    joined = one.person.joined
    named = (f"{digest.key}#{j.mention.fragment}" for j in joined) if judgements else ()
    pins = tuple(mention for mention in named if judgements.named(mention))
    said = next((judgements.person[pin] for pin in pins if pin in judgements.person), None)
    match = one.match
    listed = Listed(_places()[id(match.holder)], match.holder.person_id, match.score, match.rule) if match else None
    if said is not None and (listed is None or said != HISTORIAN + listed.person):
        person = said.removeprefix(HISTORIAN)
        listed = Listed(-1, person, 1.0) if person in chiefs_of_mission.persons() else None
    if listed is None:
        listed = _in_volume(joined)
    return Appearance(
        _scope(joined, digest.post),
        digest.day,
        digest.key,
        digest.post,
        _place(joined, digest.post),
        one.person.name,
        apart,
        joined,
        listed,
        tuple(m.holder.page for m in one.matches if not m.exact),
        pins,
    )


def _in_volume(joined: tuple[Joined, ...]) -> Listed | None:
    """Return the entry of a volume's list of persons to which the editors led one of the mentions."""
    key = next((one.mention.listed for one in joined if one.mention.listed), None)
    return Listed(-1, key, LISTED, VOLUME_LIST) if key else None


def _judged(identities: tuple[Identity, ...], digest: Digest, judgements: Judgements) -> tuple[Identity, ...]:
    """Separate and join the persons of one cable by judgements."""
    found: list[Identity] = []
    for one in identities:
        groups: list[list[Joined]] = []
        for joined in one.person.joined:
            pin = [f"{digest.key}#{joined.mention.fragment}"]
            fitting = (
                g for g in groups if not judgements.apart(pin, (f"{digest.key}#{j.mention.fragment}" for j in g))
            )
            group = next(fitting, None)
            groups.append([joined]) if group is None else group.append(joined)
        for number, group in enumerate(groups):
            first, *others = group
            if number:
                first = Joined(first.mention, "one-cable")
            person = Person(first.mention.name if number else one.person.name, (first, *others))
            found.append(replace(one, person=person, matches=one.matches if not number else ()))
    return tuple(found)


def _scope(joined: tuple[Joined, ...], post: str | None) -> str:
    """Return the country beside the name of a person in the text, else the country of the sending post."""
    if not any(one.mention.role in SENDERS for one in joined):
        for one in joined:
            if one.mention.organisation:
                return country(one.mention.organisation) or f"={fold(one.mention.organisation)}"
    known = posts.get(post) if post else None
    return (known.iso2 if known and known.iso2 else post) or ""


def _place(joined: tuple[Joined, ...], post: str | None) -> str | None:
    roles = {one.mention.role for one in joined}
    if post is None or not roles & SENDERS:
        return None
    if post not in DEPARTMENT or "signed" in roles:
        return post
    office = next((one.mention.organisation for one in joined if one.mention.organisation), None)
    return f"{post} {fold(office)}" if office else None


@lru_cache(maxsize=4096)
def country(text: str) -> str | None:
    """Return the country code (ISO 3166) of a country's name or its adjective; None for other words."""
    return _countries().get(fold(text.strip()))


@cache
def _countries() -> dict[str, str]:
    rows = read("nationalities")
    return {fold(word): row["iso2"] for row in rows if row["iso2"] for word in (row["word"], row["country"])}


@lru_cache(maxsize=8192)
def _title(written: str) -> str | None:
    found = titles.find(written)
    if found is None:
        return " ".join(fold(written).replace(".", " ").split()) or None
    return None if found.canonical in _ADDRESS else fold(found.canonical)


@cache
def _places() -> dict[int, int]:
    return {id(holder): place for place, holder in enumerate(chiefs_of_mission.all())}
