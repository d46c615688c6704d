"""Apply corrections about persons: unite mentions, take a mention out of a person, add pages of other sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.resolution.corrections_table import Judgements
from kg.terms.iris import HISTORIAN
from kg.terms.namespaces import BASE
from kg.vocabulary import chiefs_of_mission

_LISTED = f"<{BASE}official/"


def is_computed(node: str) -> bool:
    """Return whether a person was found in the cables, and is not of the Historian's list with its shared IRIs."""
    return not node.startswith(_LISTED)


class Judged:
    """The persons named in corrections: call `settle` with their mentions, then `whose` for a mention."""

    def __init__(self, judgements: Judgements) -> None:
        self._judgements = judgements
        self._renamed: dict[str, str] = {}
        self._own: dict[str, str] = {}

    def settle(self, mentions: Mapping[str, tuple[str, str]]) -> dict[str, set[str]]:
        """Decide on the persons named in corrections; return each with the pages of other sites about them.

        `mentions` maps the mentions in corrections to the person each has without corrections, and to a person of its
        own.
        """
        self._take_out(mentions)
        classes: dict[str, set[str]] = {}
        nodes = {pin: self._own.get(pin, mentions[pin][0]) for pin in sorted(mentions)}
        for pin, node in nodes.items():
            classes.setdefault(self._judgements.one(pin), set()).add(node)
        for nodes_of in classes.values():
            first = min(nodes_of, key=lambda node: ("-" not in node, is_computed(node), node))
            self._renamed.update(dict.fromkeys(nodes_of, first))
        self._flatten()
        found: dict[str, set[str]] = {node: set() for node in self._renamed.values()}
        for pin, node in nodes.items():
            page = self._judgements.person.get(pin)
            if page is not None and page.removeprefix(HISTORIAN) not in chiefs_of_mission.persons():
                found[self._renamed[node]].add(page)
        return found

    def whose(self, pins: Iterable[str], node: str) -> str:
        """Return the person of the mentions `pins`; without corrections that is `node`."""
        pin = next((self._own[pin] for pin in pins if pin in self._own), node)
        return self._renamed.get(pin, pin)

    def _take_out(self, mentions: Mapping[str, tuple[str, str]]) -> None:
        """Give a person of its own to a mention that a correction separates from another of the same person."""
        for pair in sorted(tuple(sorted(pair)) for pair in self._judgements.different):
            first, second = pair
            if first in mentions and second in mentions and mentions[first][0] == mentions[second][0]:
                self._own[second] = mentions[second][1]

    def _flatten(self) -> None:
        for node in list(self._renamed):
            target = self._renamed[node]
            while self._renamed.get(target, target) != target:
                target = self._renamed[target]
            self._renamed[node] = target
