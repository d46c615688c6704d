"""Find names in headlines: subjects and headings in capitals, where a verb may follow a title like a name.

`ENERGY MINISTER STALLS ON PIPELINE`, `SPEAKER BALKS`, `SENATORS GRILL NOMINEE`: no list has all verbs, so a word is a
name there only where something shows it. That is the text of the cable (it stands there with a capital inside a
sentence, or beside a title), its form (initials, `MC…`, `AL-…`, a double name, `…'S`, a party in brackets), a list of
names, or what stands before the title (`MEETING WITH MINISTER …`). In running text in capitals headlines are rare; only
a word that looks like a verb needs it there. What nothing shows is no name: the title may stay, as an office.

Who visits is told by headlines, too, and by words in the text: the leader of a delegation, the person a scenesetter
or a visit is about, the head of a CODEL (`SCENESETTER FOR PM DAS NAME-LED ... TALKS`, `VISIT OF FOREIGN MINISTER
NAME`, `SECRETARY NAME'S VISIT`, `WELCOME, SENATOR NAME`, `CODEL NAME`, `STAFFDEL NAME`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from msgspec.structs import replace

from kg.parsing import name_words
from kg.parsing.mentions.mentioned_people import Found
from kg.parsing.mentions.titled_names import Phrase
from kg.parsing.name_runs import Word, is_initial, name_after, next_word, word_before
from kg.parsing.word_index import words_of
from kg.vocabulary import chiefs_of_mission
from kg.vocabulary.csv_tables import fold, read
from kg.vocabulary.latin_letters import in_capitals

Range = tuple[int, int]
_LETTERS = re.compile(r"[^\W\d_]+")
#: The ending of a verb in the present, the past or the progressive; names in -AS, -IS, -OS, -US are none.
_VERB = re.compile(r"(?:[^AIOU]S|ED|ING)$")
_SHAPE = re.compile(r"(?:MA?C[A-Z]{3}|O['’]|D['’]|(?:AL|EL|UL|BIN|IBN|BEN)-[A-Z]{2}|[^\W\d_]{3,}-[^\W\d_]{3,}$)")
_PREPOSITIONS = frozenset(("OF", "WITH", "BY", "TO", "FOR", "FROM"))
#: What follows somebody's name, in running text, rather than a verb.
_AFTER_NAME = frozenset(
    (
        "SAID",
        "TOLD",
        "MET",
        "GAVE",
        "TOOK",
        "MADE",
        "SAW",
        "LEFT",
        "WENT",
        "CAME",
        "FELT",
        "SPOKE",
        "HELD",
        "BEGAN",
        "WROTE",
        "IS",
        "WAS",
        "HAS",
        "HAD",
        "WILL",
        "WOULD",
        "AND",
        "WHO",
        "MAY",
    )
)
_CAPITAL_INSIDE = ("MC", "MAC", "DE", "DI", "DU", "LA", "LE", "VAN", "FITZ")
_FEWEST_WORDS = 3
#: A title that is no abbreviation (`AMB`, `PM`, `POLOFF`): those are in capitals everywhere.
_WRITTEN_OUT = re.compile(r"(?!PRES$|PRIM$|[A-Z]+(?:OFF|DEL|DEF|STATE)S?$)[A-Z]{4,}")
_INSIDE = r"[^\s.!?:)\]\"”]\s{1,4}"


@cache
def _listed() -> frozenset[str]:
    """Return the words of names in the tables: the Historian's list, and spellings of forenames."""
    found = {word for h in chiefs_of_mission.all() for word in _LETTERS.findall(fold(f"{h.forename} {h.surname}"))}
    for row in read("forenames"):
        found |= {row["name"], *row["variants"].split()}
    return frozenset(word for word in found if len(word) > 2 and not name_words.kinds(word) & {"stop", "verb", "topic"})


@lru_cache(maxsize=8192)
def _is_listed(word: str) -> bool:
    return "plain-name" in name_words.kinds(word) or word in _listed()


def _is_verbal(word: str) -> bool:
    return _VERB.search(word) is not None


@dataclass(slots=True)
class _Evidence:
    """The evidence of a text on its words: names (`named` are those beside titles), or words of the language."""

    text: str
    named: set[str] = field(default_factory=set)

    def is_word(self, word: str) -> bool:
        """Return whether a word occurs in the text in small letters."""
        return word.lower() in words_of(self.text)

    def is_name(self, word: str) -> bool:
        """Return whether a word is a name elsewhere in the text: beside a title, or capitalised inside a sentence."""
        if fold(word) in self.named:
            return True
        parts = [part for part in _LETTERS.findall(word) if len(part) > 2]
        return bool(parts) and all(not self.is_word(part) and self._inside(part) for part in parts)

    def _inside(self, part: str) -> bool:
        printed = words_of(self.text)
        forms = [part.capitalize()] if part.capitalize() in printed else []
        if not forms and (part.startswith(_CAPITAL_INSIDE) or not self.text.isascii()):
            key = fold(part)
            forms = [word for word in printed if not word.isupper() and word[0].isupper() and fold(word) == key]
        return any(re.search(rf"{_INSIDE}{re.escape(form)}\b", self.text) for form in forms)


def shown(text: str, phrases: Iterable[Phrase], capitals: dict[Range, bool], subject: Range | None) -> Iterator[Phrase]:
    """Yield the phrases; from those of headlines without the words that nothing shows to be a name.

    `capitals` says of each range of the text whether it is in capitals; `subject` is the range that is a headline.
    """
    found = list(phrases)
    if not any(p.name and p.name[0].text.isupper() for p in found):
        yield from found
        return
    evidence = _Evidence(text)
    heads = [_is_headline(text, p, capitals, subject) for p in found]
    body = [
        None if head else _told(phrase, text, upper=_range(phrase, capitals)[1])
        for phrase, head in zip(found, heads, strict=True)
    ]
    evidence.named = {fold(word.text) for p in body if p is not None for word in p.name}
    for phrase, told in zip(found, body, strict=True):
        yield told if told is not None else replace(phrase, name=_supported(phrase, text, evidence))


def delegation(text: str, name: tuple[Word, ...], phrases: Iterable[Phrase]) -> tuple[Word, ...]:
    """Return the proven part of the name after `CODEL` in a text in capitals; only a verb's form needs proof."""
    evidence = _Evidence(text, {fold(word.text) for phrase in phrases for word in phrase.name})
    return _prefix(name, text, evidence, lenient=True)


def _range(phrase: Phrase, capitals: dict[Range, bool]) -> tuple[Range, bool]:
    return next((r, c) for r, c in capitals.items() if r[0] <= phrase.title[0] < r[1])


def _is_headline(text: str, phrase: Phrase, capitals: dict[Range, bool], subject: Range | None) -> bool:
    """Return whether a phrase with a name is in the subject in capitals, or in a heading or quote of another text.

    A quoted headline (`the daily leads: "PRESIDENT VETOES BILL"`) is told by its title, in capitals amid small letters.
    """
    if not phrase.name or not all(word.text.isupper() or word.text.islower() for word in phrase.name):
        return False
    where, upper = _range(phrase, capitals)
    if upper:
        return where == subject
    head = text[slice(*phrase.head)]
    if _WRITTEN_OUT.match(head) and head.isupper():
        return True
    low, high = text.rfind("\n", 0, phrase.title[0]) + 1, text.find("\n", phrase.title[1])
    line = text[low : high if high >= 0 else len(text)]
    return in_capitals(line) and len(line.split()) >= _FEWEST_WORDS and head.isupper()


def _told(phrase: Phrase, text: str, *, upper: bool) -> Phrase:
    """Return a phrase of running text; of one in capitals without a name that looks like a verb and is none."""
    first = next((w for w in phrase.name if not _is_part(w)), None)
    if not upper or first is None or first is not phrase.name[0] or not _is_verbal(first.text):
        return phrase
    last = phrase.name[-1]
    after = next_word(text, last.end, len(text))
    follows = after is None or after.text in _AFTER_NAME or after.text.endswith("ED")
    before_title = first.start < phrase.title[0]
    if before_title or last.ended or follows or _is_listed(fold(first.text)) or _after_preposition(text, phrase):
        return phrase
    return phrase if _SHAPE.match(first.text) else replace(phrase, name=())


def _supported(phrase: Phrase, text: str, evidence: _Evidence) -> tuple[Word, ...]:
    """Return the words of a headline's name that are shown; of one before its title all or none."""
    lenient = _after_preposition(text, phrase)
    found = _prefix(phrase.name, text, evidence, lenient=lenient)
    before = phrase.name[0].start < phrase.title[0]
    return found if not before or found == phrase.name else ()


def _prefix(name: tuple[Word, ...], text: str, evidence: _Evidence, *, lenient: bool) -> tuple[Word, ...]:
    """Return the words from the beginning of a name that are shown; `lenient`: but for a verb, the first is one."""
    found: list[Word] = []
    led = False
    for word in name:
        if _is_part(word):
            found.append(word)
            led = True
            continue
        if not _is_shown(word, text, evidence, led=led, lenient=lenient and not found):
            break
        found.append(word)
        led = _is_listed(fold(word.text)) and not _is_verbal(word.text)
    while found and _is_part(found[-1]):
        found.pop()
    return tuple(found)


def _is_part(word: Word) -> bool:
    """Return whether a word is an initial, a particle or a suffix: part of a name, but none by itself."""
    return is_initial(word.text) or bool(name_words.kinds(word.text) & {"particle", "suffix"})


def _is_shown(word: Word, text: str, evidence: _Evidence, *, led: bool, lenient: bool) -> bool:
    """Return whether a word is proved a name; `led`: an initial, a particle or a known forename is before it."""
    if evidence.is_name(word.text) or _SHAPE.match(word.text):
        return True
    if evidence.is_word(word.text):
        return False
    if word.ended[:1] in ("'", "’") or text[word.end : word.end + 2] == " (":
        return True
    return (led or lenient or _is_listed(fold(word.text))) and not _is_verbal(word.text)


def _after_preposition(text: str, phrase: Phrase) -> bool:
    """Return whether a preposition leads to a title before a name: `MEETING WITH FOREIGN MINISTER …`, `CALL ON …`."""
    word = word_before(text, max(0, phrase.title[0] - 60), phrase.title[0])
    if word is not None and name_words.country(word.text):
        word = word_before(text, max(0, word.start - 60), word.start)
    if word is not None and word.text.upper() == "ON":
        word = word_before(text, max(0, word.start - 60), word.start)
        return word is not None and word.text.upper().startswith("CALL")
    return word is not None and word.text.upper() in _PREPOSITIONS


_BEFORE = re.compile(
    r"\b(?:VISITS?|TRIP|TRAVEL|SCENE[- ]?SETTER|ARRIVAL)\s(?:OF|BY|FOR|WITH|FROM)\s(?:THE\s|AN?\s)?"
    r"(?:VISIT\s(?:OF|BY)\s)?"
    r"(?:THE\s)?(?:[\w'’./-]+:?\s){0,3}$|\bWELCOME,?\s(?:[\w'’./-]+\s){0,2}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"['’]?S?\s(?:[\w,/&-]+\s){0,6}?(?:VISIT|TRIP|TRAVEL|DELEGATION)\b|-LED\b|\s(?:VISITS|TO\sVISIT)\b", re.IGNORECASE
)
_WORDS = ("CODEL", "STAFFDEL", "PRESDEL", "CoDel", "StaffDel", "Codel", "Staffdel")
_DELEGATION = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_NEAR = 60


def is_visitor(text: str, low: int, high: int, title: int, name: tuple[int, int]) -> bool:
    """Return whether the subject line between `low` and `high` announces the visit of the person at `name`."""
    if _AFTER.match(text, name[1], min(high, name[1] + _NEAR)):
        return True
    return _BEFORE.search(text[max(low, title - _NEAR) : title]) is not None


def delegations(
    text: str, low: int, high: int, phrases: Iterable[Phrase] = (), *, capitals: bool
) -> Iterator[tuple[Found, tuple[int, int]]]:
    """Yield the head of each congressional or staff delegation, with the place of the word CODEL.

    `phrases` are the names that titles stand beside.
    """
    if words_of(text).isdisjoint(_WORDS):
        return
    for m in _DELEGATION.finditer(text, low, high):
        name = name_after(text, m.end(), high, capitals=capitals)
        if name and all(word.text.isupper() for word in name):
            name = delegation(text, name, phrases)
        if name:
            yield Found(tuple(w.text for w in name), name[0].start, name[-1].end), m.span()
