"""The cables of a store, numbered, and asking about all of them at once.

What takes time in a large store is to look up an IRI, or a text of more than 15 letters: 10 µs where those that are
asked for lie together, 30 where they don't, 100 from a cold disk. A record number is short enough to stand in the row
itself. So the IRIs are read once, and what is said of the cables comes with their record numbers. Each pattern is a
subquery of its own: they are then put together by a table in memory, not by seeking each cable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.facts.columns.corpus import ROLES, parsed
from kg.facts.descriptions import Answers, check_iri, column, rows
from kg.store.query_answers import batches
from kg.terms.namespaces import BASE, DCTERMS, KG

CABLE = f"{BASE}cable/"
_RECORDS = f"{{ SELECT ?c ?record WHERE {{ ?c <{DCTERMS}identifier> ?record }} }}"
COPY_OF, REFERENCES = f"{KG}copyOf", f"{KG}references"

NAMED = ("origin", "sentTo", "copiedTo", "topic", "classification", "precedence")
"""What is read of every held cable: its links to things of which there are few."""
DATES = (f"{KG}dateTimeGroup", f"{DCTERMS}date")
TITLE = f"{DCTERMS}title"
ROLE_OF = {KG + kind.role: n for n, kind in enumerate(ROLES)}
_OF_ONE = (*(KG + name for name in NAMED), *DATES, TITLE, REFERENCES, *ROLE_OF)
_ASKED = f"FILTER(?p IN ({', '.join(f'<{prop}>' for prop in _OF_ONE)}))"

CODES_AT_ONCE = 5_000
"""How many values one query asks for, if so many have room in it."""

Said = tuple[int, str]
"""The place of a cable, and a value that is said of it or of its copy, as text."""


@dataclass(frozen=True, slots=True)
class Cables:
    """The IRIs of all cables in their order, the held ones first, and the place of each.

    `by_record` is the place of each whose record number is its own. The others are odd: they have none, or one that
    something else has too. Of these few, what is asked is read at once: `said` of them, and of their `copies`, by
    property.
    """

    iris: list[str]
    held: int
    place: dict[str, int]
    by_record: dict[str, int]
    odd: tuple[str, ...]
    said: dict[str, list[Said]]
    copies: dict[str, list[Said]]

    def values(self, store: Answers, prop: str) -> Iterator[Said]:
        """Yield the values of a property with the place of each cable that has it."""
        yield from self.by_records(store, f"{{ SELECT ?c ?value WHERE {{ ?c <{prop}> ?value }} }}")
        yield from self.said.get(prop, ())

    def coded(self, store: Answers, prop: str, values: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield the place of each cable that has one of these IRIs as the value of a property, and that of the value.

        So of a value comes its number only, which needs no looking up.
        """
        for batch in batches((f'(<{check_iri(iri)}> "{n}")' for n, iri in enumerate(values)), CODES_AT_ONCE):
            stated = f"VALUES (?iri ?value) {{ {' '.join(batch)} }} ?c <{prop}> ?iri"
            for n, code in self.by_records(store, stated):
                yield n, int(code)
        code_of = {iri: n for n, iri in enumerate(values)}
        yield from ((n, code_of[iri]) for n, iri in self.said.get(prop, ()) if iri in code_of)

    def documents(self, store: Answers) -> Iterator[Said]:
        """Yield the copies of all cables."""
        documents = f"{{ SELECT ?value WHERE {{ ?value a <{KG}Document> }} }}"
        copied = f"{{ SELECT ?c ?value WHERE {{ ?value <{COPY_OF}> ?c }} }}"
        yield from self.by_records(store, copied, along=documents)
        yield from self.copies.get(COPY_OF, ())

    def values_of_copies(self, store: Answers, prop: str) -> Iterator[Said]:
        """Yield the values that a property has for the copies of all cables."""
        copied = f"{{ SELECT ?c ?copy WHERE {{ ?copy <{COPY_OF}> ?c }} }}"
        yield from self.by_records(store, f"{copied} {{ SELECT ?copy ?value WHERE {{ ?copy <{prop}> ?value }} }}")
        yield from self.copies.get(prop, ())

    def references(self, store: Answers) -> Iterator[tuple[int, int]]:
        """Yield the places of each cable that refers to another, and of the other."""
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
        """Yield what is said, as `value`, of the cables `?c` that have a record number of their own.

        `asked` is joined with the record numbers as it stands: it is a subquery, or begins with VALUES, for anything
        else makes the store seek each. The rows come in the order of `along`, a subquery: its values lie together then.
        """
        where = f"{_RECORDS} {asked}"
        if along:
            where = f"{along} OPTIONAL {{ {where} }}"
        for record, said in store.query(f"SELECT ?record {value} WHERE {{ {where} }}"):
            n = self.by_record.get(record.value) if record else None  # type: ignore[attr-defined]
            if n is not None:
                yield n, said.value  # type: ignore[attr-defined]


def read_cables(store: Answers) -> Cables:
    """Return the cables of a store; by post, year and serial among those that are held, and among the others."""
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
    """Read what is asked of the odd cables, and all that is said of their copies."""
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
    """Return the record numbers that not one cable alone has: another one, or a thing that is no cable."""
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
