"""The page of a thing, made in a worker: its facts with their evidence, and the cables that name it."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.facts.describe_many import TYPE, VALUE, Description, describe, first, name_of, rows
from kg.facts.officials_at_posts import terms_of
from kg.facts.passages import Passage, passage
from kg.facts.property_labels import BASE, BY_ROLE, DCTERMS, FOAF, KG, PART, RDFS, SKOS, local_name, role_label
from kg.facts.thing_facts import evidence_of, named_in, plain_facts
from kg.network import Copy, Fact, project
from kg.network.projection import number_of
from kg.rdf.iris import PREFIXES
from kg.rdf.ntriples_terms import iri as encoded
from kg.server import bounded_answers
from kg.server.cables_naming import naming, page_of
from kg.server.http_errors import RequestError
from kg.server.marked_text import Place, pieces
from kg.server.opened_graph import Opened, Request, Result
from kg.server.page_links import local_path
from kg.server.templating import render
from kg.server.thing_context import beside
from kg.store.store_errors import TextMissingError

MARKED = 20
"""Of how many cables that stand in one text the places are marked."""
LISTED = 25
"""How many cables one page lists of those that name a thing."""
_DATE = KG + "dateTimeGroup"
_WIDE = frozenset(("paragraph", "summary"))
_NAMING = frozenset(local_name(p) for p in (SKOS + "prefLabel", RDFS + "label", FOAF + "name"))
_KINDS = {
    "cable": "Cable",
    "post": "Post",
    "topic": "Topic",
    "official": "Official",
    "addressee": "Addressee",
    "document": "Copy of a cable",
}


def told(opened: Opened, request: Request) -> Result:
    """Return the page of the thing `iri`; `by` and `page` choose among the cables that name it, `cite` a paragraph."""
    iri = encoded(str(request["iri"]).partition("#")[0])[1:-1]
    if not opened.holds(iri):
        raise RequestError(404, f"This graph says nothing about {iri}: search may find what is meant.")
    page = max(1, int(str(request.get("page") or 1)))
    kind = iri.removeprefix(BASE).partition("/")[0] if iri.startswith(BASE) else ""
    if kind == "document":
        return "text/html", _document(opened, iri)
    name, subject, facts, copies, stub = _cable(opened, iri) if kind == "cable" else _other(opened, iri)
    passages = _Passages(opened, copies)
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.label, []).append(fact)
    listed = _naming(opened, iri, str(request.get("by") or ""), page, passages)
    texts = [_text(opened, copy, facts) for copy in copies.values()] if kind == "cable" else []
    return "text/html", render(
        "thing.html.j2",
        iri=iri,
        name=name,
        subject=subject,
        kind=_KINDS.get(kind, kind.capitalize() or "Thing"),
        groups=groups,
        passages=passages,
        texts=[text for text in texts if text],
        listed=listed,
        stub=stub,
        beside=beside(opened, iri, facts, str(request.get("cite") or "")),
    )


def stated(opened: Opened, request: Request) -> Result:
    """Return what is said of a thing and of its parts, for machines, with the names of what is named."""
    iri = encoded(str(request["iri"]).partition("#")[0])[1:-1]
    form = ox.RdfFormat.from_media_type(str(request["form"]))
    if form is None:
        raise RequestError(406, "There is no such format.")
    if not opened.holds(iri):
        raise RequestError(404, f"This graph says nothing about {iri}.")
    limits = opened.limits
    return form.media_type, bounded_answers.triples(
        iter(_statements(opened, iri)), form, limits.rows, limits.answer_bytes, PREFIXES
    )


def placed(opened: Opened, request: Request) -> Result:
    """Return the text of a copy by its hash, as it is kept."""
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
    named = {t.object.value for t in found if isinstance(t.object, ox.NamedNode) and t.object.value.startswith(BASE)}
    for other in sorted(named - seen):
        found += [t for t in opened.store.about(other) if t.predicate.value in (SKOS + "prefLabel", FOAF + "name")]
    return sorted(found, key=str)


def _parts(about: Iterable[ox.Triple], iri: str) -> list[str]:
    targets = [(t.predicate.value, t.object.value) for t in about if isinstance(t.object, ox.NamedNode)]
    return [target for prop, target in targets if prop.startswith(PART) or target.startswith(f"{iri}#")]


Told = tuple[str, str, tuple[Fact, ...], dict[str, Copy], bool]
"""Name, subject, facts, copies by hash, and whether it is known only from references."""


def _cable(opened: Opened, iri: str) -> Told:
    graph = project(opened.store, iri, 1)
    node = graph.nodes[iri]
    hashes = {e.document for f in node["facts"] for e in f.evidence}
    copies = {h: c for h, c in graph.graph["copies"].items() if h in hashes}
    return node["label"], node["subject"], node["facts"], copies, not node["held"]


def _other(opened: Opened, iri: str) -> Told:
    described = describe(opened.store, [iri])
    about: Description = described.get(iri, {})
    described.update(describe(opened.store, sorted(set(named_in(about)) - {iri})))
    facts = [f for f in plain_facts(about, described, _NAMING) if f.role != local_name(TYPE)]
    facts += terms_of(opened.store, [iri], described).get(iri, ())
    return name_of(iri, described), "", tuple(facts), {}, False


def _document(opened: Opened, iri: str) -> bytes:
    """Return the page of a copy: its source, and its text with everything marked that was read from it."""
    name, _, facts, _, _ = _other(opened, iri)
    query = f"SELECT ?c WHERE {{ <{iri}> <{KG}copyOf> ?c }} ORDER BY ?c"
    cables = [c.text for (c,) in rows(opened.store, query) if c]
    read = [fact for cable in cables[:MARKED] for fact in _cable(opened, cable)[2]]
    if len(cables) > MARKED:
        name = f"{name} (marked: what was read for the first {MARKED} of {len(cables):,} cables)"
    text = _text(opened, Copy(iri.rpartition("/")[2], name, "", ""), read)
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.label, []).append(fact)
    return render(
        "thing.html.j2",
        iri=iri,
        name=name,
        subject="",
        kind=_KINDS["document"],
        groups=groups,
        passages=_Passages(opened, {}),
        texts=[text] if text else [],
        listed=None,
        stub=False,
        beside=None,
    )


def _text(opened: Opened, copy: Copy, facts: Iterable[Fact]) -> dict[str, object] | None:
    try:
        text = opened.graph.text(copy.hash)
    except TextMissingError:
        return None
    places = [
        Place(e.start, e.end, f"{f.label}: {f.value}"[:200], local_path(f.iri or ""), f.role in _WIDE)
        for f in facts
        for e in f.evidence
        if e.document == copy.hash
    ]
    return {"source": copy, "pieces": pieces(text, places)}


class _Passages:
    """The words that evidence points to, for the template; each text is read once."""

    def __init__(self, opened: Opened, copies: dict[str, Copy]) -> None:
        self._opened, self._copies = opened, copies
        self._texts: dict[str, str | None] = {}

    def __call__(self, document: str, start: int, end: int) -> Passage | None:
        if document not in self._texts:
            try:
                self._texts[document] = self._opened.graph.text(document)
            except TextMissingError:
                self._texts[document] = None
        text = self._texts[document]
        name = self._copies[document].name if document in self._copies else ""
        return None if text is None else passage(text, start, end, name, document)


def _naming(opened: Opened, iri: str, by: str, page: int, passages: _Passages) -> dict[str, object] | None:
    """Return the cables that name a thing, by the part they give it: all parts with counts, one page of one of them."""
    found = naming(opened.store, iri)
    if not found:
        return None
    counts = dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
    chosen = by if by in counts else next(iter(counts))
    names = {role: BY_ROLE[role].back if role in BY_ROLE else role_label(role) for role in counts}
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


def _listed(opened: Opened, iri: str, role: str, cables: list[str], passages: _Passages) -> list[dict[str, object]]:
    """Return what is shown of cables in a list, each with the words that name the thing."""
    described = describe(opened.store, cables)
    values = " ".join(encoded(cable) for cable in cables)
    evidence = (
        f"SELECT ?c ?e WHERE {{ VALUES ?c {{ {values} }} ?c <{PART}{role}> ?part . ?part <{VALUE}> {encoded(iri)} ; "
        f"<{KG}evidence> ?e }} ORDER BY ?c ?e"
    )
    places: dict[str, Passage] = {}
    for cable, place in rows(opened.store, evidence) if cables else ():
        at = evidence_of(place.text) if place else None
        if cable and at and cable.text not in places and (words := passages(at.document, at.start, at.end)):
            places[cable.text] = words
    return [
        {
            "iri": cable,
            "number": number_of(first(about, DCTERMS + "identifier") or local_name(cable), cable),
            "subject": first(about, DCTERMS + "title") or "",
            "date": (first(about, _DATE) or "")[:10],
            "passage": places.get(cable),
        }
        for cable in cables
        for about in (described.get(cable, {}),)
    ]
