"""Keep the digest of a cable: the little that conclusions over many cables need.

A build keeps one line for each cable, so that conclusions over any number of cables need no second reading.
"""

from __future__ import annotations

import json
from datetime import date

from msgspec import Struct
from msgspec.structs import astuple

from kg.model import OfficialRole


class Mention(Struct, frozen=True):
    """A person named in a cable in one role: `fragment` is the name of the part, the rest is as written.

    `organisation` is the country or office beside the name. `listed` is the key of the entry in an edition's list of
    persons, `listed_name` the name printed there.
    """

    fragment: str
    name: str
    title: str | None
    role: OfficialRole
    organisation: str | None = None
    listed: str | None = None
    listed_name: str | None = None


class Digest(Struct, frozen=True):
    """The digest of one cable: `key` is the last part of its IRI, `post` the sending station, `day` the date sent.

    `complete` is false where the held copies lack a section; `cites` are the numbers that the cable refers to.
    """

    key: str
    post: str | None
    day: date | None
    complete: bool
    cites: tuple[str, ...]
    mentions: tuple[Mention, ...]

    def to_line(self) -> str:
        """Return the digest as one line of JSON, without the line's end."""
        day = self.day.isoformat() if self.day else None
        mentions = [astuple(mention) for mention in self.mentions]
        return json.dumps([self.key, self.post, day, self.complete, self.cites, mentions], separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str) -> Digest:
        """Read a digest that `to_line` wrote."""
        key, post, day, complete, cites, mentions = json.loads(line)
        found = tuple(Mention(*mention) for mention in mentions)
        return cls(key, post, date.fromisoformat(day) if day else None, complete, tuple(cites), found)
