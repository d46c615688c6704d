"""Split a TAGS list into words: separators, parentheses, and words that are no codes.

    PREL, PGOV (RICE, CONDOLEEZZA), ECON - TRADE

No codes are topics in plain words (`ontology/vocab/topic_words.csv`), countries (the labels of the geographic codes)
and forenames (those of the Historian's list of office holders).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from kg.parsing import name_evidence, name_words
from kg.vocabulary import chiefs_of_mission, code_lists, csv_tables, topics, word_frequencies

_TOKEN = re.compile(
    r"""
    (?P<label> ^[ \t]*TAGSC?[ \t]*[:;,./=]+ )                     # the label again on a line of its own
  | (?P<none>  \bN[ ]?/[ ]?A\b | \bNONE\b )                     # no TAGS
  | (?P<group> [(\[] [^()\[\]]{1,160} [)\]] )
  | (?P<word>  [^\W_]+ (?:[&'’/+.-][^\W_]+)* )
  | (?P<gap>   [,;|\n\u2022] | (?<=[^\W\d_]{3}) [.] (?=\s) )      # a full stop for a comma
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_COMPOUND = re.compile(r"[/.+-]")
_PART = re.compile(r"[^/.+-]+")


class Word(Struct, frozen=True):
    """A word of the list: its place in the field, the text in capitals, and the separator before the word.

    `after_gap` is true after a comma, semicolon, line end or group; `group` holds the place of the inner text where
    this is no word but a pair of parentheses.
    """

    start: int
    end: int
    text: str
    after_gap: bool
    group: tuple[int, int] | None = None


def joined_listed(found: Sequence[Word], i: int) -> Word | None:
    """Return the listed name of several words that begins at word `i` (`AER LINGUS`, `EL AL`) as one word."""
    for n in (3, 2):
        part = found[i : i + n]
        if len(part) < n or any(w.group or w.after_gap for w in part[1:]) or part[0].group:
            continue
        name = " ".join(w.text for w in part)
        if topics.is_listed(name):
            return Word(part[0].start, part[-1].end, name, part[0].after_gap)
    return None


def _parts(m: re.Match[str]) -> list[tuple[int, int]]:
    """Return the places of the codes in `PREL/PGOV`, `KSCA-TSPL`, `PTER.MARR`, else that of the whole."""
    whole = m["word"]
    if not _COMPOUND.search(whole) or topics.is_listed(whole):
        return [m.span("word")]
    parts = list(_PART.finditer(whole))
    listed = [topics.is_listed(p[0]) and len(p[0]) > 1 for p in parts]
    if all(listed) or (any(listed) and "-" not in whole):
        return [(m.start("word") + p.start(), m.start("word") + p.end()) for p in parts]
    return [m.span("word")]


def words(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words and groups of `text[start:end]` in order."""
    gap, before = True, ""
    for m in _TOKEN.finditer(text, start, end):
        if m.lastgroup == "word":
            for i, (low, high) in enumerate(_parts(m)):
                word = text[low:high].upper().replace("’", "'")
                broken = before.endswith("\n") and goes_over(before[:-1], word)
                yield Word(low, high, word, (gap and not broken) or i > 0)
            gap, before = False, word
        elif m.lastgroup == "gap" and m[0] == "\n":
            gap, before = True, before if before.endswith("\n") else before + "\n"
        elif m.lastgroup == "group":
            yield Word(m.start(), m.end(), "", True, (m.start() + 1, m.end() - 1))
            gap = True
        else:
            gap, before = True, ""


#: Subjects under which prominent officials are named: visits, congressional and other travel.
PERSON_CODES = frozenset({"OVIP", "OREP", "OTRA", "ODIP"})

#: Captions that are only the first word of one: what follows names whom (CODEL SMITH) or counts (SECTO 14).
_NAMED = frozenset({"travel", "series", "precedence"})


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in csv_tables.read("topic_words")}


def kind(word: str) -> str | None:
    """Return the role of a word (in capitals) in a topic: section, alone, head, …; None if in no list."""
    found = _kinds().get(word)
    return None if found == "phrase" else found


@cache
def phrases() -> frozenset[tuple[str, ...]]:
    """Return the topics of several words that are entries of their own: listed ones, and the names of subjects."""
    labels = (t.label.upper() for t in topics.all() if t.kind == "subject")
    named = (tuple(words) for label in labels if 2 <= len(words := label.split()) <= 5 and "".join(words).isalpha())
    return frozenset((*(tuple(w.split()) for w, k in _kinds().items() if k == "phrase"), *named))


@cache
def _neighbours() -> frozenset[tuple[str, str]]:
    """Return every two adjacent words of a topic or of a country's name."""
    names = (*phrases(), *countries())
    return frozenset(pair for words in names for pair in pairwise(words))


def goes_over(last: str, first: str) -> bool:
    """Return whether a line end breaks a topic or a country between two words (`COUNTRY` / `CLEARANCE`)."""
    return (last, first) in _neighbours() and not (topics.is_listed(last) and topics.is_listed(first))


@cache
def countries() -> dict[tuple[str, ...], str]:
    """Return the code of each country by the words of its name (`("NEW", "ZEALAND")` → `NZ`)."""
    found: dict[tuple[str, ...], str] = {}
    for topic in topics.all():
        if topic.kind == "geographic" and topic.label and topic.iso2:
            found.setdefault(tuple(topic.label.upper().split()), topic.code)
    return found


@cache
def forenames() -> dict[str, int]:
    """Return every forename of the office holders in capitals, and how many of them bear it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for holder in chiefs_of_mission.all():
        first = csv_tables.fold(holder.forename.split()[0]) if holder.forename else ""
        if len(first) > 2 and first.isalpha():
            bearers[first].add(holder.person_id)
    return {name: len(ids) for name, ids in bearers.items()}


def is_forename(word: str) -> bool:
    """Return whether a word is a forename of several office holders (`JOHN`, not `DAY`)."""
    return forenames().get(word, 0) > 1 and kind(word) is None


def may_be_forename(word: str) -> bool:
    """Return whether, where names are expected, a word is a census forename and no word, country or code."""
    if kind(word) is not None or (word,) in countries() or topics.is_listed(word):
        return False
    return word_frequencies.forename_band(word) is not None and name_evidence.for_word(word) == 0


def is_plain(word: str) -> bool:
    """Return whether a word has its plain meaning, so that nothing is repaired in it."""
    return kind(word) is not None or (word,) in countries() or word in forenames()


_OF_THE_LANGUAGE = frozenset(("stop", "verb", "thing", "plain-name", "also-surname"))


def is_word_or_name(word: str) -> bool:
    """Return whether a word is an office holder's surname or a word of the language, and no damaged code."""
    listed = word_frequencies.surname_band(word) or word_frequencies.forename_band(word)
    return bool(listed or chiefs_of_mission.by_surname(word) or not name_words.kinds(word).isdisjoint(_OF_THE_LANGUAGE))


def may_name_somebody(word: str) -> bool:
    """Return whether an unknown word in capitals may be a private person's name: no word, topic or country."""
    return kind(word) is None and (word,) not in countries() and name_evidence.balance(word) >= 0


def may_be_surname(word: str) -> bool:
    """Return whether a word may be a surname: no topic word, country or initial."""
    return len(word) > 1 and kind(word) is None and (word,) not in countries()


def is_marking(word: str) -> bool:
    """Return whether a word is a caption or level, which may stand in or after the list (`SIPDIS`)."""
    caption = code_lists.caption(word)
    return (caption is not None and caption.kind not in _NAMED) or code_lists.classification(word) is not None
