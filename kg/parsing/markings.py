"""Markings: captions, portion markings, and the marking of a release.

```
SIPDIS, NOFORN, ROGER CHANNEL         captions, by the level or on their own lines (5 FAH-2 H-440; captions.csv)
1. (SBU) Text ...                     a portion marking; a scan may have damaged it (`513U`)
RELEASE IN PART B5                    how the copy was released, stamped or printed on it
```
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.model import Diagnostic, Repair, Span, Value
from kg.parsing.line_patterns import LEVEL, one_line, spaced
from kg.text.aligned_text import Reading
from kg.vocabulary import code_lists

#: Captions that are only the first word of one: the rest of the line names whom or what (CODEL SMITH, SECTO 14).
_SERIES = ("travel", "series", "precedence")


@cache
def _pattern() -> re.Pattern[str]:
    forms: dict[str, None] = {}
    for concept in code_lists.concepts("caption"):
        if concept.kind in _SERIES:
            continue
        for form in (concept.notation, *concept.spellings):
            forms[form.upper()] = None
    words = sorted(forms, key=lambda f: (-len(f), f))
    spelled = "|".join(re.escape(w).replace(r"\ ", r"[ \t]+") for w in words)
    return re.compile(rf"(?<![\w-])(?<![^/]/)(?:{spelled})(?![\w-])", re.IGNORECASE)


#: Letters with one blank between them, the spacing of some broken: `S I P D I S`, `N O F ORN`.
_SPACED = re.compile(r"(?<![\w/-])[A-Z](?:[ ][A-Z]{1,8}){2,13}(?![\w-])")
_SHORTEST_SPACED = 5
_LONGEST_KNOWN = 200


@cache
def _squeezed() -> dict[str, str]:
    return {
        form.replace(" ", "").upper(): concept.notation
        for concept in code_lists.concepts("caption")
        if concept.kind not in _SERIES
        for form in (concept.notation, *concept.spellings)
    }


def _spaced_in(text: str) -> list[tuple[int, int, str]]:
    """Return the captions printed with blanks between their letters: the longest run of words that makes one up."""
    found = []
    for m in _SPACED.finditer(text):
        words = [(m.start() + w.start(), m.start() + w.end()) for w in re.finditer(r"\S+", m[0])]
        i = 0
        while i < len(words):
            hit = next((n for n in range(len(words), i + 2, -1) if _caption_of(text, words[i:n])), None)
            if hit is None:
                i += 1
                continue
            found.append((words[i][0], words[hit - 1][1], _caption_of(text, words[i:hit])))
            i = hit
    return found


def _caption_of(text: str, words: list[tuple[int, int]]) -> str:
    """Return the caption that words make up together, empty where they make up none or are hardly broken."""
    parts = [text[a:b] for a, b in words]
    squeezed = "".join(parts)
    broken = sum(len(p) == 1 for p in parts) >= 2 and len(squeezed) >= _SHORTEST_SPACED
    return _squeezed().get(squeezed, "") if broken else ""


def captions_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return start, end and usual spelling of every caption printed in `text`, in order."""
    return _known(text) if len(text) <= _LONGEST_KNOWN else _captions_in(text)


def _captions_in(text: str) -> tuple[tuple[int, int, str], ...]:
    found = []
    for m in _pattern().finditer(text):
        concept = code_lists.caption(" ".join(m[0].split()))
        if concept is not None:
            found.append((m.start(), m.end(), concept.notation))
    taken = [(low, high) for low, high, _ in found]
    found += [one for one in _spaced_in(text) if not any(low < one[1] and one[0] < high for low, high in taken)]
    return tuple(sorted(found))


#: The same lines recur in the headers of a collection (`SIPDIS`, `NOFORN SIPDIS`): what they hold is kept.
_known = lru_cache(maxsize=8192)(_captions_in)


#: Markings as scans read them.
_SCANNED = {"5BU": "SBU", "513U": "SBU"}


def usual_portion(marking: str | None) -> str | None:
    """Return a portion marking in its usual spelling: `5BU` and `513U` are OCR for SBU, `C - ENTIRE TEXT` is C.

    >>> usual_portion("513U"), usual_portion("C - ENTIRE TEXT"), usual_portion(None)
    ('SBU', 'C', None)
    """
    if marking is None:
        return None
    plain = one_line(marking).upper().replace(" ", "")
    plain = plain.removesuffix("-ENTIRETEXT")
    return _SCANNED.get(plain) or _of_levels().get(plain, plain)


@cache
def _of_levels() -> dict[str, str]:
    """Return the marking of each level that may be spelled out instead, by the level without blanks."""
    bare = (one for one in code_lists.concepts("portion") if one.notation.isalpha() and not one.captions)
    return {one.level.replace(" ", ""): one.notation for one in bare}


def portion_repair(reading: Reading, m: re.Match[str], at: int) -> tuple[Repair, ...]:
    """Return the repair of a marking with letters that OCR read for digits; `at` is the offset of the match's text."""
    read_as = _SCANNED.get((m["level"] or "").upper())
    if read_as is None:
        return ()
    span = reading.span(at + m.start("level"), at + m.end("level"))
    return (Repair("ocr-digit", span.of(reading.source), read_as, span),)


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
    """Return the first release marking of a copy: the extent of the release, else the case, else the review."""
    window = reading.window.start, reading.window.end
    for signs, pattern in _FORMS:
        if not any(reading.source.find(sign, *window) >= 0 for sign in signs):
            continue
        if (m := pattern.search(reading.source, *window)) is not None:
            return Value(" ".join(m[0].split()), raw=m[0], span=Span(*m.span()))
    return None


CORRECTED, SUSPECTED, DUPLICATE, RETRANSMITTED = (
    "corrected-copy",
    "suspected-duplicate",
    "exact-duplicate",
    "retransmission",
)
_BEFORE = rf"^[ \t]*(?:{LEVEL}[^\n]{{0,60}}?[ \t]|(?:SUBJ(?:ECT)?|Subject)[ ]?:[ \t]*)?[*(\[/ \t-]{{0,8}}"
_CORRECTED = re.compile(
    _BEFORE + rf"(?P<what>{spaced('CORRECTED')}[ \t]{{1,4}}{spaced('COPY')}|{spaced('CORRECTION')}[ \t]+COPY)\b"
    r"[ \t]*(?:[:(/-]{1,2}[ \t]*(?P<reason>[^\n()]{3,160}(?:\n[^\n()]{1,120})?(?=\)))|"
    r"[:/-]{1,2}[ \t]*(?P<rest>[A-Z][^\n*]{3,120}))?",
    re.MULTILINE | re.IGNORECASE,
)
_SUSPECTED = re.compile(
    _BEFORE + r"(?P<what>(?:POSS(?:IBLE)?|SUSPECTED)[ ]DUP(?:E|LICATE)(?:[ ]MESSAGE)?)\b", re.MULTILINE | re.IGNORECASE
)
_SIGNAL = re.compile(
    r"^[ \t]*[ZOPRW](?:[ ][ZOPRW])?[ ]\d{6}Z[ ]?[A-Z]{3}[ ]\d\d[^\n]{0,40}?[ ](?P<what>ZF[DG])\b"
    r"|^[ \t]*(?P<alone>ZF[DG])[ \t]*$",
    re.MULTILINE,
)
_RETRANSMITTED = re.compile(
    _BEFORE + r"(?P<what>(?:THIS[ ]IS[ ]A[ ])?(?:RETRANSMISSION|RETRANSMITTED|RETRANSMITTAL)\b[^\n]{0,80})",
    re.MULTILINE | re.IGNORECASE,
)


#: One of these, blanks taken out, is in every such line: found many times faster than a pattern.
_WORDS = ("COPY", "DUP", "ZFD", "ZFG", "RETRANSMI")
_ANY = re.compile(r"C[ ]?O[ ]?P[ ]?Y|[ ]DUP|ZF[DG]\b|RETRANSMI", re.IGNORECASE)


def read_versions(reading: Reading, end: int) -> tuple[Diagnostic, ...]:
    """Return the notes on earlier transmissions of the message in the lines before `end`, the start of the text."""
    text = reading.text
    found: list[Diagnostic] = []
    squeezed = text[:end].replace(" ", "").upper()
    if not any(word in squeezed for word in _WORDS) or _ANY.search(text, 0, end) is None:
        return ()
    if (m := _CORRECTED.search(text, 0, end)) is not None:
        reason = " ".join((m["reason"] or m["rest"] or "").split()).strip(" .)*/-")
        said = f"this copy corrects an earlier transmission{': ' + reason if reason else ''}"
        stop = m.end("reason") if m["reason"] else m.end("rest") if m["rest"] else m.end("what")
        stop += text[stop : stop + 1] == ")"
        found.append(Diagnostic(CORRECTED, said, reading.span(m.start("what"), stop)))
    suspected = _SUSPECTED.search(text, 0, end)
    signal = _SIGNAL.search(text, 0, end)
    if suspected is not None:
        at = suspected.span("what")
        found.append(Diagnostic(SUSPECTED, "this copy may be a duplicate of an earlier one", reading.span(*at)))
    elif signal is not None:
        at = signal.span("what" if signal["what"] else "alone")
        exact = text[at[0] : at[1]] == "ZFG"
        said = f"this copy {'is' if exact else 'may be'} a duplicate of an earlier one"
        found.append(Diagnostic(DUPLICATE if exact else SUSPECTED, said, reading.span(*at)))
    if (m := _RETRANSMITTED.search(text, 0, end)) is not None:
        found.append(Diagnostic(RETRANSMITTED, "this copy was sent once more", reading.span(*m.span("what"))))
    return tuple(found)
