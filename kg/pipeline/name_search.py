"""Search names in a text despite accents, strokes, capitals, hyphens and damage.

A text is read as words, each with its keys and its place in the source. `Münch`, `MUENCH` and `Munch` share keys, and
so do a word and the same word broken at a line end, letter-spaced, or damaged in a way that the reader of texts
repairs. Names are looked up by key, so that the time does not grow with their number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.model import Span
from kg.parsing import message_text, name_words
from kg.parsing.single_line import unbroken
from kg.parsing.word_index import words_of
from kg.pipeline.name_keys import SHORTEST_FORENAME, keys_of, sought_keys
from kg.vocabulary.personal_names import is_suffix

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_SURNAME = 3
_PARTICLES = frozenset(
    "al el ul ad as ash ar an at az bin ibn bint ben abu abd de del della der den des di da do dos das du la le las "
    "los van von vom zu zum zur ter ten te y e i o san santa st mc mac ould".split()
)
_ARTICLES = ("al", "el", "ul")
_LONGEST_GAP = 6
_LONGEST_KEY_SOUGHT_INSIDE = 5
_BROKEN = re.compile(r"[^\W\d_]-[ \t]*[\r\n]|(?:[^\W\d_][ ]){3}|&[#\w]{2,8};", re.ASCII)
_BEFORE_NAME = frozenset(("title", "honorific", "head"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be masked: its words as written, and those that mean the person alone (`surname`).

    `marked`: a text protects it, so any part of it in the text means the person. `whole`: only all words together mean
    the person. `line` is the line of the name in a list.
    """

    words: tuple[str, ...]
    surname: tuple[str, ...]
    marked: bool = False
    whole: bool = False
    line: int = 0


def name_of(words: Iterable[str], *, whole: bool = False) -> Name | None:
    """Return the name in words that a text protects; None where the words have no letters."""
    parts = tuple(part for word in words for part in _WORD.findall(word))
    full = [part for part in parts if not _is_particle(part)]
    if not full:
        return None
    last = full[-1]
    given = [word for word in words if last in word]
    surname = tuple(part for part in _WORD.findall(given[-1]) if not _is_particle(part)) if given else (last,)
    return Name(parts, surname or (last,), True, whole)


def _is_particle(word: str) -> bool:
    return word.lower() in _PARTICLES or is_suffix(word)


class Token(NamedTuple):
    """A word of a text: its place in the searched text, and the word itself."""

    start: int
    end: int
    text: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The comparison keys of the word."""
        return keys_of(self.text)


class Words:
    """The words of a text with its damage repaired, and their places in the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._clean = message_text.whole(source)
        self._whole = unbroken(self._clean.text)
        self.text = self._whole.text

    @cached_property
    def tokens(self) -> list[Token]:
        """The words in their order; combining marks after a letter belong to its word."""
        return [Token(*m.span(), m[0]) for m in _TOKEN.finditer(self.text)]

    def span(self, start: int, end: int) -> Span:
        """Return the place in the source of a range of `text`."""
        return self._clean.span(*self._whole.span(start, end))


#: A word may hold invisible characters and combining marks: they end no word.
_INNER = "\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_TOKEN = re.compile(rf"[^\W\d_](?:[{_INNER}]*[^\W\d_])*[\u0300-\u036f]*")


class Names:
    """Names, for search in texts."""

    __slots__ = ("_alone", "_by_key", "_glued", "names")

    def __init__(self, names_: Iterable[Name]) -> None:
        self.names = tuple(dict.fromkeys(names_))
        self._by_key: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._glued: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            for place, word in enumerate(name.words):
                for key in sought_keys(word):
                    self._by_key[key].append((number, place))
            for key in _glued(name):
                self._glued[key].append(number)

    def __bool__(self) -> bool:
        return bool(self.names)

    def may_stand_in(self, text: str) -> bool:
        """Return quickly whether a text may hold one of the names; False is certain."""
        if not text.isascii() or _BROKEN.search(text) is not None:
            return True
        return any(self._knows(word.lower()) for word in words_of(text))

    def _knows(self, key: str) -> bool:
        if key in self._by_key or key in self._glued:
            return True
        return any(key.startswith(one) and key[2:] in self._by_key for one in _ARTICLES)

    def places(self, source: str, *, strict: bool = True) -> list[tuple[Span, Name]]:
        """Return the places of names in a source, in its order; places may overlap.

        `strict`: a surname from a list counts only with a capital at its start. File names need `strict=False`.
        """
        if not self.names or not self.may_stand_in(source):
            return []
        words = Words(source)
        if not any(self._knows(key) for word in words_of(words.text) for key in keys_of(word)):
            return []
        found: dict[tuple[int, int], int] = {}
        near = self._near(words)
        runs = self._runs(words, near)
        here = {number for number, _, _ in runs}
        for number, first, last in runs:
            found.setdefault((words.tokens[first].start, words.tokens[last].end), number)
        for at in near:
            token = words.tokens[at]
            for number in self._alone_at(words, at, here, strict=strict):
                found.setdefault((token.start, token.end), number)
        for low, high, number in self._in_addresses(words):
            found.setdefault((low, high), number)
        return [(words.span(*place), self.names[number]) for place, number in sorted(found.items())]

    def _near(self, words: Words) -> list[int]:
        """Return the places among the words of those that belong to a name; each word is looked up once."""
        known = {word: any(map(self._knows, keys_of(word))) for word in {token.text for token in words.tokens}}
        return [at for at, token in enumerate(words.tokens) if known[token.text]]

    def _runs(self, words: Words, near: Iterable[int]) -> list[tuple[int, int, int]]:
        """Return runs of two and more words of a name: the name's number, the first and the last word."""
        found: list[tuple[int, int, int]] = []
        open_: dict[int, tuple[int, int, set[int]]] = {}
        for at in near:
            places: dict[int, set[int]] = defaultdict(set)
            for key in words.tokens[at].keys:
                for number, place in self._by_key.get(key, ()):
                    places[number].add(place)
            for number, mine in places.items():
                first, last, seen = open_.get(number, (at, at - 99, set[int]()))
                if not _adjoin(words, last, at):
                    self._close(found, number, first, last, seen)
                    first, seen = at, set()
                open_[number] = (first, at, seen | (mine - seen or mine))
        for number, (first, last, seen) in open_.items():
            self._close(found, number, first, last, seen)
        return found

    def _close(self, found: list[tuple[int, int, int]], number: int, first: int, last: int, seen: set[int]) -> None:
        """Keep a run with a surname and another word of the name; a name marked whole needs all words."""
        name = self.names[number]
        found_here = {name.words[place] for place in seen}
        real = {word for word in found_here if len(word) > 1 and not _is_particle(word)}
        initials = {word for word in found_here if len(word) == 1}
        if name.whole:
            enough = len(seen) >= len(name.words)
        else:
            enough = len(real) >= 2 or bool(real and initials)
            enough = enough and any(word in name.surname for word in real)
        if enough and last > first:
            found.append((number, first, last))

    def _alone_at(self, words: Words, at: int, here: set[int], *, strict: bool) -> Iterator[int]:
        """Yield the names that one word means alone."""
        token = words.tokens[at]
        for key in token.keys:
            for number, place in self._by_key.get(key, ()):
                if self._is_meant(words, at, self.names[number], place, number in here, strict=strict):
                    yield number
            yield from self._glued.get(key, ())
            for article in _ARTICLES:
                if key.startswith(article) and len(key) > _LONGEST_KEY_SOUGHT_INSIDE + 2:
                    meant = self._by_key.get(key[2:], ())
                    yield from (n for n, at_ in meant if self.names[n].words[at_] in self.names[n].surname)

    def _is_meant(self, words: Words, at: int, name: Name, place: int, here: bool, *, strict: bool) -> bool:
        word, token = name.words[place], words.tokens[at]
        if name.whole or _is_particle(word):
            return False
        capital = token.text[0].isupper() or not strict
        if word in name.surname:
            if len(word) < _SHORTEST_SURNAME:
                return capital and (len(name.words) == 1 or (here and not name.marked) or _after_title(words, at))
            return capital or (name.marked and (word.islower() or not name_words.kinds(word)))
        if not (here or name.marked) or len(word) < SHORTEST_FORENAME or not capital:
            return False
        return not _before_other(words, at, name)

    def _in_addresses(self, words: Words) -> Iterator[tuple[int, int, int]]:
        """Yield the parts before the @ of addresses that contain a surname."""
        for m in _ADDRESS.finditer(words.text) if "@" in words.text else ():
            letters = "".join(key for part in _WORD.findall(m[0]) for key in keys_of(part)[:1])
            for number, name in enumerate(self.names):
                if any(len(word) > 2 and key in letters for word in name.surname for key in keys_of(word)):
                    yield m.start(), m.end(), number
                    break


_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?=@\w)")


def _glued(name: Name) -> set[str]:
    """Return the keys of neighbouring words of a name written as one (`ODONOVAN`, `ALZAHRAWI`, a spaced name)."""
    found: set[str] = set()
    for first in range(len(name.words)):
        for last in range(first + 2, len(name.words) + 1):
            part = name.words[first:last]
            if name.whole and len(part) < len(name.words):
                continue
            if any(word in name.surname for word in part) and sum(map(len, part)) > _LONGEST_KEY_SOUGHT_INSIDE:
                joined = [""]
                for word in part:
                    joined = [done + key for done in joined for key in sorted(sought_keys(word))][:64]
                found.update(joined)
    return found


def _adjoin(words: Words, last: int, at: int) -> bool:
    """Return whether two words of a name are adjacent, with at most an initial or a particle between."""
    if not 0 <= last < at or at - last > 2:
        return False
    tokens = words.tokens
    if at - last == 2 and not (len(tokens[last + 1].text) == 1 or _is_particle(tokens[last + 1].text)):
        return False
    for one in range(last, at):
        gap = words.text[tokens[one].end : tokens[one + 1].start]
        if len(gap) > _LONGEST_GAP + 40 * gap.count("\n") or "\n\n" in gap or any(c in ";:!?" for c in gap):
            return False
    return True


def _after_title(words: Words, at: int) -> bool:
    before = words.tokens[at - 1].text if at else ""
    return bool(before) and (
        bool(_BEFORE_NAME & name_words.kinds(before)) or before.lower() in ("mr", "mrs", "ms", "dr")
    )


def _before_other(words: Words, at: int, name: Name) -> bool:
    """Return whether a forename precedes another person's surname, as mixed case shows."""
    if at + 1 >= len(words.tokens):
        return False
    this, following = words.tokens[at], words.tokens[at + 1]
    gap = words.text[this.end : following.start]
    other = following.text
    mine = {key for word in name.words for key in sought_keys(word)}
    return (
        gap.strip() == ""
        and 0 < len(gap) < 5
        and other[0].isupper()
        and other[1:2].islower()
        and not (mine & set(following.keys))
    )
