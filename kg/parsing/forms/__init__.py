"""Recognise the form of a text, by the first sign of a known form.

    VZCZCXYZ0005 … DE RUEHPE #2181/01 …     `wire_form`: the wire with its envelope (ACP 127)
    FM AMEMBASSY LIMA                       `wire_form`: without its envelope
    PAGE 01  LIMA 01234 … ACTION ARA-10     `wire_form`: the PAGE form from July 1973 on (no hyphen: before)
    PRIORITY AMEMBASSY LIMA                 `draft_form`: an outgoing draft, read by `wire_form` but for its address
    MRN: 09 LIMA 12                         `smart_form`, its keys by `smart_keys`

The first sign of the table below in the first 6,000 characters decides. Blocks typed apart from the text are read
beside it: attributes by `archive_attributes`, the frame of a printed edition by `edition`.
"""

from __future__ import annotations

import re

from kg.parsing.line_patterns import MONTH, PRECEDENCE, PRECEDENCES

#: A page line without a distribution that can be read: its date tells which PAGE form it is.
_PAGE = "page"
#: A form, words of which a text in it has at least one, and the sign that tells it.
_SIGNS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("smart", ("MRN:",), r"^[ \t]*MRN:"),
    ("acp-127", ("VZCZC", "DE ", "ZNR", "ZNY"), r"^[ \t]*(?:VZCZC|DE[ ]R[A-Z]{3,6}[ ]|ZN[RY][ ][A-Z]{5})"),
    ("page-1973", ("ACTION", "ORIGIN"), r"^[^\n]{0,12}(?:ACTION|ORIGIN)[ ]{1,4}[A-Z]{1,6}-[0-9@O]{2}\b"),
    ("page-1966", ("ACTION", "ORIGIN"), r"^[^\n]{0,12}(?:ACTION|ORIGIN)[ ]{1,4}[A-Z]{1,6}[ ][0-9@Oa]?[0-9@O]\b"),
    (_PAGE, ("PAGE",), r"\bPAGE[ ]{1,3}[0O@89][1Ilt][ \t]{1,8}[A-Z]"),
    ("wire", ("FM",), r"^[ \t]*FM[ ]{1,3}[A-Z]"),
    ("draft", PRECEDENCES, rf"^[ \t]*{PRECEDENCE}[ ]{{1,6}}[A-Z]{{3}}[A-Z ]{{0,40}},?[ ]?\+?[ \t]*$"),
    ("draft", ("AMEMBASSY", "AMCONSUL", "USMISSION"), r"^[ \t]*(?:AMEMBASSY|AMCONSUL|USMISSION)[ ][A-Z]{3,}[ \t]*$"),
)
_COMPILED = tuple((form, words, re.compile(sign, re.MULTILINE)) for form, words, sign in _SIGNS)

#: Paragraph 1 is the first thing there is: the header was left behind when the text was captured.
_BODY = re.compile(r"\s*1\.[ ]{1,4}(?:\([A-Z/ ]{1,12}\)[ ])?[A-Z][^\n]{20}")
#: The date-time group of a telegram before July 1973, when the PAGE form got its later shape.
_SIXTIES = re.compile(
    rf"^[^\n]{{0,12}}\b(?:{MONTH}[ ](?:6[6-9]|7[0-2])|(?:JAN|FEB|MAR|APR|MAY|JUN)[ ]73)\b", re.MULTILINE
)


def recognise(text: str) -> str | None:
    r"""Return the form's code: smart, acp-127, page-1973, page-1966, wire (no envelope), draft, body, or None.

    >>> recognise("MRN: 09 LIMA 12"), recognise("FM AMEMBASSY LIMA\nTO SECSTATE"), recognise("Dear sir")
    ('smart', 'wire', None)
    """
    head = text[:6000]
    form = next((form for form, words, sign in _COMPILED if any(w in head for w in words) and sign.search(head)), None)
    if form is None and _BODY.match(head):
        return "body"
    return form if form != _PAGE else "page-1966" if _SIXTIES.search(head) else "page-1973"
