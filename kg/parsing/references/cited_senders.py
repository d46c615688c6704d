"""Resolve the sender of a referenced cable from the words before the number.

A name is taken as it is where the tables know it. Words around it that say nothing about the sender are passed over
(`COLOMBO CABLES`, `UNCLASS USDA FAS`). Only then is the nearest post asked for, and a name of one word that no table
knows stays as it is, marked.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from kg.parsing import post_name_matching
from kg.parsing.line_patterns import CAPTIONS, LEVELS, PRECEDENCES
from kg.parsing.references.other_documents import names_other
from kg.vocabulary import organisations, posts
from kg.vocabulary.csv_tables import squeeze

#: Words behind a sender's name that call the thing a message.
_NOUNS = frozenset(
    """CABLE CABLES TELEGRAM TELEGRAMS TEL TELS MESSAGE MESSAGES MSG MSGS NO NOS NR NUMBER NUMBERS SERIAL REFTEL
    REFTELS""".split()
)
#: Words before a name that are no part of it.
_FILLERS = frozenset((*CAPTIONS, *PRECEDENCES, *(level for level, _ in LEVELS))) | frozenset(
    """AND ALSO SEE CF PER BOTH FROM OUR YOUR MY PREVIOUS PREV EARLIER INCLUDING ESPECIALLY PLUS REF REFS REFTEL REFTELS
    UNCLASS SBU LOU NOTAL CABLE CABLES TELEGRAM TELEGRAMS THE IN FOR TO""".split()
)
MONTHS = frozenset(
    """JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER
    OCTOBER NOVEMBER DECEMBER""".split()
)
#: Words with a number behind them that are no senders.
_NO_SENDERS = MONTHS | frozenset(
    """PARA PARAS PARAGRAPH PARAGRAPHS SECTION SECTIONS PAGE PAGES PART PARTS ITEM ITEMS TAB TABS ANNEX ARTICLE CHAPTER
    APPENDIX ENCLOSURE NUMBER DATED DTD DATE DTG DAY DAYS YEAR YEARS MONTH MONTHS WEEK WEEKS ROOM PHONE FAX TEL EXT
    THE AND FOR WITH FROM ABOUT OVER NEARLY SOME ONLY THAN INTO UPON BETWEEN DURING UNTIL SINCE AFTER BEFORE THESE
    CIRCULAR CIRTEL CIRCTEL RESOLUTION RES LICENSE LICENCE LIC EXP CASE FILE DOC UNSCR OPTION PHASE GROUP CLASS LEVEL
    LAST NEXT FIRST ANOTHER OTHERS TRIP NAME NAMES CALL CALLS ROLE FORT KING HILL WHITE FREE WELL MORE MOST INTO BEGIN
    ACCORD SENATE SIGN TURN WAIT MEAN STAND FRANK BRIDGE""".split()
)
#: Offices in a city that are not its embassy and whose messages are not numbered by it.
_AGENCIES = frozenset(
    "USDAO DAO USIS USIA FBIS AFOSI FODAG HOTR LEGATT DEA CIA USAID AID FCS MAAG MILGP JUSMAG".split()
)
_DELEGATIONS = frozenset(("USDEL", "USMISSION", "DEL", "DELEGATION", "USREP"))

#: The capital behind the name of an agency that sits there: USDOC WASHINGTON, SECDEF WASHINGTON DC.
_CAPITAL = tuple(tuple(name.split()) for name in ("WASHINGTON D C", "WASHINGTON DC", "WASHINGTON", "WASH DC", "WASHDC"))
_DIGITS = str.maketrans("0158", "OISB")


class Sender(Struct, frozen=True):
    """A sender found in a run of words: those from `first` to before `last` are its name.

    `how` is known (in the tables), scanned (a digit read for a letter), nearest (the only post near), or unknown.
    """

    station: str
    first: int
    last: int
    how: str
    sure: bool = True


def is_filler(word: str) -> bool:
    """Return whether a word (in capitals) before a sender's name means nothing for the sender."""
    return word in _FILLERS


def is_no_sender(word: str) -> bool:
    """Return whether a word (in capitals) makes the next number no cable's: a month, a page, a case."""
    return word in _NO_SENDERS


def _exact(words: tuple[str, ...], year: int | None) -> tuple[str, str] | None:
    name = " ".join(words)
    squeezed = squeeze(name)
    if squeezed in post_name_matching.SERIES:
        return squeezed, "series"
    if found := posts.station(name, year):
        return found, "known" if squeezed.isalpha() else "scanned"
    if not squeezed.isalpha() and (found := posts.station(name.translate(_DIGITS), year)):
        return found, "scanned"
    if len(words) > 1 and (capital := next((c for c in _CAPITAL if words[-len(c) :] == c), None)) is not None:
        return _exact(words[: -len(capital)], year)
    return None


def _is_misspelling(written: str, station: str) -> bool:
    """Return whether a name of the tables is a slip of the station's own name, and not its abbreviation or city."""
    if len(written) < 5 or station.startswith(written) or abs(len(written) - len(station)) > 1:
        return False
    return written[0] == station[0] and 0 < post_name_matching.damage(written, station) <= 2.0


def _guess(words: tuple[str, ...], year: int | None) -> Sender | None:
    squeezed = squeeze("".join(words))
    if not squeezed.isalpha():
        squeezed = squeezed.translate(_DIGITS)
    near = post_name_matching.nearest(squeezed, year)
    if near is None or any(found[0] != near.id for found in _parts(words, year)):
        return None
    return Sender(near.id, 0, len(words), "nearest", near.sure)


def _parts(words: tuple[str, ...], year: int | None) -> list[tuple[str, str]]:
    """Return the senders that the first or the last words of a name are by themselves."""
    splits = [part for i in range(1, len(words)) for part in (words[:i], words[i:])]
    return [found for part in splits if len("".join(part)) > 3 and (found := _exact(part, year))]


def _mission_in_city(words: tuple[str, ...], year: int | None) -> str | None:
    """Return the mission with a city behind its name (`USDEL SALT TWO GENEVA`)."""
    for i in range(len(words) - 1, 0, -1):
        mission, city = posts.station(" ".join(words[:i]), year), posts.station(" ".join(words[i:]), year)
        post = posts.get(mission) if mission else None
        if city and post and post.type in ("mission", "other") and len("".join(words[:i])) > 3:
            return post.id
    return None


def _stranger(words: tuple[str, ...]) -> Sender | None:
    """Return a sender that is no post: a command or agency of the tables, an agency in a city, a name of one word."""
    name = squeeze("".join(words))
    if organisations.find(" ".join(words)) or words[0] in _AGENCIES:
        return Sender(name, 0, len(words), "unknown")
    if len(words) == 1 and words[0].isalpha() and words[0].isupper() and 3 <= len(name) <= 15:
        return Sender(name, 0, 1, "unknown") if name not in _NO_SENDERS else None
    return None


@lru_cache(maxsize=20_000)
def find(words: tuple[str, ...], year: int | None, guess: bool = True) -> Sender | None:
    """Return the sender that the words before a number name, None if they name none.

    `words` are as printed, at most seven; `year` is the full year of the message meant; without `guess` only names of
    the tables count.
    """
    upper = tuple(word.upper() for word in words)
    if names_other(" ".join(upper)) or any(word in MONTHS for word in upper):
        return None
    last = len(words)
    while last > 1 and upper[last - 1] in _NOUNS:
        last -= 1
    first = 0
    while True:
        if found := _exact(upper[first:last], year):
            station, how = found
            slip = how == "known" and _is_misspelling(squeeze("".join(words[first:last])), station)
            return Sender(station, first, last, "nearest" if slip else how)
        if first + 1 >= last or upper[first] not in _FILLERS:
            break
        first += 1
    if not guess or upper[first] in _FILLERS:
        return None
    if first and upper[first - 1] == "THE":
        first -= 1
    return _uncertain(words[first:last], first, year)


def _uncertain(words: tuple[str, ...], first: int, year: int | None) -> Sender | None:
    """Return the sender of a name that no table has: the nearest post, a stranger, a known post after other words."""
    upper = tuple(word.upper() for word in words)
    barred = upper[0] in _AGENCIES or (len(upper) == 1 and upper[0] in _NO_SENDERS)
    if not barred and (near := _guess(upper, year)):
        return Sender(near.station, first, first + len(words), near.how, near.sure)
    if mission := _mission_in_city(upper, year):
        return Sender(mission, first, first + len(words), "known")
    if stranger := _stranger(words):
        return Sender(stranger.station, first, first + len(words), "unknown")
    for i in range(1, len(words)):
        if upper[0] not in _AGENCIES | _DELEGATIONS and (found := _exact(upper[i:], year)):
            return Sender(found[0], first + i, first + len(words), found[1], sure=False)
    return None
