"""Find the end of words in a REF list that begin no citation, and the documents they refer to.

    A. LIMA 3259  B. SMITH-JONES E-MAIL OF 05/11/2007  C. NOTAL

B is an e-mail, C nothing that can be referred to. An entry ends at a joint (a comma, a semicolon, AND), at the next
letter of the list, or at the end of a line that does not go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.cable import ReferenceKind
from kg.parsing.references import cited_senders, other_documents
from kg.parsing.references.cable_citations import Grammar
from kg.parsing.references.cited_names import RELATIVE
from kg.parsing.references.cited_numbers import is_date, touch
from kg.parsing.references.document_evidence import DOCUMENT_WORDS
from kg.parsing.references.item_letters import Marker

_SEPARATORS = frozenset(",;/&+")
_JOINING = frozenset(("AND", "OR", "PLUS"))
#: A line ends here though the reference goes on: `REPORT FOR OCTOBER 28 -`, `E-MAIL OF`.
_UNFINISHED = ("-", ",", "/", "(", " OF", " TO", " FROM", " FOR", " AND", " THE", " ON", " DATED")
_CLAUSE = re.compile(r"[^\n;,]{0,60}")

_LONGEST_NAME = 7  # words
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_ENTRY_NUMBER = re.compile(r"\d{1,7}")

#: Characters of a reference that is no cable; what is longer is running text.
LONGEST = 300


def is_joint(text: str) -> bool:
    """Return whether a token joins two references: a comma, a semicolon, AND."""
    return text in _SEPARATORS or text.upper() in _JOINING


def things(text: str) -> Iterator[tuple[ReferenceKind, int, int]]:
    """Yield the documents in the words: a kind and its range in `text`. Yield nothing where no word names a kind.

    >>> list(things("LIMA A-12 AND STATE AIRGRAM A-13"))
    [('airgram', 0, 9), ('airgram', 9, 32)]
    """
    kind = other_documents.kind_of(text)
    end = other_documents.end_of(text)
    if groups := list(other_documents.DATE_TIME_GROUP.finditer(text)):
        for n, m in enumerate(groups):
            start = groups[n - 1].end() if n else 0
            closed = text[m.end() : m.end() + 1] == ")" and "(" in text[start : m.end()]
            yield "cable", start, m.end() + closed
    elif kind == "airgram" and (groups := list(other_documents.AIRGRAM.finditer(text))):
        ends = [m.end() for m in groups[:-1]] + [end]
        yield from (("airgram", ends[n - 1] if n else 0, stop) for n, stop in enumerate(ends))
    elif kind:
        yield kind, 0, end
    elif text.upper().split()[0].rstrip(".,") in RELATIVE:
        yield "cable", 0, end


def looks_cited(text: str) -> bool:
    """Return whether words have the shape of a citation, a name and a number, though they are read as none.

    >>> looks_cited("OECD SURVEY BRAZIL 2007"), looks_cited("GENEVA 1949 CONVENTIONS"), looks_cited("MEETING OF MAY 4")
    (True, True, False)
    """
    parts = text.upper().rstrip(" .,;)").split()
    at = next((k for k, part in enumerate(parts) if _ENTRY_NUMBER.fullmatch(part)), 0)
    name, behind = parts[:at], parts[at + 1 :]
    if not 0 < len(name) <= _LONGEST_NAME or not all(map(_NAME.fullmatch, name)):
        return False
    called = any(len(word) > 1 for word in name) and not any(map(cited_senders.is_no_sender, name))
    return called and (not behind or (len(behind) <= _LONGEST_NAME and not DOCUMENT_WORDS.isdisjoint(behind)))


class Stretches:
    """Finds where words that begin no citation end, in one field."""

    __slots__ = ("_grammar", "_markers", "_text", "_tokens")

    def __init__(self, grammar: Grammar) -> None:
        """Start on the field of a grammar."""
        self._grammar, self._text = grammar, grammar.text
        self._tokens, self._markers = grammar.tokens, grammar.markers

    def end(self, i: int) -> int:
        """Return the index of the token that ends the words beginning at token `i`.

        That is a letter of the list, a semicolon, a line end that does not let them go on, a comma or AND before a
        citation, or the length that no reference has.
        """
        depth = 1 if self._tokens[i].text == "(" else 0
        for k in range(i + 1, len(self._tokens)):
            token = self._tokens[k]
            if token.end - self._tokens[i].start > LONGEST:
                return k
            if token.text in ("(", ")"):
                depth = max(depth + (1 if token.text == "(" else -1), 0)
            if token.text == ";" or self._is_next_letter(k):
                return k
            if token.kind == "line" and not depth and (token.text.count("\n") > 1 or not self._goes_on(i, k)):
                return k
            if is_joint(token.text) and not depth and self._cites(k + 1):
                return k
        return len(self._tokens)

    def _cites(self, k: int) -> bool:
        ahead = self._grammar.at(k, guess=False) if k < len(self._tokens) else None
        return ahead is not None and self._grammar.ends(ahead.following)

    def _is_next_letter(self, k: int) -> bool:
        """Return whether token `k` is a letter of the list, and no initial (`LETTER TO G. SMITH`)."""
        marker = self._markers.at(k)
        if marker is None:
            return False
        before = self._tokens[k - 1]
        inner = self._tokens[k].text == "(" and touch(self._tokens, k - 1, k)
        if inner and (before.kind == "number" or before.text == ")"):
            return self._cites(marker.following)  # the letter of a paragraph: `9 FAM 41.31(D)(1)`
        if before.kind == "line" or self._tokens[marker.following - 1].text != ".":
            return True
        if self._tokens[k].start - before.end > 1 or is_joint(before.text) or self._ends_item(k - 1, marker):
            return True
        if self._grammar.at(marker.following, guess=False) is not None:
            return True
        behind = _CLAUSE.match(self._text, self._tokens[marker.following - 1].end)
        return marker.letter != self._markers.last and behind is not None and other_documents.names_other(behind[0])

    def _ends_item(self, k: int, marker: Marker) -> bool:
        """Return whether an item ends with token `k`, a number or remark, and `marker` is just the next letter."""
        last = self._markers.last
        following = last is not None and marker.letter == chr(ord(last[-1]) + 1)
        return following and (self._tokens[k].kind == "number" or self._tokens[k].text == ")")

    def _goes_on(self, i: int, k: int) -> bool:
        """Return whether the words from token `i` go on after the line end at token `k`."""
        so_far = self._text[self._tokens[i].start : self._tokens[k].start].rstrip()
        if so_far.upper().endswith(_UNFINISHED) or (k + 1 < len(self._tokens) and is_date(self._tokens, k + 1)):
            return True
        return not other_documents.names_other(so_far) and not other_documents.DATE_TIME_GROUP.search(so_far)
