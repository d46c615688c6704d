"""Group the mentions within one cable by person.

A mention is a person of its own unless a rule joins it to another. Those who answer for a cable (classifier, signer,
drafter …) and those named in its text are two groups: a name of one is joined to a name of the other only where more
than the surname agrees. An ambassador named in the text and the signer with that surname are one person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec import Struct

from kg.resolution.cable_digest import Mention
from kg.vocabulary import posts, titles
from kg.vocabulary.csv_tables import fold
from kg.vocabulary.personal_names import PersonalName, agreement, one_generation, read_name

SENDERS = frozenset(
    ("classified_by", "derived_from", "drafted", "cleared", "informed", "approved", "released", "signed")
)
"""Roles of persons who answer for a cable, or were shown its text."""
READERS = frozenset(("cleared", "informed"))
"""Roles of those who were shown a text that others wrote."""
_SIGN_FOR_POSTS = frozenset(
    (
        "Ambassador",
        "Ambassador-designate",
        "Chief of Mission",
        "Charge d'Affaires",
        "Charge d'Affaires ad interim",
        "Deputy Chief of Mission",
    )
)
"""Canonical titles of the officers in whose name a mission sends its cables."""
_HEADS = _SIGN_FOR_POSTS - {"Deputy Chief of Mission"} | {"Principal Officer", "Consul General", "Secretary of State"}
_MISSIONS = frozenset(("embassy", "mission", "interests section"))
_AMERICAN = frozenset(("UNITED STATES", "AMERICAN", "U.S.", "US", "USA", "EMBASSY"))
_BARE_ANYWHERE = SENDERS - READERS

VOLUME_LIST = "volume-list"
"""The rule that joins what the editors of a volume led to one entry of their list of persons."""
#: How sure the rules are: chosen, not measured.
LISTED, SIGNER_AT_POST, SAME_NAME, SAME_SURNAME, HEAD_WHO_SIGNS = 0.99, 0.98, 0.95, 0.9, 0.85


def list_of(person: str) -> str:
    """Return the volume whose list of persons has an entry; empty for the Historian's list of office holders.

    >>> list_of("frus1964-68v20.p_AY1"), list_of("kissinger-henry-a")
    ('frus1964-68v20', '')
    """
    return person.rpartition(".")[0]


class Joined(Struct, frozen=True):
    """A mention and the rule that joined it to a person; the mention that others were joined to has no score."""

    mention: Mention
    rule: str
    score: float | None = None


class Person(Struct, frozen=True):
    """A person of one cable: the fullest name, the mentions (the one others were joined to first), the titles."""

    name: str
    joined: tuple[Joined, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles as written, in the order of the mentions."""
        return tuple(dict.fromkeys(j.mention.title for j in self.joined if j.mention.title))


@dataclass(slots=True)
class _Group:
    """Mentions found to be one person so far, with their names as read."""

    joined: list[Joined]
    names: list[PersonalName]
    senders: bool

    @property
    def fullest(self) -> PersonalName:
        """The name with most forenames, as read."""
        return self.names[0]

    @property
    def listed(self) -> str | None:
        """The key of the entry in an edition's list of persons, where a mention has one."""
        return next((j.mention.listed for j in self.joined if j.mention.listed), None)

    @property
    def name(self) -> str:
        """The name of the person: as an edition's list has it, else the fullest of the mentions."""
        return next((j.mention.listed_name for j in self.joined if j.mention.listed_name), self.joined[0].mention.name)


def persons(mentions: Iterable[Mention], post: str | None = None) -> tuple[Person, ...]:
    """Return the persons in the mentions of one cable, in the order of their first mention's fragment.

    `post` is the sending post.
    """
    sender = posts.get(post) if post else None
    mission = sender is not None and sender.type in _MISSIONS
    read = sorted(((m, read_name(m.listed_name or m.name)) for m in mentions), key=_fullest_first)
    groups: list[_Group] = []
    for mention, name in read:
        if not name.surname:
            continue
        fitting = [(g, fit) for g in groups if (fit := _fits(g, mention, name, mission)) is not None]
        if len(fitting) == 1:
            group, (rule, score) = fitting[0]
            group.joined.append(Joined(mention, rule, score))
            group.names.append(name)
        else:
            groups.append(_Group([Joined(mention, "one-cable")], [name], mention.role in SENDERS))
    found = (Person(g.name, tuple(g.joined)) for g in groups)
    return tuple(sorted(found, key=lambda person: person.joined[0].mention.fragment))


def _fullest_first(item: tuple[Mention, PersonalName]) -> tuple[int, bool, str]:
    """Sort mentions so that a bare surname comes after the full names that the surname may mean."""
    mention, name = item
    return -len(name.forenames), mention.role not in SENDERS, mention.fragment


def _fits(group: _Group, mention: Mention, name: PersonalName, mission: bool) -> tuple[str, float] | None:
    """Return the rule and score by which a mention names the person of a group; None where it does not."""
    if mention.listed and group.listed:
        return (VOLUME_LIST, LISTED) if mention.listed == group.listed else None
    if name.surname != group.fullest.surname or not one_generation(name.generation, group.fullest.generation):
        return None
    forenames = agreement(name.forenames, group.fullest.forenames)
    if forenames is None:
        return None
    if group.senders != (mention.role in SENDERS):
        score = _across(group, mention, forenames)
        if score is None and mission and _heads_and_signs(group, mention):
            return "title-of-signer", HEAD_WHO_SIGNS
        return ("same-name", score) if score is not None else None
    if group.senders:
        roles = {mention.role, *(j.mention.role for j in group.joined)}
        joins = forenames > SAME_SURNAME or roles <= _BARE_ANYWHERE
        if joins and _is_signer(group, mention, name):
            return "signer-at-post", SIGNER_AT_POST
        return ("same-name", SAME_NAME if forenames == 1 else SAME_SURNAME) if joins else None
    if not all(_titles_agree(mention.title, j.mention.title) for j in group.joined):
        return None
    return "same-name", SAME_NAME if forenames == 1 else SAME_SURNAME


def _heads_and_signs(group: _Group, mention: Mention) -> bool:
    """Return whether the text names a head of the mission with the surname of the signer (`Ambassador Roe`, ROE).

    A country or office of somebody else beside the name, or another title of the signer, rules it out.
    """
    everybody = (mention, *(j.mention for j in group.joined))
    signs = [m for m in everybody if m.role in SENDERS]
    named = [m for m in everybody if m.role not in SENDERS]
    if all(m.role != "signed" for m in signs):
        return False
    if any(m.organisation and fold(m.organisation) not in _AMERICAN for m in named):
        return False
    return bool(_offices(named)) and _offices([*named, *signs]) <= _SIGN_FOR_POSTS


def _offices(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the canonical titles of mentions, unknown ones as written; two titles in a row count as two."""
    written = (m.title for m in mentions if m.title)
    return frozenset(office for title in written for office in _canonical(title))


def _canonical(title: str) -> tuple[str, ...]:
    """Return the canonical form of a title, or of both where it is two in a row (`Charge d'Affaires Ambassador`)."""
    if (found := titles.find(title)) is not None:
        return (found.canonical,)
    words = title.split()
    pairs = ((titles.find(" ".join(words[:i])), titles.find(" ".join(words[i:]))) for i in range(1, len(words)))
    return next(((one.canonical, two.canonical) for one, two in pairs if one and two), (title,))


def _across(group: _Group, mention: Mention, forenames: float) -> float | None:
    """Score the joining of a name in the text to a person responsible for the cable, by whole forename or title."""
    if forenames == 1:
        return SAME_NAME
    own = titles.find(mention.title) if mention.title else None
    if own is None or own.category != "us_diplomatic":
        return None
    others = (titles.find(j.mention.title) for j in group.joined if j.mention.title)
    return SAME_SURNAME if any(o is not None and o.canonical == own.canonical for o in others) else None


def _is_signer(group: _Group, mention: Mention, name: PersonalName) -> bool:
    classified = (j.mention for j in group.joined if j.mention.role == "classified_by")
    return mention.role == "signed" and name.bare and any(_offices([one]) & _HEADS for one in classified)


def _titles_agree(one: str | None, other: str | None) -> bool:
    """Return whether two titles can be one person's: one is missing, or has only words of the other."""
    if not one or not other:
        return True
    first, second = _words(one), _words(other)
    return first <= second or second <= first


def _words(title: str) -> frozenset[str]:
    found = titles.find(title)
    return frozenset((found.canonical if found else title).upper().replace(".", " ").split())
