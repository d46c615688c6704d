"""Find the person of a protection mark in a sentence: the name right before the mark, or the person described there.

    Jane Roe, head of the bar association (strictly protect), said

The name may be a run of name-like words before the mark, a person whom the words before the mark describe, or a name in
small letters. Where nothing is certain the nearest name is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kg.parsing import name_words
from kg.parsing.name_runs import Word, could_be_name, is_initial, word_before
from kg.parsing.names_in_text import Named, is_trade, named_in
from kg.parsing.protect_marks import Mark

_LONGEST_NAME = 6
#: A longer word with a point ends a sentence.
_ABBREVIATED = 5
_PARENTHESIS = re.compile(r"\([^()]{1,80}\)\s{0,3}$")
#: What a description of somebody begins with, right after the name.
_DESCRIBING = re.compile(r"\s*(?:,|\(|of\s|from\s|who\s|--?\s|[—–])")
AND = re.compile(r",?\s{1,3}(?:and|&|or)\s{1,3}", re.IGNORECASE)
#: What may stand between names of a list; one may be introduced by what it is to the one before (`and his deputy`).
JOINED = re.compile(
    r"\s*,?\s*(?:and|&)?\s*(?:(?:his|her|their|the|an?)\s{1,3}(?:[a-z'-]{1,20}\s{1,3}){1,3})?", re.IGNORECASE
)
_ARTICLE = frozenset(("the", "a", "an", "our", "this", "that", "his", "her"))
_SOURCES = frozenset(("source", "contact", "name", "interlocutor", "informant", "sources", "contacts"))
_ROLE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]his|THE|AN?)\s{1,3}(?P<words>(?:[\w'-]{1,30}\s{1,3}){0,3}[\w'-]{1,30})\s*$"
)


@dataclass(slots=True)
class Whom:
    """The names that a mark protects, whether they are certain, and phrases that are names only as a whole."""

    named: list[Named]
    certain: bool = True
    whole: tuple[Named, ...] = ()


def nearest(found: Iterable[Named]) -> list[Named]:
    """Return the names of two words and more; where there are none, the single words."""
    every = list(found)
    return [one for one in every if len(one.full) >= 2] or every


def persons(text: str, low: int, high: int, *, capitals: bool) -> Iterator[Named]:
    """Yield the names of a sentence; a single word at its start is a word."""
    first = len(text[low:high]) - len(text[low:high].lstrip()) + low
    for one in named_in(text, low, high, capitals=capitals):
        if len(one.full) >= 2 or one.start > first:
            yield one


def person_beside(text: str, mark: Mark, low: int, high: int, *, capitals: bool) -> Whom:
    """Return the person of a mark inside a sentence: the name right before the mark, or the person described there."""
    aside = _PARENTHESIS.search(text, max(low, mark.start - 90), mark.start)
    at = aside.start() if aside and aside.start() > low else mark.start
    run = _run_before(text, low, at, capitals=capitals)
    before = list(persons(text, low, run[0].start if run else at, capitals=capitals))
    full = [one for one in before if len(one.full) >= 2]
    if run:
        return _before_mark(text, mark, Named(tuple(run)), before, full)
    if ahead := _right_after(text, mark, high, capitals=capitals):
        return Whom([ahead])
    if (office := _office(text, low, at)) and not full:
        return Whom([]) if office == "office" else _from_right(text, mark, high, capitals=capitals)
    described = [one for one in full if _DESCRIBING.match(text, one.end)]
    if described:
        return Whom(_all_joined(text, described[-1], before, mark))
    if full or before:
        return Whom([(full or before)[-1]], certain=False)
    if small := _in_small_letters(text, low, at):
        return Whom([small])
    return _from_right(text, mark, high, capitals=capitals)


def _right_after(text: str, mark: Mark, high: int, *, capitals: bool) -> Named | None:
    """Return a name of two or more words right after a mark (`the teacher (protect) Jo Roe`)."""
    first = next(named_in(text, mark.end, high, capitals=capitals), None)
    if first is None or len(first.full) < 2 or text[mark.end : first.start].strip():
        return None
    return first


def _from_right(text: str, mark: Mark, high: int, *, capitals: bool) -> Whom:
    return Whom(nearest(named_in(text, mark.end, high, capitals=capitals))[:1], certain=False)


def _before_mark(text: str, mark: Mark, run: Named, before: list[Named], full: list[Named]) -> Whom:
    """Return the person of a mark after name-like words: these, unless they describe the person named before."""
    last = full[-1] if full else before[-1] if before else None
    if last is None:
        return Whom(_all_joined(text, run, before, mark))
    gap = text[last.end : run.start]
    if gap.strip() == "," and len(last.full) < 2:  # the surname first
        return Whom([last, run])
    if mark.scope == "several" or AND.fullmatch(gap) or not _DESCRIBING.match(gap):
        return Whom(_all_joined(text, run, before, mark))
    if gap.strip() == "," and all(is_trade(w.text) for w in run.full):
        return Whom([last])
    if any(is_trade(w.text) for w in run.full) or _is_word_here(text, run):
        return Whom([last], whole=(run,))
    return Whom([last, run])


def _is_word_here(text: str, run: Named) -> bool:
    """Return whether a word of a run occurs in small letters elsewhere, as no name does."""
    return any(re.search(rf"\b{re.escape(w.text.lower())}\b", text) for w in run.full if not w.text.islower())


def _all_joined(text: str, one: Named, before: list[Named], mark: Mark) -> list[Named]:
    """Return a name, with the names joined before it where the mark is for several persons."""
    found = [one]
    for other in reversed(before if mark.scope == "several" else ()):
        if other.end > found[-1].start:
            continue
        if not JOINED.fullmatch(text, other.end, found[-1].start):
            break
        found.append(other)
    return found


def _run_before(text: str, low: int, at: int, *, capitals: bool) -> list[Word]:
    """Return the name that ends right before a place (blanks between)."""
    while at > low and text[at - 1] in " \t\r\n,\"'”*-–—/:;":
        at -= 1
    found: list[Word] = []
    while len(found) < _LONGEST_NAME:
        word = word_before(text, low, at, gap=bool(found))
        if word is None:
            break
        particle = bool(found) and "particle" in name_words.kinds(word.text)
        suffix = not found and "suffix" in name_words.kinds(word.text)
        if word.text.endswith(".") and len(word.text) > _ABBREVIATED and not suffix and not is_initial(word.text):
            break
        if not (is_initial(word.text) or particle or suffix or could_be_name(word.text, capitals=capitals)):
            break
        found.insert(0, word)
        at = word.start
        if word.ended:
            break
    while found and found[0].text.islower():
        found.pop(0)
    full = [w for w in found if not is_initial(w.text) and "place" not in name_words.kinds(w.text)]
    return found if full else []


def _office(text: str, low: int, at: int) -> Literal["office", "source"] | None:
    """Return whether a mark follows an office (`the Governor (protect)`), or a source named later.

    A description of a person named before it is neither.
    """
    m = _ROLE.search(text, max(low, at - 120), at)
    if m is None:
        return None
    words = m["words"].split()
    if any(word.lower() in _SOURCES for word in words[-1:]):
        return "source"
    before = text[low : m.start()].rstrip()[-1:]
    known = [name_words.kinds(word) for word in words]
    titled = any("head" in kinds or "title" in kinds for kinds in known)
    if titled and words[-1][0].isupper() and len(words) <= 3:
        return "office" if before != "," else None
    alike = all(word.islower() for word in words) and before != ","
    return "office" if alike and "who" not in words else None


def _in_small_letters(text: str, low: int, at: int) -> Named | None:
    """Return a name in small letters right before a place: two words that are in no table, after no article."""
    found: list[Word] = []
    stop = at
    while len(found) < 3:
        word = word_before(text, low, stop, gap=bool(found)) if found else word_before(text, low, at)
        if word is None or not (word.text.isalpha() and word.text.islower() and len(word.text) > 1):
            break
        if name_words.kinds(word.text):
            break
        found.insert(0, word)
        stop = word.start
    before = word_before(text, low, found[0].start) if found else None
    if len(found) != 2 or (before is not None and before.text.lower() in _ARTICLE):
        return None
    return Named(tuple(found))
