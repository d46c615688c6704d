"""Read words that say what a release leaves out: `[less than 1 line not declassified]`, `(2 paragraphs excised)`.

What is left out comes first, then that it is; the words are those of `ontology/vocab/excision_words.csv`, with the
slips a scan may have made (`[l line not declassifled]`). What an editor or a typist leaves out (`[Here follows ...]`,
`[garble]`, `[illegible]`) is no excision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from kg.parsing.excisions import exemptions
from kg.vocabulary.csv_tables import read as table
from kg.vocabulary.word_frequencies import word_band


class Said(NamedTuple):
    """What words say: the extent, None where they say none, the exemptions, and who says it.

    `strong` is true of a word said of releases alone, `linked` where a verb makes a sentence of it.
    """

    extent: str | None
    exemptions: tuple[str, ...]
    editors: bool
    pages: bool
    strong: bool
    linked: bool


_CHAIN = re.compile(exemptions.CHAIN)
_WORD = re.compile(r"\S+")
_NUMBER = re.compile(r"[\dlIO½¼¾⅓⅔/.\-–]{1,8}|_{1,8}\d{1,4}_{1,8}|[xX_]{1,6}")
_MOST_WORDS, _MOST_BEFORE, _SHORTEST_SLIPPED = 24, 8, 6


@cache
def _part(part: str) -> dict[str, int]:
    """Return the words of a part of the table, with the most slips of a scan in each."""
    return {row["word"]: int(row["slips"]) for row in table("excision_words") if row["part"] == part}


def bare(word: str) -> str:
    """Return a word in small letters without the marks around it, but `page(s)` as it is."""
    plain = word.strip("()[]{}<>*.,;:-–—\"'").lower()
    return plain + ")" if plain.endswith("(s") else plain


@lru_cache(maxsize=8192)
def done(word: str) -> str | None:
    """Return the word for leaving out that a word is, perhaps with slips of a scan; a word of the language is none.

    >>> done("REDACTED"), done("declassifled"), done("classified")
    ('redacted', 'declassified', None)
    """
    plain = bare(word)
    known = {**_part("done"), **_part("faint")}
    if plain in known:
        return plain
    if len(plain) < _SHORTEST_SLIPPED or word_band(plain.upper()) is not None:
        return None
    return next((w for w, most in known.items() if most and OSA.distance(plain, w, score_cutoff=most) <= most), None)


def is_not(word: str) -> bool:
    """Tell whether a word is `not`, perhaps with a slip: `nol`, `n0t`."""
    plain = bare(word).replace("0", "o")
    return plain == "not" or (len(plain) == 3 and OSA.distance(plain, "not") == 1 and word_band(plain.upper()) is None)


def measures(word: str) -> bool:
    """Tell whether a word belongs to a quantity of text: `2½`, `lines`, `less`."""
    plain = bare(word)
    return not plain or plain in _part("unit") or plain in _part("size") or _NUMBER.fullmatch(plain) is not None


def is_tail(word: str) -> bool:
    """Tell whether a word may stand behind `withheld` and not make a sentence of it: `in full`, `under`."""
    return not bare(word) or bare(word) in _part("tail")


def is_link(word: str) -> bool:
    """Tell whether a word links what is left out with that it is: `were`, `has been`."""
    return bare(word) in _part("link")


def read(inside: str) -> Said | None:
    r"""Return what words say of an excision where they say nothing else; None for other words.

    >>> read("less than 1\nline not declassified").extent, read("TEXT DELETED (B)(1)").exemptions
    ('less than 1 line', ('B1',))
    >>> read("Here follow details of the loan"), read("the passage was deleted from the draft")
    (None, None)
    """
    inside = joined(inside)
    stated = exemptions.read(inside)
    words = _WORD.findall(_CHAIN.sub(" ", inside) if stated else inside)
    at = next((i for i, word in enumerate(words[:_MOST_WORDS]) if done(word)), None)
    if at is None or not all(map(is_tail, words[at + 1 :])) or len(words) > _MOST_WORDS:
        return None
    before = [word for word in words[:at] if not is_link(word)]
    negated = bool(before) and is_not(before[-1])
    word = done(words[at])
    if word is None or (word == "declassified") != negated:
        return None
    before = before[:-1] if negated else before
    linked = len(before) + negated < at
    if not _says(before, word, negated, linked=linked):
        return None
    pages = any(bare(w) in ("page", "pages", "page(s)") for w in before) and not negated
    editors = negated and not stated
    return Said(_put_right(" ".join(before).strip(" ,;:-–—")) or None, stated, editors, pages, _strong(word), linked)


def joined(text: str) -> str:
    r"""Return a text with the words that the end of a line cuts in two joined: `declas-\nsified`."""
    return re.sub(r"(?<=[a-z])-\s{1,12}(?=[a-z])", "", text) if "-\n" in text else text


def _strong(word: str) -> bool:
    return word in _part("done")


def _says(before: Sequence[str], word: str, negated: bool, *, linked: bool) -> bool:
    """Tell whether what stands before is an extent: a quantity, or what only the strong words can be said of."""
    if len(before) > _MOST_BEFORE:
        return False
    measured = all(map(measures, before))
    if negated or (_strong(word) and len(before) <= 3):
        return measured or not linked
    return measured and (bool(before) or word not in ("denied", "removed", "exempt", "exempted"))


_ONE = re.compile(r"(?<![\w/])[lI|](?=[½¼¾]|\s|-\d|/\d)|(?<=\d)[lI](?=\s)")
_NAUGHT = re.compile(r"(?<=\d)[oO](?=[\s\d])")


def _put_right(extent: str) -> str:
    """Return an extent with what a scan made of its words and numbers put right.

    >>> _put_right("1ess thar l iine of text"), _put_right("cryptonym")
    ('less than 1 line of text', 'cryptonym')
    """
    return " ".join(map(_near, _NAUGHT.sub("0", _ONE.sub("1", extent)).split(" ")))


def _near(word: str) -> str:
    """Return the word of a quantity that a word without meaning is a slip away from."""
    plain = bare(word)
    if len(plain) < 4 or measures(plain) or word_band(plain.upper()) is not None:
        return word
    known = (*_part("unit"), *_part("size"))
    near = [w for w in known if len(w) >= 4 and OSA.distance(plain, w, score_cutoff=1) <= 1]
    return word.lower().replace(plain, near[0]) if near else word
