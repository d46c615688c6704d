"""Repair a scanner's slips in the header of a printed form: digits in words (`QUIT0`), debris at line ends (`UK | :`).

The forms print names in capitals, so that a digit between letters is a letter misread. One at the end of a word
is put right only where that makes the name of a post, a level or a listed code of it: `SALT 1` is no slip. Debris are
marks that no telegraph has, behind a blank at the end of a line that has none of them elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.parsing.anchor_damage import is_word
from kg.parsing.forms import recognise
from kg.parsing.line_patterns import level_of
from kg.text.aligned_text import Edit
from kg.vocabulary import posts

_HEAD = 6000
_FORM = re.compile(r"^[^\n]{0,12}(?:ACTION|ORIGIN)[ ]{1,4}[A-Z]{1,6}[ -][0-9@OIlaB]{1,2}\b", re.MULTILINE)
_PARAGRAPH = re.compile(r"^[ \t]*[1Il][.,)][ \t]+[A-Z(]", re.MULTILINE)
_WORD = re.compile(r"(?<![\w/.@-])[A-Z]{2,}[01!|58]{1,2}[A-Z]{0,12}(?![\w@-])")
_LETTERS = str.maketrans("01!|58", "OIIISB")
_LONG = 5
"""Letters of a word in which a digit amid letters is a slip, though the word is in no list."""
_MARKS = r"|¢}{~\\•°¬_"
_DEBRIS = re.compile(rf"(?<=\S)[ \t]{{0,8}}[{_MARKS}](?:[ \t]{{0,4}}[{_MARKS}:;.,'\"`*-]){{0,6}}[ \t]*$", re.MULTILINE)
_ANY_MARK = re.compile(rf"[{_MARKS}]")


def edits(text: str) -> Iterator[Edit]:
    r"""Yield the edits that repair the header of a printed form; nothing for texts of the wire.

    >>> text = "PAGE 01 STATE 118204\nORIGIN EUR-12\nTO AMEMBASSY QUIT0 | : \n1. SALT1 TALKS"
    >>> [(text[e.start : e.end], e.text) for e in edits(text)]
    [(' | : ', ''), ('QUIT0', 'QUITO')]
    """
    first = _PARAGRAPH.search(text, 0, _HEAD)
    end = first.start() if first else min(_HEAD, len(text))
    if not _was_paper(text, end):
        return
    yield from _debris(text, end)
    for m in _WORD.finditer(text, 0, end):
        if _is_slip(m[0], m[0].translate(_LETTERS)):
            yield Edit(*m.span(), m[0].translate(_LETTERS), "ocr-digit")


def _was_paper(text: str, end: int) -> bool:
    """Return whether a header has traces of a scanner and the form of a printed page, not of the wire's tape."""
    if _ANY_MARK.search(text, 0, end) is None and _WORD.search(text, 0, end) is None:
        return False
    if text.find("PAGE", 0, end) >= 0 and _FORM.search(text, 0, end) is not None:
        return True
    return recognise(text) in ("draft", "smart")


def _debris(text: str, end: int) -> Iterator[Edit]:
    for m in _DEBRIS.finditer(text, 0, end):
        line = text[text.rfind("\n", 0, m.start()) + 1 : m.start()]
        if not _ANY_MARK.search(line) and re.search(r"[A-Z]{2}", line):
            yield Edit(*m.span())


def _is_slip(printed: str, meant: str) -> bool:
    """Return whether a word with a digit should have letters alone."""
    amid = printed[-1].isalpha()
    known = posts.station(meant) is not None or level_of(meant) is not None
    return known or (amid and (is_word(meant) or sum(map(str.isalpha, printed)) >= _LONG))
