"""The TAGS list as words: what separates them, and what stands in parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kg.vocabulary import topics

_TOKEN = re.compile(
    r"""
    (?P<label> ^[ \t]*TAGSC?[ \t]*[:;./]+ )                     # the label again on a line of its own
  | (?P<none>  \bN[ ]?/[ ]?A\b | \bNONE\b )                     # no TAGS
  | (?P<group> [(\[] [^()\[\]]{1,160} [)\]] )
  | (?P<word>  [^\W_]+ (?:[&'’/+.-][^\W_]+)* )
  | (?P<gap>   [,;|\n\u2022] | (?<=[^\W\d_]{3}) [.] (?=\s) )      # a full stop for a comma
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_COMPOUND = re.compile(r"[/.+-]")
_PART = re.compile(r"[^/.+-]+")


class Word(Struct, frozen=True):
    """A word of the list: its place in the field, the text in capitals, and what sets it off from the word before.

    `after_gap` is true after a comma, semicolon, line end or group; `group` holds the place of the inner text where
    this is no word but a pair of parentheses.
    """

    start: int
    end: int
    text: str
    after_gap: bool
    group: tuple[int, int] | None = None


def joined_listed(found: Sequence[Word], i: int) -> Word | None:
    """Return the listed name of several words that begins at word `i` (`AER LINGUS`, `EL AL`) as one word."""
    for n in (3, 2):
        part = found[i : i + n]
        if len(part) < n or any(w.group or w.after_gap for w in part[1:]) or part[0].group:
            continue
        name = " ".join(w.text for w in part)
        if topics.is_listed(name):
            return Word(part[0].start, part[-1].end, name, part[0].after_gap)
    return None


def _parts(m: re.Match[str]) -> list[tuple[int, int]]:
    """Return the places of the codes in `PREL/PGOV`, `KSCA-TSPL`, `PTER.MARR`, else that of the whole."""
    whole = m["word"]
    if not _COMPOUND.search(whole) or topics.is_listed(whole):
        return [m.span("word")]
    parts = list(_PART.finditer(whole))
    listed = [topics.is_listed(p[0]) and len(p[0]) > 1 for p in parts]
    if all(listed) or (any(listed) and "-" not in whole):
        return [(m.start("word") + p.start(), m.start("word") + p.end()) for p in parts]
    return [m.span("word")]


def words(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words and groups of `text[start:end]` in order."""
    gap = True
    for m in _TOKEN.finditer(text, start, end):
        if m.lastgroup == "word":
            for i, (low, high) in enumerate(_parts(m)):
                yield Word(low, high, text[low:high].upper().replace("’", "'"), gap or i > 0)
            gap = False
        elif m.lastgroup == "group":
            yield Word(m.start(), m.end(), "", True, (m.start() + 1, m.end() - 1))
            gap = True
        else:
            gap = True
