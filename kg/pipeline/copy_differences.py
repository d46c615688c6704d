"""Compare the copies of one message for the report; in the graph each value is marked itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Cable, Document
from kg.resolution.compared_values import Said, compared_values


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the copies of a cable differ: each source with its values that not all copies share."""

    cable: str
    field: str
    values: tuple[tuple[str, str], ...]


def differences(key: str, copies: Iterable[tuple[Cable, Document]]) -> list[Difference]:
    """Return the fields in which copies differ; `key` is the last part of the cable's IRI.

    A copy without a field contradicts nobody: sections and excerpts lack fields. Capitals, blanks and the spelling of
    a post make no difference.
    """
    said = [(document.source, compared_values(cable)) for cable, document in copies]
    names = dict.fromkeys(name for _, values in said for name in values)
    found = [(name, _apart([(source, values[name]) for source, values in said if name in values])) for name in names]
    return [Difference(key, name, values) for name, values in found if values]


def _apart(said: list[tuple[str, dict[str, Said]]]) -> tuple[tuple[str, str], ...]:
    """Return for each source the values of one field that not all sources share; nothing where all agree."""
    if len({frozenset(values) for _, values in said}) < 2:
        return ()
    common = set.intersection(*(set(values) for _, values in said))
    return tuple(sorted({(source, _more(values, common)) for source, values in said}))


def _more(values: dict[str, Said], common: set[str]) -> str:
    return ", ".join(one.words for key, one in sorted(values.items()) if key not in common) or "(nothing more)"
