"""Find what is blacked out: `█████`, runs of X, rows of dashes or empty brackets that an exemption stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model import Span
from kg.parsing.excisions import exemptions
from kg.parsing.excisions.found import Found
from kg.parsing.word_index import Chosen, words_of

_BLOCKS = "█■▇▓▆▉▊▋▌▍"
_RUN = rf"(?:[{_BLOCKS}]{{1,400}}|(?<![\w-])[Xx]{{2,400}}(?![\w-])|(?<!\w)[Xx]{{8,400}}(?!\w))"
#: A run that is long enough by itself: XX is a number or a blank of a form.
_SURE = re.compile(rf"[{_BLOCKS}]{{2}}|X{{4}}|x{{4}}")
_CROSSED = Chosen(lambda word: len(word) >= 4 and not word.strip("Xx"))
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
            if _SURE.search(m[0]):
                mark = _BEHIND.match(text, m.end())
                yield _black(Span(m.start(), mark.end() if mark else m.end()), mark[0] if mark else "")


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
