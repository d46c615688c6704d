"""Mask the names of a user's list, as names that a text itself asks to protect.

One name a line; `#` begins a remark. A name is found in capitals or small letters, with accents or without, inverted,
with an initial between, over the end of a line. The surname of a name is masked wherever it stands with a capital, its
forename where the name stands in the same text: a name too many masked is better than one too few. A line of one word
is a surname.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast

from kg.errors import KgError
from kg.model import Cable, Document, Span
from kg.pipeline.mask_document import mask, without
from kg.pipeline.mask_protected import told_of
from kg.pipeline.name_search import Name, Names
from kg.sources.rejected_source import Rejection
from kg.sources.text_encoding import Undecodable, decode
from kg.vocabulary.personal_names import is_suffix, surname_words

_MAX_BYTES = 4 * 2**20
_WORD = re.compile(r"[^\W\d_]+")


class Masked(NamedTuple):
    """The result for a document: the number of masked places in its text, and the lines of the list found there."""

    places: int = 0
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Redactions:
    """The names of a list; no log shows them.

    `file` identifies the list for the next build by its size in bytes and its time in nanoseconds: a hash of it would
    let anyone test a guess.
    """

    names: tuple[Name, ...] = field(default=(), repr=False)
    file: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return bool(self.names)

    @cached_property
    def _sought(self) -> Names:
        return Names(self.names)

    @property
    def about(self) -> dict[str, list[object]] | None:
        """The record of the list in a build: its file, and the runs of lines that have a name; None without one."""
        if self.file is None:
            return None
        runs: list[list[int]] = []
        for line in sorted({name.line for name in self.names}):
            if runs and line == runs[-1][1] + 1:
                runs[-1][1] = line
            else:
                runs.append([line, line])
        return {"file": list(self.file), "lines": list(runs)}

    def _find(self, text: str) -> list[Span]:
        return [place for place, _ in self._sought.places(text, strict=False)]

    def mask(self, text: str) -> str:
        """Return a text (a file name, a message) with the names masked."""
        return mask(text, self._find(text)) if self.names and text else text

    def rejection(self, one: Rejection) -> Rejection:
        """Mask the names of the list in the source and message of a rejection."""
        if not self.names:
            return one
        return replace(one, source=self.mask(one.source), message=self.mask(one.message))

    def redact(self, document: Document, cables: tuple[Cable, ...]) -> tuple[Document, tuple[Cable, ...], Masked]:
        """Return document and cables without the names, and the count of masked places.

        Both are the same objects if the document has none of the names.

        >>> list_ = read_names("Orsino Belvedere")
        >>> document, _, masked = list_.redact(Document("Orsino M. Belvedere met BELVEDERE.", "a", "-"), ())
        >>> document.text, masked
        ('██████ ██ █████████ met █████████.', Masked(places=2, lines=(1,)))
        """
        if not self.names:
            return document, cables, Masked()
        found = self._sought.places(document.text)
        places = {place for place, _ in found}
        places |= {
            span
            for cable in cables
            for one in cable.officials
            if one.name and self._find(one.name)
            for span in (one.span, *one.also)
        }
        told = [one for text in told_of(document) for one in self._sought.places(text, strict=False)]
        if not places and not told:
            return document, cables, Masked()
        lines = {name.line for _, name in (*found, *told)}
        document, cables = without(document, cables, places, self._find)
        return document, cables, Masked(_apart(places), tuple(sorted(lines)))


def without_effect(options: Mapping[str, object], found: Container[int]) -> tuple[int, ...]:
    """Return the lines of a list, from a build's recorded options, whose names were found in no source."""
    about = cast("dict[str, list[list[int]]] | None", options["redact"])
    if about is None:
        return ()
    return tuple(line for first, last in about["lines"] for line in range(first, last + 1) if line not in found)


def _apart(places: set[Span]) -> int:
    """Return the number of places, with overlapping ones counted once."""
    count = end = 0
    for place in sorted(places):
        count += place.start >= end
        end = max(end, place.end)
    return count


def read_names(text: str) -> Redactions:
    """Read the names of a list; raise `KgError` for a line that is no name."""
    found = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        told = line.partition("#")[0].strip()
        if told:
            found.append(_name(told, number))
    return Redactions(tuple(found))


def _name(told: str, number: int) -> Name:
    """Read a line as `Forename Surname`, `Surname, Forename` or a surname alone; raise `KgError` for anything else."""
    before, _, after = told.partition(",")
    inverted = [word for word in after.split() if not is_suffix(word)]
    first = [word for word in before.split() if not is_suffix(word)]
    every = tuple(part for word in (*inverted, *first) for part in _WORD.findall(word))
    last = first if inverted else surname_words(first)
    surname = tuple(part for word in last for part in _WORD.findall(word))
    if not surname or sum(map(len, surname)) < 2:
        raise KgError(f"line {number} of the list of names is no name: write one name a line")
    return Name(every, surname, line=number)


def read_list(listed: str | os.PathLike[str] | None) -> Redactions:
    """Read the names of a file; none where no file is named.

    Raises `KgError` where it cannot be read: nothing is built without the names.
    """
    if listed is None:
        return Redactions()
    path = Path(listed)
    if not path.is_file():
        raise KgError(f"there is no file {path}: --redact names a list of names, one a line")
    try:
        about = path.stat()
        if about.st_size > _MAX_BYTES:
            raise KgError(f"{path} is over {_MAX_BYTES} bytes: that is no list of names")
        found = read_names(decode(path.read_bytes()).text)
    except (OSError, Undecodable) as error:
        raise KgError(f"the list of names {path} cannot be read: {error}") from error
    if not found:
        raise KgError(f"the list of names {path} has no name")
    return replace(found, file=(about.st_size, about.st_mtime_ns))
