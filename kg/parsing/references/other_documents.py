"""References that are no cables: e-mails, telephone calls, letters, memoranda, airgrams, reports, documents.

The kinds are told by the word that names them, in the order below: a message with a date-time group is a cable even
where it is called a report. What has no such word is no reference we can read, and is left out.
"""

from __future__ import annotations

import re

from kg.model.cable import ReferenceKind
from kg.parsing.shared_patterns import MONTH

#: `311345Z MAY 73`, `301601z SEP 08`, `081530 Z SEP 75`: sender and date-time group instead of a number.
#: The year may be missing, and the line may end inside.
DATE_TIME_GROUP = re.compile(rf"\b\d{{6}}[ ]?Z[\s/]{{0,2}}{MONTH}(?:\s?(?:\d{{4}}|\d{{2}}))?\b", re.IGNORECASE)

#: `A-50`, the circular airgram `CA-3400`; `73BANGKOK-A50` in the attributes of 1973–79.
AIRGRAM = re.compile(r"\bC?A[ ]?-[ ]?\d{1,5}\b|\bA\d{2,5}\b|\bCA[ ]\d{3,5}\b", re.IGNORECASE)

_KINDS: tuple[tuple[ReferenceKind, str], ...] = (
    ("email", r"E[ -]?MAILS?|EMAILED|OPENNET[ ]MESSAGE"),
    ("telephone", r"TELE?CONS?|TEL[ ]?CONVERSATIONS?|TELEPHONE|PHONE[ ]?CONS?|PHONCONS?|FONE?CONS?|PHONECALLS?|PHONE"),
    ("airgram", r"C?A[ ]?-[ ]?\d{1,5}|A\d{2,5}|CA[ ]\d{3,5}|AIRGRAMS?|AEROGRAMS?"),
    ("report", r"IIR|OSC|FBIS|TD[A-Z]{0,3}[ ]?-?[ ]?\d{3}|TDCS|SITREPS?|INTSUMS?|REPORTS?"),
    ("memo", r"MEMORAND(?:UM|A)|MEMOS?|MEMCONS?|OM(?=[ ](?:OF|DATED|DTD|FROM|NO)\b)"),
    ("letter", r"LETTERS?|LTRS?"),
    (
        "document",
        r"FAM|FAH|CFR|USC|UNSCR|PUBLIC[ ]LAW|NON-?PAPERS?|(?:DIPLOMATIC|CIRCULAR)[ ]NOTES?|NOTES?[ ]VERBALES?|"
        r"HANDBOOK|GUIDELINES|FAX(?:ES)?|FACSIMILE|TELEFAX",
    ),
)
_ANY = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS), re.IGNORECASE)
_LEAD = re.compile(r"(?:[\s,;&/-]|AND\b)*", re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s,;:.\-]|\(NOTAL\)|(?<!/)\bAND[ ]PREVIOUS\b|(?<!/)\bAND\b)+\Z", re.IGNORECASE)


def kind_of(text: str) -> ReferenceKind | None:
    """Return what kind of thing a reference without number names, None if no word says so.

    >>> kind_of("LEE-GOLDSTEIN EMAIL 05/11/07"), kind_of("9 FAM Appendix K"), kind_of("PARIS POINTS JULY 15")
    ('email', 'document', None)
    """
    found = {m.lastgroup for m in _ANY.finditer(text)}
    return next((kind for kind, _ in _KINDS if kind in found), None)


def names_other(text: str) -> bool:
    """Return whether a word of `text` names something that is no cable."""
    return _ANY.search(text) is not None


def start_of(text: str) -> int:
    """Return where a reference without number begins: behind marks and AND."""
    lead = _LEAD.match(text)
    return lead.end() if lead else 0


def end_of(text: str) -> int:
    """Return where a reference without number ends: before trailing marks, `(NOTAL)` and `AND PREVIOUS`."""
    tail = _TAIL.search(text[-60:])
    return len(text) - (min(len(text), 60) - tail.start()) if tail else len(text)
