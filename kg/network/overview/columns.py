"""Reading the columns of the overview from a store (`corpus`).

Only the quick properties (`kg:sentTo`, not `part:sentTo`) are read, in a few streaming queries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.network.describe import Answers, Description, check_iri, column, describe, first, name_of, pairs
from kg.network.overview.beside import read_beside
from kg.network.overview.corpus import ROLES, Corpus, Links, Thing, parsed
from kg.network.terms import BASE, DCTERMS, FOAF, KG, SKOS, local_name
from kg.store.batches import batches

GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
CABLE = f"{BASE}cable/"

MOST_PEOPLE = 20_000
"""How many persons of a large graph are kept, those of the most cables first."""

ALL_PEOPLE = 5_000
"""Up to so many persons, all of them are kept."""

NAMED = ("origin", "sentTo", "copiedTo", "topic", "classification", "precedence")
"""What is read of every held cable at once: its links to things of which there are few."""

CODES_AT_ONCE = 5_000
"""How many values one query asks for, if so many have room in it."""

_YEAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def read_corpus(store: Answers) -> Corpus:
    """Return the cables of a store in columns; the same graph gives the same columns."""
    number, held = _cables(store)
    values, links = _named(store, number, held)
    places = sorted({*values["origin"], *values["sentTo"], *values["copiedTo"]})
    topics = values["topic"]
    found = Corpus(
        keys=[iri[len(CABLE) :] if iri.startswith(CABLE) else iri for iri in number], held=held,
        subjects=_texts(store, DCTERMS + "title", number, held),
        dates=_dates(store, number),
        origin=[row[0] if row else -1 for row in _numbered(links["origin"], values["origin"], places)],
        classification=[row[0] if row else -1 for row in links["classification"]],
        precedence=[row[0] if row else -1 for row in links["precedence"]],
        release=[],
        action=_numbered(links["sentTo"], values["sentTo"], places),
        info=_numbered(links["copiedTo"], values["copiedTo"], places),
        topics=links["topic"],
        references=_references(store, number, held),
        people=[],
        place_things=_things(store, places), topic_things=_things(store, topics),
        classification_things=_things(store, values["classification"]),
        precedence_things=_things(store, values["precedence"]),
    )  # fmt: skip
    _releases(store, found, number)
    _people(store, found, number)
    read_beside(store, found, number)
    return found


def _named(store: Answers, number: dict[str, int], held: int) -> tuple[dict[str, list[str]], dict[str, Links]]:
    """Return the values of each of `NAMED`, sorted, and for each held cable the numbers of those that it has, sorted.

    What takes time is looking up the IRI of a cable, 10 µs: so it is done once for each, with all its values, and of
    these comes not the IRI but a number, which is short enough to be looked up nowhere.
    """
    values = {name: sorted(column(store, f"DISTINCT ?a WHERE {{ ?s <{KG}{name}> ?a }}")) for name in NAMED}
    links: dict[str, Links] = {name: [[] for _ in range(held)] for name in NAMED}
    coded = [(name, n) for name in NAMED for n in range(len(values[name]))]
    rows = (f'(<{KG}{name}> <{check_iri(values[name][n])}> "{code}")' for code, (name, n) in enumerate(coded))
    for batch in batches(rows, CODES_AT_ONCE):
        pattern = f"VALUES (?way ?value ?code) {{ {' '.join(batch)} }} ?cable ?way ?value"
        grouped = f"SELECT ?cable (GROUP_CONCAT(?code; SEPARATOR=' ') AS ?codes) WHERE {{ {pattern} }} GROUP BY ?cable"
        for cable, codes in store.query(grouped):
            c = number.get(cable.value, held)  # type: ignore[attr-defined]
            if c < held:
                for name, n in (coded[int(code)] for code in codes.value.split()):  # type: ignore[attr-defined]
                    links[name][c].append(n)
    for rows_of_one in links.values():
        for row in rows_of_one:
            row.sort()
    return values, links


def _numbered(links: Links, given: Sequence[str], wanted: Sequence[str]) -> Links:
    """Return links to things by their numbers in another list, which holds them too and is sorted as well."""
    place = {iri: n for n, iri in enumerate(wanted)}
    order = [place[iri] for iri in given]
    return [[order[n] for n in row] for row in links]


def _cables(store: Answers) -> tuple[dict[str, int], int]:
    """Return the number of every cable by its IRI, and how many are held; by post, year and serial in each part."""
    held = set(column(store, f"DISTINCT ?a WHERE {{ ?d <{KG}copyOf> ?a }}"))
    named = set(column(store, f"?a WHERE {{ ?a a <{KG}Cable> }}"))
    order = [*sorted(held, key=_order), *sorted(named - held, key=_order)]
    return {iri: n for n, iri in enumerate(order)}, len(held)


def _order(iri: str) -> tuple[str, int, int, str]:
    key = parsed(iri[len(CABLE) :])
    if key is None:
        return ("~", 0, 0, iri)
    year, name, serial = key
    return (name, (year + 50) % 100, serial, iri)


def _texts(store: Answers, prop: str, number: dict[str, int], held: int) -> list[str]:
    texts = [""] * held
    for cable, text in pairs(store, prop):
        n = number.get(cable, held)
        if n < held and (not texts[n] or text < texts[n]):
            texts[n] = text
    return texts


def _dates(store: Answers, number: dict[str, int]) -> list[str]:
    """Return dates: the day of the date-time group, else what `dcterms:date` says, as far as it is one."""
    dates = [""] * len(number)
    for prop in (KG + "dateTimeGroup", DCTERMS + "date"):
        fresh: dict[int, str] = {}
        for cable, text in pairs(store, prop):
            n = number.get(cable)
            if n is not None and not dates[n]:
                day = text[:10]
                if _YEAR.fullmatch(day) and (n not in fresh or day < fresh[n]):
                    fresh[n] = day
        for n, day in fresh.items():
            dates[n] = day
    return dates


def _references(store: Answers, number: dict[str, int], held: int) -> Links:
    links: Links = [[] for _ in range(held)]
    for cable, other in pairs(store, KG + "references"):
        n, m = number.get(cable, held), number.get(other)
        if n < held and m is not None:
            links[n].append(m)
    return [sorted(row) for row in links]


def _things(store: Answers, iris: Sequence[str]) -> list[Thing]:
    described = describe(store, iris)
    return [_thing(iri, described) for iri in iris]


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


def _releases(store: Answers, found: Corpus, number: dict[str, int]) -> None:
    """Add how each cable became public: of several copies with several statuses, the first by IRI."""
    statuses = sorted(column(store, f"DISTINCT ?a WHERE {{ ?d <{KG}releaseStatus> ?a }}"))
    found.release_things = _things(store, statuses)
    stated, copies = (
        next(_counts(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ ?d <{KG}{prop}> ?a }}"), 0)
        for prop in ("releaseStatus", "copyOf")
    )
    if len(statuses) == 1 and stated == copies:  # all are the same: no copy need be looked at
        found.release = [0] * found.held
        return
    found.release = [-1] * found.held
    for code, status in enumerate(statuses):
        released = f"?d <{KG}releaseStatus> <{check_iri(status)}> ; <{KG}copyOf> ?a"
        for cable in column(store, f"?a WHERE {{ {released} }}"):
            n = number.get(cable, found.held)
            if n < found.held and found.release[n] < 0:
                found.release[n] = code


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
