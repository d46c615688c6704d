"""Find the post of a mission named by its country: `the Embassy in Japan`, `the Ambassador in Iran (Wiley)`.

Editors of documents name the country of an embassy, not its city. The city on a given day comes from
`ontology/vocab/missions.csv` (countries under other names, embassies that moved), else from the Historian's dated list
of chiefs of mission, else from the only embassy that the table of posts has in the country.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from kg.vocabulary import chiefs_of_mission, posts
from kg.vocabulary.csv_tables import fold, read

_DEPARTMENT = re.compile(
    r"""(?:the[ ])?(?:(?:acting[ ]|under[ ])?secretary[ ]of[ ]state(?:[ ][A-Z][\w'’.-]+)?
    |department(?:[ ]of[ ]state)?)""",
    re.IGNORECASE | re.VERBOSE,
)
_OFFICE = r"""(?:embass(?:y|ies)|ambassadors?|legations?|ministers?|charg[ée]s?(?:[ ]d['’]affaires)?(?:[ ]ad[ ]interim)?
    |special[ ]representatives?|interests[ ]sections?(?:[ ]of[ ]the[ ]\w+[ ]embassy)?|liaison[ ]offices?
    |diplomatic[ ]agents?|commissioners?)"""
_WHOSE = r"(?:the[ ]|its[ ])?(?:acting[ ]|american[ ]|united[ ]states[ ]|u\.?s\.?[ ])*"
_IN_COUNTRY = re.compile(
    rf"{_WHOSE}(?P<office>{_OFFICE})[ ](?:in|to)[ ](?:the[ ])?(?P<place>.+)$", re.IGNORECASE | re.VERBOSE
)
_AT_CITY = re.compile(
    rf"""{_WHOSE}(?:consul(?:ate)?s?(?:[ -]generals?)?|vice[ ]consul|mission|liaison[ ]office|office)
    [ ](?:at|in)[ ](?P<place>.+)$""",
    re.IGNORECASE | re.VERBOSE,
)
_NATIONS = re.compile(
    rf"{_WHOSE}(?:(?:deputy|permanent)[ ])*(?:u(?:nited[ ]states|\.?s\.?)[ ])?"
    r"(?:mission|(?:deputy[ ])?representative)s?[ ](?:at|to)[ ]the[ ]united,?[ ]nations$",
    re.IGNORECASE | re.VERBOSE,
)
_ELSEWHERE = re.compile(r", at (?P<place>[A-Z][\w .'’-]{2,30})$")
_HOLDER = re.compile(r"\s*\([^()]{1,60}\)")
_NEAR = timedelta(days=1500)


@cache
def _listed() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return the listed missions by country: post, first and last year of its embassy there."""
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for row in read("missions"):
        key = fold(row["country"])
        found[key] = (*found.get(key, ()), (row["post"], row["start"], row["end"]))
    return found


@cache
def _embassies() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for post in posts.all():
        if post.type in ("embassy", "interests section", "liaison office") and not post.variant_of:
            key = fold(re.sub(r"[^\w\s]", " ", post.country))
            found[key] = (*found.get(key, ()), post.id)
    return found


@cache
def _missions() -> dict[str, tuple[chiefs_of_mission.OfficeHolder, ...]]:
    found: dict[str, tuple[chiefs_of_mission.OfficeHolder, ...]] = {}
    for holder in chiefs_of_mission.all():
        if holder.kind == "country" and holder.posts:
            key = fold(holder.mission.replace("-", " "))
            found[key] = (*found.get(key, ()), holder)
    return found


def embassy_in(country: str, day: date | None = None) -> str | None:
    """Return the post of the embassy (or legation) in a country on a day; None where the tables leave the post open.

    >>> embassy_in("Japan"), embassy_in("the Soviet Union"), embassy_in("Vietnam", date(1955, 1, 7))
    ('TOKYO', 'MOSCOW', 'SAIGON')
    """
    name = fold(re.sub(r"[^\w\s]", " ", re.sub(r"^(?:the)\s+", "", country.strip(), flags=re.IGNORECASE)))
    name = " ".join(name.split())
    year = str(day.year) if day else ""
    for post, start, end in _listed().get(name, ()):
        if not year or (start or "0") <= year <= (end or "9"):
            return post
    if day is not None:
        near = [
            h for h in _missions().get(name, ()) if h.start and h.start - _NEAR <= day <= (h.end or h.start) + _NEAR
        ]
        if len(named := {h.posts[0] for h in near}) == 1:
            return named.pop()
    there = _embassies().get(name, ())
    return there[0] if len(there) == 1 else None


@cache
def described(words: str, day: date | None = None) -> str | None:
    """Return the post of an office in an editor's words: `the Embassy in Vietnam`, `the Consul at Geneva (Gilbert)`.

    Anything that is no post (a command, a person in Washington) gives None, and so does an office the tables lack.

    >>> described("the Department of State"), described("the Minister in Bolivia (Des Portes)", date(1934, 6, 1))
    ('STATE', 'LAPAZ')
    """
    plain = " ".join(_HOLDER.sub("", words).split()).rstrip(" ,.;")
    elsewhere = _ELSEWHERE.search(plain)
    if elsewhere is not None:  # `the Minister in Switzerland, at Geneva`: the office at that place
        there = posts.by_name(elsewhere["place"])
        return there.id if there is not None and _IN_COUNTRY.match(plain[: elsewhere.start()]) else None
    if _DEPARTMENT.fullmatch(plain):
        return "STATE"
    if _NATIONS.fullmatch(plain):
        return "USUNNEWYORK"
    for pattern, by_country in ((_IN_COUNTRY, True), (_AT_CITY, False)):
        found = pattern.fullmatch(plain)
        if found is None:
            continue
        place = found["place"]
        post = embassy_in(place, day) if by_country else None
        if post is None and (known := posts.by_name(place)) is not None:
            post = known.id
        return post
    exact = posts.by_name(plain)
    return exact.id if exact is not None else None
