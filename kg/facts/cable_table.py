r"""Make the table of cables: one row a cable, as spreadsheets and data frames show them.

    for row in cable_rows(kg.open("output")):
        print(row.number, row.sender, row.subject)

A cell that may have several values has them separated by `; `. A semicolon inside a value is written `\;` there and a
backslash `\\`; `split` takes such a cell apart again. A cell of `SINGLE` has its value as it is. Names that are
protected are not in the graph: `Name protected` stands for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import unquote

from kg.errors import KgError
from kg.facts.cable_row import CableRow, joined
from kg.facts.cited_copies import CALLED, catalogued, copies_of
from kg.facts.descriptions import Description, column, first
from kg.facts.fact import Copy, Fact
from kg.facts.reading import Reading
from kg.facts.stated_part import evidence_of
from kg.facts.thing_facts import parts_of
from kg.rdf.value_states import State, properties_of
from kg.schema import local_name
from kg.schema.fields import VALUE_TYPES, fields
from kg.store.query_answers import batches
from kg.store.schema_check import require
from kg.store.stored_graph import StoredGraph
from kg.terms.iris import CABLE, TYPE
from kg.terms.namespaces import DCTERMS, KG
from kg.terms.sorted_statements import sorted_lines

BATCH = 500
"""Number of cables read at once: bounds the memory, whatever the size of the graph."""
_SHOWN = {field.column: field for field in fields() if field.column}
COLUMNS = {column: field.role for column, field in _SHOWN.items()}
"""Column → role of the parts that give its values."""
_COLUMN_OF = {role: column for column, role in COLUMNS.items()}
_CODES = frozenset(field.role for field in _SHOWN.values() if VALUE_TYPES[field.type].range == "skos:Concept")
"""Roles shown by the codes of their values: `PREL`, not its label."""
SINGLE = frozenset({"number", "status", "span", "line", "iri", *(c for c, field in _SHOWN.items() if not field.many)})
"""Columns with one value a cable, written as it is. Where copies differ, the cell joins all of them with `; `."""
_LITERALS = frozenset(field.role for field in _SHOWN.values() if not VALUE_TYPES[field.type].is_thing)
_NOTHING_MEANT = frozenset({State.CORRECTED, State.NO_PERSON})
_IDENTIFIER, _URL = DCTERMS + "identifier", KG + "sourceUrl"
_LINE_END = re.compile(r"\r\n|\r|\n")


def cable_rows(graph: StoredGraph) -> Iterator[CableRow]:
    """Yield a row for each cable of a graph, held or only referred to, in the order of their IRIs.

    Raises `SchemaError` for a graph of another schema.
    """
    require(graph.store)
    named = (f"{iri}\n" for iri in column(graph.store, f"?a WHERE {{ ?a {TYPE} {CABLE} }}"))
    with sorted_lines(_lists(named)) as ordered:
        for cables in _lists(line.rstrip("\n") for line in ordered):
            yield from _Batch(graph, cables).rows()


def _lists(items: Iterable[str]) -> Iterator[list[str]]:
    left = iter(items)
    while found := list(islice(left, BATCH)):
        yield found


class _Batch:
    """A batch of cables, read together with everything their rows need."""

    def __init__(self, graph: StoredGraph, cables: list[str]) -> None:
        self._graph, self._cables = graph, cables
        self._reading = Reading(graph.store)
        self._reading.read(cables)
        parts = [
            (cable, role, part)
            for cable in cables
            for role, part in parts_of(self._reading.about(cable))
            if role in _COLUMN_OF
        ]
        self._facts: dict[str, list[Fact]] = {}
        for (cable, _, _), fact in zip(parts, self._reading.part_facts(parts), strict=True):
            self._facts.setdefault(cable, []).append(fact)
        self._best = {cable: [copy.hash for copy in found] for cable, found in copies_of(graph, cables).items()}
        every = [one for hashes in self._best.values() for one in hashes]
        self._copies = self._reading.copies(every)
        self._shared = self._with_several(every)

    def rows(self) -> Iterator[CableRow]:
        """Yield the row of each cable."""
        return map(self._row, self._cables)

    def _row(self, cable: str) -> CableRow:
        about, facts = self._reading.about(cable), sorted(self._facts.get(cable, ()), key=_place)
        copies = [self._copies[one] for one in self._best.get(cable, ())]
        cells = {name: _cell(name, self._values(about, facts, role)) for name, role in COLUMNS.items()}
        start, end, line = self._extent(cable, facts, copies[0].hash) if copies else ("", "", "")
        return CableRow(
            number=first(about, _IDENTIFIER) or "",
            sender=cells.pop("from"),
            **(cells | {"date": cells["date"] or _day(about)}),
            status=_status(about),
            **self._public(copies),
            span=f"{start}-{end}" if copies else "",
            line=line,
            places=joined(_places(facts, copies[0].hash)) if copies else "",
            uncertain=joined(_uncertain(facts)),
            repairs=joined(_repairs(facts)),
            corrected=joined(f"{_COLUMN_OF[f.role]}: {note.words()}" for f in facts for note in f.corrections),
            iri=cable,
        )

    def _values(self, about: Description, facts: list[Fact], role: str) -> Iterator[str]:
        """Yield the values of a cable for one column in the order of the text, resolved or only written there."""
        said = next((values for prop in properties_of(role) if (values := about.get(prop))), [])
        if role in _LITERALS:
            yield from (term.text for term in said)
            return
        left = {term.text: term for term in said}
        for fact in facts:
            if fact.role != role:
                continue
            if fact.target in left:
                del left[fact.target]
                yield self._told(role, fact.target, fact.value)
            elif fact.target is None and fact.state not in _NOTHING_MEANT and fact.value != fact.label:
                yield fact.value
        self._reading.read([term.text for term in left.values() if term.is_iri])
        yield from (self._told(role, term.text, self._reading.text(term)) for term in left.values())

    def _told(self, role: str, iri: str, name: str) -> str:
        return unquote(local_name(iri)) if role in _CODES else name

    def _public(self, copies: list[Copy]) -> dict[str, str]:
        """Return the columns about the copies: release, source and identifiers, one value for each copy."""
        said = [dict(zip(_RELEASE, (self._detail(copy, role) for role in _RELEASE), strict=True)) for copy in copies]
        abouts = [self._reading.about(self._reading.document(copy.hash)) for copy in copies]
        return {
            "release": "; ".join(copy.release for copy in copies),
            **{name: _beside(one[role] for one in said) for role, name in _RELEASE.items()},
            "source": _beside(copy.name for copy in copies),
            "identifier": _beside(_called(about) for about in abouts),
            "url": _beside(first(about, _URL) or "" for about in abouts),
            "copy": "; ".join(copy.hash for copy in copies),
        }

    def _detail(self, copy: Copy, role: str) -> str:
        return first(self._reading.about(self._reading.document(copy.hash)), KG + role) or ""

    def _with_several(self, hashes: list[str]) -> frozenset[str]:
        """Return the hashes of the texts that hold several cables."""
        found: set[str] = set()
        for batch in batches(dict.fromkeys(hashes)):
            named = " ".join(f"<{self._reading.document(one)}>" for one in batch)
            several = f"VALUES ?a {{ {named} }} ?a <{KG}copyOf> ?b . ?a <{KG}copyOf> ?c FILTER(STR(?b) < STR(?c))"
            found.update(local_name(iri) for iri in column(self._graph.store, f"DISTINCT ?a WHERE {{ {several} }}"))
        return frozenset(found)

    def _extent(self, cable: str, facts: list[Fact], content_hash: str) -> tuple[str, str, str]:
        """Return start, end and first line of a cable in a text; the line is empty where the text is not kept.

        The cable is the whole text where the text holds no other cable, else the range from its first to its last
        evidence.
        """
        try:
            text = self._graph.text(content_hash)
        except KgError:
            text = None
        start, end = 0, len(text) if text is not None else 0
        if content_hash in self._shared or text is None:
            every = [part for _, part in parts_of(self._reading.about(cable))]
            self._reading.read(every)
            terms = (term.text for part in every for term in self._reading.about(part).get(KG + "evidence", ()))
            found = [place for iri in terms if (place := evidence_of(iri)) and place.document == content_hash]
            start, end = min((p.start for p in found), default=start), max((p.end for p in found), default=end)
        line = "" if text is None else str(1 + sum(1 for _ in _LINE_END.finditer(text, 0, start)))
        return str(start), str(end), line


def _day(about: Description) -> str:
    """Return the day of a cable, or its year where no more is known."""
    return max((term.text for term in about.get(DCTERMS + "date", ())), key=lambda text: (len(text), text), default="")


def _cell(column_name: str, values: Iterable[str]) -> str:
    found = list(dict.fromkeys(values))
    return found[0] if column_name in SINGLE and len(found) == 1 else joined(found)


_RELEASE = {"releaseAuthority": "authority", "releaseDate": "release_date", "releaseCase": "case"}


def _called(about: Description) -> str:
    """Return the source's own numbers for a copy (NAID, film number …) in words."""
    said = {role: first(about, KG + role) for role in CALLED if KG + role != _URL}
    return catalogued({role: value for role, value in said.items() if value}) or ""


def _status(about: Description) -> str:
    """Return the status of a cable; in a united graph, `held` where any of the graphs holds the cable."""
    found = sorted(local_name(status.text) for status in about.get(KG + "status", ()))
    return "held" if "held" in found else ", ".join(found)


def _beside(values: Iterable[str]) -> str:
    """Join one value for each copy, keeping empty ones, so that the entries of all copy columns line up."""
    found = [value.replace("\\", "\\\\").replace(";", "\\;") for value in values]
    return "; ".join(found) if any(found) else ""


def _place(fact: Fact) -> tuple[int, str]:
    return fact.evidence[0].start if fact.evidence else 0, fact.iri or ""


def _places(facts: Iterable[Fact], content_hash: str) -> Iterator[str]:
    """Yield the places of the values in one text as `COLUMN START-END`."""
    for fact in facts:
        for place in fact.evidence:
            if place.document == content_hash:
                yield f"{_COLUMN_OF[fact.role]} {place.start}-{place.end}"


def _uncertain(facts: Iterable[Fact]) -> Iterator[str]:
    """Yield each doubtful value with its column and the reasons for the doubt."""
    for fact in facts:
        doubts = list(fact.doubts)
        doubts += [f"read as {r.read_as}, unsure" for r in fact.repairs if r.unsure]
        if doubts:
            yield f"{_COLUMN_OF[fact.role]}: {fact.value} ({', '.join(doubts)})"


def _repairs(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        for repair in fact.repairs:
            yield f"{_COLUMN_OF[fact.role]}: {repair.raw} read as {repair.read_as} ({repair.rule})"
