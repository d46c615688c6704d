"""Number the cables of a store, and ask about all of them in one query.

In a large store the slow step is to look up an IRI, or a text of more than 15 letters: 10 µs where neighbours are
looked up together, 30 where they lie apart, 100 from a cold disk. A record number is short enough to stand in the row
itself. So IRIs are read once, and all other answers come with record numbers. Each pattern is a subquery of its own:
the store then joins them by a table in memory instead of seeking each cable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.facts.columns.corpus import ROLES, parsed
from kg.facts.descriptions import Answers, check_iri, column, rows
from kg.schema.fields import VALUE_TYPES, fields
from kg.store.query_answers import batches
from kg.terms.namespaces import BASE, DCTERMS, KG

CABLE = f"{BASE}cable/"
_RECORDS = f"{{ SELECT ?c ?record WHERE {{ ?c <{DCTERMS}identifier> ?record }} }}"
COPY_OF, REFERENCES = f"{KG}copyOf", f"{KG}references"

_SHOWN = tuple(field for field in fields() if field.overview)
NAMED = tuple(one.role for one in _SHOWN if one.type != "cable" and VALUE_TYPES[one.type].is_thing)
"""Fields read for every held cable: links to things of which there are few."""
DATES = (f"{KG}dateTimeGroup", f"{DCTERMS}date")
TITLE = f"{DCTERMS}title"
ROLE_OF = {KG + kind.role: n for n, kind in enumerate(ROLES)}
_OF_ONE = (*(KG + name for name in NAMED), *DATES, TITLE, REFERENCES, *ROLE_OF)
_ASKED = f"FILTER(?p IN ({', '.join(f'<{prop}>' for prop in _OF_ONE)}))"

CODES_AT_ONCE = 5_000
"""The most values that one query asks for."""

Said = tuple[int, str]
"""The position of a cable, and one value about the cable or its copy, as text."""


@dataclass(frozen=True, slots=True)
class Cables:
    """The IRIs of all cables in order, the held ones first, and the position of each.

    `by_record` gives the position of each cable with a record number of its own. The others are odd: without a number,
    or with one that something else has too. The few odd cables are read at once, by property: `said` about the cables,
    `copies` about their copies.
    """

    iris: list[str]
    held: int
    place: dict[str, int]
    by_record: dict[str, int]
    odd: tuple[str, ...]
    said: dict[str, list[Said]]
    copies: dict[str, list[Said]]

    def values(self, store: Answers, prop: str) -> Iterator[Said]:
        """Yield the values of a property with the position of each cable that has it."""
        yield from self.by_records(store, f"{{ SELECT ?c ?value WHERE {{ ?c <{prop}> ?value }} }}")
        yield from self.said.get(prop, ())

    def coded(self, store: Answers, prop: str, values: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield the positions of each cable and of its value, for those of the given IRIs that a property has.

        The store returns only the number of a value, which needs no lookup.
        """
        for batch in batches((f'(<{check_iri(iri)}> "{n}")' for n, iri in enumerate(values)), CODES_AT_ONCE):
            stated = f"VALUES (?iri ?value) {{ {' '.join(batch)} }} ?c <{prop}> ?iri"
            for n, code in self.by_records(store, stated):
                yield n, int(code)
        code_of = {iri: n for n, iri in enumerate(values)}
        yield from ((n, code_of[iri]) for n, iri in self.said.get(prop, ()) if iri in code_of)

    def documents(self, store: Answers) -> Iterator[Said]:
        """Yield the copies of all cables, each with the position of its cable."""
        documents = f"{{ SELECT ?value WHERE {{ ?value a <{KG}Document> }} }}"
        copied = f"{{ SELECT ?c ?value WHERE {{ ?value <{COPY_OF}> ?c }} }}"
        yield from self.by_records(store, copied, along=documents)
        yield from self.copies.get(COPY_OF, ())

    def values_of_copies(self, store: Answers, prop: str) -> Iterator[Said]:
        """Yield the values of a property of copies, each with the position of the copy's cable."""
        copied = f"{{ SELECT ?c ?copy WHERE {{ ?copy <{COPY_OF}> ?c }} }}"
        yield from self.by_records(store, f"{copied} {{ SELECT ?copy ?value WHERE {{ ?copy <{prop}> ?value }} }}")
        yield from self.copies.get(prop, ())

    def references(self, store: Answers) -> Iterator[tuple[int, int]]:
        """Yield the positions of a citing and a cited cable for each reference."""
        stated = f"{{ SELECT ?c ?to WHERE {{ ?c <{REFERENCES}> ?to }} }}"
        named = f"{{ SELECT ?to ?value WHERE {{ ?to <{DCTERMS}identifier> ?value }} }}"
        for n, record in self.by_records(store, f"{stated} {named}"):
            if record in self.by_record:
                yield n, self.by_record[record]
        for n, iri in self.said.get(REFERENCES, ()):
            if iri in self.place:
                yield n, self.place[iri]
        for batch in batches(f"<{iri}>" for iri in self.odd):
            query = f"SELECT ?c ?to WHERE {{ VALUES ?to {{ {' '.join(batch)} }} ?c <{REFERENCES}> ?to }}"
            for cable, to in store.query(query):
                if cable.value in self.place:  # type: ignore[attr-defined]
                    yield self.place[cable.value], self.place[to.value]  # type: ignore[attr-defined]

    def by_records(self, store: Answers, asked: str, *, along: str = "", value: str = "?value") -> Iterator[Said]:
        """Yield the answers to a query about the cables `?c` that have a record number of their own.

        `value` is the variable or expression to return. `asked` is joined with the record numbers as it stands: a
        subquery, or a pattern that begins with VALUES; anything else makes the store seek each cable. The rows come in
        the order of `along`, a subquery, so that their values lie together.
        """
        where = f"{_RECORDS} {asked}"
        if along:
            where = f"{along} OPTIONAL {{ {where} }}"
        for record, said in store.query(f"SELECT ?record {value} WHERE {{ {where} }}"):
            n = self.by_record.get(record.value) if record else None  # type: ignore[attr-defined]
            if n is not None:
                yield n, said.value  # type: ignore[attr-defined]


def read_cables(store: Answers) -> Cables:
    """Return the cables of a store, the held ones first, each group by post, year and serial."""
    held = set(column(store, f"DISTINCT ?a WHERE {{ ?d <{COPY_OF}> ?a }}"))
    records: dict[str, str] = {}
    typed = f"{{ SELECT ?c WHERE {{ ?c a <{KG}Cable> }} }}"
    for cable, record in store.query(f"SELECT ?c ?record WHERE {{ {typed} OPTIONAL {_RECORDS} }}"):
        records[cable.value] = record.value if record else ""  # type: ignore[attr-defined]
    order = [*sorted(held, key=_order), *sorted(records.keys() - held, key=_order)]
    place = {iri: n for n, iri in enumerate(order)}
    many = _of_several(store, records.values())
    by_record = {record: place[iri] for iri, record in records.items() if record and record not in many}
    odd = tuple(check_iri(iri) for iri in order if records.get(iri, "") not in by_record)
    found = Cables(order, len(held), place, by_record, odd, {}, {})
    _read_odd(store, found)
    return found


def _read_odd(store: Answers, found: Cables) -> None:
    """Read the needed properties of the odd cables, and every property of their copies."""
    for batch in batches(f"<{iri}>" for iri in found.odd):
        values = f"VALUES ?c {{ {' '.join(batch)} }}"
        for cable, prop, value in store.query(f"SELECT ?c ?p ?o WHERE {{ {values} ?c ?p ?o {_ASKED} }}"):
            found.said.setdefault(prop.value, []).append((found.place[cable.value], value.value))  # type: ignore[attr-defined]
        copied = f"SELECT ?c ?d ?p ?o WHERE {{ {values} ?d <{COPY_OF}> ?c ; ?p ?o }}"
        for cable, document, prop, value in store.query(copied):
            what, said = prop.value, value.value  # type: ignore[attr-defined]
            if what == COPY_OF:
                if said != cable.value:  # type: ignore[attr-defined]
                    continue
                said = document.value  # type: ignore[attr-defined]
            found.copies.setdefault(what, []).append((found.place[cable.value], said))  # type: ignore[attr-defined]


def _of_several(store: Answers, records: Iterable[str]) -> set[str]:
    """Return the record numbers that belong to several cables, or also to a thing that is no cable."""
    counts = Counter(filter(None, records))
    [(said,)] = rows(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ ?c <{DCTERMS}identifier> ?record }}")
    if said and said.text != str(counts.total()):
        counts = Counter(column(store, f"?a WHERE {{ ?c <{DCTERMS}identifier> ?a }}"))
    return {record for record, n in counts.items() if n > 1}


def _order(iri: str) -> tuple[str, int, int, str]:
    key = parsed(iri[len(CABLE) :])
    if key is None:
        return ("~", 0, 0, iri)
    year, name, serial = key
    return (name, (year + 50) % 100, serial, iri)
