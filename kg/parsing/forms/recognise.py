"""Which form a text has, told from its first lines."""

from __future__ import annotations

import re

from kg.parsing.patterns import MONTH

#: A page line without a distribution that can be read: its date tells which PAGE form it is.
_PAGE = "page"
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("smart", re.compile(r"^[ \t]*MRN:", re.MULTILINE)),
    ("acp-127", re.compile(r"^[ \t]*(?:VZCZC|DE[ ]R[A-Z]{3,6}[ ]|ZN[RY][ ][A-Z]{5})", re.MULTILINE)),
    ("page-1973", re.compile(r"^[^\n]{0,12}(?:ACTION|ORIGIN)[ ]{1,4}[A-Z]{1,6}-[0-9@O]{2}\b", re.MULTILINE)),
    ("page-1966", re.compile(r"^[^\n]{0,12}(?:ACTION|ORIGIN)[ ]{1,4}[A-Z]{1,6}[ ][0-9@Oa]?[0-9@O]\b", re.MULTILINE)),
    (_PAGE, re.compile(r"\bPAGE[ ]{1,3}[0O@89][1Ilt][ \t]{1,8}[A-Z]", re.MULTILINE)),
    ("wire", re.compile(r"^[ \t]*FM[ ]{1,3}[A-Z]", re.MULTILINE)),
    (
        "draft",
        re.compile(
            r"^[ \t]*(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE)[ ]{1,6}[A-Z]{3}[A-Z ]{0,40},?[ ]?\+?[ \t]*$", re.MULTILINE
        ),
    ),
    ("draft", re.compile(r"^[ \t]*(?:AMEMBASSY|AMCONSUL|USMISSION)[ ][A-Z]{3,}[ \t]*$", re.MULTILINE)),
)

#: Paragraph 1 is the first thing there is: the header was left behind when the text was captured.
_BODY = re.compile(r"\s*1\.[ ]{1,4}(?:\([A-Z/ ]{1,12}\)[ ])?[A-Z][^\n]{20}")
#: The date-time group of a telegram before July 1973, when the PAGE form got its later shape.
_SIXTIES = re.compile(
    rf"^[^\n]{{0,12}}\b(?:{MONTH}[ ](?:6[6-9]|7[0-2])|(?:JAN|FEB|MAR|APR|MAY|JUN)[ ]73)\b", re.MULTILINE
)


def recognise(text: str) -> str | None:
    """Return the form's code: smart, acp-127, page-1973, page-1966, wire (no envelope), draft, body, or None."""
    head = text[:6000]
    form = next((form for form, sign in _SIGNS if sign.search(head)), None)
    if form is None and _BODY.match(head):
        return "body"
    return form if form != _PAGE else "page-1966" if _SIXTIES.search(head) else "page-1973"
