"""Convert terms and statements between Oxigraph and rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


def to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Return an rdflib graph in memory with these statements and the usual prefixes.

    Literals keep the characters they have (rdflib would write times and numbers anew).
    """
    import rdflib

    from kg.terms.iris import PREFIXES

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


@lru_cache(maxsize=100_000)
def term(node: object) -> Node:
    """Convert a term of Oxigraph to a term of rdflib; literals keep their characters.

    Raises `TypeError` for a quoted triple.
    """
    import rdflib

    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return rdflib.BNode(node.value)
    if not isinstance(node, ox.Literal):
        raise TypeError(f"rdflib has no term for {node}")
    if node.language:
        return rdflib.Literal(node.value, lang=node.language)
    if node.datatype.value.endswith("XMLSchema#string"):
        return rdflib.Literal(node.value)
    return rdflib.Literal(node.value, datatype=rdflib.URIRef(node.datatype.value), normalize=False)


def from_rdflib(node: object) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    """Convert a term of rdflib to a term of Oxigraph; None, the wildcard of a pattern, stays None.

    Raises `TypeError` for a term that Oxigraph does not have, such as a variable.
    """
    import rdflib

    if node is None:
        return None
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if not isinstance(node, rdflib.Literal):
        raise TypeError(f"Oxigraph has no term for {node!r}")
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
