"""Find the letters of a reference list: `A.`, `A)`, `(A)`, `[A]`, `A:`, doubled after Z, and numbers in their place.

    A. LIMA 3259  B. 06 QUITO 12  C) STATE 4        the list A, B, C
    8. QUITO 12                                     after A: B, which a scan read as 8
    (C) LIMA 12                                     a portion marking, unless the list has come to C

The letter reached so far decides the reading of a doubtful one.
"""

from __future__ import annotations

from msgspec import Struct

from kg.parsing.references.cited_numbers import touch
from kg.parsing.references.reference_tokens import Token

_OPEN = {"(": ")", "[": "]", "{": "}", '"': '"'}
_BEHIND = frozenset(".):]")
#: Marks that stand behind a letter too, where it is the very next one and a name follows: `A - STATE`, `B, LIMA`.
_LOOSE = frozenset("-–,;")
#: Digits that a scan reads for letters.
_LOOKS_LIKE = {"8": "B", "0": "DO", "1": "I", "5": "S", "6": "G", "2": "Z"}
#: How many letters of a list may be missing between two.
_GAP = 5
#: In parentheses before a name these are portion markings, unless the list has come to the letter.
_MARKINGS = frozenset("CSU")


class Marker(Struct, frozen=True):
    """A letter found: in capitals (or the number), the token after it, and the digit that was read as it."""

    letter: str
    following: int
    scanned: int | None = None


def _order(letter: str) -> int:
    """Return the place of a letter in the list: A is 1, AA is 27."""
    return ord(letter[0]) - 64 + 26 * (len(letter) - 1)


class Markers:
    """Finds the letters of one list; it knows how far the list has come."""

    __slots__ = ("_tokens", "last", "number")

    def __init__(self, tokens: list[Token]) -> None:
        """Start before the first letter."""
        self._tokens = tokens
        self.last: str | None = None
        self.number = 0

    def passed(self, marker: Marker) -> None:
        """Note that the list has come to `marker`."""
        if marker.letter.isdigit():
            self.number = int(marker.letter)
        else:
            self.last = marker.letter

    def _letter(self, i: int) -> str | None:
        if i >= len(self._tokens):
            return None
        token = self._tokens[i]
        text = token.text.upper()
        if token.kind != "word" or not (text.isascii() and text.isalpha()):
            return None
        return text if len(text) == 1 or (len(text) == 2 and text[0] == text[1]) else None

    def follows(self, letter: str) -> bool:
        """Return whether `letter` can come next: the first of all, A again, the same again, or a few further on."""
        if self.last is None or letter == "A":
            return len(letter) == 1
        return 0 <= _order(letter) - _order(self.last) <= _GAP

    def at(self, i: int) -> Marker | None:
        """Return the letter at token `i`; None where there is none or it cannot be the next one."""
        token = self._tokens[i]
        if len(token.text) > 2:
            return None
        if token.kind == "mark":
            closing = _OPEN.get(token.text)
            return self._enclosed(i, closing) if closing else None
        letter = self._letter(i)
        if letter is None or i + 1 >= len(self._tokens) or not self.follows(letter):
            return None
        behind = self._tokens[i + 1]
        if behind.text not in _BEHIND or behind.start - token.end > 1:
            return None
        if behind.text == "." and self._abbreviates(i):
            return None
        if i and behind.text in _OPEN.values() and self._tokens[i - 1].text in _OPEN:
            return None  # the inside of `(S)`
        both = behind.text == "." and touch(self._tokens, i, i + 1) and self._text(i + 2) == ")"
        return Marker(letter, i + 2 + both)

    def _text(self, i: int) -> str:
        return self._tokens[i].text if i < len(self._tokens) else ""

    def _abbreviates(self, i: int) -> bool:
        """Return whether the letter at token `i` is one of several with points between, without blanks (`U.S.`)."""
        tokens = self._tokens
        return any(
            k >= 0
            and k + 3 < len(tokens)
            and tokens[k + 1].text == tokens[k + 3].text == "."
            and touch(tokens, k, k + 3)
            and self._letter(k) is not None
            and self._letter(k + 2) is not None
            for k in (i, i - 2)
        )

    def _enclosed(self, i: int, closing: str) -> Marker | None:
        tokens = self._tokens
        if i + 2 >= len(tokens) or tokens[i + 2].text != closing:
            return None
        inner = tokens[i + 1].text
        if inner.isdigit() and inner.isascii() and len(inner) < 3 and inner == str(self.number + 1):
            return self._behind(inner, i + 3)
        letter = self._letter(i + 1)
        if letter is None or not self.follows(letter) or (self.last is None and letter in _MARKINGS):
            return None
        return self._behind(letter, i + 3)

    def _behind(self, letter: str, following: int) -> Marker:
        """Return the marker, skipping a point or colon after its parentheses."""
        if following < len(self._tokens) and self._tokens[following].text in (".", ":"):
            following += 1
        return Marker(letter, following)

    def numbered(self, i: int) -> Marker | None:
        """Return the number at token `i` in the place of a letter: `1.`, `1)`, in order."""
        tokens = self._tokens
        if (
            i + 3 < len(tokens)
            and tokens[i].text == str(self.number + 1)
            and tokens[i + 1].text in (".", ")")
            and (touch(tokens, i, i + 1))
        ):
            dated = tokens[i + 2].kind == "number" and tokens[i + 3].kind == "word"  # `2) 04 LIMA 12`
            return Marker(tokens[i].text, i + 2) if dated or tokens[i + 2].kind == "word" else None
        return None

    def back(self, i: int) -> Marker | None:
        """Return a letter with a mark after it that comes out of order: `A. LIMA 1 C. LIMA 2 B. LIMA 3`."""
        letter = self._letter(i)
        marked = letter is not None and len(letter) == 1 and self._text(i + 1) in (".", ")")
        return Marker(letter, i + 2) if letter and marked and touch(self._tokens, i, i + 1) else None

    def scanned(self, i: int) -> Marker | None:
        """Return the letter for which a scan put a digit at token `i` (`A. LIMA 12 8. LIMA 14`): just the next one."""
        if self.last is None or i >= len(self._tokens):
            return None
        opens = self._tokens[i].text in _OPEN
        k = i + opens
        letter = chr(ord(self.last[-1]) + 1)
        if letter not in _LOOKS_LIKE.get(self._text(k), ""):
            return None
        closed = self._text(k + 1) == (_OPEN[self._tokens[i].text] if opens else ")")
        if (not closed and (opens or self._text(k + 1) != ".")) or not touch(self._tokens, i, k + 1):
            return None
        return Marker(letter, k + 2, k)

    def bare(self, i: int) -> Marker | None:
        """Return the next letter without a mark (`REF A PARIS 7 B PARIS 9`), or with a loose one."""
        i += self._text(i) in _OPEN  # the closing one is lost: `(A LIMA 12 (B QUITO 14`
        letter = self._letter(i)
        if letter is None or len(letter) > 1 or i + 1 >= len(self._tokens):
            return None
        expected = "A" if self.last is None else chr(ord(self.last[-1]) + 1)
        k = i + 1
        while self._text(k) in _LOOSE and k < i + 3 and k + 1 < len(self._tokens):
            k += 1
        kinds = ("word",) if k > i + 1 else ("word", "number")
        return Marker(letter, k) if letter == expected and self._tokens[k].kind in kinds else None
