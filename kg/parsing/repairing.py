"""Take the debris of copying out of a text: what web pages, Markdown, HTML and CSV dumps left between the characters.

Each kind of damage is one function that yields `Edit`s over the source. None of them interprets the cable.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kg.model import Span
from kg.parsing.furniture import page_furniture
from kg.parsing.reading import Edit, Reading

# `[PREL](#)`, `[C. LIMA 3259 \(06\)](#)`, `[text](https://…)`: a link whose words are the text.
_LINK = re.compile(r"\[((?:[^\[\]\n\\]|\\.){1,400})\]\(([^()\s]{0,400})\)")
# `[1](#)1.`: the pilcrow of the paragraph anchor was read as the digit 1 and linked to itself.
_PILCROW_LINK = re.compile(r"^[ \t]*(\[1\]\([^()\s]{0,400}\))(?=(\d{1,3}[.)]|[A-Z][.)]))", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!'\"|>~$&]|[ \t]*$)", re.MULTILINE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_TAG = re.compile(r"</?(?:a|b|i|u|br|p|pre|code|span|div|em|strong|font|tt)(?:[ \t/][^<>\n]{0,300})?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![*\\])\*\*(?=[^*\s][^*\n]{0,80}\*\*(?!\*))|(?<=[^*\s])\*\*(?!\*)")
_PARAGRAPH_SIGN = re.compile("(?:\u00c2)?\u00b6[ \t]?")

#: UTF-8 read as Windows-1252: a lead byte and its continuation bytes, as the characters they were taken for.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00c5][\u0080-\U0010ffff]|[\u00e2\u00ef][\u0080-\U0010ffff]{2}"
    "|\u00f0[\u0080-\U0010ffff]{3}"
)
_MOJIBAKE_LEADS = "\u00c2\u00c3\u00c4\u00c5\u00e2\u00ef\u00f0"

# One character for another, so that no offset moves: blanks and line ends of all kinds, hyphens of all kinds.
_TYPOGRAPHY = {
    0xA0: " ",
    0x2007: " ",
    0x202F: " ",
    0x0B: "\n",
    0x0C: "\n",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
    0x2010: "-",
    0x2011: "-",
    0xAD: "-",
    0xFEFF: " ",
}


def _links(source: str) -> Iterator[Edit]:
    pilcrows = {}
    for m in _PILCROW_LINK.finditer(source):
        pilcrows[m.start(1)] = m.end(1)
        yield Edit(m.start(1), m.end(1), rule="pilcrow", hull=Span(m.start(1), m.end(2)))
    for m in _LINK.finditer(source):
        if m.start() not in pilcrows:
            whole = Span(m.start(), m.end())
            yield Edit(m.start(), m.start(1), rule="link-debris", hull=whole)
            yield Edit(m.end(1), m.end(), rule="link-debris", hull=whole)


def _escapes(source: str) -> Iterator[Edit]:
    for m in _ESCAPE.finditer(source):
        yield Edit(m.start(), m.end(), rule="markdown-escape", hull=Span(m.start(), min(m.end() + 1, len(source))))


def _markup(source: str) -> Iterator[Edit]:
    for m in _ENTITY.finditer(source):
        if (meant := html.unescape(m[0])) != m[0]:
            yield Edit(m.start(), m.end(), meant, rule="html-entity")
    for m in _TAG.finditer(source):
        breaks = m[0][1:3].lower() in ("br", "p>", "p ")
        yield Edit(m.start(), m.end(), "\n" if breaks else "", rule="html-tag")


def _mojibake(source: str) -> Iterator[Edit]:
    for m in _MOJIBAKE.finditer(source):
        try:
            meant = b"".join(_byte(c) for c in m[0]).decode()
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if len(meant) == 1 and meant.isprintable() and meant != "\u00b6":
            yield Edit(m.start(), m.end(), meant, rule="mojibake")


def _byte(character: str) -> bytes:
    """Return the byte that Windows-1252 shows as a character; the bytes it leaves open stand for themselves."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def plain(source: str) -> str:
    """Return the source with one kind of line end, blank and hyphen: other characters in the same places."""
    one = source.replace("\r\n", " \n").replace("\r", "\n")
    return one.replace("\x0b", "\n").replace("\x0c", "\n") if one.isascii() else one.translate(_TYPOGRAPHY)


def read(source: str, cuts: tuple[Edit, ...] = (), window: Span | None = None, text: str | None = None) -> Reading:
    """Return the clean reading of a text as it was handed over, without the ranges that `cuts` take out.

    Only `window` of it is read (all by default); `text` is the plain form of the whole source, if it is at hand.
    """
    whole = plain(source) if text is None else text
    if window is None or window == Span(0, len(whole)):
        return Reading(source, [*cuts, *_edits(whole)], whole)
    at = window.start
    edits = [_moved(e, at) for e in _edits(whole[at : window.end])]
    return Reading(source, [*cuts, *edits], whole, window)


def _moved(edit: Edit, by: int) -> Edit:
    whole = Span(edit.hull.start + by, edit.hull.end + by) if edit.hull else None
    return Edit(edit.start + by, edit.end + by, edit.text, edit.rule, whole)


def _edits(text: str) -> list[Edit]:
    """Return every edit a text needs."""
    edits: list[Edit] = []
    if "[" in text and "](" in text:  # one character is found a hundred times faster than two
        edits += _links(text)
    if "\\" in text:
        edits += _escapes(text)
    if "&" in text or "<" in text:
        edits += _markup(text)
    if any(lead in text for lead in _MOJIBAKE_LEADS):
        edits += _mojibake(text)
    if "*" in text and "**" in text:
        edits += (Edit(m.start(), m.end(), rule="markdown-emphasis") for m in _EMPHASIS.finditer(text))
    if "\u00b6" in text:
        edits += (
            Edit(m.start(), m.end(), rule="mojibake" if len(m[0]) > 1 and m[0][0] != "\u00b6" else None)
            for m in _PARAGRAPH_SIGN.finditer(text)
        )
    return [*edits, *page_furniture(text)]
