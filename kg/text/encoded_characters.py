"""Read characters that stand in a code for them: HTML entities, text of a wrong encoding, control words of RTF."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from kg.text.aligned_text import Edit

_ENTITY = re.compile(
    r"&(?:amp;){0,4}(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,30};"
    r"|(?:nbsp|shy|amp|quot|lt|gt|[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|ring|slash))(?![A-Za-z0-9]))"
)
#: How often an entity is read again: `&amp;amp;nbsp;` was escaped three times.
_TIMES = 5

#: UTF-8 read as Windows-1252: a lead byte and its continuation bytes, as the characters they were taken for.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00c5][\u0080-\U0010ffff]|[\u00e2\u00ef][\u0080-\U0010ffff]{2}"
    "|\u00f0[\u0080-\U0010ffff]{3}|[\x80-\x84\x86-\x9f]"
)

_QUOTES = "\u2018\u2019\u201c\u201d"
_UNSHOWN = frozenset("\u00a0\u00ad\u200b\u202f\ufeff")
_RTF_PARAGRAPH = re.compile(r"\\par\b")
_RTF = re.compile(
    r"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<code>-?\d{1,6})[ ]?\??|\\(?P<word>[a-z]{1,24})(?:-?\d{1,6})?[ ]?"
    r"|(?P<brace>[{}])|\\(?P<sign>[~_-])"
)
_RTF_WORDS = {
    "par": "\n",
    "line": "\n",
    "pard": "",
    "tab": " ",
    "emdash": "\u2014",
    "endash": "\u2013",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "bullet": "\u2022",
}
_RTF_SIGNS = {"~": " ", "_": "-", "-": ""}
#: So many paragraph ends make a text the debris of RTF; a path or a formula may have one.
_RTF_LEAST = 3


def entities(text: str) -> list[Edit]:
    """Return the HTML entities of a text, each as the character it names, however often it was escaped.

    >>> [edit.text for edit in entities("N&uacute;&ntilde;ez &amp;amp; Co.")]
    ['ú', 'ñ', '&']
    """
    if "&" not in text:
        return []
    return [
        Edit(*m.span(), meant, rule="html-entity")
        for m in _ENTITY.finditer(text)
        if (meant := _unescaped(m[0])) != m[0]
    ]


@lru_cache(maxsize=1024)
def _unescaped(entity: str) -> str:
    for _ in range(_TIMES):
        if (meant := html.unescape(entity)) == entity:
            break
        entity = meant
    return entity


def mojibake(text: str) -> list[Edit]:
    """Return the characters of a text that was decoded with a wrong encoding, each as the one that was meant."""
    if text.isascii():
        return []
    return [
        Edit(*m.span(), meant, rule="mojibake")
        for m in _MOJIBAKE.finditer(text)
        if (meant := _decoded(m[0])) is not None and not _closes_quote(text, *m.span())
    ]


def _closes_quote(text: str, start: int, end: int) -> bool:
    """Tell a capital with a quotation mark behind its word (`JOSÅ”`) from a letter of a wrong encoding."""
    return end - start == 2 and text[start + 1] in _QUOTES and not text[end : end + 1].isalpha()


def _decoded(characters: str) -> str | None:
    """Return the character that was meant, None where the characters are what they seem.

    A control code of Latin-1 is the character that Windows-1252 has in its place, nothing where it has none.
    """
    if len(characters) == 1:
        return characters.encode("latin-1").decode("cp1252", "ignore")
    try:
        meant = b"".join(map(_byte, characters)).decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    shown = meant.isprintable() or meant in _UNSHOWN
    return meant if len(meant) == 1 and shown and meant != "\u00b6" else None


def _byte(character: str) -> bytes:
    """Return the byte that Windows-1252 shows as a character; the bytes it leaves open stand for themselves."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def rtf(text: str) -> list[Edit]:
    """Return the control words that RTF left in a plain text, each as what it does; none where it left few."""
    if "\\par" not in text or len(_RTF_PARAGRAPH.findall(text)) < _RTF_LEAST:
        return []
    return list(_rtf(text))


def _rtf(text: str) -> Iterator[Edit]:
    for m in _RTF.finditer(text):
        start, end = m.span()
        meant = ""
        if m["byte"]:
            meant = bytes.fromhex(m["byte"]).decode("cp1252", "replace")
        elif m["code"]:
            meant = chr(int(m["code"]) % 0x10000)
            meant = "" if "\ud800" <= meant <= "\udfff" else meant
        elif m["word"]:
            meant = _RTF_WORDS.get(m["word"], "")
            if meant == "\n" and text[end : end + 1] in ("\n", "\r"):
                meant = ""
        elif m["sign"]:
            meant = _RTF_SIGNS[m["sign"]]
        yield Edit(start, end, meant, rule="rtf-debris")
