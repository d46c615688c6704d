"""Read facts from a store: all facts of one thing, or those of many things in few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.facts.corrections import NAMING, corrections_by_thing
from kg.facts.descriptions import NOTATION, TYPE, Answers, Known, describe, first, title_in
from kg.facts.fact import Copy, Fact, Thing
from kg.facts.officials_at_posts import term_fact, terms_by_official
from kg.facts.thing_facts import cable_facts, is_held, named_in, part_fact, parts_of, plain_facts
from kg.model import pages
from kg.model.pages import Pages
from kg.schema import arrow_of, heading_of, local_name
from kg.terms.iris import LOCAL, kind_of
from kg.terms.namespaces import BASE, DCTERMS, FOAF, KG, RDFS, SKOS

CABLE = f"{BASE}cable/"
_RELEASE = (
    "releaseAuthority",
    "releaseDate",
    "releaseCase",
    "naid",
    "filmNumber",
    "sourceNumber",
    "xmlId",
    "sourceUrl",
)
_PAGE_STARTS = KG + "pageStarts"
_NAMED = frozenset((SKOS + "prefLabel", RDFS + "label", FOAF + "name", _PAGE_STARTS))
"""Properties that the heading of a page shows already, or that each place shows as its page."""
_SCHEMES = ("post", "topic", "addressee")


class Reading(Known):
    """The things read from a store in batches, and kept as long as the reading is.

    >>> reading = Reading(graph.store)                                            # doctest: +SKIP
    >>> [fact.value for fact in reading.facts(f"{CABLE}07LIMA2181")]              # doctest: +SKIP
    """

    def __init__(self, store: Answers) -> None:
        """Take a store that answers queries."""
        super().__init__()
        self.store = store
        self._documents = f"{getattr(store, 'base', LOCAL)}document/"
        self._asked: set[str] = set()
        self._followed: dict[str, int] = {}
        self._whole: set[str] = set()
        self._corrections: dict[str, list[str]] | None = None

    def document(self, text_hash: str) -> str:
        """Return the IRI of a copy by the hash of its text, under the base of the graph."""
        return self._documents + text_hash

    def read(self, iris: Iterable[str]) -> None:
        """Read the statements about the things that have not been read yet."""
        fresh = [iri for iri in dict.fromkeys(iris) if iri not in self._asked]
        self._asked.update(fresh)
        self.described.update(describe(self.store, fresh))

    def read_named(self, iris: Iterable[str], steps: int = 2) -> None:
        """Read the things that others name, `steps` links far: the post, then the country of the post."""
        for left in range(steps, 0, -1):
            iris = [iri for iri in iris if self._followed.get(iri, 0) < left]
            self._followed.update(dict.fromkeys(iris, left))
            iris = sorted({named for iri in iris for named in named_in(self.about(iri))})
            self.read(iris)

    def read_cables(self, cables: Iterable[str]) -> None:
        """Read cables with their parts, the parts of parts, their corrections, and everything these name."""
        wanted = [cable for cable in dict.fromkeys(cables) if cable not in self._whole]
        self._whole.update(wanted)
        self.read(wanted)
        self._read_parts(wanted)
        self._read_corrections(wanted)

    def _read_parts(self, holders: Collection[str]) -> None:
        """Read the parts of things, the parts of parts, their repairs, and everything these name."""
        everything, last = list(holders), list(holders)
        for _ in range(2):
            last = [part for holder in last for _, part in parts_of(self.about(holder))]
            self.read(last)
            everything += last
        repairs = [t.text for iri in everything for t in self.about(iri).get(KG + "repair", ())]
        self.read(repairs)
        self.read_named([*everything, *repairs])

    def _read_corrections(self, cables: Collection[str]) -> None:
        """Read the corrections of the given cables and of their parts."""
        if self._corrections is None:
            self._corrections = corrections_by_thing(self.store)
        wanted = set(cables)
        made = {what: found for what, found in self._corrections.items() if what.partition("#")[0] in wanted}
        if made:
            nodes = [node for found in made.values() for node in found]
            self.read(nodes)
            self.read(sorted({t.text for n in nodes for p in NAMING for t in self.about(n).get(p, ()) if t.is_iri}))
            self.corrections.update(made)

    def read_terms(self, officials: Iterable[str]) -> dict[str, list[str]]:
        """Read the terms of office and attestations of officials; return their IRIs by official."""
        terms = terms_by_official(self.store, officials)
        nodes = [node for found in terms.values() for node in found]
        self.read(nodes)
        self.read_named(nodes, 1)
        return terms

    def facts(self, iri: str) -> tuple[Fact, ...]:
        """Return all facts of a thing, with those of a cable's parts or of an official's terms of office."""
        if is_cable(iri):
            self.read_cables([iri])
            return cable_facts(iri, self)
        self.read([iri])
        self.read_named([iri])
        return (*self.plain(iri), *self.terms([iri]).get(iri, ()))

    def plain(self, iri: str) -> tuple[Fact, ...]:
        """Return the facts of a thing other than a cable that has been read, without its names."""
        return tuple(plain_facts(self.about(iri), self, _NAMED))

    def terms(self, officials: Iterable[str]) -> dict[str, tuple[Fact, ...]]:
        """Return the facts of each official's terms and attestations; the target of each fact is the post."""
        terms = self.read_terms(officials)
        return {one: tuple(term_fact(node, self) for node in nodes) for one, nodes in terms.items()}

    def part_facts(self, parts: Collection[tuple[str, str, str]]) -> list[Fact]:
        """Return the facts of parts, each given by cable, role and IRI, without reading whole cables.

        A corrected cable is read whole: a correction may be of the part.
        """
        cables = [cable for cable, _, _ in parts]
        self.read(cables)
        self.read(part for _, _, part in parts)
        self._read_parts([part for _, _, part in parts])
        self.read_named(cables, 1)
        self._read_corrections(cables)
        corrected = sorted({what.partition("#")[0] for what in self.corrections} & set(cables))
        self.read_cables(corrected)
        told = {(cable, f.iri): f for cable in corrected for f in cable_facts(cable, self)}
        return [
            told.get((cable, part)) or part_fact(role, part, self.about(cable), self) for cable, role, part in parts
        ]

    def thing(self, iri: str, arrow: str = "") -> Thing:
        """Return the name and kind of a thing that has been read; `arrow` is the role of an arrow to it, if any."""
        about = self.about(iri)
        kind = self._kind(iri, arrow)
        if kind != "cable":
            return Thing(iri, kind, self.name(iri), code=first(about, NOTATION) or "")
        return Thing(
            iri,
            kind,
            title_in(iri, about),
            identifier=first(about, DCTERMS + "identifier") or local_name(iri),
            subject=first(about, DCTERMS + "title") or "",
            date=first(about, KG + "dateTimeGroup", DCTERMS + "date") or "",
            held=is_held(about),
        )

    def _kind(self, iri: str, arrow: str) -> str:
        """Return the kind of a thing by its types and its IRI, else by the role of the arrow to it."""
        types = {t.text for t in self.about(iri).get(TYPE, ())}
        if KG + "Cable" in types or is_cable(iri):
            return "cable"
        if (scheme := kind_of(iri)) in _SCHEMES:
            return scheme
        target = arrow_of()[arrow].target if arrow in arrow_of() else ""
        if KG + "Person" in types or target == "official":
            return "official"
        if arrow == "references":
            return "document"
        return "topic" if target == "topic" else "addressee"

    def copies(self, hashes: Iterable[str]) -> dict[str, Copy]:
        """Return the copies with the given hashes of their texts, by hash and sorted."""
        wanted = sorted(set(hashes))
        iris = [self.document(one) for one in wanted]
        self.read(iris)
        self.read_named(iris, 1)
        return {one: self._copy(one, self.document(one)) for one in wanted}

    def _copy(self, text_hash: str, iri: str) -> Copy:
        about = self.about(iri)
        release = first(about, KG + "releaseStatus") or ""
        label = self.name(release) if release else ""
        details = ((role, about[KG + role][0]) for role in _RELEASE if KG + role in about)
        return Copy(
            text_hash,
            self.name(iri),
            local_name(release) if release else "unknown",
            label,
            tuple((heading_of(role), self.text(value)) for role, value in details),
            self.pages(text_hash),
        )

    def pages(self, text_hash: str) -> Pages:
        """Return the pages of a copy that has been read, by the hash of its text; none where it states none."""
        return pages.read(first(self.about(self.document(text_hash)), _PAGE_STARTS) or "")


def is_cable(iri: str) -> bool:
    """Return whether an IRI is that of a whole cable, not of a part."""
    return iri.startswith(CABLE) and "#" not in iri
