"""Damage the texts of cables in the ways that real copies are damaged, one function for each kind.

A kind is a function that yields `Change`s over the undamaged text; which places it hits is drawn from the seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.marked_writer import Change, Changed, Mark
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage: its kind, its place in the damaged text, the words before and after."""

    kind: str
    span: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged text with the marks at their new places."""

    text: str
    marks: list[Mark]
    damages: tuple[Damage, ...]


@dataclass(frozen=True, slots=True)
class Victim:
    """A text to damage: the text, its marks, the probability for each place, and the source of chance."""

    text: str
    marks: Sequence[Mark]
    rate: float
    rnd: random.Random

    def hit(self, share: float = 1.0) -> bool:
        """Draw whether a place is hit."""
        return self.rnd.random() < self.rate * share

    def of(self, *keys: str) -> list[Mark]:
        """Return the marks of some keys."""
        return [m for m in self.marks if m.key in keys]

    @property
    def body(self) -> int:
        """The offset of the first paragraph."""
        return next((m.start for m in self.marks if m.key == "paragraphs"), len(self.text))


def _link_debris(v: Victim) -> Iterator[Change]:
    """Wrap words in links of a web page kept as Markdown: `[PREL](#)`, `[LIMA 994](#)`."""
    for mark in v.of("tags", "references"):
        if mark.more != "person" and v.hit():
            yield Change(mark.start, mark.start, "[")
            yield Change(mark.end, mark.end, "](#)")


def _pilcrow(v: Victim) -> Iterator[Change]:
    """Turn the paragraph sign before a number into a link named 1: `[1](#)1.`."""
    if v.hit(2):
        for mark in v.of("paragraphs"):
            yield Change(mark.start, mark.start, "[1](#)")


def _escapes(v: Victim) -> Iterator[Change]:
    """Put a backslash before characters with a meaning in Markdown: `\\(06\\)`."""
    for m in re.finditer(r"[()]", v.text[: v.body]):
        if v.hit():
            yield Change(m.start(), m.start(), "\\")


def _entities(v: Victim) -> Iterator[Change]:
    """Leave characters with a meaning in HTML as entities: `&#x27;`."""
    for m in re.finditer(r"['\"]", v.text):
        if v.hit():
            yield Change(m.start(), m.end(), "&#x27;" if m[0] == "'" else "&quot;")


def _mojibake(v: Victim) -> Iterator[Change]:
    """Read apostrophes in UTF-8 as Windows-1252."""
    for m in re.finditer("'", v.text):
        if v.hit():
            yield Change(m.start(), m.end(), "\u00e2\u20ac\u2122")


def _soft_breaks(v: Victim) -> Iterator[Change]:
    """Put line ends inside words: `C \\nlassified By`."""
    for m in re.finditer(r"C(?=lassified [Bb]y|LASSIFIED BY)", v.text[: v.body]):
        if v.hit():
            yield Change(m.end(), m.end(), " \n")
    for m in re.finditer(r"(?<=[a-z]{3})(?=[a-z]{3} )", v.text[v.body :]):
        if v.hit(0.01):
            yield Change(v.body + m.start(), v.body + m.start(), "\n")


def _lost_blanks(v: Victim) -> Iterator[Change]:
    """Lose blanks, many in the header, a few in the text: `PRELPGOV`, `REF:LIMA 994`, `(A)LIMA 994`."""
    codes = [m for m in v.of("tags") if m.more != "person"]
    for first, second in pairwise(codes):
        if v.text[first.end : second.start] == " " and v.hit():
            yield Change(first.end, second.start, "")
    starts = [m.start for m in v.of("tags", "references", "subject", "executive_order")]
    for at in starts:
        if v.text[at - 2 : at] in (": ", ") ", ". ") and v.hit():
            yield Change(at - 1, at, "")
    for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", v.text[v.body :]):
        if v.hit(0.01):
            yield Change(v.body + m.start(), v.body + m.end(), "")


def _misspelled_codes(v: Victim) -> Iterator[Change]:
    """Double a letter or swap two in a code of TAGS: `PRELL`, `PGVO`."""
    for mark in v.of("tags"):
        code = v.text[mark.start : mark.end]
        if mark.more == "subject" and v.hit():
            at = v.rnd.randrange(1, len(code) - 1)
            wrong = code[:at] + code[at] + code[at:]
            if v.rnd.random() < 0.5 and code[at] != code[at + 1]:
                wrong = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            yield Change(mark.start, mark.end, wrong)


_CITY = re.compile(r"(?<=AMEMBASSY )[A-Z]{5,}|(?<=AMCONSUL )[A-Z]{5,}|^[A-Z]{5,}(?= |, AM)|(?<=^\d\d )[A-Z]{5,}")
_NO_CITY = frozenset(
    {
        "STATE",
        "IMMEDIATE",
        "PRIORITY",
        "ROUTINE",
        "WASHDC",
        "AMEMBASSY",
        "AMCONSUL",
        "SECSTATE",
        "JOINT",
        "TREASURY",
        "USDOC",
        "SECDEF",
    }
)


def _misspelled_posts(v: Victim) -> Iterator[Change]:
    """Lose, double or swap a letter in the name of a post: `AMEMBASSY BOGTA`."""
    for mark in v.of("addressees", "references"):
        words = [w for w in _CITY.finditer(v.text[mark.start : mark.end]) if w[0] not in _NO_CITY]
        if words and v.hit():
            word = v.rnd.choice(words)
            at = mark.start + word.start() + v.rnd.randrange(1, len(word[0]) - 1)
            kind = v.rnd.randrange(3)
            yield Change(at, at + 1, ("", v.text[at] * 2, v.text[at].translate(_LIKE))[kind])


_LIKE = str.maketrans("ABCDEGHIKLMNOPQRSTUVWZ", "EDGOFCNLXINMQFORZFVUVS")


def _spaced_letters(v: Victim) -> Iterator[Change]:
    """Break the spacing of the wire's spaced letters, or space a caption: `C O N F I DENTIAL`, `S I P D I S`."""
    for mark in v.of("classification", "captions"):
        word = v.text[mark.start : mark.end]
        if not v.hit() or word.startswith("UNCLAS"):
            continue
        letters = word.replace(" ", "")
        at = v.rnd.randrange(1, len(letters))
        broken = " ".join(letters[:at]) + " " + letters[at:] if " " in word else " ".join(letters)
        yield Change(mark.start, mark.end, broken)


def _page_breaks(v: Victim) -> Iterator[Change]:
    """Insert the banner of a printed page into paragraphs: `LIMA 00002181  002 OF 003`."""
    number = next(iter(v.of("message_reference_number")), None)
    if number is None:
        return
    station, _, serial = v.text[number.start : number.end].rpartition(" ")
    pages = max(2, len(v.text) // 4000)
    for page in range(2, pages + 1):
        at = v.text.find(" ", v.body + (len(v.text) - v.body) * (page - 1) // pages)
        if at > 0 and v.text[at - 1].isalpha() and v.hit(1.5):
            yield Change(at, at + 1, f"\n\n{station} {int(serial):08}  {page:03} OF {pages:03}\n\n\n")


def _fused_addressees(v: Victim) -> Iterator[Change]:
    """Lose the end of an addressee and put the month there: `RUEHLP/AMEMBASSY LA PAZ JUN QUITO 1297`."""
    lines = v.of("addressees")
    month = next((v.text[m.end - 6 : m.end - 3] for m in v.of("date_time_group")), "")
    skip = False
    for first, second in pairwise(lines):
        a = re.search(r"AM[A-Z]{6,7} [A-Z ]*[A-Z](?= \d|$)", v.text[first.start : first.end])
        b = re.search(r"AM[A-Z]{6,7} ", v.text[second.start : second.end])
        plain = a and not re.search("PRIORITY|IMMEDIATE|ROUTINE", a[0])
        if skip or not (a and b and plain and month) or v.text[first.end : second.start] != "\n" or not v.hit(0.3):
            skip = False
            continue
        skip = True
        yield Change(first.start + a.end(), second.start + b.end(), f" {month} ")


def _ocr_digits(v: Victim) -> Iterator[Change]:
    """Read digits as letters, as on scanned paper: `LISBON O1567`, `14I413Z`; never in the wire's own files."""
    if v.of("transmission_id"):
        return
    for mark in v.of("message_reference_number", "date_time_group", "references"):
        for m in re.finditer(r"[01]", v.text[mark.start : mark.end]):
            if v.hit(0.5):
                yield Change(mark.start + m.start(), mark.start + m.end(), "O" if m[0] == "0" else "I")


def _line_ends(v: Victim) -> Iterator[Change]:
    """Put carriage returns before all line ends."""
    if v.hit(3):
        yield from (Change(m.start(), m.end(), "\r\n") for m in re.finditer("\n", v.text))


def _lost_line_ends(v: Victim) -> Iterator[Change]:
    """Join the labelled fields on one line: `E.O. 12958: N/A TAGS: PREL SUBJECT: …`."""
    for m in re.finditer(r"\n(?=(?:TAGS|SUBJECT|SUBJ|REFS?|REFTELS?): \S)", v.text[: v.body]):
        if v.hit():
            yield Change(m.start(), m.end(), " ")


def _lost_characters(v: Victim) -> Iterator[Change]:
    """Replace characters of the text by U+FFFD."""
    for m in re.finditer(r"(?<=[a-z])[a-z](?=[a-z])", v.text[v.body :]):
        if v.hit(0.005):
            yield Change(v.body + m.start(), v.body + m.end(), "\ufffd")


_DEBRIS = (" |", " | :", " ~", "  \\ .", " |.")


def _debris(v: Victim) -> Iterator[Change]:
    """Add a scanner's debris behind header lines: `AMEMBASSY QUITO | :`; never in the wire's own files."""
    if v.of("transmission_id"):
        return
    for mark in v.of("addressees", "subject"):
        end = v.text.find("\n", mark.end)
        if end == mark.end and v.hit(0.5):
            yield Change(end, end, v.rnd.choice(_DEBRIS))


def _digits_in_words(v: Victim) -> Iterator[Change]:
    """Read a letter amid a name as a digit, as on scanned paper: `AMEMBASSY B0GOTA`."""
    if v.of("transmission_id"):
        return
    for mark in v.of("addressees"):
        letters = list(re.finditer(r"(?<=[A-Z]{2})[OI](?=[A-Z]{2})", v.text[mark.start : mark.end]))
        if letters and v.text[mark.start : mark.end].isupper() and v.hit():
            at = mark.start + v.rnd.choice(letters).start()
            yield Change(at, at + 1, "0" if v.text[at] == "O" else "1")


_ANCHOR = re.compile(
    r"^(?:TAGS|SUBJECT|SUBJ|REFTEL|Drafted By|Approved By|Released By|Signature|Action|Subject)(?=:)"
    r"|^Classified(?= By:)",
    re.MULTILINE,
)


def _damaged_anchors(v: Victim) -> Iterator[Change]:
    """Lose, double or swap a letter in a label of the header: `SUBJCT:`, `TAAGS:`, `Drafetd By:`."""
    for m in _ANCHOR.finditer(v.text):
        at = m.start() + v.rnd.randrange(1, 3)
        if v.hit(0.4):
            kind = v.rnd.randrange(3 if v.text[at] != v.text[at + 1] else 2)
            after = ("", v.text[at] * 2, v.text[at + 1] + v.text[at])[kind]
            yield Change(at, at + (2 if kind == 2 else 1), after)


def _repeated_headers(v: Victim) -> Iterator[Change]:
    """Paste a database row and a second header above the text, as a publisher does."""
    level, sent = v.of("classification"), v.of("date_time_group")
    start = v.text.rfind("\n", 0, level[0].start) + 1 if level else 0
    if v.of("transmission_id") and sent and sent[0].end < start and v.hit(2):
        row = f"{v.rnd.randrange(1000, 250_000)}\nrow of a table\n"
        yield Change(0, 0, f"{row}{v.text[:start].rstrip()}\n\n")


KINDS: dict[str, Callable[[Victim], Iterator[Change]]] = {
    "link-debris": _link_debris,
    "pilcrow": _pilcrow,
    "markdown-escape": _escapes,
    "html-entity": _entities,
    "mojibake": _mojibake,
    "soft-break": _soft_breaks,
    "lost-blank": _lost_blanks,
    "misspelled-code": _misspelled_codes,
    "misspelled-post": _misspelled_posts,
    "spaced-letters": _spaced_letters,
    "page-break": _page_breaks,
    "fused-addressees": _fused_addressees,
    "ocr-digit": _ocr_digits,
    "crlf": _line_ends,
    "lost-line-end": _lost_line_ends,
    "lost-character": _lost_characters,
    "debris": _debris,
    "digit-in-word": _digits_in_words,
    "damaged-anchor": _damaged_anchors,
    "repeated-header": _repeated_headers,
}


def damaged(rnd: random.Random, text: str, marks: Sequence[Mark], rate: float, kinds: Sequence[str] = ()) -> Damaged:
    """Return a text damaged by `kinds` (two or three drawn ones if empty), every place hit with probability `rate`."""
    chosen = sorted(kinds) if kinds else sorted(rnd.sample(list(KINDS), rnd.randint(2, 3)))
    victim = Victim(text, marks, rate, rnd)
    changes = [Change(c.start, c.end, c.after, kind) for kind in chosen for c in KINDS[kind](victim)]
    changed = Changed(text, (c for c in changes if c.after != text[c.start : c.end]))
    done = tuple(
        Damage(c.kind, Span(place, place + len(c.after)), text[c.start : c.end], c.after) for c, place in changed.kept
    )
    return Damaged(changed.text, [changed.moved(m) for m in marks], done)
