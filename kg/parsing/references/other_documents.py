"""References that are no cables: e-mails, telephone calls, letters, memoranda, airgrams, reports, documents.

    MARLOWE-OAKES EMAIL OF 05/11/2007      an e-mail, its day, the persons between whom it was

The kinds are told by the word that names them, in the order of the table below: a message with a date-time group is a
cable even where it is called a report. What has no such word is
no reference that can be read (`unread_entries`).

A day is taken only with its year, numbers as in the United States (month first) unless they can't be. Persons are taken
where two names stand together before the word for the kind, or one with an office in parentheses; what is a post, an
office, a place or a common word is no person.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from msgspec.structs import replace

from kg.model import Reference
from kg.model.cable import ReferenceKind
from kg.model.cable_id import full_year
from kg.parsing import name_words
from kg.parsing.line_patterns import MONTH, MONTHS
from kg.vocabulary import organisations, posts

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
        r"(?:CONVENTIONS?|TREAT(?:Y|IES)|PROTOCOLS?|RESOLUTIONS?|ACCORDS?)(?=[ ,(]{1,3}(?:OF[ ])?\d)|"
        r"HANDBOOK|GUIDELINES|FAX(?:ES)?|FACSIMILE|TELEFAX",
    ),
)
_ANY = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS), re.IGNORECASE)
_LEAD = re.compile(r"(?:[\s,;&/-]|AND\b)*", re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s,;:.\-]|\(NOTAL\)|(?<!/)\bAND[ ]PREVIOUS\b|(?<!/)\bAND\b)+\Z", re.IGNORECASE)


def kind_of(text: str) -> ReferenceKind | None:
    """Return the kind of document in a reference without a number; None where no word names the kind.

    >>> kind_of("LEE-GOLDSTEIN EMAIL 05/11/07"), kind_of("9 FAM Appendix K"), kind_of("PARIS POINTS JULY 15")
    ('email', 'document', None)
    """
    found = {m.lastgroup for m in _ANY.finditer(text)}
    return next((kind for kind, _ in _KINDS if kind in found), None)


def names_other(text: str) -> bool:
    """Return whether a word of `text` names a document that is no cable."""
    return _ANY.search(text) is not None


def start_of(text: str) -> int:
    """Return where a reference without number begins: behind marks and AND."""
    lead = _LEAD.match(text)
    return lead.end() if lead else 0


def end_of(text: str) -> int:
    """Return where a reference without number ends: before trailing marks, `(NOTAL)` and `AND PREVIOUS`."""
    tail = _TAIL.search(text[-60:])
    return len(text) - (min(len(text), 60) - tail.start()) if tail else len(text)


_NUMBERS = re.compile(r"(?<![\d/-])(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})(?![\d/-])")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})[ ]?(?P<m>{MONTH})[ ,]{{0,2}}(?P<y>\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"\b(?P<m>{MONTH})[ ]?(?P<d>\d{{1,2}}),?[ ](?P<y>\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE)
_NAME = r"[A-Z][A-Za-z'’]{1,20}"
_OFFICE = r"[ ]?\([A-Z]{1,5}(?:/[A-Z]{1,6}){0,3}\)"
_KIND = r"(?:E[ -]?MAIL|TELE?CON|PHONE[ ]?CON|TELEPHONE|PHONE|LETTER|MEMO|FAX)"
_PERSONS = re.compile(
    rf"(?<![\w/-])(?P<one>{_NAME})(?P<at>{_OFFICE})?(?:[ ]?[-/][ ]?(?P<other>{_NAME})(?:{_OFFICE})?)?[ ]{_KIND}",
    re.IGNORECASE,
)
_NAMES = frozenset(("also-surname", "also-forename", "plain-name"))


def with_details(reference: Reference) -> Reference:
    """Return a reference with the day and the persons that its own words name; one to a cable stays as it is."""
    if reference.kind == "cable":
        return reference
    words = " ".join(reference.raw.split())
    day, persons = day_of(words), persons_of(words)
    return replace(reference, date=day, persons=persons) if day or persons else reference


def day_of(words: str) -> date | None:
    """Return the only day with a year in some words, None where there is none, or several.

    >>> day_of("MARLOWE-OAKES EMAIL 05/11/07"), day_of("LETTER OF 3 MAY 1975"), day_of("TELCON OF MAY 3")
    (datetime.date(2007, 5, 11), datetime.date(1975, 5, 3), None)
    """
    found = set()
    for m in _NUMBERS.finditer(words):
        month, day = (int(m["a"]), int(m["b"])) if int(m["a"]) <= 12 else (int(m["b"]), int(m["a"]))
        with suppress(ValueError):
            found.add(date(full_year(int(m["y"])), month, day))
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for m in pattern.finditer(words):
            with suppress(ValueError):
                found.add(date(full_year(int(m["y"])), MONTHS[m["m"][:3].upper()], int(m["d"])))
    return found.pop() if len(found) == 1 else None


def persons_of(words: str) -> tuple[str, ...]:
    """Return the persons between whom it was, as written.

    >>> persons_of("MARLOWE-OAKES EMAIL OF MAY 3"), persons_of("OAKES (S/CT) E-MAIL"), persons_of("EMBASSY-STATE EMAIL")
    (('MARLOWE', 'OAKES'), ('OAKES',), ())
    """
    found = _PERSONS.search(words)
    if found is None or not (found["other"] or found["at"]):
        return ()
    given = [name for name in (found["one"], found["other"]) if name]
    return tuple(given) if all(map(_is_name, given)) else ()


def _is_name(word: str) -> bool:
    kinds = name_words.kinds(word)
    if kinds and not kinds & _NAMES:
        return False
    return posts.by_name(word) is None and organisations.find(word) is None
