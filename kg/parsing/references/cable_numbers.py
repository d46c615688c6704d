"""The number of a cable in a reference, told apart from dates, decimals and report numbers."""

from __future__ import annotations

import re

from msgspec import Struct

from kg.parsing.references.reference_tokens import Token

_SCANNED = re.compile(r"(?=\D*\d)\[?[\dOQIl@]{3,7}")
_LETTERS = str.maketrans("OQIl@[", "001101")


class Number(Struct, frozen=True):
    """A record number: its value, its digits, where it stands; `scanned` if letters had to be read for digits."""

    value: int
    digits: str
    start: int
    end: int
    scanned: bool = False


def looks_scanned(text: str) -> bool:
    """Return whether a word is a number in which a scan put letters for digits (`1O23`)."""
    return _SCANNED.fullmatch(text) is not None


def most_digits(station: str | None) -> int:
    """Return how many digits the numbers of a station have at most: the Department sends more than any post."""
    return 6 if station == "STATE" else 5


def touch(tokens: list[Token], first: int, last: int) -> bool:
    """Return whether no blank stands between the tokens `first` to `last`."""
    return all(tokens[k].end == tokens[k + 1].start for k in range(first, last))


def number_at(tokens: list[Token], i: int) -> Number | None:
    """Return the record number at token `i`: at most seven digits after its zeros, and no part of a decimal."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    digits = token.text
    if "@" in digits or (token.kind == "word" and looks_scanned(digits)):
        digits = digits.translate(_LETTERS)
    elif token.kind != "number":
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 8 and 0 < int(digits) < 10_000_000):
        return None
    behind = tokens[i + 1 : i + 3]
    if len(behind) == 2 and behind[0].text in (".", ":") and behind[1].kind == "number" and touch(tokens, i, i + 2):
        return None
    return Number(int(digits), digits, token.start, token.end, digits != token.text)


def is_date(tokens: list[Token], i: int) -> bool:
    """Return whether a date of three numbers stands at token `i` (`05/11/07`)."""
    group = tokens[i : i + 5]
    return (
        len(group) == 5
        and group[1].text in ("/", "-")
        and group[3].text == group[1].text
        and all(group[k].kind == "number" for k in (0, 2, 4))
        and all(len(group[k].text) < 3 for k in (0, 2))
        and len(group[4].text) in (2, 4)
    )
