"""Repairs: places that are damaged and read otherwise than they are written, each a node of its own."""

from __future__ import annotations

from collections.abc import Iterator

from kg.rdf.names import KG, TYPE, VALUE, coded
from kg.rdf.parts import Copy
from kg.rdf.terms import Triple, literal

_REPAIR, _RAW, _RULE, _DOUBT = KG("Repair"), KG("raw"), KG("rule"), KG("doubt")
_BY = KG("repair")
_UNSURE = coded("doubt", "unsure")


def described(copy: Copy) -> Iterator[Triple]:
    """Give the repairs of a copy, once its parts are made: what stands there, what is read, by which rule."""
    for repair in copy.repairs:
        node = copy.place(repair.span)
        yield node, TYPE, _REPAIR
        yield node, _RAW, literal(repair.raw)
        yield node, VALUE, literal(repair.read_as)
        yield node, _RULE, coded("rule", repair.rule)
        if repair.unsure:
            yield node, _DOUBT, _UNSURE


def elsewhere(cable: str, copy: Copy, attached: set[str]) -> Iterator[Triple]:
    """Give the repairs that no part rests on: the cable as a whole does. `attached` are the places parts rest on."""
    for repair in copy.repairs:
        if (node := copy.place(repair.span)) not in attached:
            yield cable, _BY, node
