"""Run ready questions: SPARQL files with a title, a sentence and parameters, bound as terms and never as text.

A question begins with comments:

    # title: Who was informed
    # question: Which posts got this cable for information?
    # param: cable cable:07LIMA2181 The cable that is asked about
    # chart: cables by year level

A parameter stands in the query as `$cable`. Its default decides the kind of value it takes: an IRI of that namespace
(`cable:…`, `post:…`), a number, a date (`today` is one), or a text in quotes. `post:*`, `"*"` or `*` means any: the
variable stays free. `chart` names the column that a chart draws, and the columns that name its bars, since a year or a
number is no amount. `# schema: 2` is the lowest schema number the question needs (`kg.schema.schema_version`; 1 by
default): a graph with a lower one gives an error instead of an empty answer. To show a parameter the query gives it
another name: `SELECT ($cable AS ?message)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from kg.store.query_answers import Answer, Queryable
from kg.store.query_guard import tokens
from kg.store.schema_check import require
from kg.store.store_errors import QueryError
from kg.store.user_names import local_name, perhaps
from kg.terms import ntriples_terms
from kg.terms.iris import QUERY_PREFIXES
from kg.vocabulary import locate

_HEADER = re.compile(r"#[ \t]{0,4}(title|question|param|schema):[ \t]{0,4}(.{0,500}?)[ \t]*$", re.MULTILINE)
_PARAM = re.compile(r"(\w{1,40})[ \t]+(\"[^\"]*\"|\S+)(?:[ \t]+(.*))?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"-?\d{1,18}")
_PREFIXED = re.compile(r"([a-z]+):(.*)")
ANY, TODAY = "*", "today"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, its default as the file has it, and its meaning."""

    name: str
    default: str
    description: str

    def term(self, value: str | None = None) -> str | None:
        """Return the encoded term of a value (the default for None), or None for any value.

        The default decides which values are allowed; `LIMA`, `post:LIMA` and the full IRI are the same post. Raises
        `QueryError` for a value of another kind.
        """
        given = self.default if value is None else value.strip()
        prefixed = _PREFIXED.fullmatch(self.default)
        if given.strip('"') == ANY or (prefixed and given == f"{prefixed[1]}:{ANY}"):
            return None
        if prefixed and prefixed[1] in QUERY_PREFIXES:
            return ntriples_terms.iri(local_name(prefixed[1], given))
        if self.default == TODAY or _DATE.fullmatch(self.default):
            return ntriples_terms.day(self._date(given))
        if _NUMBER.fullmatch(self.default):
            if not _NUMBER.fullmatch(given):
                raise QueryError(f"{self.name} is a number, not {given[:40]!r}.")
            return ntriples_terms.integer(int(given))
        return ntriples_terms.literal(self.default.strip('"') if value is None else value)

    def _date(self, given: str) -> date:
        if given == TODAY:
            return datetime.now(UTC).date()
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise QueryError(f"{self.name} is a date like 2007-06-21, not {given[:40]!r}.") from None


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question: its name (that of its file), title, sentence, parameters and SPARQL."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    sparql: str
    schema: int = 1
    """The lowest schema number whose graphs can answer."""

    def bound(self, values: Mapping[str, str] | None = None) -> str:
        """Return the query with encoded terms in place of `$name`; raise `QueryError` for an unknown parameter."""
        values = dict(values or {})
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                has = f"it has {', '.join(known)}" if known else "it has none"
                raise QueryError(f"The question {self.name} has no parameter {name[:40]!r}: {has}.")
        bound = {name: parameter.term(values.get(name)) for name, parameter in known.items()}
        parts, at = [], 0
        for token in tokens(self.sparql):
            if token.kind == "variable" and token.text[0] == "$" and (term := bound.get(token.text[1:])) is not None:
                parts += [self.sparql[at : token.start], term]
                at = token.start + len(token.text)
        return "".join(parts) + self.sparql[at:]

    def ask(self, store: Queryable, values: Mapping[str, str] | None = None, *, timeout: float | None = None) -> Answer:
        """Return the answer of a store; a parameter without a value takes its default.

        Raises `SchemaError` for a graph with a lower schema number than the question needs.
        """
        require(store, self.schema, f"the question {self.name}")
        return store.query(self.bound(values), timeout=timeout)

    def unknown(self, store: Queryable, values: Mapping[str, str], *, suggest: bool = True) -> Iterator[str]:
        """Yield a sentence for every value that names nothing in this graph, to explain an empty answer.

        `suggest` looks for similar names, which takes a while in a large graph.
        """
        for parameter in self.parameters:
            value = values.get(parameter.name)
            term = parameter.term(value) if value is not None else None
            if value is not None and term is not None and term.startswith("<") and not store.holds(term[1:-1]):
                hint = f": {perhaps(store, value)}" if suggest else "."
                yield f"this graph has no {parameter.name} {value[:60]!r}{hint}"


def read(path: Path) -> Question:
    """Read a question from a file; raise `QueryError` where its header is incomplete."""
    sparql = path.read_text(encoding="utf-8")
    header: dict[str, list[str]] = {"title": [], "question": [], "param": [], "schema": []}
    for match in _HEADER.finditer(sparql):
        header[match[1]].append(match[2])
    found = [_PARAM.fullmatch(line) for line in header["param"]]
    if not header["title"] or not header["question"] or None in found:
        raise QueryError(f"The question {path} needs `# title:`, `# question:` and `# param: name default meaning`.")
    needed = header["schema"] or ["1"]
    if len(needed) > 1 or not _NUMBER.fullmatch(needed[0]) or int(needed[0]) < 1:
        raise QueryError(f"The question {path} needs one whole number from 1 in `# schema:`, or no such line.")
    parameters = tuple(Parameter(m[1], m[2], m[3] or "") for m in found if m)
    return Question(path.stem, header["title"][0], header["question"][0], parameters, sparql, int(needed[0]))


@cache
def questions(folder: Path | None = None) -> Mapping[str, Question]:
    """Return the questions of a folder by name, sorted; by default those of the package.

    >>> list(questions())[:2]
    ['addressees', 'answered-by']
    """
    folder = folder or locate() / "queries"
    return {path.stem: read(path) for path in sorted(folder.glob("*.rq"))}


def find(name: str) -> Question:
    """Return the ready question with a name; raise `QueryError`, with similar names, for an unknown name.

    >>> find("informed").title
    'Who was informed'
    """
    known = questions()
    if name not in known:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"perhaps {' or '.join(near)}?" if near else "`kg ask --list` lists them."
        raise QueryError(f"There is no ready question {name[:40]!r}: {hint}")
    return known[name]


def run(
    store: Queryable, name: str, values: Mapping[str, str] | None = None, *, timeout: float | None = None
) -> Answer:
    """Answer a ready question; `values` are parameters as a user writes them (`{"post": "LIMA"}`).

    `timeout` is in seconds. Raises `QueryError` for an unknown question and for a value that does not fit.
    """
    return find(name).ask(store, values, timeout=timeout)
