"""Who visits: the leader of a delegation, the person a scenesetter or a visit is about, the head of a CODEL.

Observed forms: `SCENESETTER FOR PM DAS NAME-LED ... TALKS`, `VISIT OF FOREIGN MINISTER NAME`, `SECRETARY NAME'S VISIT`,
`WELCOME, SENATOR NAME`, `CODEL NAME`, `STAFFDEL NAME`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.parsing.mentions import headlines
from kg.parsing.mentions.mentioned_people import Found
from kg.parsing.mentions.titled_names import Phrase
from kg.parsing.name_runs import name_after
from kg.parsing.word_index import words_of

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
    """Tell whether the subject line between `low` and `high` announces the visit of the person at `name`."""
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
            name = headlines.delegation(text, name, phrases)
        if name:
            yield Found(tuple(w.text for w in name), name[0].start, name[-1].end), m.span()
