"""Join the mentions of one person into one entry, and find the bare surname wherever it occurs again.

    Ambassador J. Curtis Struble met President Garcia. Struble said …; Garcia answered …

gives two persons with two places each. A bare surname goes to the most recently named person it fits; a single word
fits any word of a fuller name, since titles stand before forenames, too (`President Evo`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg.parsing import name_words
from kg.parsing.mentions.titled_names import Phrase
from kg.parsing.name_runs import could_be_name, is_initial, word_before
from kg.parsing.word_index import words_of
from kg.vocabulary import titles
from kg.vocabulary.csv_tables import fold
from kg.vocabulary.personal_names import can_agree

_SHORTEST_SURNAME = 3
_SHORTEST_HALF = 4
_LIKE = 75.0
#: Up to so many surnames each is searched for by itself; for more, every word of the text is looked up.
_FEW = 40
_CAPITALISED = re.compile(r"[^\W\d_][^\W\d_'’-]*")
#: Canonical titles of heads of state and of government.
_RULERS = frozenset(("President", "former President", "Prime Minister", "King", "Emir", "Sultan"))
_NOT_SEARCHED = frozenset(
    ("place", "topic", "office", "title", "head", "stop", "thing", "private", "honorific", "connector", "particle")
)


@dataclass(slots=True)
class Found:
    """One place of a name: its words, its range in the text, and the phrase with its title (if any)."""

    words: tuple[str, ...]
    start: int
    end: int
    phrase: Phrase | None = None


@dataclass(slots=True, eq=False)
class Somebody:
    """All places where one person is named."""

    places: list[Found] = field(default_factory=list)
    words: tuple[str, ...] = ()
    _fullest: Found | None = None

    def add(self, place: Found) -> None:
        """Take in a place; the fullest name has most words, initials count half, a title helps, then the first is."""
        self.places.append(place)
        if self._fullest is None or _rank(place) > _rank(self._fullest):
            self._fullest, self.words = place, place.words

    @property
    def fullest(self) -> Found:
        """The place where the name is fullest."""
        assert self._fullest is not None
        return self._fullest

    @property
    def titled(self) -> Phrase | None:
        """The title of the fullest name, else the first title found beside the name."""
        if self.fullest.phrase is not None:
            return self.fullest.phrase
        return next((p.phrase for p in sorted(self.places, key=lambda p: p.start) if p.phrase), None)


def _rank(place: Found) -> tuple[float, bool, int]:
    return sum(0.5 if is_initial(w) else 1.0 for w in place.words), place.phrase is not None, -place.start


@lru_cache(maxsize=8192)
def core(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the distinctive words of a name, folded: no particles, no suffixes, no points.

    >>> core(("J.", "Curtis", "Struble", "Jr."))
    ('J', 'CURTIS', 'STRUBLE')
    """
    found = tuple(fold(w).rstrip(".") for w in words if not name_words.kinds(w) & {"suffix", "particle"})
    return found or tuple(fold(w) for w in words)


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names in one cable are one person's: the same surname and forenames that can agree.

    A single word agrees with any word of a fuller name: titles stand before surnames (`President Garcia`), before the
    first word of names with the surname first (`Hun Sen`), and before forenames (`President Evo`).
    """
    a, b = core(one), core(other)
    if len(a) == 1 or len(b) == 1:
        single, full = (a, b) if len(a) == 1 else (b, a)
        return single[0] in full or single[0] in _halves(full[-1])
    if a[-1] == b[-1]:
        return can_agree(a[:-1], b[:-1], _LIKE)
    shorter, longer = sorted((a, b), key=len)
    return all(word in longer for word in shorter)


@lru_cache(maxsize=8192)
def _halves(surname: str) -> tuple[str, ...]:
    """Return the parts of a double surname that may represent it (`VASQUEZ-LAGOS`); none of `AL-MAAWALI`."""
    parts = tuple(surname.split("-"))
    return parts if len(parts) == 2 and all(len(part) >= _SHORTEST_HALF for part in parts) else ()


class People:
    """The people of one cable, found by the words of their names."""

    def __init__(self) -> None:
        self.all: list[Somebody] = []
        self._by_word: defaultdict[str, list[Somebody]] = defaultdict(list)

    def fitting(self, words: tuple[str, ...]) -> list[Somebody]:
        """Return the people a name can be one of, in the order they were found."""
        found: dict[int, Somebody] = {}
        for word in core(words):
            for somebody in self._by_word.get(word, ()):
                if id(somebody) not in found and same_person(somebody.words, words):
                    found[id(somebody)] = somebody
        return list(found.values())

    def add(self, somebody: Somebody, place: Found) -> None:
        """Add a place to a person, new or known."""
        if not somebody.places:
            self.all.append(somebody)
        somebody.add(place)
        words = core(place.words)
        for word in (*words, *_halves(words[-1])):
            if somebody not in self._by_word[word]:
                self._by_word[word].append(somebody)


def _rank_of(text: str, phrase: Phrase | None) -> str | None:
    """Return the rank of a title: of a ruler, or of an officer of the American state, which nobody holds together."""
    found = (titles.find(text[slice(*phrase.title)]) or titles.find(text[slice(*phrase.head)])) if phrase else None
    if found is None:
        return None
    if found.canonical in _RULERS:
        return "ruler"
    officer = found.category == "us_diplomatic" or (
        found.category == "us_government" and "Secretary" in found.canonical
    )
    return "officer" if officer else None


def group(text: str, found: Iterable[Found]) -> People:
    """Put the places of one person together; a single surname that fits several goes to the nearest before it.

    One that fits nobody but the holder of a title of another rank is another person's.
    """
    people = People()
    ranks: defaultdict[int, set[str]] = defaultdict(set)  # of the titles of each person, kept: places can be thousands
    for place in sorted(found, key=lambda p: (-len(core(p.words)), p.start)):
        rank, fitting = _rank_of(text, place.phrase), people.fitting(place.words)
        if len(core(place.words)) == 1:
            # the `Assistant Secretary` is not the `President` of his surname, where the title alone tells them apart
            fitting = [p for p in fitting if rank is None or not ranks[id(p)] or rank in ranks[id(p)]]
            surname = core(place.words)[-1]
            fitting = [p for p in fitting if surname in (core(p.words)[-1], *_halves(core(p.words)[-1]))] or fitting
            fitting = [min(fitting, key=lambda p: nearness(place, p))] if fitting else []
        somebody = fitting[0] if fitting else Somebody()
        people.add(somebody, place)
        if rank is not None:
            ranks[id(somebody)].add(rank)
    return people


def nearness(place: Found, somebody: Somebody) -> int:
    """Return the characters back to a person's first place; a later place counts as farther than any earlier."""
    first = somebody.places[0].start
    return place.start - first if first <= place.start else 10_000_000 + first - place.start


def _is_searchable(word: str, capitals: bool) -> bool:
    """Return whether a bare surname surely means this person and no word or place (`King`, `Jordan`, `Young`)."""
    if len(word.rstrip(".")) < _SHORTEST_SURNAME or is_initial(word):
        return False
    known = name_words.kinds(word)
    if known & _NOT_SEARCHED and not ("plain-name" in known and not capitals):
        return False
    return not (capitals and name_words.is_verb_form(word))


def search_words(somebody: Somebody, capitals: bool) -> tuple[str, ...]:
    """Return the words of a name that denote the person when used alone: the surname.

    Of a name with its first word used alone after a title, that word too (`Hun Sen`, `President Hun`).
    """
    words = [w for w in somebody.words if not name_words.kinds(w) & {"suffix"}]
    alone = {core(p.words)[0] for p in somebody.places if len(core(p.words)) == 1 and p.phrase is not None}
    wanted = [*words[-1:], *(w for w in words[:-1] if fold(w) in alone)]
    return tuple(dict.fromkeys(w for w in wanted if _is_searchable(w, capitals)))


def bare_mentions(text: str, ranges: list[tuple[int, int]], words: Iterable[str], taken: set[int]) -> Iterator[Found]:
    """Yield the places of the surnames without a title, with the forenames before each.

    `taken` are the starts of the words of names already found.
    """
    forms = {form for word in words for form in (word, word.upper(), word.capitalize())}
    for low, high in ranges:
        for at, stop in sorted(_occurrences(text, low, high, forms)):
            if at not in taken and _stands_free(text, at, stop):
                yield _with_forenames(text, low, at, stop)


def _occurrences(text: str, low: int, high: int, forms: set[str]) -> Iterator[tuple[int, int]]:
    if len(forms) > _FEW:
        for m in _CAPITALISED.finditer(text, low, high):
            if m[0] in forms:
                yield m.span()
        return
    present = words_of(text)
    for form in forms:
        if form.isalpha() and form not in present:
            continue
        at = text.find(form, low, high)
        while at >= 0:
            yield at, at + len(form)
            at = text.find(form, at + len(form), high)


def _stands_free(text: str, start: int, stop: int) -> bool:
    before, after = text[start - 1 : start], text[stop : stop + 2]
    if before.isalnum() or (before and before in "-_'’@"):
        return False
    joined = after[:1] == "-" and after[1:].isupper() and text[start + 1].islower()
    return not (after[:1].isalnum() or (after and after[0] in "_@") or joined)


def _with_forenames(text: str, low: int, start: int, stop: int) -> Found:
    words, at = [text[start:stop]], start
    capitals = text[start:stop].isupper()
    while len(words) < 4:
        word = word_before(text, low, at)
        if word is None or ("." in word.text.rstrip(".") and not is_initial(word.text)):
            break
        fits = is_initial(word.text) or (not capitals and could_be_name(word.text, capitals=False))
        if not fits or "place" in name_words.kinds(word.text) or "." in word.text[2:]:
            break
        words.insert(0, word.text)
        at = word.start
        if word.ended:
            break
    return Found(tuple(words), at, stop)
