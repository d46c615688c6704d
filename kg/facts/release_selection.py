"""Select the part of a graph that copies with the chosen release statuses support.

Evidence tells which copy supports a statement: a part of a cable stays where a chosen copy has it, and a value of the
cable where such a part gives it. A cable without a chosen copy is a stub where a remaining thing refers to it, and
else is gone; so are persons, names and entries that nothing names any more. A conclusion that rests on chosen and
other copies together goes: rather a fact too few than one from a copy that was left out. So a person stays with all
mentions or not at all, a thread with all copies of its cables; a mention that loses its person keeps the written name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import KgError
from kg.facts.stated_part import StatedPart
from kg.model.cable_id import station_of
from kg.rdf.used_vocabulary import vocabulary
from kg.rdf.value_states import role_of
from kg.store.oxigraph_store import Store
from kg.store.schema_check import require
from kg.store.stored_graph import StoredGraph
from kg.terms import ntriples
from kg.terms.iris import (
    DCTERMS,
    IDENTIFIER,
    KG,
    LOCAL,
    NAME,
    PART,
    PROV,
    TYPE,
    VALUE,
    coded,
    inferred_graph,
    kind_of,
    path_of,
)
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import unsegment
from kg.vocabulary import code_lists


def _node(encoded: str) -> ox.NamedNode:
    return ox.NamedNode(encoded[1:-1])


_TYPE, _VALUE, _NAME = _node(TYPE), _node(VALUE), _node(NAME)
_EVIDENCE, _COPY_OF, _RELEASE = _node(KG("evidence")), _node(KG("copyOf")), _node(KG("releaseStatus"))
_STATUS, _REFERENCED = _node(KG("status")), _node(coded("status", "referenced-only"))
_DOUBT, _DIFFERS = _node(KG("doubt")), _node(coded("doubt", "copies-differ"))
_DERIVED, _IN_THREAD = _node(PROV("wasDerivedFrom")), _node(KG("inThread"))
_ORIGIN = _node(KG("origin"))
_OF_A_NUMBER = frozenset((_TYPE, _node(IDENTIFIER), _node(DCTERMS("date"))))
"""Properties that the number of a cable gives by itself."""
_OF_EVERY_COPY = _OF_A_NUMBER | {_STATUS}
_SCHEMA = _node(KG("schemaVersion"))
_SHARES = _node(KG("sharesNumberWith"))
_CABLES = f"{BASE}cable/"
_ONTOLOGY = (KG.iri, PART.iri)
_REMEMBERED = 200_000


class Selection:
    """The statements of a graph that stay when only documents of the given release statuses count."""

    def __init__(self, database: ox.Store, statuses: Collection[str], base: str = LOCAL) -> None:
        """Take an open database and the codes of the statuses that count (`released-in-full`)."""
        self._database, self._concluded = database, inferred_graph(base)
        self._statuses = frozenset(_node(coded("release", status)) for status in statuses)
        self._known: dict[str, bool] = {}
        self._copies: dict[str, str] = {}

    def triples(self, inferred: bool) -> Iterator[ox.Triple]:
        """Yield the statements of one graph that stay."""
        name = ox.NamedNode(self._concluded) if inferred else ox.DefaultGraph()
        for quad in self._database.quads_for_pattern(None, None, None, name):
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            if predicate == _SCHEMA:
                yield quad.triple
                continue
            if not isinstance(subject, ox.NamedNode) or not self.stays(subject):
                continue
            if isinstance(value, ox.NamedNode) and predicate != _TYPE and not self.stays(value):
                continue
            if _is_whole(subject):
                copies = self._copies_of(subject)
                if copies == "none" and predicate == _STATUS:
                    yield ox.Triple(subject, _STATUS, _REFERENCED)
                elif self._whole(copies, subject, predicate, value):
                    yield quad.triple
            elif not inferred or "#" not in subject.value or self._means_what_stays(subject):
                yield quad.triple

    def _whole(self, copies: str, cable: ox.NamedNode, predicate: ox.NamedNode, value: object) -> bool:
        """Return whether a value of a cable stays; `copies` is the share of its copies that count: all, some, none."""
        if copies == "none":
            return _by_number(cable, predicate, value)
        return copies != "some" or _by_number(cable, predicate, value) or self._said(cable, predicate, value)

    def more(self) -> Iterator[tuple[str, str, str]]:
        """Yield, encoded, the description of the status of stubs where the whole graph has none."""
        if not self._about(_REFERENCED, _TYPE):
            yield from vocabulary([f"<{_REFERENCED.value}>"])

    def stays(self, node: ox.NamedNode) -> bool:
        """Return whether a thing stays in the graph."""
        iri = node.value
        if not path_of(iri) or iri.startswith(_ONTOLOGY) or node == _REFERENCED:
            return True
        if (known := self._known.get(iri)) is not None:
            return known
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known[iri] = False  # until known: things that only name each other hold nothing up
        self._known[iri] = result = self._stays(node, iri)
        return result

    def _stays(self, node: ox.NamedNode, iri: str) -> bool:
        if kind_of(iri) == "document":
            return self._chosen(ox.NamedNode(iri.partition("#")[0]))
        if iri.startswith(_CABLES) and "#" in iri:
            return self._part(node)
        if iri.startswith(_CABLES) and self._copies_of(node) in ("all", "some"):
            return True
        if kind_of(iri) == "thread":
            return all(
                isinstance(one, ox.NamedNode) and self._copies_of(one) in ("all", "stub")
                for one in self._with(_IN_THREAD, node)
            )
        if kind_of(iri) == "official" and not self._person(ox.NamedNode(iri.partition("#")[0])):
            return False
        sources = [quad.object for quad in self._about(node, _DERIVED)]
        if sources and not iri.startswith(_CABLES):
            return all(isinstance(source, ox.NamedNode) and self.stays(source) for source in sources)
        return any(self._holds_up(quad) for quad in self._database.quads_for_pattern(None, None, node, None))

    def _holds_up(self, quad: ox.Quad) -> bool:
        """Return whether a statement stays and keeps its object in the graph; sharing a number keeps nothing."""
        subject = quad.subject
        if quad.predicate == _SHARES or not isinstance(subject, ox.NamedNode) or not self.stays(subject):
            return False
        return not _is_whole(subject) or self._whole(self._copies_of(subject), subject, quad.predicate, quad.object)

    def _chosen(self, document: ox.NamedNode) -> bool:
        found = [quad.object for quad in self._about(document, _RELEASE)]
        return bool(found) and all(status in self._statuses for status in found)

    def _part(self, part: ox.NamedNode) -> bool:
        """Return whether a part stays: a chosen copy has it, and it is no blend of several differing copies."""
        places = [quad.object for quad in self._about(part, _EVIDENCE)]
        if not places:
            return self.stays(ox.NamedNode(part.value.partition("#")[0]))
        chosen = [isinstance(place, ox.NamedNode) and self.stays(place) for place in places]
        if all(chosen):
            return True
        blended = any(quad.object == _DIFFERS for quad in self._about(part, _DOUBT))
        return any(chosen) and not blended

    def _copies_of(self, cable: ox.NamedNode) -> str:
        """Return how many of a cable's copies count: `all`, `some`, `none`; or `stub` for a cable without copies."""
        if (known := self._copies.get(cable.value)) is None:
            if len(self._copies) > _REMEMBERED:
                self._copies.clear()
            chosen = [isinstance(one, ox.NamedNode) and self.stays(one) for one in self._with(_COPY_OF, cable)]
            known = "some" if any(chosen) else "none" if chosen else "stub"
            known = "all" if chosen and all(chosen) else known
            self._copies[cable.value] = known
        return known

    def _said(self, cable: ox.NamedNode, predicate: ox.NamedNode, value: object) -> bool:
        """Return whether a chosen copy supports a value of a cable, by a part of the same role."""
        role = role_of(predicate.value)
        if predicate in _OF_EVERY_COPY or predicate.value.startswith(PART.iri) or predicate == _DERIVED:
            return True
        if predicate.value.startswith(KG.iri) and role in ("repair", "sharesNumberWith"):
            return True
        for quad in self._about(cable, _node(PART(role))):
            if isinstance(part := quad.object, ox.NamedNode) and self.stays(part):
                stated = StatedPart(role, self._values(part), self._values(cable))
                if (predicate.value, value) in stated.supports():
                    return True
        return False

    def _values(self, subject: ox.NamedNode) -> Callable[[str], list[object]]:
        """Return a function from a property to its values for one thing."""
        return lambda prop: [quad.object for quad in self._about(subject, ox.NamedNode(prop))]

    def _person(self, official: ox.NamedNode) -> bool:
        """Return whether all mentions of a person stay; otherwise the identity rests on other copies too."""
        return all(isinstance(one, ox.NamedNode) and self.stays(one) for one in self._with(_VALUE, official))

    def _means_what_stays(self, part: ox.NamedNode) -> bool:
        """Return whether a conclusion about a part still holds: the thing that the part means is there."""
        meant = [quad.object for quad in self._about(part, _VALUE)]
        return all(self.stays(one) for one in meant if isinstance(one, ox.NamedNode))

    def _with(self, predicate: ox.NamedNode, value: ox.NamedNode) -> list[object]:
        """Return the subjects with this value."""
        return [quad.subject for quad in self._database.quads_for_pattern(None, predicate, value, None)]

    def _about(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.Quad]:
        return list(self._database.quads_for_pattern(subject, predicate, None, None))


def _is_whole(node: ox.NamedNode) -> bool:
    return node.value.startswith(_CABLES) and "#" not in node.value


def _by_number(cable: ox.NamedNode, predicate: ox.NamedNode, value: object) -> bool:
    """Return whether the number of a cable alone gives a value, so that a stub has it too."""
    if predicate == _ORIGIN:
        station = station_of(unsegment(cable.value.removeprefix(_CABLES)))
        return station is not None and value == _node(coded("post", station))
    return predicate in _OF_A_NUMBER


def chosen(include: Collection[str] = (), exclude: Collection[str] = ()) -> frozenset[str]:
    """Return the release statuses that count: `include` (all where empty) without `exclude`.

    Raises `KgError` for an unknown status, and where no status is left.
    """
    every = [concept.code for concept in code_lists.concepts("release")]
    for status in (*include, *exclude):
        if status not in every:
            raise KgError(f"there is no release status {status!r}; there are: {', '.join(every)}")
    left = frozenset(include or every) - frozenset(exclude)
    if not left:
        raise KgError("no release status is left: what is wanted is also left out")
    return left


Opened = TypeVar("Opened", bound=StoredGraph)


@contextmanager
def selected(graph: Opened, statuses: Collection[str], scratch: Path | None = None) -> Iterator[Opened]:
    """Yield the part of a graph that copies of some release statuses support, as a temporary graph of its own.

    The temporary graph lies on the disk, in `scratch` (the system's temporary folder by default), so the part may be
    large. Raises `KgError` for the graph of a service, which has no folder.
    """
    store = graph.store
    if not isinstance(store, Store) or store.folder is None:
        raise KgError("only a graph that lies in a folder can be selected from: filter what a service holds by a query")
    require(store)
    with TemporaryDirectory(prefix="kg-selection-", dir=scratch) as name:
        folder = Path(name)
        selection = Selection(ox.Store.read_only(str(store.folder)), statuses, store.base)
        for inferred, path in ((False, folder / "stated.nt"), (True, folder / "inferred.nt")):
            with path.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(f"{triple} .\n" for triple in selection.triples(inferred))
                stream.writelines(ntriples.lines(selection.more()) if inferred else ())
        Store.create(folder / "store", [folder / "stated.nt"], [folder / "inferred.nt"], store.base)
        yield type(graph)(Store.open(folder / "store"), graph.texts, graph.folder)
