"""The marks a release leaves on a copy: RELEASE IN FULL, RELEASE IN PART B6, case numbers, review stamps."""

from __future__ import annotations

import re

from kg.model import Span, Value
from kg.parsing.reading import Reading

_RELEASE = re.compile(r"\bRELEASED?[ ]IN[ ](?:FULL|PART(?:[ ]{1,3}B\d(?:[ ]?,[ ]?B?\d){0,6})?)|\bDENIED IN FULL\b")
_CASE = re.compile(r"U\.S\. Department of State Case No\. \S{3,20} Doc No\. \S{3,20}(?: Date: \d\d/\d\d/\d{4})?")
_REVIEW = re.compile(r"Declassified/Released US Department of State EO Systematic Review \d{1,2} [A-Za-z]{3} \d{4}")

_FORMS = (("IN FULL", _RELEASE), ("IN PART", _RELEASE), ("Case No.", _CASE), ("Systematic Review", _REVIEW))


def read_release_marking(reading: Reading) -> Value[str] | None:
    """Return the first release marking of a copy: what was released, else the case, else the review."""
    window = reading.window.start, reading.window.end
    for sign, pattern in _FORMS:
        if reading.source.find(sign, *window) >= 0 and (m := pattern.search(reading.source, *window)) is not None:
            return Value(" ".join(m[0].split()), m[0], Span(*m.span()))
    return None
