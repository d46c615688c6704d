"""Read a telegram in an edition (Foreign Relations of the United States), with the editors' words as a second witness.

```
11. Telegram From the Secretary of State to the Embassy in Vietnam          the heading
[Source: … Top Secret; Niact. Drafted by Hoey … Repeated to Paris.]         the source note
Washington, January 7, 1955—7:07 p.m.                                       the dateline
2766. Paris 2870 repeated Saigon 443. …                                     the telegram, its number before it
Dulles                                                                      who signed
[Footnote 2: Supra.]                                                        notes, and the volume's list of persons
```
The telegram is read by the form that it has; what the editors say is marked `editors`, for the text does not say it.
Sources: heading, dateline and note as printed in the volumes of 1934 to 1976 (history.state.gov, TEI).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from kg.model import Span
from kg.parsing.forms import edition_heading
from kg.parsing.line_patterns import MONTH_NAMES
from kg.text.aligned_text import Edit
from kg.vocabulary.edition_notes import calls_it_a_telegram

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_SOURCE = re.compile(r"\[?Source:\s")
_BELOW = re.compile(r"\[(?:Footnote [^\s:]{1,8}|Person|Source): ")
_MONTH = "|".join(MONTH_NAMES)
DAY = re.compile(
    rf"\[?(?:(?P<month>{_MONTH})\]?\s+\[?(?P<day>\d{{1,2}})\]?(?:[–-]\d{{1,2}})?|(?P<day1>\d{{1,2}})\]?\s+\[?(?P<month1>{_MONTH}))\]?,?"
    r"(?:\s+\[?(?P<year>\d{4})\]?)?(?:,?\s+(?P<clock>\d{4})Z)?",
    re.IGNORECASE,
)
"""The day of a dateline; editors put their own additions in brackets."""
_NUMBER = re.compile(r"\s*(?:No\.\s*)?(?P<number>\d{1,6})(?:/[\w ]{1,20})?\.(?=\s)")
_SERIES = re.compile(r"\s*(?P<series>[A-Z][a-z]{3,9}\s\d{1,5}(?:/\d{1,6})?)\.(?=\s)")
_MARKS_ONLY = re.compile(
    r"""\[?(?:top[ ]secret|secret|confidential|restricted|unclassified|limited[ ]official[ ]use|official[ ]use[ ]only
    |no[ ]distribution|limit(?:ed)?[ ]distribution|eyes[ ]only|niact|priority|(?:us[ ])?urgent|plain|flash|noforn
    |(?:operational[ ])?immediate|personal|extract|paraphrase|translation)
    (?:[\s;,.—-]+[a-z][a-z ]{2,24}){0,4}\]?[.;]?$""",
    re.IGNORECASE | re.VERBOSE,
)
#: What the editors put in brackets before the telegram: `[Here follows a list of participants.]`
_ASIDE = re.compile(r"\[(?!\d)[^\[\]]{3,300}\]")
_WIRE = re.compile(
    r"^[ \t]*(?:(?:FM|TO)[ ]{1,3}\S|TELEGRAM$|(?:OUTGOING|INCOMING) TELEGRAM|ACTION:|VZCZC)", re.MULTILINE
)
_SIGNED = re.compile(r"[^\W\d_][^\n\d:;!?]{1,60}$")
_BLOCKS_ABOVE = 7
_LONGEST_HEADING, _LONGEST_NOTE = 1000, 8000


class Edition(Struct, frozen=True):
    """The places of the parts of an edition's document in the plain text; None for a missing part."""

    heading: Span
    parts: edition_heading.Heading
    note: Span | None
    dateline: Span | None
    marks: Span | None
    number: Span | None
    body: Span
    signed: Span | None
    below: Span | None


def _blocks(text: str, window: Span) -> Iterator[Span]:
    for m in _BLOCK.finditer(text, window.start, window.end):
        if m[0].strip():
            yield Span(m.start(), m.end())


def find(text: str, window: Span) -> Edition | None:
    """Return the parts of the document of an edition in `window` of the plain text; None where it is none.

    The first block is its heading: it calls itself a telegram and names a sender, or the source note below it does.
    """
    first = re.compile(r"\S").search(text, window.start, window.end)
    if first is None or not (
        "[Source:" in text[window.start : window.start + 4000] or edition_heading.TELEGRAM.match(text, first.start())
    ):
        return None
    blocks = []
    for block in _blocks(text, window):
        blocks.append(block)
        if len(blocks) > _BLOCKS_ABOVE:
            break
    at = 1
    source = blocks[1] if len(blocks) > 1 and _SOURCE.match(text, blocks[1].start) else None
    at += source is not None
    said = source is not None and calls_it_a_telegram(text, source.start, source.end)
    heading = blocks[0]
    if heading.end - heading.start > _LONGEST_HEADING:
        return None
    head = edition_heading.read_heading(heading.of(text), telegram=said)
    if head is None or not (head.sender and (head.addressees or source)) or len(blocks) <= at:
        return None
    dateline = marks = None
    if _is_dateline(blocks[at].of(text)):
        dateline = blocks[at]
        at += 1
    while at < len(blocks):
        if len(blocks[at].of(text)) < 90 and _MARKS_ONLY.match(blocks[at].of(text)):
            marks = marks or blocks[at]
        elif not _ASIDE.fullmatch(blocks[at].of(text)):
            break
        at += 1
    if (source is None and dateline is None) or at >= len(blocks):
        return None
    start = blocks[at].start
    edge = _BELOW.search(text, start, window.end)
    end = edge.start() if edge else window.end
    below = Span(edge.start(), window.end) if edge else None
    wire = _WIRE.search(text, start, min(end, start + 1500)) is not None
    number = None if wire else _number(text, start, end, head)
    signed = _signed(text, start, end)
    return Edition(heading, head, _note(text, source), dateline, marks, number, Span(start, end), signed, below)


def _note(text: str, source: Span | None) -> Span | None:
    """Return the source note without the bracket that closes it, as far as a note reaches."""
    if source is None:
        return None
    end = source.end - (text[source.end - 1] == "]")
    return Span(source.start, min(end, source.start + _LONGEST_NOTE))


def _is_dateline(block: str) -> bool:
    return len(block) < 160 and (DAY.search(block) is not None or re.search(r"\bundated\b", block) is not None)


def _number(text: str, start: int, end: int, head: edition_heading.Heading) -> Span | None:
    """Return the telegram's number before its first words: no `1.` that a `2.` follows, which counts paragraphs."""
    found = _NUMBER.match(text, start, end) or _SERIES.match(text, start, end)
    if found is None or (head.number and "number" in found.groupdict()):
        return None
    told = found.groupdict().get("number")
    if told in ("1", "I") and re.compile(r"^\s*2\.\s", re.MULTILINE).search(text, found.end(), end):
        return None
    return Span(*found.span("number" if told else "series"))


def _signed(text: str, start: int, end: int) -> Span | None:
    """Return the last block of the telegram where it is a name."""
    low = text.rstrip()[:end].rfind("\n\n", start, len(text[:end].rstrip()))
    line = text[low:end].strip() if low >= 0 else ""
    if not line or "\n" in line or len(line.split()) > 7 or not _SIGNED.match(line) or len(line) < 3:
        return None
    if re.search(r"[.]$", line) and not re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", line):
        return None
    at = text.index(line, low)
    return Span(at, at + len(line))


def cuts(edition: Edition) -> tuple[Edit, ...]:
    """Return the cuts that take the editors' parts, the number and the signature out of the reading of the telegram."""
    ranges = [Span(edition.heading.start, edition.body.start)]
    if edition.below is not None:
        ranges.append(edition.below)
    if edition.number is not None:
        ranges.append(Span(edition.body.start, edition.number.end + 1))
    if edition.signed is not None:
        ranges.append(edition.signed)
    return tuple(Edit(one.start, one.end) for one in ranges)


def year_of(plain: str, edition: Edition) -> int | None:
    """Return the year of the dateline, or of the heading where that has none."""
    for span in (edition.dateline, edition.heading):
        if span is not None and (m := DAY.search(plain, span.start, span.end)) is not None and m["year"]:
            return int(m["year"])
    return None
