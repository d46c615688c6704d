"""Read the person in a `Classified By` field: by its form, the field is trusted more than running text.

`person.read_persons` decides first. What it leaves open is decided by the form `[office] [title] NAME`: a surname that
is an acronym as well (`DCM JANE DOE`, Energy), one printed in capitals in a line that is not, an abbreviated title
before a name in small letters (`DAS Jane Doe`), a nickname in parentheses, a line all in small letters.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec.structs import replace
from rapidfuzz.distance import OSA

from kg.parsing import name_evidence, name_words
from kg.parsing.official_phrase import Person, read_persons
from kg.parsing.phrase_tokens import Token, tokens
from kg.parsing.post_name_matching import damage
from kg.vocabulary.csv_tables import weights

_AMPERSAND = re.compile(r"(?<=\w )&(?= [A-Z])")
#: A nickname between forename and surname: `William (Bill) Roe`.
_NICKNAME = re.compile(rf"[ ]?\({name_words.WORD}\)[ ](?P<rest>{name_words.WORD}(?:[ ]{name_words.WORD}){{0,2}})")
#: A title with a capital directly behind it.
_GLUED = re.compile(r"(?<![^\W\d_])[A-Z][A-Za-z]{1,14}[.]?(?=[A-Z][a-z]+\b)(?<=[a-z.])")
_WORD = re.compile(r"\S+")
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_TITLES = frozenset(("title", "topic", "head"))
_LONGEST_NAME = 4


def _without_title(text: str, person: Person) -> Person:
    """Move an abbreviation in capitals that opens a name in small letters to the title (`DAS Jane Doe`)."""
    low, high = person.name
    first = _WORD.match(text, low, high)
    rest = text[first.end() : high].strip() if first else ""
    if first is None or " " not in rest or rest.isupper() or not _is_abbreviation(first[0]):
        return person
    start = first.end() + len(text[first.end() : high]) - len(text[first.end() : high].lstrip())
    place = (person.title_range[0] if person.title_range else low, first.end())
    if place[0] > low:
        place = (low, first.end())
    return replace(person, name=(start, high), title=" ".join(text[slice(*place)].split()), title_range=place)


def _is_abbreviation(word: str) -> bool:
    """Return whether a word is an abbreviated title (`DAS`, `Dcm`, `M-C`); `Dean` and `Das` are also names."""
    parts = word.split("-")
    if len(parts) > 1:
        return word.isupper() and all(0 < len(part) < 3 for part in parts)
    known = name_words.kinds(word.upper())
    return {"acronym", "title"} <= known and (word.isupper() or "particle" not in known)


def _without_topic(text: str, person: Person) -> Person:
    """Take a misspelled topic off the name: `Deputy Chief of Misssion Jane Doe`."""
    low, high = person.name
    words = text[low:high].split()
    before = text[:low].split()
    if len(words) < 3 or not before or "connector" not in name_words.kinds(before[-1]) or len(words[0]) < 6:
        return person
    key = words[0].upper()
    if not any(OSA.distance(key, topic.upper(), score_cutoff=1) <= 1 for topic in name_words.words_of_kind("topic")):
        return person
    start = text.index(words[1], low + len(words[0]))
    return replace(person, name=(start, high))


def _with_nickname(text: str, person: Person) -> Person:
    m = _NICKNAME.match(text, person.name[1])
    if m is None or " " in text[slice(*person.name)].strip():
        return person
    words = m["rest"].split()
    if any(name_words.kinds(w) & {"title", "topic", "connector", "office"} or not w[0].isupper() for w in words):
        return person
    return replace(person, name=(person.name[0], m.end()))


def _is_place(words: str) -> bool:
    return all("place" in name_words.kinds(word) for word in words.split())


def _by_form(text: str) -> tuple[Person, ...]:
    """Return the person of `[office] [title] FORENAME SURNAME` whose surname elsewhere means an office."""
    run: list[Token] = []
    for token in tokens(text.rstrip(" .,;:-")):
        run = [] if token.kind == "mark" else [*run, token]
    ends_in_title = len(run) > 2 and run[-1].kind == "title" and run[-2].kind in ("name", "initial")
    if len(run) < 2 or not (run[-1].kind in ("office", "name") or ends_in_title):
        return ()
    start = len(run) - 1
    while start > 0 and run[start - 1].kind in ("name", "initial", "particle"):
        start -= 1
    if not 2 <= len(run) - start <= _LONGEST_NAME or run[start].kind == "particle" or not run[-1].text.isalpha():
        return ()
    title = run[:start]
    place = (title[0].start, title[-1].end) if title else None
    words = " ".join(text[slice(*place)].split()) if place else None
    return (Person((run[start].start, run[-1].end), words, place),)


def _glued_at(text: str) -> int | None:
    """Return the end of a title that runs into the name (`AmbassadorJane`, `Amb.Jane`); None where there is none."""
    for m in _GLUED.finditer(text):
        if "title" in name_words.kinds(m[0]) and not name_words.kinds(m[0]) & {
            "also-surname",
            "also-forename",
            "particle",
        }:
            return m.end()
    return None


def _moved(place: tuple[int, int], at: int) -> tuple[int, int]:
    return (place[0] - (place[0] > at), place[1] - (place[1] > at))


def _without_blank(person: Person, at: int) -> Person:
    """Return a person with ranges into the text without the blank that was put in at `at`."""
    return replace(
        person,
        name=_moved(person.name, at),
        title_range=_moved(person.title_range, at) if person.title_range else None,
        organisation=_moved(person.organisation, at) if person.organisation else None,
        fixes=tuple((*_moved((start, end), at), fixed) for start, end, fixed in person.fixes),
    )


@lru_cache(maxsize=4096)
def _is_title_like(word: str) -> bool:
    """Return whether a word is a title, also damaged, joined or shortened: `Couselor`, `Minister-Counselour`, `PolMin`.

    Each part of a compound must be like one; a word that is also a forename or a surname is none.
    """
    plain = word.strip(".,")
    known = name_words.kinds(plain)
    if {"also-forename", "also-surname"} & known or len(plain) < 2:
        return plain.islower() and len(plain) == 1  # `a. i.`
    if _TITLES & known:
        return True
    parts = [part for part in _HUMPS.findall(plain.replace("-", " ")) if part]
    return bool(parts) and all(_is_title_part(part, len(parts) > 1) for part in parts)


@cache
def _title_words() -> tuple[str, ...]:
    return tuple(word for kind in sorted(_TITLES) for word in name_words.words_of_kind(kind) if word.isalpha())


def _is_title_part(part: str, joined: bool) -> bool:
    if _TITLES & name_words.kinds(part) or (len(part) > 4 and name_words.nearest_title(part)):
        return True
    key = name_words.plain(part)
    words = _title_words()
    if joined and len(key) > 2 and any(w.lower().startswith(key.lower()) for w in words):
        return True
    if any(len(w) > 5 and key.lower().startswith(w.lower()) and len(key) - len(w) < 4 for w in words):
        return True  # `Economical`
    near = 1.1 if len(key) < 6 else 2.0
    return len(key) > 3 and any(
        abs(len(w) - len(key)) < 3
        and OSA.distance(w.upper(), key.upper(), score_cutoff=2) <= 2
        and damage(key.upper(), w.upper()) <= near
        for w in words
        if len(w) > 4
    )


def _without_leading_titles(text: str, person: Person) -> Person:
    """Move words that are no name off its front (damaged titles, an office's symbol, `a. i.`), leaving two.

    One word is left where the word before it certainly is a title.
    """
    low, high = person.name
    words = list(_WORD.finditer(text, low, high))
    at = 0
    while len(words) - at > 2 and (
        _is_title_like(words[at][0]) or _is_symbol(words[at][0], text[words[at].end() : high])
    ):
        at += 1
    if len(words) == 2 and _TITLES & name_words.kinds(words[0][0]) and _is_title_like(words[0][0]):
        at = 1
    if at == 0:
        return person
    place = (person.title_range[0] if person.title_range else low, words[at - 1].end())
    if place[0] > place[1]:
        place = (low, words[at - 1].end())
    return replace(
        person, name=(words[at].start(), high), title=" ".join(text[slice(*place)].split()), title_range=place
    )


def _is_symbol(word: str, rest: str) -> bool:
    """Return whether a word before a name is an office's symbol (`AF KARL WYNDHAM`), and no forename."""
    plain = word.strip(".")
    known = name_words.kinds(plain)
    if "also-forename" in known or "." in word:
        return False
    return (
        ({"acronym", "title"} <= known)
        or (plain.isupper() and {"acronym", "office"} <= known)
        or (plain.isupper() and len(plain) == 2 and "particle" not in known and rest.strip()[:1].isupper())
    )


def read_classifiers(head: str) -> tuple[Person, ...]:
    """Return the officials in the naming part of a `Classified By` field, with their ranges."""
    if (glued := _glued_at(head)) is not None:
        found = read_classifiers(f"{head[:glued]} {head[glued:]}")
        return tuple(_without_blank(person, glued) for person in found)
    text = _AMPERSAND.sub(";", head)
    if text == text.lower() and len(text.upper()) == len(text):
        text = text.upper()
    persons = read_persons(text) or read_persons(text, loose=True) or _by_form(text)
    if len(persons) > 1:  # the city behind an office (`Consulate General Dubai, Consul General Jane Doe`) is nobody
        persons = tuple(p for p in persons if not _is_place(text[slice(*p.name)]))
    if text.isupper() and head.islower():
        persons = tuple(replace(p, title=p.title.lower() if p.title else None) for p in persons)
    read = (_with_nickname(head, _without_topic(head, _without_title(head, p))) for p in persons)
    persons = tuple(_without_leading_titles(head, p) for p in read)
    named = tuple(p for p in persons if not all(_is_title_like(word) for word in head[slice(*p.name)].split()))
    return named or persons


def classifier_weight(text: str, person: Person) -> tuple[str, ...] | None:
    """Weigh a name of the field: None where its words speak against it, `unsure` where little speaks for it.

    >>> (found,) = read_classifiers("DCM Jane Doe")
    >>> classifier_weight("DCM Jane Doe", found)
    ()
    """
    weight = weights("name_evidence")
    words = [w for w in text[slice(*person.name)].split() if _counts(w)]
    prior = weight["classifier-title" if _is_titled(text, person) else "classifier"]
    score = name_evidence.mean_balance(words) + prior
    if score <= weight["needed"]:
        return None
    return ("unsure",) if score < weight["sure"] or _ends_in_forename(person.title) else ()


def _counts(word: str) -> bool:
    """Tell a word that is no initial, particle or suffix of a name."""
    return name_words.INITIALS.fullmatch(word) is None and name_words.kinds(word).isdisjoint(("particle", "suffix"))


def _ends_in_forename(title: str | None) -> bool:
    """Tell a title whose last word may be the forename as well (`AMBASSADOR DEAN | KING`)."""
    words = (title or "").split()
    return len(words) > 1 and "also-forename" in name_words.kinds(words[-1])


def _is_titled(text: str, person: Person) -> bool:
    """Return whether a title stands directly before a name or, set off by a comma, behind it."""
    if person.title_range is None:
        return False
    return person.title_range[0] >= person.name[1] or "," not in text[person.title_range[1] : person.name[0]]
