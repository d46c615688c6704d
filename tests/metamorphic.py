"""Changes that must not change what is read: a damaged anchor, each field beside itself before the change.

A change takes a text and gives another one, with the field that is looked at. What was read before the change is the
answer; nothing is compared with a truth that somebody wrote.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable

import kg
from kg.model import Cable

#: Each anchor as whole texts print it, and the field that hangs on it.
ANCHORS = {
    "eo": r"^[ \t]*(E\.? ?O\.?)[ ]?(?=\d{5})",
    "tags": r"^[ \t]*(TAGS)\b",
    "subject": r"^[ \t]*(SUBJECT|SUBJ)\b",
    "ref": r"^[ \t]*(REFERENCES?|REFTELS?|REFS?)\b",
    "classified": r"^[ \t]*(?:\d\. *)?(?:\(\w+\) *)?(CLASSIFIED BY|Classified [Bb]y)\b",
    "fm": r"^(FM)(?= )",
    "to": r"^(TO)(?= R)",
    "info": r"^(INFO)(?= R)",
    "summary": r"\b(SUMMARY|Summary)(?=[.: -])",
    "end of summary": r"\b(END SUMMARY|End [Ss]ummary)\b",
}
VIEWS: dict[str, Callable[[Cable], object]] = {
    "eo": lambda c: (c.executive_order and c.executive_order.value, c.declassify_on and c.declassify_on.value),
    "tags": lambda c: [tag.code for tag in c.tags],
    "subject": lambda c: c.subject and c.subject.value,
    "ref": lambda c: [one.cable_id or one.kind for one in c.references],
    "classified": lambda c: [one.name for one in c.officials if one.role == "classified_by"],
    "fm": lambda c: c.origin and c.origin.value,
    "to": lambda c: [one.name for one in c.addressees if one.role == "action"],
    "info": lambda c: [one.name for one in c.addressees if one.role == "info"],
    "summary": lambda c: c.summary and c.summary.value,
    "end of summary": lambda c: c.summary and c.summary.value,
}
_KEYS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_BESIDE = {key: row[max(i - 1, 0) : i] + row[i + 1 : i + 2] for row in _KEYS for i, key in enumerate(row)}
_SCANNED = dict(zip("OISBGEFUCTRADJLMNY", "015860PVGIP40IINMV", strict=True)) | {"E": "F"}


def typo(word: str, chance: random.Random) -> str:
    """Return a word with one slip of a typist: a letter lost, added, swapped with the next, or of the key beside it."""
    i = chance.randrange(len(word))
    kind = "lost" if word[i] == " " else chance.choice(("lost", "added", "swapped", "other"))
    if kind == "lost":
        return word[:i] + word[i + 1 :]
    other = chance.choice(_BESIDE.get(word[i].upper(), "X"))
    other = other if word[i].isupper() else other.lower()
    if kind == "swapped" and i + 1 < len(word) and word[i] != word[i + 1]:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    return word[:i] + other + word[i + (kind != "added") :]


def scanning_slip(word: str, chance: random.Random) -> str:
    """Return a word with one letter that a scanner took for another one."""
    places = [i for i, letter in enumerate(word) if letter.upper() in _SCANNED]
    if not places:
        return word[1:]
    i = chance.choice(places)
    return word[:i] + _SCANNED[word[i].upper()] + word[i + 1 :]


def shares(texts: Iterable[str], seed: int) -> tuple[Counter[str], Counter[str], list[tuple[str, str, str]]]:
    """Return for each anchor and damage how often it was tried and still read right, and what was lost."""
    chance = random.Random(seed)
    tried: Counter[str] = Counter()
    right: Counter[str] = Counter()
    lost: list[tuple[str, str, str]] = []
    for text in texts:
        before = kg.parse(text)
        for anchor, pattern in ANCHORS.items():
            found = re.search(pattern, text, re.MULTILINE)
            wanted = VIEWS[anchor](before)
            if found is None or not wanted:
                continue
            for name, damage in (("typo", typo), ("scan", scanning_slip)):
                word = damage(found[1], chance)
                if word == found[1]:
                    continue
                after = kg.parse(text[: found.start(1)] + word + text[found.end(1) :])
                key = f"{anchor}, {name}"
                tried[key] += 1
                if VIEWS[anchor](after) == wanted:
                    right[key] += 1
                else:
                    lost.append((key, found[1], word))
    return tried, right, lost
