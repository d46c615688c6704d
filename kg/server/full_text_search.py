"""Search the full text in a worker: turn a user's words into a query of FTS5, and show the passages found."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from kg.server.http_errors import RequestError
from kg.server.opened_graph import Opened, Request, Result
from kg.server.search_index import index_path, is_current, opened
from kg.server.search_matching import asked_for, comparable, folded, pattern
from kg.server.templating import local_path, piece, render
from kg.store.answer_formats import visible
from kg.store.store_errors import TextMissingError

PAGE = 20
RANKED = 5000
"""The most copies ranked for a word; more common words rank the first so many."""
_MOST_COUNTED = 1000
_LONGEST = 300
_MOST_WORDS = 20
_AROUND = 110
_MOST_PLACES = 200
_TERM = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search: the query for FTS5, and the words to mark (one that may continue ends in *)."""

    match: str
    words: tuple[str, ...]


def understood(typed: str) -> Wanted | None:
    """Parse a user's search: all words; "words in this order"; -without; begin*. Return None where no word is left.

    >>> understood('fisher* "law of the sea" -tuna').match
    '("fisher"* AND "law of the sea") NOT ("tuna")'
    """
    plus: list[str] = []
    minus: list[str] = []
    words: list[str] = []
    for sign, phrase, word in _TERM.findall(comparable(typed[:_LONGEST]))[:_MOST_WORDS]:
        pieces = _WORD.findall(phrase or word)
        if not pieces:
            continue
        star = "*" if word.endswith("*") else ""
        (minus if sign else plus).append(f'"{" ".join(pieces)}"{star}')
        if not sign:
            words += [*pieces[:-1], pieces[-1] + star]
    if not plus:
        return None
    match = f"({' AND '.join(plus)})" if minus else " AND ".join(plus)
    return Wanted(f"{match} NOT ({' OR '.join(minus)})" if minus else match, tuple(words))


def found(opened_graph: Opened, request: Request) -> Result:
    """Search for a user's words (`q`) and return page `page` of the hits, as HTML or as JSON for programs.

    Raises `RequestError` 503 while the index is being made.
    """
    typed, page = str(request.get("q") or ""), max(1, int(str(request.get("page") or 1)))
    if not is_current(opened_graph.folder):
        raise RequestError(503, "The full-text index is being made; try again in a moment.", retry=3)
    wanted = understood(typed)
    hits, total = ([], 0) if wanted is None else _hits(opened_graph, typed, wanted, page)
    answer = {"q": typed, "page": page, "total": total, "counted": total < _MOST_COUNTED, "hits": hits}
    if request.get("json"):
        return "application/json", json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    return "text/html", render("search.html.j2", **answer, pages=-(-total // PAGE))


def _hits(opened_graph: Opened, typed: str, wanted: Wanted, page: int) -> tuple[list[dict[str, object]], int]:
    """Return the hits of a page and their total: a cable named by its number first, then the others."""
    first = (page - 1) * PAGE
    try:
        with closing(opened(index_path(opened_graph.folder))) as base:
            named = _named(base, asked_for(typed))
            other = f"cable NOT IN ({', '.join('?' * len(named))})"
            iris = [row[0] for row in named]
            total = base.execute(
                f"SELECT COUNT(*) FROM (SELECT DISTINCT cable FROM words JOIN copy ON id = words.rowid "
                f"WHERE words MATCH ? AND {other} LIMIT {_MOST_COUNTED})",
                (wanted.match, *iris),
            ).fetchone()[0]
            rows = named[first : first + PAGE]
            rows += base.execute(
                f"""WITH hit AS MATERIALIZED
                (SELECT rowid AS row, bm25(words, 10, 4, 1) AS weight FROM words WHERE words MATCH ? LIMIT {RANKED})
                SELECT cable, document, start, stop, number, subject, date, MIN(weight) AS best
                FROM hit JOIN copy ON id = row WHERE {other}
                GROUP BY cable ORDER BY best, cable LIMIT ? OFFSET ?""",
                (wanted.match, *iris, PAGE - len(rows), max(0, first - len(named))),
            ).fetchall()
    except sqlite3.Error as error:
        raise RequestError(500, f"The full-text index can't be read: {error}") from error
    return [_hit(opened_graph, wanted, row) for row in rows], min(total + len(named), _MOST_COUNTED)


def _named(base: sqlite3.Connection, patterns: tuple[str, ...]) -> list[_Found]:
    """Return the cables whose IRI fits one of the patterns, each once, by number."""
    found: list[_Found] = []
    for one in patterns:
        found += base.execute(
            "SELECT cable, MIN(document), start, stop, number, subject, date, 0.0 FROM copy WHERE cable GLOB ? "
            "GROUP BY cable ORDER BY cable LIMIT ?",
            (one, PAGE),
        ).fetchall()
    return found


_Found = tuple[str, str, int, int, str, str, str, float]


def _hit(opened_graph: Opened, wanted: Wanted, row: _Found) -> dict[str, object]:
    cable, document, start, stop, number, subject, date, _ = row
    try:
        text = opened_graph.graph.text(document)[start:stop]
    except TextMissingError:
        text = ""
    return {
        "iri": cable,
        "path": local_path(cable),
        "number": number,
        "subject": marked(subject, wanted.words),
        "date": date[:10],
        "snippet": snippet(text, wanted.words),
    }


Pieces = list[tuple[bool, str]]
"""Text in pieces, each with whether it is a found word."""


def snippet(text: str, words: tuple[str, ...]) -> Pieces:
    """Return the passage of a text with most different words close together, with these words marked."""
    places = [(m.start(), m[0]) for m in islice(pattern(words).finditer(folded(text)), _MOST_PLACES)]
    if not places:
        return [(False, visible(text[: 2 * _AROUND]))]

    def worth(at: int) -> tuple[int, int, int]:
        near = [word for other, word in places if at <= other < at + 2 * _AROUND]
        return len(set(near)), len(near), -at

    best = max((at for at, _ in places), key=worth)
    low, high = max(0, best - _AROUND // 2), min(len(text), best + 2 * _AROUND)
    low = text.rfind(" ", max(0, low - 30), low + 1) + 1 or low
    pieces = marked(text[low:high], words)
    return [*([(False, "… ")] if low else []), *pieces, *([(False, " …")] if high < len(text) else [])]


def marked(text: str, words: tuple[str, ...]) -> Pieces:
    """Split a text into pieces, with its found words marked."""
    pieces: Pieces = []
    at = 0
    for match in pattern(words).finditer(folded(text)):
        pieces += [(False, piece(text[at : match.start()])), (True, piece(text[match.start() : match.end()]))]
        at = match.end()
    return [one for one in [*pieces, (False, piece(text[at:]))] if one[1]]
