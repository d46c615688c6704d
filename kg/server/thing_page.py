"""Make the page of a thing in a worker: its facts with their evidence, and the cables that name it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.facts import Copy, Fact, Passage
from kg.facts.cables_naming import naming, page_of
from kg.facts.citations import bibtex, chicago, cite, csl, place_in_words
from kg.facts.descriptions import VALUE, rows
from kg.facts.passages import Passages
from kg.facts.reading import Reading
from kg.facts.serial_coverage import coverage_of
from kg.facts.stated_part import evidence_of
from kg.facts.thread_members import threads_of
from kg.model.pages import Pages
from kg.network.shown_part import POST
from kg.schema import arrow_of, heading_of
from kg.server import bounded_answers
from kg.server.http_errors import RequestError, says_nothing_about
from kg.server.marked_text import Place, pieces
from kg.server.opened_graph import Opened, Request, Result
from kg.server.templating import local_path, render
from kg.store.store_errors import QueryError, TextMissingError
from kg.terms.iris import PREFIXES, kind_of, path_of
from kg.terms.namespaces import BASE, FOAF, KG, PART, SKOS
from kg.terms.ntriples_terms import iri as encoded

MARKED = 20
"""The most cables in one text whose places are marked."""
LISTED = 25
"""Cables on one page of the list of those that name a thing."""
_WIDE = frozenset(("paragraph", "summary"))
_KINDS = {
    "cable": "Cable",
    "post": "Post",
    "topic": "Topic",
    "official": "Official",
    "addressee": "Addressee",
    "document": "Copy of a cable",
}

_CABLE = f"{BASE}cable/"
_PARAGRAPH = re.compile(r"p\d{1,4}(?:~[0-9a-f]{6})?")


def told(opened: Opened, request: Request) -> Result:
    """Return the page of the thing `iri`; `by` and `page` choose among the cables about the thing, `cite` a paragraph.

    Raises `RequestError` 404 where the graph has nothing about the thing.
    """
    iri = _meant(opened, request)
    if not opened.holds(iri):
        raise says_nothing_about(iri)
    page = max(1, int(str(request.get("page") or 1)))
    kind = kind_of(iri)
    if kind == "document":
        return "text/html", _document(opened, iri)
    reading = Reading(opened.store)
    facts = reading.facts(iri)
    thing = reading.thing(iri)
    copies = reading.copies(place.document for fact in facts for place in fact.evidence)
    passages = _passages(opened, reading, copies)
    listed = _naming(opened, iri, str(request.get("by") or ""), page, passages)
    texts = [_text(passages, copy, facts) for copy in copies.values()] if kind == "cable" else []
    return "text/html", render(
        "thing.html.j2",
        iri=iri,
        name=thing.name,
        subject=thing.subject,
        kind=_KINDS.get(kind, kind.capitalize() or "Thing"),
        groups=_groups(facts),
        passages=passages,
        texts=[text for text in texts if text],
        listed=listed,
        stub=thing.held is False,
        beside=beside(opened, iri, facts, str(request.get("cite") or "")),
    )


def _meant(opened: Opened, request: Request) -> str:
    """Return the IRI of a request; `/document/…` is the copy with that hash under the base of the graph."""
    iri = encoded(str(request["iri"]).partition("#")[0])[1:-1]
    short = iri.removeprefix(f"{BASE}document/")
    return iri if short == iri else f"{opened.store.base}document/{short}"


def _groups(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Group facts by their labels, in their order."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.label, []).append(fact)
    return groups


def _passages(opened: Opened, reading: Reading, copies: Mapping[str, Copy]) -> Passages:
    """Return the passages of the graph's texts, with the name of the copy where it is known, and its pages."""

    def pages(document: str) -> Pages:
        reading.read([reading.document(document)])
        return reading.pages(document)

    return Passages(opened.graph.text, lambda document: copies[document].name if document in copies else "", pages)


def stated(opened: Opened, request: Request) -> Result:
    """Return the statements about a thing and its parts, for machines, with the names of the things in them.

    Raises `RequestError`: 406 for an unknown format, 404 where the graph has nothing about the thing.
    """
    iri = _meant(opened, request)
    form = ox.RdfFormat.from_media_type(str(request["form"]))
    if form is None:
        raise RequestError(406, "There is no such format.")
    if not opened.holds(iri):
        raise says_nothing_about(iri)
    limits = opened.limits
    return form.media_type, bounded_answers.triples(
        iter(_statements(opened, iri)), form, limits.rows, limits.answer_bytes, PREFIXES
    )


def placed(opened: Opened, request: Request) -> Result:
    """Return the kept text of a copy by its hash; raise `RequestError` where it is not kept."""
    try:
        text = opened.graph.text(str(request["hash"]))
    except TextMissingError as error:
        raise RequestError(404, str(error)) from None
    return "text/plain", text.encode("utf-8", "replace")


def _statements(opened: Opened, iri: str) -> list[ox.Triple]:
    own = opened.store.about(iri)
    found, waiting, seen = list(own), _parts(own, iri), {iri}
    while waiting:
        part = waiting.pop()
        if part not in seen:
            seen.add(part)
            about = opened.store.about(part)
            found += about
            waiting += _parts(about, iri)
    named = {t.object.value for t in found if isinstance(t.object, ox.NamedNode) and path_of(t.object.value)}
    for other in sorted(named - seen):
        found += [t for t in opened.store.about(other) if t.predicate.value in (SKOS + "prefLabel", FOAF + "name")]
    return sorted(found, key=str)


def _parts(about: Iterable[ox.Triple], iri: str) -> list[str]:
    targets = [(t.predicate.value, t.object.value) for t in about if isinstance(t.object, ox.NamedNode)]
    return [target for prop, target in targets if prop.startswith(PART) or target.startswith(f"{iri}#")]


def _document(opened: Opened, iri: str) -> bytes:
    """Return the page of a copy: its source, and its text with marks where facts were read."""
    reading = Reading(opened.store)
    facts, name = reading.facts(iri), reading.name(iri)
    query = f"SELECT ?c WHERE {{ <{iri}> <{KG}copyOf> ?c }} ORDER BY ?c"
    cables = [c.text for (c,) in rows(opened.store, query) if c]
    reading.read_cables(cables[:MARKED])
    read = [fact for cable in cables[:MARKED] for fact in reading.facts(cable)]
    if len(cables) > MARKED:
        name = f"{name} (marked: what was read for the first {MARKED} of {len(cables):,} cables)"
    passages = _passages(opened, reading, {})
    text = _text(passages, Copy(iri.rpartition("/")[2], name, "", ""), read)
    return render(
        "thing.html.j2",
        iri=iri,
        name=name,
        subject="",
        kind=_KINDS["document"],
        groups=_groups(facts),
        passages=passages,
        texts=[text] if text else [],
        listed=None,
        stub=False,
        beside=None,
    )


def _text(passages: Passages, copy: Copy, facts: Iterable[Fact]) -> dict[str, object] | None:
    text = passages.text(copy.hash)
    if text is None:
        return None
    places = [
        Place(e.start, e.end, f"{f.label}: {f.value}"[:200], local_path(f.iri or ""), f.role in _WIDE)
        for f in facts
        for e in f.evidence
        if e.document == copy.hash
    ]
    return {"source": copy, "pieces": pieces(text, places)}


def _naming(opened: Opened, iri: str, by: str, page: int, passages: Passages) -> dict[str, object] | None:
    """Return the cables that name a thing, by role: all roles with counts, and one page of one of them."""
    found = naming(opened.store, iri)
    if not found:
        return None
    counts = dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
    chosen = by if by in counts else next(iter(counts))
    names = {role: arrow_of()[role].back if role in arrow_of() else heading_of(role) for role in counts}
    shown, ordered = page_of(opened.store, iri, chosen, counts[chosen], (page - 1) * LISTED, LISTED)
    return {
        "counts": counts,
        "names": names,
        "chosen": chosen,
        "page": page,
        "pages": -(-counts[chosen] // LISTED),
        "cables": _listed(opened, iri, chosen, shown, passages),
        "dated": ordered,
    }


def _listed(opened: Opened, iri: str, role: str, cables: list[str], passages: Passages) -> list[dict[str, object]]:
    """Return the list entries of cables, each with the words that name the thing."""
    reading = Reading(opened.store)
    reading.read(cables)
    values = " ".join(encoded(cable) for cable in cables)
    evidence = (
        f"SELECT ?c ?e WHERE {{ VALUES ?c {{ {values} }} ?c <{PART}{role}> ?part . ?part <{VALUE}> {encoded(iri)} ; "
        f"<{KG}evidence> ?e }} ORDER BY ?c ?e"
    )
    places: dict[str, Passage] = {}
    for cable, place in rows(opened.store, evidence) if cables else ():
        at = evidence_of(place.text) if place else None
        if cable and at and cable.text not in places and (words := passages(at)):
            places[cable.text] = words
    things = map(reading.thing, cables)
    return [
        {
            "iri": thing.iri,
            "number": thing.name,
            "subject": thing.subject,
            "date": thing.date[:10],
            "passage": places.get(thing.iri),
        }
        for thing in things
    ]


# Beside the facts: the citation and thread of a cable, the coverage of a post


def beside(opened: Opened, iri: str, facts: Iterable[Fact], part: str) -> dict[str, object]:
    """Return `citing`, `thread` and `years` for the template; each is None or empty where there is none.

    `part` is the paragraph to cite (`p4`); the whole cable is cited where it has no such part.
    """
    if iri.startswith(POST):
        post = iri.removeprefix(POST)
        return {"citing": None, "thread": None, "post": post, "years": coverage_of(opened.store, [post]).get(post, [])}
    if not iri.startswith(_CABLE):
        return {"citing": None, "thread": None, "years": []}
    thread = threads_of(opened.store, [iri]).get(iri)
    return {"citing": _citing(opened, iri, facts, part), "thread": thread, "years": []}


def _citing(opened: Opened, iri: str, facts: Iterable[Fact], part: str) -> dict[str, object] | None:
    names = (fact.iri.partition("#")[2] for fact in facts if fact.iri and fact.iri.startswith(f"{iri}#"))
    parts = [name for name in dict.fromkeys(names) if _PARAGRAPH.fullmatch(name)]
    chosen = part if part in parts else ""
    try:
        cited = cite(opened.graph, f"{iri}#{chosen}" if chosen else iri)
    except QueryError:
        return None
    forms = (("Note (Chicago)", chicago(cited)), ("BibTeX", bibtex(cited)), ("CSL-JSON (Zotero)", csl(cited)))
    return {"forms": forms, "parts": [(name, place_in_words(name)) for name in parts], "chosen": chosen}
