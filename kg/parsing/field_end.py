"""Find the end of a subject, line by line, by a score over features of the next line, not by its neighbours.

Unknown lines are the normal case: a pass line, a level, an action request, a sentence. Each feature has a weight with
its reason in `ontology/vocab/line_evidence.csv`. A label or a paragraph that begins inside the line ends it at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.parsing.line_patterns import PORTION
from kg.parsing.markings import captions_in
from kg.vocabulary.csv_tables import weights

#: What ends a subject wherever it stands: a rule, the label of another field, a numbered paragraph, a handling note.
_INSIDE = re.compile(
    rf"""\n[ \t]*(?:-{{3,}}|={{3,}})
    | (?<=\S)[ \t]+(?:E\.?[ ]?O\.?[ ]?\d{{5}}\b|TAGS?[ ]?:|REF(?:TEL)?(?:\(?S\)?)?[ ]?:|SUBJ(?:ECT)?[ ]?:
        |1\.[ ]{{1,3}}(?:\({PORTION}\)|(?:BEGIN[ ])?SUMMARY\b)|SUMMARY[ ]?:
        |SENSITIVE[ ]BUT[ ]UNCLASS|PLEASE[ ](?:PROTECT|HANDLE)[ ]ACCORDINGLY)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEVEL = (
    r"(?:"
    + "|".join("[ ]?".join(word) for word in ("UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "SECRET"))
    + r"|TOP[ ]SECRET|T[ ]O[ ]P[ ]{1,3}S[ ]E[ ]C[ ]R[ ]E[ ]T|LIMITED[ ]OFFICIAL[ ]USE)"
)
_LEVEL_LINE = re.compile(rf"\W*{_LEVEL}\b(?P<rest>.*)$", re.IGNORECASE)
_NUMBERED = re.compile(r"\W*[A-Z]{3,15}(?:[ ][A-Z]{2,12}){0,2}[ ]\d{4,6}\b.*$")
_PAGE = re.compile(r"\W*PAGE[ ]*\d", re.IGNORECASE)
_PASS = re.compile(
    r"""\W*(?:(?:STATE|DEPT|DEPARTMENT|SECSTATE|WHITE[ ]HOUSE|NSC|USDA|TREASURY|COMMERCE|DO[DEJ]|DHS|FBI|USTR|EPA|USAID
        |AID|[A-Z]{2,12}(?=[ ](?:FOR|PASS(?:[ ]TO)?)[ ][A-Z]{1,6}/))
      [ ](?:FOR|(?:(?:PLEASE|PLS|ALSO)[ ])?PASS(?:[ ](?:TO|FOR))?)[ ][A-Z][/:A-Z,( -]{1,60}
    |(?:FROM|FOR)[ ](?:THE[ ])?(?:AMBASSADOR|CHARGE|DCM|CONSUL(?:[ ]GENERAL)?|CHIEF|MINISTER|SECRETARY)\b.{0,40})""",
    re.VERBOSE,
)
_HANDLING = re.compile(
    rf"""\W*(?:\({PORTION}\)[ ]*)?
    (?:\(?SENSITIVE[ ]BUT|NOT[ ]FOR[ ]INTERNET|ENTIRE[ ]TEXT|ACTION[ ](?:REQUEST|MESSAGE|CABLE)
    |PLEASE[ ](?:PROTECT|HANDLE|PASS)|THIS[ ](?:IS|CABLE|MESSAGE|TELEGRAM)\b|SUMMARY\b|CLASSIFIED\b
    |NOT(?:[ ]FOR)?[ ]DISTRIBUTION)""",
    re.IGNORECASE | re.VERBOSE,
)
_GOES_ON = re.compile(
    r"""(?:[,:;/&(-]|\b(?:OF|AND|THE|AN?|TO|IN|ON|FOR|WITH|BY|AT|FROM|OR|AS|RE|VS|ITS|THAT|WHO|ABOUT|OVER|UNDER
    |AGAINST|BETWEEN))\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SMALL_WORD = re.compile(r"\b[a-z]{3,}")
_MARK = re.compile(r"[|¢}~]\s*$")
_WIDTH = 62
_FEW = 3  # capitals: so many tell no case


def end_by_evidence(text: str, start: int, stop: int) -> tuple[int, bool]:
    """Return the end of a subject that begins at `start`, at most `stop`, and whether it is a guess.

    >>> text = "HARBOR MASTER SEEKS RADAR\\nACTION REQUESTED IN PARA 9"
    >>> end_by_evidence(text, 0, len(text))
    (25, False)
    """
    inside = _INSIDE.search(text, start, stop)
    limit = inside.start() if inside else stop
    needed, doubted = weights("line_evidence")["needed"], False
    above, capitals, small = "", 0, False
    at = start
    while True:
        end = text.find("\n", at, limit)
        line = text[at : end if end >= 0 else limit]
        if at > start and line.strip():
            score = _score(above, line.strip(), in_capitals=not small and capitals > _FEW)
            if score >= needed:
                return at - 1, doubted
            doubted = doubted or score >= needed / 2
        if end < 0:
            return limit, doubted
        above, at = line, end + 1
        capitals += sum(map(str.isupper, line))
        small = small or _SMALL_WORD.search(line) is not None


def _score(above: str, line: str, *, in_capitals: bool) -> float:
    """Score the evidence that a line does not belong to the subject above it."""
    weight = weights("line_evidence")
    return sum(weight[code] for code, holds in _FEATURES if holds(above, line, in_capitals))


def _is_level(line: str) -> bool:
    """Return whether a line has levels and captions, with the number of a message or without."""
    found = _LEVEL_LINE.match(line)
    rest = found["rest"] if found else line
    for low, high, _ in reversed(captions_in(rest.upper())):
        rest = rest[:low] + rest[high:]
    bare = not re.search(r"\w", rest)
    return bool(found and (bare or _NUMBERED.match(rest.strip()))) or (bare and rest != line)


_FEATURES: tuple[tuple[str, Callable[[str, str, bool], bool]], ...] = (
    ("level", lambda above, line, capitals: _is_level(line)),
    ("page", lambda above, line, capitals: _PAGE.match(line) is not None),
    ("pass", lambda above, line, capitals: _PASS.match(line) is not None),
    ("handling", lambda above, line, capitals: _HANDLING.match(line) is not None),
    ("capitals-end", lambda above, line, capitals: capitals and len(_SMALL_WORD.findall(line)) > 2),
    ("sentence", lambda above, line, capitals: line.endswith(".") and len(line.split()) > 4),
    ("would-fit", lambda above, line, capitals: len(above.strip()) + len(line.split()[0]) + 10 < _WIDTH),
    ("debris", lambda above, line, capitals: _MARK.search(above) is not None),
    ("goes-on", lambda above, line, capitals: _GOES_ON.search(above) is not None),
    ("small", lambda above, line, capitals: line[0].islower() and not capitals),
)
