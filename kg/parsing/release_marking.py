"""The marks a release leaves on a copy: RELEASE IN FULL, RELEASE IN PART B6, case numbers, review stamps."""

from __future__ import annotations

import re

from kg.model import Span, Value
from kg.text.aligned_text import Reading

_RELEASE = re.compile(r"\bRELEASED?[ ]IN[ ](?:FULL|PART(?:[ ]{1,3}B\d(?:[ ]?,[ ]?B?\d){0,6})?)|\bDENIED IN FULL\b")
_CASE = re.compile(r"U\.S\. Department of State Case No\. \S{3,20} Doc No\. \S{3,20}(?: Date: \d\d/\d\d/\d{4})?")
_REVIEW = re.compile(r"Declassified/Released US Department of State EO Systematic Review \d{1,2} [A-Za-z]{3} \d{4}")

#: What each has in it: the longer the words, the faster they are found.
_FORMS = (
    (("RELEASE IN ", "RELEASED IN ", "DENIED IN FULL"), _RELEASE),
    (("U.S. Department of State Case No. ",), _CASE),
    (("Declassified/Released US Department of State",), _REVIEW),
)


def read_release_marking(reading: Reading) -> Value[str] | None:
    """Return the first release marking of a copy: what was released, else the case, else the review."""
    window = reading.window.start, reading.window.end
    for signs, pattern in _FORMS:
        if not any(reading.source.find(sign, *window) >= 0 for sign in signs):
            continue
        if (m := pattern.search(reading.source, *window)) is not None:
            return Value(" ".join(m[0].split()), raw=m[0], span=Span(*m.span()))
    return None
