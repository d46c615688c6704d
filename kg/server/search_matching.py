"""Make words comparable for search, despite accents, strokes and zeros; and find cables by their number."""

from __future__ import annotations

import re
import unicodedata

from kg.model.cable_id import CableId
from kg.parsing.cable_ids import canonical_id
from kg.terms.namespaces import BASE
from kg.vocabulary import posts
from kg.vocabulary.latin_letters import ONE_FOR_ONE, TWO_FOR_ONE, plain_letters

_CABLE = f"{BASE}cable/"
_ZEROS = re.compile(r"(?<![^\W_])0+(?=\d)(?=\d{1,9}(?![^\W_]))|(?<=[A-Za-z])0+(?=[1-9])")
_SHORT = 4
"""A number with fewer digits keeps its zeros: `07` is a year, `002290` a serial number."""
_SERIAL = re.compile(r"(\D{1,60}?)[\s#.-]{0,4}0*([1-9]\d{0,6})(?:\s{0,3}\((\d\d)\))?")
_RUN = re.compile(r"\d+")
_DIGRAPHS = {two.lower(): one for one, two in TWO_FOR_ONE.items() if one.islower()}
_DIGRAPH = re.compile("|".join(_DIGRAPHS))


def comparable(text: str) -> str:
    """Return text in the form that is indexed and searched: plain letters, numbers without leading zeros.

    >>> comparable("Łukasz: LIMA 002290, 07LIMA002290, of 07")
    'Lukasz: LIMA 2290, 07LIMA2290, of 07'
    """
    return _ZEROS.sub(_shortened, plain_letters(text)) if "0" in text else plain_letters(text)


def _shortened(match: re.Match[str]) -> str:
    following = _RUN.match(match.string, match.end())
    alone = match.start() == 0 or not match.string[match.start() - 1].isalpha()
    return match[0] if alone and following and len(match[0]) + len(following[0]) < _SHORT else ""


def numbered(number: str) -> str:
    """Return a cable's number with its parts, as people write them: `07LIMA2290 2007 07 LIMA 2290 LIMA2290`."""
    found = CableId.parse(number)
    if found is None:
        return number
    year = found.prefix.removesuffix(found.station)
    words = (number, str(found.year), year, found.station, str(found.serial), f"{found.station}{found.serial}")
    return " ".join(dict.fromkeys(words))


def asked_for(typed: str) -> tuple[str, ...]:
    """Return patterns (GLOB) for the IRIs of a cable searched by its number; none where there is no number.

    Without a year the patterns match any year.

    >>> asked_for("07 LIMA 002290") == asked_for("cable:07LIMA2290") == asked_for("LIMA 2290 (07)")
    True
    >>> asked_for("Embassy Lima 2290")[0].endswith("/cable/[0-9][0-9]LIMA2290"), asked_for("the year 1990")
    (True, ())
    """
    typed = typed.strip().strip('"').removeprefix(_CABLE).removeprefix("cable:").strip()
    known = canonical_id(typed)
    if known is not None:
        return (_CABLE + known,)
    found = _SERIAL.fullmatch(typed)
    if found is None:
        return ()
    name, serial, year = found.groups()
    if (post := posts.by_name(name.strip())) is None:
        return ()
    years = (year,) if year else ("[0-9][0-9]", "[0-9][0-9][0-9][0-9]")
    return tuple(f"{_CABLE}{one}{post.id}{serial}" for one in years)


def folded(text: str) -> str:
    """Return text in lower case without accents and strokes, one character for one, so that places stay the same."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    plain = unicodedata.normalize("NFKD", character.translate(ONE_FOR_ONE))
    return (plain[:1] or character).lower()[:1]


def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern for words (one that may continue ends in *) in folded text, in any of their spellings."""
    each = (_spellings(folded(w.rstrip("*"))) + (r"[^\W_]{0,80}" if w.endswith("*") else "") for w in words)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(each)})(?![^\W_])" if words else r"(?!)")


def _spellings(word: str) -> str:
    """Return the pattern of a comparable word: with zeros before its number, and with ligatures."""
    pieces, at = [], 0
    for run in _RUN.finditer(word):
        before = word[at : run.start()]
        zeros = "0{0,6}" if before or (not at and len(run[0]) >= 1) else ""
        pieces += [_with_ligatures(before), zeros, run[0]]
        at = run.end()
    return "".join([*pieces, _with_ligatures(word[at:])])


def _with_ligatures(text: str) -> str:
    """Return the pattern of letters, each with optional accents, or two in a ligature."""
    pieces, at = [], 0
    for found in _DIGRAPH.finditer(text):
        both = "".join(map(_accented, found[0]))
        pieces += [*map(_accented, text[at : found.start()]), f"(?:{both}|{_DIGRAPHS[found[0]]})"]
        at = found.end()
    return "".join([*pieces, *map(_accented, text[at:])])


def _accented(letter: str) -> str:
    return re.escape(letter) + (r"[\u0300-\u036f]{0,3}" if letter.isalpha() else "")
