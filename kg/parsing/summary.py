"""Read the summary: the paragraphs that the cable calls its summary, without the word, numbers and markings.

Forms: `1. (C) Summary: … End summary.`, `Summary and Comment: … End Summary and Comment.`, a heading SUMMARY with a
rule under it and numbered paragraphs up to END SUMMARY, and a first paragraph that only says END SUMMARY at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Value
from kg.parsing.anchor_damage import LEAD, RULE, is_word, slips_of
from kg.parsing.line_patterns import PORTION, LineStarts
from kg.parsing.word_index import small
from kg.text.aligned_text import Edit, Reading
from kg.vocabulary.csv_tables import squeeze

_KIND = r"(?:introduction|comment|action[ ]request|table[ ]of[ ]contents|conclusion|background|key[ ]points)"
_MORE = rf"(?:[ ]?(?:/|and|&|,)[ ]?(?:{_KIND}|[A-Za-z]{{4,14}}(?:[ ][A-Za-z]{{4,14}})?))"
#: The word, with a letter lost or doubled, or its letters set apart.
_SUMMARY = r"(?:sum{1,3}a?r{1,2}y|s[ ]u[ ]m[ ]m[ ]a[ ]r[ ]y)"
_NAME = rf"(?:executive[ ])?(?:{_KIND}[ ]?(?:/|and|&)[ ]?)?{_SUMMARY}"
_LABEL = re.compile(
    rf"(?:^|(?<=\)[ ])|(?<=[.)][ ])|(?<=\)))[ \t]*(?:\((?={_NAME}\)))?(?P<rule>-{{2,160}}[ ]*)?"
    rf"(?:begin[ ])?{_NAME}{_MORE}{{0,2}}"
    rf"(?:[ ]?\({PORTION}\))?"
    rf"(?:(?<=y)\)[:.]?|[ \t]*(?:-{{2,160}}[ \t]*)?[:.;][ ]?-{{0,3}}|[ \t]*-{{2,160}}"
    rf"|[ \t]*\n[ \t]*(?:-{{2,}}|={{2,}})[ \t]*"
    rf"|[ \t]+[-\u2013\u2014][ \t]+|(?<=y)[ ]{{2,4}}(?-i:(?=[A-Z]))|[ \t]*(?=\n))",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    rf"[(\[]?\b(?:end[ \n]{{1,2}}(?:of[ ])?{_NAME}{_MORE}{{0,2}}|{_NAME}[ ]ends?)\b[.)\]]{{0,2}}", re.IGNORECASE
)
_WORD = re.compile(_SUMMARY, re.IGNORECASE)
#: How the word begins: looked for by itself in a text in small letters, which is many times faster than a pattern.
_BEGINNINGS = ("sum", "s u ")
#: How far around the word what it is part of can reach.
_BEFORE, _AFTER = 200, 300
_MARK = re.compile(
    rf"^[ \t]*(?:\d{{1,3}}[ ]?[.)](?!\d)[ \t]*(?:\({PORTION}\)[ \t]*)?|\({PORTION}\)[ \t]*)", re.MULTILINE
)
_NEXT_NUMBER = LineStarts(r"^[ \t]*\d{1,3}[.)](?!\d)", first=r"[ \t]*\d")
_END_ABOVE = re.compile(r"\bend(?:[ ]of)?[ \t]*\n[ \t]*\Z", re.IGNORECASE)
_WIDEST_END = 20
_BLANKS = re.compile(r"\s*+")
_BLANK_LINES = re.compile(r"\n{3,}")
_HEADING_RULE = re.compile(
    r"\n[ \t]*\n(?=(?:[ \t]{0,40}[-=]{3,160}[ \t]{0,40}\n)?[^\n]{3,90}\n[ \t]*[-=]{3})|(?<=[^\s-])[ ]?-{4,160}[ ](?=\w)"
)


def _places(text: str, start: int, end: int) -> list[int]:
    """Return the places of the word SUMMARY, in any of its spellings."""
    found, lowered = [], small(text)
    for beginning in _BEGINNINGS:
        at = lowered.find(beginning, start, end)
        while at >= 0:
            if _WORD.match(text, at, end):
                found.append(at)
            at = lowered.find(beginning, at + 1, end)
    return sorted(found)


def _beside(
    pattern: re.Pattern[str], text: str, words: list[int], start: int, end: int, sign: str = ""
) -> re.Match[str] | None:
    """Return the first match after `start` of a pattern that has the word summary in it; `words` are its places.

    `sign` are small letters without which there is no match.
    """
    lowered = small(text)
    for word in words:
        if word < start:
            continue
        low, high = max(start, word - _BEFORE), min(end, word + _AFTER)
        if lowered.find(sign, low, high) >= 0 and (m := pattern.search(text, low, high)) is not None:
            return m
    return None


def _label(text: str, words: list[int], start: int, end: int) -> re.Match[str] | None:
    """Return the first label of a summary that is not the second word of END SUMMARY, on a line of its own."""
    at = start
    while (label := _beside(_LABEL, text, words, at, end)) is not None:
        if _END_ABOVE.search(text, max(start, label.start() - _WIDEST_END), label.start()) is None:
            return label
        at = label.end()
    return None


def _below_labels(text: str, low: int, end: int) -> int:
    """Return the start of the summary below its label: a heading SUMMARY may be above `1. (C) Summary: …`."""
    gap = _BLANKS.match(text, low, end)
    mark = _MARK.match(text, gap.end() if gap else low, end)
    again = _LABEL.match(text, mark.end(), end) if mark else None
    return again.end() if again else low


def read_summary(reading: Reading, start: int, end: int) -> Value[str] | None:
    """Return the summary found in `text[start:end]`, None where the text has none."""
    text = reading.text
    words = _places(text, start, end)
    if not words:
        return None
    label = _label(text, words, start, end)
    close = _beside(_END, text, words, label.end() if label else start, end, "end")
    if label is None:
        if close is None or (first := _MARK.search(text, start, close.start())) is None:
            return None
        low = first.end()
        if _NEXT_NUMBER.search(text, low, close.start()):
            return None
    else:
        low = _below_labels(text, label.end(), end)
    high = close.start() if close else _open_end(text, low, end)
    while low < high and text[low] in " \t\n-:.":
        low += 1
    while high > low and text[high - 1] in " \t\n(-":
        high -= 1
    said = _MARK.sub("", text[low:high])
    if not re.search(r"\w|\[", said):
        return None
    value = "\n".join(" ".join(line.split()) for line in said.splitlines()).strip()
    return reading.value(_BLANK_LINES.sub("\n\n", value), low, high)


def _open_end(text: str, low: int, end: int) -> int:
    """Return where a summary without END SUMMARY stops: at the next number after its own, a heading or a rule."""
    head = _NEXT_NUMBER.match(text, low + len(text[low:end]) - len(text[low:end].lstrip("\n -")))
    after = head.end() if head else low
    number = _NEXT_NUMBER.search(text, after, end)
    stop = number.start() if number else end
    rule = _HEADING_RULE.search(text, after, min(stop + _AFTER, end))
    return min(stop, rule.start()) if rule else stop


_LONGEST = 6000
_PARAGRAPHS = 6
_SPELLED_SUMMARY = re.compile(r"\bSUM{1,3}A?R{1,2}Y\b|\bS[ ]U[ ]M[ ]M[ ]A[ ]R[ ]Y\b", re.IGNORECASE)
_SPELLED_END = re.compile(
    r"\bEND[ \n]{1,2}(?:OF[ ])?(?:\w{2,14}[ ](?:AND[ ])?)?SUM{1,3}A?R{1,2}Y|\bSUM{1,3}A?R{1,2}Y[ ]ENDS?\b",
    re.IGNORECASE,
)
_STEM = re.compile("sum|s u m")
_BEFORE_STEM, _BEHIND_STEM = 40, 24
"""Characters that what stands before and behind the stem of a pattern takes at most, and some more."""
_ENDING = re.compile(
    r"[ \n](?:(?<=[.!?)\"'][ \n])|(?<=[ \n]{2}))(?P<word>[A-Za-z0-9]{2,5}[ \n]?[A-Za-z0-9]{4,9})(?=[.)\]]|\s*(?:\n|$))"
)


def summary_edits(text: str, body: int) -> Iterator[Edit]:
    """Yield the repairs of SUMMARY, where the text begins with it, and of END SUMMARY, as a sentence of its own."""
    lowered = small(text)
    spelled = "sum" in lowered or "s u m" in lowered
    end = _find(text, "\nend summary", _SPELLED_END, len(text)) if spelled else -1
    first = _find(text, "summary", _SPELLED_SUMMARY, end if end >= 0 else len(text)) if spelled else -1
    if first < 0:
        edit = _damaged_summary(text, body, end)
        if edit is None:
            return
        first = edit.start
        yield edit
    if end >= 0:
        return
    for m in _ENDING.finditer(text, max(first, body, 1) - 1, first + _LONGEST):
        word = squeeze(m["word"])
        if word == "ENDSUMMARY" or slips_of(word, "ENDSUMMARY") is not None:
            yield Edit(m.start("word"), m.end("word"), "END SUMMARY" if m["word"].isupper() else "End summary", RULE)
            return


def _find(text: str, usual: str, pattern: re.Pattern[str], end: int) -> int:
    """Return where a pattern fits above `end`, -1 if nowhere; as most texts print it that shows at once."""
    lowered = small(text)
    for words in (usual, usual.replace("\n", " ")):
        if (at := lowered.find(words, 0, end)) >= 0:
            return at
    for m in _STEM.finditer(lowered, 0, end):  # a few words, where the pattern would be tried at every character
        found = pattern.search(text, max(m.start() - _BEFORE_STEM, 0), min(m.start() + _BEHIND_STEM, end))
        if found is not None:
            return found.start()
    return -1


def _damaged_summary(text: str, body: int, end: int) -> Edit | None:
    """Return the repair of SUMMARY at the start of one of the first paragraphs, of any paragraph above its end."""
    for count, m in enumerate(LEAD.find(text, body, end if end >= 0 else min(len(text), body + _LONGEST))):
        if end < 0 and count >= _PARAGRAPHS:
            return None
        word = m["word"]
        if slips_of(squeeze(word), "SUMMARY") is not None and not is_word(word) and (m["mark"].strip() or end >= 0):
            return Edit(m.start("word"), m.end("word"), "SUMMARY" if word.isupper() else "Summary", RULE)
    return None
