"""How well persons are told apart and joined: pairs of mentions beside a gold set made by hand.

A line of gold is `who | cable | post | day | role | name | title | organisation`; what follows the name may be left
out, `-` is no post or day. All pairs of one group are judged, but those with a `who` that ends in `?`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import cast

from kg.model import OfficialRole
from kg.rdf.conclusions import inferred
from kg.resolution.cable_digest import Digest, Mention
from kg.terms.iris import VALUE, cable_iri
from kg.terms.ntriples_terms import Triple

_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Gold:
    """One mention of the gold set: who it is in its group, and where it stands."""

    group: str
    who: str
    cable: str
    post: str | None
    day: date | None
    mention: Mention

    @property
    def iri(self) -> str:
        """The IRI of the mention."""
        return f"{cable_iri(self.cable)[:-1]}#{self.mention.fragment}>"


def read_gold(groups: Mapping[str, list[str]]) -> list[Gold]:
    """Return the mentions of the groups of a gold set."""
    found = []
    for number, (group, lines) in enumerate(groups.items()):
        for place, line in enumerate(lines):
            parts = [part.strip() for part in line.split("|")]
            who, cable, post, day, role, name, title, organisation = parts + [""] * (_COLUMNS - len(parts))
            mention = Mention(f"m{number}-{place}", name, title or None, cast(OfficialRole, role), organisation or None)
            when = None if day == "-" else date.fromisoformat(day)
            found.append(Gold(group, who, cable, None if post == "-" else post, when, mention))
    return found


def digests(gold: Iterable[Gold]) -> list[Digest]:
    """Return the cables of the mentions."""
    cables: dict[tuple[str, str | None, date | None], list[Mention]] = {}
    for one in gold:
        cables.setdefault((one.cable, one.post, one.day), []).append(one.mention)
    return [Digest(key, post, day, True, (), tuple(found)) for (key, post, day), found in cables.items()]


@dataclass(slots=True)
class Pairs:
    """Pairs that were judged: joined rightly, joined wrongly, not joined though the same, kept apart rightly."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    apart: int = 0

    @property
    def judged(self) -> int:
        """How many pairs were judged."""
        return self.right + len(self.wrong) + len(self.missed) + self.apart

    @property
    def precision(self) -> float:
        """The share of the joined pairs that are the same person; 1 where nothing was joined."""
        joined = self.right + len(self.wrong)
        return self.right / joined if joined else 1.0

    @property
    def recall(self) -> float:
        """The share of the pairs of one person that were joined."""
        same = self.right + len(self.missed)
        return self.right / same if same else 1.0

    def line(self) -> str:
        """Return the figures as a line for a report."""
        return (
            f"{self.judged} pairs: precision {self.precision:.3f}  recall {self.recall:.3f}  ({self.right} joined "
            f"rightly, {len(self.wrong)} wrongly, {len(self.missed)} missed, {self.apart} kept apart)"
        )


def persons_of(triples: Iterable[Triple]) -> dict[str, str]:
    """Return who each mention is concluded to be."""
    return {subject: value for subject, predicate, value in triples if predicate == VALUE}


def compare(gold: list[Gold], persons: Mapping[str, str] | None = None) -> Pairs:
    """Return how the conclusions of these mentions' cables fit the gold set."""
    found = persons_of(inferred(digests(gold))) if persons is None else persons
    pairs = Pairs()
    for one, other in combinations(gold, 2):
        if one.group != other.group or one.who.endswith("?") or other.who.endswith("?"):
            continue
        joined = found[one.iri] == found[other.iri]
        what = f"{one.group}: {one.cable} {one.mention.name} · {other.cable} {other.mention.name}"
        if one.who == other.who:
            pairs.right += joined
            pairs.missed += [] if joined else [what]
        else:
            pairs.apart += not joined
            pairs.wrong += [what] if joined else []
    return pairs
