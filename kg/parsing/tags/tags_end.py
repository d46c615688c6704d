"""Find the end of a TAGS list.

The list is one line. A further line continues it only after a comma (or an open parenthesis), or when that line is
itself a comma list or all codes; a copy without line ends is cut at the next label inside the line.
"""

from __future__ import annotations

import re

from kg.parsing.tags import tag_codes, tag_words
from kg.parsing.tags.tag_words import Word, words
from kg.vocabulary import topics

#: No list is longer; what follows in a text without structure is no list (a guard against hostile input).
LONGEST = 8000

_NEXT_LABEL = re.compile(
    r"""
    (?: (?<=\s) | (?<=[.,;]) | ^ )
    (?: (?i:S?UBJ(?:ECT)?)[ ]?[:;] | (?i:REF(?:TELS?|ERENCES?|S)?)[ ]?: | E\.[ ]?O\. | EO[ ]?\d{5} | DECL(?:ASSIFY)?\b
      | (?i:CLASSIFIED[ ]BY)\b | (?!Tags)[A-Z][a-z]{1,20}(?:[ ][A-Z][a-z]{1,20})?: | 1[.)][ \t]{0,3}[(A-Z]
      | SUMMARY[ ]?[:.] | -{3} | ={3} )
  | (?<=[A-Z]) (?:SUBJECT|SUBJ|REFTEL|REF) :                        # run together with the last code
    """,
    re.VERBOSE,
)
_LINE_LABEL = re.compile(
    r"[ \t]*(?:(?!TAGS)[A-Z][A-Z ./]{1,24}:|SUBJ(?:ECT)?\b|REF(?:S|TEL)?\b|CLASSIFIED BY|\d{1,2}[.)][ \t])",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:[,;/&-]|\([^()\n]{0,160})[ \t]*$")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[ \t]*([^\W\d_]+)")
_FILLED = re.compile(r"\s*(?P<line>\S[^\n]*)")
_LINE = re.compile(r"[^\n]*\n?")


def _is_list(text: str, start: int, end: int) -> bool:
    """Return whether a line is all codes, or a comma list whose items all look like codes and one is listed."""
    found: list[Word] = [w for w in words(text, start, end) if w.group is None]
    line = text[start:end]
    if not found or (line != line.upper() and text[:start] == text[:start].upper()):
        return False
    known = [tag_codes.is_readable(w.text) for w in found]
    if all(known):
        return True
    items = all(w.after_gap and len(w.text) < 9 for w in found)
    return "," in line and items and any(known)


def _codes_below(text: str, at: int, limit: int) -> bool:
    """Return whether the next line that is not empty, in capitals, has codes only, not all of countries."""
    line = _FILLED.match(text, at, limit)
    if line is None or line["line"] != line["line"].upper():
        return False
    found = list(words(text, line.start("line"), line.end("line")))
    codes_only = all(w.group is None and len(w.text) in (2, 4) and topics.is_listed(w.text) for w in found)
    return codes_only and any(len(w.text) == 4 for w in found)


def end_of_list(text: str) -> int:
    """Return the end of the list that begins a field's text."""
    limit = min(len(text), LONGEST)
    if (label := _NEXT_LABEL.search(text, 0, limit)) is not None:
        limit = label.start()
    end = 0
    for m in _LINE.finditer(text, 0, limit):
        line = m[0].strip()
        if not line:
            goes_on = not end or _GOES_ON.search(text, 0, end) or _codes_below(text, m.end(), limit)
            if m.end() >= limit or not goes_on:
                break
            continue
        if m.start() and (_LINE_LABEL.match(line) or not _continues(text, m, end)):
            break
        end = m.start() + len(m[0].rstrip())
    return end


def _continues(text: str, line: re.Match[str], end: int) -> bool:
    """Return whether `line` continues the list that ends at `end` (0: the label stood alone on its line)."""
    if re.match(r"[ \t]*TAGS", line[0], re.IGNORECASE):
        return True
    gap = "\n\n" in text[end : line.start()].replace(" ", "").replace("\t", "")
    if end and not gap and _GOES_ON.search(text, max(0, end - 200), end):
        return True
    return _is_broken(text, line, end) or _is_list(text, line.start(), line.end())


def _is_broken(text: str, line: re.Match[str], end: int) -> bool:
    """Return whether a line, in capitals as the list, begins with the rest of a topic."""
    last, first = _LAST_WORD.search(text, max(0, end - 40), end), _FIRST_WORD.match(line[0])
    return bool(
        last and first and line[0] == line[0].upper() and tag_words.goes_over(last[0].upper(), first[1].upper())
    )
