"""Find the persons protected by marks (`(protect)`, `(strictly protect)`), and redactions `XXXXXXXX`.

5 FAH-2 H-440 has drafters mark names whose use could harm the person; the mark follows the name, or a description that
follows the name (`Jane Roe, head of the bar association (strictly protect)`). Public copies have such names replaced
by a run of X. A mark that follows no certain name protects the nearest names in its sentence: a name too many is
better than one too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from kg.parsing import name_words
from kg.parsing.name_runs import Word
from kg.parsing.names_in_text import Named, named_in
from kg.parsing.person_at_mark import AND, JOINED, Whom, nearest, person_beside, persons
from kg.parsing.protect_marks import Mark, find_marks
from kg.parsing.protect_word import may_ask
from kg.parsing.sentence_ranges import sentence, sentences_before
from kg.parsing.single_line import unbroken
from kg.text.aligned_text import Reading
from kg.vocabulary.csv_tables import fold
from kg.vocabulary.latin_letters import in_capitals

_REDACTED = re.compile(r"[Xx](?<![^\W_][Xx])[Xx]{3,59}(?:[ ][Xx]{4,60}){0,4}(?![^\W_])")
_A_WORD = 20
_CAPITAL = re.compile(r"[A-Z][\w'’-]{1,30}")
_CAPITALS_LEFT = re.compile(r"(?:(?<![\w.])[A-Z][\w'’-]{1,30}[ \t]{1,2}){1,4}\Z")
_CAPITALS_RIGHT = re.compile(r"(?:[ \t]{1,2}[A-Z][\w'’-]{1,30}){1,4}")
#: What may stand between a sentence's start and a mark that comes before its name.
_LEAD = re.compile(r"\s*(?:\d{1,3}\s?[.)]\s*)?(?:\([A-Z/]{1,12}\)\s*)?(?:[-*•>.]{1,3}\s*)?(?:[A-Z][a-z]{1,12}:\s*)?")


class Protection(Struct, frozen=True):
    """A mark and a name it protects: `kind` is mark or redaction; places are in the text that was looked at.

    `name` is None where a redaction has taken the name, or where the mark follows no name. `certain` is false where the
    mark names nobody and the nearest names are protected; `whole` says that the words mean somebody only together.
    """

    kind: Literal["mark", "redaction"]
    start: int
    end: int
    name: tuple[int, int] | None = None
    words: tuple[str, ...] = ()
    certain: bool = True
    whole: bool = False


@lru_cache(maxsize=2)
def _has_redactions(text: str) -> bool:
    """Return whether a text may have a redaction; asked for each part of it that is read."""
    return "XXXX" in text or "xxxx" in text


def find_protections(text: str, start: int = 0, end: int | None = None) -> tuple[Protection, ...]:
    """Return the marks and redactions of a clean text from `start` to `end`, each with the name it protects.

    A mark that protects several names gives a protection for each.
    """
    end = len(text) if end is None else end
    found: list[Protection] = []
    if may_ask(text):
        whole = unbroken(text, start, end)
        marks = find_marks(whole.text)
        capitals = bool(marks) and in_capitals(text[start:end])
        everybody: Whom | None = None
        last: Whom | None = None
        for at, mark in enumerate(marks):
            floor = marks[at - 1].end if at else 0
            if mark.scope == "all" and mark.about is None:
                everybody = everybody or _everybody(whole.text, capitals=capitals)
                found += _placed(whole, mark, everybody)
                everybody.named = []  # a second mark of the kind has nobody to add
                continue
            if last is None or not whole.text[floor : mark.start].isspace():
                last = _whom(whole.text, mark, floor, capitals=capitals)
                if not last.certain and not capitals:
                    last.named = [_widened(whole.text, one) for one in last.named]
            found += _placed(whole, mark, last)
        found += _in_full(whole, found, capitals=capitals)
    if _has_redactions(text):
        found += [Protection("redaction", m.start(), m.end()) for m in _REDACTED.finditer(text, start, end)]
    return tuple(sorted(found, key=lambda p: p.start))


def _in_full(whole: Reading, found: list[Protection], *, capitals: bool) -> list[Protection]:
    """Return longer names of persons whom a mark names by one word (`Note: protect Roe` of `Jane Roe`)."""
    alone = {fold(p.words[0]): p for p in found if len(p.words) == 1}
    if not alone:
        return []
    fuller = []
    for one in named_in(whole.text, 0, len(whole.text), capitals=capitals):
        mark = next((alone[word] for w in one.full if (word := fold(w.text)) in alone), None)
        if mark is not None and len(one.full) > 1:
            span = whole.span(one.start, one.end)
            words = tuple(w.text for w in one.words)
            fuller.append(Protection("mark", mark.start, mark.end, (span.start, span.end), words, mark.certain))
    return fuller


def _placed(whole: Reading, mark: Mark, whom: Whom) -> Iterator[Protection]:
    """Yield the protections of a mark with their places in the source."""
    place = whole.span(mark.start, mark.end)
    for one in (*whom.named, *whom.whole):
        span = whole.span(one.start, one.end)
        words = tuple(w.text for w in one.words)
        yield Protection("mark", *place, (span.start, span.end), words, whom.certain, one in whom.whole)
    if not whom.named and not whom.whole:
        yield Protection("mark", *place, certain=whom.certain)


def _whom(text: str, mark: Mark, floor: int, *, capitals: bool) -> Whom:
    """Return the persons that a mark protects: those it names, all or those that follow, else those beside it."""
    low, high = sentence(text, mark.start, mark.end, 0, len(text))
    if (goes_on := _before_gap(text, low, mark)) is not None:
        above = person_beside(text, mark, goes_on, high, capitals=capitals)
        below = _ahead_or_back(text, mark, low, high, capitals=capitals)
        more = [one for one in below.named if all(one.end <= n.start or n.end <= one.start for n in above.named)]
        return Whom([*above.named, *more], certain=not more and above.certain, whole=above.whole)
    if mark.about is not None and (found := _listed(text, *mark.about, capitals=capitals)):
        return Whom(found)
    if mark.scope == "following":
        after = text.find("\n\n", mark.end)
        ahead = nearest(named_in(text, mark.end, after if after > 0 else len(text), capitals=capitals))
        if ahead:
            return Whom(ahead, certain=False)
    if _LEAD.fullmatch(text, low, mark.start):
        return _ahead_or_back(text, mark, low, high, capitals=capitals)
    beside = person_beside(text, mark, max(low, floor if floor > low else low), high, capitals=capitals)
    if beside.named or beside.whole or beside.certain:
        return beside
    return _spoken_of(text, low, capitals=capitals) or beside


def _everybody(text: str, *, capitals: bool) -> Whom:
    """Return all persons named in a text with two words or more."""
    every = named_in(text, 0, len(text), capitals=capitals)
    return Whom([one for one in every if len(one.full) >= 2], certain=False)


def _listed(text: str, low: int, high: int, *, capitals: bool) -> list[Named]:
    """Return the names that a mark lists itself: the first, and those joined to it."""
    found: list[Named] = []
    every = list(named_in(text, low, high, capitals=capitals))
    for one in every:
        if found and not JOINED.fullmatch(text, found[-1].end, one.start):
            break
        if not found and one.start > low + 80:
            break
        if not found and len(one.full) < 2 and "title" in name_words.kinds(one.full[0].text) and _goes_on(every, one):
            continue  # a title of two words is cut in two: `Major General Roe`
        found.append(one)
    return found


def _goes_on(every: list[Named], one: Named) -> bool:
    """Return whether another name follows within a word or two."""
    return any(0 < other.start - one.end < _A_WORD for other in every)


def _ahead_or_back(text: str, mark: Mark, low: int, high: int, *, capitals: bool) -> Whom:
    """Return the person of a mark at the start of its sentence: the first name after it, else one mentioned before."""
    ahead = nearest(named_in(text, mark.end, high, capitals=capitals)) if mark.aside or mark.end < high - 2 else []
    if ahead:
        return Whom(_joined_on(text, ahead[0], ahead))
    if (before := _spoken_of(text, low, capitals=capitals)) is not None:
        return before
    after = text.find("\n\n", mark.end)
    following = sentence(text, high, high, 0, after if after > 0 else len(text)) if high < len(text) else (high, high)
    return Whom(nearest(persons(text, *following, capitals=capitals)), certain=False)


def _before_gap(text: str, low: int, mark: Mark) -> int | None:
    """Return the start of a sentence that an aside continues over empty lines; None where no sentence is broken off.

    Such a gap is left in a sentence where a page line was cut out.
    """
    if not mark.aside or text[mark.start] not in "([{" or text[low : mark.start].strip():
        return None
    end = len(text[:low].rstrip())
    if end == low or not text[end - 1 : end].isalpha():
        return None
    return sentence(text, end - 1, end, 0, len(text))[0]


def _widened(text: str, one: Named) -> Named:
    """Extend a name by capitalised words right beside it: in a guess, a word too many is masked."""
    left, right = _CAPITALS_LEFT.search(text, max(one.start - 80, 0), one.start), _CAPITALS_RIGHT.match(text, one.end)
    words = list(one.words)
    for beside in (left, right):
        if beside is not None:
            found = (Word(m[0], m.start(), m.end()) for m in _CAPITAL.finditer(text, *beside.span()))
            words += [word for word in found if "title" not in name_words.kinds(word.text)]
    return Named(tuple(sorted(words, key=lambda w: w.start)))


def _spoken_of(text: str, at: int, *, capitals: bool) -> Whom | None:
    """Return the person mentioned in the sentences before a place, None where there is none."""
    for before in sentences_before(text, at, 0):
        if found := nearest(persons(text, *before, capitals=capitals)):
            return Whom(found, certain=False)
    return None


def _joined_on(text: str, first: Named, every: list[Named]) -> list[Named]:
    """Return a name with those that `and` joins to it."""
    found = [first]
    for one in every:
        if one.start > found[-1].end and AND.fullmatch(text, found[-1].end, one.start):
            found.append(one)
    return found
