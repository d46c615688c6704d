"""Look up the kinds of a word near a name: part of a title, of an office, of a place, or of the name itself.

The words stand in tables that can be corrected without touching code: `office_words.csv` (titles, offices, topics of
offices, particles), `nationalities.csv` (adjectives and countries), `plain_words.csv` (words that are no names), and
the cities of `posts.csv`. A word that is in none of them and is written like a name is taken for one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from kg.vocabulary.csv_tables import fold, read

#: One word of a phrase with an official in it: letters with inner apostrophes, hyphens, points and ampersands
#: (`O'DONOHUE`, `STRAUSZ-HUPE`, `S.K.`, `EST&H`), or a zero read for the letter O (`R0BIN`). Words have an end.
WORD = r"[^\W_](?:[^\W_]|['’`&-](?=[^\W_])|\.(?=[^\W\d_])){0,40}"
#: One or several initials: `J.`, `S.K.`, `J. C.` is two of them.
INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,4}|[^\W\d_]")
_CAMEL_PART = re.compile(r"[A-Z][a-z]+")
_CAMEL = re.compile(r"[a-z][A-Z]")
_CAMEL_NAME = re.compile(r"(?:Mc|Mac|De|Del|Della|Di|Du|Da|La|Le|Van|Von|Fitz|St|O['’`]|D['’`]|L['’`]|Al|El)(?=[A-Z])")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý0]", re.IGNORECASE)
_INFLECTIONS = (("S", ("",)), ("ES", ("",)), ("ED", ("", "E")), ("ING", ("", "E")), ("IES", ("Y",)), ("IED", ("Y",)))
#: The shortest word whose damage is put right, and the longest one that is not looked at.
_SHORTEST, _LONGEST = 6, 24
_CACHED = 32_768


def plain(word: str) -> str:
    """Return a word as the tables know it: capitals, no accents, no point at the end, zeros between letters as O."""
    word = fold(word.rstrip(".").replace("’", "'").replace("`", "'"))
    return word.replace("0", "O") if not word.isdigit() and "0" in word else word


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read("office_words"):
        kinds = found.setdefault(plain(row["word"]), set())
        kinds.add(row["kind"])
        kinds |= {f"also-{name}" for name in row["also"].split()}
        if row["word"].isupper() and len(row["word"]) > 1:
            kinds.add("acronym")
    for row in read("plain_words"):
        found.setdefault(plain(row["word"]), set()).add("plain-name" if row["kind"] == "name" else row["kind"])
    for word in _places():
        found.setdefault(word, set()).add("place")
    return {word: frozenset(kinds) for word, kinds in found.items()}


_NOTHING: frozenset[str] = frozenset()
_TOPIC = frozenset(("topic",))  # of `Political-Military`, too
_OFFICES = frozenset(("title", "topic", "office", "acronym"))


@lru_cache(maxsize=_CACHED)
def kinds(word: str) -> frozenset[str]:
    """Return the kinds of a word, empty for an unknown word.

    The kinds are title, head, topic, office, part, connector, particle, suffix, honorific, place, private, stop, verb,
    thing, plain-name; also-surname and also-forename for a word that is a name as well (`King`, `Dean`). An acronym
    counts in capitals only: `DAS` is a title, `Das` is a name, `Doe` no department.
    """
    known = _kinds().get(plain(word), _NOTHING)
    if not known and "-" in word[1:]:
        return _TOPIC if all(_kinds().get(part) == _TOPIC for part in plain(word).split("-")) else _NOTHING
    return known - _OFFICES if "acronym" in known and not word.isupper() else known


@cache
def words_of_kind(kind: str) -> frozenset[str]:
    """Return the words of `office_words.csv` of a kind, as they are spelled there."""
    return frozenset(row["word"] for row in read("office_words") if row["kind"] == kind)


@cache
def _places() -> frozenset[str]:
    """Return the words of names of countries, of their adjectives, and of cities with a post."""
    found: set[str] = set()
    for row in read("nationalities"):
        found |= {plain(w) for w in (row["word"], *row["word"].split())}
    for row in read("posts"):
        found.add(plain(row["city"]))
        found |= {plain(w) for w in row["country"].split()}
    return frozenset(w for w in found if len(w) > 2 and w not in ("THE", "AND", "LAO", "SAN", "SANTA", "NEW", "PORT"))


@cache
def _countries() -> dict[str, str]:
    return {plain(row["word"]): row["country"] for row in read("nationalities")}


@lru_cache(maxsize=_CACHED)
def country(words: str) -> str | None:
    """Return the country an adjective or a name of a country means (`Venezuelan`, `Sweden's` → the country)."""
    key = plain(" ".join(words.split()))
    return _countries().get(key) or _countries().get(key.removesuffix("'S").removesuffix("'"))


@cache
def _parts() -> re.Pattern[str]:
    words = sorted((w for w, kinds in _kinds().items() if "part" in kinds), key=lambda w: (-len(w), w))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))}){{2,4}}S?")


@lru_cache(maxsize=_CACHED)
def is_compound(word: str) -> bool:
    """Return whether a word is put together from the abbreviations of offices: `PolEconOff`, `EMBOFFS`, `Mincouns`."""
    return 5 <= len(word) <= _LONGEST and _parts().fullmatch(plain(word)) is not None


@cache
def _title_words() -> tuple[str, ...]:
    return tuple(
        sorted(w for w, k in _kinds().items() if "title" in k and "also-surname" not in k and len(w) >= _SHORTEST)
    )


@lru_cache(maxsize=4096)
def nearest_title(word: str) -> str | None:
    """Return the title word meant by a misspelled word (`Direcotr` → DIRECTOR); None where no title is near.

    One letter may be wrong, lost, added or exchanged with its neighbour; two in words of eight letters and more. The
    first letter is right, unless it is the only thing wrong with a long word. Of several words at the same distance
    the longest is taken, because letters are lost more often than added (`Counselr` is Counselor, not Counsel).
    """
    key = plain(word)
    if not _SHORTEST - 1 <= len(key) <= _LONGEST or not key.isalpha() or "plain-name" in kinds(word):
        return None
    allowed = 2 if len(key) >= 8 else 1
    best: tuple[int, int, str] | None = None
    for title in _title_words():
        if abs(len(title) - len(key)) > allowed:
            continue
        limit = allowed if title[0] == key[0] else 1 if len(key) >= 9 else 0
        if len(key) < _SHORTEST and not title.startswith(key):
            continue
        distance = OSA.distance(key, title, score_cutoff=limit)
        if distance <= limit and (best is None or (distance, -len(title)) < best[:2]):
            best = (distance, -len(title), title)
    return best[2] if best else None


def is_camel_title(word: str) -> bool:
    """Return whether a word with a capital inside is an abbreviated office (`SpecRep`) and no name (`McGee`)."""
    if _CAMEL.search(word) is None or _CAMEL_NAME.match(word) is not None:
        return False
    return any(kinds(part) & {"part", "title", "topic"} for part in _CAMEL_PART.findall(word))


def is_acronym(word: str, *, capitals: bool) -> bool:
    """Return whether a word is the acronym of an office rather than a name; `capitals`: all the text is in capitals."""
    letters = word.rstrip(".")
    if not letters.isupper() or len(letters) < 2 or "'" in letters or "-" in letters:
        return False
    if not capitals:
        return len(letters) <= 6
    return len(letters) <= 5 and _VOWEL.search(letters) is None and not letters.startswith(("MC", "NG"))


@lru_cache(maxsize=_CACHED)
def is_inflected_verb(word: str) -> bool:
    """Return whether a word is an inflected form of a listed verb (`Condemns`, `INTERESTED`)."""
    key = plain(word)
    return any(
        key.endswith(ending) and any("verb" in kinds(key[: -len(ending)] + put) for put in puts)
        for ending, puts in _INFLECTIONS
    )


def is_verb_form(word: str) -> bool:
    """Return whether a word in capitals is a listed word of running text (`EMPHASIZED`, `SAYS`), and no name."""
    key = plain(word)
    known = kinds(key)
    if "plain-name" in known:
        return "stop" in known
    return bool(known & {"stop", "verb"}) or is_inflected_verb(word)
