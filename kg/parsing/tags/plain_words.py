"""The words that stand in TAGS lists and are no codes: topics in plain words, countries, forenames.

The topic words are `ontology/vocab/topic_words.csv`; countries are the labels of the geographic codes; forenames those
of the Historian's list of office holders.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from kg.vocabulary import chiefs_of_mission, code_lists, csv_tables, topics

#: Subjects under which prominent officials are named: visits, congressional and other travel.
PERSON_CODES = frozenset({"OVIP", "OREP", "OTRA", "ODIP"})

#: Captions that are only the first word of one: what follows names whom (CODEL SMITH) or counts (SECTO 14).
_NAMED = frozenset({"travel", "series", "precedence"})


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in csv_tables.read("topic_words")}


def kind(word: str) -> str | None:
    """Return what a word (in capitals) is in a topic: section, alone, head, …; None if in no list."""
    found = _kinds().get(word)
    return None if found == "phrase" else found


@cache
def phrases() -> frozenset[tuple[str, ...]]:
    """Return the topics of several words that are entries of their own: listed ones, and the names of subjects."""
    labels = (t.label.upper() for t in topics.all() if t.kind == "subject")
    named = (tuple(words) for label in labels if 2 <= len(words := label.split()) <= 5 and "".join(words).isalpha())
    return frozenset((*(tuple(w.split()) for w, k in _kinds().items() if k == "phrase"), *named))


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
    """Tell a forename that several office holders bear from other words (`JOHN`, not `DAY`)."""
    return forenames().get(word, 0) > 1 and kind(word) is None


def is_plain(word: str) -> bool:
    """Tell a word that is what it says, so that nothing is repaired in it."""
    return kind(word) is not None or (word,) in countries() or word in forenames()


def may_be_surname(word: str) -> bool:
    """Tell a word that may be a surname from topic words, countries and initials."""
    return len(word) > 1 and kind(word) is None and (word,) not in countries()


def is_marking(word: str) -> bool:
    """Tell a caption or a classification level: they stand in or after the list and are no TAGS (`SIPDIS`)."""
    caption = code_lists.caption(word)
    return (caption is not None and caption.kind not in _NAMED) or code_lists.classification(word) is not None
