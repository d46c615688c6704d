"""Find what a release left out of a text: words that say so, marks of exemptions, black-outs, pages withheld.

Words in brackets and black-outs speak for themselves; a mark such as `B6` may be a visa or a row of a table, so that
the evidence for and against it is weighed (`ontology/vocab/excision_evidence.csv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from kg.model import Span
from kg.parsing import excision_exemptions, excision_words
from kg.parsing.excision_exemptions import CHAIN
from kg.vocabulary.csv_tables import weights

Kind = Literal["bracketed", "exemption", "blackout", "withheld_page"]
By = Literal["editors", "reviewers"]


class Excision(Struct, frozen=True):
    """One place where a release left something out; `extent` is as written, None where only a mark stands."""

    kind: Kind
    extent: str | None
    exemptions: tuple[str, ...]
    by: By
    span: Span


_BRACKETS = re.compile(r"[\[({][^\[\]{}]{3,160}?[\])}](?![)])")
_PORTION = re.compile(r"\bPORTION EXEMPT\b")
_PAGES = re.compile(
    r"^[ \t]*(?P<all>(?P<extent>(?:\d{1,4}[ ])?pages?(?:\(s\))?(?:[ ]\d{1,4}(?:[ ]?(?:-|–|through|to|and|,)[ ]?\d{1,4}){0,4})?)"
    r"[ ](?:(?:is|are|was|were|has been|have been)[ ])?(?:withheld|denied|deleted|redacted|excised|removed)"
    rf"(?:[ ](?:entirely|in full|in its entirety|at this location|in the file|under|per|exemptions?)){{0,6}}(?:[ ]{CHAIN})?)",
    re.IGNORECASE | re.MULTILINE,
)
_RUN = r"(?:[█■▇▓]{1,400}|(?<![\w-])[Xx]{2,400}(?![\w-]))"
_BLACK = re.compile(rf"{_RUN}(?:[\s,]{{1,80}}{_RUN}|(?<=[█■▇▓])[█■▇▓]){{0,60}}")
_SURE = re.compile(r"[█■▇▓]{2}|X{4}|x{4}")
_MARK = re.compile(CHAIN)
_BESIDE = re.compile(rf"(?:[-_]{{4,200}}[ \t]{{0,4}})(?={CHAIN})")
_LAW = re.compile(
    r"(?:art(?:icle)?|sec(?:tion|s)?|subsections?|para(?:graph)?s?|items?|annex|rule|act|u\.?s\.?c\.?|reasons?|plots?|"
    r"group|ref|title|chapter|table|exemptions?|and|or|authority|by|class)[.:;]?\s{0,3}(?:\d{1,4}[ ]?)?\(?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s{1,3}(?:of\s(?:the|its)\b|visas?\b|bombers?\b|covers?\b|million|billion|CFA\b)", re.IGNORECASE)
_FOR_NAME = re.compile(r"(?:\b(?:to|from|cc|mailto|name):|\b(?:dr|mr|mrs|ms|amb|gen|col)\.|@)\s{0,40}$", re.IGNORECASE)
_STAMP = re.compile(r"RELEASED? IN PART[^\n]{0,80}(?:\n[ \t]*(?:[B1][\d.(),A-D ]{1,40}))?")
_NO_MARK_LINE = re.compile(r"RELEASED? IN|Reason|Classified By|DECLASSIF|Authority|Case No\.|U\.S\.C\.", re.IGNORECASE)
_OTHER_ROW = re.compile(r"\b[AC][1-9]\b")
_EXACT = re.compile(r"\([bB]\)[ ]?\(\d\)|[bB]\(\d\)|[bB]7[A-F]|X\d")
_FULL_ORDER = re.compile(r"E\.?[ ]?O\.?[ ]?\d{5}|>[ ]?25")


def find(text: str) -> list[Excision]:
    """Return the excisions of a text, in its order; none overlaps another.

    >>> [(e.kind, e.extent, e.by) for e in find("He said [1 line not declassified] and (B) left.")]
    [('bracketed', '1 line', 'editors')]
    """
    found: list[Excision] = []
    for one in sorted((*_worded(text), *_pages(text), *_black(text), *_marks(text)), key=_rank):
        if all(one.span.end <= other.span.start or other.span.end <= one.span.start for other in found):
            found.append(one)
    return sorted(found, key=lambda e: e.span)


_ORDER = ("withheld_page", "bracketed", "blackout", "exemption")


def _rank(one: Excision) -> int:
    return _ORDER.index(one.kind)


def _worded(text: str) -> Iterator[Excision]:
    for m in _BRACKETS.finditer(text):
        if (said := excision_words.read(m[0][1:-1])) is not None:
            kind: Kind = "withheld_page" if said.pages else "bracketed"
            yield Excision(kind, said.extent, said.exemptions, "editors" if said.editors else "reviewers", Span(*m.span()))
    for m in _PORTION.finditer(text):
        yield Excision("bracketed", "PORTION", (), "reviewers", Span(*m.span()))


def _pages(text: str) -> Iterator[Excision]:
    for m in _PAGES.finditer(text):
        yield Excision(
            "withheld_page", m["extent"], excision_exemptions.read(m["all"]), "reviewers", Span(*m.span("all"))
        )


def _black(text: str) -> Iterator[Excision]:
    """Yield black-outs, each with the marks of exemptions that stand right behind it."""
    for m in _BLACK.finditer(text):
        if _SURE.search(m[0]):
            behind = re.compile(rf"[\s,]{{0,80}}{CHAIN}").match(text, m.end())
            end = behind.end() if behind else m.end()
            exemptions = excision_exemptions.read(behind[0]) if behind else ()
            yield Excision("blackout", None, exemptions, "reviewers", Span(m.start(), end))
    for m in _BESIDE.finditer(text):
        mark = _MARK.match(text, m.end())
        if mark is not None:
            yield Excision(
                "blackout", None, excision_exemptions.read(mark[0]), "reviewers", Span(m.start(), mark.end())
            )


def _marks(text: str) -> Iterator[Excision]:
    stamps = [m for m in _STAMP.finditer(text)]
    listed = {e for m in stamps for e in excision_exemptions.read(m[0])}
    released = bool(stamps) or "Case No." in text
    rows = len(_OTHER_ROW.findall(text)) > 0
    needed = weights("excision_evidence")["needed"]
    for m in _MARK.finditer(text):
        if any(s.start() <= m.start() < s.end() for s in stamps):
            continue
        if _weight(text, m, listed, released=released, rows=rows) >= needed:
            yield Excision("exemption", None, excision_exemptions.read(m[0]), "reviewers", Span(*m.span()))


def _weight(text: str, m: re.Match[str], listed: set[str], *, released: bool, rows: bool) -> float:
    """Return the weight of the evidence that a mark stands for something left out."""
    weight = weights("excision_evidence")
    return sum(weight[code] for code in _evidence(text, m, listed, released=released, rows=rows))


def _evidence(text: str, m: re.Match[str], listed: set[str], *, released: bool, rows: bool) -> Iterator[str]:
    low = text.rfind("\n", 0, m.start()) + 1
    high = text.find("\n", m.end())
    before, behind = text[low : m.start()], text[m.end() : high if high >= 0 else len(text)]
    exemptions = excision_exemptions.read(m[0])
    yield "exact" if _EXACT.search(m[0]) else "section" if exemptions[0][0] in "13" else "short"
    if m[0][0] in "([" and not _EXACT.search(m[0]):
        yield "bracketed"
    if _FULL_ORDER.search(m[0]):
        yield "order"
    if len(exemptions) > 1:
        yield "several"
    if not before.strip() and not behind.strip():
        yield "alone"
    elif before.endswith("   ") or not behind.strip():
        yield "apart"
    if _FOR_NAME.search(before):
        yield "for-a-name"
    if listed.intersection(exemptions):
        yield "stamped"
    if released:
        yield "released"
    if _LAW.search(text[max(0, m.start() - 24) : m.start()]) or _NO_MARK_LINE.search(before):
        yield "law"
    if _BEHIND.match(text, m.end()):
        yield "law-behind"
    if before[-1:] in tuple("\"'/-") and before or behind[:1] in tuple("\"'/-") and behind:
        yield "glued"
    if rows:
        yield "rows"
