"""Read the classifying officers and their reasons from the text after `Classified By:`.

The form is `[office] [title] NAME [, title] [for reasons 1.4 (b) and (d)]` (5 FAH-3 H-700; E.O. 12958 sections 1.5 and,
as amended in 2003, 1.4), with every spelling of the reason clause: `Reason(s): 1.4 (B/D)`, `PER 1.5 (B) AND (D)`,
`BASED UPON REASONS`, `under Section 1.5 b/d`, `FOR 12958 1.4 B, D, AND E`, `Resons`, `for r` / `easons`, `f or`.
A classification guide may stand in the place of a person, or before one (`DOS CLASSIFICATION GUIDE BY NAME`).
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from kg.model import Official, Repair, Span, Value
from kg.parsing.classifier_name import classifier_weight, read_classifiers
from kg.parsing.official_phrase import Person
from kg.parsing.single_line import LONGEST, Flat, flatten
from kg.text.aligned_text import Field

_LABEL = re.compile(r"\bC\s?L\s?ASS[A-Z]?I{0,2}F[A-Z]{0,3}ED\s{0,3}BY\b\s?:?", re.IGNORECASE)
#: An empty line ends the field, unless the reason stands below it.
_GAP = re.compile(r"(?<=[^\s:])[ \t]*\n[ \t]*\n(?!\s*REASONS?\b)", re.IGNORECASE)
_SECTION = re.compile(r"(?<![\d/.])(?P<section>(?:[13]|(?<![A-Za-z])[lI])\s?[.,]\s?[3-7])(?!\d)")
_ORDER = re.compile(
    r"\bE\s?\.?\s?[O0]\s?\.?\s?(?=1[0-4]\d{3})|\bEXECUTIVE\s?ORDER\b|(?<![\d/])1[1-3]\d{3}(?!\d)", re.IGNORECASE
)
#: What ends the naming part beside the reason: another label, a lost section number, the next paragraph.
_OTHER_END = re.compile(
    r"\bDECL(?:ASSIFY|ASSIFICATION)?\s?(?:ON)?\s?:|\bDERIVED\s?FROM\b|(?<=\s)\([a-eA-E]\)(?=[\s,&.]|$)(?!\s(?-i:[A-Z][A-Za-z]+\s[A-Z]))"
    r"|\bSECTIONS?\s(?=\d)|(?<=[\s.])\d{1,2}\.\s{0,4}(?:\((?:U|C|S|SBU|C/NF|S/NF|LOU)\)|(?=[A-Z][A-Za-z]))"
    r"|\bACTION\sREQUEST\b|\b(?:EXECUTIVE\s)?SUMMARY\b|--{2,}",
    re.IGNORECASE,
)
#: A look-ahead, because a word before it may begin with R as well (`Roe for re` / `asons`).
_REASON_WORD = re.compile(
    r"(?:\b|(?<=\bf[or][or]))(?=(?P<word>R(?:\s?[A-Z0]){3,7}S?)(?P<end>\(S\))?(?![A-Z02-9]))", re.IGNORECASE
)
_BEFORE_NUMBER = re.compile(r"\s*(?:[:.,;(\-–]\s*)*(?:para\w*|section|sec|e\.?o|and|[a-e]\b|\d|\)|$)", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:[\s,;:\-–(]|(?<![^\W\d_])(?:f\s?[o0]\s?r|f[or]|fro|fpr|ffor|four|(?-i:or|foe|fore|form)|per|under|pursuant|to|based|[o0]n|upon|in|accordance|with|iaw|by"
    r"|se\s?ction|sec|authority|basis|of|the|due|as|defined|following|cites?|citing|is|are|reasons?|e\.?\s?o\.?)\b\.?)*$",
    re.IGNORECASE,
)
_MARKING = re.compile(r"\s*(?:\(?\d{1,2}[.)]\s*)?(?:\((?:U|C|S|TS|SBU|LOU|C/NF|S/NF|C//NF|S//NF)\)\s*)?[:\s]*", re.I)
_GUIDE = re.compile(r"\b(?:CLASSIFICATION\s)?GUIDES?\b|\bD?SCG\b|\bMULTIPLE\sSOURCES?\b", re.IGNORECASE)
#: A point after these ends the sentence, after `Jr` and initials it belongs to the name.
_NO_POINT = re.compile(r"(?:\bI{1,3}|\bIV|[^\W\d_]{4,})\.$")
_LETTER = re.compile(
    r"[\s,;&+/()\[\]\"'-]*(?:(?:a\s?n\s?d|an|n?adn?|anad|or|plus|thru|through)\b[\s,&+/(\[\"']*)*"
    r"(?P<letter>[A-J])(?![A-Z0-9])(?!\s?nd\b)\s?[)\]\"']?",
    re.I,
)
_TO_LETTERS = re.compile(r"[\s:.,]*(?=[\s,&/(\"']*[A-J](?:[^A-Z0-9]|$))", re.IGNORECASE)


def _is_reason(word: str, following: str) -> bool:
    """Return whether a word is Reason in any spelling: a number, a letter or an end follows it, unlike a name."""
    key = "".join(word.split()).upper().replace("0", "O")
    if key in ("REASON", "REASONS"):
        return True
    near = min(OSA.distance(key, "REASON"), OSA.distance(key, "REASONS")) <= 1 or key in ("REAS", "REASO")
    return near and _BEFORE_NUMBER.match(following) is not None


def _end_of_word(reason: re.Match[str]) -> int:
    return reason.end("end") if reason["end"] else reason.end("word")


def _reason_start(text: str) -> int:
    """Return the start of the reason clause; the end of the text where there is none."""
    ends = [m.start() for p in (_SECTION, _ORDER, _OTHER_END) if (m := p.search(text)) is not None]
    for m in _REASON_WORD.finditer(text):
        end = _end_of_word(m)
        if _is_reason(m["word"], text[end : end + 12]):
            ends.append(m.start())
            break
    return min(ends, default=len(text))


def _head_end(text: str, reason: int) -> int:
    """Return the end of the naming part: before `for`, `per`, `based upon` and the like."""
    lead = _LEAD.search(text, max(0, reason - 80), reason)
    return lead.start() if lead else reason


def _lines_of_field(field: Field) -> Field:
    """Return the field up to the first empty line after its first word."""
    gap = _GAP.search(field.text)
    return Field(field.reading, field.start, field.start + gap.start()) if gap else field


def _parts(field: Field) -> list[Field]:
    """Return the field cut at further `Classified by` labels inside it, the last part first.

    The software put the label before the drafter's words, and the drafter may have written it too.
    """
    starts = [0, *(m.end() for m in _LABEL.finditer(field.text))]
    ends = [*(m.start() for m in _LABEL.finditer(field.text)), len(field.text)]
    parts = [Field(field.reading, field.start + a, field.start + b) for a, b in zip(starts, ends, strict=True)]
    return parts[::-1]


def _is_hard_wrapped(field: Field) -> bool:
    """Return whether the message software printed the line: its label is spelled `Classified By:`."""
    text, start = field.reading.text, field.start
    line = max(text.rfind("\n", max(0, start - LONGEST), start) + 1, start - LONGEST, 0)
    return text[line:start].lstrip().startswith("Classified By:")


def _title_repairs(flat: Flat, person: Person, offset: int) -> list[Repair]:
    found = []
    for start, end, fixed in person.fixes:
        span = flat.span(start + offset, end + offset)
        found.append(Repair("misspelled-title", span.of(flat.field.reading.source), fixed, span))
    return found


def _official(flat: Flat, person: Person, offset: int, doubts: tuple[str, ...]) -> Official:
    """Return the official of a phrase that begins at `offset` of the flat field."""
    low, high = person.name[0] + offset, person.name[1] + offset
    high -= _NO_POINT.search(flat.text[low:high]) is not None
    span = flat.span(low, high)
    title: Span | None = None
    repairs = [*flat.repairs(low, high), *_title_repairs(flat, person, offset)]
    if person.title_range:
        start, end = person.title_range[0] + offset, person.title_range[1] + offset
        title = flat.span(start, end)
        repairs += flat.repairs(start, end)
    organisation = None
    if person.organisation:
        organisation = flat.text[person.organisation[0] + offset : person.organisation[1] + offset]
        organisation = " ".join(organisation.split()).rstrip(".,")
    return Official(
        " ".join(flat.text[low:high].split()),
        person.title,
        "classified_by",
        False,
        raw=span.of(flat.field.reading.source),
        span=span,
        organisation=organisation,
        title_span=title,
        repairs=tuple(sorted(set(repairs), key=lambda r: (r.span, r.rule))),
        doubts=doubts,
    )


def _people(flat: Flat) -> tuple[Official, ...]:
    text = flat.text
    lead = _MARKING.match(text)
    start = lead.end() if lead else 0
    end = _head_end(text, start + _reason_start(text[start:]))
    head = text[start:end]
    if _is_list_of_numbers(head):
        return ()
    if not re.search(r"\w", head):
        start, head = _behind_reason(text, start)
    return tuple(
        _official(flat, person, start, doubts)
        for person in read_classifiers(head)
        if (doubts := classifier_weight(head, person)) is not None
    )


def _behind_reason(text: str, start: int) -> tuple[int, str]:
    """Return start and text of a naming part that follows the reason: `REASON 1.4 (B) AND (D); DCM DOE`."""
    section = _SECTION.search(text, start)
    at = section.end() if section else len(text)
    lead = _TO_LETTERS.match(text, at)
    at = lead.end() if lead else at
    while (m := _LETTER.match(text, at)) is not None:
        at = m.end()
    mark = re.compile(r"\s*[;,.:\-]\s*").match(text, at)
    if mark is None:
        return start, ""
    end = mark.end() + _reason_start(text[mark.end() :])
    return mark.end(), text[mark.end() : end]


def _is_list_of_numbers(head: str) -> bool:
    """Return whether the field is a list of telegram numbers (`ADANA 222`), printed there by mistake."""
    return re.fullmatch(r"(?:\s*[A-Z][A-Z .'-]{1,30}\s\d{1,7}\b[,;]?)+\s*", head) is not None


def _guide(field: Field) -> tuple[Official, ...]:
    """Return the classification guide named instead of a person, as the source that the cable is derived from."""
    flat = flatten(field, hard_width=False)
    lead = _MARKING.match(flat.text)
    start = lead.end() if lead else 0
    end = _head_end(flat.text, start + _reason_start(flat.text[start:]))
    words = flat.text[start:end].rstrip(" .,;:")
    if not words or _GUIDE.search(words) is None:
        return ()
    span = flat.span(start, start + len(words))
    title = " ".join(words.split())
    return (
        Official(None, title, "derived_from", False, raw=span.of(field.reading.source), span=span, title_span=span),
    )


def _reasons(flat: Flat) -> tuple[Value[str], ...]:
    """Return the reasons of a field, each with the span from its section number to its letter."""
    text, found = flat.text, dict[str, Value[str]]()
    sections = list(_SECTION.finditer(text))
    if not sections:
        start = _reason_start(text)
        words = _REASON_WORD.match(text, start)
        return _letters(flat, "", _end_of_word(words), len(text), _end_of_word(words)) if words else ()
    for i, m in enumerate(sections):
        stop = sections[i + 1].start() if i + 1 < len(sections) else len(text)
        number = "".join(m["section"].split()).replace(",", ".").replace("l", "1").replace("I", "1")
        for value in _letters(flat, number, m.end(), stop, m.start()):
            found.setdefault(value.value, value)
    return tuple(found.values())


def _letters(flat: Flat, number: str, at: int, stop: int, low: int) -> tuple[Value[str], ...]:
    """Return the reasons of one section: its letters, however they are joined. `low` is where their spans begin."""
    text, found = flat.text[:stop], []
    lead = _TO_LETTERS.match(text, at)
    at = lead.end() if lead else at
    while (m := _LETTER.match(text, at)) is not None:
        start = low if number else m.start("letter")
        place = flat.range(start, m.end("letter"))
        doubts: tuple[str, ...] = () if number else ("number-lost",)
        if number and text[low] in "lI":
            doubts = ("ocr-digit",)
        found.append(flat.field.value(f"{number}({m['letter'].lower()})", *place, doubts))
        at = m.end()
    return tuple(found)


def read_classified_by(field: Field) -> tuple[tuple[Official, ...], tuple[Value[str], ...]]:
    """Return the classifying officers and the reasons (`1.4(b)`), from the text after the label.

    The field may run on: it is read up to its first empty line. Where it holds another `Classified by`, the last one
    that names somebody counts. Names are given without title and office, words broken by the line width put together;
    a misspelled title is put right with a repair. A guide without a person gives an official with the role
    `derived_from`. A reason whose section number is lost is `(b)` with the doubt `number-lost`.
    """
    officials: tuple[Official, ...] = ()
    reasons: tuple[Value[str], ...] = ()
    for part in _parts(field):
        part = _lines_of_field(part)
        flat = flatten(part, hard_width=_is_hard_wrapped(part))
        officials = officials or _people(flat)
        reasons = reasons or _reasons(flat)
        if officials and reasons:
            break
    if not officials:
        officials = next((found for part in _parts(field) if (found := _guide(_lines_of_field(part)))), ())
    return officials, reasons
