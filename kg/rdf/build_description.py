"""A build, described: what the data set is (VoID, DCAT) and the run that made it (PROV): all that changes with the run.

The data set's IRI is made from what went in: the same documents read by the same version have the same one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kg.schema.schema_version import SCHEMA_VERSION
from kg.terms.iris import BASE, DCAT, DCTERMS, KG, LOCAL, NAME, PROV, RDFS, SPDX, TYPE, VOID, document_iri, local
from kg.terms.ntriples_terms import Triple, english, integer, iri, literal, moment, typed

#: Only what is registered there: GraphML and GEXF are not.
_MEDIA = {"ttl": "text/turtle", "html": "text/html", "json": "application/json"}
_IANA = "https://www.iana.org/assignments/media-types/"
_ONTOLOGY = f"<{BASE}ontology>"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the build: its name in the output folder, its size in bytes and the SHA-256 of its content."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Build:
    """What a build read and made: the hashes of the texts, how many statements, things of each class, the files.

    The hashes are a tuple, or a collection that gives them sorted and once (of a build that has too many for memory).
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

    def __post_init__(self) -> None:
        """Sort the hashes."""
        if isinstance(self.documents, tuple):
            object.__setattr__(self, "documents", tuple(sorted(set(self.documents))))

    @property
    def iri(self) -> str:
        """The IRI of the data set, encoded."""
        return dataset_iri(self.version, self.documents)


def dataset_iri(version: str, documents: Iterable[str]) -> str:
    """Return the encoded IRI of the data set that a version makes of documents, given by their hashes, sorted."""
    digest = hashlib.sha256(version.encode())
    for content_hash in documents:
        digest.update(f"\n{content_hash}".encode())
    return local("build", digest.hexdigest()[:32])


def contract(dataset: str) -> Triple:
    """Return the statement by which a data set says which schema it keeps."""
    return dataset, KG("schemaVersion"), integer(SCHEMA_VERSION)


def describe(build: Build) -> Iterator[Triple]:
    """Give the description of a build: the data set with its files, the run, the tool, the documents used."""
    node = build.iri
    yield node, TYPE, VOID("Dataset")
    yield node, TYPE, DCAT("Dataset")
    yield node, DCTERMS("title"), english("A graph of diplomatic cables, made by Cable KG")
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
    yield from _files(node, build.files)
    yield from _run(node, build)


def _files(node: str, files: Iterable[File]) -> Iterator[Triple]:
    for file in files:
        part = f"{node[:-1]}#{file.name}>"
        check = f"{node[:-1]}#{file.name}-sha256>"
        yield node, DCAT("distribution"), part
        yield part, TYPE, DCAT("Distribution")
        yield part, DCTERMS("title"), literal(file.name)
        yield part, DCAT("byteSize"), typed(str(file.size), "nonNegativeInteger")
        media = _MEDIA.get(file.name.rpartition(".")[2])
        if media:
            yield part, DCAT("mediaType"), iri(_IANA + media)
        yield part, SPDX("checksum"), check
        yield check, TYPE, SPDX("Checksum")
        yield check, SPDX("algorithm"), SPDX("checksumAlgorithm_sha256")
        yield check, SPDX("checksumValue"), typed(file.sha256, "hexBinary")


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
    for name, value in build.options:
        yield run, RDFS("comment"), literal(f"{name}: {value}")
    for content_hash in build.documents:
        yield run, PROV("used"), document_iri(content_hash)
