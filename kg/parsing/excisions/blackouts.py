"""Find what is blacked out: `█████`, runs of X, and rows of strokes in place of words.

A row of strokes is a rule or the blank of a form as well. It is a black-out inside a sentence, behind the number of a
paragraph, where two rows of a line's length follow each other, and where an exemption stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model import Span
from kg.parsing.excisions import exemptions
from kg.parsing.excisions.found import Found
from kg.parsing.word_index import Chosen, words_of

_BLOCKS = "█■▇▓▆▉▊▋▌▍▬⬛◼"
_RUN = rf"(?:[{_BLOCKS}]{{1,400}}|(?<![\w-])[Xx]{{2,400}}(?![\w-])|(?<!\w)[Xx]{{8,400}}(?!\w))"
#: A run that is long enough by itself: XX is a number or a blank of a form.
_SURE = re.compile(rf"[{_BLOCKS}]{{2}}|X{{4}}|x{{4}}")
_CROSSED = Chosen(lambda word: len(word) >= 4 and not word.strip("Xx"))
#: Where four to six X are no black-out: a number to be filled in, a cell in a row of rules.
_FILLED = re.compile(r"(?:\b(?:ext|tel|telephone|phone|fax|room|no|box)\b[.:]?|[-x])[ ]*\Z", re.IGNORECASE)
_RULES = re.compile(r"[ \t]{0,40}-{3,}")
_FEW = 6
_ROW = re.compile(r"(?<!_)_{12,400}(?!_)(?:[ \t]{0,40}\n[ \t]{0,40}_{8,400}(?!_)){0,60}")
_ROWS = re.compile(r"^[ \t]{0,40}-{30,200}(?:[ \t]{0,40}\n[ \t]{0,40}-{30,200}){1,60}[ \t]{0,40}$", re.MULTILINE)
#: What stands before a row in place of words: the number of a paragraph, or words that do not end in a label's colon.
_IN_SENTENCE = re.compile(
    r"\A[ \t]*\d{1,3}[.)][ \t]*(?:\([A-Z/]{1,8}\)[ \t]*)?\Z|\w[ ]\w{1,30}[.,;\"')]{0,2}[ ]{1,2}\Z"
)
_BEHIND = re.compile(rf"[\s,]{{0,80}}{exemptions.CHAIN}")
_EMPTY = re.compile(r"\[[ \t._*-]{1,40}\]\Z")
_LEAST, _WIDEST = 4, 200


@cache
def _runs() -> re.Pattern[str]:
    """Return the pattern of runs that stand together; made when first needed, for making it takes 20 ms."""
    return re.compile(rf"{_RUN}(?:(?:[\s,]{{1,80}}|(?<=[{_BLOCKS}])){_RUN}){{0,60}}")


def find(text: str) -> Iterator[Found]:
    """Yield black-outs, each with the exemptions that stand right behind it."""
    if _CROSSED.among(words_of(text)) or (not text.isascii() and any(block in text for block in _BLOCKS)):
        for m in _runs().finditer(text):
            if _SURE.search(m[0]) and not _is_filled_in(text, m):
                yield _with_mark(text, m)
    if "_" * 12 in text:
        yield from (_with_mark(text, m) for m in _ROW.finditer(text) if _is_for_words(text, m))
    if "-" * 30 in text:
        yield from (_with_mark(text, m) for m in _ROWS.finditer(text))


def _with_mark(text: str, m: re.Match[str]) -> Found:
    """Return a black-out with the exemptions that stand right behind it."""
    mark = _BEHIND.match(text, m.end())
    return _black(Span(m.start(), mark.end() if mark else m.end()), mark[0] if mark else "")


def _is_filled_in(text: str, m: re.Match[str]) -> bool:
    """Tell a few X that stand for a number, or in a row of a table's rules, from a black-out."""
    if len(m[0]) > _FEW:
        return False
    before = text[max(text.rfind("\n", 0, m.start()) + 1, m.start() - 24) : m.start()]
    return _FILLED.search(before) is not None or _RULES.match(text, m.end()) is not None


def _is_for_words(text: str, m: re.Match[str]) -> bool:
    """Tell a row of underscores in place of words from the blank of a form and a rule across the page."""
    low = text.rfind("\n", 0, m.start()) + 1
    before = text[max(low, m.start() - _WIDEST) : m.start()]
    if before.strip():
        return _IN_SENTENCE.search(before) is not None
    behind = text[m.end() : m.end() + _WIDEST].partition("\n")[0]
    above = text[max(low - _WIDEST, 0) : max(low - 1, 0)].rpartition("\n")[2]
    goes_on = re.match(r"[ ]?[,.;]|[ ]{1,2}[A-Za-z]{2,}[ ,]", behind) is not None
    return goes_on and above.rstrip()[-1:] in (*",", *"abcdefghijklmnopqrstuvwxyz")


def row_before(text: str, at: int) -> int | None:
    """Return where a row of dashes or an empty bracket begins that ends right before a place; None where none does."""
    before = text[max(at - _WIDEST, 0) : at]
    row = before.rstrip(" \t")
    if len(before) - len(row) > _LEAST or not row:
        return None
    if row[-1] == "]":
        empty = _EMPTY.search(row[-42:])
        return at - len(before) + len(row) - len(empty[0]) if empty else None
    start = len(row.rstrip(row[-1]))
    return at - len(before) + start if row[-1] in "-_." and len(row) - start >= _LEAST else None


def _black(span: Span, mark: str) -> Found:
    return Found(span, "blackout", None, exemptions.read(mark))
