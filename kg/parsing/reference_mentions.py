"""Link words of paragraphs to the reference line: `reftel`, `Ref A`, `refs B and C`, `(Refs)` cite its entries.

Forms: 5 FAH-2 H-300 has references lettered, and named in the text by the letter; `reftel` where there is one. Plural
words without letters also occur and mean all entries, and so does a word for the kind (`ref letter`). Words that fit
several entries where one is named, and letters that the reference line lacks, are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec.structs import replace

from kg.model import Cable, Citation, Paragraph, Reference
from kg.parsing.references.other_documents import kind_of
from kg.text.aligned_text import Reading

_LETTER = r"(?:[A-Z]{1,2}|\d{1,2})"
_ONE = rf"(?:\({_LETTER}\)|\[{_LETTER}\]|{_LETTER}\b\)?)"
_WORD = re.compile(
    rf"""
    (?:ref|Ref|REF)
    (?P<word>
        (?:[ ]?[Tt][Ee][Ll](?:[Ee][Gg][Rr][Aa][Mm])?)(?P<tels>[Ss]?)\b  # reftel, REF TELS, reftelegram
        | (?P<refs>[Ss]?)\b(?:\.(?=[ ]?{_LETTER}\b))?                   # ref, Refs, Ref. A
        | [Ee][Rr][Ee][Nn][Cc][Ee](?P<references>[Ss]?)\b               # references A and B
    )
    (?!\s?:)                                                        # REF: is a label
    (?![ ](?:YOUR|UR|OUR|MY)\b)                                      # another telegram, by its number
    (?P<kind>[ ](?:E-?MAIL|LETTER|MEMO(?:RANDUM)?|AIRGRAM|REPORT|CABLE|TELEGRAM|MESSAGE)(?:S\b|\b))?
    (?P<letters>
        (?:[ ]|[ ]?\n){_ONE}
        (?:\s?(?:,\s?(?:AND|and)|[,/&]|-{{1,2}}|AND\b|and\b|OR\b|or\b|THRU\b|thru\b|THROUGH\b|through\b)\s{{0,3}}{_ONE}){{0,11}}
    )?
    """,
    re.VERBOSE,
)
_KIND = re.compile(r"E-?MAIL|LETTER|MEMO|AIRGRAM|REPORT|CABLE|TELEGRAM|MESSAGE", re.IGNORECASE)
_STEP = re.compile(rf"(?P<to>-|THRU|THROUGH|thru|through)|\b(?!OR\b)(?P<letter>{_LETTER})\b")
_TELEGRAMS = frozenset(("CABLE", "TELEGRAM", "MESSAGE"))


def cite(cable: Cable, reading: Reading) -> Cable:
    """Return the cable with the references that its paragraphs name; those without a reference line stay as they are.

    The entries are those of the cable's own reference line: `septel` and `previous` mean none of them.
    """
    paragraphs = cable.paragraphs
    if not paragraphs or not any("in-text" not in one.doubts for one in cable.references):
        return cable
    low = reading.at(min(p.span.start for p in paragraphs))
    high = reading.at(max(p.span.end for p in paragraphs))
    found: dict[int, list[Citation]] = {}
    order = sorted(range(len(paragraphs)), key=lambda i: paragraphs[i].span)
    starts = [paragraphs[i].span.start for i in order]
    for citation in _citations(cable.references, reading, low, high):
        at = bisect_right(starts, citation.span.start) - 1
        if at >= 0 and citation.span.end <= paragraphs[order[at]].span.end:
            found.setdefault(order[at], []).append(citation)
    if not found:
        return cable
    return replace(cable, paragraphs=tuple(_citing(p, found.get(i)) for i, p in enumerate(paragraphs)))


def _citing(paragraph: Paragraph, cites: list[Citation] | None) -> Paragraph:
    return replace(paragraph, cites=tuple(cites)) if cites else paragraph


def _citations(references: tuple[Reference, ...], reading: Reading, low: int, high: int) -> Iterator[Citation]:
    for match in _words(reading.text, low, high):
        meant, end = _meant(match, references)
        if meant:
            span = reading.span(match.start(), end)
            yield Citation(
                meant, raw=span.of(reading.source), span=span, repairs=reading.repairs_in(match.start(), end)
            )


def _words(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """Yield the words that may cite a reference, in the order of the text, found by their first letters."""
    places = []
    for start in ("ref", "Ref", "REF"):
        at = text.find(start, low, high)
        while at >= 0:
            places.append(at)
            at = text.find(start, at + 3, high)
    for at in sorted(places):
        if (at == 0 or not text[at - 1].isalnum()) and (match := _WORD.match(text, at, high)):
            yield match


def _meant(match: re.Match[str], references: tuple[Reference, ...]) -> tuple[tuple[int, ...], int]:
    """Return the references that the words mean, and where the words end."""
    letters, end = _letters(match, references)
    if letters:
        return tuple(i for i, one in enumerate(references) if one.letter in letters), end
    if match["letters"] and re.search(r"[(\[]|\b[B-Z]\b", match["letters"]):
        return (), end  # it names an entry, and the line has none of that letter
    if match["references"] is not None:
        return (), end  # `reference` is a word of every day, unless a letter follows
    end = match.end("kind") if match["kind"] else match.end("word")
    among = _of_kind(match, references)
    plural = bool(match["tels"] or match["refs"] or (match["kind"] or "").upper().endswith("S"))
    return (among if plural or len(among) == 1 else ()), end


def _of_kind(match: re.Match[str], references: tuple[Reference, ...]) -> tuple[int, ...]:
    """Return the references of the kind that the words name: telegrams of `reftel`, any of `ref`."""
    word = _KIND.search(match["kind"] or "")
    kind = None
    if word is not None:
        kind = "cable" if word[0].upper() in _TELEGRAMS else kind_of(word[0])
    elif match["tels"] is not None:
        kind = "cable"
    return tuple(i for i, one in enumerate(references) if kind is None or one.kind == kind)


def _letters(match: re.Match[str], references: tuple[Reference, ...]) -> tuple[set[str], int]:
    """Return the letters that follow the word, and where the last of them ends.

    They go up, as the line does: in `REFS B AND A MEETING` the A is an article. A hyphen between two stands for those
    between.
    """
    listed = list(dict.fromkeys(one.letter for one in references if one.letter))
    found: list[int] = []
    end, until = match.end("word"), False
    for step in _STEP.finditer(match["letters"] or ""):
        if step["to"]:
            until = True
            continue
        letter = step["letter"]
        if letter not in listed or (found and listed.index(letter) <= found[-1]):
            break
        at = listed.index(letter)
        found += range(found[-1] + 1, at) if until and found else ()
        found.append(at)
        until = False
        end = match.start("letters") + step.end()
    if found and match.string[end : end + 1] in (")", "]") and match["letters"].lstrip()[:1] in ("(", "["):
        end += 1
    return {listed[at] for at in found}, end
