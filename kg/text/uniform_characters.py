"""Give each character one form: entities, RTF codes, wrong encodings, and characters with several forms.

    N&uacute;ez                      entities and RTF escapes: the character that they stand for
    Ã±                               UTF-8 that was read as Latin-1: `ñ`
    SUB<U+200B>JECT, ﬁ, ＡＢ, – ‘ ’   invisible, composed, full-width, typographic: the usual form

Each function returns edits, so that every place in the source stays known. A text without such characters costs a
search.
"""

from __future__ import annotations

import html
import re
import unicodedata
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
_MOJIBAKE = re.compile("[\u00c2-\u00c5][^\0-\x7f]|[\u00e2\u00ef][^\0-\x7f]{2}|\u00f0[^\0-\x7f]{3}|[\x80-\x84\x86-\x9f]")

#: What these begin with.
_LEADS = re.compile("[\u00c2-\u00c5\u00e2\u00ef\u00f0\x80-\x84\x86-\x9f]")

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
    """Return edits that replace HTML entities by the characters they name, however often they were escaped.

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
    """Return edits that replace characters of a wrong encoding by the intended ones."""
    if text.isascii() or _LEADS.search(text) is None:
        return []
    return [
        Edit(*m.span(), meant, rule="mojibake")
        for m in _MOJIBAKE.finditer(text)
        if (meant := _decoded(m[0])) is not None and not _closes_quote(text, *m.span())
    ]


def _closes_quote(text: str, start: int, end: int) -> bool:
    """Return whether a quotation mark follows a capital at a word's end (`JOSÅ”`), which is no wrong encoding."""
    return end - start == 2 and text[start + 1] in _QUOTES and not text[end : end + 1].isalpha()


def _decoded(characters: str) -> str | None:
    """Return the intended character; None where the characters are right as they are.

    A control code of Latin-1 becomes the character of Windows-1252 in its place, or nothing where there is none.
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
    """Return the byte that Windows-1252 shows as a character; a byte without a character is returned as it is."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def rtf(text: str) -> list[Edit]:
    """Return edits that carry out the RTF control words left in a plain text; none where there are only a few."""
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


#: One character for another, so that no offset moves: blanks, line ends and hyphens of all kinds.
_TYPOGRAPHY = {
    **dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n"),
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2043, 0xFE63), "-"),
}
#: Characters that show nothing: zero-width blanks and joiners, direction marks, byte order marks, soft hyphens,
#: variation selectors, fillers, control codes.
_INVISIBLE = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0001-\U000e007f\U000e0100-\U000e01ef"
)
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f"
_HIDDEN = re.compile(f"\x1b\\[[0-9;?]{{0,12}}[A-Za-z]|[{_INVISIBLE}{_CONTROLS}]+")
#: Those of them that Python takes for printable.
_PRINTABLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
)
_SOFT_HYPHEN = re.compile("\xad+")
_ACCENTED = re.compile("[^\\W\\d_][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{1,8}")
#: Forms of presentation: ligatures, full width, letters of mathematics, Roman numerals in one character.
_FORMS = re.compile("[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff\u2160-\u217f\u2100-\u214f]+")
_MEANT = {"\u2116": "No"}
_KEPT = frozenset("\u2103\u2109\u2117\u211e\u2120\u2122\u2126")
"""Letter-like symbols that are no letter of a word, and stay."""


def uniform(text: str) -> str:
    """Return a text with one kind of blank, line end and hyphen; no offset moves.

    >>> uniform("a\\u00a0b\\r\\nc")
    'a b \\nc'
    """
    one = text.replace("\r\n", " \n").replace("\r", "\n")
    return one.replace("\x0b", "\n").replace("\x0c", "\n") if one.isascii() else one.translate(_TYPOGRAPHY)


def edits(text: str) -> list[Edit]:
    """Return the edits that make the characters of a text uniform; these change its length."""
    found = [Edit(*m.span(), rule="invisible") for m in _HIDDEN.finditer(text)] if _may_hide(text) else []
    if text.isascii():
        return found
    if "\xad" in text:
        found += _soft_hyphens(text)
    found += [
        Edit(*m.span(), meant, rule="presentation-form")
        for m in _FORMS.finditer(text)
        if (meant := _as_written(m[0])) != m[0]
    ]
    if not unicodedata.is_normalized("NFC", text):
        found += _composed(text)
    return found


def _may_hide(text: str) -> bool:
    """Return quickly whether a text may have invisible characters."""
    shown = text.replace("\n", "")
    if "\r" in shown or "\t" in shown:
        shown = shown.replace("\r", "").replace("\t", "")
    return not shown.isprintable() or not (text.isascii() or _PRINTABLE.isdisjoint(shown))


def _as_written(forms: str) -> str:
    return "".join(_MEANT.get(c) or (c if c in _KEPT else unicodedata.normalize("NFKC", c)) for c in forms)


def _composed(text: str) -> Iterator[Edit]:
    """Yield edits that join letter and accent; an accent that fits no letter is left."""
    for m in _ACCENTED.finditer(text):
        if (meant := unicodedata.normalize("NFC", m[0])) != m[0]:
            yield Edit(*m.span(), meant, rule="decomposed")


def _soft_hyphens(text: str) -> Iterator[Edit]:
    """Yield edits for soft hyphens: a hyphen at a line end, beside figures and blanks, else nothing.

    Some text layers of PDFs write soft hyphens for the printed ones.
    """
    for m in _SOFT_HYPHEN.finditer(text):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        hyphen = after in ("\n", "\r", "") or before.isspace() or after.isspace() or before.isdigit() or after.isdigit()
        yield Edit(*m.span(), "-" if hyphen else "", rule="invisible")
