"""A list of names that a user wants left out: they are masked as names are that a text itself asks to protect.

One name a line; `#` begins a remark. A name is found in capitals or small letters, with accents or without, inverted,
with an initial between, over the end of a line. The surname of a name is masked wherever it stands with a capital, its
forename where the name stands in the same text: a name too many masked is better than one too few. A line of one word
is a surname.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from kg.errors import KgError
from kg.model import Cable, Document, Official, ReleaseStatus, Span, content_hash
from kg.pipeline.protection import blank, broken, clean, masked, pattern_of
from kg.sources import Rejection
from kg.sources.decoding import Undecodable, decode
from kg.vocabulary.tables import fold

_MAX_BYTES = 4 * 2**20
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_BROKEN = re.compile(r"-[ \t]{0,8}\r?\n[ \t]{0,8}")
_HYPHEN = r"[\W_]{1,3}"
_BETWEEN = r"[\W_]{1,6}(?:[^\W\d_]\.?[\W_]{1,4})?"
_LETTERS = (*range(0x41, 0x250), *range(0x1E00, 0x1F00))


@dataclass(frozen=True, slots=True)
class Redactions:
    """The names of a list: forenames and surname, in words as written; no log shows them.

    `file` is what a next build knows the list by, its size in bytes and its time in nanoseconds: a hash of it would
    let anyone test a guess.
    """

    names: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = field(default=(), repr=False)
    file: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return bool(self.names)

    def mask(self, text: str) -> str:
        """Return a text (a file name, a message) with the names masked."""
        found = self._in(text, any_case=True)
        return masked(text, found) if found is not None else text

    def rejection(self, one: Rejection) -> Rejection:
        """Return a rejection whose source and message have no name of the list."""
        if not self.names:
            return one
        return replace(one, source=self.mask(one.source), message=self.mask(one.message))

    def redact(self, document: Document, cables: tuple[Cable, ...]) -> tuple[Document, tuple[Cable, ...], int]:
        """Return document and cables without the names, and how many places were masked; the same ones if it has none.

        >>> list_ = read_names("Orsino Belvedere")
        >>> list_.redact(Document("Orsino M. Belvedere met BELVEDERE.", "a", "-"), ())[0].text
        '██████ ██ █████████ met █████████.'
        """
        if not self.names:
            return document, cables, 0
        told = " ".join(official.name or "" for cable in cables for official in cable.officials)
        document = replace(
            document, source=self.mask(document.source), id_hint=document.id_hint and self.mask(document.id_hint),
            metadata=tuple((key, self.mask(value)) for key, value in document.metadata),
            release=self._release(document.release),
        )  # fmt: skip
        found = self._in(f"{document.text}\n{told}")
        if found is None:
            return document, cables, 0
        hidden = [o for cable in cables for o in cable.officials if o.name and found.search(o.name)]
        count = len(found.findall(document.text))
        text = list(masked(document.text, found))
        for span in (span for official in hidden for span in (official.span, *official.also)):
            raw = document.text[span.start : span.end]
            count += not found.search(raw)
            text[span.start : span.end] = blank(raw)
        new = "".join(text)
        return replace(document, text=new, hash=content_hash(new)), tuple(clean(one, found) for one in cables), count

    def _release(self, release: ReleaseStatus) -> ReleaseStatus:
        authority, case = (text and self.mask(text) for text in (release.authority, release.case))
        return replace(release, authority=authority, case=case)

    def _in(self, text: str, *, any_case: bool = False) -> re.Pattern[str] | None:
        """Return what finds the names of a text, None where it has none; only those of surnames in it are tried."""
        words = set(_WORD.findall(fold(text))) | set(_WORD.findall(fold(_BROKEN.sub("", text))))
        parts: list[str] = []
        for forenames, surname in self.names:
            if not all(fold(word) in words for word in surname):
                continue
            full, alone = _full(forenames, surname), _alone(surname, any_case=any_case)
            if full and re.search(full, text):
                whole = " ".join((*forenames, "-".join(surname)))
                near = pattern_of([Official(whole, None, "mentioned", True, "", Span(0, 0))])
                parts += [full, *([near.pattern] if near else [])]
            if alone and re.search(alone, text):
                parts.append(alone)
        return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE) if parts else None


@cache
def _full(forenames: tuple[str, ...], surname: tuple[str, ...]) -> str | None:
    """Return what finds a name of several words: all of them, one forename and the surname, the surname first."""
    if not forenames:
        return None
    last = _joined(surname)
    every = _BETWEEN.join((*map(_letters, forenames), last))
    ones = "|".join(_letters(name) for name in forenames if len(name) > 1) or _letters(forenames[0])
    return _apart(f"(?-i:{every}|(?:{ones}){_BETWEEN}{last}|{last}{_BETWEEN}(?:{ones}))")


@cache
def _alone(surname: tuple[str, ...], *, any_case: bool) -> str | None:
    """Return what finds a surname alone, where it begins with a capital or stands in an e-mail address; a very short
    one is a word too often."""
    if sum(map(len, surname)) < _SHORTEST:
        return None
    found = _joined(surname)
    if not any_case:
        first = broken((_capital(surname[0][0]), _letters(surname[0][1:])))
        capital = first + "".join(_HYPHEN + _letters(word) for word in surname[1:])
        found = rf"{capital}|[\w.+-]{{0,40}}?{found}[\w.+-]{{0,40}}(?=@)"
    return _apart(f"(?-i:{found})")


def _apart(pattern: str) -> str:
    return rf"(?<![^\W_]){pattern}(?![^\W_])"


def _joined(words: tuple[str, ...]) -> str:
    return _HYPHEN.join(map(_letters, words))


def _letters(word: str) -> str:
    return broken(_spellings(fold(letter) or letter) for letter in word)


@cache
def _spellings(letter: str) -> str:
    """Return a class of all letters that are this one, but for case and accents."""
    found = "".join(c for c in map(chr, _LETTERS) if fold(c) == letter)
    return f"[{re.escape(found or letter)}]" + (r"[\u0300-\u036f]?" if found else "")


def _capital(letter: str) -> str:
    found = "".join(c for c in map(chr, _LETTERS) if fold(c) == fold(letter) and c.isupper())
    return f"[{re.escape(found or letter)}]" + (r"[\u0300-\u036f]?" if found else "")


def read_names(text: str) -> Redactions:
    """Return the names of a list. Raises `KgError` for a line that is no name."""
    found = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        name = line.partition("#")[0].strip()
        if not name:
            continue
        before, _, after = name.partition(",")
        written = f"{after} {before}".split() if _WORD.search(after) else before.split()
        surname = tuple(_WORD.findall(written[-1])) if written else ()
        if not surname or sum(map(len, surname)) < 2:
            raise KgError(f"line {number} of the list of names is no name: write one name a line")
        found.append((tuple(word for part in written[:-1] for word in _WORD.findall(part)), surname))
    return Redactions(tuple(sorted(set(found))))


def read_list(listed: str | os.PathLike[str] | None) -> Redactions:
    """Return the names of a file, none where no file is named.

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

