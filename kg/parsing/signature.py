"""Read the signature: the surname at the end of a telegram.

From a post it is the head of the post's name (or whoever is in charge), from the Department the Secretary's or Acting
Secretary's, not the drafter's. It stands alone on the last line of the text, or at the end of the last paragraph
(`... HEARING. RUSK`), before the foot: classification lines, `NNNN`, `##`, `#3577`, `NOTE: NOT PASSED TO ...`.
Scanned files may have their pages out of order, so that the signature is in the middle.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Official, Repair
from kg.parsing import name_evidence, name_words
from kg.parsing.line_patterns import CAPTION, LEVEL
from kg.parsing.signers import Office, in_office, is_surname, put_together, right_name, squeezed
from kg.text.aligned_text import Reading
from kg.vocabulary import chiefs_of_mission
from kg.vocabulary.csv_tables import fold, squeeze, weights
from kg.vocabulary.personal_names import surname

_LONGEST_LINE = 60
_PLACES_TO_LOOK = 4000
_CAPTION = rf"{CAPTION}|SBU|FOUO|NNNN?"
_FOOT = re.compile(
    rf"""[\W_]*(?:
        (?:{LEVEL}|{_CAPTION})(?:[\W_]{{1,4}}(?:{LEVEL}|{_CAPTION})){{0,4}}(?:[\W_]+\w{{1,3}})?
      | N{{2,}}[A-Z]{{0,12}} | BT | Y{{1,8}} | \#*\d{{0,6}} | UNQUOTE | QTE
      | (?:X?GDS|ADS|GP)[ -]?\d{0, 2}
      | MINIMIZE[ ]CONSIDERED | CABLE[ ]ENDS | END[ ](?:OF[ ])?(?:CABLE|MESSAGE)(?:[ ]TEXT)? | NOTE[ ]?[:(B][^\n]*
      | <<[^\n]*>> | \*{{3}}[^\n]* | [^\n]*Declassified/Released[^\n]*
      | PAGE[ ]?:?[^\n]{{0,40}} | (?:SECSTATE|STATE|[A-Z]{{3,12}})[ ]\d{{4,6}}
      | (?:NW|HW)[ ]?\d{{5}}[^\n]* | -{{3,}}
    )[\W_]*""",
    re.VERBOSE | re.IGNORECASE,
)
#: The level on a scanned line, with letters lost around it (`ye IMITED OFFICIAL USE ~.`).
_SCANNED_FOOT = re.compile(r"OFFICIAL\s?U|CONF\s?IDENT|UNCLASS?", re.IGNORECASE)
_WORD = rf"(?!(?:NNNN?|BT|YYY+|UNQUOTE)\b){name_words.WORD}\.?"
_NAME = rf"{_WORD}(?:[ ]{{1,3}}{_WORD}){{0,9}}"
_LINE = re.compile(
    rf"[\W_]*(?:(?:{_NAME}[ ]{{1,3}})?UNQUOTE[ ]{{1,3}})?"
    rf"(?:(?i:SIGNED)[: ]{{1,3}}|REGARDS[,.]?[ ]{{1,3}})?(?P<names>{_NAME}(?:[ ]?[/&][ ]?{_NAME})?)"
    r"(?P<acting>,?[ ]\(?ACTING\)?)?(?P<tail>[\W_]*(?:\#+\d*|NNNN?|YYY+|BT)?[\W_]*(?:[\W_]\w)?[\W_]*)"
)
_PARAGRAPH_END = re.compile(
    rf"(?<=[.!?\")])[ ]{{1,4}}(?P<names>(?:[A-Z]\.[ ]?){{0,3}}{name_words.WORD}(?:[ ]{name_words.WORD})?)[\W_]*$"
)
#: A typist's comma for the point before it.
_PARAGRAPH_END_COMMA = re.compile(r",[ ]{1,4}(?P<names>[^\W\d_]{3,20}(?:-[^\W\d_]{3,20})?)[\W_]*$")
_REGARDS = re.compile(r"[\W_]*(?:(?:BEST|WARM(?:EST)?|KIND(?:EST)?)[ ])?REGARDS[\W_]*")
_SENTENCE_END = re.compile(r"[.!?:;\"')\]/]\s*$|-/?\s*$")
#: Words of a sentence: three in small letters, or a row of them in capitals.
_SENTENCE = re.compile(r"(?:\b[a-z]{2,}\b.{1,20}){3}|(?:\b[A-Z]{2,}\b[ ,]{1,2}){5}")
_SIGNED = re.compile(r"[\W_]*SIGNED[: ]", re.IGNORECASE)
_NUMBERED = re.compile(r"[ \t]*\d{1,3}[.)][ \t]")
_SINGLE = re.compile(r"[\W_]*[^\W\d_]{2,20}[ \t]*")
_LINES_BELOW, _SHORTEST_LIST = 8, 3
_SEPARATOR = re.compile(r"[ ]?[/&][ ]?|[ ]AND[ ]")


class Signatures(Struct, frozen=True):
    """The signers, and where in the reading's text the body ends because the signature begins (else its given end)."""

    officials: tuple[Official, ...]
    start: int


class _Found(Struct, frozen=True):
    name: str
    start: int
    end: int
    repair: str | None = None
    doubts: tuple[str, ...] = ()


def _read_names(text: str, start: int, end: int, office: Office) -> tuple[_Found, ...]:
    """Return the signers named in `text[start:end]`; empty where any part of it is no name."""
    found: list[_Found] = []
    at = start
    for part in _SEPARATOR.split(text[start:end]):
        low = text.index(part, at)
        at = low + len(part)
        last = part.rsplit(" ", 1)[-1]
        stop = at - 1 if part.endswith(".") and len(part) > 2 and "suffix" not in name_words.kinds(last) else at
        low = _after_title(text, low, stop)
        name = " ".join(text[low:stop].split())
        words = name.split()
        if (together := put_together(words)) is not None:
            found.append(_Found(together, low, stop, "spaced-letters"))
        elif is_surname(words, office):
            right = right_name(name, office)
            found.append(_Found(right or name, low, stop, "misspelled-name" if right else None))
        else:
            return ()
    return tuple(found) if len(found) <= 2 else ()


def _after_title(text: str, low: int, stop: int) -> int:
    """Return the start of the name after a title (`AMBASSADOR SMITH`)."""
    for m in re.finditer(rf"{name_words.WORD}\.?[ ]+(?=\w)", text[low:stop]):
        if not name_words.kinds(m[0].strip()) & {"title"} or "also-surname" in name_words.kinds(m[0].strip()):
            return low + m.start()
    last = text.rfind(" ", low, stop) + 1
    return max(low, last)


def _lines_back(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines of the end of a body, the last first."""
    start = max(start, end - _PLACES_TO_LOOK)
    found: list[tuple[int, int]] = []
    at = start
    for line in text[start:end].split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found[::-1]


def _is_foot(line: str) -> bool:
    if len(line) > 200:
        return False
    return _FOOT.fullmatch(line) is not None or (len(line) < 45 and _SCANNED_FOOT.search(line) is not None)


def _alone(text: str, line: tuple[int, int], office: Office) -> tuple[_Found, ...]:
    """Return the signers on a line that holds nothing else."""
    if line[1] - line[0] > _LONGEST_LINE:
        return ()
    m = _LINE.fullmatch(text, *line)
    return _read_names(text, m.start("names"), m.end("names"), office) if m else ()


def _ends_before(text: str, lines: list[tuple[int, int]], i: int) -> bool:
    """Return whether the text above line `i` is ended: by a blank line, a sentence's end, a line of the foot."""
    if i + 1 >= len(lines):
        return True
    above = text[slice(*lines[i + 1])]
    return (
        not above.strip()
        or _SENTENCE_END.search(above) is not None
        or _is_foot(above)
        or _REGARDS.fullmatch(above) is not None
    )


def _ends_list(text: str, lines: list[tuple[int, int]], i: int) -> bool:
    """Return whether a line is the last item of a list (`Copper` / `Fish` / `Zinc`, a line each), and no signature."""
    line = text[slice(*lines[i])].strip()
    above = next((words for low, high in lines[i + 1 : i + 6] if (words := text[low:high].strip())), "")
    return not line.isupper() and not above.isupper() and re.fullmatch(r"[\W_]*[A-Z][a-z]{2,20}", above) is not None


def _is_in_list(text: str, lines: list[tuple[int, int]], i: int) -> bool:
    """Return whether a line is one of three or more lines of one word (`WHEAT` / `RICE` / `CORN`): two sign at most."""
    run = 1
    for step in (1, -1):
        at = i + step
        while 0 <= at < len(lines) and run < _SHORTEST_LIST and _is_single(text[slice(*lines[at])]):
            run, at = run + 1, at + step
    return run >= _SHORTEST_LIST


def _is_single(line: str) -> bool:
    return _SINGLE.fullmatch(line) is not None and not _is_foot(line)


def _is_word(name: str) -> bool:
    """Return whether a name is a word as well, with too little evidence for a name."""
    last = surname(name)
    return name_evidence.for_word(last) < 0 and name_evidence.balance(last) <= 0


def _changes_case(text: str, lines: list[tuple[int, int]], i: int, found: tuple[_Found, ...]) -> bool:
    """Return whether a line is a known surname in capitals below a line in small letters."""
    above = text[slice(*lines[i + 1])] if i + 1 < len(lines) else ""
    known = all(one.name.isupper() and name_evidence.balance(surname(one.name)) > 0 for one in found)
    return known and any(c.islower() for c in above) and not _ends_before(text, lines, i)


def _at_end(text: str, start: int, end: int, office: Office) -> tuple[_Found, ...]:
    """Return the signers near the end: of the lines with a name alone, the line with the most evidence.

    Unknown lines below a signature (a web address, a review stamp, the note of a dump) are the normal case.
    """
    lines = _lines_back(text, start, end)
    weight = weights("signature_evidence")
    best: tuple[float, tuple[_Found, ...]] | None = None
    below, count = 0.0, 0
    for i, (low, high) in enumerate(lines):
        line = text[low:high]
        if _is_foot(line):
            continue
        closing = () if count else _closing_words(text, (low, high), office)
        if _NUMBERED.match(line) and not closing:
            break  # nobody signs above a numbered paragraph
        found = _alone(text, (low, high), office)
        if closing and not found:
            return closing
        if found:
            both = _with_above(text, lines, i, found, office)
            score = _score(text, lines, i + len(both) - len(found), both, office) + below
            score += weight["last"] if count == 0 else 0.0
            if score >= weight["needed"] and (best is None or score > best[0]):
                best = (score, both)
        below += weight["words-below" if _SENTENCE.search(line) else "debris-below"]
        count += 1
        if count > _LINES_BELOW:
            break
    if best is None:
        return ()
    score, found = best
    return found if score >= weight["sure"] else tuple(replace(one, doubts=("unsure",)) for one in found)


def _score(text: str, lines: list[tuple[int, int]], i: int, found: tuple[_Found, ...], office: Office) -> float:
    """Score the evidence that a line of names is a signature."""
    weight = weights("signature_evidence")
    known = squeezed((*office.heads, *office.classifiers))
    told = [
        "alone",
        "ended" if _ends_before(text, lines, i) else "not-ended",
        *(["known"] if any(squeeze(surname(one.name)) in known for one in found) else []),
        *(["capitals"] if all(one.name.isupper() for one in found) else []),
        *(["labelled"] if _SIGNED.match(text, *lines[i]) else []),
        *(["list"] if _ends_list(text, lines, i) or _is_in_list(text, lines, i) else []),
        *(["word"] if any(_is_word(one.name) for one in found) else []),
        *(["case-change"] if _changes_case(text, lines, i, found) else []),
    ]
    return sum(weight[code] for code in told)


def _with_above(
    text: str, lines: list[tuple[int, int]], i: int, found: tuple[_Found, ...], office: Office
) -> tuple[_Found, ...]:
    """Return the signers of a line with the signer on the line above, where two have signed."""
    above = _alone(text, lines[i + 1], office) if i + 1 < len(lines) else ()
    two = len(above) == len(found) == 1 and (above[0].name + found[0].name).isupper()
    return (*above, *found) if two and _ends_before(text, lines, i + 1) else found


def _closing_words(text: str, line: tuple[int, int], office: Office) -> tuple[_Found, ...]:
    """Return the signers at the end of the last paragraph (`... HEARING. RUSK`)."""
    last = text[slice(*line)][-_LONGEST_LINE:]
    m = _PARAGRAPH_END.search(last)
    unmarked = _PARAGRAPH_END_COMMA.search(last) if m is None else None
    m = m or unmarked
    if m is None or not m["names"].rstrip(".").isupper():
        return ()
    base = line[1] - len(last)
    found = _read_names(text, base + m.start("names"), base + m.end("names"), office)
    if unmarked is None:
        return tuple(replace(one, doubts=("unsure",)) if _is_word(one.name) else one for one in found)
    return tuple(replace(one, doubts=("unsure",)) for one in found if name_evidence.balance(one.name) >= 0)


def _out_of_order(text: str, start: int, end: int, office: Office) -> tuple[_Found, ...]:
    """Return the signer of a scanned file with pages out of order: alone on a line, and in office at the post then."""
    known = squeezed(office.heads)
    if not known:
        return ()
    at = start
    for line in text[start:end].split("\n"):
        low, at = at, at + len(line) + 1
        if len(line) <= 30 and (m := re.match(r"[\W_]*([A-Z][A-Z '-]{2,20}[A-Z])(?![a-z])[\W_]*\d?\s*$", line)):
            name = m[1]
            if squeeze(name) in known:
                joined = "".join(name.split()) if " " in name and not chiefs_of_mission.by_surname(name) else name
                rule = "spaced-letters" if joined != name else None
                return (_Found(joined, low + m.start(1), low + m.end(1), rule, ("unsure",)),)
    return ()


def _official(reading: Reading, one: _Found) -> Official:
    span = reading.span(one.start, one.end)
    raw = span.of(reading.source)
    repairs = list(reading.repairs_in(one.start, one.end))
    if one.repair:
        repairs.append(Repair(one.repair, raw, one.name, span, unsure=one.repair == "misspelled-name"))
    return Official(one.name, None, "signed", False, raw=raw, span=span, repairs=tuple(repairs), doubts=one.doubts)


def read_signatures(
    reading: Reading,
    body_start: int,
    body_end: int,
    *,
    post: str | None = None,
    year: int | None = None,
    classifiers: tuple[str, ...] = (),
) -> Signatures:
    """Return the signers of the text between the offsets `body_start` and `body_end` of the reading, and the place.

    `post` (the station id of the sender) and `year` let the Historian's list decide: a surname that is one letter off
    the only head of the post near it, or off the surname of one of `classifiers` (the names of those who classified the
    cable), is put right, with a repair that is unsure. A heading, an acronym or a word of the language at
    the end is no signer. Two signers are given in the order of the text; the same name twice is one, with `also`.
    """
    text = reading.text
    office = Office(in_office(post, year), tuple(s for name in classifiers if len(s := surname(name)) > 3))
    found = _at_end(text, body_start, body_end, office)
    start = found[0].start if found else body_end
    if not found:
        found = _out_of_order(text, body_start, body_end, office)
    officials: dict[str, Official] = {}
    for one in found:
        official = _official(reading, one)
        officials.setdefault(fold(one.name), official)
    return Signatures(tuple(officials.values()), start)
