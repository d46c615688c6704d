"""Read the officials named in running text: names with a title before or behind, and every repetition of the names.

`President Garcia`, `Venezuelan President Hugo Chavez`, `A/S Shannon`, `Niclas Trouve, State Secretary for ...`; later
`Garcia's` is the same man, also where a title and its name are torn apart by an empty line. An office without a name
(`Poloff`, `the Ambassador`) is an entry with no name, unless somebody of that title is named. A private person has no
title of an office and is no entry, save one whom the text asks to protect.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Official, Value
from kg.model.cable import OfficialRole
from kg.parsing.mentions import headlines, offices
from kg.parsing.mentions.mentioned_people import (
    Found,
    People,
    Somebody,
    bare_mentions,
    core,
    group,
    nearness,
    search_words,
)
from kg.parsing.mentions.participants import Participant, ParticipantList, participant_lists
from kg.parsing.mentions.title_anchors import anchors
from kg.parsing.mentions.titled_names import Phrase, read_phrases
from kg.parsing.protected_persons import Protection, find_protections
from kg.text.aligned_text import Reading
from kg.vocabulary.csv_tables import fold
from kg.vocabulary.latin_letters import in_capitals

__all__ = ["read_mentions"]

Range = tuple[int, int]
_BROKEN = re.compile(r"-[ \t]*\n[ \t]*")
_WORD_STARTS = re.compile(r"[^\W\d_][^\s-]*")


class _Text(Struct, frozen=True):
    """The text to read: ranges of the reading's text, the ranges in capitals, and the finds in them."""

    text: str
    ranges: list[Range]
    capitals: dict[Range, bool]
    phrases: list[Phrase]
    lists: list[ParticipantList]
    protections: list[Protection]


def _read(reading: Reading, ranges: list[Range], subject: Range | None) -> _Text:
    text = reading.text
    capitals = {r: in_capitals(text[slice(*r)]) for r in ranges}
    lists = [one for r in ranges for one in participant_lists(text, *r)]
    protections = [one for r in ranges for one in find_protections(text, *r)]
    phrases: list[Phrase] = []
    for low, high in ranges:
        for head in anchors(text, low, high):
            if any(one.start <= head[0] < one.end for one in lists):
                continue
            for phrase in read_phrases(text, low, high, head, capitals=capitals[low, high]):
                if not offices.is_honorific(phrase, text):
                    phrases.append(phrase)
    phrases = list(headlines.shown(text, phrases, capitals, subject))
    return _Text(text, ranges, capitals, phrases, lists, protections)


def _place(phrase: Phrase) -> Found:
    return Found(tuple(w.text for w in phrase.name), phrase.name[0].start, phrase.name[-1].end, phrase)


def _everyone(this: _Text, capitals: bool) -> list[Somebody]:
    """Return the people named beside a title, in a list or with a mark, with every repetition of their names."""
    text = this.text
    named = [_place(p) for p in this.phrases if p.name and not p.private]
    named += [one.found for found in this.lists for one in found.participants if one.found is not None]
    for low, high in this.ranges:
        named += [found for found, _ in headlines.delegations(text, low, high, this.phrases, capitals=capitals)]
    ends = {place.end for place in named}
    named += [Found(p.words, *p.name) for p in this.protections if p.name is not None and p.name[1] not in ends]
    known = {fold(w) for place in named for w in place.words[-1:]}
    named += [
        Found((p.waiting.text,), p.waiting.start, p.waiting.end, p)
        for p in this.phrases
        if p.waiting is not None and fold(p.waiting.text) in known
    ]
    people = group(text, named)
    taken = {m.start() for place in named for m in _WORD_STARTS.finditer(text, place.start, place.end)}
    words = {w for somebody in people.all for w in search_words(somebody, capitals)}
    for place in list(bare_mentions(text, this.ranges, words, taken)):
        if (somebody := _whose(place, people)) is not None:
            people.add(somebody, place)
    return people.all


def _whose(place: Found, people: People) -> Somebody | None:
    """Resolve a bare surname to the most recently named matching person.

    Forenames that the person isn't known by are somebody else's (`Maria Garcia`, `his brother Ahmed Wali Karzai`).
    """
    fitting = people.fitting(place.words)
    if len(core(place.words)) > 1:
        fitting = [p for p in fitting if len(core(p.words)) > 1]
    return min(fitting, key=lambda p: nearness(place, p)) if fitting else None


def _official(reading: Reading, somebody: Somebody, role: OfficialRole, organisation: str | None) -> Official:
    text, best, phrase = reading.text, somebody.fullest, somebody.titled
    span = reading.span(best.start, best.end)
    others = sorted({reading.span(p.start, p.end) for p in somebody.places} - {span})
    title = " ".join(text[slice(*phrase.title)].split()) if phrase else None
    if phrase and phrase.organisation:
        organisation = organisation or " ".join(text[slice(*phrase.organisation)].split())
    organisation = organisation or (phrase.country if phrase else None)
    return Official(
        " ".join(_BROKEN.sub("-", text[best.start : best.end]).split()),
        title,
        role,
        False,
        raw=span.of(reading.source),
        span=span,
        organisation=organisation,
        title_span=reading.span(*phrase.title) if phrase else None,
        also=tuple(others),
        repairs=reading.repairs_in(best.start, best.end),
        doubts=("unsure",) if _is_doubtful(somebody) else (),
    )


def _is_doubtful(somebody: Somebody) -> bool:
    """Return whether each of a person's titles is beside a word that may be no name."""
    phrases = [place.phrase for place in somebody.places if place.phrase is not None]
    return bool(phrases) and all(phrase.doubtful for phrase in phrases)


def _offices(reading: Reading, this: _Text, held: dict[str, int], hidden: set[int]) -> list[Official]:
    """Return the offices without a name, one per title; a title with a named holder belongs to that person."""
    text, found = reading.text, dict[tuple[str, str | None], list[Range]]()
    redacted = {p.start for p in this.protections if p.kind == "redaction"}
    starts = {p.title[0] for p in this.phrases if p.name}
    for phrase in this.phrases:
        upper = next(c for r, c in this.capitals.items() if r[0] <= phrase.title[0] < r[1])
        if phrase.name or phrase.waiting or _after(text, phrase) in redacted:
            continue
        marked = phrase.title[1] in hidden
        if not (marked or offices.is_office(text, phrase, upper)) or offices.is_also_named(text, phrase, starts):
            continue
        keys = offices.keys(text, phrase)
        if not any(held.get(key, phrase.title[0] + 1) <= phrase.title[0] for key in keys):
            found.setdefault((min(keys), phrase.country), []).append(phrase.title)
    officials = [_office(reading, places, "mentioned", country) for (_, country), places in found.items()]
    officials = [
        replace(one, protected=any(place[1] in hidden for place in places))
        for one, places in zip(officials, found.values(), strict=True)
    ]
    sides: dict[tuple[str, str | None], list[Range]] = {}
    for one in (one for found_list in this.lists for one in found_list.participants):
        if one.title is not None:
            sides.setdefault((fold(text[slice(*one.title)]), one.side), []).append(one.title)
    return officials + [_office(reading, places, "participant", side) for (_, side), places in sides.items()]


def _office(reading: Reading, places: list[Range], role: OfficialRole, organisation: str | None) -> Official:
    spans = [reading.span(*p) for p in places]
    title = " ".join(reading.text[slice(*places[0])].split())
    return Official(
        None,
        title,
        role,
        False,
        raw=spans[0].of(reading.source),
        span=spans[0],
        organisation=organisation,
        title_span=spans[0],
        also=tuple(spans[1:]),
    )


def _after(text: str, phrase: Phrase) -> int:
    at = phrase.title[1]
    while text[at : at + 1] in (" ", "\n", "\t"):
        at += 1
    return at


def _redacted(reading: Reading, this: _Text) -> list[Official]:
    """Return the people with names replaced by X in a copy: one entry for each title, one for all names without."""
    titled = {_after(this.text, p): p for p in this.phrases if not p.name}
    found: dict[str | None, list[tuple[Protection, Phrase | None]]] = {}
    for one in this.protections:
        if one.kind == "redaction":
            phrase = titled.get(one.start)
            title = " ".join(this.text[slice(*phrase.title)].split()) if phrase else None
            found.setdefault(title, []).append((one, phrase))
    officials = []
    for title, places in found.items():
        spans = [reading.span(p.start, p.end) for p, _ in places]
        phrase = places[0][1]
        officials.append(
            Official(
                None,
                title,
                "mentioned",
                True,
                raw=spans[0].of(reading.source),
                span=spans[0],
                organisation=phrase.country if phrase else None,
                title_span=reading.span(*phrase.title) if phrase else None,
                also=tuple(spans[1:]),
            )
        )
    return officials


def read_mentions(
    reading: Reading, start: int, end: int, *, subject: Value[str] | None = None, passed: tuple[Value[str], ...] = ()
) -> tuple[Official, ...]:
    """Return the officials named in the reading's text between `start` and `end`, in the subject, and in `passed`.

    Roles: `visitor` for those whose visit the subject announces and heads of delegations, `participant` for those in a
    meeting's list, `mentioned` for the others, also those whom a pass line names. One entry per person with the
    fullest name and its title; `also` are all further places of the name, without the title. `title` is as printed,
    without the adjective of a country, which is given as `organisation`. `protected` says that the text asks to
    protect the person; a redacted one has no name.
    """
    text = reading.text
    spans = [value.span for value in ((subject, *passed) if subject is not None else passed)]
    ranges = [(reading.at(span.start), reading.at(span.end)) for span in spans]
    ranges = [r for r in (*ranges, (start, end)) if r[0] < r[1]]
    this = _read(reading, ranges, ranges[0] if subject is not None else None)
    people = _everyone(this, this.capitals.get((start, end), True))
    marked = _marked_titles(this)
    hidden = {p.name[1] for p in this.protections if p.name is not None}
    listed = {one.found.end: one for found in this.lists for one in found.participants if one.found is not None}
    officials: list[tuple[int, Official]] = []
    held: dict[str, int] = {}
    for somebody in people:
        titles: set[str] = set()
        for place in (p for p in somebody.places if p.phrase):
            keys, first = offices.holder_keys(text, place.phrase), offices.holds_from(place.phrase)
            titles |= keys
            held |= {key: min(first, held.get(key, first)) for key in keys}
        role, organisation = _role(text, somebody, ranges[0] if subject is not None else None, listed)
        official = _official(reading, somebody, role, organisation)
        if any(p.end in hidden for p in somebody.places) or titles & set(marked):
            official = replace(official, protected=True)
        officials.append((min(p.start for p in somebody.places), official))
    held |= {fold(text[slice(*p.title)]): 0 for found in this.lists for p in found.participants if p.title is not None}
    ends = {end for places in marked.values() for end in places}
    officials += [(o.span.start, o) for o in (*_offices(reading, this, held, ends), *_redacted(reading, this))]
    return tuple(o for _, o in sorted(officials, key=lambda x: x[0]))


def _marked_titles(this: _Text) -> dict[str, list[int]]:
    """Return the titles that a mark to protect follows without a name, with the places where they end.

    `The Governor (protect) said`: the mark is the holder's, whom the text may name elsewhere.
    """
    found: dict[str, list[int]] = {}
    starts = {p.start for p in this.protections if p.kind == "mark" and p.name is None}
    for phrase in this.phrases if starts else ():
        if not phrase.name and _after(this.text, phrase) in starts:
            for key in offices.keys(this.text, phrase):
                found.setdefault(key, []).append(phrase.title[1])
    return found


def _role(
    text: str, somebody: Somebody, subject: Range | None, listed: dict[int, Participant]
) -> tuple[OfficialRole, str | None]:
    """Return the role of a person, and the delegation's kind or the side of the table where these are known."""
    for place in somebody.places:
        before = text[max(0, place.start - 10) : place.start].split()
        if before and place.phrase is None and fold(before[-1]) in ("CODEL", "STAFFDEL", "PRESDEL"):
            return "visitor", before[-1]
        if subject and subject[0] <= place.start < subject[1]:
            first = place.phrase.title[0] if place.phrase else place.start
            if place.phrase and headlines.is_visitor(text, *subject, first, (place.start, place.end)):
                return "visitor", None
    sides = [listed[place.end].side for place in somebody.places if place.end in listed]
    return ("participant", next((s for s in sides if s), None)) if sides else ("mentioned", None)
