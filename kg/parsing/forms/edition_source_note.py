"""Read the source note of an edition: level, precedence, captions, further addressees, drafting and clearance.

```
Source: Department of State, Central Files, 751G.5/1-755. Top Secret; Niact. Drafted by Hoey and cleared for
transmission by Young. Repeated to Paris, CINCPAC for POLAD, and USUN.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.model.cable import AddresseeRole, OfficialRole
from kg.parsing import name_words
from kg.parsing.official_phrase import read_persons
from kg.vocabulary import code_lists

Range = tuple[int, int]

_LEVEL = (
    r"(?:Top Secret|Secret|Confidential|Unclassified|Limited Official Use(?: Only)?|(?:For )?Official Use Only|"
    r"Restricted)"
)
_MARKS = re.compile(rf"(?:(?<=[.\]?”\"])|^)\s*(?P<marks>{_LEVEL}(?![\w-])[^.]{{0,120}})(?:\.|$)")
_MARK = re.compile(r"[^;,]+")
_LEVEL_AT = re.compile(rf"\s*(?P<level>{_LEVEL})\b", re.IGNORECASE)
_RANK = r"(?P<precedence>niact|priority|immediate|flash)"
_REPEATED = re.compile(
    rf"""\b(?P<how>(?:also[ ])?(?:repeated|sent|transmitted|pouched)(?:[ ]also)?)
    (?:[ ]for[ ]information)?(?:[ ]{_RANK})?(?:[ ]for[ ]information)?[ ]to[ ]
    (?P<list>(?:(?![ ]and[ ](?:repeated|sent|passed)\b)[^.;])+)""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_A_COPY = re.compile(
    r"\b(?:summary|text|copy|copies|memorandum|letter|despatch|airgram|this conversation)\b", re.IGNORECASE
)
_LIST = re.compile(r",?\s+and\s+to\s+|,\s+and\s+|,\s+|\s+and\s+(?=[A-Z])")
_NAME = re.compile(
    r"(?:the\s+)?(?P<name>[A-Z][^,;()]{1,70}?)(?:\s+(?P<precedence>priority|niact|immediate|flash))?\s*(?:\([^()]*\))?$"
)
_ACTS = re.compile(
    r"""\b(?P<act>drafted|cleared|approved|authorized|released)\b
    (?:\s+(?:and|cleared|approved|initialed|signed|for|transmission|in|draft|substance|by|with
      |(?:in\s+)?[A-Z]{1,6}(?:/[A-Z0-9]+)*))*?
    \s+(?:by|with)\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_ACT_ROLES: dict[str, OfficialRole] = {
    "drafted": "drafted",
    "cleared": "cleared",
    "approved": "approved",
    "authorized": "approved",
    "released": "released",
}
_STOP = re.compile(r"[.;](?=\s|$)")
_INITIAL = re.compile(r"\b(?:[A-Z]|Jr|Sr|Dr|Mr|Mrs|Gen|Col|Adm|St|Lt|Amb)\.$")


class Marks(NamedTuple):
    """The level, the precedence and the captions of a note, each with the range of its words in the note."""

    level: tuple[str, Range] | None
    precedence: tuple[str, Range] | None
    captions: tuple[tuple[str, Range], ...]


class Copy(NamedTuple):
    """Another addressee that a note names: role, name, precedence as printed."""

    role: AddresseeRole
    name: Range
    precedence: str | None


class Named(NamedTuple):
    """A person of a note with the role; `title` is a range, or None."""

    role: OfficialRole
    name: Range
    title: Range | None


def read_marks(text: str, start: int, end: int) -> Marks:
    """Return the level and the marks beside it, in a note or below a dateline (`Secret; Niact; Limit Distribution.`).

    >>> marks = read_marks("Central Files. Top Secret; Niact; Limit Distribution.", 0, 53)
    >>> marks.level[0], marks.precedence[0], marks.captions[0][0]
    ('TOP SECRET', 'NIACT IMMEDIATE', 'LIMIT DISTRIBUTION')
    """
    found = _MARKS.search(text, start, end)
    return read_mark_words(text, *found.span("marks")) if found else Marks(None, None, ())


def read_mark_words(text: str, start: int, end: int) -> Marks:
    """Return the level, precedence and captions in a range."""
    level: tuple[str, Range] | None = None
    precedence: tuple[str, Range] | None = None
    captions: list[tuple[str, Range]] = []
    for part in _MARK.finditer(text, start, end):
        at = part.start()
        if level is None and (m := _LEVEL_AT.match(text, at, part.end())) is not None:
            known = code_lists.classification(m["level"].upper())
            if known is not None:
                level, at = (known.level or known.notation, m.span("level")), m.end()
        words = text[at : part.end()]
        word = words.strip()
        if not word:
            continue
        low = at + words.index(word)
        here = (low, low + len(word))
        rank = code_lists.precedence(word.upper())
        if rank is not None and precedence is None:
            precedence = (rank.notation, here)
        elif (
            len(word) <= 40
            and word[:1].isupper()
            and not re.search(r"\b(?:by|with|repeated|sent|drafted)\b", word, re.IGNORECASE)
        ):
            captions.append((" ".join(word.upper().split()), here))
    return Marks(level, precedence, tuple(captions))


def _sentences(text: str, start: int, end: int) -> Iterator[Range]:
    """Yield the sentences of a note; a point after an initial or a short title ends none."""
    low = start
    for m in _STOP.finditer(text, start, end):
        if m[0] == "." and _INITIAL.search(text[max(low, m.start() - 5) : m.end()]):
            continue
        yield low, m.end()
        low = m.end()
    if low < end:
        yield low, end


def read_copies(text: str, start: int, end: int) -> tuple[Copy, ...]:
    """Return the addressees that a note adds: `Repeated to …` for information, `Also sent to …` for action."""
    found: list[Copy] = []
    for low, high in _sentences(text, start, end):
        for m in _REPEATED.finditer(text, low, high):
            if _NOT_A_COPY.search(text[low : m.start()]):
                continue
            role: AddresseeRole = (
                "info" if "repeated" in m["how"].lower() or "information" in m[0][:40].lower() else "action"
            )
            at = m.start("list")
            ends = [x.span() for x in _LIST.finditer(text, at, m.end("list"))]
            for a, b in zip([at, *(e for _, e in ends)], [*(s for s, _ in ends), m.end("list")], strict=True):
                one = _NAME.match(text[a:b].rstrip(" .;"))
                if one is None or re.match(r"(?:as|which|where|on|in)\b", one["name"]):
                    continue
                place = (a + one.start("name"), a + one.end("name"))
                found.append(Copy(role, place, (one["precedence"] or m["precedence"] or "").upper() or None))
    return tuple(found)


def read_people(text: str, start: int, end: int) -> tuple[Named, ...]:
    """Return the persons who drafted, cleared and approved a telegram, from the editors' note."""
    found: list[Named] = []
    for low, high in _sentences(text, start, end):
        acts = list(_ACTS.finditer(text, low, high))
        stops = [*(act.start() for act in acts[1:]), high]
        for act, stop in zip(acts, stops, strict=False):
            roles = {_ACT_ROLES[word] for word in _ACT_ROLES if re.search(rf"\b{word}\b", act[0], re.IGNORECASE)}
            words = text[act.end() : stop].rstrip(" ,.;")
            words = re.sub(r",?\s+and(?:\s+was)?$", "", words)
            if re.search(r"\b(?:the White House|telegram|Department)\b", words[:20]):
                continue
            for one in _people(words):
                name = (act.end() + one[0][0], act.end() + one[0][1])
                title = (act.end() + one[1][0], act.end() + one[1][1]) if one[1] else None
                found += [Named(role, name, title) for role in sorted(roles)]
    return tuple(dict.fromkeys(found))


def _people(words: str) -> list[tuple[Range, Range | None]]:
    """Return the persons of a list `Leo G. Cyr, Brewer (NEA/ARP), and Director of the Office … Elizabeth Ann Brown`."""
    found: list[tuple[Range, Range | None]] = []
    at = 0
    for m in [*_LIST.finditer(words), None]:
        stop = m.start() if m else len(words)
        part = re.sub(r"\s*\([^()]*\)?.*$|\s+(?:in|on|of|for|at|as|who)\s.*$", "", words[at:stop])
        persons = read_persons(words[at:stop], loose=True)
        bare = re.search(
            r"(?:(?:[A-Z]\.\s?){1,2}|[A-Z][\w’'.-]+\s+){0,3}[A-Z][\w’'-]+(?:,? (?:Jr|Sr)\.|\s+II+)?$", part.strip()
        )
        if len(persons) == 1 and persons[0].title_range:
            person = persons[0]
            assert person.title_range is not None
            found.append(
                ((at + person.name[0], at + person.name[1]), (at + person.title_range[0], at + person.title_range[1]))
            )
        elif bare is not None and len(bare[0]) > 2 and not bare[0].isupper() and not _is_title(bare[0]):
            low = at + words[at:stop].index(bare[0])
            found.append(((low, low + len(bare[0])), None))
        at = m.end() if m else stop
    return found


def _is_title(words: str) -> bool:
    """Return whether words are a title without a name: `Country Director`."""
    return {"title", "office", "topic"} & set(name_words.kinds(words.split()[-1])) != set() and len(words.split()) > 1
