"""Weigh a name beside a title in a text in capitals by the words, the title and the document together.

`MAJOR ADEYEMI` is a man, `A MAJOR COALITION`, `MINISTER OF STATE COUNCIL` and `GENERAL STAFF` are none. The weights
stand in `ontology/vocab/name_evidence.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.parsing import name_evidence, name_words
from kg.parsing.name_runs import Word, could_be_name, counts_alone, is_initial, next_word, word_before
from kg.vocabulary.csv_tables import weights
from kg.vocabulary.word_frequencies import forename_band

_ARTICLES = frozenset(("THE", "A", "AN", "THIS", "THAT", "EVERY", "EACH", "NO"))
#: Before an adjective and hardly ever before a rank: articles, words of measure, numbers.
_MEASURES = frozenset(
    "A AN ANY NO EACH EVERY MORE MOST VERY TOO SO OTHER ANOTHER ALL SOME SEVERAL MANY FEW BOTH SUCH TWO THREE FOUR FIVE"
    " ONE ONLY FIRST SECOND LAST NEXT THESE THOSE".split()
)
_DEFINITE = frozenset("THE ITS OUR YOUR THEIR HIS HER".split())
#: The most places of a word in a document that are looked at.
_MOST_PLACES = 12
_LONGEST_ABBREVIATION = 4


def weigh(text: str, low: int, start: int, head: tuple[int, int], name: tuple[Word, ...], attached: bool) -> float:
    """Return the evidence for a name after a title, less the evidence against the name.

    `start` is where the title begins, `head` its last word, `attached` whether an office stands between; `low` bounds
    the text.
    """
    weight = weights("name_evidence")
    full = [w for w in name if counts_alone(w.text)] or list(name)
    score = name_evidence.mean_balance([w.text for w in full])
    is_adjective = start == head[0] and "also-adjective" in name_words.kinds(text[slice(*head)])
    score += weight["adjective" if is_adjective else "office" if attached else "title"]
    if is_adjective and (before := word_before(text, low, start)) is not None:
        score += _before(before.text)
    if len(full) == 1:
        score += _alone(text, full[0])
    return score


def is_doubtful(score: float, name: tuple[Word, ...]) -> bool:
    """Return whether a name wins narrowly.

    A word of it is one of the language as well and little more speaks for it, or all of its words are titles as well
    (`AMBASSADOR DEAN KING`: a dean and a king, or Dean King).
    """
    if len(name) > 1 and all("title" in name_words.kinds(w.text) for w in name):
        return True
    return score < weights("name_evidence")["sure"] and any(name_evidence.for_word(w.text) < 0 for w in name)


def _before(word: str) -> float:
    """Return the weight of the word before a title that is an adjective as well."""
    weight, key = weights("name_evidence"), word.upper()
    if key in _MEASURES:
        return weight["measured"]
    return weight["definite"] if key in _DEFINITE or key.endswith(("'S", "’S")) else 0.0


def _alone(text: str, word: Word) -> float:
    """Return the document's evidence on a name of one word: the following word, and the word's other uses."""
    weight = weights("name_evidence")
    following = None if word.ended else next_word(text, word.end, min(word.end + 40, len(text)))
    score = weight["goes-on"] if following is not None and following.text.upper() == "OF" else 0.0
    if name_evidence.balance(word.text) > 0:
        return score
    score += weight["abbreviated"] if _is_abbreviated(text, word) else 0.0
    named, thing = _elsewhere(text, word.text)
    return score + (weight["elsewhere"] if named else 0.0) + (weight["with-article"] if thing and not named else 0.0)


def _is_abbreviated(text: str, word: Word) -> bool:
    """Tell a short word that is cut off: behind it a stroke and a letter (`IND/COM`), or a point and a forename."""
    if word.end - word.start > _LONGEST_ABBREVIATION:
        return False
    mark, after = text[word.end : word.end + 1], text[word.end + 1 : word.end + 2]
    if mark == "/":
        return after.isalpha()
    following = next_word(text, word.end + 1, min(word.end + 40, len(text))) if mark == "." else None
    if following is None or "\n" in text[word.end : following.start]:
        return False
    begins_line = text[max(0, word.start - 40) : word.start].rstrip(" ")[-1:] == "\n"
    named = begins_line and could_be_name(following.text, capitals=True)
    return named or forename_band(following.text) is not None


@lru_cache(maxsize=64)
def _elsewhere(text: str, word: str) -> tuple[bool, bool]:
    """Return whether a document has a word behind an initial, a forename or MR, and whether behind an article."""
    before = [(one, at) for at in _places(text, word) if (one := word_before(text, 0, at)) is not None]
    named = any(_begins_name(one.text) and not _is_described(text, one) for one, _ in before)
    return named, any(one.text in _ARTICLES and _ends_phrase(text, at + len(word)) for one, at in before)


def _is_described(text: str, word: Word) -> bool:
    """Tell an adjective from a form of address: an article before it (`DE LA HONORABLE JUNTA`)."""
    if "honorific" not in name_words.kinds(word.text):
        return False
    before = word_before(text, 0, word.start)
    return before is not None and (before.text in _ARTICLES or "particle" in name_words.kinds(before.text))


def _begins_name(word: str) -> bool:
    """Return whether a word may begin a name: an initial with its point, a form of address, a forename."""
    if is_initial(word):
        return word.endswith(".")
    known = name_words.kinds(word)
    return "honorific" in known or ("title" not in known and forename_band(word) is not None)


def _ends_phrase(text: str, at: int) -> bool:
    """Return whether a word is the last of its phrase: `THE JUNTA SAID`, not `THE BANZER REGIME`."""
    following = next_word(text, at, min(at + 40, len(text)))
    return following is None or bool(name_words.kinds(following.text) & {"stop", "verb", "connector"})


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        if not text[at - 1 : at].isalnum() and not text[at + len(word) : at + len(word) + 1].isalnum():
            yield at
        at = text.find(word, at + len(word))
