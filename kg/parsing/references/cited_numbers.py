"""Read the number and year of a cited cable, joined from pieces, and no date or report number.

    LIMA 3259            a number; `1O23`, where a scan put letters for digits, is one, too
    STATE 123,456        in pieces, as are `STATE 123 456` and `STATE 12-` with `345` on the next line
    LIMA 1234-07         a number and its year (`after`)
    05/11/2007           a date, no number

The sender's usual number of digits decides: pieces that make a number too long for it are two numbers. Where both
readings are possible, the two numbers are kept and marked as doubtful.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.model.cable_id import THIS_YEAR, full_year
from kg.parsing.line_patterns import MONTH
from kg.parsing.references.reference_tokens import Token

#: The first year of telegrams with record numbers of this kind; of one cited by an earlier cable, so many years before.
FIRST, _BACK = 1961, 30

_DATE = (
    rf"(?:\d{{6}}[ ]?Z?[ ]?{MONTH}[ ]?(?P<dtg>\d{{4}}|\d\d)|{MONTH}\.?[ ]\d{{1,2}}[ ]?,?[ ]?(?P<us>\d{{4}}|\d\d)"
    r"|\d{1,2}[ ]" + MONTH + r"[ ,]{0,2}(?P<dmy>\d{4}|\d\d)|\d{1,2}/\d{1,2}/(?P<slashed>\d{4}|\d\d))(?!\d)"
)
_AFTER = re.compile(
    rf"""\s{{0,3}}[(\[]\s?['’`]?(?P<paren>(?:19|20)\d\d|\d\d)\s?[)\]]         # LIMA 3259 (06)
      | [ ]?-[ ]?\n?(?P<dash>(?:19|20)\d\d|\d\d)(?![\d-])                      # QUITO 4525-91
      | /(?P<slash>\d\d)(?![\d/])                                           # STATE 12345/75
      | [ ]{{1,2}}['’`](?P<quote>\d\d)(?!\d)                                # LIMA 3259 '06
      | [ ]{{1,3}}OF[ ](?P<of>(?:19|20)\d\d|\d\d)(?!\d|[ ]{MONTH})          # LIMA 3259 OF 2006
      | [ ]{{1,3}}(?P<blank>(?:19|20)\d\d|\d\d)                             # AMMAN 07718 99,
          (?=\s{{0,5}}(?:[;,)\]]|\Z|\n\s{{0,20}}[^\w\s]|(?:AND|&)\b|[(\[]?[A-Z][.)\]:]))
      | [ ,/]{{0,3}}\(?(?:DTG|DTD|DATED|OF)?[ :]{{0,2}}{_DATE}[ ]?\)?        # STATE 12345 (DTG 031628Z SEP 75)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SCANNED = re.compile(r"(?=\D*\d)\[?[\dOQIl@]{3,7}")
_LETTERS = str.maketrans("OQIl@[", "001101")
#: Numbers in a range at most; more are no range.
WIDEST = 20
_GROUP = 3  # digits between two commas of a number


class Citing(Struct, frozen=True):
    """The cable that cites: its id, station, full year and number, as far as they are known."""

    id: str | None
    post: str | None
    year: int | None
    month: int | None
    number: int | None

    def plausible(self, year: int) -> bool:
        """Return whether a cable of `year` can be cited: one written before the citing cable, or just after it."""
        first = min(FIRST, self.year - _BACK) if self.year else FIRST
        return first <= year <= min((self.year or THIS_YEAR) + 1, THIS_YEAR)


class Written(Struct, frozen=True):
    """A year as written: the full year, and where it ends in the field's text."""

    year: int
    end: int


def after(text: str, at: int, number: str, citing: Citing) -> Written | None:
    """Return the year written after a number that ends at `at`; None where no year follows.

    A bare two-digit group counts only for a plausible year and a number of three digits or more.
    """
    m = _AFTER.match(text, at)
    if m is None or m.lastgroup is None:
        return None
    form = m.lastgroup
    year = full_year(int(m[form]))
    if not citing.plausible(year):
        return None
    if form in ("dash", "blank") and len(number) < 3:
        return None
    if form == "dash" and len(m[form]) == len(number):
        return None
    if form == "slash" and (len(number) < 4 or (citing.year and year < citing.year - 4)):
        return None
    return Written(year, m.end())


class Number(Struct, frozen=True):
    """A record number: its value, digits and place; `scanned` if letters had to be read as digits."""

    value: int
    digits: str
    start: int
    end: int
    scanned: bool = False


def looks_scanned(text: str) -> bool:
    """Return whether a word is a number in which a scan put letters for digits (`1O23`).

    >>> looks_scanned("1O23"), looks_scanned("LIMA")
    (True, False)
    """
    return _SCANNED.fullmatch(text) is not None


def most_digits(station: str | None) -> int:
    """Return the most digits of a station's numbers: the Department sends more than any post."""
    return 6 if station == "STATE" else 5


def touch(tokens: list[Token], first: int, last: int) -> bool:
    """Return whether no blank is between the tokens `first` to `last`."""
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
    """Return whether a date of three numbers begins at token `i` (`05/11/07`)."""
    group = tokens[i : i + 5]
    return (
        len(group) == 5
        and group[1].text in ("/", "-")
        and group[3].text == group[1].text
        and all(group[k].kind == "number" for k in (0, 2, 4))
        and all(len(group[k].text) < 3 for k in (0, 2))
        and len(group[4].text) in (2, 4)
    )


class Whole(Struct, frozen=True):
    """A number read from several tokens up to `last`; `doubtful` if it may as well end before them."""

    number: Number
    last: int
    joined: bool = False
    unsure: bool = False
    doubtful: bool = False


def whole(tokens: list[Token], k: int, number: Number, station: str | None, citing: Citing) -> Whole:
    """Return the number that begins at token `k`: `number`, or one that continues in the next tokens."""
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
    """Read a number that a hyphen breaks at the end of its line; a range or a year after the hyphen is none."""
    k, first = alone.last, alone.number
    rest = number_at(tokens, k + 3)
    if rest is None or len(first.digits) + len(rest.digits) > most_digits(station):
        return alone
    is_year = len(rest.digits) == 2 and len(first.digits) > 2 and citing.plausible(1900 + rest.value)
    end = int(first.digits[: max(len(first.digits) - len(rest.digits), 0)] + rest.digits)
    if is_year or 0 < end - first.value <= WIDEST:
        return alone
    return _join(alone, rest, k + 3, unsure=True)
