"""Read how a copy became public from the marks that a release prints on every page."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from kg.model import ReleaseStatus
from kg.sources.source_metadata import Metadata

#: A mark ends its line, the exemptions after it (`RELEASE IN PART B1,1.4(D)`), and stands apart from what is before.
_MARK = re.compile(
    r"\b(?:RELEASED?[ ]IN[ ](?P<what>FULL|PART)(?:[ ,;/]{1,4}[0-9A-Z.()]{1,10}){0,12}|DENIED[ ]IN[ ]FULL)"
    r"[ \t]{0,200}\r?$",
    re.MULTILINE,
)
_APART = re.compile(r"(?:^|[ \t]{2}|\d{4}[ ])$")
_CASE = re.compile(
    r"U\.S\. Department of State\s{1,4}Case No\.[ ]{0,3}(?P<case>[A-Z0-9-]{3,24})"
    r"(?:\s{1,4}Doc No\.[ ]{0,3}[A-Z0-9-]{3,20})?"
    r"(?:\s{1,4}Date:[ ]{0,3}(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}))?"
)
_REVIEW = re.compile(
    r"Declassified/Released US Department of State EO Systematic Review[ ]{1,3}"
    r"(?P<day>\d{1,2})[ ](?P<month>[A-Za-z]{3})[A-Za-z]{0,6}[ ](?P<year>\d{4})"
)
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DEPARTMENT = "U.S. Department of State"


def release_of(text: str, about: Metadata, given: ReleaseStatus, of_form: ReleaseStatus | None) -> ReleaseStatus:
    """Return the release status of a copy: the user's, else that of the marks in its text, else that of its form.

    A denied page does not deny the file: a copy with any released page is released in part. A copy with number and
    date of its case was released; only a mark tells how much of it.
    """
    if given.status != "unknown":
        return given
    marked = _marked(text, dict(about).get("markings", "")) or of_form
    if marked is None:
        return given
    return replace(marked, authority=given.authority or marked.authority)


def _marked(text: str, markings: str) -> ReleaseStatus | None:
    kinds = _kinds(text) if "IN FULL" in text or "IN PART" in text else set()
    case = _CASE.search(text) if "Case No." in text else None
    if kinds or case:
        status = "released-in-full" if kinds == {"FULL"} else "released-in-part" if kinds - {"DENIED"} else "denied"
        if not kinds:
            status = "released" if _day(case) else "unknown"
        return ReleaseStatus(status, _DEPARTMENT, _day(case), case["case"] if case else None)
    review = next((m for t in (text, markings) if "Systematic Review" in t and (m := _REVIEW.search(t))), None)
    if review is None:
        return None
    month = _MONTHS.get(review["month"].lower())
    day = f"{review['year']}-{month:02}-{int(review['day']):02}" if month else review["year"]
    return ReleaseStatus("declassified-series", _DEPARTMENT, day)


def _kinds(text: str) -> set[str]:
    """Return the kinds of marks in a text: FULL, PART, DENIED."""
    found = set()
    for mark in _MARK.finditer(text):
        before = text[max(mark.start() - 300, 0) : mark.start()].rpartition("\n")[2]
        if not before.strip() or _APART.search(before):
            found.add(mark["what"] or "DENIED")
    return found


def _day(case: re.Match[str] | None) -> str | None:
    """Return the day of a case (ISO 8601); None where none or no valid one is printed."""
    try:
        return date(int(case["y"]), int(case["m"]), int(case["d"])).isoformat() if case and case["y"] else None
    except ValueError:
        return None
