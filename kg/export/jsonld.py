"""Write a graph as JSON-LD: one object a thing, short names by the context of the ontology."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import IO, cast

from kg.export.statement_streams import About, things
from kg.schema import jsonld_context
from kg.terms.iris import TYPE
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import XSD, text_of

_RELATIVE = re.compile(r"[A-Za-z0-9_~%-][^:]*", re.ASCII)
Json = str | dict[str, str] | list["Json"]


def write(stated: Iterable[str], inferred: Iterable[str], stream: IO[str], name: str) -> None:
    """Write both graphs from lines of N-Triples: the stated things, and the conclusions as a graph with this name."""
    stream.write('{"@context": ')
    json.dump(jsonld_context.read(), stream, ensure_ascii=False)
    stream.write(',\n"@graph": [')
    before = "\n"
    for text in _objects(stated):
        stream.write(f"{before}{text}")
        before = ",\n"
    stream.write(f'{before}{{"id": "{_relative(name)}", "@graph": [')
    before = "\n"
    for text in _objects(inferred):
        stream.write(f"{before}{text}")
        before = ",\n"
    stream.write("\n]}\n]}\n")


def _objects(lines: Iterable[str]) -> Iterator[str]:
    for node, about in things(lines):
        yield json.dumps(_object(node, about), ensure_ascii=False)


def _object(node: str, about: About) -> dict[str, Json]:
    found: dict[str, Json] = {"id": _relative(node[1:-1])}
    if kinds := about.get(TYPE):
        found["type"] = _one([_name(kind[1:-1]) for kind in sorted(kinds)])
    for predicate, values in about.items():
        if predicate != TYPE:
            term = _name(predicate[1:-1])
            found[term] = _one([_value(value, _coercion(term)) for value in values])
    return found


def _one(values: list[str] | list[Json]) -> Json:
    return cast(Json, values[0] if len(values) == 1 else values)


def _value(term: str, coercion: str) -> Json:
    """Return a value for a term whose context gives its values this type (empty: plain strings)."""
    if term[0] == "<":
        iri = _relative(term[1:-1])
        return iri if coercion == "@id" else {"id": iri}
    text = text_of(term)
    mark = term[term.rindex('"') + 1 :]
    if mark.startswith("@"):
        return {"@value": text, "@language": mark[1:]}
    datatype = mark[3:-1].replace(XSD, "xsd:", 1) if mark else ""
    if datatype == coercion:
        return text
    return {"@value": text, "@type": datatype} if datatype else {"@value": text}


def _relative(iri: str) -> str:
    """Return an IRI relative to the base where that reads back as itself; else whole."""
    rest = iri.removeprefix(BASE)
    return rest if rest != iri and _RELATIVE.fullmatch(rest) else iri


@lru_cache(maxsize=5_000)
def _name(iri: str) -> str:
    """Return a property or class by its name in the context, with a prefix, or in full."""
    return _names().get(iri) or iri


@lru_cache(maxsize=1)
def _names() -> _Names:
    return _Names(jsonld_context.read())


class _Names:
    """The names of a context, by IRI."""

    def __init__(self, terms: dict[str, object]) -> None:
        spaces = ((name, v) for name, v in terms.items() if isinstance(v, str) and name[0] != "@")
        self._prefixes = {space: name for name, space in spaces if space.endswith(("#", "/"))}
        self._terms: dict[str, str] = {}
        for term, meaning in terms.items():
            prefixed = meaning.get("@id", term) if isinstance(meaning, dict) else meaning
            if isinstance(prefixed, str) and prefixed.count(":") == 1 and "//" not in prefixed:
                prefix, _, local = prefixed.partition(":")
                self._terms[f"{terms[prefix]}{local}"] = term

    def get(self, iri: str) -> str | None:
        """Return the name of a property or class; None where no prefix fits."""
        if (term := self._terms.get(iri)) is not None:
            return term
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefixes.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix else None


@lru_cache(maxsize=5_000)
def _coercion(term: str) -> str:
    meaning = jsonld_context.read().get(term)
    return str(meaning.get("@type", "")) if isinstance(meaning, dict) else ""
