"""Read the columns of the overview (`corpus`) from a store.

Only the quick properties (`kg:sentTo`, not `part:sentTo`) are read, in a few streaming queries.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.columns.cable_details import read_beside
from kg.facts.columns.cable_numbers import CABLE, DATES, NAMED, TITLE, Cables, read_cables
from kg.facts.columns.corpus import Corpus, Links, Thing
from kg.facts.columns.doubt_marks import read_marks
from kg.facts.columns.people import read_people
from kg.facts.descriptions import Answers, Description, column, describe, first, name_of
from kg.facts.graph_counts import releases, total
from kg.terms.namespaces import KG, NAMESPACES, SKOS

GEO = NAMESPACES["geo"]
RELEASE = f"{KG}releaseStatus"

_YEAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def read_corpus(store: Answers) -> Corpus:
    """Read the cables of a store into columns; the same graph always gives the same columns."""
    cables = read_cables(store)
    values, links = {}, {}
    for name in NAMED:
        values[name], links[name] = _named(store, cables, KG + name)
    places = sorted({*values["origin"], *values["sentTo"], *values["copiedTo"]})
    topics = values["topic"]
    found = Corpus(
        keys=[iri[len(CABLE) :] if iri.startswith(CABLE) else iri for iri in cables.iris],
        held=cables.held,
        subjects=_subjects(store, cables),
        dates=_dates(store, cables),
        origin=[row[0] if row else -1 for row in _numbered(links["origin"], values["origin"], places)],
        classification=[row[0] if row else -1 for row in links["classification"]],
        precedence=[row[0] if row else -1 for row in links["precedence"]],
        release=[],
        action=_numbered(links["sentTo"], values["sentTo"], places),
        info=_numbered(links["copiedTo"], values["copiedTo"], places),
        topics=links["topic"],
        references=_references(store, cables),
        people=[],
        place_things=_things(store, places),
        topic_things=_things(store, topics),
        classification_things=_things(store, values["classification"]),
        precedence_things=_things(store, values["precedence"]),
    )
    _releases(store, found, cables)
    found.posts_total = total(store, "posts")
    read_people(store, found, cables)
    read_marks(store, found, cables)
    read_beside(store, found, cables)
    return found


def _named(store: Answers, cables: Cables, prop: str) -> tuple[list[str], Links]:
    """Return the sorted values of a property, and for each held cable the sorted numbers of its values."""
    values = sorted(column(store, f"DISTINCT ?a WHERE {{ ?s <{prop}> ?a }}"))
    links: Links = [[] for _ in range(cables.held)]  # sets would take four times the room
    for c, code in cables.coded(store, prop, values):
        if c < cables.held:
            links[c].append(code)
    return values, [sorted(set(row)) for row in links]


def _numbered(links: Links, given: Sequence[str], wanted: Sequence[str]) -> Links:
    """Renumber links from one list of things to another, which is sorted and holds all of them."""
    place = {iri: n for n, iri in enumerate(wanted)}
    order = [place[iri] for iri in given]
    return [[order[n] for n in row] for row in links]


def _subjects(store: Answers, cables: Cables) -> list[str]:
    texts = [""] * cables.held
    for n, text in cables.values(store, TITLE):
        if n < cables.held and (not texts[n] or text < texts[n]):
            texts[n] = text
    return texts


def _dates(store: Answers, cables: Cables) -> list[str]:
    """Return the date of each cable: the day of the date-time group, else `dcterms:date` where it is an ISO date."""
    dates = [""] * len(cables.iris)
    for prop in DATES:
        fresh: dict[int, str] = {}
        for n, text in cables.values(store, prop):
            if not dates[n]:
                day = text[:10]
                if _YEAR.fullmatch(day) and (n not in fresh or (-len(day), day) < (-len(fresh[n]), fresh[n])):
                    fresh[n] = day
        for n, day in fresh.items():
            dates[n] = day
    return dates


def _references(store: Answers, cables: Cables) -> Links:
    links: Links = [[] for _ in range(cables.held)]  # sets would take four times the room
    for n, other in cables.references(store):
        if n < cables.held:
            links[n].append(other)
    return [sorted(set(row)) for row in links]


def _things(store: Answers, iris: Sequence[str]) -> list[Thing]:
    described = describe(store, iris)
    return [_thing(iri, described) for iri in iris]


def _thing(iri: str, described: dict[str, Description]) -> Thing:
    about = described.get(iri, {})
    lat, lon = _degrees(first(about, GEO + "lat"), 90), _degrees(first(about, GEO + "long"), 180)
    both = lat is not None and lon is not None
    return Thing(
        iri,
        name_of(iri, described),
        first(about, SKOS + "notation") or "",
        lat if both else None,
        lon if both else None,
    )


def _degrees(text: str | None, limit: int) -> float | None:
    try:
        value = float(text or "nan")
    except ValueError:
        return None
    return value if -limit <= value <= limit else None


def _releases(store: Answers, found: Corpus, cables: Cables) -> None:
    """Add the release status of each cable; of copies with several statuses, the first by IRI."""
    statuses = sorted(column(store, f"DISTINCT ?a WHERE {{ ?d <{RELEASE}> ?a }}"))
    found.release_things = _things(store, statuses)
    code_of = {status: n for n, status in enumerate(statuses)}
    release = [len(statuses)] * found.held
    for n, status in cables.values_of_copies(store, RELEASE):
        release[n] = min(release[n], code_of[status])
    by_status = releases(store)
    found.texts = [by_status.get(status.rpartition("/")[2], 0) for status in statuses]
    found.release = [-1 if code == len(statuses) else code for code in release]
