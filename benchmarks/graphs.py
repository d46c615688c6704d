"""Statements of a large graph, made without reading any text: what an overview is drawn from, at any size.

Fictional cables between the posts of the vocabulary, each with a date, subject, addressees, topics, references and
persons, as a build would state them; posts have favourite correspondents and topics, so that there is something to see.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kg.rdf.build_description import contract
from kg.store import Store
from kg.terms import ntriples
from kg.vocabulary import posts

BASE = "https://w3id.org/cable-kg/"
KG = f"{BASE}ontology#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_RDFS_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_NOTATION = "<http://www.w3.org/2004/02/skos/core#notation>"
_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_TERMS = "http://purl.org/dc/terms/"
_TOPICS = (
    "PREL PGOV ECON EFIN ETRD EAID ENRG SENV PHUM KDEM SNAR KCRM PTER ASEC CVIS CMGT MARR MOPS PARM KNNP TRGY "
    "EAGR EAIR EWWT ELAB EINV TBIO KFLU SOCI SCUL KPAO KWMN KIRF SMIG PREF KISL XA XB XF XG XL XM"
).split()
_WORDS = (
    "talks on the harbour treaty ministers agree budget debate opens railway strike second week wheat "
    "agreement extended customs union visit fisheries quota candidate named central bank leaves rate unchanged "
    "coffee harvest below forecast election observers arrive ferry service land survey protests "
    "northern districts"
).split()
_LEVELS = ("UNCLASSIFIED", "UNCLASSIFIED", "CONFIDENTIAL", "CONFIDENTIAL", "SECRET")
_PRECEDENCES = ("ROUTINE", "ROUTINE", "PRIORITY", "IMMEDIATE")
_DECIMAL = "^^<http://www.w3.org/2001/XMLSchema#decimal>"
_MOMENT = "^^<http://www.w3.org/2001/XMLSchema#dateTime>"


def statements(cables: int, seed: int = 7) -> Iterator[str]:
    """Yield the N-Triples of a graph of `cables` held cables; the same arguments give the same lines."""
    chance = random.Random(seed)
    places = [entry for entry in posts.all() if entry.lat is not None][:270]
    names = [entry.id for entry in places]
    weights = [1 / (n + 2) for n in range(len(names))]
    yield from _things(places, max(10, cables // 30))
    near = {name: chance.sample(names, 9) for name in names}
    themes = {name: chance.sample(_TOPICS, 7) for name in names}
    serials: dict[tuple[int, str], int] = {}
    start = date(1973, 1, 1)
    for n in range(cables):
        day = start + timedelta(days=int(14_000 * chance.random()))
        origin = chance.choices(names, weights)[0]
        serial = serials[day.year, origin] = serials.get((day.year, origin), 0) + chance.randint(1, 9)
        yield from _cable(chance, n, day, origin, serial, near[origin], themes[origin], cables)


def _things(places: list[posts.Post], people: int) -> Iterator[str]:
    for entry in places:
        iri = f"<{BASE}post/{entry.id}>"
        yield f'{iri} {_LABEL} "{entry.name}"@en .\n'
        yield f'{iri} <{_GEO}lat> "{entry.lat}"{_DECIMAL} .\n{iri} <{_GEO}long> "{entry.lon}"{_DECIMAL} .\n'
    for code in _TOPICS:
        yield f'<{BASE}topic/{code}> {_NOTATION} "{code}" .\n<{BASE}topic/{code}> {_LABEL} "Topic {code}"@en .\n'
    for level in {*_LEVELS, *_PRECEDENCES}:
        kind = "classification" if level in _LEVELS else "precedence"
        yield f'<{BASE}{kind}/{level}> {_LABEL} "{level.capitalize()}"@en .\n'
    yield f'<{BASE}release/unknown> {_LABEL} "Unknown"@en .\n'
    for n in range(people):
        yield f'<{BASE}official/person-{n}> <http://xmlns.com/foaf/0.1/name> "Person Number {n}" .\n'


def _cable(
    chance: random.Random, n: int, day: date, origin: str, serial: int, near: list[str], themes: list[str], cables: int
) -> Iterator[str]:
    iri = f"<{BASE}cable/{day.year % 100:02}{origin}{serial}>"
    copy = f"<{BASE}document/{hashlib.sha256(str(n).encode()).hexdigest()[:32]}>"
    title = " ".join(chance.choices(_WORDS, k=7)).upper()
    yield f"{iri} {_TYPE} <{KG}Cable> .\n{copy} <{KG}copyOf> {iri} .\n"
    yield f"{copy} <{KG}releaseStatus> <{BASE}release/unknown> .\n"
    yield f'{copy} {_RDFS_LABEL} "cables/{n // 1000:04}/{n:06}.txt" .\n'
    yield f'{iri} <{_TERMS}identifier> "{day.year % 100:02}{origin}{serial}" .\n'
    yield f"{iri} <{KG}status> <{BASE}status/held> .\n"
    if chance.random() < 0.3:
        yield f"{iri} <{KG}inThread> <{BASE}thread/{day.year % 100:02}{origin}{max(1, serial - serial % 20)}> .\n"
    yield f'{iri} <{_TERMS}title> "{title}" .\n{iri} <{KG}origin> <{BASE}post/{origin}> .\n'
    yield f'{iri} <{KG}dateTimeGroup> "{day.isoformat()}T12:00:00Z"{_MOMENT} .\n'
    yield f"{iri} <{KG}classification> <{BASE}classification/{chance.choice(_LEVELS)}> .\n"
    yield f"{iri} <{KG}precedence> <{BASE}precedence/{chance.choice(_PRECEDENCES)}> .\n"
    yield f"{iri} <{KG}sentTo> <{BASE}post/STATE> .\n"
    if chance.random() < 0.4:
        yield f"{iri} <{KG}sentTo> <{BASE}post/{chance.choice(near[:4])}> .\n"
    for other in sorted(set(chance.choices(near, k=chance.randint(2, 10)))):
        yield f"{iri} <{KG}copiedTo> <{BASE}post/{other}> .\n"
    for code in sorted(set(chance.choices(themes, k=chance.randint(2, 5)))):
        yield f"{iri} <{KG}topic> <{BASE}topic/{code}> .\n"
    for _ in range(chance.randint(0, 3)):
        other, year = chance.choice([origin, *near]), (day.year - chance.randint(0, 1)) % 100
        cited = f"<{BASE}cable/{year:02}{other}{chance.randint(1, max(2, cables // 400))}>"
        yield f"{iri} <{KG}references> {cited} .\n{cited} {_TYPE} <{KG}Cable> .\n"
        yield f'{cited} <{_TERMS}identifier> "{cited[len(BASE) + 7 : -1]}" .\n'
        yield f"{cited} <{KG}status> <{BASE}status/referenced-only> .\n"
    for _ in range(chance.randint(0, 4)):
        person = int(chance.paretovariate(0.6)) % max(10, cables // 30)
        yield f"{iri} <{KG}mentions> <{BASE}official/person-{person}> .\n"


def make(cables: int, folder: Path) -> Path:
    """Make a store of `cables` in `folder` and return where it is."""
    lines = folder / "statements.nt"
    with lines.open("w", encoding="utf-8") as stream:
        stream.writelines(ntriples.lines([contract(f"<{BASE}build/made-up>")]))
        stream.writelines(statements(cables))
    Store.create(folder / "store", [lines])
    lines.unlink()
    return folder / "store"
