"""Recognise requests to protect a person, as opposed to sentences about protecting a thing.

A mark is an aside or a request about a source: `(protect)`, `** strictly protect **`, `Please protect his identity`,
`the name of X should be protected`. The evidence is the place of the word (in brackets, between dashes, at the start
of a sentence), the words that ask (`please`, `strictly`), and the object: none named, a source, a name. A word for the
protector (`who`, `to`, `must`) or another object (`the border`) makes it a plain verb.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from rapidfuzz.distance import OSA

from kg.parsing import name_words
from kg.parsing.protect_word import places

Scope = Literal["one", "several", "all", "following"]

_STRONG = frozenset("please pls plse strictly strict strickly kindly absolutely completely fully".split())
#: Whom a mark is about.
_SOURCE = frozenset(
    "source sources contact contacts identity identities name names interlocutor interlocutors informant informants "
    "individual individuals person persons speaker speakers anonymity confidentiality him her them both all".split()
)
#: Of these a sentence says that they should be protected, and means a mark.
_PASSIVE = frozenset(
    "source sources contact contacts identity identities name names interlocutor interlocutors informant".split()
)
_WORDS = (
    _STRONG
    | _SOURCE
    | frozenset(
        "his their our this these that the as a at costs cost of and c s u sbu noforn note comment throughout here "
        "should must be to is are information rpt repeat do not throughout embassy post post's s".split()
    )
)
_IDENTITIES = frozenset("identity identities name names anonymity confidentiality".split())
_OF_A_ROLE = 5
_DETERMINERS = frozenset("the our his her their this these all its whose my your".split())
#: After "protect" in brackets these go on with the mark: `(protect per usual practice)`.
_GOING_ON = frozenset("per as at for due until unless given because since in from throughout if when where".split())
#: What a clause about the source begins with: `protect the names that follow`.
_RELATED = frozenset(("quoted", "named", "mentioned", "cited", "who", "follow", "following", "below"))
_VERBAL = frozenset(
    "who to must will would should can could may might shall that which we they he she it you i us helps help did does "
    "do not and or cannot let lets asked asks ask urged wants want".split()
)
#: Who is asked to protect somebody: `Post requests that all addressees protect …`.
_REQUEST = re.compile(
    r"\b(?:asks?|asked|requests?|requested|urges?)\s{1,3}(?:that\s{1,3})?(?:all\s{1,3})?(?:action\s{1,3}|info\s{1,3})?"
    r"(?:addressees|recipients|readers)\s{1,3}(?:(?:to|please|strictly)\s{1,3}){0,2}\Z",
    re.IGNORECASE,
)
_NOTE = frozenset("note comment begin nb".split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]{1,2}\b)?")
_OPENING, _CLOSING = "([{<", ")]}>"
_REACH = 140
_CLAUSE_ENDS = re.compile(
    r"[,;:/*()\[\]{}<>]|\s-{1,3}\s|--|[—–]|\n[ \t]*\n"
    r"|(?<!\b[A-Z])(?<!\b[MD][rsRS])(?<!\bL[tT])(?<!\b(?:Mrs|MRS|Gen|GEN|Col|COL|Maj|MAJ|Sen|SEN|Rep|REP|Gov|GOV))"
    r"[.!?](?=\s|$)"
)
_FENCES = "-–—*/,"
#: With one of these on both sides the word alone is a mark.
_BOTH_SIDES = "-–—*/"


class Mark(Struct, frozen=True):
    """A mark: `scope` is the number of persons it is about; `about` the range that names them, where there is one."""

    start: int
    end: int
    scope: Scope
    about: tuple[int, int] | None = None
    aside: bool = True


def find_marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of an unbroken text, in its order; of two that overlap the first."""
    found: list[Mark] = []
    for low, high in places(text):
        if not found or low >= found[-1].end:
            mark = _mark(text, low, high)
            if mark is not None:
                found.append(mark)
    return tuple(found)


class _Clause(Struct, frozen=True):
    """The clause of a "protect": the words to the left, the words to the right, and the clause's range."""

    start: int
    end: int
    left: list[str]
    right: list[str]


def _clause(text: str, low: int, high: int, floor: int, ceiling: int) -> _Clause:
    start = floor
    for m in _CLAUSE_ENDS.finditer(text, floor, low):
        start = m.end()
    ending = _CLAUSE_ENDS.search(text, high, ceiling)
    end = ending.start() if ending else ceiling
    left = [w.lower() for w in _WORD.findall(text, start, low)]
    return _Clause(start, end, left, _WORD.findall(text, high, end))


def _brackets(text: str, low: int, high: int) -> tuple[int, int] | None:
    """Return the range of the brackets around a place, brackets included; the end of the line where none closes."""
    floor = max(low - _REACH, 0)
    at = max(text.rfind(one, floor, low) for one in _OPENING)
    if at < 0 or any(text.find(one, at, low) >= 0 for one in _CLOSING) or "\n\n" in text[at:low]:
        return None
    ends = [end for one in _CLOSING if (end := text.find(one, high, high + _REACH)) >= 0]
    opened = [end for one in _OPENING if (end := text.find(one, high, high + _REACH)) >= 0]
    if ends and (not opened or min(ends) < min(opened)) and "\n\n" not in text[high : min(ends)]:
        return at, min(ends) + 1
    return at, -1


def _mark(text: str, low: int, high: int) -> Mark | None:
    """Return the mark that one word "protect" makes, if it makes one."""
    around = _brackets(text, low, high)
    if around is not None and around[1] < 0:  # never closed: the mark is its first words
        words = [w.lower() for w in _WORD.findall(text, around[0], low)]
        if all(_is_strong(word) for word in words) and low - around[0] < 40:
            return Mark(around[0], high, "one")
        around = None
    floor, ceiling = (around[0] + 1, around[1] - 1) if around else (max(low - _REACH, 0), min(high + _REACH, len(text)))
    clause = _clause(text, low, high, floor, ceiling)
    if text[low:high].lower().endswith("ed"):
        return _passive(text, low, high, clause, around)
    left, strong = _without_adverbs(clause.left)
    about = _about(text, high, clause)
    if around is not None:
        return _bracketed(text, clause, around, left, strong=strong, about=about)
    return _bare(text, (low, high), clause, left, strong=strong, about=about)


def _bracketed(
    text: str, clause: _Clause, around: tuple[int, int], left: list[str], *, strong: bool, about: tuple[int, int] | None
) -> Mark | None:
    scope = _scope(text[slice(*around)])
    if _VERBAL & set(left) and not set(left) <= _WORDS:
        return None
    ending = (
        not clause.right
        or _is_of_a_mark(clause.right)
        or (clause.right[0].lower() in _GOING_ON and (strong or not left))
    )
    if not ending and about is None:
        return None
    if about is not None and not strong and not ending:
        return None
    if left and not set(left) <= _WORDS and not (strong or not clause.right):
        return None
    return Mark(*around, scope, about)


def _bare(
    text: str, word: tuple[int, int], clause: _Clause, left: list[str], *, strong: bool, about: tuple[int, int] | None
) -> Mark | None:
    """Return a mark without brackets: between dashes or the like, or a sentence that asks."""
    before = text[: clause.start].rstrip(" \t")[-1:] if clause.start else ""
    after = text[clause.end : clause.end + 2].strip()[:1]
    start = _first_adverb(text, clause, word[0])
    if _REQUEST.search(text, clause.start, word[0]):
        left, strong, before = [], True, ""
        start = word[0] - len(text[clause.start : word[0]].lstrip())
    requested = bool(left) and set(left) <= (_WORDS | _NOTE) and not _VERBAL & set(left)
    if left and not requested:
        return None
    begins = not before or before in '.:!?\n)"' or text[clause.start - 1 : clause.start] == "\n"
    mine = _is_of_a_mark(clause.right)
    if not clause.right or mine:
        fenced = before in _BOTH_SIDES and after in _BOTH_SIDES and before and after
        if not (strong or fenced or (begins and mine)):
            return None
        if strong and not (before in _FENCES or begins):
            return None
        scope = _scope(text[word[0] : clause.end + 60 if mine else clause.end])
        return Mark(start, clause.end, scope, about, aside=not begins)
    if about is not None and strong and (begins or before == ","):
        return Mark(start, word[1], _scope(text[word[0] : clause.end]), about, aside=False)
    return None


def _passive(text: str, low: int, high: int, clause: _Clause, around: tuple[int, int] | None) -> Mark | None:
    """Return the mark that `identity protected`, `the name of X should be protected` make."""
    left = [word for word in clause.left if not _is_strong(word)]
    right = [word.lower() for word in clause.right]
    if right and not (set(right) <= _WORDS or right[0] in ("throughout", "at", "in")):
        return None
    if around is not None and (not left or set(left) <= _WORDS | {"be", "to", "must", "should", "is", "are"}):
        return Mark(*around, _scope(text[slice(*around)]))
    whom = [i for i, word in enumerate(left) if word.removesuffix("'s") in _PASSIVE]
    be = [i for i, word in enumerate(left) if word in ("be", "is", "are")]
    if not whom or not be or be[-1] < len(left) - 2 or be[-1] < whom[0]:
        return None
    first = whom[0]
    of = left[first + 1 : first + 3]
    place = [m for m in _WORD.finditer(text, clause.start, low) if not _is_strong(m[0].lower())]
    about = (place[first].end(), low)
    named = of[:1] != ["of"] or (first + 2 < len(place) and place[first + 2][0][0].isupper())
    if not named or not (first and left[first - 1] in _DETERMINERS):
        return None
    scope: Scope = "all" if "all" in left else "one"
    return Mark(place[first].start(), high, scope, about, aside=False)


def _first_adverb(text: str, clause: _Clause, at: int) -> int:
    """Return the start of the words that ask."""
    start = at
    for m in reversed(list(_WORD.finditer(text, clause.start, at))):
        if not _is_strong(m[0].lower()):
            break
        start = m.start()
    return start


def _without_adverbs(left: list[str]) -> tuple[list[str], bool]:
    """Return the words before "protect" without those that ask, and whether some asked."""
    kept = list(left)
    strong = False
    while kept and (_is_strong(kept[-1]) or kept[-1] in ("and", "be", "to")):
        strong |= _is_strong(kept[-1])
        if kept[-1] in ("and", "be", "to") and not any(_is_strong(word) or word == "name" for word in kept[:-1]):
            break
        kept.pop()
    return kept, strong


@lru_cache(maxsize=2048)
def _is_strong(word: str) -> bool:
    if word in _STRONG:
        return True
    return len(word) >= 5 and min(OSA.distance(word, right, score_cutoff=2) for right in ("strictly", "please")) <= (
        2 if len(word) >= 6 else 1
    )


def _is_of_a_mark(words: list[str]) -> bool:
    """Return whether the words after "protect" name a source, or nothing: `source`, `this contact's name`."""
    if not words:
        return False
    lowered = [word.lower().removesuffix("'s").removesuffix("’s") for word in words if not _is_strong(word.lower())]
    if not lowered:  # `(strictly protect please)`
        return True
    if lowered[-1] in _IDENTITIES and lowered[0] in _DETERMINERS and len(lowered) <= _OF_A_ROLE:  # `the bishop's name`
        return True
    first = next((i for i, word in enumerate(lowered) if word not in _WORDS), len(lowered))
    if first == len(lowered):
        return lowered[0] in _SOURCE | {"throughout", "as", "at", "note"} or bool(set(lowered) & _SOURCE)
    return lowered[first] in _GOING_ON | _RELATED and bool(set(lowered[:first]) & _SOURCE)


_IDENTITY_OF = re.compile(
    r"\s{1,3}(?:(?:the\s{1,3})?(?:identit(?:y|ies)|names?|anonymity|confidentiality)\s{1,3}(?:of\s{1,3})?"
    r"|(?:the\s{1,3}|our\s{1,3})?(?:following\s{1,3})?(?:sources?|contacts?|individuals?|persons?)\s{0,3}:?\s{1,3}|)"
    r"|[ \t]{0,3}:\s{1,3}",
    re.IGNORECASE,
)
_OBJECT_END = re.compile(r"[.;!?](?=\s|$)(?<![A-Z]\.)|\n[ \t]*\n|[)\]}]")


def _about(text: str, high: int, clause: _Clause) -> tuple[int, int] | None:
    """Return the range after "protect" that names the person: at once, after `the identity of`, or after a colon."""
    lead = _IDENTITY_OF.match(text, high)
    at = lead.end() if lead else high
    word = _WORD.match(text, at)
    if word is None or not word[0][0].isupper() or word[0].lower() in _WORDS:
        return None
    known = name_words.kinds(word[0])
    if known & {"place", "thing", "stop"} and "plain-name" not in known:
        return None
    ending = _OBJECT_END.search(text, at, at + 2 * _REACH)
    return at, ending.start() if ending else min(at + 2 * _REACH, len(text))


_ALL = re.compile(
    r"\ball\b[^.]{0,30}\b(?:sources|contacts|names|identities|interlocutors|persons|individuals|participants|speakers)\b"
    r"|\b(?:sources|contacts|names|identities|interlocutors)\b[^.]{0,30}\b(?:in|of|throughout) this\b"
    r"|\b(?:sources|names|contacts)[ ]throughout\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\b(?:follow|follows|following|below)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:both|all|names|sources|identities|contacts)\b", re.IGNORECASE)
_HERE = re.compile(r"\b(?:cable|telegram|message|report|reporting|airgram|this)\b", re.IGNORECASE)


def _scope(words: str) -> Scope:
    if _FOLLOWING.search(words):
        return "following"
    if _ALL.search(words) and _HERE.search(words):
        return "all"
    return "several" if _SEVERAL.search(words) else "one"
