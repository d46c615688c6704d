"""Make characters uniform: what looks the same to a person is the same character afterwards.

PDF text layers, web pages and word processors write one letter in many ways: with its accent apart, as a ligature, in
full width, with invisible characters inside. Sources: Unicode Standard Annex 15 (normalisation forms), chapter 23 of
the standard (format characters).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kg.text.aligned_text import Edit

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
"""Signs among the letter-like symbols that are no letter of a word."""


def uniform(text: str) -> str:
    """Return a text with one kind of blank, line end and hyphen: other characters in the same places.

    >>> uniform("a\\u00a0b\\r\\nc")
    'a b \\nc'
    """
    one = text.replace("\r\n", " \n").replace("\r", "\n")
    return one.replace("\x0b", "\n").replace("\x0c", "\n") if one.isascii() else one.translate(_TYPOGRAPHY)


def edits(text: str) -> list[Edit]:
    """Return the edits that make the characters of a text uniform, one of a length of its own each."""
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
    """Tell whether it is worth searching a text for characters that show nothing."""
    shown = text.replace("\n", "")
    if "\r" in shown or "\t" in shown:
        shown = shown.replace("\r", "").replace("\t", "")
    return not shown.isprintable() or not (text.isascii() or _PRINTABLE.isdisjoint(shown))


def _as_written(forms: str) -> str:
    return "".join(_MEANT.get(c) or (c if c in _KEPT else unicodedata.normalize("NFKC", c)) for c in forms)


def _composed(text: str) -> Iterator[Edit]:
    """Yield the letters whose accent is a character of its own; an accent that no letter has is left."""
    for m in _ACCENTED.finditer(text):
        if (meant := unicodedata.normalize("NFC", m[0])) != m[0]:
            yield Edit(*m.span(), meant, rule="decomposed")


def _soft_hyphens(text: str) -> Iterator[Edit]:
    """Yield the soft hyphens: a hyphen at a line end, beside figures and blanks, else nothing.

    A text layer of a PDF that has no other hyphen writes them for the printed ones.
    """
    for m in _SOFT_HYPHEN.finditer(text):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        hyphen = after in ("\n", "\r", "") or before.isspace() or after.isspace() or before.isdigit() or after.isdigit()
        yield Edit(*m.span(), "-" if hyphen else "", rule="invisible")
