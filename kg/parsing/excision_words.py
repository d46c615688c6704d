"""Read words that say what a release leaves out: `[less than 1 line not declassified]`, `(2 paragraphs excised)`.

What is left out comes first, then that it is; damage of scans (`[l line not declassifled]`) is put right. What an
editor or a typist leaves out (`[Here follows ...]`, `[garble]`, `[illegible]`) is no excision.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from rapidfuzz.distance import OSA

from kg.parsing import excision_exemptions
from kg.parsing.excision_exemptions import CHAIN

#: What is done with what is left out, and the most slips a scan may have made in the word.
_DONE = {
    "declassified": 3,
    "redacted": 1,
    "excised": 1,
    "deleted": 1,
    "withheld": 1,
    "sanitized": 1,
    "sanitised": 1,
    "denied": 0,
    "removed": 0,
    "exempted": 1,
    "exempt": 0,
    "redaction": 1,
    "excision": 1,
    "deletion": 1,
}
_UNITS = frozenset(
    "line lines word words paragraph paragraphs page pages sentence sentences section sections text name names number"
    " numbers portion portions material document documents attachment attachments title titles figure amount date"
    " place places location address phrase passage passages column columns footnote information".split()
)
_SIZES = frozenset(
    "less more than about approximately over nearly under at least a an the one two three four five six seven eight nine"
    " ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty several remainder of and"
    " half to through source first last in entire whole rest following - – or handwritten typed".split()
)
_NUMBER = re.compile(r"[\dlIO½¼¾⅓⅔/.\-–]{1,8}")
#: What may stand behind: nothing that makes a sentence of it.
_TAIL = frozenset(
    "in full entirely completely under exemption exemptions foia per from declassification as by reviewer reviewers"
    " for at this location the file pursuant to and".split()
)
_BETWEEN = frozenset(("is", "are", "was", "were", "has", "have", "been", "still", "to", "be", "remain", "remains"))
_WORD = re.compile(r"[^\s,;:]+")


class Words(Struct, frozen=True):
    """What words say: the extent, None where they say none, the exemptions, and whether editors of a volume say it."""

    extent: str | None
    exemptions: tuple[str, ...]
    editors: bool
    pages: bool


def read(inside: str) -> Words | None:
    """Return what words inside brackets say of an excision; None where they say something else.

    >>> read("less than 1\\nline not declassified").extent, read("TEXT DELETED (B)(1)").exemptions
    ('less than 1 line', ('B1',))
    >>> read("Here follow details of the loan"), read("the passage was deleted from the draft")
    (None, None)
    """
    exemptions = excision_exemptions.read(inside)
    words = _WORD.findall(_CHAIN.sub(" ", inside) if exemptions else inside)
    if not 0 < len(words) <= 18:
        return None
    at = next((i for i, word in enumerate(words) if _done(word) is not None), None)
    if at is None:
        return None
    if any(_bare(word) not in _TAIL and _bare(word) for word in words[at + 1 :]):
        return None
    done, before = _done(words[at]), [w for w in words[:at] if _bare(w) not in _BETWEEN]
    negated = bool(before) and _is_not(before[-1])
    if (done == "declassified") != negated:
        return None
    before = before[:-1] if negated else before
    if len(before) > 8 or not (negated or _measures(before)) or (done in _WEAK and not before):
        return None
    extent = _put_right(" ".join(before).rstrip(" -–")) or None
    pages = any(_bare(word).startswith("page") for word in before) and not negated
    return Words(extent, exemptions, negated and not exemptions, pages)


_CHAIN = re.compile(CHAIN)
_WEAK = frozenset(("denied", "removed", "exempt", "exempted", "deletion"))


def _bare(word: str) -> str:
    return word.strip("()[].-–\"'").lower()


@lru_cache(maxsize=4096)
def _done(word: str) -> str | None:
    plain = _bare(word)
    if plain in _DONE:
        return plain
    if len(plain) < 6:
        return None
    near = (done for done, most in _DONE.items() if most and OSA.distance(plain, done, score_cutoff=most) <= most)
    return next(near, None)


def _is_not(word: str) -> bool:
    plain = _bare(word).replace("0", "o")
    return plain in ("not", "nol", "nof", "riot", "n0t", "noi", "no1")


def _measures(words: list[str]) -> bool:
    """Tell whether words before `deleted` are a quantity and a unit, and nothing that makes a sentence of them."""
    plain = [_bare(word) for word in words]
    return all(w in _UNITS or w in _SIZES or not w or _NUMBER.fullmatch(w) for w in plain)


_ONE = re.compile(r"(?<![\w/])[lI|](?=[½¼¾]|\s|-\d|/\d)|(?<=\d)[lI](?=\s)")
_SLIPPED = (
    (re.compile(r"\b[l1I]ess\b"), "less"),
    (re.compile(r"\b[l1I]ine(?=s?\b)"), "line"),
    (re.compile(r"\bthar\b|\btham\b|\btnan\b"), "than"),
    (re.compile(r"\blin[ec]s\b"), "lines"),
    (re.compile(r"\blinc\b"), "line"),
)


def _put_right(extent: str) -> str:
    """Return an extent with what a scan made of its words and numbers put right.

    >>> _put_right("1ess than l line")
    'less than 1 line'
    """
    for pattern, word in _SLIPPED:
        extent = pattern.sub(word, extent)
    return _ONE.sub("1", extent)
