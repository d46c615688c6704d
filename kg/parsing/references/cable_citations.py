"""Read one cable cited by sender and number, in the forms that REF lines have.

    06 LIMA 3259, LIMA 3259 (06)     the year before the sender or behind the number (`cited_numbers`)
    377 KATHMANDU                    the number before the sender
    HK05511, LIMA3259                run together
    EMBTEL 1234, URTEL 56            called by who sent it: the citing post, the addressee
    BANGKOK A-50                     an airgram: no cable

The sender is looked up by `cited_senders`; the tokens come from `reference_tokens`.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.model.cable_id import full_year
from kg.parsing.line_patterns import CAPTIONS
from kg.parsing.references import cited_names, cited_numbers, cited_senders, document_evidence, truncated_post_names
from kg.parsing.references.cited_cable import Citation, Post, Slip
from kg.parsing.references.cited_names import Name
from kg.parsing.references.cited_numbers import FIRST, Citing, Number, is_date, looks_scanned, number_at, touch, whole
from kg.parsing.references.item_letters import Markers
from kg.parsing.references.reference_tokens import Token
from kg.vocabulary import posts
from kg.vocabulary.code_lists import portion

_SCANNED_YEAR = re.compile(r"[O0Q]\d")
_QUOTES = frozenset("'’‘`\"")
_OPENING, _CLOSING, _BEHIND_YEAR = frozenset("(["), frozenset(")]"), frozenset("-'’/")
_DIVIDING, _JOINING = frozenset(",/"), frozenset("/-")
_INSIDE = frozenset(".-'’/")  # marks between the words of a name: ST. PETERSBURG, PORT-OF-SPAIN, N'DJAMENA
_BETWEEN = frozenset(":,#-.–/")  # marks between name and number: STATE: 73097, PRAGUE, 1228, BAGHDAD #3565
_SHORTEST_TURNED = 3  # digits of a number that stands before its sender
_MOST_WORDS = 7
#: Airgrams have numbers of their own: BANGKOK A-50, the circular airgram STATE CA-3400.
_AIRGRAM = frozenset(("A", "CA"))
#: Words that begin the name of an office before its city.
_OFFICES = ("AMEMB", "AMCON", "USMIS", "SECSTATE", "USINT", "USLO")


class _Year(Struct, frozen=True):
    year: int | None
    following: int
    slips: tuple[Slip, ...] = ()


class Grammar:
    """The grammar of one field's citations: its text, its tokens, its letters, and the cable that cites."""

    __slots__ = ("_guesses", "citing", "markers", "text", "tokens")

    def __init__(self, text: str, tokens: list[Token], markers: Markers, citing: Citing, guesses: int = 60) -> None:
        """Start on a field; `guesses` bounds how often a name that no table knows is compared with all posts."""
        self.text, self.tokens, self.markers, self.citing, self._guesses = text, tokens, markers, citing, guesses

    def at(self, i: int, *, guess: bool = True) -> Citation | None:
        """Return the citation that begins at token `i`, None if none does; without `guess` known senders only."""
        return self._named(i, guess) or self._turned(i)

    def _is(self, i: int, marks: frozenset[str]) -> bool:
        return i < len(self.tokens) and self.tokens[i].text in marks

    def _is_line(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens[i].kind == "line"

    def _year_before(self, i: int) -> _Year:
        """Return the year that begins at token `i`: `06`, `2006`, `'06`, `(06)`, `O6` (a scan)."""
        tokens, none = self.tokens, _Year(None, i)
        if i >= len(tokens) or (tokens[i].kind == "word" and len(tokens[i].text) > 2):
            return none
        enclosed = self._is(i, _OPENING)
        k = i + enclosed
        k += self._is(k, _QUOTES)
        if k >= len(tokens):
            return none
        text = tokens[k].text
        slips: tuple[Slip, ...] = ()
        if tokens[k].kind == "word" and _SCANNED_YEAR.fullmatch(text.upper()):
            text = "0" + text[1]
            slips = (Slip("ocr-digit", tokens[k].start, tokens[k].end, text),)
        if not (text.isascii() and text.isdigit() and len(text) in (2, 4)):
            return none
        year = full_year(int(text))
        if (len(text) == 4 or year < FIRST) and not self.citing.plausible(year):
            return none
        k += 1
        if enclosed and not self._is(k, _CLOSING):
            return none
        k += enclosed
        while self._is(k, _BEHIND_YEAR):
            k += 1
        return _Year(year, k, slips)

    def _run(self, i: int) -> int:
        """Return the index behind the words of a name that begin at token `i` (`i` if none do)."""
        tokens = self.tokens
        words = inside = 0
        end = at = i
        while at < len(tokens) and words <= _MOST_WORDS:
            token = tokens[at]
            if token.kind == "word" and not looks_scanned(token.text):
                if (words and token.text.upper() in ("AND", "OR")) or self.markers.at(at):
                    break
                words, inside, at = words + 1, 0, at + 1
                end = at
            elif words and ((token.text in _INSIDE and inside < 2) or (token.kind == "line" and self._breaks(at, end))):
                inside, at = inside + 1, at + 1
            else:
                break
        return end

    def _breaks(self, at: int, end: int) -> bool:
        """Return whether a name may go on behind the line end `at`: after a word, or one that a hyphen breaks."""
        return at == end or (at == end + 1 and self.tokens[end].text == "-" and touch(self.tokens, end - 1, end))

    def _number_behind(self, k: int) -> tuple[Number | None, int, _Year]:
        """Return the number behind a name, its index, and a year between the two (`STATE (01) 201265`)."""
        none, end = _Year(None, k), k
        k = self._between(k)
        if k >= len(self.tokens) or (k > end and self._is_dated(k)):
            return None, k, none
        year = self._year_before(k)
        if year.year is not None and self.citing.plausible(year.year) and not self._is(year.following, _DIVIDING):
            at = year.following
            number = number_at(self.tokens, at)
            hyphened = self.tokens[k].text[0] == "0" and self._is(k + 1, _JOINING)  # `LIMA 07-12`, no range
            if number and (len(number.digits) > 2 or hyphened) and not is_date(self.tokens, k):
                return number, at, year
        return number_at(self.tokens, k), k, none

    def _is_day(self, k: int) -> bool:
        """Return whether the number at token `k` is the day of a month: `SMITH/LIMA, 4 MARCH`."""
        short = len(self.tokens[k].text) < _SHORTEST_TURNED
        return short and k + 1 < len(self.tokens) and self.tokens[k + 1].text.upper() in cited_senders.MONTHS

    def _is_dated(self, k: int) -> bool:
        """Return whether token `k` is the year of a citation of its own: `12 LIMA, 06 LIMA 15`."""
        year = self._year_before(k)
        name = year.following
        end = self._run(name)
        return year.year is not None and end > name and number_at(self.tokens, self._between(end)) is not None

    def _between(self, k: int) -> int:
        for _ in range(4):
            k += self._is(k, _BETWEEN) or self._is_line(k)
        return self._marked(k)

    def _marked(self, k: int) -> int:
        """Return the index behind a portion marking between a name and its number (`STATE (S) 84100`), else `k`."""
        if not self._is(k, _OPENING):
            return k
        close = next((n for n in range(k + 2, min(k + 6, len(self.tokens))) if self._is(n, _CLOSING)), None)
        if close is None or number_at(self.tokens, close + 1) is None:
            return k
        inner = self.text[self.tokens[k].end : self.tokens[close].start]
        return close + 1 if inner.isupper() and portion(inner) else k

    def _named(self, i: int, guess: bool) -> Citation | None:
        before = self._year_before(i)
        j = before.following
        j += before.year is not None and self._is_line(j)
        end = self._run(j)
        words = [k for k in range(j, end) if self.tokens[k].kind == "word"]
        if not 0 < len(words) <= _MOST_WORDS or self._is_airgram(words):
            return None
        number, k, between = self._number_behind(end)
        if number is None or is_date(self.tokens, k) or self._is_day(k):
            return None
        apart = any(t.text == "," or t.kind == "line" for t in self.tokens[end:k])
        leading = before.year or between.year
        name = self._name(words, leading or self.citing.year, guess and not apart)
        if name is None or (before.year is not None and name.first):
            return None
        if not name.post.known and not (self.ends(k + 1) and not self._is(k + 1, _JOINING)):
            return None
        start = self.tokens[i if before.year else words[name.first]].start
        slips = (*before.slips, *between.slips, *name.slips)
        if not name.post.known:
            return self._cable(words, name, self._whole(start, k, name.post, number, leading, slips))
        found = whole(self.tokens, k, number, name.post.station, self.citing)
        post = replace(name.post, sure=False) if found.doubtful or found.unsure else name.post
        if found.joined:
            number = found.number
            slips = (*slips, Slip("split-number", number.start, number.end, number.digits, found.unsure))
        return self._cable(words, name, self._whole(start, found.last, post, number, leading, slips))

    def _is_airgram(self, words: list[int]) -> bool:
        """Return whether the letter A means an airgram (`LIMA A 50`), not the end of a cut name (`TEL A 2204`)."""
        texts = tuple(self.tokens[k].text.upper() for k in words)
        return texts[-1] in _AIRGRAM and truncated_post_names.find(texts, self.citing.year) is None

    def _cable(self, words: list[int], name: Name, citation: Citation) -> Citation | None:
        """Return a citation, doubted or not, or None where its name and number are a document and its year."""
        texts = [self.tokens[k].text.upper() for k in words]
        first = name.first
        called = " ".join(texts[first:])
        before = tuple(t for t in texts[:first] if not (cited_senders.is_filler(t) or posts.is_station(t)))
        office = texts[first].startswith(_OFFICES)
        behind = self._words_behind(citation.following)
        beside = document_evidence.Beside(
            called, citation.post.station, name.listed, before, behind, citation.year is not None, office
        )
        document, doubtful = document_evidence.weigh(beside, citation.number, self.citing)
        if document:
            return None
        return replace(citation, post=replace(citation.post, sure=False)) if doubtful else citation

    def _words_behind(self, i: int) -> tuple[str, ...]:
        """Return up to two words right behind a citation; none where a mark comes first, or the list ends."""
        if i >= len(self.tokens) or self.ends(i) or self.tokens[i].kind != "word":
            return ()
        return tuple(token.text.upper() for token in self.tokens[i : i + 2] if token.kind == "word")

    def _name(self, words: list[int], year: int | None, guess: bool) -> Name | None:
        """Return the sender named by the words; the comparison of unknown names with all posts is limited in number."""
        tokens = [self.tokens[k] for k in words]
        if (found := cited_names.read(tokens, year, self.citing)) is None and guess and self._guesses > 0:
            self._guesses -= 1
            found = cited_names.guess(tokens, year)
        return found

    def _whole(
        self, start: int, k: int, post: Post, number: Number, leading: int | None, slips: tuple[Slip, ...]
    ) -> Citation:
        """Return the citation with its number at token `k`, and the year behind the number."""
        if number.scanned:
            slips = (*slips, Slip("ocr-digit", number.start, number.end, number.digits))
        listed = k + 1 < len(self.tokens) and self.markers.at(k + 1) is not None  # `(10)` behind item 9 is no year
        written = None if leading or listed else cited_numbers.after(self.text, number.end, number.digits, self.citing)
        end = written.end if written else number.end
        year = written.year if written else leading
        return Citation(start, end, self.behind(k + 1, end), post, number, year, leading, slips)

    def behind(self, k: int, end: int) -> int:
        """Return the index of the first token from `k` on that begins at or after the offset `end`."""
        while k < len(self.tokens) and self.tokens[k].start < end:
            k += 1
        return k

    def _turned(self, i: int) -> Citation | None:
        """Return a citation with the number first (`377 KATHMANDU`): a known name with no number behind."""
        number = number_at(self.tokens, i)
        if number is None or number.scanned:
            return None
        if len(number.digits) < _SHORTEST_TURNED and self.citing.plausible(full_year(number.value)):
            return None
        if len(number.digits) == 4 and self.citing.plausible(number.value):
            return None
        end = self._run(i + 1)
        words = [k for k in range(i + 1, end) if self.tokens[k].kind == "word"]
        if not 0 < len(words) <= 4 or self._number_behind(end)[0] or not self.ends(end):
            return None
        found = cited_senders.find(tuple(self.tokens[k].text for k in words), self.citing.year, guess=False)
        if found is None or found.first or found.how != "known":
            return None
        written = cited_numbers.after(self.text, self.tokens[end - 1].end, number.digits, self.citing)
        stop = written.end if written else self.tokens[end - 1].end
        return Citation(
            number.start,
            stop,
            self.behind(end, stop),
            Post(found.station, True, True),
            number,
            written.year if written else None,
            None,
        )

    def bare(self, i: int, post: Post, leading: int | None) -> Citation | None:
        """Return the citation of a number alone at token `i`, of the post and the year that are carried on."""
        number = number_at(self.tokens, i)
        if number is None or is_date(self.tokens, i):
            return None
        whole = self._whole(number.start, i, post, number, None, ())
        if whole.year is None and leading is not None:
            whole = Citation(whole.start, whole.end, whole.following, post, number, leading, leading, whole.slips)
        return whole if self.ends(whole.following) else None

    def ends(self, i: int) -> bool:
        """Return whether a citation can end before token `i`: at a mark, a line end, a letter or a word like AND."""
        if i >= len(self.tokens) or self.tokens[i].kind in ("mark", "line"):
            return i >= len(self.tokens) or self.tokens[i].text not in "%$@"
        token = self.tokens[i]
        return token.kind == "word" and (
            token.text.upper() in ENDINGS or self.markers.at(i) is not None or self.markers.bare(i) is not None
        )


#: Words that may stand behind a citation without a mark.
ENDINGS = frozenset(CAPTIONS) | frozenset(
    """AND OR PREVIOUS NOTAL CIRCULAR CIRC SERIES DTG REF REFS THRU THROUGH ET INCLUSIVE RESPECTIVELY PLUS""".split()
)
