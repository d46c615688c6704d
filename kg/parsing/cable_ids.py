"""Read record numbers: the canonical form of a cable's id, from an alias or a damaged id.

Canonical is the two-digit year, the station without blanks, and the number without leading zeros: `07LIMA2181`.
Before 1966 the year stands in full: `1963SAIGON1311`.
Station names follow the Department's record numbers (`SECSTATE` is `STATE`, `UNVIE` is `UNVIEVIENNA`). Damaged ids are
read by rule. What is seen, all in the ids of public cables of 1973–2010:

* words of the wire format run into the number: section banners (`08SECTON01OF02BEIRUT896`), warnings
  (`09EFTOSANAA433`), the office word (`09AMEMBASSYHANOI909`), each of them damaged in turn;
* operating signals and second numbers behind it (`07OSLO000160ZDK164`, `94STATE183691TOSEC140193`);
* a year written twice or in full (`7575LIBREVILLE1895`, `2005PANAMA2342`);
* names with letters lost, added, exchanged, swapped or cut off (see `kg.parsing.post_name_matching`).

A cable may have other numbers: of the travelling Secretary's series, and of the archives that keep it. The Department
numbers a message to the Secretary's party twice (`STATE 290286`, `TOSEC 160117`), on one line or on a line of its own
among the captions, and other cables may cite either. The National Archives write the year in full and five or six
digits (`1976STATE290286`), web copies of their records add a letter (`_b`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kg.model import Cable
from kg.model.cable_id import THIS_YEAR, CableId, full_year
from kg.parsing import post_name_matching
from kg.parsing.line_patterns import CAPTIONS, LEVELS, MONTH_NAMES, MONTHS
from kg.parsing.redactions import is_redacted_station
from kg.text.aligned_text import Reading
from kg.vocabulary import posts
from kg.vocabulary.csv_tables import fold

#: No id is longer, with any banner in it.
_LONGEST = 120

#: An airgram has a number of its own series (`73BANGKOK-A50`); NARA marks the release batch at the end (`…286_b`).
_AIRGRAM = re.compile(r"[A-Z][ .-]{1,3}(?:CA?|A)[ -]{0,2}\d{1,5}$")
_BATCH = re.compile(r"_[A-E]$")
#: What stands behind the number: an operating signal (ZDK, ZFR …), a number of the Secretary's party; each with a
#: second number. Of a suspected duplicate the second number is the true one.
_BEHIND = re.compile(r"(?<=[A-Z0-9]{4}\d)(?:Z[A-Z]{2}|TOSEC?|SECTO?|PARTO|TOPAR|MOSTEP|C(?:ORRECTED)?COPY)\d{0,7}$")
#: The line that tops a page, taken for an id: `LIMA 000012  002 OF 003`.
_PAGE_LINE = re.compile(r"(?<=[A-Z]\d{6})\d{3}OF\d{3}$|(?<=[A-Z]\d{8})\d{3}OF\d{3}$")
_DUPLICATE = re.compile(r"\d{1,7}SUSP[A-Z]{0,6}DUP[A-Z]{0,7}(?=\d{1,7}$)")
_YEAR = re.compile(
    r"(?P<full>(?:1[89]|20)\d\d(?=[A-Z])|(?:19[6-9]|20[0-4])\d)(?!O?F\d)|(?P<twice>(?P<yy>\d\d)(?P=yy)(?=[A-Z]))|"
    r"(?P<two>[0-9O]\d|[1-9]O)|(?P<one>\d(?=[A-Z]))"
)
_NUMBER = re.compile(r"(?:\d[\dOIL]{0,6}\d|\d)$")
_DIGITS = re.compile(r"\d{1,8}$")
_SCANNED = str.maketrans("0158", "OISB")

#: Words before a figure that name no sender: days (`FEBRUARY 7`), paragraphs, and telegrams called by who sent them.
_NO_SENDER = frozenset(
    (
        *(name.upper() for name in MONTH_NAMES),
        *MONTHS,
        *"PARA PARAS PARAGRAPH PARAGRAPHS DEPTEL DEPTELS EMBTEL EMBTELS CONTEL CONTELS URTEL REFTEL CIRTEL".split(),
    )
)
#: Words of the wire format found in front of the station, where a copy took them for a part of it.
_NOISE = (
    *(level.replace(" ", "") for level, _ in LEVELS),
    *("LOU", "FOUO", "SBU"),
    *CAPTIONS,
    "CORRECTEDCOPY",
    "CCOPY",
    "CABLE",
    "TELEGRAM",
    "FINALSECTION",
    "SECTION",
    "OF",
    "AMEMBASSY",
    "EMBASSY",
    "AMCONSUL",
    "AMCONGEN",
    "USCONGEN",
    "CONSULATE",
    "USMISSION",
    "USDEL",
    "USINT",
    "USLO",
    "SEC",
    "ONE",
    "TWO",
    "THREE",
    "FOUR",
    "FIVE",
    "SIX",
    "SEVEN",
    "EIGHT",
    "NINE",
    "TEN",
)
#: The ends of these words, too: what is left of a classification line cut in the middle (`SIFIED`, `DENTIAL`).
_ENDS = frozenset(word[i:] for word in _NOISE for i in range(len(word) - 3) if len(word) > 6) | frozenset(_NOISE)
_NOISE_LIMIT = 1.0


def _squeeze(raw: str) -> str:
    """Return the letters and digits of an id; a character lost on the way (`?`, U+FFFD) becomes the wire's Q."""
    return "".join(c if c.isalnum() else "Q" if c in "?�*" else "" for c in fold(raw) if c.isascii() or c == "�")


def _known(name: str, year: int | None) -> str | None:
    """Return the station of a name in the tables, also where a scanner took letters for digits (`COTON0U`)."""
    if not name:
        return None
    found = posts.station(name, year)
    if found is None and not name.isalpha():
        found = posts.station(name.translate(_SCANNED), year)
    return found


def _noise(words: str) -> float | None:
    """Return the damage of `words` if they are words of the wire format run together, None if they are not."""
    if not words or words in _ENDS:
        return 0.0
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extractOne(words, _NOISE, scorer=OSA.distance, score_cutoff=1)
    if near is not None and len(words) > 2:
        return float(near[1])
    if "Q" in words and len(words) > 2 and any(map(re.compile(words.replace("Q", "[A-Z]{1,3}")).fullmatch, _NOISE)):
        return _NOISE_LIMIT  # Q for a stretch that was lost: `NOQRN`, `UNCQS`
    reached = {0}
    for end in range(2, len(words) + 1):
        if any(words[start:end] in _ENDS for start in reached):
            reached.add(end)
    return 0.0 if len(words) in reached else None


def _after_noise(name: str, year: int | None) -> str | None:
    """Return the station after words of the wire format: the reading with least damage in words and station."""
    best: tuple[float, int, str] | None = None
    for i in range(len(name) - 2):
        cost = _noise(name[:i])
        if cost is None:
            continue
        rest = name[i:]
        exact = _known(rest, year)
        guess = None if exact else post_name_matching.nearest(rest, year, shortest=3)
        station = exact or (guess.id if guess else None)
        if station is None or (exact and len(rest) < 4 and i and (cost or i < 4)):
            continue
        if cost and guess and len(rest) < 7:
            continue  # too little of both is left
        whole = (cost + (guess.cost if guess else 0.0), i, station)
        if best is None or whole < best:
            best = whole
    return best[2] if best else None


def _without_noise(name: str) -> str:
    """Return an unknown station without whole words of the wire format in front (`EMBASSYBLABLA` → `BLABLA`)."""
    for word in sorted(_NOISE, key=len, reverse=True):
        if len(word) > 3 and name.startswith(word) and len(name) > len(word) + 2:
            return name[len(word) :]
    return name


@lru_cache(maxsize=20_000)
def station(name: str, year: int | None = None) -> str:
    """Return the station id a printed or damaged station name means; a name that is near no post stays, squeezed.

    >>> station("PORT-OF-SPAIN"), station("SECTON01OF02BEIRUT"), station("BLABLA")
    ('PORTOFSPAIN', 'BEIRUT', 'BLABLA')
    """
    squeezed = _squeeze(name[:_LONGEST])
    found = _known(squeezed, year)
    if found:
        return found
    behind = re.sub(r"^.{0,80}\d", "", squeezed)
    if behind != squeezed and len(behind) > 2:
        banner = squeezed[: len(squeezed) - len(behind)]
        # a zero before the name may be its first letter: `SECTION01OF020TTAWA`
        found = _known("0" + behind, year) if banner.endswith("0") else None
        if (
            found is None
            and banner[:-1].isalpha()
            and (guess := post_name_matching.nearest(squeezed.translate(_SCANNED), year))
        ):
            found = guess.id  # one digit among the letters is no banner: `M0RON`
        return found or _known(behind, year) or _after_noise(behind, year) or behind
    letters = squeezed.translate(_SCANNED) if not squeezed.isalpha() else squeezed
    return _after_noise(letters, year) or _without_noise(squeezed)


def canonical(year: int, station_name: str, number: str) -> str | None:
    """Return the canonical id of a year (two digits or full), a station as printed and a number as printed.

    None where the number has no digit, or the station no letters or a word that names no sender.

    >>> canonical(2007, "SECSTATE", "005950"), canonical(1962, "FEBRUARY", "7"), canonical(1962, "PARA", "3")
    ('07STATE5950', None, None)
    """
    if _squeeze(station_name[:_LONGEST]) in _NO_SENDER:
        return None
    digits = "".join(c for c in number if c.isascii() and c.isdigit())
    year = full_year(year)
    name = station(station_name, year)
    if not digits or year > THIS_YEAR or is_redacted_station(name) or sum(c.isalpha() and c != "Q" for c in name) < 2:
        return None
    return str(CableId(year, name, int(digits)))


def _split(squeezed: str) -> tuple[int, str, str] | None:
    """Return year, station part and number of a squeezed id, None where one of them is missing."""
    start = _YEAR.match(squeezed)
    end = _NUMBER.search(squeezed)
    if start is None or end is None or end.start() <= start.end():
        return None
    if not end[0].isdigit() and posts.station(squeezed[start.end() : end.start()]) is None:
        end = _DIGITS.search(squeezed) or end  # the letters are of the name: `GUAYAQU1L6284`
    written = start["full"] or start["yy"] or start["two"] or start["one"]
    year = int(written.replace("O", "0"))
    name = squeezed[start.end() : end.start()]
    if not name or name[-1].isdigit():
        return None  # the number is longer than any
    digits = end[0]
    if name[-1] in "IL" and posts.station(name) is None and posts.station(name[:-1]) == name[:-1]:
        name, digits = name[:-1], name[-1] + digits  # a one that was read as a letter: `LIMAI2`
    return full_year(year), name, digits.translate(str.maketrans("OIL", "011"))


@lru_cache(maxsize=20_000)
def canonical_id(raw: str) -> str | None:
    """Return the canonical form of a cable's id, an alias or a damaged id; None for anything else.

    The station is repaired only towards one known post; one that is near no post, or near several, stays as it is.

    >>> canonical_id("06SECSTATE000123"), canonical_id("09EFTOSANAA433"), canonical_id("1976PRETOR04668")
    ('06STATE123', '09SANAA433', '76PRETORIA4668')
    >>> canonical_id("73BANGKOK-A50") is None   # an airgram
    True
    """
    text = fold(raw[:_LONGEST]).strip()
    if len(raw) > _LONGEST or _AIRGRAM.search(text):
        return None
    squeezed = _squeeze(_BATCH.sub("", text))
    squeezed = _DUPLICATE.sub("", _BEHIND.sub("", _PAGE_LINE.sub("", squeezed)))
    parts = _split(squeezed)
    return canonical(*parts) if parts else None


_SERIES = r"(?:SECTO|TOSEC|PARTO|TOPAR|MOSTEP)"
_IN_LINE = re.compile(rf"\b(?P<series>{_SERIES})[ ]?0{{0,6}}(?P<number>\d{{1,7}})\b")
_OWN_LINE = re.compile(rf"^[ \t]*(?P<series>{_SERIES})[ ]?0{{0,6}}(?P<number>\d{{1,7}})[ \t]*$")
_SERIES_BEHIND = re.compile(rf"\d(?P<series>{_SERIES})0{{0,6}}(?P<number>\d{{1,7}})$")
_ARCHIVE = re.compile(r"(?:19|20)\d\d[A-Z][A-Z .-]{0,30}\d{4,6}(?:_[a-e])?", re.IGNORECASE)
_LABEL = re.compile(r"^[ \t]*(?:E\.?[ ]?O\.?|TAGS|SUBJ|REF)", re.IGNORECASE)
_LINES = 12
_SECOND = re.compile(rf"(?<=\d)[ ]{{0,4}}/?[ ]{{0,4}}{_SERIES}[ ]?\d{{1,7}}[ ]{{0,9}}$")


def without_second(line: str) -> str:
    """Strip the second number after the first from a classification line: `STATE 290286/TOSEC 160117`.

    >>> without_second("STATE 290286/TOSEC 160117")
    'STATE 290286'
    """
    return _SECOND.sub("", line)


def aliases_of(cable: Cable, reading: Reading, given: Iterable[str]) -> tuple[str, ...]:
    """Return the other numbers printed in the head of a cable, then those it is `given`, each as written.

    A given number counts only where it is the same cable's number in another spelling.
    """
    found = list(_printed(cable, reading))
    for raw in given:
        text = raw.strip()
        if canonical_id(text) == cable.id is not None and len(text) < 80:
            if _ARCHIVE.fullmatch(text):
                found.append(text)
            elif (behind := _SERIES_BEHIND.search(text.upper())) is not None:
                found.append(f"{behind['series']} {behind['number']}")
    return tuple(dict.fromkeys(found))


def _printed(cable: Cable, reading: Reading) -> Iterable[str]:
    """Yield the second numbers on the line of the message reference number, and on lines of their own below it."""
    number = cable.message_reference_number
    if number is None:
        return
    start = reading.at(number.span.start)
    start = reading.text.rfind("\n", 0, start) + 1
    own = re.sub(r"\s+0*", " ", number.value)
    for count, line in enumerate(reading.text[start : start + 1200].split("\n")[:_LINES]):
        if count and _LABEL.match(line):
            return
        for one in _IN_LINE.finditer(line) if not count else filter(None, (_OWN_LINE.match(line),)):
            alias = f"{one['series']} {one['number']}"
            if alias != own:
                yield alias
