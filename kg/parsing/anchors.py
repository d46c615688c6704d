"""Put damaged anchors right before the header is read: `TAG5:` → `TAGS:`, `FN AMEMBASSY LIMA` → `FM`, `ENDSUMMARY`.

Anchors are the words a header hangs on (`ontology/vocab/anchors.csv`). A typist or a scanner damages one of them as
any other word. Only an anchor that the text lacks is looked for, at the starts of lines (the end of a summary as a
sentence of its own): the slips that would make the printed word of the anchor have a cost, and what stands around
speaks for it or against it (`ontology/vocab/anchor_evidence.csv`). What wins is read as the anchor; a repair says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from msgspec import Struct

from kg.parsing.addressee_line import is_addressee
from kg.parsing.anchor_damage import LEAD, RULE, is_word, slips_of
from kg.parsing.line_patterns import LineStarts
from kg.parsing.summary import summary_edits
from kg.text.aligned_text import Edit
from kg.vocabulary import topics
from kg.vocabulary.csv_tables import read, squeeze, weights

#: The header stands in the first lines; what a text says further down is no header of this message.
_HEAD = 9000
_MOST_LINES = 140
_ORDERS = r"(?:10501|10964|11652|12065|12356|12958|13292|13526)"
#: How each field is found where it is whole: as the readers of the fields look for it, but for rare forms.
_WHOLE = {
    "eo": re.compile(r"^[ \t]*E\.?[ ]?O\.?[ ]*:?[ ]*\d{5}", re.MULTILINE | re.IGNORECASE),
    "tags": re.compile(r"^[ \t]*TAGS?\b|\bTAGS?[ ]?:", re.MULTILINE | re.IGNORECASE),
    "subject": re.compile(r"^[ \t]*SUBJ(?:ECT)?\b|\bSUBJ(?:ECT)?[ ]?:", re.MULTILINE | re.IGNORECASE),
    "ref": re.compile(
        r"^[ \t]*REF(?:TEL|ERENCE)?S?(?:\(S\))?\b|\bREF(?:TEL)?S?:|^[ \t]*REFS?[ ]TELS?\b", re.MULTILINE | re.IGNORECASE
    ),
    "classified": re.compile(r"(?-i:[Cc])(?<=\bC)LASS(?:IF(?:IED)?[ \n]{1,2}|[.]?[ ])BY\b", re.IGNORECASE),
    "fm": re.compile(r"^[^\w\n]{0,4}FM[ \t]|^[ \t]*FROM:", re.MULTILINE),
    "to": re.compile(r"^[ \t]*TO[ \t:]|[ ]TO[ ]R[A-Z]{4,7}/", re.MULTILINE),
    "info": re.compile(r"^[ \t]*INFO[ \t:]|[ ]INFO[ ]R[A-Z]{4,7}/", re.MULTILINE),
}
#: How most texts print the anchor, behind a line end.
_USUAL = {
    "eo": "\nE.O. 1",
    "tags": "\nTAGS:",
    "subject": "\nSUBJECT:",
    "ref": "\nREF:",
    "classified": "CLASSIFIED BY",
    "fm": "\nFM ",
    "to": "\nTO ",
    "info": "\nINFO ",
}
#: What an anchor, however it is printed, has in it.
_STEM = {"tags": "TAG", "subject": "SUBJ", "ref": "REF", "classified": "CLASS", "fm": "F", "to": "TO", "info": "INFO"}
_PARAGRAPH = re.compile(
    r"^[ \t]*(?:\([A-Z/]{1,6}\)[ ])?1[.)][ \t]*(?=\([A-Z0-9/]{1,5}\)|[A-Z\"'(])", re.MULTILINE | re.IGNORECASE
)
_CLASSIFIER = LineStarts(
    r"^[^\w\n]{0,6}(?:\d{1,2}[.)][ ]{0,3})?(?:\([A-Za-z/]{1,5}\)[ ]{0,3})?"
    r"(?P<word>[A-Za-z0-9]{7,12}[ ]?[A-Za-z0-9]{1,3})(?P<mark>[ ]?[:;]?)(?=[ \n])"
)
_ORDER_LINE = re.compile(
    rf"^[ \t]{{0,8}}(?P<word>[^\s\d]{{1,6}}(?:[ ][^\s\d]{{1,3}})?)[ ]{{0,2}}(?={_ORDERS}\b)", re.MULTILINE
)
_ADDRESS_LINE = re.compile(
    r"^[^\w\n]{0,3}(?P<word>[A-Z0-9]{1,6})[ \t]{1,4}(?=(?P<rest>[A-Z][^\n]{3,120}))", re.MULTILINE
)
_CITED = re.compile(r"(?:\(?\[?[A-Z][.):\]][ ]?)?\(?(?:\d\d[ ])?[A-Z]{3,15}(?:[ ][A-Z]{2,12}){0,3}[ ]\d{2,6}\b")
_OTHER_PAPER = re.compile(r"\b(?:E-?MAIL|TELE?CON|LETTER|MEMO(?:RANDUM)?|NOTAL)\b", re.IGNORECASE)
_REASON = re.compile(r"\b1\.[3-7]\b|\bREASON|\bAMBASSADOR\b|\bDCM\b|\bCOUNSELOR\b|\bCHIEF\b|\bCONSUL\b", re.IGNORECASE)
_TIME = re.compile(r"[\dO@Il]{6}Z")
_NEAR = 6
_SHORTEST = 3  # `RE:` and `EF:` are as near to other words
_ABOVE = 18  # lines above the first whole anchor in which a damaged one may stand; half of them may be empty
_COLONS = (":", ";", "?", "¢")  # the last two as scanners print it
_JOINED = 0.2  # two words of an anchor printed as one


class _Anchor(Struct, frozen=True):
    name: str
    field: str
    printed: str


class _Line(Struct, frozen=True):
    """A line with a possible anchor as first word: the word, its range and mark, the rest, line number and slips."""

    word: str
    start: int
    end: int
    mark: str
    rest: str
    number: int
    anchor: _Anchor
    slips: float


@cache
def _anchors() -> tuple[_Anchor, ...]:
    return tuple(_Anchor(row["anchor"], row["field"], row["printed"]) for row in read("anchors"))


def edits(text: str) -> list[Edit]:
    """Return the edits that put damaged anchors right, each field once.

    >>> text = "TAG5: PREL, PE\\nSUBJECT: HARBOR TALKS\\n\\n1. The harbor is closed."
    >>> [(text[e.start : e.end], e.text) for e in edits(text)]
    [('TAG5:', 'TAGS:')]
    """
    head = text[:_HEAD]
    first = _PARAGRAPH.search(head)
    body = first.start() if first else len(head)
    there = _there(head, body)
    header = list(_header(head, body, there))
    top = min((there[f] for f in ("eo", "tags", "subject", "ref") if f in there), default=body)
    return sorted([*header, *_address(head[:top], there), *summary_edits(text, body)])


def _there(head: str, body: int) -> dict[str, int]:
    """Return the position of each field's undamaged anchor in the header; an address counts only above the fields."""
    there: dict[str, int] = {}
    lines = "\n" + head.upper()
    for field, pattern in _WHOLE.items():
        limit = min((there[f] for f in ("eo", "tags", "subject") if f in there), default=body)
        end = limit if field in ("fm", "to", "info") else len(head) if field == "classified" else body
        # As most texts print it; only what is not found so is looked for in all its forms.
        at = lines.find(_USUAL[field], 0, end + len(_USUAL[field])) if len(lines) == len(head) + 1 else -1
        if at >= 0:
            there[field] = at
        elif _STEM.get(field, "") in lines and (found := pattern.search(head, 0, end)) is not None:
            there[field] = found.start()
    return there


def _lines(head: str, start: int, end: int, lead: LineStarts, missing: tuple[_Anchor, ...]) -> list[_Line]:
    """Return the lines of a range whose first word is near an anchor that the text lacks."""
    found: list[_Line] = []
    for count, m in enumerate(lead.find(head, start, end)):
        if count >= _MOST_LINES:
            break
        plain = squeeze(m["word"])
        if len(plain) < _SHORTEST:
            continue
        for anchor in missing:
            slips = _JOINED if plain == anchor.name and " " in anchor.printed else slips_of(plain, anchor.name)
            if slips is None:
                continue
            rest = head[m.end() : m.end() + 400].lstrip().partition("\n")[0]
            mark = m["mark"].strip() or ("  " if len(m["mark"]) > 1 else "")
            number = head.count("\n", 0, m.start())
            found.append(_Line(m["word"], m.start("word"), m.end(), mark, rest, number, anchor, slips))
    return found


def _header(head: str, body: int, there: dict[str, int]) -> Iterator[Edit]:
    """Yield the repairs of E.O., TAGS, SUBJECT, REF and Classified By."""
    missing = {field: tuple(a for a in _anchors() if a.field == field) for field in _VALUES if field not in there}
    if not missing:
        return
    if "eo" in missing and (m := _ORDER_LINE.search(head, 0, body)) is not None:
        word = squeeze(m["word"])
        if word == "EO" or slips_of(word, "EO") is not None:
            yield Edit(m.start("word"), m.end("word"), "E.O.", RULE)
            there = {**there, "eo": m.start()}
    known = [there[field] for field in _ORDER if field in there]
    at = {field: head.count("\n", 0, place) for field, place in there.items()}
    start = _lines_back(head, min(known)) if known else 0
    plain = tuple(a for field, some in missing.items() if field not in ("eo", "classified") for a in some)
    lines = _lines(head, start, body, LEAD, plain) if plain else []
    if "classified" in missing:
        lines += _lines(head, start, len(head), _CLASSIFIER, missing["classified"])
    for field in missing:
        scored = [
            (score, line)
            for line in lines
            if line.anchor.field == field
            and (known or _VALUES[field](line.rest))  # alone, only its value says that this is a header
            and (score := _score(head, line, at)) is not None
            and score >= weights("anchor_evidence")["needed"]
        ]
        if scored:
            _, line = max(scored, key=lambda one: one[0])
            at[field] = line.number
            yield Edit(line.start, line.end, line.anchor.printed, RULE)


def _lines_back(head: str, at: int) -> int:
    """Return the start of the line a few lines above a place."""
    for _ in range(_ABOVE):
        at = max(head.rfind("\n", 0, at), 0)
    return at


def _score(head: str, line: _Line, at: dict[str, int]) -> float | None:
    """Score the evidence that a line's first word is a damaged anchor; None where the order of fields rules it out."""
    anchor = line.anchor
    weight = weights("anchor_evidence")
    score = weight["damage"] * line.slips
    score += weight["colon"] if line.mark[:1] in _COLONS else weight["mark"] if line.mark else 0.0
    above = [at[f] for f in _BEFORE.get(anchor.field, ()) if f in at]
    below = [at[f] for f in _BEHIND.get(anchor.field, ()) if f in at]
    if any(0 < line.number - n <= _NEAR for n in above):
        score += weight["order-above"]
    elif above and not any(n <= line.number for n in above):
        return None
    if any(0 < n - line.number <= _NEAR for n in below):
        score += weight["order-below"]
    elif below and not any(n >= line.number for n in below):
        return None
    above_it = head[: line.start].rstrip(" \t").rsplit("\n", 2)[-2:]
    if not above_it[0].strip() or line.number - 1 in at.values():
        score += weight["alone"]
    if _VALUES[anchor.field](line.rest):
        score += weight["value"]
    elif anchor.field != "subject":
        score += weight["other-value"]
    if is_word(line.word):
        score += weight["word"]
    return score


def _are_tags(rest: str) -> bool:
    words = [w for w in re.split(r"[,;\s]+", rest.upper()) if w.isalpha()][:12]
    listed = sum(topics.is_listed(w) for w in words)
    return listed >= 1 and listed * 2 >= len(words)


def _is_reference(rest: str) -> bool:
    return _CITED.match(rest.upper()) is not None or _OTHER_PAPER.search(rest) is not None


#: What speaks for a field in what follows its anchor; the subject can be anything, the order is told by its number.
_VALUES: dict[str, Callable[[str], bool]] = {
    "eo": bool,
    "tags": _are_tags,
    "subject": lambda rest: False,
    "ref": _is_reference,
    "classified": lambda rest: _REASON.search(rest) is not None,
}
_ORDER = ("eo", "tags", "subject", "ref", "classified")
_BEFORE = {field: _ORDER[:i] for i, field in enumerate(_ORDER)}
_BEHIND = {field: _ORDER[i + 1 :] for i, field in enumerate(_ORDER)}


def _address(head: str, there: dict[str, int]) -> Iterator[Edit]:
    """Yield the repairs of FM, TO and INFO: a short word before an addressee, in the order the wire has them.

    What follows must read as an addressee, and the line stands by another line of the address or below the date-time
    group.
    """
    missing = {"fm": "FM", "to": "TO", "info": "INFO"}
    missing = {field: word for field, word in missing.items() if field not in there}
    if not missing or (len(missing) == 3 and _TIME.search(head) is None):
        return
    lines = {head.count("\n", 0, place): field for field, place in there.items() if field in ("fm", "to", "info")}
    last = min(
        (n for n in (head.count("\n", 0, there[f]) for f in ("eo", "tags", "subject") if f in there)), default=60
    )
    for m in _ADDRESS_LINE.finditer(head):
        number = head.count("\n", 0, m.start())
        if number > last or not missing:
            return
        word = m["word"]
        near = sorted(
            (cost, field) for field, anchor in missing.items() if (cost := slips_of(word, anchor)) is not None
        )
        if not near or not is_addressee(m["rest"]):
            continue
        field = _placed(head, m.start(), number, lines, [f for _, f in near])
        if field is None:
            continue
        lines[number] = field
        yield Edit(m.start("word"), m.end("word"), missing.pop(field), RULE)


def _placed(head: str, at: int, number: int, lines: dict[int, str], fields: list[str]) -> str | None:
    """Return the field that a line can open at its place: FM below the time, TO below FM, INFO below TO."""
    above = [lines[n] for n in sorted(lines) if n < number]
    below = [lines[n] for n in sorted(lines) if n > number]
    timed = _TIME.search(head[max(at - 160, 0) : at]) is not None
    for field in fields:
        if field == "fm" and (timed or (below and not above)):
            return field
        if field == "to" and "fm" in above and "to" not in above and "info" not in above:
            return field
        if field == "info" and "to" in above and "info" not in above:
            return field
    return None
