"""Find marks of exemptions that stand where something is left out: `He said B1 left`, `To: B6`.

A mark such as `B6` may be a visa, an aeroplane or a row of a table, `1.4(d)` a reason or a section of some law: the
evidence for and against is weighed (`ontology/vocab/excision_evidence.csv`).
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kg.model import Span
from kg.parsing.excisions import exemptions
from kg.parsing.excisions.blackouts import row_before
from kg.parsing.excisions.found import Found
from kg.vocabulary.csv_tables import weights

_POSSIBLE = re.compile(r"[bB(1325](?:(?<=[bB])\(?[1-9]|(?<=\()[bB][)X]|(?<=[13])\.[3-5][ ]?\(|(?<=[25])[50]X\d)")
_MARK = re.compile(exemptions.CHAIN)
_LAW = re.compile(
    r"\b(?:art(?:icle)?|sec(?:tion|s)?|subsections?|para(?:graph)?s?|items?|annex|rule|act|u\.?s\.?c\.?|reasons?|plots?|"
    r"group|ref|title|chapter|table|exemptions?|and|or|authority|by|class)[.:;]?\s{0,3}(?:\d{1,4}[ ]?)?\(?\Z",
    re.IGNORECASE,
)
_CITED = re.compile(r"(?:under|pursuant[ ]to|per|see|with|in)\s{1,3}\(?\Z", re.IGNORECASE)
_BEHIND = re.compile(
    r"\s{1,3}(?:of\s(?:the|its)\b|visas?\b|bombers?\b|million|billion|CFA\b|exemptions?\b"
    r"|(?:covers?|protects?|appl(?:y|ies)|exempts?)\b)",
    re.IGNORECASE,
)
_FOR_NAME = re.compile(r"(?:\b(?:to|from|cc|mailto|name):|\b(?:dr|mr|mrs|ms|amb|gen|col)\.|@)\s{0,40}\Z", re.IGNORECASE)
_STAMP = re.compile(
    r"[RDSE](?<=\b[RDSE])(?:(?<=R)ELEASED?|(?<=D)(?:ECLASSIFIED|ENIED)|(?<=S)ANITIZED|(?<=E)X(?:CISED|EMPT))"
    r"[ ]IN[ ](?:PART|FULL)\b[^\n]{0,80}"
    r"(?:\n[ \t]*(?:[BbE13(][\d.(),A-Db> EOYyrs]{1,60}))?"
)
_FORM_LINE = re.compile(r"RELEASED? IN|Reasons?\b|Classified By|DECLASSIF|Authority|Case No\.|U\.S\.C\.", re.IGNORECASE)
_OTHER_ROW = re.compile(r"\b[AC][1-9]\b")
#: A sentence in small letters begins behind the mark.
_SENTENCE = re.compile(r"[ ]{0,2}[A-Z][a-z]|[ ]{1,2}[A-Z][ ][a-z]")
_LISTED = re.compile(r"^[ \t]*\(?[aA]\)?[ ]?(?:\(1\))?[ ]", re.MULTILINE)
_EXACT = re.compile(r"\([bB](?:\)[ ]?\(|X)[1-9lI]\)|[bB]\(\d\)|[bB]7[A-Fa-f]|X\d")
_REACH, _CLOSE = 200, 40
_BEFORE, _BEHIND_HIT = 40, 100


class _Whole(NamedTuple):
    """What a text as a whole says of its marks: the stamps, what they list, rows of a table of the same kind."""

    stamps: tuple[Span, ...]
    listed: frozenset[str]
    released: bool
    rows: bool
    lettered: bool

    def stamped(self, at: int) -> bool:
        """Tell whether a place lies in a stamp."""
        i = bisect_right(self.stamps, Span(at, sys.maxsize)) - 1
        return i >= 0 and at < self.stamps[i].end


def find(text: str) -> Iterator[Found]:
    """Yield the marks of exemptions that stand for something left out; with a row of dashes before, as a black-out."""
    whole: _Whole | None = None
    for m in _marks(text):
        whole = whole or _look_at(text)
        if whole.stamped(m.start()):
            continue
        row = row_before(text, m.start())
        if _is_excision(text, m, whole, row):
            start = m.start() if row is None else row
            yield Found(Span(start, m.end()), "exemption" if row is None else "blackout", None, exemptions.read(m[0]))


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Yield what looks like an exemption; the costly pattern is tried only near what may be one."""
    low = high = 0
    for hit in _POSSIBLE.finditer(text):
        if hit.start() - _BEFORE > high:
            yield from _MARK.finditer(text, low, high)
            low = hit.start() - _BEFORE
        high = hit.end() + _BEHIND_HIT
    yield from _MARK.finditer(text, max(low, 0), min(high, len(text)))


def _look_at(text: str) -> _Whole:
    stamps = tuple(_STAMP.finditer(text))
    listed = frozenset(one for stamp in stamps for one in exemptions.read(stamp[0]))
    released = bool(stamps) or "Case No." in text
    rows, lettered = _OTHER_ROW.search(text) is not None, _LISTED.search(text) is not None
    return _Whole(tuple(Span(*stamp.span()) for stamp in stamps), listed, released, rows, lettered)


def _is_excision(text: str, m: re.Match[str], whole: _Whole, row: int | None) -> bool:
    """Tell whether the evidence that a mark stands for something left out is enough."""
    weight = weights("excision_evidence")
    return sum(weight[code] for code in _evidence(text, m, whole, row)) >= weight["needed"]


def _evidence(text: str, m: re.Match[str], whole: _Whole, row: int | None) -> Iterator[str]:
    """Yield the codes of what speaks for and against a mark."""
    stated = exemptions.read(m[0])
    yield from _form(m[0], stated)
    if row is not None:
        yield "black"
    if whole.listed.intersection(stated):
        yield "stamped"
    if whole.released:
        yield "released"
    if whole.rows:
        yield "rows"
    yield from _neighbours(text, m)
    if whole.lettered and _starts_line(text, m) and _SENTENCE.match(text, m.end()):
        yield "lettered"


def _form(mark: str, stated: tuple[str, ...]) -> Iterator[str]:
    exact = _EXACT.search(mark) is not None
    yield "exact" if exact else "section" if stated[0][0] in "13" else "short"
    if mark[0] in "([" and not exact:
        yield "bracketed"
    if mark[0] == "[":
        yield "square"
    if "O" in mark:
        yield "order"
    if ">" in mark:
        yield "age"
    if len(stated) > 1:
        yield "several"


def _starts_line(text: str, m: re.Match[str]) -> bool:
    return not text[max(text.rfind("\n", 0, m.start()) + 1, m.start() - _REACH) : m.start()].strip()


def _neighbours(text: str, m: re.Match[str]) -> Iterator[str]:
    """Yield what the words before and behind a mark say."""
    low = max(text.rfind("\n", 0, m.start()) + 1, m.start() - _REACH)
    high = text.find("\n", m.end(), m.end() + _REACH)
    before, behind = text[low : m.start()], text[m.end() : high if high >= 0 else m.end() + _REACH]
    if not before.strip() and not behind.strip():
        yield "alone"
    elif before.endswith("   ") or not behind.strip():
        yield "apart"
    if _FOR_NAME.search(before[-_CLOSE:]):
        yield "for-a-name"
    above = text[max(0, m.start() - 24) : m.start()]
    if _LAW.search(above) or _FORM_LINE.search(_two_lines(text, m.start())):
        yield "law"
    elif _CITED.search(above):
        yield "cited"
    if _BEHIND.match(text, m.end()):
        yield "law-behind"
    if (before and before[-1] in "\"'/-") or (behind and behind[0] in "\"'/-"):
        yield "glued"


def _two_lines(text: str, at: int) -> str:
    """Return what stands before a place on its line and the line above."""
    above = text[max(at - _REACH, 0) : at].rsplit("\n", 2)
    return "\n".join(above[-2:])
