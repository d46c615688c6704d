"""Describe a build: the data set (VoID, DCAT) and the run that made it (PROV).

All that changes from run to run is here. The data set's IRI is a hash of version and documents: the same version and
documents give the same IRI.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kg.schema.schema_version import SCHEMA_VERSION
from kg.terms.iris import DCAT, DCTERMS, KG, LOCAL, NAME, PROV, RDFS, SPDX, TYPE, VOID, document_iri, local
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import Triple, english, integer, iri, literal, moment, segment, typed
from kg.vocabulary import code_lists

#: Registered media types only: GraphML and GEXF have none.
_MEDIA = {"ttl": "text/turtle", "html": "text/html", "json": "application/json"}
_IANA = "https://www.iana.org/assignments/media-types/"
_ONTOLOGY = f"<{BASE}ontology>"
_GEONAMES, _CC_BY = "https://www.geonames.org/", "https://creativecommons.org/licenses/by/4.0/"
_MIT = "https://spdx.org/licenses/MIT"
_WORKS = "Works of the United States Government have no copyright there (17 U.S.C. § 105); see the sources for others."
_ATTRIBUTION = "Places and their names contain data of GeoNames (https://www.geonames.org/), licensed under CC BY 4.0."
LASTING = ("graph.ttl", "inferred.ttl", "network.graphml", "network.gexf")
"""Files of an output that no later command rewrites, so that size and checksum stay true."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the build: its name in the output folder, its size in bytes and the SHA-256 of its content."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Build:
    """The data of a build: hashes of the texts, numbers of statements, things of each class, files.

    `releases` counts the texts by release status (codes of `ontology/vocab/release_status.csv`); `corrections` are the
    numbers of applied and of unusable ones, `vocabularies` is the SHA-256 over the tables used. The hashes are a
    tuple, or a collection that yields them sorted and once (for a build with too many for memory).
    """

    version: str
    started: datetime
    ended: datetime
    documents: Collection[str]
    stated: int
    inferred: int
    classes: Mapping[str, int] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    base: str = LOCAL
    releases: Mapping[str, int] = field(default_factory=dict)
    corrections: tuple[int, int] = (0, 0)
    vocabularies: str = ""

    def __post_init__(self) -> None:
        """Sort the hashes and drop repeats."""
        if isinstance(self.documents, tuple):
            object.__setattr__(self, "documents", tuple(sorted(set(self.documents))))

    @property
    def iri(self) -> str:
        """The IRI of the data set, encoded."""
        return dataset_iri(self.version, self.documents)


def dataset_iri(version: str, documents: Iterable[str]) -> str:
    """Return the encoded IRI of the data set that a version makes from documents, given by their sorted hashes."""
    digest = hashlib.sha256(version.encode())
    for content_hash in documents:
        digest.update(f"\n{content_hash}".encode())
    return local("build", digest.hexdigest()[:32])


def contract(dataset: str) -> Triple:
    """Return the statement that names the schema number of a data set."""
    return dataset, KG("schemaVersion"), integer(SCHEMA_VERSION)


def describe(build: Build) -> Iterator[Triple]:
    """Yield the description of a build: the data set with its files, the run, the tool, the documents used."""
    node = build.iri
    yield node, TYPE, VOID("Dataset")
    yield node, TYPE, DCAT("Dataset")
    yield node, DCTERMS("title"), english("A graph of diplomatic cables, made by Cable KG")
    yield node, DCTERMS("description"), english(_told(build))
    yield node, DCTERMS("rights"), f"{node[:-1]}#rights>"
    yield node, DCTERMS("conformsTo"), _ONTOLOGY
    yield node, DCTERMS("issued"), moment(build.ended.replace(microsecond=0))
    yield node, VOID("triples"), integer(build.stated + build.inferred)
    yield node, VOID("documents"), integer(len(build.documents))
    yield from ((node, VOID("uriSpace"), literal(space)) for space in dict.fromkeys((BASE, build.base)))
    yield node, VOID("vocabulary"), _ONTOLOGY
    yield contract(node)
    for name, count in (("stated", build.stated), ("inferred", build.inferred)):
        part = f"{node[:-1]}#{name}>"
        yield node, VOID("subset"), part
        yield part, TYPE, VOID("Dataset")
        yield part, VOID("triples"), integer(count)
    for name, count in sorted(build.classes.items()):
        part = f"{node[:-1]}#class-{name}>"
        yield node, VOID("classPartition"), part
        yield part, VOID("class"), KG(name)
        yield part, VOID("entities"), integer(count)
    yield from _rights(f"{node[:-1]}#rights>", build)
    yield from _files(node, build.files)
    yield from _run(node, build)


def _told(build: Build) -> str:
    return (
        f"Who wrote what to whom, and about what, as read from {len(build.documents):,} texts by Cable KG "
        f"{build.version}: {build.stated:,} statements with their places in the texts, {build.inferred:,} conclusions."
    )


def _rights(node: str, build: Build) -> Iterator[Triple]:
    """Yield the rights of the texts, as far as they are known, and of the vocabularies."""
    labels = {one.code: one.label for one in code_lists.concepts("release")}
    counted = (f"{count:,} {labels.get(code, code).lower()}" for code, count in sorted(build.releases.items()))
    said = f"How the texts became public: {', '.join(counted) or 'unknown'}. {_WORKS} {_ATTRIBUTION}"
    yield node, TYPE, DCTERMS("RightsStatement")
    yield node, RDFS("label"), english(said)


def _vocabularies(node: str, build: Build) -> Iterator[Triple]:
    """Yield the description of the vocabulary tables: version, checksum, licence and data sources."""
    yield node, TYPE, PROV("Entity")
    yield node, DCTERMS("title"), english("Vocabularies of Cable KG: posts, topics, captions, office holders …")
    yield node, DCTERMS("hasVersion"), literal(build.version)
    yield node, DCTERMS("license"), iri(_MIT)
    yield node, PROV("wasDerivedFrom"), iri(_GEONAMES)
    yield node, DCTERMS("bibliographicCitation"), english(_ATTRIBUTION)
    yield iri(_GEONAMES), DCTERMS("title"), literal("GeoNames")
    yield iri(_GEONAMES), DCTERMS("license"), iri(_CC_BY)
    if build.vocabularies:
        yield from _checksum(node, f"{node[:-1]}-sha256>", build.vocabularies)


def _checksum(of: str, node: str, sha256: str) -> Iterator[Triple]:
    yield of, SPDX("checksum"), node
    yield node, TYPE, SPDX("Checksum")
    yield node, SPDX("algorithm"), SPDX("checksumAlgorithm_sha256")
    yield node, SPDX("checksumValue"), typed(sha256, "hexBinary")


def _files(node: str, files: Iterable[File]) -> Iterator[Triple]:
    """Yield the files; size and checksum only of `LASTING` ones, since other commands may rewrite the rest."""
    for file in files:
        part = f"{node[:-1]}#{file.name}>"
        yield node, DCAT("distribution"), part
        yield part, TYPE, DCAT("Distribution")
        yield part, DCTERMS("title"), literal(file.name)
        yield part, DCTERMS("rights"), f"{node[:-1]}#rights>"
        yield part, DCAT("accessURL"), f"<{LOCAL}{segment(file.name)}>"
        media = _MEDIA.get(file.name.rpartition(".")[2])
        if media:
            yield part, DCAT("mediaType"), iri(_IANA + media)
        if file.name not in LASTING:
            continue
        yield part, DCAT("byteSize"), typed(str(file.size), "nonNegativeInteger")
        yield from _checksum(part, f"{node[:-1]}#{file.name}-sha256>", file.sha256)


def _run(node: str, build: Build) -> Iterator[Triple]:
    run, tool = f"{node[:-1]}#run>", f"{node[:-1]}#tool>"
    yield node, PROV("wasGeneratedBy"), run
    yield run, TYPE, PROV("Activity")
    yield run, PROV("startedAtTime"), moment(build.started)
    yield run, PROV("endedAtTime"), moment(build.ended)
    yield run, PROV("wasAssociatedWith"), tool
    yield tool, TYPE, PROV("SoftwareAgent")
    yield tool, NAME, literal("Cable KG")
    yield tool, DCTERMS("hasVersion"), literal(build.version)
    vocabularies = f"{node[:-1]}#vocabularies>"
    yield node, PROV("wasDerivedFrom"), vocabularies
    yield from _vocabularies(vocabularies, build)
    if any(build.corrections):
        holds, without = build.corrections
        yield run, RDFS("comment"), literal(f"corrections: {holds} hold, {without} without effect")
    for name, value in build.options:
        yield run, RDFS("comment"), literal(f"{name}: {value}")
    for content_hash in build.documents:
        yield run, PROV("used"), document_iri(content_hash)
