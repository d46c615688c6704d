"""Recognise one person across roles and cables, comparing the persons of one surname in one country.

Persons who answer for cables are one where they do so at one post, under agreeing names, without a gap longer than a
tour; a surname alone is joined to the only one known there near that time, else it is a person of its own. Persons
named in texts are one where whole name, country and titles agree within a period; a surname with a title is joined to
the only fuller name with both at the same post near that time.

Memory holds the spellings and days of one surname in one country, not the mentions.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from msgspec.structs import replace

from kg.resolution.corrections_table import Judgements
from kg.resolution.office_holders import DEPUTIES, HEADS
from kg.resolution.person_appearances import Appearance, Listed
from kg.resolution.person_keys import Key, person_keys
from kg.resolution.person_profiles import NEAR, TOUR, Cluster, Decision, Profile, fullest_first, key_of
from kg.resolution.persons_of_cable import list_of
from kg.vocabulary import chiefs_of_mission
from kg.vocabulary.csv_tables import fold
from kg.vocabulary.personal_names import PersonalName, agreement, forename_key, one_generation, read_name

#: From this score on they are one person, below it perhaps (`skos:closeMatch`). Chosen, not measured.
JOIN = 0.8
SAME, INITIALS, BARE, UNTITLED, TITLED, MINISTERS = 0.97, 0.9, 0.9, 0.85, 0.9, 0.9
#: A surname alone is the one seen within so many days, where nobody else of that surname is within `AWAY` days.
BESIDE, AWAY = 60, 180
_SIDE_BY_SIDE = frozenset(map(fold, HEADS | DEPUTIES))
_MOST_CLOSE = 5


class Block:
    """The appearances of one surname and country: `see` all in the order of days, `settle`, then `decide` each."""

    def __init__(self, judgements: Judgements) -> None:
        self._judgements = judgements
        self._profiles: dict[tuple[object, ...], Profile] = {}
        self._clusters: list[Cluster] = []
        self._at: dict[object, list[int]] = {}
        self._of = ("", "")
        self._keys: dict[int, Key] = {}

    def see(self, one: Appearance) -> None:
        """Take in one appearance."""
        if not one.comparable:
            return
        assert one.day is not None
        key = key_of(one)
        self._of = (one.words.surname, one.scope)
        if key not in self._profiles:
            self._profiles[key] = Profile(
                one.place, one.post, one.words, one.titles, one.listed, one.sender, one.pins, one.signs
            )
        self._profiles[key].see(one.day)

    def settle(self) -> None:
        """Group the appearances into persons; the order of those on one day does not matter."""
        profiles = [self._profiles[key] for key in sorted(self._profiles, key=repr)]
        full = [p for p in profiles if p.stretches]
        for profile in sorted(full, key=fullest_first):
            profile.decisions = [self._full(profile, low, high) for low, high in profile.stretches]
        bare = [p for p in profiles if p.days]
        for profile in (p for p in bare if p.sender and p.listed):
            profile.decisions = [self._bare_listed(profile, day) for day in profile.days]
        known = len(self._clusters)
        for profile in (p for p in bare if p.sender and not p.listed):
            profile.decisions = [self._bare(profile, day, known) for day in profile.days]
        for profile in (p for p in bare if not p.sender):
            profile.decisions = [self._titled(profile, day) for day in profile.days]
        for profile in profiles:
            for decision, count in zip(profile.decisions, profile.counts, strict=True):
                if decision.person is not None:
                    self._clusters[decision.person].seen += count
        self._keys = person_keys(*self._of, self._clusters)

    def decide(self, one: Appearance) -> Decision:
        """Return the person of an appearance, once `settle` has run."""
        if not one.comparable:
            return Decision(None)
        assert one.day is not None
        profile = self._profiles[key_of(one)]
        firsts = profile.days or [low for low, _ in profile.stretches]
        found = profile.decisions[bisect_right(firsts, one.day) - 1]
        joined = found.person is not None and self._clusters[found.person].seen > 1
        return found if joined or found.person is None else replace(found, rule="one-cable", score=None)

    # Full names

    def _full(self, profile: Profile, low: date, high: date) -> Decision:
        fits = self._fits_sender if profile.sender else self._fits_text
        where = ("place", profile.place) if profile.sender else ("forename", forename_key(profile.name.forenames[0]))
        there = self._at.get(where, ())
        scored = [(n, s) for n in there if (s := fits(profile, self._clusters[n], low, high)) is not None]
        listed = [one for one in scored if profile.listed and self._clusters[one[0]].listed == profile.listed.person]
        joins = listed or [one for one in scored if one[1] >= JOIN]
        rule = "same-post-period" if profile.sender else "same-country-title"
        if len(joins) == 1:
            number, score = joins[0]
            return self._join(profile, number, low, high, rule, score)
        near = tuple(number for number, _ in scored[:_MOST_CLOSE])
        if not profile.sender and not profile.titles and len(profile.name.forenames) < 2:
            return Decision(None, near=near)
        return self._new(profile, low, high, rule, SAME, near)

    def _fits_sender(self, profile: Profile, cluster: Cluster, low: date, high: date) -> float | None:
        if not cluster.sender or cluster.place != profile.place or not self._possible(profile, cluster):
            return None
        away = cluster.days_from(low, high)
        agreed = cluster.agreement(profile.name)
        if agreed is None or away > TOUR:
            return None
        return round((SAME if agreed == 1 else INITIALS) * (1 - 0.1 * away / TOUR), 2)

    def _fits_text(self, profile: Profile, cluster: Cluster, low: date, high: date) -> float | None:
        """Score a person named in a text against a known one; titles may also match a signer of the same post."""
        if not self._possible(profile, cluster):
            return None
        away = cluster.days_from(low, high)
        if away > TOUR or cluster.agreement(profile.name) != 1:
            return None
        first = forename_key(profile.name.forenames[0])
        if any(forename_key(name.forenames[0]) != first for name in cluster.names):
            return None
        same_post = profile.post in cluster.posts
        if cluster.sender:
            return TITLED if same_post and away <= NEAR and profile.titles & cluster.titles else None
        if profile.titles and cluster.titles:
            best = max(_one_office(a, b) for a in profile.titles for b in cluster.titles)
            return round(best * (1 - 0.1 * away / TOUR), 2)
        return UNTITLED if same_post and away <= NEAR else 0.6

    # Surnames alone

    def _bare_listed(self, profile: Profile, day: date) -> Decision:
        """Join a bare surname to the listed person, unless a rival of that surname is known there and then."""
        assert profile.listed is not None
        there = self._near(profile, day)
        others = [n for n in there if self._rivals(profile, self._clusters[n])]
        here = self._at.get(("place", profile.place), ())
        mine = [n for n in here if self._clusters[n].listed == profile.listed.person]
        if others:
            return Decision(None, near=tuple((*mine, *others)[:_MOST_CLOSE]))
        if mine:
            return self._join(profile, mine[0], day, day, profile.listed.rule, profile.listed.score)
        return self._new(profile, day, day, profile.listed.rule, profile.listed.score)

    def _rivals(self, profile: Profile, cluster: Cluster) -> bool:
        """Return whether a bare surname may mean this person as well as the listed one."""
        return cluster.listed is None and not all(self._may_be(profile.listed, name) for name in cluster.names)

    @staticmethod
    def _may_be(listed: Listed | None, name: PersonalName) -> bool:
        if listed is None or listed.place < 0:
            return False
        return (
            agreement(read_name(f"{chiefs_of_mission.all()[listed.place].forename} X").forenames, name.forenames)
            is not None
        )

    def _bare(self, profile: Profile, day: date, known: int) -> Decision:
        there = [n for n in self._near(profile, day) if self._office_fits(profile, self._clusters[n])]
        full = [n for n in there if n < known]
        if len(full) > 1 and profile.signs:
            heads = [n for n in full if self._clusters[n].titles & _SIDE_BY_SIDE and self._during(n, day)]
            full = heads if len(heads) == 1 and all(self._junior(n) for n in full if n not in heads) else full
        if len(full) > 1:
            beside = [n for n in full if self._clusters[n].days_from(day, day) <= BESIDE]
            around = [n for n in full if self._clusters[n].days_from(day, day) <= AWAY]
            full = beside if len(beside) == 1 and beside == around else full
        if len(full) == 1:
            return self._join(profile, full[0], day, day, "same-post-period", BARE, note=False)
        if full:
            return Decision(None, near=tuple(full[:_MOST_CLOSE]))
        if there:
            return self._join(profile, there[0], day, day, "same-post-period", BARE)
        return self._new(profile, day, day, "same-post-period", BARE)

    def _during(self, number: int, day: date) -> bool:
        return self._clusters[number].days_from(day, day) == 0

    def _junior(self, number: int) -> bool:
        """Return whether a person is known only in offices that do not sign for a post."""
        held = self._clusters[number].titles
        return bool(held) and not held & _SIDE_BY_SIDE

    def _near(self, profile: Profile, day: date) -> list[int]:
        """Return the persons responsible for cables of the place near a day, each listed person once."""
        found: dict[object, int] = {}
        for n in self._at.get(("place", profile.place), ()):
            c = self._clusters[n]
            if c.days_from(day, day) > NEAR or not self._possible(profile, c):
                continue
            if all(one_generation(profile.name.generation, name.generation) for name in c.names):
                found.setdefault(c.listed or n, n)
        return list(found.values())

    @staticmethod
    def _office_fits(profile: Profile, cluster: Cluster) -> bool:
        if not profile.titles or not cluster.titles or profile.titles & cluster.titles:
            return True
        return bool(profile.titles & _SIDE_BY_SIDE and cluster.titles & _SIDE_BY_SIDE)

    def _titled(self, profile: Profile, day: date) -> Decision:
        """Join a surname with title to the only fuller name with both at the same post near that day."""
        fitting = [
            n
            for n in self._at.get(("post", profile.post), ())
            if profile.titles & self._clusters[n].titles
            and self._clusters[n].days_from(day, day) <= NEAR
            and self._possible(profile, self._clusters[n])
        ]
        if len(fitting) == 1:
            return self._join(profile, fitting[0], day, day, "title-at-post", TITLED, note=False)
        return Decision(None, near=tuple(fitting[:_MOST_CLOSE]))

    # Clusters

    def _possible(self, profile: Profile, cluster: Cluster) -> bool:
        if profile.listed and cluster.listed and _contradict(profile.listed.person, cluster.listed):
            return False
        return not self._judgements.apart(profile.pins, cluster.pins)

    def _join(
        self, profile: Profile, number: int, low: date, high: date, rule: str, score: float, *, note: bool = True
    ) -> Decision:
        """Join a stretch of a profile to a cluster; `note` widens the time in which that person is known."""
        cluster = self._clusters[number]
        if note:
            cluster.note(low, high)
            cluster.titles |= profile.titles
            cluster.posts.add(profile.post)
            if profile.name.forenames:
                cluster.names.add(profile.name)
            self._index(number, profile)
        if cluster.listed is None and profile.listed is not None:
            cluster.listed = profile.listed.person
        cluster.pins.update(profile.pins)
        return Decision(number, rule, score)

    def _new(
        self, profile: Profile, low: date, high: date, rule: str, score: float, near: tuple[int, ...] = ()
    ) -> Decision:
        listed = profile.listed.person if profile.listed else None
        apart = (c for c in self._clusters if self._judgements.apart(profile.pins, c.pins))
        if profile.pins and any(c.listed == listed for c in apart):
            listed = None
        self._clusters.append(
            Cluster(
                profile.sender,
                profile.place,
                {profile.post},
                {profile.name} if profile.name.forenames else set(),
                set(profile.titles),
                listed,
                [(low, high)],
                set(profile.pins),
            )
        )
        number = len(self._clusters) - 1
        self._index(number, profile)
        return Decision(number, rule, score, near)

    def _index(self, number: int, profile: Profile) -> None:
        """Index a person by post, place and forename."""
        keys: list[object] = [("post", profile.post)]
        if profile.sender:
            keys.append(("place", profile.place))
        keys += [("forename", forename_key(name)) for name in profile.name.forenames[:1]]
        for key in keys:
            found = self._at.setdefault(key, [])
            if number not in found:
                found.append(number)

    def listed(self, person: int) -> str | None:
        """Return the person of the Historian's list for a person of this block; None where there is none."""
        return self._clusters[person].listed

    def key(self, person: int) -> Key:
        """Return the key of an unlisted person of this block; raise `KeyError` for a listed one."""
        return self._keys[person]


def _contradict(one: str, other: str) -> bool:
    """Return whether two entries are of two persons: both of one list; entries of two lists may mean one person."""
    return one != other and list_of(one) == list_of(other)


def _one_office(one: str, other: str) -> float:
    """Score how well two titles agree: one has all words of the other, or both name a minister."""
    first, second = set(one.split()), set(other.split())
    if first <= second or second <= first:
        return SAME
    return MINISTERS if "MINISTER" in first & second else 0.6
