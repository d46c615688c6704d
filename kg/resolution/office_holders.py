"""Match persons of a cable to the Historian's dated list of chiefs of mission and principal officers.

The list supports a decision and never overrules a text: its dates can be wrong, so they may differ by a tolerance, and
both stand where they do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from kg.resolution.cable_digest import Digest
from kg.resolution.persons_of_cable import SENDERS, Joined, Person, persons
from kg.vocabulary import chiefs_of_mission, titles
from kg.vocabulary.chiefs_of_mission import OfficeHolder
from kg.vocabulary.csv_tables import fold
from kg.vocabulary.personal_names import agreement, read_name

#: How many days a cable may lie outside a term of the list: an ambassador is at the post before the letters are
#: presented, and the list's ends are often those of an appointment. Chosen, not measured.
TOLERANCE = 120
#: The longest term assumed where the list gives one end only.
LONGEST_TERM = timedelta(days=5 * 365)
#: From this score a person is the one of the list (`skos:exactMatch`), from the second on perhaps (`skos:closeMatch`).
EXACT, CLOSE = 0.8, 0.6
#: Two persons of the list whose scores are nearer than this can't be told apart.
_APART = 0.05
#: The rule of a match, by whether forenames and the title are written; surname, post and time always agree.
RULES = {
    (True, True): "name-post-time",
    (True, False): "name-post-time-untitled",
    (False, True): "surname-post-time",
    (False, False): "surname-post-time-untitled",
}
HEADS = frozenset(
    (
        "Ambassador",
        "Chief of Mission",
        "Charge d'Affaires",
        "Charge d'Affaires ad interim",
        "Ambassador-designate",
        "Principal Officer",
        "Secretary of State",
    )
)
DEPUTIES = frozenset(("Deputy Chief of Mission", "Acting Deputy Chief of Mission", "Deputy Secretary of State"))
DEPARTMENT = frozenset(("STATE", "WASHDC", "SECSTATE"))
#: Titles of those who sign for the Department: the Secretary, or the person acting for him.
_SIGNS_FOR_DEPARTMENT = frozenset(
    (
        "Secretary of State",
        "Secretary of State ad interim",
        "Deputy Secretary of State",
        "Under Secretary of State for Political Affairs",
    )
)


class Match(Struct, frozen=True):
    """A term of the list that may be this person's; `exact` where it is, `within` where the dates agree.

    `rule` names the evidence: whether forenames are written, and the same title.
    """

    holder: OfficeHolder
    score: float
    exact: bool
    within: bool
    rule: str


class Identity(Struct, frozen=True):
    """A person of a cable with matches in the list: one exact match, some close ones, or none."""

    person: Person
    matches: tuple[Match, ...] = ()

    @property
    def match(self) -> Match | None:
        """The person's exact match in the list, if any."""
        return self.matches[0] if self.matches and self.matches[0].exact else None


def identify(digest: Digest) -> tuple[Identity, ...]:
    """Return the persons of one cable with their matches; an exact match gives its rule to the first mention."""
    return tuple(_identity(person, digest) for person in persons(digest.mentions, digest.post))


def _identity(person: Person, digest: Digest) -> Identity:
    matches = _matches(person, digest)
    if not matches or not matches[0].exact:
        return Identity(person, matches)
    first, *others = person.joined
    linked = Joined(first.mention, matches[0].rule, matches[0].score)
    return Identity(Person(person.name, (linked, *others)), matches)


def _matches(person: Person, digest: Digest) -> tuple[Match, ...]:
    roles = {joined.mention.role for joined in person.joined}
    if digest.day is None or not digest.post or not roles & SENDERS:
        return ()
    best: dict[str, Match] = {}
    for holder in _candidates(person.name, digest.post, signs="signed" in roles):
        match = _compare(person, holder, digest.day)
        known = best.get(holder.person_id)
        if match is not None and (known is None or match.score > known.score):
            best[holder.person_id] = match
    ranked = sorted(best.values(), key=lambda match: (-match.score, match.holder.person_id))
    if not ranked:
        return ()
    clear = len(ranked) == 1 or ranked[0].score - ranked[1].score >= _APART
    if ranked[0].score >= EXACT and clear:
        return (ranked[0],)
    return tuple(replace(m, exact=False) for m in ranked if m.score >= CLOSE)


def _candidates(name: str, post: str, *, signs: bool) -> Iterable[OfficeHolder]:
    """Yield the terms of holders with this surname, of up to three words, at this post."""
    words = read_name(name)
    written = [*words.forenames, words.surname]
    for length in range(1, min(3, len(written)) + 1):
        for holder in chiefs_of_mission.by_surname(" ".join(written[-length:])):
            if post in holder.posts or (post in DEPARTMENT and _of_department(holder, signs)):
                yield holder


def _of_department(holder: OfficeHolder, signs: bool) -> bool:
    """Return whether a Department official may sign its cables (the Secretary or acting one) or answer for them."""
    return holder.kind == "department" and (not signs or holder.title in _SIGNS_FOR_DEPARTMENT)


def _compare(person: Person, holder: OfficeHolder, day: date) -> Match | None:
    """Return the match of a person with one term, scored by name, office and time; None where they disagree."""
    surname_words = len(holder.surname.split())
    written = read_name(person.name)
    before = written.forenames[: len(written.forenames) - surname_words + 1]
    forenames = agreement(before, read_name(f"{holder.forename} X").forenames)
    away = days_outside(holder, day)
    if forenames is None or away is None or away > TOLERANCE:
        return None
    score = forenames * _office(person.titles, holder) * (1 - 0.1 * away / TOLERANCE)
    rule = RULES[bool(before), _has_title(person.titles, holder)]
    return Match(holder, min(round(score, 2), 0.99), True, away == 0, rule)


def outside(holder: OfficeHolder, day: date) -> bool:
    """Return whether a day is before the start or after the end of a term; an open end contradicts no day."""
    return (holder.start is not None and day < holder.start) or (holder.end is not None and day > holder.end)


def days_outside(holder: OfficeHolder, day: date) -> int | None:
    """Return the number of days that a day lies outside a term, 0 inside; None where the term has no dates.

    The missing end of a term with one known date is taken to be `LONGEST_TERM` away.
    """
    start, end = holder.start, holder.end
    if start is None and end is None:
        return None
    first = start or (end or day) - LONGEST_TERM
    last = end or first + LONGEST_TERM
    return max((first - day).days, (day - last).days, 0)


def _office(written: tuple[str, ...], holder: OfficeHolder) -> float:
    """Score, from 0 to 1, how well the titles of a cable fit an office of the list."""
    known = [found.canonical for title in written if (found := titles.find(title)) is not None]
    if not known:
        return 0.98
    if any(title in HEADS or _same_office(title, holder.title) for title in known):
        return 1.0
    return 0.9 if any(title in DEPUTIES for title in known) else 0.7


def _has_title(written: tuple[str, ...], holder: OfficeHolder) -> bool:
    """Return whether one of the titles of a cable is that of the list."""
    known = (found.canonical for title in written if (found := titles.find(title)) is not None)
    return any(_same_office(title, holder.title) for title in known)


def _same_office(title: str, office: str) -> bool:
    words = fold(office).split()
    return all(word in words for word in fold(title).split())
