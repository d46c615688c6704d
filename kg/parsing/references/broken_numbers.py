"""Numbers in pieces: `STATE 123,456`, `STATE 123 456`, `STATE 12-` with `345` on the next line.

How many digits the numbers of the sender have decides: pieces that make a number too long for it are two numbers.
Where both readings can be meant, the two numbers are kept and marked as doubtful.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from kg.parsing.references.cable_numbers import Number, most_digits, number_at, touch
from kg.parsing.references.cited_years import Citing
from kg.parsing.references.reference_tokens import Token

#: Numbers in a range at most; more are no range.
WIDEST = 20
_GROUP = 3  # digits between two commas of a number


class Whole(Struct, frozen=True):
    """A number read from several tokens, the last of which is `last`; `doubtful` if it may as well end before them."""

    number: Number
    last: int
    joined: bool = False
    unsure: bool = False
    doubtful: bool = False


def whole(tokens: list[Token], k: int, number: Number, station: str | None, citing: Citing) -> Whole:
    """Return the number that begins at token `k`, `number` or one that goes on in the tokens behind it."""
    alone = Whole(number, k)
    if k + 1 >= len(tokens) or number.scanned:
        return alone
    sign = tokens[k + 1].text
    if tokens[k + 1].kind == "number":
        return _spaced(tokens, alone, station)
    if sign == "," and touch(tokens, k, k + 1):
        return _grouped(tokens, alone, station)
    if sign == "-" and touch(tokens, k, k + 1) and k + 3 < len(tokens) and tokens[k + 2].kind == "line":
        return _hyphenated(tokens, alone, station, citing)
    return alone


def _join(alone: Whole, rest: Number, last: int, *, unsure: bool) -> Whole:
    digits = alone.number.digits + rest.digits
    return Whole(replace(alone.number, value=int(digits), digits=digits, end=rest.end), last, True, unsure)


def _grouped(tokens: list[Token], alone: Whole, station: str | None) -> Whole:
    """Read thousands set apart by a comma without a blank; three such groups are a list."""
    k = alone.last
    rest = number_at(tokens, k + 2)
    if rest is None or not touch(tokens, k + 1, k + 2) or len(rest.digits) != _GROUP:
        return alone
    if len(alone.number.digits) > min(_GROUP, most_digits(station) - _GROUP):
        return alone
    listed = k + 4 < len(tokens) and tokens[k + 3].text == "," and tokens[k + 4].kind == "number"
    if listed or station != "STATE":
        return replace(alone, doubtful=True)
    return _join(alone, rest, k + 2, unsure=False)


def _spaced(tokens: list[Token], alone: Whole, station: str | None) -> Whole:
    """Read two halves of three digits with a blank between, where the sender has numbers of six digits."""
    k = alone.last
    rest = number_at(tokens, k + 1)
    halves = rest is not None and len(rest.digits) == len(alone.number.digits) == _GROUP
    if rest is None or not halves or station != "STATE" or (k + 2 < len(tokens) and tokens[k + 2].kind == "number"):
        return alone
    return _join(alone, rest, k + 1, unsure=True)


def _hyphenated(tokens: list[Token], alone: Whole, station: str | None, citing: Citing) -> Whole:
    """Read a number that a hyphen breaks at the end of its line; a range or a year behind the hyphen is none."""
    k, first = alone.last, alone.number
    rest = number_at(tokens, k + 3)
    if rest is None or len(first.digits) + len(rest.digits) > most_digits(station):
        return alone
    is_year = len(rest.digits) == 2 and len(first.digits) > 2 and citing.plausible(1900 + rest.value)
    end = int(first.digits[: max(len(first.digits) - len(rest.digits), 0)] + rest.digits)
    if is_year or 0 < end - first.value <= WIDEST:
        return alone
    return _join(alone, rest, k + 3, unsure=True)
