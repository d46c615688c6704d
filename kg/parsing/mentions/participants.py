"""Read the list of participants of a meeting: a label, then a person a line, side by side with headings for sides.

```
2. (U) Participants:

U.S.
The Secretary
Ambassador Lee Harper
Poloff (notetaker)

PERU:
Foreign Minister Ana Quispe
Jose Prado, Director for the Americas
```
Observed in reports of meetings of 2005–2012; one line with semicolons or commas also occurs. Who is in such a list
took part officially, so that a name needs no title here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from kg.parsing import name_words
from kg.parsing.mentions.mentioned_people import Found
from kg.parsing.mentions.titled_names import Phrase
from kg.parsing.official_phrase import Person, read_persons
from kg.parsing.phrase_tokens import tokens
from kg.vocabulary import titles

_LABEL = re.compile(
    r"^[ \t]*(?:\d{1,2}[.)][ \t]*)?(?:\([A-Z/]{1,6}\)[ \t]*)?(?:[\w.'’-]{1,20}[ ]){0,2}participants?"
    r"(?:[ ](?:list|were|included|in)[^\n:]{0,40})?[ \t]*(?::|-{1,3}|$)(?P<rest>[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    r"[ \t]*(?:\d{1,2}[.)][ \t]+\S|[-=_*]{5,}|\([CSU]\)|(?:end|begin|summary|comment|background|discussion|agenda)\b)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[ \t]*(?:[-*•·o–—]{1,2}[ \t]+|\(?[a-z0-9]{1,2}[.)][ \t]+)?")
_SIDE = re.compile(r"[ \t]*(?P<side>[^\n:;,]{2,40}?)[ \t]*(?P<colon>:)[ \t]*$|[ \t]*(?P<alone>[^\n:;,]{2,40}?)[ \t]*$")
#: A side and its people on one line: `PERU: Foreign Minister Ana Quispe, Jose Prado`.
_SIDED = re.compile(r"[ \t]*(?P<side>[^\n:;,]{2,40}?)[ \t]*:[ \t]+(?=\S)")
_MOST_LINES = 90
_MOST_TITLE_WORDS = 5
_LONGEST_LINE = 110
_LONGEST_RUN = 1500
_AT_TABLE = re.compile(r"\(?\b(?:note[ -]?taker|interpreter|translator|interpreting)\b\)?", re.IGNORECASE)
_PARENTHESIS = re.compile(r"[ \t]*\([^()]{0,60}\)")


class Participant(Struct, frozen=True):
    """One line of a list: the place of the name, or of the title alone, and the side of the person."""

    found: Found | None
    title: tuple[int, int] | None
    side: str | None


class ParticipantList(Struct, frozen=True):
    """The participants of one meeting, and the place of their list."""

    start: int
    end: int
    participants: tuple[Participant, ...]


def _side(line: str) -> str | None:
    """Return the side a heading inside a list names: a country, the U.S., a label with a colon."""
    m = _SIDE.fullmatch(line)
    if m is None:
        return None
    words = (m["side"] or m["alone"]).strip("-_= ")
    if country := name_words.country(words):
        return country
    if m["colon"] and not read_persons(words):
        return " ".join(words.split())
    first = words.split()[0] if words else ""
    ends = words.lower().endswith(("side", "delegation", "participants", "team"))
    return (name_words.country(first) or words) if ends and name_words.country(first) else None


def _phrase(person: Person, base: int) -> Phrase | None:
    if person.title_range is None and person.organisation is None:
        return None
    title = person.title_range or person.organisation
    assert title is not None
    place = (base + title[0], base + title[1])
    organisation = person.organisation if person.title_range else None
    return Phrase(place, place, organisation=(base + organisation[0], base + organisation[1]) if organisation else None)


def _without_roles(line: str) -> str:
    """Return a line of the same length without the roles at the table (`(notetaker)`, `(interpreter)`)."""
    return _AT_TABLE.sub(lambda m: " " * len(m[0]), line)


def _people(text: str, low: int, high: int, side: str | None, *, asides: bool = True) -> Iterator[Participant]:
    """Yield the people named on a line, or on a part of a line."""
    line = _without_roles(text[low:high]) if asides else _without_asides(text[low:high])
    persons = read_persons(line, several=True)
    for person in persons:
        words = tuple(line[slice(*person.name)].replace(",", " ").split())
        if len(words) < 2 and not person.title_range and not person.organisation:
            continue
        start, end = low + person.name[0], low + person.name[1]
        yield Participant(Found(words, start, end, _phrase(person, low)), None, side)
    if not persons:
        bare = _PARENTHESIS.sub("", line)
        printed = [t for t in tokens(bare) if t.kind not in ("connector", "mark")]
        only_title = len(printed) <= _MOST_TITLE_WORDS and all(t.kind in ("title", "topic", "office") for t in printed)
        if only_title and any(t.kind == "title" for t in printed):
            yield Participant(None, (low + printed[0].start, low + printed[-1].end), side)


def _parts(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a line that lists several people: between semicolons."""
    at = low
    for part in text[low:high].split(";"):
        bullet = _BULLET.match(part)
        start = at + (bullet.end() if bullet else 0)
        stop = at + len(part.rstrip(" \t."))
        if start < stop:
            yield start, stop
        at += len(part) + 1


def _is_prose(line: str) -> bool:
    return len(line) > _LONGEST_LINE or (line.rstrip().endswith(".") and line.count(" ") > 9)


def _without_asides(text: str) -> str:
    """Blank the words in parentheses (`(notetaker)`); the text keeps its length."""
    return _PARENTHESIS.sub(lambda m: " " * len(m[0]), text)


def _is_post_officer(part: str) -> bool:
    found = titles.find(part.strip().removeprefix("the ").removeprefix("The "))
    return found is not None and found.category == "us_diplomatic"


def _entries_of_run(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a run of participants that are one person's, between commas.

    `DCM Ann Hart, Polcouns`: two. `Ana Quispe, Director for the Americas, MFA`: one.
    """
    start, stop, named, titled, officer = low, low, False, False, False
    at = low
    for part in _without_asides(text[low:high]).split(","):
        end = at + len(part)
        bare = re.sub(r"^\s*and\s", lambda m: " " * len(m[0]), part)
        persons = read_persons(bare, several=True)
        has_name, has_title = bool(persons), any(p.title_range for p in persons) or _is_post_officer(bare)
        anew = (has_name and (has_title or named or officer)) or (_is_post_officer(bare) and (titled or officer))
        if at > low and anew:
            yield start, stop
            start, named, titled, officer = at, False, False, False
        stop, named, titled = end, named or has_name, titled or has_title
        officer = officer or (_is_post_officer(bare) and not has_name)
        at = end + 1
    yield start, stop


def _sided(text: str, low: int, high: int) -> tuple[int, str] | None:
    """Return the start of a side's people, and the country before the colon."""
    m = _SIDED.match(text, low, high)
    country = name_words.country(m["side"].strip()) if m else None
    return (m.end(), country) if m and country else None


def _sides(text: str, low: int, stop: int) -> Iterator[tuple[int, int, str | None]]:
    """Yield the parts of a run that are one side's: a line that begins with a country and a colon begins another."""
    start, side, at = low, None, low
    while at >= 0:
        if (sided := _sided(text, at, stop)) is not None:
            if start < at:
                yield start, at, side
            start, side = sided
        line = text.find("\n", at, stop)
        at = line + 1 if line >= 0 else -1
    yield start, stop, side


def _of_run(text: str, low: int, stop: int) -> Iterator[Participant]:
    """Yield the participants in a run between semicolons and commas, side by side."""
    for first, last, side in _sides(text, low, stop):
        own = side
        for start, end in _parts(text, first, last):
            at, own = _sided(text, start, end) or (start, own)
            for one in _entries_of_run(text, at, end):
                yield from _people(text, *one, own, asides=False)


def _run(text: str, low: int, end: int) -> tuple[list[Participant], int]:
    """Return the participants of a list that runs on after its label over lines, and where it ends."""
    stop = text.find("\n\n", low, end)
    stop = end if stop < 0 else stop
    stop = min(stop, low + _LONGEST_RUN)
    line = text.find("\n", low, stop)
    while line >= 0 and not _END.match(text, line + 1, stop):
        line = text.find("\n", line + 1, stop)
    stop = line if line >= 0 else stop
    return list(_of_run(text, low, stop)), stop


def participant_lists(text: str, start: int, end: int) -> Iterator[ParticipantList]:
    """Yield the lists of participants in `text[start:end]`."""
    if "articipant" not in text and "ARTICIPANT" not in text:
        return
    last = start
    for m in _LABEL.finditer(text, start, end):
        if m.start() < last:
            continue
        found, at = _run(text, m.start("rest"), end) if m["rest"].strip() else ([], m.end())
        at, side, lines = at + 1, None, 0
        while at < end and lines < _MOST_LINES:
            stop = text.find("\n", at, end)
            stop = end if stop < 0 else stop
            line = text[at:stop]
            if line.strip():
                if _END.match(line) or _is_prose(line):
                    break
                if (heading := _side(line)) is not None:
                    side = heading
                elif _sided(text, at, stop) is not None:
                    found += _of_run(text, at, stop)
                else:
                    for low, high in _parts(text, at, stop):
                        found += _people(text, low, high, side)
            at, lines = stop + 1, lines + 1
        last = min(at, end)
        if found:
            yield ParticipantList(m.start(), min(at, end), tuple(found))
