"""Draw the posts that fictional cables come from and go to: real offices of the vocabulary, so that names resolve."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.vocabulary import posts
from kg.vocabulary.csv_tables import squeeze

#: Countries of which there was no embassy before 1990.
_YOUNG = frozenset("AJ AM BK BO EN ER EZ GG HR KG KV KZ LG LH LO MD MJ MK OD RI SI TI TT TX UP UZ WA".split())
_WORDS = ("AMEMBASSY ", "AMCONSUL ")


@dataclass(frozen=True, slots=True)
class Station:
    """A post as it is printed: `city` in numbers (`LA PAZ`), `name` in addresses (`AMEMBASSY LA PAZ`)."""

    id: str
    city: str
    name: str
    indicator: str
    tag: str
    country: str
    government: str


def _station(post: posts.Post) -> Station | None:
    name = next((a for a in post.aliases if a.startswith(_WORDS)), None)
    if name is None or not post.routing_indicators or post.successor or post.variant_of or not post.tag:
        return None
    city = name.split(" ", 1)[1]
    if squeeze(city) != post.id or not city.replace(" ", "").isalpha():
        return None
    return Station(post.id, city, name, post.routing_indicators[0], post.tag, post.country, f"GO{post.country[0]}")


@cache
def stations(*, old: bool) -> tuple[Station, ...]:
    """Return the posts to choose from; `old` leaves out those that were opened after 1990."""
    found = (s for p in posts.all() if (s := _station(p)) is not None)
    return tuple(s for s in found if not (old and s.tag in _YOUNG))


@cache
def embassies(*, old: bool) -> tuple[Station, ...]:
    """Return the embassies among the stations."""
    return tuple(s for s in stations(old=old) if s.name.startswith(_WORDS[0]))


#: The Department: sender and addressee of most cables.
STATE = Station("STATE", "STATE", "SECSTATE WASHDC", "RUEHC", "US", "United States", "USG")
#: Other agencies and commands as they stand in addresses, with their routing indicators.
AGENCIES = (
    ("RUEAIIA", "CIA WASHDC"),
    ("RHEHNSC", "NSC WASHDC"),
    ("RUEKJCS", "SECDEF WASHDC"),
    ("RUEKJCS", "JOINT STAFF WASHDC"),
    ("RUMIAAA", "CDR USCINCSO MIAMI FL"),
    ("RUCPDOC", "USDOC WASHDC"),
    ("RUEATRS", "TREASURY DEPT WASHDC"),
)
