"""Read one word of a TAGS list as a code, or as several codes, with the repair it needs.

A repair leads to listed codes only, and only where no other reading is as near. Program codes (K…) are an open list:
no letter of one is ever changed, a listed neighbour is only suggested.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from kg.parsing.tags import tag_words
from kg.vocabulary import spellings, topics

_OCR = str.maketrans("0158", "OISB")
#: Neighbours on the keyboard: an exchange of two of them is a slip of the finger.
_ROWS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_LONGEST_GLUED = 120


class Piece(Struct, frozen=True):
    """A code read in a word: its letters' place in the word, the code, and whether it is listed."""

    start: int
    end: int
    code: str
    listed: bool = True


class Reading(Struct, frozen=True):
    """The reading of a word; `rule` is the repair it needed, `unsure` where it is a guess."""

    pieces: tuple[Piece, ...]
    rule: str | None = None
    unsure: bool = False


@lru_cache(maxsize=4096)
def read_word(word: str) -> Reading | None:
    """Read a word (in capitals) as a code or several; None where it is no code and near none."""
    if topics.is_listed(word):
        return Reading((Piece(0, len(word), word),))
    if len(word) < 2 or tag_words.is_plain(word):
        return None
    known = spellings.find(word)
    if known and known.kind.startswith("TAGS") and topics.is_listed(known.right):
        rule = "replaced-code" if known.kind == "TAGS replacement" else "misspelled-code"
        return Reading((Piece(0, len(word), known.right),), rule)
    if not word.isalpha() and (read := word.translate(_OCR)) != word and len(word) > 2 and topics.is_listed(read):
        return Reading((Piece(0, len(word), read),), "ocr-digit")
    if pieces := _split(word):
        return Reading(pieces, "split-codes")
    if near := _misspelled(word):
        return Reading((Piece(0, len(word), near[0]),), "misspelled-code", near[1])
    return None


def is_readable(word: str) -> bool:
    """Return whether a word is a code, codes run together, or of the form of a program code."""
    return is_program_form(word) or ((found := read_word(word)) is not None and found.rule != "misspelled-code")


def is_program_form(word: str) -> bool:
    """Return whether a word has the form of a program code: K and three letters. The list of them is open."""
    return len(word) == 4 and word[0] == "K" and word.isalpha()


def suggestion(word: str) -> str | None:
    """Return the only listed code one letter away, None where there are several or none."""
    if len(word) < 4 or tag_words.is_plain(word):
        return None
    near = [c for c in topics.nearest(word) if len(c) > 3]
    return near[0] if len(near) == 1 else None


def _misspelled(word: str) -> tuple[str, bool] | None:
    """Return the listed code that a word misspells, and whether that is unsure.

    Subjects have four letters: a fifth too many, or two swapped, shows that the word is none. One letter exchanged
    may be a code that our list lacks, so it must be a neighbour on the keyboard and is unsure. Where several codes are
    one letter away, two letters swapped or one doubled are the likelier slip, and the reading is unsure. Names of
    organisations are an open list and differ by single letters (UNMIK, UNMIT): there only a letter too many or too
    few, or two swapped, in six letters and more.
    """
    if word[0] == "K" or not word.isalpha() or not 4 <= len(word) <= 12:
        return None
    near = [c for c in topics.nearest(word) if len(c) > 3 and c[0] != "K"]
    likely = [c for c in near if sorted(c) == sorted(word) or c in _undoubled(word)]
    several = len(near) > 1
    if several and len(likely) == 1:
        near = likely
    if len(near) != 1 or (topic := topics.find(near[0])) is None:
        return None
    code = near[0]
    slip = bool(likely)
    if topic.kind == "subject":
        if slip or len(word) == 5:
            return code, several
        return (code, True) if len(word) == 4 and _neighbours(word, code) else None
    if len(word) == 5 and code in _undoubled(word):
        return code, True
    return (code, several) if len(word) > 5 and (slip or len(word) != len(code)) else None


def _undoubled(word: str) -> set[str]:
    """Return the word with one of two equal letters in a row taken out, in every place."""
    return {word[:i] + word[i + 1 :] for i in range(1, len(word)) if word[i] == word[i - 1]}


def _neighbours(word: str, code: str) -> bool:
    pair = next((a + b for a, b in zip(word, code, strict=True) if a != b), "")
    return len(pair) == 2 and any(pair in row or pair[::-1] in row for row in _ROWS)


def _pieces_at(word: str, i: int) -> Iterator[tuple[str, str]]:
    """Yield the codes that fit at a place of a glued word, with their kind."""
    for length in (4, 2, 3, 5, 6, 7, 8):
        part = word[i : i + length]
        if len(part) < length:
            continue
        topic = topics.find(part)
        if topic and length == 4 and topic.kind in ("subject", "program"):
            yield part, "code"
        elif topic and length == 2 and topic.kind == "geographic":
            yield part, "country"
        elif topic and length > 3 and topic.kind == "organization":
            yield part, "organization"
        elif tag_words.kind(part) in ("section", "head"):
            yield part, "word"
        elif length == 4 and is_program_form(part):
            yield part, "open"


def _split(word: str) -> tuple[Piece, ...] | None:
    """Return the codes run together in a word: the one way to cut it into the fewest listed pieces, else None."""
    if not 6 <= len(word) <= _LONGEST_GLUED or not word.isalpha():
        return None
    # best[i]: the fewest pieces that fill word[:i], in how many ways, and the last of them
    best: list[tuple[int, int, str, str] | None] = [None] * (len(word) + 1)
    best[0] = (0, 1, "", "")
    for i in range(len(word)):
        here = best[i]
        if here is None:
            continue
        for part, kind in _pieces_at(word, i):
            cost = here[0] + (100 if kind == "open" else 1)
            there = best[i + len(part)]
            if there is None or cost < there[0]:
                best[i + len(part)] = (cost, here[1], part, kind)
            elif cost == there[0]:
                best[i + len(part)] = (cost, there[1] + here[1], *there[2:])
    last = best[-1]
    if last is None or last[1] != 1:
        return None
    found: list[Piece] = []
    kinds: list[str] = []
    at = len(word)
    while at:
        step = best[at]
        assert step is not None
        at -= len(step[2])
        found.append(Piece(at, at + len(step[2]), step[2], step[3] not in ("word", "open")))
        kinds.append(step[3])
    return tuple(reversed(found)) if _is_sound(kinds, found) else None


def _is_sound(kinds: list[str], pieces: list[Piece]) -> bool:
    """Return whether a word is codes run together, and no word that happens to consist of codes (PANAMA; MORGAN)."""
    if len(pieces) < 2 or kinds.count("country") > 2 or kinds.count("open") > (len(kinds) > 2):
        return False
    strong = [p for p, k in zip(pieces, kinds, strict=True) if k == "code"]
    if not strong:
        return kinds.count("word") > 1
    if len(pieces) == 2 and "country" in kinds:
        topic = topics.find(strong[0].code)
        return topic is not None and not topic.era and not topic.attested
    return True
