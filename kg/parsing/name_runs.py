"""Find the runs of name-like words in running text: the bounds of a name beside a title.

In mixed case a name is a run of capitalised words that are no words of offices, places or the language. In a text in
capitals every word looks like that: there the words of running text (`plain_words.csv`) end the name, and so do forms
of verbs (`EMPHASIZED`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg.parsing import name_evidence, name_words
from kg.vocabulary import topics
from kg.vocabulary.word_frequencies import forename_band

#: What may stand between two words of a phrase: blanks, one line end.
GAP = r"[ \t]{0,8}(?:\n[ \t]{0,40})?"
_NEXT = re.compile(rf"(?=\s){GAP}(?P<word>(?:[^\W\d_]\.-?){{1,4}}(?![^\W_])|{name_words.WORD})(?P<own>['’](?!\w))?")
_LED = re.compile(r"-LED$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’][sS]?$")
#: What the two end with.
_ENDED = frozenset("dDsS'’")
#: A name with an article glued to it (`al-Nahyan`), and the number of a king or pope.
_ARTICLED = re.compile(r"(?:[ae]l|[aeu]l|ad|as|ash|ar|an|at|az|bin|ibn|AL|EL|UL)-(?=[A-Z])")
#: After these even a title word is a name: `bin Sultan`.
_SON_OF = frozenset(("bin", "ibn", "bint", "ben"))
_ROMAN = re.compile(r"[IVX]{1,5}")
_REDACTED = re.compile(r"[Xx]{3,}")
#: Abbreviated ranks in mixed case, which are acronyms only in capitals.
RANKS = frozenset(("Gen", "Col", "Maj", "Lt", "Adm", "Capt", "Brig", "Cmdr", "Sgt"))
_DESCRIPTION = frozenset(("title", "topic", "office", "head", "connector", "place", "honorific"))
_LONGEST = 5
_LONGEST_IN_CAPITALS = 3


class Word(NamedTuple):
    """A word with its place in the text; without a possessive ending, which `ended` records (as it does `-LED`)."""

    text: str
    start: int
    end: int
    ended: str = ""


def next_word(text: str, at: int, end: int) -> Word | None:
    """Return the word that follows place `at` after blanks (and at most one line end), None where a mark follows."""
    m = _NEXT.match(text, at, end)
    if m is None:
        return None
    word, start = m["word"], m.start("word")
    ended = m["own"] or ""
    for pattern in (_LED, _POSSESSIVE) if word[-1] in _ENDED else ():
        if (tail := pattern.search(word)) is not None and tail.start() > 1:
            word, ended = word[: tail.start()], tail[0]
    return Word(word, start, start + len(word), ended)


_BLANKS = " \t\n"
_WIDEST_GAP, _WIDEST_WORD = 48, 60
_WHOLE_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,4}}|{name_words.WORD}(?:/{name_words.WORD}){{0,2}}\.?")
_OPENING = "(\"'“‘[*"


def word_before(text: str, low: int, at: int, *, gap: bool = True) -> Word | None:
    """Return the word that ends before place `at`, with blanks, one line end or a hyphen between.

    None where a mark or the lower bound comes first. Without `gap` the word ends right at the place. `ended` of the
    word is the mark that opens a phrase before the word (a quotation mark, a bracket).
    """
    stop = at
    while stop > low and text[stop - 1] in _BLANKS:
        stop -= 1
    if at - stop > _WIDEST_GAP or text.count("\n", stop, at) > 1 or stop <= low:
        return None
    if gap and stop == at:
        if text[stop - 1] != "-":
            return None
        stop -= 1
    floor = max(low, stop - _WIDEST_WORD)
    start = text.rfind(" ", floor, stop) + 1 or floor
    for blank in "\n\t":
        start = text.rfind(blank, start, stop) + 1 or start
    opened = ""
    while start < stop and text[start] in _OPENING:
        opened = text[start]
        start += 1
    if not _WHOLE_WORD.fullmatch(text, start, stop):
        return None
    return Word(text[start:stop], start, stop, opened)


@lru_cache(maxsize=32_768)
def is_initial(word: str) -> bool:
    """Return whether a word is one or several initials.

    >>> is_initial("J."), is_initial("Jr.")
    (True, False)
    """
    return name_words.INITIALS.fullmatch(word) is not None and word[0].isupper()


def is_rank(word: str) -> bool:
    """Tell an abbreviated rank, in capitals or not.

    >>> is_rank("GEN"), is_rank("Lt"), is_rank("GENE")
    (True, True, False)
    """
    return word.title() in RANKS


def counts_alone(word: str) -> bool:
    """Return whether a word can be a name by itself: no initial, no particle, no suffix (`Jr.`, `II`)."""
    return not is_initial(word) and not name_words.kinds(word) & {"particle", "suffix"}


def is_thing(word: str) -> bool:
    """Return whether a word makes the name before a thing's name: `King Saud University`, `Clinton Administration`."""
    return bool(name_words.kinds(word) & {"thing", "private"}) and not name_words.kinds(word) & {"plain-name"}


@lru_cache(maxsize=32_768)
def could_be_name(word: str, *, capitals: bool) -> bool:
    """Return whether a word can be part of a name beside a title."""
    if _ARTICLED.match(word) is not None:
        return True
    if not word[0].isupper() or word in RANKS or _REDACTED.match(word):
        return False
    known = name_words.kinds(word)
    if capitals and not word.isupper() and not word.startswith(("Mc", "Mac")):
        return False
    if "plain-name" in known:
        return not (capitals and "stop" in known)
    if known & {"stop", "thing", "private", "connector", "head"}:
        return False
    if known & {"title", "topic", "office", "honorific"}:
        return bool(known & {"also-surname", "also-forename"})
    if capitals:
        return len(word) > 1 and not name_words.is_verb_form(word) and name_evidence.could_be(word, "title")
    if name_words.is_camel_title(word) or name_words.is_compound(word) or name_words.is_inflected_verb(word):
        return False
    return not (
        word.isupper()
        and len(word) <= 6
        and (len(word) <= 3 or topics.find(word) is not None or name_words.is_acronym(word, capitals=True))
    )


def _is_place(word: str) -> bool:
    known = name_words.kinds(word)
    return "place" in known and "plain-name" not in known


def name_after(text: str, at: int, end: int, *, capitals: bool) -> tuple[Word, ...]:
    """Return the words of the name that begins right after place `at`, empty where none does.

    A place alone is no name; a place before two more words is the place of the office (`Consul General Istanbul ...`).
    """
    found: list[Word] = []
    limit = _LONGEST_IN_CAPITALS if capitals else _LONGEST
    while len(found) < _LONGEST + 2:
        broken = bool(found) and text.startswith("-\n", at)
        word = next_word(text, at + broken, end)
        if word is None:
            break
        if is_thing(word.text) and word.text[0].isupper() and found and not found[-1].ended:
            return ()
        short = not found and len(word.text) == 2 and not capitals and _is_short_name(text, word, end)
        particle = short or _ARTICLED.match(word.text) is not None or "particle" in name_words.kinds(word.text)
        initial = is_initial(word.text) and not (capitals and len(word.text) == 1)
        initial = initial or (capitals and bool(found) and _is_middle_letter(text, found[-1], word, end))
        suffix = bool(found) and ("suffix" in name_words.kinds(word.text) or _ROMAN.fullmatch(word.text) is not None)
        son_of = bool(found) and found[-1].text.lower() in _SON_OF and word.text[0].isupper()
        if not (particle or initial or suffix or son_of or could_be_name(word.text, capitals=capitals)):
            break
        if capitals and found and not (particle or initial or suffix) and not _goes_on(found[-1], word):
            break
        if capitals and not suffix and not particle and _counted(found) >= limit and not _after_particle(found):
            break
        found.append(word)
        at = word.end
        if word.ended:
            break
    while found and not found[-1].ended and _ends_no_name(found):
        found.pop()
    return _without_places(found[: _LONGEST + 1])


def _goes_on(last: Word, word: Word) -> bool:
    """Return whether a name in capitals goes on with a word; behind a particle it does."""
    return "particle" in name_words.kinds(last.text) or name_evidence.goes_on(last.text, word.text)


def _is_middle_letter(text: str, last: Word, word: Word, end: int) -> bool:
    """Tell a letter inside a name in capitals: a forename before it, a surname behind it (`JOHN B FORD`)."""
    if len(word.text) > 1 or word.text in "AIY" or not word.text.isalpha():
        return False
    if forename_band(last.text) is None and "particle" not in name_words.kinds(last.text):
        return False
    following = next_word(text, word.end, end)
    return following is not None and could_be_name(following.text, capitals=True) and _speaks_for(following.text)


def _speaks_for(word: str) -> bool:
    return name_evidence.balance(word) > 0


def _counted(found: list[Word]) -> int:
    """Count the words of a name in capitals, without initials, particles and words joined by particles."""
    joined = [i > 0 and "particle" in name_words.kinds(found[i - 1].text) for i in range(len(found))]
    return sum(
        not is_initial(w.text) and not after and "particle" not in name_words.kinds(w.text)
        for w, after in zip(found, joined, strict=True)
    )


def _after_particle(found: list[Word]) -> bool:
    return "particle" in name_words.kinds(found[-1].text)


def _ends_no_name(found: list[Word]) -> bool:
    """Return whether the last word can't end a name: a particle in small letters, an initial (a lone one may)."""
    last = found[-1].text
    if is_initial(last):
        return len(found) == 1 or "." in last
    return (last.islower() or _is_particle_in_capitals(last)) and "particle" in name_words.kinds(last)


def _is_particle_in_capitals(word: str) -> bool:
    """Return whether a word is a particle in capitals (`DE`, `LA`), not a name of its own (`Le`)."""
    return word.isupper() and len(word) > 1 and "plain-name" not in name_words.kinds(word)


def _is_short_name(text: str, word: Word, end: int) -> bool:
    """Return whether a word of two letters is a name (`He Yafei`): a name follows."""
    following = next_word(text, word.end, end)
    return word.text.istitle() and following is not None and could_be_name(following.text, capitals=False)


def _is_suffix(word: str) -> bool:
    return "suffix" in name_words.kinds(word)


def _without_places(found: list[Word]) -> tuple[Word, ...]:
    full = [w for w in found if counts_alone(w.text)]
    full = full or [w for w in found[-1:] if w.text[0].isupper() and len(w.text) > 1 and not _is_suffix(w.text)]
    if not full or any(not w.text.isalpha() and any(c.isdigit() for c in w.text) for w in found):
        return ()
    if _is_place(full[0].text) and found[0] is full[0]:
        if len(full) == 1 or found[0].ended:
            return ()
        if len(full) > 2:
            return tuple(found[1:])
    return tuple(found)


def is_description(word: str) -> bool:
    """Return whether a word belongs to the description of an office rather than to a name."""
    known = name_words.kinds(word)
    return bool(known & _DESCRIPTION) and not known & {"plain-name"}
