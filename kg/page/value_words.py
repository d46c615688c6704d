"""Put values and labels into words for people: counts, and names short enough for the room beside a node."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from kg.facts.fact import Copy

_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+")
"""Control characters, and marks that change how other characters are shown or are invisible."""


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "cable", "cables"), counted(1200, "cable", "cables")
    ('1 cable', '1,200 cables')
    """
    return f"{number:,} {one if number == 1 else many}"


def visible(text: str) -> str:
    """Put text on one line, without control characters and marks that turn or hide other text."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """Wrap text into at most `lines` lines of about `width` characters; `…` replaces the rest.

    >>> wrapped("Department of State (Secretary of State)", 20, 2)
    ['Department of State', '(Secretary of State)']
    """
    result: list[str] = []
    words = visible(text[: width * lines * 8]).split(" ")
    line = ""
    done = 0
    for whole in words:
        word = whole if len(whole) <= width else whole[: width - 1] + "…"
        longer = f"{line} {word}" if line else word
        if len(longer) <= width:
            line = longer
            done += 1
            continue
        result.append(line)
        line = word
        if len(result) == lines:
            break
        done += 1
    if len(result) < lines and line:
        result.append(line)
        return result
    if done < len(words):
        last = result[-1]
        result[-1] = (last if len(last) < width else last[: width - 1].rstrip()) + "…"
    return result


def balanced(text: str, width: int, lines: int) -> list[str]:
    """Wrap text as `wrapped` does, but into lines of about the same length.

    >>> balanced("CDR USCINCSO MIAMI FL", 20, 2)
    ['CDR USCINCSO', 'MIAMI FL']
    """
    widest = wrapped(text, width, lines)
    for narrower in range(max(map(len, visible(text).split(" "))), width):
        result = wrapped(text, narrower, lines)
        if len(result) == len(widest) and "".join(result).count("…") == "".join(widest).count("…"):
            return result
    return widest


def release_notes(counts: Iterable[tuple[str, str, int]]) -> tuple[str, str]:
    """Return two sentences on the release of texts: a warning on leaked ones, and the others; either may be empty.

    `counts` gives for each status its code, its name and the number of texts.

    >>> release_notes([("leaked", "Leaked", 1)])
    ('Leaked US government text, not an official release.', '')
    >>> release_notes([("leaked", "Leaked", 2), ("released-in-full", "Released in full", 1)])
    ('2 texts leaked, not an official release.', '1 text released in full')
    """
    known = [entry for entry in counts if entry[2]]
    leaked = sum(n for status, _, n in known if status == "leaked")
    rest = sorted(
        (-n, "of unknown release status" if status == "unknown" else (name or status).lower())
        for status, name, n in known
        if status != "leaked"
    )
    plain = " · ".join(f"{counted(-n, 'text', 'texts')} {words}" for n, words in rest)
    if not leaked:
        return "", plain
    if not rest:
        return f"Leaked US government {'text' if leaked == 1 else 'texts'}, not an official release.", ""
    return f"{counted(leaked, 'text', 'texts')} leaked, not an official release.", plain


def release_of_copies(copies: Iterable[Copy]) -> tuple[str, str]:
    """Return the `release_notes` of copies."""
    counts = Counter((copy.release, copy.release_label) for copy in copies)
    return release_notes((status, name, n) for (status, name), n in sorted(counts.items()))
