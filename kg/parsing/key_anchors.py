"""Put damaged keys right: those of a SMART cable (`Drafed By:`, `lnfo:`) and of a clearance block (`APPR0VED BY`).

A key is an anchor as the labels of a wire header are (`kg.parsing.anchors`), but it is told by its neighbours: a line
that opens with one or two words, a colon and wide blanks, a few lines from whole keys of the same block, is the key
that the block lacks and that its words are nearest to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.parsing.anchor_damage import RULE, slips_of
from kg.text.aligned_text import Edit
from kg.vocabulary.csv_tables import read, squeeze

_SMART = re.compile(
    r"^[ \t•|1]{0,40}(?P<key>[A-Za-z0-9!|][A-Za-z0-9!|./]{1,15}(?:[ ][A-Za-z0-9!|]{1,12})?)[ ]?(?P<mark>[:;])"
    r"(?=[ \t]{2}|[ \t]*$)",
    re.MULTILINE,
)
_BLOCK = re.compile(
    r"^[ \t]{0,8}(?P<key>[A-Z0-9!|]{6,10}[ ]{0,2}[A-Z8]{1,3})(?P<mark>[ :]{1,3})(?=[A-Z])", re.MULTILINE
)
_ORIGIN = re.compile(r"^[^\n]{0,12}(?:ORIGIN|ACTION)[ ]{1,4}[A-Z]{1,6}[ -][0-9@O]", re.MULTILINE)
_ENOUGH = 3
"""Whole keys that make a block of SMART."""
_NEAR = 4
"""Lines from a damaged key to a whole one: a list of clearances, or of references, may stand between."""
_LONGEST = 200_000
_HEAD = 4000


@cache
def _keys(block: str) -> dict[str, str]:
    """Return the keys of a block as the table has them: letters alone, and as printed."""
    return {row["anchor"]: row["printed"] for row in read("anchors") if row["field"] == block}


def edits(text: str) -> Iterator[Edit]:
    r"""Yield the edits that repair damaged keys, each key once.

    >>> text = "MRN:   09 LIMA 12\nFron:   AMEMBASSY LIMA\nAction:   WASHDC, SECSTATE\nSubject:   PORTS\n"
    >>> [(text[e.start : e.end], e.text) for e in edits(text)]
    [('Fron:', 'From:')]
    """
    if "Subject" in text or "Drafted" in text or "MRN" in text:
        yield from _block(text, "smart", list(_SMART.finditer(text, 0, _LONGEST)), _ENOUGH)
    if text.find("BY ", 0, _HEAD) >= 0 and _ORIGIN.search(text, 0, _HEAD):
        yield from _block(text, "clearance", list(_BLOCK.finditer(text, 0, _HEAD)), 1)


def _block(text: str, block: str, lines: list[re.Match[str]], enough: int) -> Iterator[Edit]:
    keys = _keys(block)
    named = [(m, squeeze(m["key"]), number) for m, number in zip(lines, _numbers(text, lines), strict=True)]
    whole = {word: number for m, word, number in named if word in keys and _is_whole(m["key"], keys[word])}
    missing = keys.keys() - whole.keys()
    for m, word, number in named if len(whole) >= enough else ():
        meant = None if word in whole else word if word in keys else _nearest(word, missing)
        if meant in missing and any(abs(number - other) <= _NEAR for other in whole.values()):
            missing = missing - {meant}
            behind = m.end("mark") if block == "smart" else m.end("key")
            yield Edit(m.start("key"), behind, keys[meant], RULE)


def _numbers(text: str, lines: list[re.Match[str]]) -> Iterator[int]:
    """Yield the number of the line of each match; counted from one to the next, for a text can have very many."""
    at = number = 0
    for m in lines:
        number += text.count("\n", at, m.start("key"))
        at = m.start("key")
        yield number


def _is_whole(printed: str, key: str) -> bool:
    """Return whether a key of two words has its blanks and strokes in the right places."""
    plain = key.rstrip(":")
    return plain.replace(".", "").isalpha() or " ".join(printed.split()).upper() == plain.upper()


def _nearest(word: str, missing: set[str]) -> str | None:
    """Return the single key nearest to a damaged word; None where no key is near, or two are."""
    ranked = sorted((cost, key) for key in missing if (cost := slips_of(word, key)) is not None)
    return ranked[0][1] if ranked and (len(ranked) == 1 or ranked[0][0] < ranked[1][0]) else None
