"""Read one phrase that names an official: `[office] [title] NAME [, title] [, organisation]`, in any usual order.

The forms (observed): `Ambassador J. Dean Yap`, `AF/C - MARY BETH LEONARD`, `ISN/MTR Director Pam Durham`,
`AMB:RCROCKER`, `Karin L. Look, Acting Assistant Secretary, VCI`, `E. GIBSON LANPHER, JR., ACTING ...`,
`Charge d'Affaires, a.i., NAME`, `Special Representative for Afghanistan and Pakistan NAME`, `Acting DCM/Ted Osius`,
`J. Dean Yap (acting)`.

The name is the longest run of name-like words after the last word of a title or office (with the places and topics
that `for`, `of`, `to`, `at` attach to it), else the run before the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from kg.parsing import name_words
from kg.parsing.phrase_tokens import Token, tokens

_STRONG = frozenset(("title", "topic", "office", "honorific", "other"))
_NAMELIKE = frozenset(("name", "initial", "particle", "suffix", "place"))
_LONGEST_NAME = 7


class Person(Struct, frozen=True):
    """An official in a phrase: ranges into the phrase, the title as read, and the misspelled words put right in it."""

    name: tuple[int, int]
    title: str | None = None
    title_range: tuple[int, int] | None = None
    organisation: tuple[int, int] | None = None
    fixes: tuple[tuple[int, int, str], ...] = ()


def _segments(all_tokens: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Yield the runs of words between marks, each with the mark before it; `and` after a name is a mark too."""
    mark, run = "", list[Token]()
    for token in all_tokens:
        joins = token.kind == "connector" and token.text.lower() in ("and", "&") and run
        if token.kind == "mark" or (joins and run[-1].kind in ("name", "initial", "suffix")):
            if run:
                yield mark, run
                mark, run = "", []
            mark = "and" if joins else token.text
        else:
            run.append(token)
    if run:
        yield mark, run


def _is_soft(run: list[Token], i: int, loose: bool = False) -> bool:
    """Return whether a title word is a name here: `Charles King`, `Stephen Bishop` at the end, `Dean Brown`.

    `loose`: also after another title (`DCM King`).
    """
    known = name_words.kinds(run[i].text)
    after = run[i + 1 :]
    if "also-surname" in known and i and not after and (loose or run[i - 1].kind in ("name", "initial", "particle")):
        return True
    return (
        "also-forename" in known
        and i > 0
        and run[i - 1].kind in ("title", "initial", "name")
        and [t.kind for t in after if t.kind not in ("suffix", "initial")] == ["name"]
    )


def _after_titles(run: list[Token], loose: bool) -> int:
    """Return the start of the name: after the last word of a title or office with its attached words."""
    strong = [i for i, t in enumerate(run) if t.kind in _STRONG and not _is_soft(run, i, loose)]
    at = strong[-1] + 1 if strong else 0
    while at < len(run):
        if run[at].kind == "connector":
            at += 1
            while at < len(run) and run[at].kind in ("place", "connector", "topic"):
                at += 1
        elif run[at].kind == "place" and at and (run[at - 1].kind == "office" or _words(run[at + 1 :]) >= 2):
            at += 1
        else:
            break
    return at


def _words(run: list[Token]) -> int:
    return sum(t.kind in ("name", "initial", "place") for t in run)


def _name_run(run: list[Token], start: int, loose: bool) -> list[Token]:
    """Return the tokens of the name that begins at `start`; empty where there is none."""
    found: list[Token] = []
    for i in range(start, len(run)):
        token = run[i]
        if token.kind not in _NAMELIKE and not _is_soft(run, i, loose):
            break
        found.append(token)
    while found and found[-1].kind == "particle":
        found.pop()
    full = [t for t in found if t.kind in ("name", "place") or t.kind in _STRONG]
    return found if len(found) <= _LONGEST_NAME and any(len(t.text) >= 2 for t in full) else []


def _title_of(text: str, run: list[Token]) -> Person:
    """Return title and organisation of the words beside a name (the name is put in later)."""
    while run and run[-1].kind == "connector":
        run = run[:-1]
    while run and run[0].kind == "connector" and run[0].text.lower() != "under":
        run = run[1:]
    kinds = ("title", "topic", "honorific")
    first = next((i for i, t in enumerate(run) if t.kind in kinds or t.text.lower() == "under"), len(run))
    if not any(t.kind in ("title", "honorific") for t in run):
        first = len(run)
    office, title = run[:first], run[first:]
    person = Person((0, 0))
    while office and office[-1].kind == "connector":
        office = office[:-1]
    if office:
        person = replace(person, organisation=(office[0].start, office[-1].end))
    if title:
        low, high = title[0].start, _closed(text, title[0].start, title[-1].end)
        fixes = tuple((t.start, t.end, t.fixed) for t in title if t.fixed)
        person = replace(person, title=put_right(text, low, high, fixes), title_range=(low, high), fixes=fixes)
    return person


def _closed(text: str, low: int, high: int) -> int:
    """Return the end of a title with the parenthesis or point that closes it: `Charge d'Affairs (AI)`."""
    open_one = text.count("(", low, high) > text.count(")", low, high)
    return high + 1 if open_one and text[high : high + 1] == ")" else high


def put_right(text: str, low: int, high: int, fixes: tuple[tuple[int, int, str], ...]) -> str:
    """Return `text[low:high]` on one line with the misspelled words replaced."""
    parts, at = [], low
    for start, end, fixed in fixes:
        parts += [text[at:start], fixed]
        at = end
    return " ".join("".join([*parts, text[at:high]]).split())


def _merge(text: str, first: Person, second: Person) -> Person:
    """Return one person's particulars from two: a title that goes on after a mark is one title."""
    title, ranges, fixes = first.title, first.title_range, first.fixes
    if second.title_range and ranges:
        low, high = min(ranges[0], second.title_range[0]), max(ranges[1], second.title_range[1])
        high = _closed(text, low, high)
        fixes = tuple(sorted({*fixes, *second.fixes}))
        title, ranges = put_right(text, low, high, fixes), (low, high)
    elif second.title_range:
        title, ranges, fixes = second.title, second.title_range, second.fixes
    return Person(first.name, title, ranges, first.organisation or second.organisation, fixes)


def read_persons(text: str, *, loose: bool = False, several: bool = False) -> tuple[Person, ...]:
    """Return the officials a phrase names, in its order, with ranges into `text`.

    `loose` also takes a title word that is a surname as well (`DCM King`) for a name where nothing else is one.
    `several`: the phrase is a list, so that a title with a surname after a comma is another person.
    """
    found: list[Person] = []
    waiting: Person | None = None
    for mark, run in _segments(tokens(text)):
        if found and run[0].kind == "suffix":
            found[-1] = replace(found[-1], name=(found[-1].name[0], run[0].end))
            run = run[1:]
        at = _after_titles(run, loose)
        name = _name_run(run, at, loose)
        before = run[:at]
        if not name and (lead := _name_run(run, 0, False)) and _words(lead) >= 2:
            name, before = lead, run[len(lead) :]
        about = _title_of(text, before)
        enough = 1 if several else 2
        if name and found and mark not in ("and", ";", "/") and (not before or _words(name) < enough):
            if not before:
                found[-1] = _beside(text, found[-1], name, mark)
            continue
        if name:
            person = replace(about, name=(name[0].start, name[-1].end))
            if waiting is not None:
                person = _merge(text, person, waiting)
                waiting = None
            found.append(person)
        elif found and not found[-1].title and not about.title_range and mark == "(":
            continue
        elif found:
            found[-1] = _merge_after(text, found[-1], about, mark)
        else:
            waiting = _merge(text, waiting, about) if waiting else about
    return tuple(found)


def _beside(text: str, person: Person, name: list[Token], mark: str) -> Person:
    """Return a person with a bare second name taken in: a forename after the surname, or the name after a place."""
    low, high = name[0].start, name[-1].end
    if mark == "," and _is_inverted(text, person, name):
        return replace(person, name=(person.name[0], high))
    lone_place = person.title is None and person.organisation and " " not in text[slice(*person.name)]
    if mark in ("-", "–", "—", ":") and lone_place and person.organisation and _words(name) >= 2:
        return Person((low, high), organisation=(person.organisation[0], person.name[1]))
    return person


def _is_inverted(text: str, person: Person, forenames: list[Token]) -> bool:
    """Return whether a name has the surname first (`Murphy, Philip D`), and no other word after the comma."""
    surname = text[slice(*person.name)]
    return person.title is None and " " not in surname.strip() and all(t.kind in ("name", "initial") for t in forenames)


def _merge_after(text: str, person: Person, about: Person, mark: str) -> Person:
    """Add the words after a name; a second title after another one is left out, except in the first place."""
    if about.title_range and person.title_range:
        about = replace(about, title=None, title_range=None, fixes=())
    return _merge(text, person, about)
