"""Read the subject: the field after SUBJECT, on one line, without portion markings.

    SUBJECT: (SBU) THE HARBOR OF CALLAO:
    MONTHLY REPORT                              → THE HARBOR OF CALLAO: MONTHLY REPORT

The field may run over several lines; a rule, a caption, a pass line or the next label ends it. What a scan put amid a
telegram in capitals (marks, small letters that no teleprinter prints) ends it as well.
"""

from __future__ import annotations

import re

from kg.model import Value
from kg.parsing.field_end import end_by_evidence
from kg.parsing.line_patterns import LEVELS, PORTION, double_spaced_end
from kg.text.aligned_text import Field

_MARKING = re.compile(rf"(?<!\S)\({PORTION}\)(?!\w)")
#: Before the subject a marking may be spelled out, in small letters, with blanks, or hang together with it.
_LEVEL = rf"(?:{PORTION}|{'|'.join(level for level, _ in LEVELS)})"
_LEAD = re.compile(
    rf"\([ ]?{_LEVEL}[ ]?\)|\[{_LEVEL}\]|(?:U|C|S|TS|SBU|LOU|[CS]/NF)\)(?=[ ])"
    r"|\((?:C|S|SBU|[CS]/NF)[ ](?=[A-Z])(?![^()\n]{0,200}\))",  # one of the two parentheses is lost
    re.IGNORECASE,
)
_BEFORE_POINT = re.compile(rf"[ ]\({PORTION}\)(?=\.)")
#: Behind it `(S)` that hangs together with a word is a plural: `DETAINED CITIZEN(S)`.
_TAIL = re.compile(rf"(?:[ \t\n]\({PORTION}\)|(?<=\w)(?!\(S\))\({PORTION}\))$")
_BLANKS, _WIDEST_MARK = re.compile(r"\s*"), 40
_GAP = re.compile(r"\n[ \t]*\n")
_LABEL = re.compile(r"(?:SUBJ(?:ECT)?[ ]?:[ \t]*){1,3}", re.IGNORECASE)
_NEXT_LABEL = re.compile(r"\s*(?:REF|\(?U?\)?\s*CLASSIFIED)", re.IGNORECASE)
#: What a scan makes of a telegram in capitals and no teleprinter can print: marks, and small letters amid a word.
_SCANNED = re.compile(r"[|¢«»~{}®©§]|[a-z]{3}[A-Z]{2}|\b[A-Z][a-z]{2,20}[A-Z][a-z]{2}")
#: What is no word at the end: blanks, a parenthesis that lost its other half, marks of a scan.
_DEBRIS = " \t\n(|¢~{}"
_BROKEN_HYPHEN = re.compile(r"(?<=[^\W_]-|\.-)[ \t]*\n[ \t]*(?=\w)")


def _end(field: Field) -> tuple[int, int, bool]:
    """Return two ends of the subject, and whether the first is a guess.

    The first end is at the first empty line after the first word, or before a line of another kind; the second holds
    for a copy with an empty line after every line.
    """
    text = field.text
    first = re.compile(r"\S").search(text, again.end() if (again := _LABEL.match(text.lstrip(" \t\n:"))) else 0)
    if first is None:
        return 0, 0, False
    gap = _GAP.search(text, first.start())
    while gap is not None and _is_page_join(field, gap):
        gap = _GAP.search(text, gap.end())
    hard, doubted = end_by_evidence(text, first.start(), gap.start() if gap else len(text))
    end = min(gap.start() if gap else hard, hard)
    more = 0
    if hard == len(text) or (gap and hard == gap.start()):
        more = double_spaced_end(field.reading.text, field.start) - field.start if end < len(text.rstrip()) else 0
        more = end_by_evidence(text, first.start(), more)[0] if more > end else 0
    return end, max(end, more), doubted


def _is_page_join(field: Field, gap: re.Match[str]) -> bool:
    """Return whether an empty line is left by a cut page line, and the subject goes on below to the next label."""
    joined = len(field.pieces(gap.start(), min(gap.end() + 1, len(field.text)))) > 1
    return joined and _NEXT_LABEL.match(field.reading.text, field.start + len(field.text)) is not None


def read_subject(field: Field) -> Value[str] | None:
    """Return the subject from the text after its label, None where nothing is left of it.

    A hyphen at a line's end joins (`US-` / `LATIN`); portion markings before, after and within are left out of the
    value but stand in its raw text where they are inside its span. One that a scan has damaged is a guess.
    """
    end, more, doubted = _end(field)
    text = field.text[:more]
    start = len(text) - len(text.lstrip(" \t\n:"))
    if (again := _LABEL.match(text, start)) is not None:
        start = again.end()
    while (lead := _LEAD.match(text, start)) is not None:
        start = _BLANKS.match(text, lead.end()).end()  # type: ignore[union-attr]
    words = text[start:].rstrip(_DEBRIS)
    debris = text[start + len(words) :].strip(" \t\n(")
    stop = len(words)
    while (tail := _TAIL.search(words, max(0, stop - _WIDEST_MARK), stop)) is not None:
        stop = tail.start()
        while stop and words[stop - 1].isspace():
            stop -= 1
    words = words[:stop]
    value = " ".join(_MARKING.sub(" ", _BEFORE_POINT.sub("", _BROKEN_HYPHEN.sub("", words))).split())
    if not re.search(r"\w", value):
        return None
    guessed = more > end or doubted or value.endswith("...") or debris or _is_damaged(value)
    return field.value(value, start, start + len(words), ("unsure",) if guessed else ())


def _is_damaged(value: str) -> bool:
    """Return whether a subject in capitals has a scan's debris (`REQUEST| FROM commITTER`)."""
    words = re.findall(r"[^\W\d_]{2,}", value)
    capitals = 2 * sum(word.isupper() for word in words) > len(words)
    return capitals and _SCANNED.search(value) is not None
