"""Drop a repeated header: a publisher's page has the database row, its header column, then the text.

```
refid: 09LIMA45            the row
VZCZCXYZ0005 …             its column with the header, to the last addressee
VZCZCXYZ0005 …             the message, header and text
```
The first printing is no message of its own. It is told by its words: nearly all of them, and all
with digits in them (times, numbers, routing indicators), stand at the beginning of what follows as well.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from kg.parsing.line_patterns import lines_with
from kg.text.aligned_text import Edit

_LONGEST = 12_000
"""Characters of a header with some hundred addressees, and as many of the text in which it is looked for."""
_MORE = 3000
_SHORT_LINE = 8
_WORDS = re.compile(r"[^\W_]{2,}")
_SHARE = 0.85
"""Words that both printings have at least: one of them may be wrapped anew or cut."""
_NUMBERS = 20
"""Words with digits of which one may be cut; of fewer all stand in both."""
_BODY = re.compile(r"^[ \t]*1[.)][ \t]", re.MULTILINE)
_NUMBER = re.compile(r"\b(\d{4,7})Z?\b")
_BETWEEN = 3
"""Words that may stand between the two (`header ends`), however short the header is."""


def is_header_of(text: str, start: int, end: int, following: int) -> bool:
    r"""Return whether `text[start:end]` is another printing of the header at `following`.

    >>> head = "VZCZC01\nDE RUEHPE #0045 0151030\nP 151030Z JAN 09\nFM AMEMBASSY LIMA\n"
    >>> text = head + "\n" + head + "\nUNCLAS LIMA 000045\n\n1. Text."
    >>> is_header_of(text, 0, len(head), len(head) + 1)
    True
    """
    if end - start > _LONGEST or _BODY.search(text, start, end) is not None:
        return False
    below = text[following : following + (end - start) + _MORE]
    time = _NUMBER.search(text, start, end)  # asked first: it is cheap, and of another message it is another one
    if time is None or time[1] not in below:
        return False
    first, second = Counter(_WORDS.findall(text[start:end].upper())), Counter(_WORDS.findall(below.upper()))
    both = first & second
    if first.total() - both.total() > max(_BETWEEN, (1 - _SHARE) * first.total()):
        return False
    numbers = [word for word in first if not word.isalpha()]
    other = sum(word not in second for word in numbers)
    return len(numbers) > 1 and other <= len(numbers) // _NUMBERS


_MOST = 2000
"""Messages of a text; in one of more nobody pasted rows by hand."""
_LINE = 200
_SENT = re.compile(r"(?<![\w.])[ZOPRW](?:[ ][ZOPRW])?[ ]\d{6}Z[ ][A-Z]{3}[ ]\d\d\b")


def without_first(text: str, openings: list[int]) -> tuple[list[int], tuple[Edit, ...]]:
    """Return the openings of messages without those of a first printing of a header, and the cuts of the printings.

    A header that has no opening begins with its date-time group.
    """
    if len(openings) > _MOST:
        return openings, ()
    kept, cuts = openings[-1:], list[Edit]()
    for at, following in reversed(list(pairwise(openings))):
        if is_header_of(text, at, following, following):
            cuts.append(Edit(at, following))
        else:
            kept.append(at)
    sent = [] if len(kept) > 1 else _sent(text)
    if len(kept) < 2 and not cuts:
        cuts += [_cut(text, *pair) for pair in pairwise(sent) if is_header_of(text, *pair, pair[1])][:1]
    first = min([*openings[:1], *sent[:1]], default=0)
    if 0 < first < _LONGEST and (above := _labels_above(text, first)) < first:
        cuts.append(_cut(text, above, first))
    return kept[::-1], tuple(sorted(cuts))


def _sent(text: str) -> list[int]:
    """Return where the date-time groups of the first lines begin, with their precedence."""
    lines = lines_with(text, ("Z ",), 0, _LONGEST)
    return [m.start() for at in lines if (m := _SENT.search(text, at, at + _LINE)) is not None]


def _cut(text: str, start: int, end: int) -> Edit:
    return Edit(start, end, "" if text[max(start - 1, 0) : start] in ("", "\n") else "\n")


def _labels_above(text: str, first: int) -> int:
    """Return where lines begin above the header that are but another printing of its labels; `first` where none are."""
    at = 0
    while at < first:
        stop = text.find("\n", at, first) + 1 or first
        line = text[at:stop].strip()
        if len(line) > _SHORT_LINE and line in text[first : first + _LONGEST]:
            return at if is_header_of(text, at, first, first) else first
        at = stop
    return first
