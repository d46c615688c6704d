"""List the threads of a graph: cables joined by references, by date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.facts.descriptions import Answers, check_iri, describe, name_of, rows
from kg.store.query_answers import batches
from kg.terms.iris import DCTERMS, PROV
from kg.terms.namespaces import KG


@dataclass(frozen=True, slots=True)
class Member:
    """A cable of a thread: its IRI, number, date as far as it is known (ISO), subject, and whether it is held."""

    iri: str
    number: str
    date: str
    subject: str
    held: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread of the graph: its IRI, name, and members by date."""

    iri: str
    name: str
    members: tuple[Member, ...]


def threads_of(store: Answers, cables: Iterable[str]) -> dict[str, Thread]:
    """Return the thread of each given cable that belongs to one, by the IRI of the cable."""
    thread_of: dict[str, str] = {}
    for batch in batches(cables):
        query = f"SELECT ?c ?t WHERE {{ {_values('c', batch)} ?c <{KG}inThread> ?t }} ORDER BY ?c ?t"
        thread_of.update((c.text, t.text) for c, t in rows(store, query) if c and t)
    members: dict[str, list[Member]] = {}
    names = describe(store, sorted(set(thread_of.values())))
    for batch in batches(sorted(names), 100):
        for thread, member in _members(store, batch):
            members.setdefault(thread, []).append(member)
    threads = {
        iri: Thread(iri, name_of(iri, names), tuple(sorted(found, key=lambda m: (m.date or "9999", m.number, m.iri))))
        for iri, found in members.items()
    }
    return {cable: threads[iri] for cable, iri in thread_of.items() if iri in threads}


def _members(store: Answers, threads: list[str]) -> Iterable[tuple[str, Member]]:
    query = f"""SELECT ?t ?m (MIN(?number) AS ?n) (MIN(?moment) AS ?sent) (MIN(?gyear) AS ?year)
           (MIN(?title) AS ?subject) (COUNT(?copy) AS ?copies) WHERE {{ {_values("t", threads)} ?m <{KG}inThread> ?t
        OPTIONAL {{ ?m {DCTERMS("identifier")} ?number }} OPTIONAL {{ ?m <{KG}dateTimeGroup> ?moment }}
        OPTIONAL {{ ?m {DCTERMS("date")} ?gyear }} OPTIONAL {{ ?m {DCTERMS("title")} ?title }}
        OPTIONAL {{ ?m {PROV("wasDerivedFrom")} ?copy }} }} GROUP BY ?t ?m"""
    for thread, member, number, sent, year, subject, copies in rows(store, query):
        if thread and member:
            day = sent.text[:10] if sent else year.text[:4] if year else ""
            name = number.text if number else member.text.rpartition("/")[2]
            yield (
                thread.text,
                Member(member.text, name, day, subject.text if subject else "", bool(copies and copies.text != "0")),
            )


def _values(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(f'<{check_iri(iri)}>' for iri in iris)} }}"
