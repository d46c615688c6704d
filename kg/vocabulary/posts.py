"""Look up posts, the offices that number cables, by id, name and spelling.

```
AMEMBASSY LIMA, USEMB LIMA, RUEHPE     the post LIMA
SECSTATE WASHDC                        the Department, which numbers its cables as STATE
```
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from kg.vocabulary import spellings
from kg.vocabulary.csv_tables import LONGEST, Row, covers, read, split, squeeze, without_office


@dataclass(frozen=True, slots=True)
class Post:
    """An office that numbers its own cables: an embassy, consulate, mission, department or agency.

    `id` is the name in record numbers (`LAPAZ`), `tag` the Department's code of the country, `lat` and `lon` are
    degrees (WGS 84) of the city. `successor` is the post that followed it (`succession` names the way), `variant_of`
    the post that this is another numbering of. `routing_indicators` are the stations that serve it.
    """

    id: str
    name: str
    type: str
    city: str
    country: str
    iso2: str
    tag: str
    lat: float | None
    lon: float | None
    routing_indicators: tuple[str, ...]
    aliases: tuple[str, ...]
    successor: str
    succession: str
    variant_of: str
    source: str


def _post(row: Row) -> Post:
    return Post(
        id=row["id"],
        name=row["name"],
        type=row["type"],
        city=row["city"],
        country=row["country"],
        iso2=row["iso2"],
        tag=row["tag"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        routing_indicators=tuple(row["routing_indicators"].split()),
        aliases=split(row["aliases"]),
        successor=row["successor"],
        succession=row["succession"],
        variant_of=row["variant_of"],
        source=row["source"],
    )


@cache
def _by_id() -> dict[str, Post]:
    return {row["id"]: _post(row) for row in read("posts")}


def all() -> tuple[Post, ...]:  # noqa: A001 - posts.all()
    """Return every post in the order of the table."""
    return tuple(_by_id().values())


def get(id: str) -> Post | None:  # noqa: A002 - the field's word
    """Return the post with a station id (`LIMA`); None if there is none.

    >>> get("LIMA").city
    'Lima'
    """
    return _by_id().get(id)


def is_station(id: str) -> bool:  # noqa: A002
    """Return whether `id` is a station id exactly as record numbers have it (`LAPAZ`, not `LA PAZ`).

    >>> is_station("LAPAZ"), is_station("LA PAZ")
    (True, False)
    """
    return id in _by_id()


#: Words before a city for the kind of office, squeezed; missions share cities with embassies.
_OFFICES = (
    "AMERICANCONSULATEGENERAL",
    "AMERICANCONSULATE",
    "AMCONSULATEGENERAL",
    "AMCONSULGENERAL",
    "AMCONSULATE",
    "USCONSULATEGENERAL",
    "USCONSULATE",
    "CONSULATEGENERAL",
    "CONSULATE",
    "AMCONSULGEN",
    "AMCONGEN",
    "AMCONSUL",
    "CONGEN",
    "AMERICANEMBASSY",
    "USEMBASSY",
    "AMEMBASSY",
    "AMEMB",
    "EMBASSYOFFICE",
    "EMBASSYBRANCHOFFICE",
    "EMBASSY",
    "BRANCHOFFICE",
    "USOFFICE",
    "USLO",
    "USINT",
    "REO",
    "APP",
    "AIT",
)
_MISSIONS = ("USMISSION", "USMIS", "USDEL", "MISSION", "USREP")


@cache
def _prefixes() -> tuple[tuple[str, bool], ...]:
    """Return the office words, longest first, each with whether it is a mission's; damaged spellings included."""
    words = dict.fromkeys(_OFFICES, False) | dict.fromkeys(_MISSIONS, True)
    for spelling in spellings.all():
        if spelling.right in words:
            words.setdefault(spelling.wrong.upper(), words[spelling.right])
    return tuple(sorted(words.items(), key=lambda item: (-len(item[0]), item[0])))


def _bare(city: str) -> str:
    return squeeze(city.partition("(")[0])


@cache
def _names() -> dict[str, str]:
    """Return squeezed name → id: ids first, then aliases, then cities with only one embassy or consulate."""
    names = {squeeze(i): i for i in _by_id()}
    for post in all():
        for alias in post.aliases:
            names.setdefault(squeeze(alias), post.id)
    cities: dict[str, list[str]] = {}
    for post in all():
        if post.city and post.type not in ("mission", "agency", "department"):
            cities.setdefault(_bare(post.city), []).append(post.id)
    for city, ids in cities.items():
        if len(ids) == 1:
            names.setdefault(city, ids[0])
    return names


def _named(squeezed: str) -> str | None:
    found = _names().get(squeezed)
    if found is None and "SAINT" in squeezed:
        found = _names().get(squeezed.replace("SAINT", "ST", 1))
    return found


def _prefixed(squeezed: str) -> str | None:
    """Return the post of office word and city; `USMISSION PARIS` gives None, for Paris has several missions."""
    for word, mission in _prefixes():
        if squeezed.startswith(word) and len(squeezed) > len(word):
            city = squeezed[len(word) :]
            found = _named(city) or (_misspelled(city) if len(city) > 4 else None)
            if found is None:
                continue
            post = _by_id()[found]
            is_mission = post.type in ("mission", "liaison office")
            if mission == is_mission or (is_mission and found == _bare(post.city)):
                return found
    return None


_CAPITAL = ("WASHINGTONDC", "WASHDC", "WASHINGTON")


def _resolve(name: str) -> str | None:
    squeezed = squeeze(name)
    found = _named(squeezed) or _prefixed(squeezed)
    if found:
        return found
    for capital in _CAPITAL:
        if squeezed.endswith(capital) and (head := _named(squeezed[: -len(capital)])):
            return head if _by_id()[head].iso2 == "US" else None
    words = name.split()
    if len(words) > 2 and len(words[-1]) == 2:
        short = squeeze("".join(words[:-1]))
        found = _prefixed(short) or _named(short)
        if found and words[-1].upper() in (_by_id()[found].tag, _by_id()[found].iso2):
            return found
    if found := _before_country(words):
        return found
    if "," in name:
        first, _, second = name.partition(",")
        turned = squeeze(second) + squeeze(first)
        return _named(turned) or _prefixed(turned)
    return None


def _before_country(words: list[str]) -> str | None:
    """Return the post of a name that ends with the post's own country (`AMEMBASSY BEIRUT LEBANON`)."""
    for cut in range(2, len(words)):
        found = _prefixed(squeeze("".join(words[:cut])))
        if found and squeeze("".join(words[cut:])) == squeeze(_by_id()[found].country):
            return found
    return None


def _misspelled(squeezed: str) -> str | None:
    """Return the post of a damaged spelling known from record numbers; agencies are excluded."""
    found = _origins().get(squeezed, {}).get("")
    return found if found and _by_id()[found].type != "agency" else None


@lru_cache(maxsize=20_000)
def _by_name(name: str) -> Post | None:
    found = _resolve(name)
    found = found or _misspelled(squeeze(name))
    return _by_id()[found] if found else None


def by_name(name: str) -> Post | None:
    """Return the post of an addressee's name; None if it is unknown or could be several.

    Understood are ids, aliases, office word and city (`AMEMBASSY LA PAZ`), the Department's names (`SECSTATE WASHDC`),
    the inverted form (`WASHDC, SECSTATE`), the post's country or its code at the end (`USMISSION GENEVA SZ`) and
    office symbols after it (`SECDEF WASHDC//OASD-ISA//`).

    >>> by_name("AMEMBASSY LA PAZ").id
    'LAPAZ'
    """
    return _by_name(without_office(name)) if name and len(name) <= LONGEST else None


@cache
def _origins() -> dict[str, dict[str, str]]:
    """Return squeezed origin spelling → era → id; the era is empty for a spelling that holds at all times."""
    found: dict[str, dict[str, str]] = {}
    for row in read("origin_aliases"):
        found.setdefault(squeeze(row["variant"]), {})[row["era"]] = row["id"]
    return found


@lru_cache(maxsize=20_000)
def _station(name: str, year: int | None) -> str | None:
    squeezed = squeeze(name)
    for era, found in _origins().get(squeezed, {}).items():
        if covers(era, year):
            return found
    return _named(squeezed) or _prefixed(squeezed) or _without_city(squeezed)


def _without_city(squeezed: str) -> str | None:
    """Return the embassy in a capital named like its state (`GUATEMALA CITY`, `LUXEMBOURG CITY`)."""
    found = _named(squeezed.removesuffix("CITY")) if squeezed.endswith("CITY") else None
    return found if found and squeeze(_by_id()[found].city) == squeeze(_by_id()[found].country) else None


def station(name: str, year: int | None = None) -> str | None:
    """Return the station id in record numbers for a printed origin (`SECSTATE` → `STATE`); None if unknown.

    `year` (of the message, four digits) decides where a spelling changed its meaning: the cut names of 1973–1979
    (`TANANA`), and `TAIPEI`, the embassy before 1979 and AIT after.

    >>> station("SECSTATE")
    'STATE'
    """
    return _station(name, year) if name and len(name) <= LONGEST else None


@cache
def _candidates() -> tuple[tuple[str, str], ...]:
    """Return (squeezed spelling, id) of every name long enough to be compared by likeness."""
    pairs = dict.fromkeys((squeeze(i), i) for i in _by_id())
    for variant, eras in _origins().items():
        if "" in eras and len(variant) > 4:
            pairs[variant, eras[""]] = None
    return tuple(pairs)


def known_spellings() -> tuple[tuple[str, str], ...]:
    """Return (squeezed name, station id) of every name that damaged names are compared with: ids, long aliases."""
    return _candidates()


def nearest(name: str, limit: int = 3) -> list[tuple[str, float]]:
    """Return up to `limit` station ids by likeness of name, best first, each with its score from 0 to 1.

    The score counts letters lost, added, exchanged and swapped, relative to the longer name (optimal string
    alignment). Equal scores stand in the order of the alphabet.

    >>> nearest("BOGTA", limit=1)
    [('BOGOTA', 0.8333333333333334)]
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    squeezed = squeeze(name[:LONGEST])
    if not squeezed:
        return []
    pairs = _candidates()
    best: dict[str, float] = {}
    for _, score, i in process.extract(
        squeezed, [spelling for spelling, _ in pairs], scorer=OSA.normalized_similarity, limit=limit * 4
    ):
        station_id = pairs[i][1]
        best[station_id] = max(best.get(station_id, 0.0), score)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]
