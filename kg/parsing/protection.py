"""Marks that ask to protect a person, `(protect)`, `(strictly protect)`, `(please protect)`, and redactions `XXXXXXXX`.

5 FAH-2 H-440 has drafters mark names whose use could harm the person; the mark follows the name, or a description that
follows the name (`Jane Roe, head of the bar association (strictly protect)`). Public copies have such names replaced
by a run of X.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from kg.model.making import quick
from kg.parsing import names
from kg.parsing.capitals import in_capitals
from kg.parsing.name_runs import Word, could_be_name, is_initial, name_after, word_before
from kg.parsing.reading import Reading
from kg.parsing.words import Chosen, words_of

#: What is said beside "protect" in a mark; every other word makes a parenthesis an ordinary one.
_WORDS = frozenset(
    "please pls plse strictly strict strickly protect protected source sources contact contacts identity identities "
    "name names throughout fully full completely absolutely at all both costs his her their and the as a information "
    "c s u sbu noforn note must be should do not repeat rpt".split()
)
_BRACKETED = re.compile(r"[(\[{<](?P<inside>[^()\[\]{}<>]{5,70})[)\]}>]")
#: A mark whose bracket was never closed, or that stands between dashes, commas or slashes.
_BARE = re.compile(
    r"(?:[(\[{<]\s{0,2}|(?:--|[—–,/*])\s?)(?:please\s{1,3}|pls\s{1,3}|strictly\s{1,3}){1,2}protect"
    r"(?!\s(?:the|our|his|her|their|its|all|us|against|from|and|any|those|these|this|[a-z]+s)\b|\w)"
    r"(?:\s(?:source|throughout))?(?:\s?(?:--|[—–/*]))?",
    re.IGNORECASE,
)
#: One of these is in "protect" however a letter or two of it went wrong.
_STEMS = ("prot", "tect", "proec")
_LETTERS = re.compile(r"[^\W\d_]+")
#: Words that differ from "protect" by a letter or two and are other words.
_NOT_PROTECT = frozenset(
    "PROJECT PROJECTS PROTEST PROTESTS PRODUCT PREFECT PERFECT PROCESS PRESENT PROTEIN PROTEGE PROTECTOR PROPER "
    "PROTECTS PROTECTING PROSPECT PROVOST PORTENT".split()
)
_MOST_LETTERS_WRONG = 2
_REDACTED = re.compile(r"[Xx](?<![^\W_][Xx])[Xx]{3,59}(?:[ ][Xx]{4,60}){0,4}(?![^\W_])")
#: How far before its mark a name with a description after it begins.
_CLAUSE = 220
_LONGEST_NAME = 6
#: How far from its word "protect" a mark can begin or end.
_REACH = 100
#: A longer word with a point ends a sentence.
_ABBREVIATED = 5
_MOST_JOINED = 6
_SEVERAL = re.compile(r"\b(?:both|all|names|sources|identities|contacts)\b", re.IGNORECASE)
_JOINED = re.compile(r"(?:,|,?\s(?:and|AND|&))\s{1,3}$")
_PARENTHESIS = re.compile(r"\([^()]{1,80}\)\s{0,3}$")
_NAME_IN_CLAUSE = re.compile(rf"{names.WORD}(?:[ \n]{{1,3}}{names.WORD}\.?){{1,5}}(?=,)")


@quick
@dataclass(frozen=True, slots=True)
class Protection:
    """A mark and the name it protects: `kind` is mark or redaction; places are in the reading's text.

    `name` is None where a redaction has taken the name, or where the mark follows no name.
    """

    kind: Literal["mark", "redaction"]
    start: int
    end: int
    name: tuple[int, int] | None = None
    words: tuple[str, ...] = ()


def _run_before(text: str, low: int, at: int, *, capitals: bool) -> list[Word]:
    """Return the name that ends right before a place (blanks between)."""
    while at > low and text[at - 1] in " \t\n,\"'”":
        at -= 1
    found: list[Word] = []
    while len(found) < _LONGEST_NAME:
        word = word_before(text, low, at, gap=bool(found))
        if word is None:
            break
        particle = bool(found) and "particle" in names.kinds(word.text)
        suffix = not found and "suffix" in names.kinds(word.text)
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
    full = [w for w in found if not is_initial(w.text) and "place" not in names.kinds(w.text)]
    return found if full else []


def _described(text: str, low: int, at: int, *, capitals: bool) -> list[Word]:
    """Return the name that a description between it and the mark follows: the last with a comma in the sentence."""
    low = max(low, at - _CLAUSE, text.rfind(". ", low, at), text.rfind("\n\n", low, at))
    for m in reversed(list(_NAME_IN_CLAUSE.finditer(text, low, at))):
        run = _run_before(text, low, m.end(), capitals=capitals)
        if sum(not is_initial(w.text) for w in run) >= 2:
            return run
    return []


@lru_cache(maxsize=2048)
def _says_protect(word: str) -> bool:
    """Tell whether a word is "protect", also misspelled by a letter or two (`protcet`, `portect`, `protec`)."""
    upper = word.upper()
    if upper in ("PROTECT", "PROTECTED"):
        return True
    near = 5 <= len(upper) <= 9 and upper[0] == "P" and upper not in _NOT_PROTECT
    return near and OSA.distance(upper, "PROTECT", score_cutoff=_MOST_LETTERS_WRONG) <= _MOST_LETTERS_WRONG


def _is_mark(inside: str) -> bool:
    words = _LETTERS.findall(inside)
    asked = [word for word in words if _says_protect(word)]
    if not asked or "protectively" in inside.lower():
        return False
    others = [word for word in words if word not in asked and word.lower() not in _WORDS]
    return all(_is_misspelled_strictly(word) for word in others)


def _is_misspelled_strictly(word: str) -> bool:
    return len(word) >= 6 and min(OSA.distance(word.lower(), right) for right in ("strictly", "please")) <= 2


def _is_asking(word: str) -> bool:
    return word[0] in "Pp" and _says_protect(word)


_ASKING = Chosen(_is_asking)


@lru_cache(maxsize=2)
def _asking(text: str) -> frozenset[str]:
    """Return the words of a text that say "protect"; none where all of them are too damaged to be told."""
    asked = frozenset(_ASKING.among(words_of(text)))
    return asked if any(stem in word.lower() for word in asked for stem in _STEMS) else frozenset()


def _marks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where marks to protect stand, in the order of the text."""
    asked = _asking(text)
    if not asked:
        return
    found = [m.span() for m in _around(_BRACKETED, text, start, end, asked) if _is_mark(m["inside"])]
    taken = {low for low, _ in found}
    found += [m.span() for m in _around(_BARE, text, start, end, asked) if m.start() not in taken]
    yield from sorted(found)


def _around(
    pattern: re.Pattern[str], text: str, start: int, end: int, words: frozenset[str]
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that has one of `words` in it, looked for beside these only."""
    places = sorted(at for word in words for at in _places(text, word, start, end))
    done = start
    for place in places:
        low = max(done, place - _REACH)
        if place < done:
            continue
        for m in pattern.finditer(text, low, min(end, place + _REACH)):
            if m.start() > place:
                break  # it belongs to another word, and may be cut here
            yield m
            done = m.end()


def _places(text: str, word: str, start: int, end: int) -> Iterator[int]:
    at = text.find(word, start, end)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word), end)


@lru_cache(maxsize=2)
def _has_redactions(text: str) -> bool:
    """Tell whether a text may have a redaction: asked for each part of it that is read."""
    return "XXXX" in text or "xxxx" in text


def find_protections(reading: Reading, start: int, end: int) -> tuple[Protection, ...]:
    """Return the marks and redactions of the reading's text from `start` to `end`, each with the name it protects.

    A mark that says `both` or `all` protects the names joined before it, each as a protection of its own.
    """
    text = reading.text
    found: list[Protection] = []
    marks = list(_marks(text, start, end))
    capitals = bool(marks) and in_capitals(text[start:end])
    for mark in marks:
        found += _protections(text, start, end, mark, capitals=capitals)
    if _has_redactions(text):
        found += [Protection("redaction", m.start(), m.end()) for m in _REDACTED.finditer(text, start, end)]
    return tuple(sorted(found, key=lambda p: p.start))


def _protections(
    text: str, start: int, end: int, mark: tuple[int, int], *, capitals: bool
) -> Iterator[Protection]:
    """Yield what one mark protects: the name before it, several joined ones, or the one after it."""
    low, high = mark
    aside = _PARENTHESIS.search(text, max(start, low - 90), low)
    run = _run_before(text, start, aside.start() if aside else low, capitals=capitals)
    if not run and _begins_sentence(text, start, low):
        after = name_after(text, high, end, capitals=capitals)
        run = list(after) if sum(not is_initial(w.text) for w in after) >= 2 else []
    elif not run and not _follows_title(text, start, low):
        run = _described(text, start, low, capitals=capitals)
    yield _protection(mark, run)
    most = _MOST_JOINED if _SEVERAL.search(text, low, high) else 0
    while run and most:
        joint = _JOINED.search(text, max(start, run[0].start - 8), run[0].start)
        run = _run_before(text, start, joint.start(), capitals=capitals) if joint else []
        if run:
            yield _protection(mark, run)
        most -= 1


def _protection(mark: tuple[int, int], run: list[Word]) -> Protection:
    place = (run[0].start, run[-1].end) if run else None
    return Protection("mark", *mark, place, tuple(w.text for w in run))


def _follows_title(text: str, start: int, at: int) -> bool:
    """Tell `the Governor (protect)`, a mark of an office's holder, from a description of somebody named before."""
    word = word_before(text, start, at)
    article = word_before(text, start, word.start) if word is not None else None
    return (
        word is not None and article is not None and article.text.lower() == "the"
        and word.text[0].isupper() and "head" in names.kinds(word.text)
    )  # fmt: skip


def _begins_sentence(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 40) : at].rstrip(" \t")
    return not before or before[-1] in ".:;)-\n"
