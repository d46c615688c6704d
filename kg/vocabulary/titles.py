"""Look up titles beside the names of officials (`titles.csv`): `Amb.` and `AMBASSADOR` are the title Ambassador."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from kg.vocabulary.csv_tables import LONGEST, read


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed (`Amb.`), its canonical form (`Ambassador`) and its category (`us_diplomatic`)."""

    title: str
    canonical: str
    category: str
    source: str


@cache
def all() -> tuple[Title, ...]:  # noqa: A001 - titles.all()
    """Return every title in the order of the table."""
    return tuple(Title(r["title"], r["canonical"], r["category"], r["source"]) for r in read("titles"))


def _plain(text: str) -> str:
    return " ".join(text.replace(".", " ").split()).upper()


@cache
def _index() -> dict[str, Title]:
    found: dict[str, Title] = {}
    for title in all():
        found.setdefault(_plain(title.title), title)
    return found


@lru_cache(maxsize=8192)
def find(text: str) -> Title | None:
    """Return the title with a printed form; case, points and the number of blanks make no difference.

    >>> find("ambassador").category
    'us_diplomatic'
    """
    return _find(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=16_384)
def _find(text: str) -> Title | None:
    return _index().get(_plain(text))
