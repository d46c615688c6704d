"""Find words that say that something is left out: in brackets, or bare where they are no sentence.

The words are looked for by the one that says it is left out; what stands around that word is then read. Bare words are
weighed (`ontology/vocab/excision_evidence.csv`), since a draft has passages deleted, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span
from kg.model.cable import ExcisionKind
from kg.parsing.excisions import exemptions, said_in_words
from kg.parsing.excisions.found import Found
from kg.parsing.excisions.said_in_words import Said
from kg.parsing.word_index import Chosen, whole_words, words_of
from kg.vocabulary.csv_tables import weights

_OPEN, _CLOSED = "[({", "])}"
_REACH = 160
_DONE = Chosen(lambda word: said_in_words.done(word) is not None)
_CUT = re.compile(r"-[ \t]{0,4}\n[ \t]{0,12}(?P<rest>[a-z]{2,11})")
_BEFORE_CUT = re.compile(r"[a-z]{2,11}\Z")
_LONGEST_HALF = 11
_CHAIN = re.compile(exemptions.CHAIN)
_BRACKET = re.compile(r"[\[({\])}]")
_TOKEN = re.compile(r"\S+")
_LINE_START = re.compile(r"[ \t]*(?:\d{1,3}[.)][ \t]*)?(?:\([A-Z/]{1,6}\)[ \t]*)?(?:[-*•][ \t]*)?\Z")
_FRAME = re.compile(r"[<*/|_-]{1,6}\Z")
_LISTED_PAGE = re.compile(
    rf"(?P<extent>Pages?[ ]\d{{1,4}}(?:[ ]?[-–][ ]?\d{{1,4}})?)[ ]?[~:=–-][ ]?{exemptions.CHAIN}(?=[ \t]*(?:\n|\Z))"
)
#: What no quantity begins with, and what nothing that is told ends with.
_NO_FIRST = frozenset("to of and at in the".split())
_NO_LAST = frozenset("to of and at in the for as by per under from".split())


def find(text: str) -> Iterator[Found]:
    """Yield the excisions that words tell, in no order; a text without a word for leaving out costs a look."""
    for start, end in _places(text):
        one = _bracketed(text, start, end) or _bare(text, start, end)
        if one is not None:
            yield one


def listed_pages(text: str) -> Iterator[Found]:
    """Yield the pages of a list of pages left out: `Page 12 ~ b1, b3`."""
    for m in _LISTED_PAGE.finditer(text):
        if not text[max(m.start() - _REACH, 0) : m.start()].rpartition("\n")[2].strip():
            yield Found(Span(*m.span()), "withheld_page", m["extent"], exemptions.read(m[0][len(m["extent"]) :]))


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of words that say that something is left out."""
    if words := _DONE.among(words_of(text)):
        yield from whole_words(text, words)
    for start, end in _cut_words(text) if "-\n" in text else ():
        if said_in_words.done(said_in_words.joined(text[start:end])):
            yield start, end


def _cut_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of words in small letters that a line end has cut in two."""
    done = 0
    for m in _CUT.finditer(text):
        low = max(done, m.start() - _LONGEST_HALF)
        if (first := _BEFORE_CUT.search(text[low : m.start()])) is not None:
            done = m.end()
            yield low + first.start(), done


def _bracketed(text: str, start: int, end: int) -> Found | None:
    """Return the excision of the brackets around a word; None where there are none, or they say something else."""
    if (opened := _opening(text, start)) is None or (closed := _closing(text, end)) is None:
        return None
    said = said_in_words.read(text[opened + 1 : closed])
    if said is None or (text[opened] == "(" and not said.strong and said.extent is None):
        return None
    return _found(Span(opened, closed + 1), said)


def _found(span: Span, said: Said) -> Found:
    kind: ExcisionKind = "withheld_page" if said.pages else "bracketed"
    return Found(span, kind, said.extent, said.exemptions, "editors" if said.editors else "reviewers")


def _opening(text: str, at: int) -> int | None:
    """Return the place of the bracket that is open at a place; None where none is, or too far before."""
    depth = 0
    for m in reversed(list(_BRACKET.finditer(text, max(at - _REACH, 0), at))):
        depth += 1 if m[0] in _CLOSED else -1
        if depth < 0:
            return m.start()
    return None


def _closing(text: str, at: int) -> int | None:
    """Return the place of the bracket that closes the one open at a place."""
    depth = 0
    for m in _BRACKET.finditer(text, at, at + _REACH):
        depth += 1 if m[0] in _OPEN else -1
        if depth < 0:
            return m.start()
    return None


def _bare(text: str, start: int, end: int) -> Found | None:
    """Return the excision that words without brackets tell, where the evidence is enough."""
    span = _stretch(text, start, end)
    said = said_in_words.read(text[span.start : span.end])
    if said is None:
        return None
    weight = weights("excision_evidence")
    codes = list(_evidence(text, span, said))
    if sum(weight[code] for code in codes) < weight["needed"]:
        return None
    return _found(_framed(text, span), said)


def _line_around(text: str, span: Span) -> Span:
    """Return the line or lines that a place stands in, as far as they are near."""
    low = text.rfind("\n", max(span.start - _REACH, 0), span.start) + 1 or max(span.start - _REACH, 0)
    high = text.find("\n", span.end, span.end + _REACH)
    return Span(low, high if high >= 0 else min(span.end + _REACH, len(text)))


def _stretch(text: str, start: int, end: int) -> Span:
    """Return the words around a word for leaving out that belong to it: the quantity before, what follows it."""
    low, high = _line_around(text, Span(start, end))
    loud = text[start:end].isupper()
    first, last = start, end
    for token in reversed(list(_TOKEN.finditer(text, low, start))):
        if not _belongs(token[0]) or token[0][-1] in ".;:" or (loud and any(map(str.islower, token[0]))):
            break
        first = token.start()
    for token in _TOKEN.finditer(text, end, high):
        mark = _CHAIN.match(text, token.start())
        tail = token.start() > end and said_in_words.is_tail(token[0]) and not (loud and token[0].islower())
        if text[last - 1] in ".;:" or not (mark or tail):
            break
        last = mark.end() if mark else token.end()
    return _trimmed(text, first, last, start, end)


def _trimmed(text: str, first: int, last: int, start: int, end: int) -> Span:
    """Return a stretch without brackets and words at its ends that lead to, or from, what stands outside."""
    for token in list(_TOKEN.finditer(text, first, start)):
        if said_in_words.bare(token[0]) not in _NO_FIRST:
            break
        first = token.end() + 1
    while first < start and (text[first] in _OPEN + "<*-" or text[first].isspace()):
        first += 1
    for token in reversed(list(_TOKEN.finditer(text, end, last))):
        if said_in_words.bare(token[0]) not in _NO_LAST:
            break
        last = token.start()
    return Span(first, end + len(text[end:last].rstrip(" \t.;:,")))


def _belongs(token: str) -> bool:
    if not said_in_words.bare(token):
        return False
    return said_in_words.measures(token) or said_in_words.is_link(token) or said_in_words.is_not(token)


def _framed(text: str, span: Span) -> Span:
    """Return the place of words with the marks right around them: `*REDACTED*`, a bracket whose other half is lost."""
    start, end = span
    if (frame := _FRAME.search(text, max(start - 6, 0), start)) is not None:
        width = len(frame[0])
        closing = text[end : end + width]
        return Span(start - width, end + width) if closing == frame[0].replace("<", ">") else span
    if text[start - 1 : start] in tuple(_OPEN) and _closing(text, end) is None:
        return Span(start - 1, end)
    return Span(start, end + (text[end : end + 1] in tuple(_CLOSED) and _opening(text, start) is None))


def _evidence(text: str, span: Span, said: Said) -> Iterator[str]:
    """Yield the codes of what speaks for and against bare words."""
    yield "measured" if said.extent else "unmeasured"
    if said.strong:
        yield "strong-word"
    if said.exemptions:
        yield "words-and-mark"
    if said.pages:
        yield "pages"
    if said.linked:
        yield "linked"
    if _framed(text, span) != span:
        yield "framed"
    yield from _surroundings(text, span)


def _surroundings(text: str, span: Span) -> Iterator[str]:
    """Yield what the line of bare words, and the lines above and below, say of them."""
    line = _line_around(text, span)
    before, behind = text[line.start : span.start], text[span.end : line.end]
    starts = _LINE_START.match(before) is not None
    ends = not behind.strip(" \t.;:*") or behind[:1] in tuple(".;:")
    if starts and ends:
        yield "own-line"
        if _stands_alone(text, line):
            yield "between-empty-lines"
    elif text[span.start : span.end].isupper() and any(c.islower() for c in before[-30:] + behind[:30]):
        yield "capitals"
    elif (not starts and before.rstrip()[-1:] not in tuple('.!?:;"')) or (not ends and behind.lstrip()[:1].isalpha()):
        yield "sentence"


def _stands_alone(text: str, line: Span) -> bool:
    """Tell whether the lines above and below a line are empty, or the edge of the text."""
    near = [_line_around(text, Span(at, at)) for at in (line.start - 1, line.end + 1) if 0 <= at <= len(text)]
    return not any(one.of(text).strip() for one in near)
