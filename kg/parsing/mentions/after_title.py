"""Read the words after a title: the office attached by `of`, `for`, `to`, forms of address, and then the name.

`Minister of Border and Tribal Affairs NAME`, `Major General (ret.) NAME`, `Ambassador and Mrs. NAME`, `Special
Representative (SRAP), NAME,`; and the signs that the title word begins a thing's name (`King David Hotel`).
"""

from __future__ import annotations

import re

from kg.parsing import name_words
from kg.parsing.name_runs import (
    GAP,
    Word,
    could_be_name,
    is_description,
    is_initial,
    is_rank,
    is_thing,
    name_after,
    next_word,
)

_ABBREVIATION = re.compile(rf"{GAP}\([A-Z][\w./-]{{1,12}}\)")
_COMMA = re.compile(r",(?=\s)")
_AFTER_APPOSITION = re.compile(r"\s{0,8}(?:[,.;:)(]|and\b|who\b|to\b|that\b|$)", re.IGNORECASE)
_RETIRED = re.compile(rf"{GAP}\((?:ret|retd|retired|res|reserve)\.?\)|, ?[Rr]et\.,?", re.IGNORECASE)
_SPOUSE = re.compile(rf"{GAP}(?:and|AND|&)\s{{1,3}}(?:Mrs?|Ms|MRS?|MS|Mme)\b\.?")
_MOST_WORDS_OF_THING = 3
_WIDTH = 60
_OF_OFFICES = frozenset(("topic", "office", "place", "title"))
_JOINING = frozenset(("of", "for", "the", "and", "&", "to", "in", "at", "on", "de"))
_MOST_BEFORE_HEAD = 4
#: What `of` attaches to a title in small letters: `his chief of staff, Olha Demchuk`.
_LOWER_OFFICES = frozenset(("staff", "state", "mission", "police", "protocol", "party", "section", "government"))


def attached_words(text: str, at: int, end: int, capitals: bool) -> tuple[list[Word], int]:
    """Return the words that `of`, `for`, `to` attach to a title, and the place after them."""
    found: list[Word] = []
    begin = at
    while len(found) < 12:
        word = next_word(text, at, end)
        if word is None:
            break
        known = name_words.kinds(word.text)
        joins = word.text.lower() in _JOINING
        if joins:
            if word.text.lower() == "and" and _starts_anew(text, word.end, end, named=_has_name(found)):
                break
        elif word.text.lower() in _LOWER_OFFICES and found and found[-1].text.lower() == "of":
            pass
        elif not word.text[0].isupper() or (not known & _OF_OFFICES and (capitals or "stop" in known)):
            break
        found.append(word)
        at = word.end
        if word.ended:
            break
    while found and found[-1].text.lower() in _JOINING:
        found.pop()
    return found, found[-1].end if found else begin


def _starts_anew(text: str, at: int, end: int, *, named: bool) -> bool:
    """Return whether `and` joins another office (`and the Deputy`, `and President`) and no further topic of this one.

    `named`: a name may stand before it, so that a title within the next words begins another person's (`Secretary of
    Defense NAME and CJCS Admiral NAME`).
    """
    word = next_word(text, at, end)
    if word is None or word.text.lower() == "the" or "head" in name_words.kinds(word.text) or is_rank(word.text):
        return word is not None
    for _ in range(_MOST_BEFORE_HEAD if named else 0):
        word = next_word(text, word.end, end) if word is not None else None
        if word is None or not word.text[0].isupper():
            return False
        if "head" in name_words.kinds(word.text):
            return True
    return False


def _has_name(found: list[Word]) -> bool:
    return bool(found) and not is_description(found[-1].text) and found[-1].text[0].isupper()


def name_in_attached(found: list[Word], text: str, end: int, capitals: bool) -> tuple[tuple[Word, ...], int]:
    """Return the name at the end of the words attached to a title, and the end of the title before it."""
    last = last_described(found)
    if is_anothers(found, last):
        return (), 0
    described = any(is_description(w.text) and w.text.lower() not in _JOINING for w in found[: last + 1])
    if not described or found[last].ended or found[last].text.lower() in _JOINING:
        return (), 0
    return name_after(text, found[last].end, end, capitals=capitals), found[last].end


def last_described(found: list[Word]) -> int:
    """Return the index of the last attached word that describes an office, -1 for none."""
    known = [i for i, w in enumerate(found) if is_description(w.text) or w.text.lower() in _JOINING]
    return known[-1] if known else -1


def is_anothers(found: list[Word], last: int) -> bool:
    """Return whether the name after `to`, `of` belongs to a second title there: `Adviser to Defense Minister NAME`."""
    return last > 0 and found[0].text.lower() == "to" and "head" in name_words.kinds(found[last].text)


def apposition(text: str, at: int, end: int, capitals: bool) -> tuple[Word, ...]:
    """Return the name set off by a comma after a title: two words at least, and the phrase ends after it."""
    abbreviation = _ABBREVIATION.match(text, at, end)
    at = abbreviation.end() if abbreviation else at
    comma = _COMMA.match(text, at, end)
    if comma is None:
        return ()
    begin = name_begins(text, comma.end(), next_word(text, comma.end(), end), end)  # `his deputy, Dr. NAME`
    name = name_after(text, begin, end, capitals=capitals)
    full = [w for w in name if not is_initial(w.text)]
    if len(name) < 2 or not full or not _AFTER_APPOSITION.match(text, name[-1].end, min(end, name[-1].end + 12)):
        return ()
    return () if any("place" in name_words.kinds(w.text) for w in full) else name


def after_abbreviation(text: str, at: int, end: int, capitals: bool) -> tuple[Word, ...]:
    """Return the name after the abbreviation of an office: `Minister of Labor and Social Affairs (MLSA) NAME`."""
    abbreviation = _ABBREVIATION.match(text, at, end)
    return name_after(text, abbreviation.end(), end, capitals=capitals) if abbreviation else ()


def after_quote(text: str, start: int, at: int) -> int:
    """Return the place after a title in quotation marks (`"President" Name`, one the writer doesn't grant)."""
    quoted = text[start - 1 : start] in tuple("\"“'‘") and text[at : at + 1] in tuple("\"”'’")
    return at + 1 if quoted and text[at + 1 : at + 2].isspace() else at


def name_begins(text: str, at: int, following: Word | None, high: int) -> int:
    """Return where a name may begin after a title: after `(ret.)`, after a spouse, after honorifics.

    `Major General (ret.) NAME`, `Ambassador and Mrs. NAME`, `FOREIGN SECRETARY LORD NAME`.
    """
    for pattern in (_RETIRED, _SPOUSE):
        if (m := pattern.match(text, at, min(high, at + _WIDTH))) is not None:
            at = m.end()
            following = next_word(text, at, high)
    while following is not None and "honorific" in name_words.kinds(following.text) and following.text[0].isupper():
        at = following.end + (text[following.end : following.end + 1] == ".")
        following = next_word(text, at, high)
    return at


def names_thing(word: Word, text: str, high: int, capitals: bool) -> bool:
    """Return whether a title word begins the name of a thing: `King David Hotel`, `Ambassador Blue Bridge`."""
    for _ in range(_MOST_WORDS_OF_THING):
        following = None if word.ended else next_word(text, word.end, high)
        if following is None or not could_be_name(word.text, capitals=capitals):
            return False
        if following.text[0].isupper() and is_thing(following.text):
            return True
        word = following
    return False
