"""Check a query before it runs: refuse to change the graph, open a connection or read a file.

Oxigraph opens sockets for SERVICE, and recognises keywords that run into the next word (`SERVICESILENT<…>`), so
anything that begins with the word is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.sources.text_encoding import wide_encoding
from kg.store import query_words
from kg.store.store_errors import QueryError, QueryRefusedError
from kg.terms.iris import INFERRED_GRAPH, QUERY_PREFIXES, path_of

LONGEST = 200_000
"""The most characters of a query."""
DEEPEST = 100
"""How many brackets of a query may stand open at once. Oxigraph reads and runs them by calling itself, and some hundred
levels of functions or EXISTS use up the stack of a process, which then ends without a word."""
MOST_STEPS = 1000
"""The most operators and clauses (`&&`, `/`, UNION, OPTIONAL, FILTER …) of a query: each may nest."""

TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+)
    | (?P<blank>_:[\w.-]+)
    | (?P<prefixed>(?:[^\W\d_][\w.-]*)?:(?:[\w.:%-]|\\[_~.\-!$&'()*+,;=/?\#@%])*)
    | (?P<word>[^\W\d_]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")
_STEPS = re.compile(r"\|\||&&|[|!+*/^-]|[({\[\])}]")
_CLAUSES = frozenset(("UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "EXISTS", "GRAPH", "LATERAL"))
_NO_COMPARISON = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_FORMS = frozenset(("SELECT", "CONSTRUCT", "ASK", "DESCRIBE"))
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a query with its kind (a group of `TOKEN`) and its start."""

    kind: str
    text: str
    start: int


def read(data: bytes) -> str:
    """Decode the bytes of a query: UTF-8, or the encoding of its byte order mark, which is dropped.

    Raises `QueryError` for bytes that are no text of that encoding.

    >>> read(b"\\xef\\xbb\\xbfASK { }")
    'ASK { }'
    """
    name, mark = wide_encoding(data) or ("utf-8", len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
    try:
        text = data[mark:].decode(name)
        if mark and not text.strip():
            raise QueryError("The query is no UTF-8 text: behind its byte order mark there is nothing.")
        return text
    except UnicodeDecodeError as error:
        at = error.start + mark
        raise QueryError(f"The query is no {name.upper()} text (byte {at}): save it as UTF-8.") from None


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query that carry meaning; punctuation and comments are left out."""
    for match in TOKEN.finditer(query):
        if match.lastgroup and match.lastgroup != "comment":
            yield Token(match.lastgroup, match[0], match.start())


def check(query: str) -> None:
    """Raise `QueryRefusedError` for an update, SERVICE, a graph outside the store, or a query too long or too deep."""
    if len(query) > LONGEST:
        raise QueryRefusedError(f"The query has {len(query):,} characters; at most {LONGEST:,} are read.")
    readings = [query]
    if "\\" in query:  # SPARQL lets any character be written as an escape, that of a keyword too
        readings.append(_ESCAPED.sub(_character, query))
    for reading in readings:
        _check(reading)
        _check_size(reading)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\N{REPLACEMENT CHARACTER}"


def names_graphs(query: str) -> bool:
    """Return whether a query chooses its graphs itself, with FROM.

    >>> names_graphs("ASK FROM graph:inferred { ?s ?p ?o }"), names_graphs("ASK { ?from ?p 'FROM' }")
    (True, False)
    """
    return any(token.kind == "word" and token.text.upper() == "FROM" for token in tokens(query))


def _check(query: str) -> None:
    prefixes = dict(QUERY_PREFIXES)
    form: str | None = None
    previous: list[Token] = []
    for token in tokens(query):
        word = token.text.upper()
        if token.kind in ("word", "prefixed") and word.startswith("SERVICE"):
            raise _refused(query, token, "SERVICE asks another server, and no connection is opened for a query")
        if token.kind == "iri":
            _check_iri(query, token)
        if token.kind == "iri" and len(previous) > 1 and previous[-2].text.upper() == "PREFIX":
            prefixes[previous[-1].text.rstrip(":")] = token.text[1:-1]
        elif token.kind == "word" and form is None and word not in ("PREFIX", "BASE", "VERSION"):
            form = word
            if word in _UPDATES:
                raise _refused(query, token, f"{word} changes a graph, and this one is for reading")
            if word not in _FORMS:
                raise _refused(query, token, "A query begins with SELECT, CONSTRUCT, ASK or DESCRIBE")
        _check_from(query, token, previous, prefixes)
        previous = [*previous[-1:], token]
    if form is None:
        raise QueryError("The query is empty: it needs SELECT, CONSTRUCT, ASK or DESCRIBE.")


def _check_size(query: str) -> None:
    """Refuse a query that would use up the engine's stack: brackets too deep, or chains of operators too long.

    Brackets inside an apparent IRI count: `?a<(((?b)))>…` may be a comparison.
    """
    depth = steps = at = 0
    for match in TOKEN.finditer(query):
        kind = match.lastgroup
        steps += kind == "word" and match[0].upper() in _CLAUSES
        pieces = [(at, query[at : match.start()]), *([(match.start(), match[0])] if kind == "iri" else [])]
        depth, steps = _counted(query, pieces, depth, steps)
        at = match.end()
    _counted(query, [(at, query[at:])], depth, steps)


def _counted(query: str, pieces: list[tuple[int, str]], depth: int, steps: int) -> tuple[int, int]:
    for start, piece in pieces:
        for found in _STEPS.finditer(piece):
            if found[0] in _OPENING:
                depth += 1
            elif found[0] in _CLOSING:
                depth = max(0, depth - 1)
            elif piece[0] != "<" or len(piece) == 1:
                steps += 1
            over = depth > DEEPEST and f"brackets are open {DEEPEST} deep, and no deeper are read"
            over = over or (steps > MOST_STEPS and f"{MOST_STEPS:,} operators and clauses, and no more are read")
            if over:
                line, column = position(query, start + found.start())
                raise QueryRefusedError(
                    f"The query is too deep at line {line}, column {column}: {over}; write it flatter, with VALUES or "
                    "IN.",
                    line,
                    column,
                )
    return depth, steps


def _check_iri(query: str, token: Token) -> None:
    """Refuse text that may be an IRI or a comparison (`?a<'>#'`): code after it might be a comment or a string."""
    if ("'" in token.text or "#" in token.text) and not _NO_COMPARISON.match(token.text):
        raise _refused(
            query,
            token,
            "It can't be told whether < begins an IRI here: write the IRI in full (https://…), or blanks "
            "around the sign for less than",
        )


def _check_from(query: str, token: Token, previous: list[Token], prefixes: dict[str, str]) -> None:
    """Refuse FROM with any graph but that of inferences: other stores read files and addresses for it."""
    before = [t.text.upper() for t in previous if t.kind == "word"]
    named = token.kind != "word" and (before[-1:] == ["FROM"] or before == ["FROM", "NAMED"])
    if not named or not previous or previous[-1].kind != "word":
        return
    prefix, _, local = token.text.partition(":")
    graph = token.text[1:-1] if token.kind == "iri" else prefixes.get(prefix, "") + local
    if path_of(graph) != path_of(INFERRED_GRAPH):
        raise _refused(
            query, token, f"FROM can name one graph only, <{INFERRED_GRAPH}>; without FROM all statements are asked"
        )


def _refused(query: str, token: Token, why: str) -> QueryRefusedError:
    line, column = position(query, token.start)
    return QueryRefusedError(f"{why} (line {line}, column {column}).", line, column)


def position(query: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset in a query, counted from 1."""
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


_SYNTAX = re.compile(r"error at (\d{1,9}):(\d{1,9}): expected (?:one of )?(.*)", re.DOTALL)
_EXPECTED = re.compile(r'"(?:[^"\\]|\\.)*"|\[(?:[^\]\']|\'[^\']*\')*\]|[A-Z][A-Za-z ]*')
_NO_PREFIX = "Prefix not found"


def explained(error: SyntaxError, query: str) -> QueryError:
    """Explain Oxigraph's syntax error of a query, with line, column and the line itself."""
    found = _SYNTAX.match(str(error))
    if found is None:
        return QueryError(f"The query can't be read: {error}")
    line, column = int(found[1]), int(found[2])
    expected = [item.strip() for item in _EXPECTED.findall(found[3])]
    words = [item for item in expected if item[0] != "[" and item not in ("SERVICE", "LATERAL", '"{|"')]
    said = next((item for item in words if " " in item and item[0] != '"'), None)
    if said == _NO_PREFIX:
        said = _unknown_prefix(query, line, column)
    elif said is None:
        said = f"expected {' or '.join(words[:6])}" if words else "something else is expected here"
    lines = query.split("\n")
    shown = lines[line - 1][:200] if line <= len(lines) else ""
    pointer = " " * min(column - 1, 200) + "^"
    message = f"The query can't be read at line {line}, column {column}: {said}\n  {shown}\n  {pointer}"
    return QueryError(message, line, column)


def _unknown_prefix(query: str, line: int, column: int) -> str:
    """Return the message for the name that ends at a place and has an undeclared prefix, with names it may mean."""
    lines = query.split("\n")
    end = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
    named = next((t.text for t in tokens(query) if t.kind == "prefixed" and t.start < end <= t.start + len(t.text)), "")
    prefix, _, local = named.partition(":")
    near = [one + local for one in query_words.nearest_prefixes(prefix)] if prefix else []
    near = near or (query_words.elsewhere(local.rstrip(".")) if local else [])
    what = f"unknown prefix {prefix[:40]}:" if prefix else "unknown prefix"
    return f"{what} (perhaps {' or '.join(near)}?)" if near else f"{what}; PREFIX declares one"
