"""Describe the vocabulary entries that a graph uses: labels, codes, places.

```
used = Used()
triples = list(used.watch(stated(cable, document)))    # `stated` of kg.rdf.cable_statements
described = vocabulary(used)
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.rdf.topics import OTHER_ERA
from kg.terms.iris import DCTERMS, GEO, KG, LABEL, ORG, SCHEMES, SKOS, TYPE
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import Triple, literal, unsegment
from kg.vocabulary import code_lists, organisations, posts, skos_schemes, topics

_TOLD = frozenset(
    (
        TYPE,
        LABEL,
        SKOS("prefLabel"),
        SKOS("notation"),
        GEO("lat"),
        GEO("long"),
        KG("city"),
        KG("country"),
        KG("successor"),
        KG("countryCode"),
        KG("era"),
        KG("rank"),
        ORG("classification"),
        SKOS("exactMatch"),
        SKOS("closeMatch"),
        SKOS("broader"),
        DCTERMS("isReplacedBy"),
    )
)
"""Properties that a graph repeats of an entry; the others stand in the ontology's own files."""
_SPELT_OUT = frozenset(("rule", "doubt", "release", "status", "value-state"))
"""Schemes whose codes are plain words: a notation would only repeat the IRI."""
_LINKS = frozenset((KG("country"), KG("successor"), ORG("classification"), SKOS("broader"), DCTERMS("isReplacedBy")))
"""Properties to other entries that are then described too: the type of a post, the family of a topic."""
_START = f"<{BASE}"
_PREFIXES = tuple(f"{_START}{scheme}/" for scheme in SCHEMES)
_ORGANIZATION, _CONCEPT = ORG("Organization"), SKOS("Concept")
_NOTATION, _NAME = SKOS("notation"), SKOS("prefLabel")


class Used:
    """The vocabulary entries that triples name."""

    __slots__ = ("_seen",)

    def __init__(self, entries: Iterable[str] = ()) -> None:
        """Start with entries known to be used, as encoded IRIs."""
        self._seen = set(entries)

    def watch(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        """Pass triples on, recording the entries they name."""
        seen, start, length = self._seen, _START, len(_START)
        for triple in triples:
            value = triple[2]
            if value[:length] == start and value not in seen and value.startswith(_PREFIXES):
                seen.add(value)
            yield triple

    def note(self, triples: Iterable[Triple]) -> None:
        """Record the entries that triples name."""
        start, length = _START, len(_START)
        values = {triple[2] for triple in triples} - self._seen
        self._seen.update(value for value in values if value[:length] == start and value.startswith(_PREFIXES))

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._seen))

    def __len__(self) -> int:
        return len(self._seen)

    def __or__(self, other: Used) -> Used:
        return Used(self._seen | other._seen)

    def __sub__(self, other: Used) -> Used:
        return Used(self._seen - other._seen)

    def closed(self) -> Used:
        """Return these entries and those in their descriptions (the country of a post)."""
        return Used(subject for subject, predicate, _ in vocabulary(self) if predicate == TYPE)


def vocabulary(used: Iterable[str]) -> Iterator[Triple]:
    """Yield the description of each entry and of those it names (a post's country and successor), once.

    An entry that is in no list is described by its code.
    """
    waiting = sorted(set(used), reverse=True)
    done = set()
    while waiting:
        entry = waiting.pop()
        if entry in done:
            continue
        done.add(entry)
        scheme, _, code = entry[len(_START) : -1].partition("/")
        told = _TOLD - {_NOTATION} if scheme in _SPELT_OUT else _TOLD
        listed = _described(scheme, unsegment(code))
        said = listed or _unlisted(entry, scheme, code)
        found = [t for t in said if t[0] == said[0][0] and (t[1] in told or not listed)]
        waiting += [value for _, predicate, value in found if predicate in _LINKS]
        yield from ((entry, predicate, value) for _, predicate, value in found)


def _described(scheme: str, code: str) -> list[Triple] | None:
    if scheme == "topic":
        topic = topics.find(code)
        return list(skos_schemes.topic(topic)) if topic is not None else None
    if scheme == "topic-family":
        return [triple for triple in skos_schemes.families() if triple[0] == skos_schemes.iri("topic-family", code)]
    if scheme == "post-type":
        return list(skos_schemes.post_type(code.replace("-", " ")))
    if scheme == "post":
        post = posts.get(code)
        return list(skos_schemes.post(post)) if post is not None else None
    if scheme == "organisation":
        body = organisations.get(code)
        return list(skos_schemes.organisation(body)) if body is not None else None
    if scheme == "collective":
        group = next((c for c in organisations.collectives() if c.code == code), None)
        return list(skos_schemes.collective(group)) if group is not None else None
    concept = next((c for c in code_lists.concepts(scheme) if c.code == code), None)
    return list(skos_schemes.concept(concept)) if concept is not None else None


def _unlisted(entry: str, scheme: str, code: str) -> list[Triple]:
    text = literal(unsegment(code).removesuffix(OTHER_ERA))
    if scheme in ("post", "organisation", "collective"):
        kinds = {"post": KG("Post"), "organisation": KG("Agency"), "collective": KG("Collective")}
        types = [(entry, TYPE, kinds[scheme]), (entry, TYPE, _ORGANIZATION)]
        return [*types, (entry, _NAME, text), (entry, LABEL, text)]
    return [(entry, TYPE, _CONCEPT), (entry, _NOTATION, text), (entry, LABEL, text)]
