"""Write the vocabularies as RDF: SKOS schemes of topics and codes, and organisations (ORG).

Statements are triples of N-Triples terms (`<iri>`, `"text"@en`). The statements of an entry are the same here as in
`ontology/topics.ttl`, `codes.ttl` and `posts.ttl`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.terms.namespaces import BASE, NAMESPACES
from kg.terms.ntriples_terms import english, literal, typed
from kg.vocabulary import code_lists, organisations, post_history, posts, topics
from kg.vocabulary.csv_tables import iri_part

KG, DCTERMS, GEO, ORG, RDF, SKOS = (NAMESPACES[one] for one in ("kg", "dcterms", "geo", "org", "rdf", "skos"))

Statement = tuple[str, str, str]


def iri(scheme: str, code: str) -> str:
    """Return the IRI of an entry as a term: `iri("topic", "PREL")` → `<https://w3id.org/cable-kg/topic/PREL>`.

    >>> iri("topic", "PREL")
    '<https://w3id.org/cable-kg/topic/PREL>'
    """
    return f"<{BASE}{scheme}/{iri_part(code)}>"


def _text(value: str, language: str = "en") -> str:
    return english(value) if language else literal(value)


def _about(subject: str, *pairs: tuple[str, str]) -> Iterator[Statement]:
    for predicate, value in pairs:
        yield subject, f"<{predicate}>", value


TYPE = RDF + "type"
NAME = "http://www.w3.org/2000/01/rdf-schema#label"
"""The one label that everything has, beside the label property of its own vocabulary."""
CONCEPT, LABEL = f"<{SKOS}Concept>", SKOS + "prefLabel"

#: Families of topics: (part of the IRI, label, category of the subjects or kind of the topics in it).
FAMILIES = (
    ("administrative", "Administrative affairs (A…)", "Administrative Affairs"),
    ("business", "Business services (B…)", "Business Services"),
    ("consular", "Consular affairs (C…)", "Consular Affairs"),
    ("economic", "Economic affairs (E…)", "Economic Affairs"),
    ("military", "Military and defence affairs (M…)", "Military and Defense Affairs"),
    ("operations", "Operations (O…)", "Operations"),
    ("political", "Political affairs (P…)", "Political Affairs"),
    ("social", "Social affairs (S…)", "Social Affairs"),
    ("technology", "Technology and science (T…)", "Technology and Science"),
    ("programs", "Programmes (K…)", "program"),
    ("geographic", "Countries and areas", "geographic"),
    ("organizations", "Organisations", "organization"),
)
_FAMILY = {category: iri("topic-family", part) for part, _, category in FAMILIES}
_SCHEMES = {
    "topic": "TAGS: topics of cables",
    "classification": "Classification levels",
    "precedence": "Precedences",
    "caption": "Captions",
    "portion": "Portion markings",
    "reason": "Reasons for classification, by executive order",
    "declassification": "Declassification markings, by executive order",
    "rule": "Rules of repairs and conclusions",
    "doubt": "Doubts about values",
    "release": "Release statuses of copies",
    "status": "Whether a cable is held",
    "value-state": "Why a part of a cable has no value",
    "post-type": "Kinds of posts and organisations",
}


_DEFINED = frozenset(("caption", "classification", "precedence"))
"""Schemes whose tables define an entry; the texts of other tables are notes."""


def _scheme(name: str) -> Iterator[Statement]:
    subject = f"<{BASE}{name}>"
    yield from _about(subject, (TYPE, f"<{SKOS}ConceptScheme>"), (DCTERMS + "title", _text(_SCHEMES[name])))
    yield from _about(subject, (DCTERMS + "language", _text("en", "")))


def families() -> Iterator[Statement]:
    """Yield the families of topics: the top concepts of the scheme."""
    top = f"<{BASE}topic>"
    for part, label, _ in FAMILIES:
        subject = iri("topic-family", part)
        yield from _about(
            subject, (TYPE, CONCEPT), (LABEL, _text(label)), (NAME, _text(label)), (SKOS + "topConceptOf", top)
        )
        yield top, f"<{SKOS}hasTopConcept>", subject


def topic(entry: topics.Topic) -> Iterator[Statement]:
    """Yield the statements about one topic."""
    subject = iri("topic", entry.code)
    parent, _, below = entry.code.partition("/")
    family = _FAMILY[entry.category if entry.kind == "subject" else entry.kind]
    broader = iri("topic", parent) if below and topics.is_listed(parent) else family
    yield from _about(
        subject,
        (TYPE, CONCEPT),
        (SKOS + "inScheme", f"<{BASE}topic>"),
        (SKOS + "notation", _text(entry.code, "")),
        (SKOS + "broader", broader),
        (DCTERMS + "source", _text(entry.source, "")),
    )
    yield broader, f"<{SKOS}narrower>", subject
    if entry.label:
        yield from _about(subject, (LABEL, _text(entry.label)))
    yield from _about(subject, (NAME, _text(entry.label) if entry.label else _text(entry.code, "")))
    if (change := topics.changes().get(entry.code)) is not None:
        yield from _changed(subject, change)
    if entry.iso2:
        yield from _about(subject, (KG + "countryCode", _text(entry.iso2, "")))
    if entry.geonames:
        yield from _about(subject, (SKOS + "exactMatch", f"<https://sws.geonames.org/{entry.geonames}/>"))
    if entry.wikidata:
        yield from _about(subject, (SKOS + "exactMatch", f"<http://www.wikidata.org/entity/{entry.wikidata}>"))
    if entry.era:
        yield from _about(subject, (KG + "era", _text(entry.era, "")))
    if entry.attested:
        yield from _about(subject, (SKOS + "scopeNote", _text(f"Known from {entry.attested}.")))


def _changed(subject: str, change: topics.Change) -> Iterator[Statement]:
    """Yield the links between a code and its successor."""
    later = iri("topic", change.successor)
    match = SKOS + ("exactMatch" if change.same else "closeMatch")
    yield from _about(subject, (DCTERMS + "isReplacedBy", later), (match, later))
    yield from _about(subject, (SKOS + "historyNote", _text(f"Joined to {change.successor}: {change.source}.")))
    yield from _about(later, (match, subject))


def concept(entry: code_lists.Concept) -> Iterator[Statement]:
    """Yield the statements about one entry of a closed list."""
    subject = iri(entry.scheme, entry.code)
    yield from _about(
        subject,
        (TYPE, CONCEPT),
        (SKOS + "inScheme", f"<{BASE}{entry.scheme}>"),
        (SKOS + "notation", _text(entry.notation, "")),
        (DCTERMS + "source", _text(entry.source, "")),
    )
    if entry.label:
        label = f"({entry.notation}) {entry.label}" if entry.scheme == "portion" else entry.label
        yield from _about(subject, (LABEL, _text(label)), (NAME, _text(label)))
    if entry.note:
        said = "definition" if entry.scheme in _DEFINED else "scopeNote"
        yield from _about(subject, (SKOS + said, _text(entry.note)))
    if entry.rank is not None:
        yield from _about(subject, (KG + "rank", typed(str(entry.rank), "integer")))
    if entry.order:
        yield from _about(subject, (KG + "executiveOrder", _text(entry.order, "")))
    if entry.level and entry.scheme == "portion" and (level := code_lists.classification(entry.level)):
        yield from _about(subject, (SKOS + "broadMatch", iri("classification", level.code)))
    for printed in entry.captions:
        if found := code_lists.caption(printed):
            yield from _about(subject, (SKOS + "relatedMatch", iri("caption", found.code)))


def _type(kind: str) -> str:
    return iri("post-type", kind.replace(" ", "-"))


def _organisation(
    subject: str, entry: posts.Post | organisations.Organisation, kind: str, sort: str
) -> Iterator[Statement]:
    """Yield the statements common to all organisations, posts included."""
    yield from _about(
        subject,
        (TYPE, f"<{KG}{sort}>"),
        (TYPE, f"<{ORG}Organization>"),
        (NAME, _text(entry.name)),
        (DCTERMS + "identifier", _text(entry.id, "")),
        (LABEL, _text(entry.name)),
        (ORG + "classification", _type(kind)),
        (DCTERMS + "source", _text(entry.source, "")),
        *((SKOS + "altLabel", _text(alias, "")) for alias in entry.aliases),
    )


def post(entry: posts.Post) -> Iterator[Statement]:
    """Yield the statements about one post."""
    subject = iri("post", entry.id)
    yield from _organisation(subject, entry, entry.type, "Post")
    yield from _about(
        subject, *((KG + "routingIndicator", _text(indicator, "")) for indicator in entry.routing_indicators)
    )
    if entry.city:
        yield from _about(subject, (KG + "city", _text(entry.city, "")))
    if entry.tag:
        yield from _about(subject, (KG + "country", iri("topic", entry.tag)))
    if entry.lat is not None:
        yield from _about(
            subject, (GEO + "lat", typed(str(entry.lat), "decimal")), (GEO + "long", typed(str(entry.lon), "decimal"))
        )
    if entry.successor:
        yield from _about(subject, (KG + "successor", iri("post", entry.successor)))
    if entry.succession:
        yield from _about(subject, (SKOS + "historyNote", _text(entry.succession[0].upper() + entry.succession[1:])))
    if entry.variant_of:
        yield from _about(subject, (SKOS + "exactMatch", iri("post", entry.variant_of)))
    for change in (one for one in post_history.changes() if one.post == entry.id):
        yield from _change(change)
    for standing in (one for one in post_history.standings() if one.post == entry.id):
        yield from _about(subject, (SKOS + "historyNote", _text(_told(standing))))


def _change(change: post_history.Change) -> Iterator[Statement]:
    """Yield the change of a post into another one, as an event with its date."""
    before, after = iri("post", change.post), iri("post", change.successor)
    event = f"{before[:-1]}#change>"
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(change.date)]
    yield from _about(
        event,
        (TYPE, f"<{ORG}ChangeEvent>"),
        (ORG + "originalOrganization", before),
        (ORG + "resultingOrganization", after),
        (DCTERMS + "date", typed(change.date, datatype)),
        (DCTERMS + "source", _text(change.source, "")),
    )
    yield before, f"<{ORG}changedBy>", event
    yield after, f"<{ORG}resultedFrom>", event


def _told(standing: post_history.Standing) -> str:
    """Write a standing of a post in words: `Interests section from 1977-09-01 to 2015-07-20`."""
    start, end = (f" from {standing.start}" * bool(standing.start), f" to {standing.end}" * bool(standing.end))
    return f"{standing.type[0].upper()}{standing.type[1:]}{start}{end}"


def organisation(entry: organisations.Organisation) -> Iterator[Statement]:
    """Yield the statements about an organisation that is no station; a station has those of its post."""
    yield from _organisation(iri("organisation", entry.id), entry, entry.kind, "Agency")


def collective(entry: organisations.Collective) -> Iterator[Statement]:
    """Yield the statements about a collective address."""
    subject = iri("collective", entry.code)
    yield from _about(
        subject,
        (TYPE, f"<{KG}Collective>"),
        (TYPE, f"<{ORG}Organization>"),
        (LABEL, _text(entry.name, "")),
        (NAME, _text(entry.name, "")),
        (DCTERMS + "source", _text(entry.source, "")),
    )
    if entry.meaning:
        yield from _about(subject, (SKOS + "definition", _text(entry.meaning)))
    if entry.routing_indicator:
        yield from _about(subject, (KG + "routingIndicator", _text(entry.routing_indicator, "")))


_WIDER = {"consulate general": "consulate"}
"""Kind of post → the kind it belongs to."""


def _post_types() -> Iterator[Statement]:
    yield from _scheme("post-type")
    for kind in sorted({p.type for p in posts.all()} | {o.kind for o in organisations.all()}):
        yield from post_type(kind)


def post_type(kind: str) -> Iterator[Statement]:
    """Yield the statements about a kind of post or organisation: `consulate general`."""
    label = _text("Other office" if kind == "other" else kind[0].upper() + kind[1:])
    scheme = f"<{BASE}post-type>"
    yield from _about(_type(kind), (TYPE, CONCEPT), (SKOS + "inScheme", scheme), (LABEL, label), (NAME, label))
    if (wider := _WIDER.get(kind)) is not None:
        yield from _about(_type(kind), (SKOS + "broader", _type(wider)))


def topic_statements() -> Iterable[Statement]:
    """Yield all statements of `topics.ttl`."""
    yield from _scheme("topic")
    yield from families()
    for entry in topics.all():
        yield from topic(entry)


def code_statements() -> Iterable[Statement]:
    """Yield all statements of `codes.ttl`."""
    for scheme in code_lists.SCHEMES:
        yield from _scheme(scheme)
        for entry in code_lists.concepts(scheme):
            yield from concept(entry)


def post_statements() -> Iterable[Statement]:
    """Yield all statements of `posts.ttl`: posts, organisations, collectives, and the kinds of office."""
    yield from _post_types()
    for entry in posts.all():
        yield from post(entry)
    for body in organisations.all():
        if not body.post:
            yield from organisation(body)
    for group in organisations.collectives():
        yield from collective(group)
