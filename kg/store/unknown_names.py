"""Find names in a query that the graph does not know, to explain an empty answer and suggest the right name.

```
for sentence in unknown(graph.store, "SELECT ?c { ?c kg:orign post:LIMA }"):
    print(sentence)          # kg:orign is no term of the ontology: perhaps kg:origin?
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.store import query_words
from kg.store.query_answers import Queryable
from kg.store.query_guard import TOKEN
from kg.store.store_errors import QueryError
from kg.store.user_names import perhaps
from kg.terms.iris import kind_of, prefixes_here
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import iri as encoded

_MOST_LOOKED_UP = 40
"""The most names of one query that the graph is asked about."""
_PIECE = re.compile(rf"{TOKEN.pattern}|(?P<brace>[{{}}])|(?P<typed>\^\^)|(?P<opens>\()", TOKEN.flags)
_NEVER = ("graph", "xsd")
"""Prefixes of names that are no things of a graph: graphs, datatypes and the functions that make them."""


def unknown(store: Queryable, sparql: str, *, unused: bool = True, suggest: bool = True) -> Iterator[str]:
    """Yield a sentence for each name in a query that neither the ontology nor the graph knows.

    The query has been answered. `unused` also reports terms of the ontology that this graph does not use, for an empty
    answer. `suggest` looks for similar names. Names in the template of a CONSTRUCT are free and not checked.
    """
    for shown, iri in list(dict.fromkeys(_names(sparql)))[:_MOST_LOOKED_UP]:
        try:
            if (unused or not _declared(iri)) and not _occurs(store, iri):
                yield _sentence(store, shown, iri, suggest)
        except QueryError:
            return


def _names(sparql: str) -> Iterator[tuple[str, str]]:
    """Yield the names in a query, as written and as IRI, outside its prologue and a CONSTRUCT template."""
    prefixes, base = dict(prefixes_here()), BASE
    before, template, depth = ["", ""], False, 0
    for piece in _PIECE.finditer(sparql):
        kind, text = piece.lastgroup or "", piece[0]
        if kind == "comment":
            continue
        if kind == "brace":
            template = template or (text == "{" and before[-1].upper() == "CONSTRUCT")
            depth += 1 if text == "{" else -1
            template = template and depth > 0
        elif kind == "iri" and before[-2].upper() == "PREFIX":
            prefixes[before[-1].rstrip(":")] = text[1:-1]
        elif kind == "iri" and before[-1].upper() == "BASE":
            base = text[1:-1]
        elif kind in ("iri", "prefixed") and not template and before[-1] != "^^" and before[-1].upper() != "PREFIX":
            after = sparql[piece.end() :].lstrip()[:1]
            if (named := _named(text.rstrip("."), prefixes, base)) and after != "(":
                yield named
        before = [before[-1], text]


def _named(text: str, prefixes: dict[str, str], base: str) -> tuple[str, str] | None:
    if text.startswith("<"):
        local = text[1:-1]
        iri = local if "://" in local or ":" in local.partition("/")[0] else base + local
    else:
        prefix, _, local = text.partition(":")
        if not local or prefix not in prefixes:
            return None
        iri = prefixes[prefix] + local
    if kind_of(iri) == "graph" or any(iri.startswith(prefixes_here()[one]) for one in _NEVER):
        return None
    return text, iri


def _declared(iri: str) -> bool:
    namespaces = {prefix: prefixes_here()[prefix] for prefix in query_words.DECLARED}
    return any(
        iri.startswith(n) and iri.removeprefix(n) in query_words.terms(prefix) for prefix, n in namespaces.items()
    )


def _occurs(store: Queryable, iri: str) -> bool:
    """Return whether a name occurs anywhere in a graph, as a property too."""
    if store.holds(iri):
        return True
    node = encoded(iri)
    return store.query(f"ASK {{ ?s {node} ?o }}").truth is True


def _sentence(store: Queryable, shown: str, iri: str, suggest: bool) -> str:
    by_length = sorted(prefixes_here().items(), key=lambda item: -len(item[1]))
    prefix, local = next(((p, iri[len(n) :]) for p, n in by_length if iri.startswith(n) and iri != n), ("", ""))
    shown = shown[:80]
    if prefix in query_words.DECLARED:
        if local in query_words.terms(prefix):
            return f"nothing in this graph has {shown}."
        near = query_words.nearest(prefix, local) or query_words.elsewhere(local) if suggest else []
        return f"{shown} is no term of the ontology{_hint(near)}"
    if not prefix or not suggest:
        return f"this graph has no {shown}."
    if near := [one for one in query_words.nearest(prefix, local, _used(store, prefix)) if one != f"{prefix}:{local}"]:
        return f"this graph has no {shown}{_hint(near)}"
    if local in query_words.entries(prefix):
        return f"this graph has no {shown}: the vocabulary has it, and no cable here."
    if prefix in ("post", "topic", "cable", "official", "addressee", "organisation", "collective"):
        return f"this graph has no {shown}: {perhaps(store, f'{prefix}:{local}')}"
    return f"this graph has no {shown}{_hint(query_words.elsewhere(local))}"


def _hint(near: list[str]) -> str:
    return f": perhaps {' or '.join(near)}?" if near else "."


def _used(store: Queryable, prefix: str) -> list[str]:
    """Return the names of a namespace that a graph uses as properties, classes and entries of vocabularies."""
    namespace = prefixes_here()[prefix]
    query = "SELECT DISTINCT ?x { { ?x a skos:Concept } UNION { ?x a org:Organization } UNION { ?s a ?x } }"
    if not namespace.startswith(BASE):
        query = "SELECT DISTINCT ?x { { ?s ?x ?o } UNION { ?s a ?x } }"
    found = (str(row.plain()["x"]) for row in store.query(query))
    return [iri[len(namespace) :] for iri in found if iri.startswith(namespace)]
