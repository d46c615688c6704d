"""Measure how near a printed word is to an anchor: the cost of the slips between them, unless it is a real word."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from kg.parsing import name_words
from kg.parsing.line_patterns import LineStarts
from kg.parsing.post_name_matching import damage
from kg.vocabulary import topics

RULE = "misspelled-label"
"""The rule of the repairs of anchors."""
LEAD = LineStarts(
    r"""^[^\w\n]{0,6}(?:\d{1,2}[.)][ ]{0,3})?(?:\([A-Za-z0-9/]{1,5}\)[ ]{0,3})?
    (?P<word>[A-Za-z0-9£]{2,13})(?![A-Za-z0-9£])
    (?P<mark>[ \t]{0,2}[:;=?¢]|[ \t]{0,2}[.,/|-](?=[ ])|[ \t]{2,}|(?=[ \t\n]|\Z))""",
    flags=re.VERBOSE,
)
"""The first word of a line, behind a paragraph number and a portion marking, with the mark behind it."""


@lru_cache(maxsize=16_384)
def slips_of(word: str, anchor: str) -> float | None:
    """Return the cost of the slips that make a printed word of an anchor; None where the two are too far apart."""
    most = 1 if len(anchor) < 12 else 2
    if word == anchor or abs(len(word) - len(anchor)) > most or OSA.distance(word, anchor) > most:
        return None
    return damage(word, anchor)


@lru_cache(maxsize=4096)
def is_word(word: str) -> bool:
    """Return whether a printed word is one of the language, of titles or of places as it is."""
    plain = re.sub(r"[^\w]", "", word)
    return bool(name_words.kinds(plain)) or topics.is_listed(plain.upper())
