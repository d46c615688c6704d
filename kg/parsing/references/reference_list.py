"""Read a REF list in one pass over the tokens: letters, citations, and the post and year carried on between them.

A citation may imply further numbers: `LIMA 1200-1203`, `LIMA 12 THRU 15`, `STATE 123456/7`.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from kg.model import Reference
from kg.parsing.references import other_documents
from kg.parsing.references.cable_citations import ENDINGS, Grammar
from kg.parsing.references.cited_cable import Citation, Post, Record, Slip
from kg.parsing.references.cited_numbers import WIDEST, Citing, is_date, number_at
from kg.parsing.references.item_letters import Marker, Markers
from kg.parsing.references.reference_tokens import Token, tokenize, trim
from kg.parsing.references.unread_entries import LONGEST, Stretches, is_joint, looks_cited, things
from kg.text.aligned_text import Field

_THROUGH = frozenset(("-", "–", "THRU", "THROUGH", "TO"))


def implied(first: Citation, grammar: Grammar) -> tuple[list[Citation], int]:
    """Return the citations meant by a range or a shortened number behind `first`, and the index behind them.

    The numbers between the ends of a range have the whole range as their place. An end written by its last digits only
    is a guess, and marked so.
    """
    i, tokens = first.following, grammar.tokens
    if i + 1 >= len(tokens):
        return [], i
    sign = tokens[i].text.upper()
    k = i + 1 + (tokens[i + 1].kind == "line" and sign in _THROUGH)
    last = number_at(tokens, k)
    if last is None or not grammar.ends(k + 1):
        return [], i
    guessed = replace(first.post, sure=False)
    found = _shortened(first, last.digits) if sign == "/" else None
    if found is not None:
        number = replace(last, value=found, digits=str(found))
        return [replace(first, start=last.start, end=last.end, number=number, slips=(), post=guessed)], k + 1
    if sign not in _THROUGH or len(last.digits) < 2 or is_date(tokens, k):
        return [], i
    missing = max(len(first.number.digits) - len(last.digits), 0)
    digits = first.number.digits[:missing] + last.digits
    if not 0 < int(digits) - first.number.value <= WIDEST:
        return [], i
    whole = replace(first, end=last.end, post=guessed if missing else first.post)
    values = range(first.number.value + 1, int(digits) + 1)
    return [replace(whole, number=replace(first.number, value=value)) for value in values], k + 1


def _shortened(first: Citation, digits: str) -> int | None:
    """Return the number meant by its last one or two digits (`STATE 123456/7`), None if they are a number."""
    whole = first.number.digits
    if len(digits) > 2 or len(whole) < 4:
        return None
    meant = int(whole[: -len(digits)] + digits)
    return meant if meant > first.number.value else None


#: The first letter of a list stands before the label: `A. REF: MUSCAT 310`.
_BEFORE_LABEL = re.compile(r"(?:^|\n)[ \t]{0,20}(A)[.)][ \t]{1,4}REF[A-Z]{0,8}[ \t]{0,3}:?[ \t]{0,20}$")
_LABELS = frozenset("REF REFS REFTEL REFTELS REFERENCE REFERENCES".split())
_SIGNS = frozenset("NO NOS NR NRS NUMBER #".split())
_PARAGRAPHS = frozenset("PARA PARAS PARAGRAPH PARAGRAPHS SECTION SECTIONS PART".split())


class Reader:
    """Reads one field, token by token; every step passes over at least one token."""

    __slots__ = (
        "_behind",
        "_citing",
        "_fresh",
        "_grammar",
        "_last",
        "_lettered",
        "_markers",
        "_record",
        "_skipped",
        "_slips",
        "_stretches",
        "_text",
        "_tokens",
    )

    def __init__(self, field: Field, citing: Citing) -> None:
        """Start on the value of a REF field."""
        self._text = trim(field.text)
        self._tokens: list[Token] = tokenize(self._text)
        self._markers = Markers(self._tokens)
        self._grammar = Grammar(self._text, self._tokens, self._markers, citing)
        self._stretches = Stretches(self._grammar)
        self._record = Record(field, self._text, citing)
        self._citing = citing
        self._last: Citation | None = None
        self._fresh = True  # a citation may begin here
        self._lettered = False  # a letter was read, and nothing yet behind it
        self._behind = -1  # the token behind the last citation: a known sender may follow it without a mark
        self._slips: tuple[Slip, ...] = ()  # of the letter before the next citation
        self._skipped = 0  # characters of words that were no reference, since the last one
        if letter := _BEFORE_LABEL.search(field.reading.text, max(0, field.start - 40), field.start):
            self._record.letter = letter[1]
            self._markers.passed(Marker(letter[1], 0))

    def read(self) -> tuple[Reference, ...]:
        """Return the references of the field; running text (words that are no reference, at length) ends the list."""
        i = 0
        while i < len(self._tokens) and self._skipped <= LONGEST:
            token = self._tokens[i]
            if token.kind != "line":
                i = self._step(i, token)
            elif self._over(i):
                break
            else:
                i, self._fresh = i + 1, True
        return tuple(self._record.references)

    def _step(self, i: int, token: Token) -> int:
        """Read the citation, letter or words at token `i` and return the index behind them."""
        word = token.text.upper()
        marker = self._marker(i) if len(word) < 3 else None
        if marker:
            return self._pass_marker(marker)
        if word in _LABELS:
            return self._pass_label(i)
        if word == "(" and self._upper(i + 1) in _LABELS:
            return self._pass_label(i + 1)
        if word == "(" and self._last is not None and not self._lettered:
            leading = self._grammar.at(i)
            return self._cite(leading) if leading else self._pass(i, self._end_of_remark(i))
        if self._fresh and (citation := self._grammar.at(i) or self._bare(i)) is not None:
            return self._cite(citation)
        if self._fresh and (behind := self._prefix(i)):
            return behind
        if i == self._behind and (citation := self._grammar.at(i, guess=False) or self._next(i)) is not None:
            return self._cite(citation)
        if is_joint(word):
            self._fresh = True
            return i + 1
        if word in ENDINGS or (token.kind == "mark" and word not in ("(", "[", '"', "'")):
            return self._pass(i, i + 1)
        return self._stretch(i)

    def _upper(self, i: int) -> str:
        return self._tokens[i].text.upper() if i < len(self._tokens) else ""

    def _skip_lines(self, i: int) -> int:
        while i < len(self._tokens) and self._tokens[i].kind == "line":
            i += 1
        return i

    def _pass(self, i: int, following: int) -> int:
        """Pass over the words allowed between two citations: a remark, a dash, NOTAL."""
        if i == self._behind:
            self._behind = following
        return following

    def _marker(self, i: int) -> Marker | None:
        """Return the letter at token `i`, unless it is a portion marking behind a citation."""
        marker = self._markers.at(i)
        if marker is None and (self._fresh or self._markers.number):
            marker = self._markers.numbered(i)
        if marker is None and not self._lettered:
            marker = self._markers.bare(i)
            marker = marker or self._markers.scanned(i) or self._markers.back(i)
            marker = marker if marker and self._grammar.at(marker.following) else None
        if marker is None or self._lettered:
            return marker
        k = self._skip_lines(marker.following)
        if self._upper(k) in (",", ";", ")"):
            return None
        if self._tokens[i].text == "(" and self._last and k < len(self._tokens):
            inner = self._markers.at(k)
            if inner and marker.letter not in (inner.letter, self._markers.last):
                return None  # `A. PARIS 1 (C) B. LIMA 2`
        return marker

    def _pass_marker(self, marker: Marker) -> int:
        """Note a letter; the second of a nested pair (`A. A)`, `A. (C)`) means nothing."""
        if not self._lettered:
            self._record.letter = marker.letter
            self._markers.passed(marker)
            if marker.scanned is not None:
                digit = self._tokens[marker.scanned]
                self._slips = (Slip("ocr-digit", digit.start, digit.end, marker.letter),)
        elif marker.letter.isdigit():
            self._markers.passed(marker)  # `A. 1) LIMA 12 B. 2) LIMA 14`
        self._lettered = self._fresh = True
        return marker.following

    def _pass_label(self, i: int) -> int:
        """Pass over an inner label, with the letter behind it: `REF A:`, `REFTEL B`."""
        k = i + 1
        marker = self._markers.at(k) if k < len(self._tokens) else None
        if marker is None and len(self._upper(k)) == 1 and self._upper(k).isalpha():
            marker = Marker(self._upper(k), k + 1)
        if marker:
            k = self._pass_marker(marker)
        while self._upper(k) in (":", ".", ")"):
            k += 1
        self._fresh = True
        return k

    def _end_of_remark(self, i: int) -> int:
        """Return the index behind a remark in parentheses: `(NOTAL)`, `(SUBJ: TRADE)`."""
        ends = (k + 1 for k in range(i + 1, min(i + 30, len(self._tokens))) if self._tokens[k].text == ")")
        return next(ends, i + 1)

    def _prefix(self, i: int) -> int | None:
        """Return the index behind the words allowed before a citation (`(S/NF)`, `PARA 3 OF`, `NO.`), else None."""
        if self._upper(i) in _SIGNS:
            k = i + 1 + (self._upper(i + 1) in (".", ":"))
            return k if self._bare(k) else None
        opens = self._tokens[i].text == "("
        if not opens and self._upper(i) not in _PARAGRAPHS:
            return None
        for k in range(i + 1, min(i + 9, len(self._tokens) - 1)):
            if self._upper(k) == (")" if opens else "OF"):
                return k + 1 if self._grammar.at(k + 1) else None
        return None

    def _cite(self, citation: Citation) -> int:
        """Keep a citation, and the numbers that it implies; return the index behind."""
        rest, self._behind = implied(citation, self._grammar)
        citation, self._slips = replace(citation, slips=(*self._slips, *citation.slips)), ()
        for one in (citation, *rest):
            self._record.add(one)
        self._last, self._fresh, self._lettered, self._skipped = citation, False, False, 0
        return self._behind

    def _bare(self, i: int) -> Citation | None:
        """Return the citation of a number alone: of the post named last, else of the citing cable's own post.

        The year written before the last citation holds on behind a comma or AND, not in a new entry. At the start of
        an entry a number has three digits or more, so that paragraph numbers and dates are not taken for it.
        """
        number = number_at(self._tokens, i)
        if number is None:
            return None
        last, joined = self._last, not self._lettered and self._joined(i)
        fewest = 3 if last is None or not joined else 2 if len(last.number.digits) > 2 else 1
        if len(number.digits) < fewest:
            return None
        if last is None:
            return self._grammar.bare(i, Post(self._citing.post, self._citing.post is not None, True), None)
        return self._grammar.bare(i, last.post, last.leading if joined else None)

    def _next(self, i: int) -> Citation | None:
        """Return the number alone behind another with nothing but a blank between: as long, of one post, no year."""
        last, number = self._last, number_at(self._tokens, i)
        if last is None or number is None or len(number.digits) != len(last.number.digits) or not last.post.known:
            return None
        if len(number.digits) < 4 or self._citing.plausible(number.value) or self._tokens[i - 1].end == number.start:
            return None
        return self._grammar.bare(i, replace(last.post, sure=False), last.leading)

    def _joined(self, i: int) -> bool:
        """Return whether token `i` directly follows a mark or AND, line ends ignored."""
        k = i - 1
        while k >= 0 and self._tokens[k].kind == "line":
            k -= 1
        return k >= 0 and is_joint(self._tokens[k].text)

    def _over(self, i: int) -> bool:
        """Return whether the list is over at the line end `i`: an empty line, and no reference below it."""
        if not self._record.references or self._tokens[i].text.count("\n") < 2 or self._lettered or self._joined(i):
            return False
        k = i + 1
        while k < len(self._tokens) and self._tokens[k].kind == "mark" and self._tokens[k].text not in "([":
            k += 1
        if k >= len(self._tokens):
            return True
        if self._markers.at(k) or self._upper(k) in _LABELS or self._upper(k) in ENDINGS:
            return False
        if self._grammar.at(k, guess=False) is not None:
            return False
        return self._grammar.bare(k, Post(None, False, False), None) is None

    def _stretch(self, i: int) -> int:
        """Read words that begin no citation: references to other documents, or nothing; return the index behind."""
        k = self._stretches.end(i)
        start = self._tokens[i].start
        text = self._text[start : self._tokens[k - 1].end]
        self._skipped += len(text)
        for kind, first, end in things(text):
            self._record.other(kind, start + first, start + end)
            self._skipped = 0
        if self._skipped and (self._lettered or self._fresh) and looks_cited(text):
            self._record.other("document", start, start + other_documents.end_of(text), unread=True)
            self._skipped = 0
        self._fresh = self._lettered = False
        return k
