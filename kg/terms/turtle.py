"""Write Turtle for people: prefixes, subjects in the order of their IRIs, types first, values side by side.

It is written from lines of N-Triples without a graph in memory; the same statements give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path

from kg.terms import ntriples
from kg.terms.iris import PREFIXES, SCHEMES, TYPE
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import XSD, Triple
from kg.terms.sorted_statements import CHUNK, SEPARATOR, in_order

_WIDTH = 120
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# Paths that every reader resolves alike relative to the base: no empty and no dotted segment.
_SEGMENT = r"[A-Za-z0-9_~%-][A-Za-z0-9_.~%=,+-]*"
_RELATIVE = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT}){{0,4}}(?:#[A-Za-z0-9_.~%=,+-]*)?")
_BARE = {
    f"{XSD}integer": re.compile(r'"-?[0-9]+"'),
    f"{XSD}decimal": re.compile(r'"-?[0-9]+\.[0-9]+"'),
    f"{XSD}boolean": re.compile(r'"(?:true|false)"'),
}
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_SCHEMES = frozenset(SCHEMES)
# The things a graph is made of, which are too many to be remembered.
_OWN = re.compile(
    rf"<{re.escape(BASE)}((?:cable|official|local/(?:document|official))/{_SEGMENT}(?:#[A-Za-z0-9_.~%=,+-]*)?)>"
)
_NEXT = " ;\n    "
_OPEN, _LENGTH = f"<{BASE}", len(BASE) + 1


def write(path: Path, lines: Iterable[str], title: str, *, scratch: Path | None = None, chunk: int = CHUNK) -> int:
    """Write the statements of N-Triples lines to a Turtle file; return their number, each counted once.

    The lines may come in any order and more than once (`ntriples.read` reads those of files, `ntriples.lines` makes
    those of triples). `title` is the comment in the first line; `scratch` a folder for data that does not fit into
    memory.
    """
    counter = count()
    with in_order(lines, scratch, chunk) as ordered, path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(head(title))
        stream.writelines(_blocks(line for line, _ in zip(ordered, counter, strict=False)))
    return next(counter)


def text(triples: Iterable[Triple], title: str) -> str:
    """Return a few triples as a Turtle document."""
    with in_order(ntriples.lines(triples)) as ordered:
        return head(title) + "".join(_blocks(ordered))


def head(title: str) -> str:
    """Return the head of a Turtle file: a comment, base and prefixes."""
    comment = " ".join(title.split())
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(PREFIXES.items()))
    return f"# {comment}\n@base <{BASE}> .\n{prefixes}"


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    """Yield each subject with all its statements, from sorted lines."""
    subject = predicate = ""
    said: list[str] = []
    values: list[str] = []
    for line in lines:
        of, by, value = line.split(SEPARATOR)
        if of != subject or by != predicate:
            if values:
                said.append(_said(predicate, values))
            if of != subject and said:
                yield _block(subject, said)
                said = []
            subject, predicate, values = of, by, []
        values.append(value[:-3])
    if values:
        said.append(_said(predicate, values))
        yield _block(subject, said)


def _block(subject: str, said: list[str]) -> str:
    """Return the block of a subject's statements, its type first."""
    types = [one for one in said if one.startswith("a ")]
    if types and said[0] is not types[0]:
        said = types + [one for one in said if not one.startswith("a ")]
    return f"\n{short(subject + '>')}\n    {_NEXT.join(said)} .\n"


def _order(term: str) -> str:
    return term[:-1] if term[0] == "<" else term


def _said(predicate: str, values: list[str]) -> str:
    name = _predicate(predicate)
    if len(values) == 1:
        return f"{name} {short(values[0])}"
    written = [short(value) for value in sorted(values, key=_order)]
    if sum(map(len, written)) + 2 * len(written) + len(name) + 6 <= _WIDTH:
        return f"{name} {', '.join(written)}"
    indent = ",\n" + " " * (len(name) + 5)
    return f"{name} {indent.join(written)}"


@lru_cache(maxsize=1_000)
def _predicate(opened: str) -> str:
    """Return the short form of a predicate that lacks its closing bracket."""
    term = opened + ">"
    return "a" if term == TYPE else short(term)


def short(term: str) -> str:
    """Return a term in its shortest form in Turtle.

    >>> short("<https://w3id.org/cable-kg/topic/PREL>"), short("<https://w3id.org/cable-kg/topic/EL%20AL>")
    ('topic:PREL', '<topic/EL%20AL>')
    """
    if term[0] == '"' or term[-1] != ">":
        return _literal(term) if term[-1] == ">" else term
    if (own := _OWN.fullmatch(term)) is not None:
        return f"<{own[1]}>"
    return _iri(term)


@lru_cache(maxsize=50_000)
def _iri(term: str) -> str:
    if term.startswith(_OPEN):
        rest = term[_LENGTH:-1]
        scheme, _, code = rest.partition("/")
        if scheme in _SCHEMES and _LOCAL.fullmatch(code):
            return f"{scheme}:{code}"
        return _prefixed(term) or (f"<{rest}>" if _RELATIVE.fullmatch(rest) else term)
    return _prefixed(term) or term


def _literal(term: str) -> str:
    lexical, _, datatype = term.rpartition("^^")
    bare = _BARE.get(datatype[1:-1])
    if bare is not None and bare.fullmatch(lexical):
        return lexical[1:-1]
    return f"{lexical}^^{_iri(datatype)}"


def _prefixed(term: str) -> str | None:
    inner = term[1:-1]
    cut = max(inner.rfind("#"), inner.rfind("/")) + 1
    prefix = _NAMESPACES.get(inner[:cut])
    return f"{prefix}:{inner[cut:]}" if prefix and _LOCAL.fullmatch(inner[cut:]) else None
