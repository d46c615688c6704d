"""Write repairs: damaged places that are read otherwise than written, each a node of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from kg.rdf.cable_parts import Copy, Part
from kg.terms.iris import KG, VALUE, coded
from kg.terms.ntriples_terms import Triple, literal

_RAW, _RULE, _DOUBT = KG("raw"), KG("rule"), KG("doubt")
_BY = KG("repair")
_BLOCK = 512
_UNSURE = coded("doubt", "unsure")


def described(copy: Copy) -> Iterator[Triple]:
    """Yield the repairs of a copy, once its parts are made: written text, text read, and rule."""
    for repair in copy.repairs:
        node = copy.place(repair.span)
        yield node, _RAW, literal(repair.raw)
        yield node, VALUE, literal(repair.read_as)
        yield node, _RULE, coded("rule", repair.rule)
        if repair.unsure:
            yield node, _DOUBT, _UNSURE


def around(cable: str, copy: Copy, parts: Iterable[Part]) -> Iterator[Triple]:
    """Yield the repairs that no part names: each goes to the shortest part it touches, else to the cable.

    An example is the brackets of a link, which stand around the value that was read.
    """
    named = {value for part in parts for predicate, value in part.marks if predicate == _BY}
    left = [repair for repair in copy.repairs if copy.place(repair.span) not in named]
    if not left:
        return
    touched = _Places((start, end, part.name) for part in parts for start, end in copy.spans(part.evidence))
    for repair in left:
        name = touched.shortest(repair.span.start, repair.span.end)
        node = f"{cable[:-1]}#{name}>" if name else cable
        yield node, _BY, copy.place(repair.span)


class _Places:
    """An index of the places of parts, to find the shortest that touches a range without looking at all."""

    __slots__ = ("_long", "_short")

    def __init__(self, places: Iterable[tuple[int, int, str]]) -> None:
        self._short: dict[int, list[tuple[int, int, int, str]]] = {}
        self._long: list[tuple[int, int, str]] = []
        for start, end, name in places:
            if end - start > _BLOCK:
                self._long.append((start, end, name))
                continue
            for block in range(start // _BLOCK, end // _BLOCK + 1):
                self._short.setdefault(block, []).append((end - start, start, end, name))
        self._long.sort()

    def shortest(self, start: int, end: int) -> str | None:
        """Return the name of the shortest part that a range touches, the first of equally short ones."""
        near = [place for block in {start // _BLOCK, end // _BLOCK} for place in self._short.get(block, ())]
        touched = [place for place in near if place[1] < end and start < place[2]]
        if touched:
            return min(touched)[3]
        at = bisect_left(self._long, (end, 0, "")) - 1
        return self._long[at][2] if at >= 0 and start < self._long[at][1] else None
