"""Put the anchors of a summary right: `SUMM4RY:` where a paragraph begins, `End summayr.` as a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.parsing.anchor_damage import LEAD, RULE, is_word, slips_of
from kg.parsing.word_index import small
from kg.text.aligned_text import Edit
from kg.vocabulary.csv_tables import squeeze

_LONGEST = 6000
_PARAGRAPHS = 6
_SUMMARY = re.compile(r"\bSUM{1,3}A?R{1,2}Y\b|\bS[ ]U[ ]M[ ]M[ ]A[ ]R[ ]Y\b", re.IGNORECASE)
_END = re.compile(
    r"\bEND[ \n]{1,2}(?:OF[ ])?(?:\w{2,14}[ ](?:AND[ ])?)?SUM{1,3}A?R{1,2}Y|\bSUM{1,3}A?R{1,2}Y[ ]ENDS?\b",
    re.IGNORECASE,
)
_STEM = re.compile("sum|s u m")
_BEFORE_STEM, _BEHIND_STEM = 40, 24
"""Characters that what stands before and behind the stem of a pattern takes at most, and some more."""
_ENDING = re.compile(
    r"(?:(?<=[.!?)\"'][ \n])|(?<=[ \n]{2}))(?P<word>[A-Za-z0-9]{2,5}[ \n]?[A-Za-z0-9]{4,9})(?=[.)\]]|\s*(?:\n|$))"
)


def summary_edits(text: str, body: int) -> Iterator[Edit]:
    """Yield the repairs of SUMMARY, where the text begins with it, and of END SUMMARY, as a sentence of its own."""
    lowered = small(text)
    spelled = "sum" in lowered or "s u m" in lowered
    end = _find(text, "\nend summary", _END, len(text)) if spelled else -1
    first = _find(text, "summary", _SUMMARY, end if end >= 0 else len(text)) if spelled else -1
    if first < 0:
        edit = _damaged_summary(text, body, end)
        if edit is None:
            return
        first = edit.start
        yield edit
    if end >= 0:
        return
    for m in _ENDING.finditer(text, max(first, body), first + _LONGEST):
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
    for count, m in enumerate(LEAD.finditer(text, body, end if end >= 0 else min(len(text), body + _LONGEST))):
        if end < 0 and count >= _PARAGRAPHS:
            return None
        word = m["word"]
        if slips_of(squeeze(word), "SUMMARY") is not None and not is_word(word) and (m["mark"].strip() or end >= 0):
            return Edit(m.start("word"), m.end("word"), "SUMMARY" if word.isupper() else "Summary", RULE)
    return None
