"""Find offices without a name: `Poloff`, `the Ambassador`, `the Deputy Minister of Interior`.

A title stands for its one holder where it is an officer's of a post, or definitely meant (`the King`). Telegrams in
capitals leave out articles: there the word before or after it has to show that somebody acts or is spoken to
(`TOLD AMBASSADOR AND DCM`). The office of an office is none (`the Prime Minister's Office`).
"""

from __future__ import annotations

import re

from kg.parsing import name_words
from kg.parsing.mentions.titled_names import Phrase, is_plural
from kg.parsing.name_runs import GAP, next_word, word_before
from kg.vocabulary import titles
from kg.vocabulary.csv_tables import fold

_HONORIFICS = frozenset(("MISTER", "MS", "DOCTOR", "PROFESSOR", "SAYYID"))
#: After the possessive of a title: an institution, not the holder.
_INSTITUTION = re.compile(
    r"['’][sS]?\s{1,3}(?:\w{1,20}\s)?(?:office|staff|secretariat|bureau|cabinet|department|palace|guard|council"
    r"|representative|house|residence)\b",
    re.IGNORECASE,
)
#: Words before a title in capitals that show somebody is spoken to.
_SPOKEN_TO = frozenset(("TOLD", "ASKED", "INFORMED", "ASSURED", "ADVISED", "WITH", "BY", "SAW", "TO", "MET", "URGED"))
_NEXT_TITLE = re.compile(rf",?{GAP}(?:AND|&)\s")
_COMMA = re.compile(r",\s{1,4}")


def is_honorific(phrase: Phrase, text: str) -> bool:
    """Return whether the only title of a phrase is a form of address (`Mr.`, `Professor`)."""
    found = titles.find(text[slice(*phrase.title)]) or titles.find(text[slice(*phrase.head)])
    return found is not None and found.canonical.upper() in _HONORIFICS


def _title(text: str, phrase: Phrase) -> titles.Title | None:
    """Return the row of the title table a phrase means: of the whole title, `The Secretary`, or of its last word."""
    printed = " ".join(text[slice(*phrase.title)].split())
    if (definite := titles.find("The " + printed) if phrase.definite else None) is not None:
        return definite
    words = printed.split()
    ends = (titles.find(" ".join(words[i:])) for i in range(len(words)))
    return next((found for found in ends if found is not None), None) or titles.find(text[slice(*phrase.head)])


def keys(text: str, phrase: Phrase) -> frozenset[str]:
    """Return the comparison keys of titles: the printed form, and the canonical one of the whole title."""
    printed = " ".join(text[slice(*phrase.title)].split())
    if phrase.definite and (found := titles.find("The " + printed)) is not None:
        return frozenset((found.canonical.upper(),))
    found = titles.find(printed)
    return frozenset((found.canonical.upper(), fold(printed)) if found else (fold(printed),))


def holder_keys(text: str, phrase: Phrase | None) -> frozenset[str]:
    """Return the titles that the person beside a title holds: `the Minister` is the Interior Minister named before."""
    if phrase is None:
        return frozenset()
    head = text[slice(*phrase.head)]
    found = [titles.find(head), titles.find("The " + " ".join(text[slice(*phrase.title)].split()))]
    return keys(text, phrase) | {fold(head)} | {one.canonical.upper() for one in found if one is not None}


def holds_from(phrase: Phrase | None) -> int:
    """Return from where on a title without a name is this person's.

    Everywhere, but of a foreigner or another organisation's officer only after he is named: before it `the Ambassador`
    is our own.
    """
    return phrase.title[0] if phrase is not None and (phrase.country or phrase.organisation) else 0


def _is_section_chief(text: str, phrase: Phrase) -> bool:
    """Return whether an embassy section's abbreviation precedes the title: `Pol Chief`, `Econ Counselor`."""
    words = text[slice(*phrase.title)].split()
    return (
        len(words) == 2 and {"part", "topic"} <= name_words.kinds(words[0]) and "stop" not in name_words.kinds(words[0])
    )


def _acts(text: str, phrase: Phrase) -> bool:
    """Return whether a bare title in capitals is a person acting or addressed (`CHARGE AND DCM CALLED`)."""
    if phrase.title[1] != phrase.head[1]:
        return False
    before = word_before(text, max(0, phrase.title[0] - 60), phrase.title[0])
    if before is not None and before.text in _SPOKEN_TO:
        return True
    after = next_word(text, phrase.title[1], min(len(text), phrase.title[1] + 60))
    if before is not None and before.text in ("IN", "OF", "AS", "FOR", "WITHOUT", "OUR"):
        return before.text == "OUR"
    if after is None:
        return False
    joined = _NEXT_TITLE.match(text, phrase.title[1])
    if joined is not None:
        after = next_word(text, joined.end() - 1, min(len(text), joined.end() + 40))
        return after is not None and bool(name_words.kinds(after.text) & {"title", "topic"})
    return after.text.endswith("ED") or after.text in ("SAID", "TOLD", "MET", "SAW", "MADE", "TOOK", "GAVE", "HAS")


def is_office(text: str, phrase: Phrase, capitals: bool) -> bool:
    """Return whether a title without a name means one holder: a post's officer, or one definitely meant."""
    head = text[slice(*phrase.head)]
    if phrase.indefinite or phrase.private or head[0].islower() or _INSTITUTION.match(text, phrase.title[1]):
        return False
    if _is_section_chief(text, phrase):
        return True
    found = _title(text, phrase)
    if found is None or found.canonical.upper() in _HONORIFICS:
        return False
    if is_plural(head) and found.category != "us_diplomatic":
        return False
    if found.category == "us_diplomatic" and phrase.country is None:
        if is_plural(head) and "head" in name_words.kinds(head[:-1]):
            return False
        return phrase.definite or not (capitals and "head" in name_words.kinds(head)) or _acts(text, phrase)
    whole = phrase.title[1] > phrase.head[1]
    return phrase.definite and (found.category != "military" or whole)


def is_also_named(text: str, phrase: Phrase, starts: set[int]) -> bool:
    """Return whether a second title with the holder's name follows: `his National Security Advisor, General NAME`."""
    m = _COMMA.match(text, phrase.title[1])
    return m is not None and m.end() in starts
