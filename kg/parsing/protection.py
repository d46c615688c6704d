"""Marks that ask to protect a person, `(protect)`, `(strictly protect)`, `(please protect)`, and redactions `XXXXXXXX`.

5 FAH-2 H-440 has drafters mark names whose use could harm the person; the mark follows the name, or a description that
follows the name (`Jane Roe, head of the bar association (strictly protect)`). Public copies have such names replaced
by a run of X.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.model import Span
from kg.parsing import names
from kg.parsing.capitals import in_capitals
from kg.parsing.name_runs import Word, could_be_name, is_initial, word_before
from kg.parsing.reading import Reading

_WORDS = (
    "please|pls|strictly|strict|protect|protected|source|sources|contact|contacts|identity|name|names|throughout|fully"
    "|full|completely|absolutely|at|all|costs|his|her|their|and|the|as|a|information|c|s|sbu|note|must|be|should"
)
_MARK = re.compile(
    rf"[(\[{{<]\s{{0,3}}(?:(?:{_WORDS})[\s,:;./-]{{1,4}}){{0,6}}protect(?:ed)?(?:[\s,:;./-]{{1,4}}(?:{_WORDS})){{0,6}}\s{{0,3}}[.!]?"
    r"\s{0,3}[)\]}>]|(?:--|—)\s?(?:please\s|strictly\s){1,2}protect\s?(?:--|—)",
    re.IGNORECASE,
)
_REDACTED = re.compile(r"[Xx](?<![^\W_][Xx])[Xx]{3,59}(?:[ ][Xx]{4,60}){0,4}(?![^\W_])")
#: Every mark has the word, in one of two spellings worth a look, and this many characters at most on either side.
_WORD = re.compile("rotect|ROTECT")
_REACH = 240
#: How far before its mark a name with a description after it begins.
_CLAUSE = 220
_LONGEST_NAME = 6
_PARENTHESIS = re.compile(r"\([^()]{1,80}\)\s{0,3}$")
_NAME_IN_CLAUSE = re.compile(rf"{names.WORD}(?:[ \n]{{1,3}}{names.WORD}\.?){{1,5}}(?=,)")


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


def _marks(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    if "rotect" not in text and "ROTECT" not in text:
        return
    at = start
    for word in _WORD.finditer(text, start, end):
        low, high = max(at, word.start() - _REACH), min(end, word.end() + _REACH)
        if word.start() >= at and (m := _MARK.search(text, low, high)) is not None:
            yield m
            at = m.end()


def find_protections(reading: Reading, start: int, end: int) -> tuple[Protection, ...]:
    """Return the marks and redactions of the reading's text from `start` to `end`, each with the name it protects."""
    text = reading.text
    marks = list(_marks(text, start, end))
    capitals = bool(marks) and in_capitals(text[start:end])
    found: list[Protection] = []
    for m in marks:
        at = m.start()
        aside = _PARENTHESIS.search(text, max(start, at - 90), at)
        run = _run_before(text, start, aside.start() if aside else at, capitals=capitals)
        run = run or _described(text, start, at, capitals=capitals)
        place = (run[0].start, run[-1].end) if run else None
        found.append(Protection("mark", m.start(), m.end(), place, tuple(w.text for w in run)))
    if "XXXX" in text or "xxxx" in text:
        found += [Protection("redaction", m.start(), m.end()) for m in _REDACTED.finditer(text, start, end)]
    return tuple(sorted(found, key=lambda p: p.start))


def _occurrences(text: str, start: int, end: int, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where a protected name stands in full, or one of its words of four letters and more alone."""
    full = r"[\W_]{1,4}".join(re.escape(w.rstrip(".")) for w in words)
    parts = {w for w in words if len(w) >= 4 and "particle" not in names.kinds(w)} | {words[-1]}
    pattern = "|".join([full, *sorted(map(re.escape, parts), key=lambda p: (-len(p), p))])
    for m in re.finditer(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", text[start:end], re.IGNORECASE):
        yield start + m.start(), start + m.end()


def protected_spans(reading: Reading, start: int, end: int) -> tuple[Span, ...]:
    """Return the source spans of every place between `start` and `end` where a protected name or a word of it stands.

    What is masked there leaves no trace of the name: in full, in part, in any letter case.
    """
    named = {tuple(p.words) for p in find_protections(reading, start, end) if p.words}
    places = {place for words in sorted(named) for place in _occurrences(reading.text, start, end, words)}
    return tuple(sorted({reading.span(*place) for place in places}))
