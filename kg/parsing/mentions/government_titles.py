"""Whose a title is: of a government or another public body, or of a company, a school, a club."""

from __future__ import annotations

import re

from kg.parsing import name_words
from kg.parsing.mentions.before_title import OWNER
from kg.parsing.name_runs import Word, word_before
from kg.vocabulary import titles

_OWN = re.compile(r"['’][sS]?$")
_CHAMBER = re.compile(r"\s+of\s+the\s+(?:[\w-]+\s+){0,2}Chambers?\s+of\s+(?:Commerce|Industry|Mines)\b", re.IGNORECASE)
#: How far behind a title the name of a public body is looked for.
_WIDTH = 90
#: Titles that companies and clubs give as well: after a name they count only with a public body beside them.
_ALSO_PRIVATE = frozenset(("president", "director", "dir", "representative", "coordinator", "deputy"))
_OF_COMPANIES = frozenset(
    (
        "chairman",
        "chairwoman",
        "chairperson",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chief",
        "secretary",
        "manager",
        "head",
        "adviser",
        "advisor",
    )
)


def is_private(words: list[Word]) -> bool:
    """Tell a title of a private body by what `of` or `for` adds to it: `of the Chamber of Commerce`."""
    if any(w.text.lower() == "chamber" for w in words) and words[-1].text.lower() in ("commerce", "industry"):
        return True
    return any("private" in name_words.kinds(w.text) for w in words)


def is_of_company(text: str, low: int, edge: int, head: str) -> bool:
    """Tell a title in a company or school: `Ford Motor Company representative`, `Robert College President`."""
    if head.lower() not in _ALSO_PRIVATE and head.lower() not in _OF_COMPANIES:
        return False
    before = word_before(text, low, edge)
    return before is not None and before.text[0].isupper() and "private" in name_words.kinds(before.text)


def is_public(text: str, at: int, high: int) -> bool:
    """Tell whether what follows a title names a public body: a country, a ministry, a topic of government."""
    rest = text[at : min(high, at + _WIDTH)]
    if _CHAMBER.match(rest):
        return False
    stop = rest.find(". ")
    known = [
        name_words.kinds(_OWN.sub("", w)) for w in re.findall(name_words.WORD, rest[: stop if stop >= 0 else len(rest)])
    ]
    return any(k & {"topic", "office", "place"} for k in known) and not any("private" in k for k in known)


def is_owned(text: str, at: int, edge: int) -> bool:
    """Tell whether a public body owns a title after a name: `NAME, the MFA's Americas Director`."""
    owner = OWNER.match(text, at, edge)
    return owner is not None and any("office" in name_words.kinds(_OWN.sub("", w)) for w in owner[0].split())


def head_is_public(head: str) -> bool:
    """Tell whether a title is one of a government by itself (`Ambassador`, `Minister`), unlike `Director`."""
    found = titles.find(head)
    return found is not None and found.category != "other" and head.lower() not in _ALSO_PRIVATE
