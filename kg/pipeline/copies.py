"""What the copies of one message say differently, for the report; in the graph each value says so itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Cable, Document
from kg.resolution.copies import facts


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the copies of a cable differ: the sources and what each has there."""

    cable: str
    field: str
    values: tuple[tuple[str, str], ...]


def differences(key: str, copies: Iterable[tuple[Cable, Document]]) -> list[Difference]:
    """Return the fields in which copies differ; `key` is the last part of the cable's IRI.

    A copy that is silent about a field contradicts nobody: sections and excerpts lack fields.
    """
    said: dict[str, list[tuple[str, str]]] = {}
    for cable, document in copies:
        for field, (value, _) in facts(cable).items():
            said.setdefault(field, []).append((document.source, value))
    return [
        Difference(key, field, tuple(sorted(set(values))))
        for field, values in said.items()
        if len({value for _, value in values}) > 1
    ]
