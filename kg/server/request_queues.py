"""Share the workers fairly: a lane admits a few requests at once, and no client waits for another's many.

Long queries, short ones, and pages with search have a lane each, so that none blocks another.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass

from kg.store.query_guard import TOKEN

_REMEMBERED = 4096
_OWN_PART = 4
"""One client may have one in this many of the places to wait."""
_MOST_DEBT, _MOST_CREDIT = 8, -3
_DIGITS = dict.fromkeys(range(0x30, 0x3A))


class BusyError(Exception):
    """No place to wait is left, or none came free in time."""


@dataclass(slots=True, eq=False)
class _Waiting:
    client: str
    order: int
    called: asyncio.Future[None]


class Lane:
    """A number of places to work in, at most `share` of them for one client, and a number of places to wait in.

    Among the waiting, the client with the fewest requests at work comes first; then the one served longest ago.
    """

    def __init__(self, places: int, waiting: int, share: int) -> None:
        self._places, self._waiting, self._share = places, waiting, share
        self._at_work: Counter[str] = Counter()
        self._queue: list[_Waiting] = []
        self._served: OrderedDict[str, int] = OrderedDict()
        self._turn = 0

    def has_place(self, client: str) -> bool:
        """Return whether a client could begin at once."""
        return self._at_work.total() < self._places and self._at_work[client] < self._share

    async def enter(self, client: str, seconds: float) -> None:
        """Take a place, waiting at most some seconds; raise `BusyError`. The holder of a place must `leave` it."""
        if not any(one.client == client for one in self._queue) and self.has_place(client):
            self._begin(client)
            return
        own = sum(one.client == client for one in self._queue)
        if len(self._queue) >= self._waiting or own >= max(1, self._waiting // _OWN_PART):
            raise BusyError
        self._turn += 1
        one = _Waiting(client, self._turn, asyncio.get_running_loop().create_future())
        self._queue.append(one)
        try:
            await asyncio.wait_for(one.called, seconds)
        except TimeoutError:
            raise BusyError from None
        except asyncio.CancelledError:
            if one.called.done() and not one.called.cancelled():  # called and given up at the same moment
                self.leave(client)
            raise
        finally:
            if one in self._queue:
                self._queue.remove(one)

    def leave(self, client: str) -> None:
        """Give a place back, and admit the next."""
        self._at_work[client] -= 1
        if self._at_work[client] <= 0:
            del self._at_work[client]
        while fitting := [one for one in self._queue if self.has_place(one.client) and not one.called.done()]:
            following = min(fitting, key=lambda w: (self._at_work[w.client], self._served.get(w.client, 0), w.order))
            self._queue.remove(following)
            self._begin(following.client)
            following.called.set_result(None)

    def _begin(self, client: str) -> None:
        self._turn += 1
        self._at_work[client] += 1
        self._served[client] = self._turn
        self._served.move_to_end(client)
        while len(self._served) > _REMEMBERED:
            self._served.popitem(last=False)


class Memory:
    """A memory of query shapes that take long; queries with the same shape differ only in numbers, texts and variables.

    Each long run counts against its shape, each quick one for it, so that a moment in which the machine was busy does
    not condemn a shape that was quick often. A long shape is tried again: after seconds at first, then after minutes.
    """

    def __init__(self) -> None:
        self._debts: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def is_long(self, shape: str) -> bool | None:
        """Return whether queries of a shape take long; None where that has to be tried."""
        debt, since = self._debts.get(shape, (0, 0.0))
        if debt == 0 or (debt > 0 and time.monotonic() - since > 2.0**debt):
            return None
        return debt > 0

    def note(self, shape: str, *, was_long: bool) -> None:
        """Record whether a query of a shape took long."""
        debt = self._debts.get(shape, (0, 0.0))[0]
        debt = min(debt + 1, _MOST_DEBT) if was_long else max(min(debt - 1, -1), _MOST_CREDIT)
        self._debts[shape] = debt, time.monotonic()
        self._debts.move_to_end(shape)
        while len(self._debts) > _REMEMBERED:
            self._debts.popitem(last=False)


def shape(query: str) -> str:
    """Return the shape of a query: its text without numbers, strings, comments and names of variables.

    >>> shape('SELECT ?t { cable:07LIMA2181 dcterms:title ?t } LIMIT 5') == shape(
    ...     'select ?x {cable:08LIMA1 dcterms:title ?x}  LIMIT 7')
    True
    """
    variables: dict[str, str] = {}
    pieces: list[str] = []
    at = 0
    for match in TOKEN.finditer(query):
        pieces.append("".join(_without_digits(query[at : match.start()]).split()))
        at = match.end()
        kind, text = match.lastgroup, match[0]
        if kind == "variable":
            pieces.append(variables.setdefault(text[1:], f"?{len(variables)}"))
        elif kind == "string":
            pieces.append("''")
        elif kind != "comment":
            pieces.append(_without_digits(text).upper())
    return " ".join(piece for piece in [*pieces, "".join(_without_digits(query[at:]).split())] if piece)


def _without_digits(text: str) -> str:
    return text.translate(_DIGITS)
