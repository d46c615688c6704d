"""Look up damaged spellings of format words and TAGS codes (`corruption.csv`): `PIORITY` is PRIORITY."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.vocabulary.csv_tables import read


@dataclass(frozen=True, slots=True)
class Spelling:
    """A damaged spelling and the word meant; `kind` is `wire spelling loss`, `TAGS spelling` or `TAGS replacement`."""

    wrong: str
    right: str
    kind: str
    note: str
    source: str


@cache
def all() -> tuple[Spelling, ...]:  # noqa: A001 - spellings.all()
    """Return every spelling in the order of the table."""
    return tuple(Spelling(r["wrong"], r["right"], r["kind"], r["note"], r["source"]) for r in read("corruption"))


@cache
def _index() -> dict[str, Spelling]:
    return {spelling.wrong.upper(): spelling for spelling in all()}


def find(word: str, kind: str | None = None) -> Spelling | None:
    """Return the listed spelling of a damaged word in any case, optionally of one `kind`; None if it is not listed."""
    found = _index().get(word.strip().upper())
    return found if found and kind in (None, found.kind) else None
