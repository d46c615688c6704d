"""The persons whom the editors of a volume mark in a telegram, with their entries in the volume's list of persons.

```
[Person: Allon = Allon, Yigal: Deputy Prime Minister of Israel (frus1964-68v20.p_AY1)]
```

The reader of volumes (`kg.sources.forms.tei_volume`) writes one such line below a telegram for each name that
`persName/@corresp` leads to the list. Name and office are the editors' words; the key is the same in every telegram of
the volume.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Listing, Official, Span
from kg.parsing.forms.edition import Edition
from kg.vocabulary.personal_names import agreement, read_name, surname

_PERSON = re.compile(r"\[Person: (?P<printed>[^=\n]{1,120}?) = (?P<entry>[^\n]*?) \((?P<key>[^()\s]{1,60})\)\]")
_KEY = re.compile(r"frus[\w-]{4,40}\.\w{1,40}")
_WORD = re.compile(r"\w+")
_MOST = 400


class EditionPersons(Struct, frozen=True):
    """The persons marked in one telegram: `places` of each in its text, `listings` by the surname as printed."""

    places: dict[str, tuple[Span, ...]]
    listings: dict[str, tuple[Listing, ...]]

    def unnamed(self, known: Iterable[Official]) -> Iterator[tuple[Span, ...]]:
        """Yield the places of each marked person whom no official of the text's own mentions has the surname of."""
        found = {surname(one.name).casefold() for one in known if one.name and one.role == "mentioned"}
        for printed, places in self.places.items():
            own = printed.split()[-1].casefold()
            if own not in found and places:
                found.add(own)
                yield places

    def with_listing(self, one: Official) -> Official:
        """Return an official with the entry of the list who is meant: the one of that surname whose forenames agree."""
        if not one.name or one.protected:
            return one
        own = read_name(one.name)
        fitting = {entry for entry in self.listings.get(own.surname, ()) if _agrees(own.forenames, entry.name)}
        return replace(one, listing=fitting.pop()) if len(fitting) == 1 else one


def read(plain: str, edition: Edition) -> EditionPersons:
    """Read the lines that name persons below a telegram, and find where the telegram has those names."""
    places: dict[str, tuple[Span, ...]] = {}
    listings: dict[str, list[Listing]] = {}
    if edition.below is not None:
        words = _words(plain, edition.body.start, edition.signed.start if edition.signed else edition.body.end)
        for m in islice(_PERSON.finditer(plain, edition.below.start, edition.below.end), _MOST):
            if not (printed := m["printed"].strip()):
                continue
            places.setdefault(printed, _places(plain, printed, words))
            if _KEY.fullmatch(m["key"]):
                entry = _listing(m["key"], m["entry"])
                listings.setdefault(read_name(entry.name).surname, []).append(entry)
    return EditionPersons(places, {name: tuple(entries) for name, entries in listings.items()})


def _listing(key: str, entry: str) -> Listing:
    name, _, office = entry.partition(": ")
    return Listing(key, name.strip(), office.strip() or None)


def _agrees(forenames: tuple[str, ...], listed: str) -> bool:
    return not forenames or agreement(forenames, read_name(listed).forenames) is not None


def _words(plain: str, start: int, end: int) -> dict[str, list[int]]:
    """Return where each word begins in a stretch of text."""
    starts: dict[str, list[int]] = {}
    for word in _WORD.finditer(plain, start, end):
        starts.setdefault(word[0], []).append(word.start())
    return starts


def _places(plain: str, printed: str, starts: dict[str, list[int]]) -> tuple[Span, ...]:
    """Return where a name stands as printed, with no letter beside it."""
    first = _WORD.search(printed)
    lows = [low - first.start() for low in starts.get(first[0], ())] if first else []
    return tuple(Span(low, low + len(printed)) for low in lows if low >= 0 and _stands(plain, printed, low))


def _stands(plain: str, printed: str, low: int) -> bool:
    beside = plain[low - 1 : low] if low else ""
    return plain.startswith(printed, low) and not beside.isalnum() and not _WORD.match(plain, low + len(printed))
