"""Write the copies of a cable as documents, with source and release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Cable, Document, pages
from kg.resolution.merge_copies import correction, is_corrected
from kg.terms.iris import KG, LABEL, PROV, TYPE, coded, document_iri
from kg.terms.ntriples_terms import Triple, iri, literal, typed

_DOCUMENT, _COPY_OF, _FORM, _ENCODING = KG("Document"), KG("copyOf"), KG("form"), KG("encoding")
_STATUS, _AUTHORITY, _DATE, _CASE = KG("releaseStatus"), KG("releaseAuthority"), KG("releaseDate"), KG("releaseCase")
_CORRECTED, _MARKING = KG("correctedCopy"), KG("releaseMarking")
_URL, _PAGE_STARTS = KG("sourceUrl"), KG("pageStarts")
_IDENTIFIERS = {
    "source-number": KG("sourceNumber"),
    "naid": KG("naid"),
    "film-number": KG("filmNumber"),
    "xml-id": KG("xmlId"),
}
"""Key in a source's metadata → property of the copy."""
_ADDRESS = re.compile(r"https?://[\x21-\x7e]{4,1000}")
_DERIVED, _REVISION = PROV("wasDerivedFrom"), PROV("wasRevisionOf")
_DATES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
)


def described(cable: str, document: Document, read: Cable) -> Iterator[Triple]:
    """Yield the statements about a document and its cable; `read` is the cable as read from it."""
    node = document_iri(document.hash)
    yield cable, _DERIVED, node
    yield node, TYPE, _DOCUMENT
    yield node, LABEL, literal(document.source)
    yield node, _COPY_OF, cable
    yield node, _ENCODING, literal(document.encoding)
    yield node, _FORM, literal(read.form or document.form)
    if (words := correction(read)) is not None:
        yield node, _CORRECTED, literal(" ".join(words.of(document.text).split()))
    if (marking := read.release_marking) is not None:
        yield node, _MARKING, literal(marking.value)
    if document.pages:
        yield node, _PAGE_STARTS, literal(pages.written(document.pages))
    release = document.release
    yield node, _STATUS, coded("release", release.status)
    if release.authority:
        yield node, _AUTHORITY, literal(release.authority)
    if release.date:
        yield node, _DATE, _date(release.date)
    if release.case:
        yield node, _CASE, literal(release.case)
    yield from identified(node, document)


def identified(node: str, document: Document) -> Iterator[Triple]:
    """Yield the source's own identifiers of a record: catalogue and film numbers, own number, address."""
    for key, value in document.metadata:
        if (prop := _IDENTIFIERS.get(key)) is not None:
            yield node, prop, literal(value)
        elif key == "url" and _ADDRESS.fullmatch(value):
            yield node, _URL, iri(value)


def revisions(copies: Sequence[tuple[Cable, Document]]) -> Iterator[Triple]:
    """Yield which document revises which: a corrected copy revises every other copy of its message, and older ones."""
    versions = {d.hash: _version(cable) for cable, d in copies}
    for new, (corrects, sent) in sorted(versions.items()):
        for old, version in sorted(versions.items()):
            if corrects and version < (corrects, sent):
                yield document_iri(new), _REVISION, document_iri(old)


def _version(cable: Cable) -> tuple[bool, str]:
    """Return the sort key of a version of a message: the first transmission, then corrections by their time."""
    sent = cable.date_time_group.value.isoformat() if cable.date_time_group else ""
    return (True, sent) if is_corrected(cable) else (False, "")


def _date(text: str) -> str:
    """Return a date as precise as it is written, or its words where they are no date."""
    for pattern, datatype in _DATES:
        if pattern.fullmatch(text):
            return typed(text, datatype)
    return literal(text)
