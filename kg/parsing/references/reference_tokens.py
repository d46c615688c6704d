"""Split a REF value into tokens: words, numbers, marks and line ends, each with its place.

What is no part of the list is blanked out first (page lines that the reading kept, lines of captions), so that
offsets stay true; and the text is cut where the next part of the cable begins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.parsing.line_patterns import CAPTION, LEVEL, PORTION

#: The security line of a page that the list goes on behind: a letter and a number follow on the next line.
_HEADER_INSIDE = r"^[ \t]*(?:[A-Z][ ]){4,20}[A-Z]\b[^\n]{0,60}(?=\n{1,3}[ \t]{0,20}\(?[B-Z][.)][^\n]{3,40}\d{2})"
#: Page lines inside the list: `CONFIDENTIAL PAGE 02 ROME 01196 01 OF 02 082030Z`, `MADRID 00000869 001.2 OF 004`,
#: lines of nothing but a level or a caption, and `SECTION 01 OF 02`.
_FURNITURE = re.compile(
    rf"""(?:{LEVEL}[\s\\n]{{1,60}})?\bPAGE[ ]{{1,4}}\d\d[ ]{{1,12}}[A-Z][A-Z.' -]{{2,28}}[ ]{{1,8}}\d{{4,6}}
            (?:[ ]{{1,4}}\d\d[ ]OF[ ]\d\d)?(?:[ ]{{1,4}}\d{{6}}[ ]?Z)?
      | [A-Z][A-Z.']{{1,14}}(?:[ ][A-Z.']{{1,14}}){{0,3}}[ ]\d{{8}}[ ]{{1,4}}\d{{3}}(?:\.\d)?[ ]OF[ ]\d{{3}}
      | \bSECTION[ ]\d{{1,2}}[ ]OF[ ]\d{{1,2}}\b
      | {_HEADER_INSIDE}
      | ^[ \t]*(?:{LEVEL}|{CAPTION}|-{{2,}}|={{2,}})[ \t.]*$""",
    re.VERBOSE | re.MULTILINE,
)

#: Where the list is over: who classified the cable, another label, the summary, a paragraph with its number, a caption
#: spelled out, a level or `CORRECTED COPY` with its letters spaced.
_STOP = re.compile(
    rf"""\bC[ \n]{{0,2}}L[A-Z]{{1,8}}E?D[ \n]{{1,3}}BY\b | \bDERIVED[ ]FROM\b | \bDECL(?:ASSIFY[ ]ON)?[ ]?:
      | \bSENSITIVE[ ]BUT[ ]UNCLASS | (?<!\()\b(?:TAGS|SUBJECT|SUBJ)[ ]?: | \bE\.[ ]?O\.[ ]\d{{5}}[ ]?:
      | ^[ \t]*(?:BEGIN[ ])?(?:SUMMARY|INTRODUCTION|COMMENT|THIS[ ](?:IS|CABLE|MESSAGE)|ACTION[ ]REQUEST)\b
      | ^[ \t]*(?:(?:[A-Z]{{3,12}}[ ])?(?:PLEASE|PLS)[ ](?:ALSO[ ])?(?:PASS|PROTECT|HANDLE)|PASS[ ]TO)\b
      | ^[ \t]*NOT[ ]FOR[ ]INTERNET\b
      | ^[ \t]*BT[ \t]*$
      | (?!{_HEADER_INSIDE})^[ \t]*(?:[A-Z][ ]){{4,}}[A-Z]\b
      | ^[ \t]*1{{1,2}}[ ]?[.,)][ \t]*(?!\(?\d\d\)?[ ]|[A-Z][A-Z .'-]{{2,30}}[ ]\d{{2,6}}\b)(?=[("'\[]|[A-Z])
      | (?<![A-Z0-9-])\d{{1,2}}[.)][ ]{{0,2}}\({PORTION}\)""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)

#: A line end that a copy wrote out as backslash and n.
_LINE_END = re.compile(r"\\n(?=[A-Z\s(\d]|\Z)")
#: A letter of the list may be glued to the number before it (`STATE 123456B)LIMA 2345`); a scan reads a zero as `@` and
#: a one as a bracket that nothing closes.
_TOKEN = re.compile(
    r"""(?P<line>\n\s*) | (?P<numeral>(?<![^\W_])\d{2,7}(?=[A-Z][).][ ]?[A-Z]))
      | (?P<word>(?:@(?=\d)|(?<=[A-Z][ ])\[(?=\d{5}(?![^\W_]|[ ]?\])))?[^\W_]+(?:[@\ufffd]+[^\W_]+)*)
      | (?P<mark>[^\s\\]) | \\""",
    re.VERBOSE,
)
#: A character lost in decoding is a blank, unless letters stand on both sides of it.
_LOST = "\ufffd"
_LOST_BLANK = re.compile(r"(?<![^\W\d_])\ufffd|\ufffd(?![^\W\d_])")
_GLUED = re.compile(r"(?P<year>(?:19|20)\d\d|\d\d)?(?P<name>[^\W\d_]{2,25})(?P<number>\d{2,7})?")
_LETTERED = re.compile(r"(?P<cited>(?:(?:19|20)?\d\d)?[^\W\d_]{3,25}\d{2,7})(?P<letter>[B-Z])")
_NUMBER = re.compile(r"\d[\d@]*")


class Token(NamedTuple):
    """A word (letters, or letters and digits), a number, one mark, or line ends; offsets into the field's text."""

    kind: str
    text: str
    start: int
    end: int


def trim(text: str) -> str:
    """Return the part of a REF value that is the list, page furniture blanked out; offsets don't move."""
    text = _LINE_END.sub(" \n", text)
    stop = _STOP.search(text)
    if stop:
        text = text[: stop.start()]
    if _LOST in text:
        text = _LOST_BLANK.sub(" ", text)
    return _FURNITURE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def _word(text: str, start: int, lettered: bool = False) -> list[Token]:
    """Return the tokens of a run of letters and digits: `2005PANAMA2342` is a year, a name and a number.

    `lettered`: a point or parenthesis follows, so that a letter at its end is the next one of the list.
    """
    if _NUMBER.fullmatch(text):
        return [Token("number", text, start, start + len(text))]
    if lettered and (m := _LETTERED.fullmatch(text)) is not None:
        return [*_word(m["cited"], start), Token("word", m["letter"], start + m.start("letter"), start + len(text))]
    glued = None if text.isalpha() else _GLUED.fullmatch(text)
    if glued is None:
        return [Token("word", text, start, start + len(text))]
    kinds = {"year": "number", "name": "word", "number": "number"}
    return [
        Token(kind, glued[part], start + glued.start(part), start + glued.end(part))
        for part, kind in kinds.items()
        if glued[part]
    ]


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text; a backslash left by Markdown is dropped."""
    found: list[Token] = []
    for m in _TOKEN.finditer(text):
        if m.lastgroup in ("word", "numeral"):
            found += _word(m[0], m.start(), text[m.end() : m.end() + 1] in (".", ")"))
        elif m.lastgroup:
            found.append(Token(m.lastgroup, m[0], m.start(), m.end()))
    return found
