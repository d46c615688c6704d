"""Read TAGS: the codes under which a cable is filed, and the persons named there.

```
TAGS: PREL, PGOV, OVIP (KISSINGER, HENRY A.), PE      comma, semicolon or blanks between entries; persons in parentheses
TAGS OVIP CLINTON HILLARY PREL KPAL                   surname first
TAGS: AEMR AMEDCASCKFLO TIP IN TURKEY                 codes run together; a topic in plain words
```
Source of the rules: 5 FAH-3 (TAGS handbook) for what a code is; forms observed in telegrams of 1973–2012. What is in no
list stays as it is written, marked unrecognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from kg.model import Official, Repair, Tag
from kg.parsing import name_evidence, name_words
from kg.parsing.tags.tag_list import Entry, TagList
from kg.parsing.tags.tags_end import end_of_list
from kg.text.aligned_text import Field
from kg.vocabulary.csv_tables import weights

__all__ = ["read_tags", "tagged_officials"]

#: Characters of a list that is kept when read: longer ones do not recur.
_LONGEST_KNOWN = 400


def _tag(field: Field, entry: Entry) -> Tag:
    repairs = field.repairs_in(entry.start, entry.end)
    doubts: tuple[str, ...] = () if entry.recognised else ("unrecognised",)
    doubts += ("unsure",) if entry.unsure else ()
    if entry.rule is not None:
        whole = field.span(*entry.whole)
        repairs += (Repair(entry.rule, field.raw(*entry.whole), entry.read_as, whole, entry.unsure),)
    return Tag(
        entry.code,
        raw=field.raw(entry.start, entry.end),
        recognised=entry.recognised,
        suggestion=entry.suggestion,
        span=field.span(entry.start, entry.end),
        kind=entry.kind,
        pieces=field.pieces(entry.start, entry.end),
        repairs=repairs,
        doubts=doubts,
    )


def _once(tags: Iterator[Tag]) -> tuple[Tag, ...]:
    """Keep each code once, at its first place, with the other places in `also`."""
    found: dict[str, list[Tag]] = {}
    for tag in tags:
        found.setdefault(tag.code, []).append(tag)
    return tuple(
        same[0]
        if len(same) == 1
        else replace(same[0], also=tuple(t.span for t in same[1:]), repairs=tuple(r for t in same for r in t.repairs))
        for same in found.values()
    )


def read_tags(field: Field, year: int | None = None) -> tuple[Tag, ...]:
    """Return the TAGS entries of the text after the label, in order, each code once.

    The field may run on to the end of the input: where the list stops is found here. A code that had to be repaired
    carries the repair; one in no list is kept as written with the doubt `unrecognised`, and a listed code that may be
    meant as its `suggestion`. A person is `LAST, FIRST` of kind `person`; who is named under a consular subject is a
    private person and left out. `year` is the cable's: some codes are known for few years only.

    >>> from kg.text.aligned_text import Reading
    >>> text = "PREL, KMARR, OVIP (KISSINGER, HENRY A.), MOPPS"
    >>> [tag.code for tag in read_tags(Field(Reading(text), 0, len(text)))]
    ['PREL', 'KMARR', 'OVIP', 'KISSINGER, HENRY A.', 'MOPS']
    """
    text = field.text
    entries = _known_entries(text, year) if len(text) <= _LONGEST_KNOWN else _entries(text, year)
    return _once(_tag(field, entry) for entry in entries)


def _entries(text: str, year: int | None) -> tuple[Entry, ...]:
    return tuple(TagList(text, end_of_list(text), year).entries)


#: The same lists recur in a collection: a post files under few subjects.
_known_entries = lru_cache(maxsize=8192)(_entries)


def tagged_officials(tags: tuple[Tag, ...]) -> tuple[Official, ...]:
    """Return the officials that TAGS name, as `LAST, FIRST`; `unsure` where their words are no names."""
    return tuple(_tagged(tag) for tag in tags if tag.kind == "person")


def _tagged(tag: Tag) -> Official:
    weight = weights("name_evidence")
    words = [word for word in re.findall(name_words.WORD, tag.code) if len(word) > 1]
    is_weak = name_evidence.mean_balance(words) + weight["tagged"] < weight["sure"]
    doubts = ("unsure",) if is_weak or "unsure" in tag.doubts else ()
    return Official(
        tag.code, None, "tagged", False, raw=tag.raw, span=tag.span, also=tag.also, repairs=tag.repairs, doubts=doubts
    )
