"""Find the labels of the Department's paper forms, used until 1966: `FROM:`, `TO:`, `NO:`, `Control:`, `Rec'd:`.

```
INCOMING TELEGRAM     Department of State           the title; OUTGOING TELEGRAM, TELEGRAM RECEIVED, AIRGRAM
Action                     Control: 4711            two columns: a label may stand behind a gap
G        FROM:  Saigon                              the distribution list runs down the left margin
```
A label is a word of `ontology/vocab/paper_labels.csv`, perhaps with slips of a scanner; what the labels and
the title weigh together (`ontology/vocab/paper_evidence.csv`) tells whether a text is on such a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct

from kg.parsing.anchor_damage import slips_of
from kg.vocabulary.csv_tables import read, squeeze, weights

HEAD = 2500
"""How far into a text the head of a form reaches, in characters."""
_LABEL = re.compile(
    r"(?:^[^\w\n]{0,60}|^[ \t]{0,60}[A-Za-z0-9/]{1,5}[ \t]{1,40}|(?<=[ \t]{2})\.?)"
    r"(?P<word>(?=[CRcr]|[A-Za-z0-9'’]{2,10}[ ]?[:;])[A-Za-z][A-Za-z0-9'’]{1,9})(?P<colon>[ ]?[:;])?(?=[ \t]|$)[ \t]*",
    re.MULTILINE,
)
_TITLE = re.compile(
    r"^[^\w\n]{0,60}(?:[A-Za-z]{2,12}[ ]){0,4}?(?P<one>[A-Z0-9]{6,9})(?:[ ]{1,3}(?P<two>[A-Z0-9]{4,9}))?", re.M
)
_TITLES = ("INCOMING TELEGRAM", "OUTGOING TELEGRAM", "TELEGRAM RECEIVED", "TELEGRAM SENT", "AIRGRAM")
_WORDS = ("telegram", "airgram", "control", "rec'd", "rec’d", "te1egram")
_MOST_SLIPS = 0.8
#: Labels that stand without a colon: no other word of a head looks like them.
_BARE = ("CONTROL", "RECD")


class Label(Struct, frozen=True):
    """A label: its name in capitals, where it begins, where its value begins, and where its line ends."""

    name: str
    start: int
    value: int
    end: int


@cache
def _names() -> tuple[str, ...]:
    return tuple(row["label"] for row in read("paper_labels"))


@lru_cache(maxsize=4096)
def _label_of(word: str) -> str | None:
    """Return the label that a printed word is, or is nearest to by slips that a scanner makes."""
    key = squeeze(word)
    if key in _names():
        return key
    costs = ((slips_of(key, name), name) for name in _names())
    near = min(((cost, name) for cost, name in costs if cost is not None), default=None)
    return near[1] if near and near[0] < _MOST_SLIPS and any(map(str.isdigit, word)) else None


def find(text: str) -> tuple[Label, ...]:
    """Return the labels in the head of a text, in the order of the text."""
    return tuple(_labels(text))


def _labels(text: str) -> Iterator[Label]:
    for m in _LABEL.finditer(text, 0, HEAD):
        name = _label_of(m["word"])
        if name is not None and (m["colon"] or name in _BARE):
            end = text.find("\n", m.end("word"))
            yield Label(name, m.start("word"), m.end(), max(m.end(), end if end >= 0 else len(text)))


def title(text: str) -> tuple[str, int, int] | None:
    """Return the title of a form and its range, None where the head has none.

    >>> title("DEPARTMENT OF STATE\\n INCOMING TE1EGRAM")
    ('INCOMING TELEGRAM', 21, 38)
    """
    for m in _TITLE.finditer(text, 0, HEAD):
        printed = f"{m['one']} {m['two'] or ''}".strip()
        for name in _TITLES:
            words = list(zip(printed.split(), name.split(), strict=False))
            if len(printed.split()) >= len(name.split()) and all(
                a == b or slips_of(a, b) is not None for a, b in words
            ):
                return name, m.start("one"), m.end("two") if m["two"] and " " in name else m.end("one")
    return None


def is_paper(text: str) -> bool:
    """Tell whether a text is on a paper form, by the weight of its title and its labels.

    >>> is_paper("INCOMING TELEGRAM\\nFROM: Lima\\nTO: Secretary of State\\nNO: 12, May 4")
    True
    >>> is_paper("FROM: Lima\\nTO: me")
    False
    """
    head = text[:HEAD].casefold()
    if not any(word in head for word in _WORDS):
        return False
    weight = weights("paper_evidence")
    said = {label.name for label in _labels(text)}
    score = sum(weight.get(name, 0.0) for name in said) + (weight["title"] if title(text) else 0.0)
    return score >= weight["needed"]
