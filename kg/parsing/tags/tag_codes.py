"""Read one word of a TAGS list as a code, or as several codes, with the repair it needs.

A repair leads to listed codes only, and only where no other reading is as near. Program codes (K…) are an open list:
no letter of one is ever changed, a listed neighbour is only suggested.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from kg.parsing.tags import segmentation, tag_words
from kg.parsing.tags.segmentation import Piece, is_program_form
from kg.vocabulary import spellings, topics


class Reading(Struct, frozen=True):
    """The reading of a word; `rule` is the repair it needed, `unsure` where it is a guess."""

    pieces: tuple[Piece, ...]
    rule: str | None = None
    unsure: bool = False


@lru_cache(maxsize=4096)
def read_word(word: str, year: int | None = None) -> Reading | None:
    """Return the reading of a word (in capitals); None for a word near no code. `year` is the cable's."""
    if topics.is_listed(word):
        return Reading((Piece(0, len(word), word),))
    if len(word) < 2 or tag_words.is_plain(word):
        return None
    known = spellings.find(word)
    if known and known.kind.startswith("TAGS") and topics.is_listed(known.right):
        rule = "replaced-code" if known.kind == "TAGS replacement" else "misspelled-code"
        return Reading((Piece(0, len(word), known.right),), rule)
    if cut := _cut(word, year):
        return cut
    if near := _misspelled(word):
        return Reading((Piece(0, len(word), near[0]),), "misspelled-code", near[1])
    return None


def _cut(word: str, year: int | None) -> Reading | None:
    """Return the codes run together in a word, or the code with letters that a scan made digits."""
    found = segmentation.split(word, year)
    if found is None:
        return None
    if len(found.pieces) == 1:
        short = len(word) < 3
        return Reading(found.pieces, "ocr-digit", short) if not word.isalpha() else None
    return (
        Reading(found.pieces, "split-codes", found.repaired or segmentation.is_narrow(found)) if found.sound else None
    )


def is_readable(word: str) -> bool:
    """Return whether a word is a code, codes run together, or of the form of a program code."""
    return is_program_form(word) or ((found := read_word(word)) is not None and found.rule != "misspelled-code")


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
    if word[0] == "K" or not word.isalpha() or not 4 <= len(word) <= 12 or tag_words.is_word_or_name(word):
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
    changed = [(a, b) for a, b in zip(word, code, strict=True) if a != b]
    return bool(changed) and segmentation.neighbours(*changed[0])
