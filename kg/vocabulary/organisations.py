"""Look up departments, agencies, commands and collectives that are no posts, by the names in addresses.

    TO RUEAIIA/CIA WASHINGTON DC        CIA
    INFO CDR USSOUTHCOM MIAMI FL        the command USSOUTHCOM
    INFO EU MEMBER STATES COLLECTIVE    a collective: many posts under one name

The tables are `organisations.csv` and `collectives.csv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.vocabulary.csv_tables import LONGEST, read, split, squeeze, without_office

#: Words before the name of a command, and places after a name that don't tell organisations apart.
_BEFORE = re.compile(r"(?:CDR|HQ|COMMANDER|HEADQUARTERS)[ ]")
_AFTER = re.compile(r"[ ](?:WASHDC|WASHINGTON DC|WASHINGTON)$")


@dataclass(frozen=True, slots=True)
class Organisation:
    """A department, agency or command that is no post.

    `kind` is agency or command, or the type of a mission or office that numbers no cables. `post` is the station id of
    one that numbers its own cables.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    post: str
    successor: str
    source: str


@cache
def _by_id() -> dict[str, Organisation]:
    return {
        r["id"]: Organisation(
            r["id"], r["name"], r["kind"], split(r["aliases"]), r["post"], r["successor"], r["source"]
        )
        for r in read("organisations")
    }


def all() -> tuple[Organisation, ...]:  # noqa: A001 - organisations.all()
    """Return every organisation in the order of the table."""
    return tuple(_by_id().values())


def get(id: str) -> Organisation | None:  # noqa: A002
    """Return the organisation with an id; None if there is none."""
    return _by_id().get(id)


@cache
def _names() -> dict[str, str]:
    names = {squeeze(i): i for i in _by_id()}
    for organisation in all():
        for alias in (organisation.name, *organisation.aliases):
            names.setdefault(squeeze(alias), organisation.id)
    return names


@lru_cache(maxsize=20_000)
def _find(name: str) -> Organisation | None:
    plain = " ".join(name.upper().replace(",", " ").replace(".", "").split())
    for form in (plain, _AFTER.sub("", plain), _BEFORE.sub("", plain, count=1), _AFTER.sub("", _BEFORE.sub("", plain))):
        found = _names().get(squeeze(form))
        if found:
            return _by_id()[found]
    return None


def find(name: str) -> Organisation | None:
    """Return the organisation with a printed name (`CIA WASHINGTON DC`, `CDR USCINCSO MIAMI FL`); None if unknown.

    Office symbols after the name (`DIRNSA FT GEORGE G MEADE MD//K2//`) are an office of the same organisation.

    >>> find("CIA WASHINGTON DC").id
    'CIA'
    """
    return _find(without_office(name)) if name and len(name) <= LONGEST else None


@dataclass(frozen=True, slots=True)
class Collective:
    """A collective address (`EU MEMBER STATES COLLECTIVE`); `code` is the last part of its IRI."""

    code: str
    name: str
    routing_indicator: str
    meaning: str
    source: str


@cache
def collectives() -> tuple[Collective, ...]:
    """Return every collective in the order of the table."""
    return tuple(
        Collective(r["name"].replace(" ", "-"), r["name"], r["routing_indicator"], r["meaning"], r["source"])
        for r in read("collectives")
    )


def _key(name: str) -> str:
    """Return the comparison key of a collective: its letters, without the word COLLECTIVE at the end."""
    squeezed = squeeze(name)
    return squeezed.removesuffix("COLLECTIVE") or squeezed


@cache
def _index() -> dict[str, Collective]:
    found: dict[str, Collective] = {}
    for collective in collectives():
        found.setdefault(_key(collective.name), collective)
    return found


def find_collective(name: str) -> Collective | None:
    """Return the collective with a printed name; None if it is in no list."""
    return _index().get(_key(name)) if len(name) <= LONGEST else None
