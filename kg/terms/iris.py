"""Name the things of a graph: namespaces by prefix, and the IRIs of cables, posts, persons and documents.

The names of cables, topics, posts, codes and persons of a public list are the same in every graph in the world
(`BASE`). Names that a build or its user makes — documents, computed persons, addressees without a list entry, threads,
authors of corrections, the inferred graph — stand under the user's own base. While a graph is being made that is
always `LOCAL`; `kg.terms.user_base` moves the statements to the base given with `kg build --base`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import KgError
from kg.terms.namespaces import BASE, NAMESPACES
from kg.terms.ntriples_terms import segment

LOCAL = f"{BASE}local/"
"""The base of a build's own names where its user gives none: such an IRI has a meaning here only."""
_INFERRED = "graph/inferred"
INFERRED_GRAPH = f"{LOCAL}{_INFERRED}"
_END = re.compile("[#/]")
HISTORIAN = "https://history.state.gov/departmenthistory/people/"
_VOLUMES = "https://history.state.gov/historicaldocuments/"
_VOLUME_KEY = re.compile(r"frus[\w-]{4,40}\.\w{1,40}")


@dataclass(frozen=True, slots=True)
class Namespace:
    """A namespace; calling it gives the encoded IRI of a name in it.

    >>> KG("Cable")
    '<https://w3id.org/cable-kg/ontology#Cable>'
    """

    iri: str

    def __call__(self, name: str) -> str:
        """Return the encoded IRI of a name in this namespace; the name is one of ours, not one from a text."""
        return f"<{self.iri}{name}>"


KG = Namespace(NAMESPACES["kg"])
PART = Namespace(NAMESPACES["part"])
RDF = Namespace(NAMESPACES["rdf"])
RDFS = Namespace(NAMESPACES["rdfs"])
XSD = Namespace(NAMESPACES["xsd"])
SKOS = Namespace(NAMESPACES["skos"])
DCTERMS = Namespace(NAMESPACES["dcterms"])
FOAF = Namespace(NAMESPACES["foaf"])
ORG = Namespace(NAMESPACES["org"])
PROV = Namespace(NAMESPACES["prov"])
DCAT = Namespace(NAMESPACES["dcat"])
GEO = Namespace(NAMESPACES["geo"])
CITO = Namespace(NAMESPACES["cito"])
VOID = Namespace(NAMESPACES["void"])
SPDX = Namespace(NAMESPACES["spdx"])
OA = Namespace(NAMESPACES["oa"])

SCHEMES = (
    "caption",
    "classification",
    "collective",
    "declassification",
    "doubt",
    "organisation",
    "portion",
    "post",
    "post-type",
    "precedence",
    "reason",
    "release",
    "rule",
    "status",
    "topic",
    "topic-family",
    "value-state",
)
"""The vocabularies that ship with the ontology; each is a namespace under the base."""

_NOT_IN_FILES = ("cito", "dc", "oa", "owl", "sh")
PREFIXES: dict[str, str] = {
    **{scheme: f"{BASE}{scheme}/" for scheme in SCHEMES},
    **{prefix: namespace for prefix, namespace in NAMESPACES.items() if prefix not in _NOT_IN_FILES},
}
"""The prefixes of the Turtle files."""

QUERY_PREFIXES: dict[str, str] = {
    **PREFIXES,
    **{kind: f"{BASE}{kind}/" for kind in ("cable", "official")},
    **{kind: f"{LOCAL}{kind}/" for kind in ("addressee", "document", "graph", "thread")},
    "cito": CITO.iri,
    "local": LOCAL,
}
"""The prefixes a query may use without declaring them."""

TYPE = RDF("type")
VALUE = RDF("value")
LABEL = RDFS("label")
NAME = FOAF("name")
TITLE = FOAF("title")
IDENTIFIER = DCTERMS("identifier")
CABLE = KG("Cable")


LOCAL_PREFIXES = tuple(prefix for prefix, namespace in QUERY_PREFIXES.items() if namespace.startswith(LOCAL))
"""The prefixes of names under the user's base."""
_BASE = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?/(?:[A-Za-z0-9._~-]+/)*")
_known = [LOCAL, BASE]
"""The bases met in this process, the last one first.

The list is state of the module, because `path_of` and `kind_of` get single IRIs from callers without a store. A base is
only ever added, so that IRIs of several open stores keep their meaning. `prefixes_here` alone depends on the last base:
the process that answers the queries of one store uses these prefixes for short names.
"""


def check_base(text: str) -> str:
    """Check a user's base and make it known to the readers; raise `KgError` where it cannot be one.

    >>> check_base("https://archive.example.org/cables/")
    'https://archive.example.org/cables/'
    """
    if len(text) > 200 or not _BASE.fullmatch(text):
        raise KgError(f"{text[:200]!r} is no base for IRIs: write https://host/path/, with a slash at its end")
    if text.startswith(BASE) and text != LOCAL:
        raise KgError(f"{text} belongs to Cable KG: choose a base on a site of your own")
    know(text)
    return text


def know(base: str) -> None:
    """Make the base of a store being opened known to `path_of`, `kind_of` and `prefixes_here`.

    The base goes first into the list `_known` of this process; the docstring of the list has the reason for the state.
    """
    if _known[0] != base:
        _known[:] = [base, *(one for one in _known if one != base)]


def path_of(iri: str) -> str:
    """Return the part of one of our IRIs after its base, whichever base it has; empty for any other IRI.

    >>> path_of("https://w3id.org/cable-kg/local/document/ab12"), path_of("https://w3id.org/cable-kg/post/LIMA")
    ('document/ab12', 'post/LIMA')
    """
    return next((iri[len(base) :] for base in _known if iri.startswith(base)), "")


def kind_of(iri: str) -> str:
    """Return the kind of thing in one of our IRIs: cable, post, document, official …; empty for any other IRI.

    >>> kind_of("https://w3id.org/cable-kg/cable/07LIMA2181#p4"), kind_of("https://example.org/cable/1")
    ('cable', '')
    """
    return path_of(iri).partition("/")[0]


def inferred_graph(base: str) -> str:
    """Return the name of the graph of conclusions under a base.

    >>> base_of(inferred_graph("https://example.org/"))
    'https://example.org/'
    """
    return f"{base}{_INFERRED}"


def base_of(graph: str) -> str:
    """Return the base in the name of a graph of conclusions; `LOCAL` for any other name.

    >>> base_of("https://example.org/other") == LOCAL
    True
    """
    base = graph.removesuffix(_INFERRED)
    return base if base != graph else LOCAL


@lru_cache(maxsize=16)
def query_prefixes(base: str) -> dict[str, str]:
    """Return the prefixes that a query to a graph with this base may use without declaring them."""
    if base == LOCAL:
        return QUERY_PREFIXES
    return {prefix: base + n.removeprefix(LOCAL) if n.startswith(LOCAL) else n for prefix, n in QUERY_PREFIXES.items()}


def prefixes_here() -> dict[str, str]:
    """Return the prefixes of the store opened last, for short names that users write: `document:ab12`."""
    return query_prefixes(_known[0])


@lru_cache(maxsize=50_000)
def coded(scheme: str, code: str) -> str:
    """Return the IRI of an entry of a vocabulary: `coded("topic", "PREL")`. Any text is a safe code.

    >>> coded("topic", "PREL")
    '<https://w3id.org/cable-kg/topic/PREL>'
    """
    return f"<{BASE}{scheme}/{segment(code)}>"


def is_in_volume(person: str) -> bool:
    """Return whether a name is the key of an entry in a volume's list of persons (`frus1964-68v20.p_AY1`)."""
    return _VOLUME_KEY.fullmatch(person) is not None


def page_in_list(person: str) -> str:
    """Return the address at the Office of the Historian of an office holder, or of an entry in a volume's list.

    >>> page_in_list("kissinger-henry-a")
    'https://history.state.gov/departmenthistory/people/kissinger-henry-a'
    >>> page_in_list("frus1964-68v20.p_AY1")
    'https://history.state.gov/historicaldocuments/frus1964-68v20/persons#p_AY1'
    """
    volume, _, key = person.partition(".")
    return f"{_VOLUMES}{volume}/persons#{key}" if is_in_volume(person) else f"{HISTORIAN}{person}"


def cable_iri(key: str) -> str:
    """Return the IRI of a cable: `key` is its canonical id, or its substitute for an unnumbered one.

    >>> cable_iri("07LIMA2181")
    '<https://w3id.org/cable-kg/cable/07LIMA2181>'
    """
    return f"<{BASE}cable/{segment(key)}>"


@lru_cache(maxsize=50_000)
def local(kind: str, name: str) -> str:
    """Return the IRI of a thing that a build makes: `local("addressee", "zurich-group")`. Any text is a safe name.

    >>> local("addressee", "zurich-group")
    '<https://w3id.org/cable-kg/local/addressee/zurich-group>'
    """
    return f"<{LOCAL}{kind}/{segment(name)}>"


def document_iri(content_hash: str) -> str:
    """Return the IRI of a document, by the hash of its text.

    >>> document_iri("625183fa")
    '<https://w3id.org/cable-kg/local/document/625183fa>'
    """
    return f"<{LOCAL}document/{segment(content_hash)}>"


def expand(name: str) -> str:
    """Expand a prefixed name to its IRI; raise `KeyError` for a prefix that is not in `NAMESPACES`.

    >>> expand("part:title")
    'https://w3id.org/cable-kg/part#title'
    """
    prefix, _, rest = name.partition(":")
    return NAMESPACES[prefix] + rest


def prefixed(iri: str) -> str:
    """Write an IRI of one of our `NAMESPACES` with its prefix: the opposite of `expand`.

    >>> prefixed("https://w3id.org/cable-kg/part#title")
    'part:title'
    """
    return next(f"{prefix}:{iri[len(n) :]}" for prefix, n in NAMESPACES.items() if iri.startswith(n))


def local_name(iri: str) -> str:
    """Return the part of an IRI after its last `#` or `/`.

    >>> local_name("https://w3id.org/cable-kg/post/LIMA")
    'LIMA'
    """
    return _END.split(iri)[-1]
