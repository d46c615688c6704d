"""Hold the data for comparing persons: appearances written alike (`Profile`), and persons so far (`Cluster`).

Both are of one surname in one country; `kg.resolution.same_person` compares them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from kg.resolution.person_appearances import Appearance, Listed
from kg.vocabulary.personal_names import PersonalName, agreement, one_generation

#: Days between two cables of one person: a tour is three years. Chosen, not measured.
TOUR = 1100
#: Days by which a surname alone may lie outside the time in which its full name is seen.
NEAR = 365


class Decision(Struct, frozen=True):
    """The person of an appearance: `person` is a number in its block; None where the appearance is alone."""

    person: int | None
    rule: str = "same-post-period"
    score: float | None = None
    near: tuple[int, ...] = ()


@dataclass(slots=True)
class Profile:
    """Appearances written alike at one place, with the stretches of time or the days in which they occur."""

    place: str | None
    post: str | None
    name: PersonalName
    titles: frozenset[str]
    listed: Listed | None
    sender: bool
    pins: tuple[str, ...]
    signs: bool
    stretches: list[list[date]] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def see(self, day: date) -> None:
        """Take in a day; days come in order."""
        if self.name.whole or (self.name.forenames and self.sender):
            new = not self.stretches or (day - self.stretches[-1][1]).days > TOUR
            if new:
                self.stretches.append([day, day])
            self.stretches[-1][1] = day
        else:
            new = not self.days or self.days[-1] != day
            if new:
                self.days.append(day)
        if new:
            self.counts.append(0)
        self.counts[-1] += 1


@dataclass(slots=True)
class Cluster:
    """One person as known so far."""

    sender: bool
    place: str | None
    posts: set[str | None]
    names: set[PersonalName]
    titles: set[str]
    listed: str | None
    stretches: list[tuple[date, date]]
    pins: set[str]
    seen: int = 0

    def days_from(self, first: date, last: date) -> int:
        """Return the days between a stretch of time and the nearest one of this person, 0 where they meet."""
        return min(max((low - last).days, (first - high).days, 0) for low, high in self.stretches)

    def note(self, first: date, last: date) -> None:
        """Take in a stretch of time; it widens a stretch that is near."""
        for n, (low, high) in enumerate(self.stretches):
            if max((low - last).days, (first - high).days) <= NEAR:
                self.stretches[n] = min(low, first), max(high, last)
                return
        self.stretches.append((first, last))

    def agreement(self, name: PersonalName) -> float | None:
        """Score how well a name agrees with all names of this person; None where one of them contradicts."""
        scores = []
        for other in self.names:
            score = agreement(name.forenames, other.forenames)
            if score is None or not one_generation(name.generation, other.generation):
                return None
            scores.append(score)
        return max(scores, default=0.9)


def key_of(one: Appearance) -> tuple[object, ...]:
    """Return the key shared by appearances written alike; one named in a correction has its own."""
    words = one.words
    listed = (one.listed.person, one.listed.place) if one.listed else None
    pinned = one.order if one.pins else None
    titles = tuple(sorted(one.titles)) if len(one.titles) > 1 else tuple(one.titles)
    where = one.place or "", one.post or ""
    return *where, words.forenames, words.generation, titles, one.signs, listed, one.sender, pinned


def fullest_first(profile: Profile) -> tuple[object, ...]:
    """Sort profiles so that ambiguous names come after fuller ones; listed and titled persons come first."""
    words = profile.name
    whole = sum(len(name) > 1 for name in words.forenames)
    return (
        not profile.sender,
        -whole,
        -len(words.forenames),
        not words.generation,
        profile.listed is None,
        not profile.titles,
        profile.stretches[0],
    )
