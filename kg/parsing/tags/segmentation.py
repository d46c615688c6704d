"""Cut a word of a TAGS list into the codes that make it up, by the least cost.

    ETRDECON, PRELPGOVPE      codes run together
    PRE1, 8L                  a scanner's digits
    PRELPGVOPE                one slip of the typist among codes run together

Every piece has a cost (`ontology/vocab/tag_evidence.csv`): low for what lists are made of, more for what is rare or
damaged. A word that is no code has a cost, too, which grows with its length; the cheapest reading wins if none is as
near. A slip of a whole word is read by `tag_codes`, which knows more of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from msgspec import Struct

from kg.parsing.tags import tag_words
from kg.vocabulary import csv_tables, topics

#: What a scanner puts for letters.
_LETTERS = {"0": "O", "1": "IL", "2": "Z", "5": "S", "6": "G", "8": "B"}
_MOST_DIGITS = 3  # in a piece
_LENGTHS = (2, 3, 4, 5, 6, 7, 8)
_LONGEST = 120
#: Neighbours on the keyboard: an exchange of two of them is a slip of the finger.
_ROWS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")


class Piece(Struct, frozen=True):
    """A code read in a word: its letters' place in the word, the code, and whether it is listed."""

    start: int
    end: int
    code: str
    listed: bool = True


class _Step(Struct, frozen=True):
    """A way to read the letters before a place: the cost, the last piece, the piece's kind, and the way before."""

    cost: float
    before: _Step | None = None
    piece: Piece | None = None
    kind: str = ""


class Split(Struct, frozen=True):
    """The pieces of a word and their kinds, whether a slip was repaired, and the margin by which the reading won."""

    pieces: tuple[Piece, ...]
    kinds: tuple[str, ...]
    repaired: bool
    margin: float

    @property
    def sound(self) -> bool:
        """Whether a subject or a program is among the pieces, or words of a topic alone."""
        strong = any(kind.startswith(("subject", "program")) for kind in self.kinds)
        return strong or self.kinds.count("topic-word") == len(self.kinds) > 1


@cache
def _costs() -> dict[str, float]:
    return dict(csv_tables.weights("tag_evidence"))


def neighbours(a: str, b: str) -> bool:
    """Return whether two letters are side by side on the keyboard."""
    return any(a + b in row or b + a in row for row in _ROWS)


def _slips_of(code: str) -> Iterator[tuple[str, str]]:
    """Yield a typist's misspellings of a code by one slip, with the slip's name."""
    for i in range(len(code) - 1):
        if code[i] != code[i + 1]:
            yield code[:i] + code[i + 1] + code[i] + code[i + 2 :], "swapped"
    for i, letter in enumerate(code):
        yield code[: i + 1] + code[i:], "doubled"
        for row in _ROWS:
            for near in row:
                if neighbours(letter, near):
                    yield code[:i] + near + code[i + 1 :], "near-key"


@cache
def _slips() -> dict[str, tuple[str, str]]:
    """Return misspelled subjects → the subject and the slip; misspellings of two subjects are left out."""
    found: dict[str, set[tuple[str, str]]] = {}
    for topic in topics.all():
        if topic.kind == "subject" and len(topic.code) == 4 and not topic.attested and not topic.era:
            for written, slip in _slips_of(topic.code):
                found.setdefault(written, set()).add((topic.code, slip))
    return {written: next(iter(codes)) for written, codes in found.items() if len(codes) == 1}


def is_program_form(word: str) -> bool:
    """Return whether a word has the form of a program code, an open list: K and three letters."""
    return len(word) == 4 and word[0] == "K" and word.isalpha()


def _kind(part: str) -> str | None:
    """Return the kind of a listed code or topic word in the table of costs."""
    topic = topics.find(part)
    if topic is not None and len(part) == 4 and topic.kind in ("subject", "program"):
        return topic.kind
    if topic is not None and topic.kind == ("geographic" if len(part) == 2 else "organization") and len(part) != 3:
        return topic.kind
    return "topic-word" if tag_words.kind(part) in ("section", "head") else None


def _listed(part: str, year: int | None) -> tuple[str, float] | None:
    """Return the kind and cost of a listed part; a code of few years is dear outside of these years."""
    kind = _kind(part)
    if kind is None:
        return None
    topic = topics.find(part) if kind in ("subject", "program") else None
    limits = [span for span in (topic.era, topic.attested) if span] if topic else []
    seldom = bool(limits) and not (year is not None and all(csv_tables.covers(span, year) for span in limits))
    return kind, _costs()[kind] + (_costs()["seldom"] if seldom else 0.0)


def _scanned(part: str, year: int | None) -> Iterator[tuple[str, str, float]]:
    """Yield the listed codes of which a scanner made a part with digits: code, kind, cost."""
    digits = sum(c.isdigit() for c in part)
    if digits > _MOST_DIGITS or digits == len(part):
        return
    for letters in product(*(_LETTERS.get(c, c) for c in part)):
        code = "".join(letters)
        if code.isalpha() and (found := _listed(code, year)) is not None:
            yield code, found[0], found[1] + digits * _costs()["scan-slip"]


def _readings(part: str, year: int | None) -> Iterator[tuple[str, str, float]]:
    """Yield the readings of a part of a word: the code, its kind, the cost."""
    if not part.isalpha():
        yield from ((code, f"{kind} repaired", cost) for code, kind, cost in _scanned(part, year))
        return
    if (found := _listed(part, year)) is not None:
        yield part, *found
    elif is_program_form(part):
        yield part, "open-program", _costs()["open-program"]
    elif (slip := _slips().get(part)) is not None:
        yield slip[0], "subject repaired", _costs()["subject"] + _costs()[slip[1]]


def _extended(step: _Step, word: str, i: int, year: int | None) -> Iterator[tuple[int, _Step]]:
    """Yield the ways that go on from a place of the word by one piece, with the place they come to."""
    for length in _LENGTHS:
        part = word[i : i + length]
        if len(part) < length:
            return
        for code, kind, cost in _readings(part, year):
            listed = not kind.startswith(("topic-word", "open-program"))
            yield i + length, _Step(step.cost + cost, step, Piece(i, i + length, code, listed), kind)


def _ways(word: str, year: int | None) -> list[_Step]:
    """Return the two cheapest ways to read a whole word."""
    best: list[list[_Step]] = [[] for _ in range(len(word) + 1)]
    best[0] = [_Step(0.0)]
    for i in range(len(word)):
        for step in best[i]:
            for end, way in _extended(step, word, i, year):
                best[end] = sorted((*best[end], way), key=lambda one: one.cost)[:2]
    return best[-1]


def unknown(word: str) -> float:
    """Return the cost of a word that is in no list of codes; a name or a word of the language costs less."""
    known = _costs()["known-word"] if tag_words.is_word_or_name(word) else 0.0
    return _costs()["unknown-word"] + _costs()["unknown-letter"] * len(word) + known


def split(word: str, year: int | None = None) -> Split | None:
    """Return the codes of which a word (in capitals) is made, None where an unknown word is likelier or two ways are.

    `year` is the cable's: codes known for few years only cost less in theirs.

    >>> [piece.code for piece in split("ETRDECON").pieces], split("PANAMA"), split("H0").pieces[0].code
    (['ETRD', 'ECON'], None, 'HO')
    """
    if not 2 <= len(word) <= _LONGEST or not (word.isascii() and word.isalnum()) or word.isdigit():
        return None
    ways = _ways(word, year)
    if not ways or (len(ways) > 1 and ways[1].cost - ways[0].cost < _costs()["clearly"]):
        return None
    margin = unknown(word) - ways[0].cost
    return _followed(ways[0], margin) if margin > 0 else None


def _followed(last: _Step, margin: float) -> Split:
    steps: list[_Step] = []
    at: _Step | None = last
    while at is not None and at.piece is not None:
        steps.append(at)
        at = at.before
    steps.reverse()
    kinds = tuple(step.kind for step in steps)
    repaired = any(kind.endswith("repaired") for kind in kinds)
    return Split(tuple(step.piece for step in steps if step.piece), kinds, repaired, margin)


def is_narrow(found: Split) -> bool:
    """Return whether a reading only just beats an unknown word."""
    return found.margin < _costs()["narrowly"]
