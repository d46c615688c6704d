"""Named patterns that several readers share. All are linear: no nested repeats over overlapping classes."""

from __future__ import annotations

import re

from kg.vocabulary import code_lists

MONTHS = {
    m: n for n, m in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)
}
MONTH = "(?:" + "|".join(MONTHS) + ")[A-Z]{0,6}"


def spaced(word: str) -> str:
    """Return a pattern for `word` as the wire prints it: whole, or with blanks between the letters."""
    return r"[ \t]*".join(re.escape(c) for c in word if c != " ")


def _levels() -> tuple[tuple[str, str], ...]:
    found = [
        (form, level.notation)
        for level in code_lists.concepts("classification")
        for form in (level.notation, *level.spellings)
        if (form == level.notation or form.isalpha()) and len(form) >= _SHORTEST_LEVEL and form not in _NO_LINE
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (-len(one[0]), one[0])))


_SHORTEST_LEVEL = 6
_NO_LINE = frozenset(("SENSITIVE BUT UNCLASSIFIED",))
"""Levels that a line of their own spells out in a sentence, or beside another level."""
LEVELS = _levels()
"""Classification levels as printed on their line (the long spellings first), and what they mean; no abbreviations."""
LEVEL = "(?:" + "|".join(spaced(printed) for printed, _ in LEVELS) + r")(?![A-Z])"

#: Portion markings as they stand in parentheses before a paragraph or a subject (5 FAH-3 H-700; seen 1978–2012).
PORTION = (
    r"(?:U|C|S|TS|SBU|LOU|FOUO|OUO|5BU|513U|"
    r"(?:C|S|TS)(?:[ ]?//?[ ]?|-)(?:NF|NOFORN|REL[^()\n]{0,40}|FGI|OC|SI)(?:[ ]?//?[ ]?[A-Z]{2,6}){0,2}|"
    r"SBU[ ]?//?[ ]?(?:NF|NOFORN|REL[^()\n]{0,40}|SSI)|U[ ]?//?[ ]?(?:FOUO|SBU)|"
    r"(?:C|S|U|LOU|SBU|CONFIDENTIAL|SECRET|UNCLASSIFIED)[ ]?-[ ]?ENTIRE[ ]TEXT)"
)

CAPTIONS = tuple(
    caption.notation
    for caption in code_lists.concepts("caption")
    if caption.notation.isalpha() and caption.kind in ("distribution", "dissemination", "handling")
)
"""Captions of one word that stand on lines of their own, or beside the level."""
CAPTION = "(?:" + "|".join(CAPTIONS) + ")"

PRECEDENCES = tuple(one.notation for one in code_lists.concepts("precedence") if one.notation.isalpha())
PRECEDENCE = "(?:" + "|".join(PRECEDENCES) + ")"

#: A letter of any alphabet.
WORD = r"[^\W\d_]"

level_at = re.compile(LEVEL, re.IGNORECASE)


def level_of(printed: str) -> str | None:
    """Return the level a printed classification means (`UNCLAS` → `UNCLASSIFIED`), None if it is none."""
    squeezed = re.sub(r"\s", "", printed).upper()
    return next((meaning for word, meaning in LEVELS if squeezed == word.replace(" ", "")), None)


def one_line(text: str) -> str:
    """Return text on one line: every run of white space becomes one blank."""
    return " ".join(text.split())
