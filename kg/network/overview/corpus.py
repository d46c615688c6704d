"""Reading the cables of a store as columns: for each its number, date, origin, and whom and what it names.

Only the quick properties (`kg:sentTo`, not `part:sentTo`) are read, one streaming query each: about a quarter of a
million rows a second, and no more memory than a few numbers for each cable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.network.describe import Answers, Description, batches, check_iri, describe, first, name_of
from kg.network.terms import BASE, DCTERMS, EDGE_KINDS, FOAF, KG, SKOS, local_name

GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
CABLE = f"{BASE}cable/"

ROLES = tuple(kind for kind in EDGE_KINDS if kind.target == "official")
"""The ways in which a cable names a person; a link to a person is `person * len(ROLES) + role`."""

MOST_PEOPLE = 20_000
"""How many persons of a large graph are kept, those of the most cables first."""

ALL_PEOPLE = 5_000
"""Up to so many persons, all of them are kept."""

MANY = 30_000
"""From how many cables on values are asked for one by one."""

_NUMBER = re.compile(r"(\d\d)([^\d].*[^\d]|[^\d])([1-9]\d{0,8})", re.ASCII)
_YEAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Thing:
    """A post, addressee, topic, person or code: its IRI, name, code, and place on the globe where it has one."""

    iri: str
    name: str
    code: str = ""
    lat: float | None = None
    lon: float | None = None


Links = list[list[int]]
"""For each cable, in order, the numbers of the things it names, sorted."""


@dataclass(slots=True)
class Corpus:
    """The cables of a graph, the held ones first, each list in their order; -1 means that nothing is said.

    `dates` holds ISO dates as far as they are known (`2007-06-21`, `1975`). `action`, `info` and `topics` are for held
    cables only, `references` are numbers of cables, `people` see `ROLES`. `people_total` counts persons left out too.
    """

    keys: list[str]
    held: int
    subjects: list[str]
    dates: list[str]
    origin: list[int]
    classification: list[int]
    precedence: list[int]
    release: list[int]
    action: Links
    info: Links
    topics: Links
    references: Links
    people: Links
    place_things: list[Thing] = field(default_factory=list)
    topic_things: list[Thing] = field(default_factory=list)
    person_things: list[Thing] = field(default_factory=list)
    classification_things: list[Thing] = field(default_factory=list)
    precedence_things: list[Thing] = field(default_factory=list)
    release_things: list[Thing] = field(default_factory=list)
    people_total: int = 0

    @property
    def nodes(self) -> int:
        """How many nodes a picture of everything would have."""
        return len(self.keys) + len(self.place_things) + len(self.topic_things) + self.people_total


class _Numbers:
    """Gives every IRI a number, in the order in which they come."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}

    def __getitem__(self, iri: str) -> int:
        return self.of.setdefault(iri, len(self.of))


def read_corpus(store: Answers) -> Corpus:
    """Return the cables of a store in columns; the same graph gives the same columns."""
    number, held = _cables(store)
    places, topics = _Numbers(), _Numbers()
    found = Corpus(
        keys=[iri[len(CABLE) :] if iri.startswith(CABLE) else iri for iri in number], held=held,
        subjects=_texts(store, DCTERMS + "title", number, held),
        dates=_dates(store, number),
        origin=_values(store, KG + "origin", number, places),
        classification=[], precedence=[], release=[],
        action=_links(store, KG + "sentTo", number, held, places),
        info=_links(store, KG + "copiedTo", number, held, places),
        topics=_links(store, KG + "topic", number, held, topics),
        references=_references(store, number, held),
        people=[],
    )  # fmt: skip
    found.place_things, by_place = _things(store, places)
    found.topic_things, by_topic = _things(store, topics)
    found.origin = [by_place[n] if n >= 0 else -1 for n in found.origin]
    for links, order in ((found.action, by_place), (found.info, by_place), (found.topics, by_topic)):
        links[:] = [sorted({order[n] for n in row}) for row in links]
    _codes(store, found, number)
    _people(store, found, number)
    return found


def _column(store: Answers, pattern: str) -> Iterator[str]:
    """Yield the values of `?a` in the answers to a pattern, as text, without repeats where it says `DISTINCT`."""
    for (one,) in store.query(f"SELECT {pattern}"):
        yield one.value  # type: ignore[attr-defined]


def _pairs(store: Answers, prop: str) -> Iterator[tuple[str, str]]:
    """Yield subject and object of every statement of a property, as text."""
    for one, other in store.query(f"SELECT ?a ?b WHERE {{ ?a <{prop}> ?b }}"):
        yield one.value, other.value  # type: ignore[attr-defined]


def _by_value(store: Answers, prop: str, many: bool) -> Iterator[tuple[str, str]]:
    """Yield every value of a property, sorted, with each subject that has it.

    A query takes 0.2 ms and looking up a name 2 µs: where `many` subjects share few values, asking for each value by
    itself halves the time.
    """
    if not many:
        yield from sorted((value, subject) for subject, value in _pairs(store, prop))
        return
    for value in sorted(_column(store, f"DISTINCT ?a WHERE {{ ?s <{prop}> ?a }}")):
        for subject in _column(store, f"?a WHERE {{ ?a <{prop}> <{check_iri(value)}> }}"):
            yield value, subject


def _cables(store: Answers) -> tuple[dict[str, int], int]:
    """Return the number of every cable by its IRI, and how many are held; by post, year and serial in each part."""
    held = set(_column(store, f"DISTINCT ?a WHERE {{ ?d <{KG}copyOf> ?a }}"))
    named = set(_column(store, f"?a WHERE {{ ?a a <{KG}Cable> }}"))
    order = [*sorted(held, key=_order), *sorted(named - held, key=_order)]
    return {iri: n for n, iri in enumerate(order)}, len(held)


def _order(iri: str) -> tuple[str, int, int, str]:
    key = parsed(iri[len(CABLE) :])
    if key is None:
        return ("~", 0, 0, iri)
    year, name, serial = key
    return (name, (year + 50) % 100, serial, iri)


def parsed(key: str) -> tuple[int, str, int] | None:
    """Return the parts of a cable's number, if joining them gives the number again.

    >>> parsed("07LIMA2181"), parsed("unnumbered-12ab")
    ((7, 'LIMA', 2181), None)
    """
    found = _NUMBER.fullmatch(key)
    return (int(found[1]), found[2], int(found[3])) if found else None


def _texts(store: Answers, prop: str, number: dict[str, int], held: int) -> list[str]:
    texts = [""] * held
    for cable, text in _pairs(store, prop):
        n = number.get(cable, held)
        if n < held and (not texts[n] or text < texts[n]):
            texts[n] = text
    return texts


def _dates(store: Answers, number: dict[str, int]) -> list[str]:
    """Return dates: the day of the date-time group, else what `dcterms:date` says, as far as it is one."""
    dates = [""] * len(number)
    for prop in (KG + "dateTimeGroup", DCTERMS + "date"):
        fresh: dict[int, str] = {}
        for cable, text in _pairs(store, prop):
            n = number.get(cable)
            if n is not None and not dates[n]:
                day = text[:10]
                if _YEAR.fullmatch(day) and (n not in fresh or day < fresh[n]):
                    fresh[n] = day
        for n, day in fresh.items():
            dates[n] = day
    return dates


def _values(store: Answers, prop: str, number: dict[str, int], things: _Numbers) -> list[int]:
    """Return for each cable the number of its one value; of several, the first by IRI."""
    values = [-1] * len(number)
    for value, cable in _by_value(store, prop, len(number) > MANY):
        n = number.get(cable)
        if n is not None and values[n] < 0:
            values[n] = things[value]
    return values


def _links(store: Answers, prop: str, number: dict[str, int], held: int, things: _Numbers) -> Links:
    links: Links = [[] for _ in range(held)]
    for value, cable in _by_value(store, prop, held > MANY):
        n = number.get(cable, held)
        if n < held:
            links[n].append(things[value])
    return links


def _references(store: Answers, number: dict[str, int], held: int) -> Links:
    links: Links = [[] for _ in range(held)]
    for cable, other in _pairs(store, KG + "references"):
        n, m = number.get(cable, held), number.get(other)
        if n < held and m is not None:
            links[n].append(m)
    return [sorted(row) for row in links]


def _things(store: Answers, numbers: _Numbers) -> tuple[list[Thing], list[int]]:
    """Return the things sorted by IRI, and where each number given so far is found among them."""
    iris = sorted(numbers.of)
    described = describe(store, iris)
    order = [0] * len(iris)
    for place, iri in enumerate(iris):
        order[numbers.of[iri]] = place
    return [_thing(iri, described) for iri in iris], order


def _thing(iri: str, described: dict[str, Description]) -> Thing:
    about = described.get(iri, {})
    lat, lon = _degrees(first(about, GEO + "lat"), 90), _degrees(first(about, GEO + "long"), 180)
    both = lat is not None and lon is not None
    return Thing(iri, name_of(iri, described), first(about, SKOS + "notation") or "",
                 lat if both else None, lon if both else None)  # fmt: skip


def _degrees(text: str | None, limit: int) -> float | None:
    try:
        value = float(text or "nan")
    except ValueError:
        return None
    return value if -limit <= value <= limit else None


def _codes(store: Answers, found: Corpus, number: dict[str, int]) -> None:
    """Add classification, precedence and release status: codes of which there are few."""
    for name in ("classification", "precedence", "release"):
        codes = _Numbers()
        if name == "release":
            values = _releases(store, number, codes)[: found.held]
        else:
            values = _values(store, KG + name, number, codes)[: found.held]
        things, order = _things(store, codes)
        setattr(found, name, [order[v] if v >= 0 else -1 for v in values])
        setattr(found, f"{name}_things", things)


def _releases(store: Answers, number: dict[str, int], codes: _Numbers) -> list[int]:
    """Return the release status of each cable; of copies with different ones, the first by IRI."""
    values = [-1] * len(number)
    known = sorted(_column(store, f"DISTINCT ?a WHERE {{ ?d <{KG}releaseStatus> ?a }}"))
    stated, copies = (
        next(_counts(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ ?d <{KG}{prop}> ?a }}"), 0)
        for prop in ("releaseStatus", "copyOf")
    )
    if len(known) == 1 and stated == copies:  # all are the same: no copy need be looked at
        return [codes[known[0]]] * len(number)
    for status in known:
        released = f"?d <{KG}releaseStatus> <{check_iri(status)}> ; <{KG}copyOf> ?a"
        for cable in _column(store, f"?a WHERE {{ {released} }}"):
            n = number.get(cable)
            if n is not None and values[n] < 0:
                values[n] = codes[status]
    return values


def _people(store: Answers, found: Corpus, number: dict[str, int]) -> None:
    """Add the persons: all of a small graph; of a large one those of several cables.

    There, who stands in one cable only is found in that cable's own page; as an entry here he would lead nowhere.
    """
    roles = {KG + kind.role: n for n, kind in enumerate(ROLES)}
    named = f"VALUES ?way {{ {' '.join(f'<{way}>' for way in roles)} }} ?c ?way ?p"
    found.people_total = next(_counts(store, f"SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE {{ {named} }}"), 0)
    many = found.people_total > ALL_PEOPLE
    chosen = (
        f"{{ SELECT ?p (COUNT(?c) AS ?n) WHERE {{ {named} }} GROUP BY ?p HAVING(COUNT(?c) > 1) "
        f"ORDER BY DESC(?n) ?p LIMIT {MOST_PEOPLE} }} " if many else ""
    )  # fmt: skip
    rows: list[tuple[str, int, int]] = []
    for cable, way, person in store.query(f"SELECT ?c ?way ?p WHERE {{ {chosen}{named} }}"):
        n = number.get(cable.value, found.held)  # type: ignore[attr-defined]
        if n < found.held:
            rows.append((person.value, n, roles[way.value]))  # type: ignore[attr-defined]
    iris = sorted({person for person, _, _ in rows})
    place = {iri: at for at, iri in enumerate(iris)}
    links: list[set[int]] = [set() for _ in range(found.held)]
    for person, n, role in rows:
        links[n].add(place[person] * len(ROLES) + role)
    found.people = [sorted(row) for row in links]
    names = _names(store, iris)
    found.person_things = [Thing(iri, names.get(iri) or local_name(iri)) for iri in iris]


def _counts(store: Answers, query: str) -> Iterator[int]:
    for (count,) in store.query(query):
        yield int(count.value)  # type: ignore[attr-defined]


def _names(store: Answers, iris: Sequence[str]) -> dict[str, str]:
    """Return the names of persons; of several, the first in the alphabet."""
    names: dict[str, str] = {}
    for batch in batches(iris):
        values = " ".join(f"<{check_iri(iri)}>" for iri in batch)
        for one, name in store.query(f"SELECT ?a ?b WHERE {{ VALUES ?a {{ {values} }} ?a <{FOAF}name> ?b }}"):
            iri, text = one.value, name.value  # type: ignore[attr-defined]
            names[iri] = min(text, names.get(iri, text))
    return names


def first_and_last(dates: Sequence[str]) -> tuple[str, str]:
    """Return the earliest and the latest of some dates; both empty where there are none."""
    known = [date for date in dates if date]
    return (min(known), max(known)) if known else ("", "")
