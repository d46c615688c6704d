"""The person in a `Classified By` field: the field names somebody by its form, so more is trusted here than in text.

`person.read_persons` decides first. What it leaves open is decided by the form `[office] [title] NAME`: a surname that
is an acronym as well (`DCM JANE DOE`, Energy), one printed in capitals in a line that is not, an abbreviated title
before a name in small letters (`DAS Jane Doe`), a nickname in parentheses, a line all in small letters.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.parsing import names
from kg.parsing.person import Person, read_persons
from kg.parsing.phrase_tokens import Token, tokens

_AMPERSAND = re.compile(r"(?<=\w )&(?= [A-Z])")
#: A nickname between forename and surname: `William (Bill) Roe`.
_NICKNAME = re.compile(rf"[ ]?\({names.WORD}\)[ ](?P<rest>{names.WORD}(?:[ ]{names.WORD}){{0,2}})")
_WORD = re.compile(r"\S+")
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
    parts = word.split("-")
    return word.isupper() and (
        "title" in names.kinds(word) or (len(parts) > 1 and all(0 < len(part) < 3 for part in parts))
    )


def _with_nickname(text: str, person: Person) -> Person:
    m = _NICKNAME.match(text, person.name[1])
    if m is None or " " in text[slice(*person.name)].strip():
        return person
    words = m["rest"].split()
    if any(names.kinds(w) & {"title", "topic", "connector", "office"} or not w[0].isupper() for w in words):
        return person
    return replace(person, name=(person.name[0], m.end()))


def _by_form(text: str) -> tuple[Person, ...]:
    """Return the person of `[office] [title] FORENAME SURNAME` whose surname is taken for an office elsewhere."""
    run: list[Token] = []
    for token in tokens(text.rstrip(" .,;:-")):
        run = [] if token.kind == "mark" else [*run, token]
    if len(run) < 2 or run[-1].kind not in ("office", "name"):
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


def read_classifiers(head: str) -> tuple[Person, ...]:
    """Return the officials whom the naming part of a `Classified By` field names, with ranges into it."""
    text = _AMPERSAND.sub(";", head)
    if text == text.lower() and len(text.upper()) == len(text):
        text = text.upper()
    persons = read_persons(text) or read_persons(text, loose=True) or _by_form(text)
    if text.isupper() and head.islower():
        persons = tuple(replace(p, title=p.title.lower() if p.title else None) for p in persons)
    return tuple(_with_nickname(head, _without_title(head, p)) for p in persons)
