"""Read the copies of a cable that can be cited, the best first: where each is from, and how it became public."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.model import pages
from kg.model.pages import Pages
from kg.store.query_answers import Asked, Plain, Term, batches, plain
from kg.terms.ntriples_terms import iri as encoded

AT_ONCE = 200
"""Number of cables that one query asks about."""
_BEST = (
    "published-edition",
    "declassified-series",
    "released-in-full",
    "released-in-part",
    "released",
    "leaked",
    "unknown",
)
#: The path of a source, and what leads into it: `!` a member of an archive, `#` a record or row.
_INSIDE = re.compile(r"([^!#]*)([!#]?)(.*)", re.DOTALL)
CALLED = {"naid": "NAID ", "filmNumber": "film ", "sourceNumber": "no. ", "xmlId": "document ", "sourceUrl": ""}
"""Properties with a source's own number of a copy → the words before the number in a citation."""
_COPY_OF = ("cable", "document", "source", "release", "code", "corrected", "authority", "case", "pages", *CALLED)
_FROM = f"""SELECT ?cable ?document ?source ?release ?code ?corrected ?authority ?case ?pages ?{" ?".join(CALLED)} {{
  VALUES ?cable {{ $cables }}
  ?document kg:copyOf ?cable OPTIONAL {{ ?document rdfs:label ?source }}
  OPTIONAL {{ ?document kg:releaseStatus ?status . BIND(STRAFTER(STR(?status), "/release/") AS ?code)
             OPTIONAL {{ ?status skos:prefLabel ?release }} }}
  OPTIONAL {{ ?document kg:correctedCopy ?corrected }}
  OPTIONAL {{ ?document kg:releaseAuthority ?authority }} OPTIONAL {{ ?document kg:releaseCase ?case }}
  OPTIONAL {{ ?document kg:pageStarts ?pages }}
  {" ".join(f"OPTIONAL {{ ?document kg:{name} ?{name} }}" for name in CALLED)} }}"""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was read: its source, the hash of its text, its release status, the releasing authority and the case.

    `catalogued` is what the source itself calls the record, in words: `NAID 1505222, film D750001-0001`.
    `source` is without the folders of the machine (`without_folders`): who reads a citation does not have them.
    `pages` are those that the graph states of a paged copy.
    """

    source: str
    hash: str
    release: str | None
    authority: str | None = None
    case: str | None = None
    catalogued: str | None = None
    pages: Pages = ()


def copies_of(graph: Asked, cables: Iterable[str]) -> dict[str, list[Copied]]:
    """Return the copies of each cable by its IRI, the best to cite first."""
    found: dict[str, dict[str, tuple[int, Copied]]] = {}
    for batch in batches(dict.fromkeys(cables), AT_ONCE):
        query = _FROM.replace("$cables", " ".join(encoded(cable) for cable in batch))
        for row in rows_of(graph, query, _COPY_OF):
            rank, copy = ranked(row)
            of = found.setdefault(str(row["cable"]), {})
            if copy.hash not in of or (rank, copy.source) < (of[copy.hash][0], of[copy.hash][1].source):
                of[copy.hash] = (rank, copy)
    return {
        cable: [copy for _, copy in sorted(of.values(), key=lambda one: (one[0], one[1].source, one[1].hash))]
        for cable, of in found.items()
    }


def ranked(row: Mapping[str, Plain]) -> tuple[int, Copied]:
    """Return a copy with its rank for citing; the lowest rank is cited first.

    Among copies that became public in the same way the corrected one comes first.
    """
    code, name = str(row["code"] or "unknown"), str(row["document"]).rpartition("/")[2]
    release = None if code == "unknown" else on_one_line(row["release"])
    source = without_folders(on_one_line(row["source"]) or "")
    copy = Copied(
        source,
        name,
        release,
        on_one_line(row["authority"]),
        on_one_line(row["case"]),
        catalogued({k: row[k] for k in CALLED}),
        pages.read(str(row["pages"] or "")),
    )
    return 2 * (_BEST.index(code) if code in _BEST else len(_BEST)) + (row["corrected"] is None), copy


def catalogued(numbers: Mapping[str, Plain]) -> str | None:
    """Return the source's own numbers of a record in words; `numbers` by property, as in `CALLED`.

    >>> catalogued({"naid": "1505222", "sourceNumber": "77", "sourceUrl": "https://example.org/77"})
    'NAID 1505222, no. 77, https://example.org/77'
    """
    told = ((words, on_one_line(numbers.get(name))) for name, words in CALLED.items())
    return ", ".join(f"{words}{number}" for words, number in told if number) or None


def without_folders(source: str) -> str:
    """Strip the folders of the reader's machine from the name of a copy; folders inside an archive stay.

    >>> without_folders("research/2008/dump.zip!lima/a.txt")
    'dump.zip!lima/a.txt'
    """
    path, mark, inside = _INSIDE.fullmatch(source).groups()  # type: ignore[union-attr]
    return f"{path.rpartition('/')[2]}{mark}{inside}"


def rows_of(graph: Asked, query: str, names: Sequence[str]) -> Iterator[dict[str, Plain]]:
    """Yield the answers to a query by the names of its variables."""
    for row in graph.query(query):
        yield dict(zip(names, map(plain, cast(Iterable[Term | None], row)), strict=True))


def on_one_line(value: Plain) -> str | None:
    """Put text on one line and drop control, format, surrogate and unassigned characters."""
    if value is None:
        return None
    words = " ".join(str(value).split())
    return "".join(c for c in words if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")) or None
