"""The summary: the text of the paragraph(s) the cable calls its summary, without the word, numbers and markings.

Forms: `1. (C) Summary: … End summary.`, `Summary and Comment: … End Summary and Comment.`, a heading SUMMARY with a
rule under it and numbered paragraphs up to END SUMMARY, and a first paragraph that only says END SUMMARY at its end.
"""

from __future__ import annotations

import re

from kg.model import Value
from kg.parsing.patterns import PORTION
from kg.parsing.reading import Reading

_KIND = r"(?:introduction|comment|action[ ]request|table[ ]of[ ]contents|conclusion|background|key[ ]points)"
_MORE = rf"(?:[ ]?(?:/|and|&|,)[ ]?(?:{_KIND}|[A-Za-z]{{4,14}}(?:[ ][A-Za-z]{{4,14}})?))"
#: The word, with a letter lost or doubled, or its letters set apart.
_SUMMARY = r"(?:sum{1,3}a?r{1,2}y|s[ ]u[ ]m[ ]m[ ]a[ ]r[ ]y)"
_NAME = rf"(?:executive[ ])?(?:{_KIND}[ ]?(?:/|and|&)[ ]?)?{_SUMMARY}"
_LABEL = re.compile(
    rf"(?:^|(?<=\)[ ])|(?<=[.)][ ])|(?<=\)))[ \t]*(?P<rule>-{{2,}}[ ]*)?(?:begin[ ])?{_NAME}{_MORE}{{0,2}}"
    rf"(?:[ ]?\({PORTION}\))?"
    rf"(?:[ \t]*(?:-{{2,}}[ \t]*)?[:.;][ ]?-{{0,3}}|[ \t]*-{{2,}}|[ \t]*\n[ \t]*(?:-{{2,}}|={{2,}})[ \t]*"
    rf"|[ \t]+[-\u2013\u2014][ \t]+|(?<=y)[ ]{{2,4}}(?-i:(?=[A-Z]))|[ \t]*(?=\n))",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    rf"[(\[]?\b(?:end[ \n]{{1,2}}(?:of[ ])?{_NAME}{_MORE}{{0,2}}|{_NAME}[ ]ends?)\b[.)\]]{{0,2}}", re.IGNORECASE
)
_WORD = re.compile(_SUMMARY, re.IGNORECASE)
_MARK = re.compile(
    rf"^[ \t]*(?:\d{{1,3}}[ ]?[.)](?!\d)[ \t]*(?:\({PORTION}\)[ \t]*)?|\({PORTION}\)[ \t]*)", re.MULTILINE
)
_NEXT_NUMBER = re.compile(r"^[ \t]*\d{1,3}[.)](?!\d)", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
_HEADING_RULE = re.compile(r"\n[ \t]*\n(?=[^\n]{3,90}\n[ \t]*-{3,})|(?<=\S)[ ]?-{4,}[ ](?=\w)")


def read_summary(reading: Reading, start: int, end: int) -> Value[str] | None:
    """Return the summary found in `text[start:end]`, None where the text has none."""
    text = reading.text
    if not _WORD.search(text, start, end):
        return None
    label = _LABEL.search(text, start, end)
    close = _END.search(text, label.end() if label else start, end)
    if label is None:
        if close is None or (first := _MARK.search(text, start, close.start())) is None:
            return None
        low = first.end()
        if _NEXT_NUMBER.search(text, low, close.start()):
            return None
    else:
        low = label.end()
    high = close.start() if close else _open_end(text, low, end)
    while low < high and text[low] in " \t\n-:.":
        low += 1
    while high > low and text[high - 1] in " \t\n(-":
        high -= 1
    words = _MARK.sub("", text[low:high])
    if not re.search(r"\w|\[", words):
        return None
    value = "\n".join(" ".join(line.split()) for line in words.splitlines()).strip()
    return reading.value(_BLANK_LINES.sub("\n\n", value), low, high)


def _open_end(text: str, low: int, end: int) -> int:
    """Return where a summary without END SUMMARY stops: at the next number after its own, a heading or a rule."""
    head = _NEXT_NUMBER.match(text, low + len(text[low:end]) - len(text[low:end].lstrip("\n -")))
    after = head.end() if head else low
    stops = [m.start() for p in (_NEXT_NUMBER, _HEADING_RULE) if (m := p.search(text, after, end))]
    return min(stops, default=end)
