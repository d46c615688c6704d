"""Collect a source's metadata on a cable under fixed keys, from the many names that collections use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.vocabulary.csv_tables import squeeze

Metadata = tuple[tuple[str, str], ...]

KEYS: Mapping[str, str] = {
    "id": "the record number (07LIMA2181), as the source writes it",
    "source-number": "the number that the source gives its own record (row id, document number)",
    "naid": "the number of the National Archives Catalog (NAID)",
    "film-number": "the number of the microfilm (D750001-0001, or reel and frame)",
    "xml-id": "the name that an edition in XML gives the document (`xml:id`: d12)",
    "url": "the address on the web from which the record was taken, as the source writes it",
    "date": "when the cable was sent or filed, as the source writes it",
    "released": "when the copy was made public",
    "origin": "who sent it",
    "to": "whom it was sent to",
    "classification": "its level",
    "references": "the record numbers it refers to",
    "tags": "its TAGS",
    "subject": "its subject or title",
    "markings": "what a release put on it",
    "case": "the number of the FOIA case it was released under",
    "kind": "what sort of document the source says it is (Telegram)",
    "wrapper": "the subject of the e-mail it came in",
    "line": "the line of the file on which its record begins, from 1",
    "pages": "how many pages its file has",
    "member": "its name in the archive where that could not be kept",
    "note": "the note of kg-sources.csv",
    "encoding-note": "what was odd about its encoding",
    "form-note": "what of the file was left out, or how it was damaged",
}
"""Every key that `Document.metadata` can have."""

REMARKS = ("note", "encoding-note", "form-note", "member")
"""Keys whose values are sentences for the report; the others describe the cable."""

_NAMES = {
    "id": "id, record number, recordnumber, reference id, referenceid, reference_id, canonical id, document number, "
    "documentnumber, mrn, message reference number, local id, localid, local_id, cable id, cableid, telegram number",
    "source-number": "source number, row, rowid, row id, doc no, docno, document id, docid, objectid, "
    "unique id, document unique id",
    "naid": "naid, national archives identifier, nara id",
    "film-number": "film number, film no, filmnumber, microfilm number, reel frame",
    "xml-id": "xml id, xmlid, xml:id",
    "url": "url, uri, link, permalink, web address, source url, document url, pdf link",
    "date": "date, created, sent, sent date, date sent, datesent, draft date, message date, date time, datetime, "
    "timestamp, dtg, date time group, document date",
    "released": "released, release date, date released, posted, posteddate, published, capture date, review date",
    "origin": "origin, from, sender, post, office, embassy, station, originator, msgfrom, author",
    "to": "to, recipient, recipients, addressee, addressees, msgto",
    "classification": "classification, original classification, previous classification, class, level, "
    "security classification",
    "references": "references, reference, refs, ref, refids, related",
    "tags": "tags, tag, subject tags, traffic analysis by geography and subject",
    "subject": "subject, title, subj, msgsubject, headline",
    "markings": "markings, marking, release marking, declassification marking, release status, decision, decisions",
    "case": "case, case number, casenumber, foia case, case no",
    "kind": "type, kind, document type, record type, doctype, message type",
}
_BY_NAME = {squeeze(name): key for key, names in _NAMES.items() for name in names.split(",")}
_NOTHING = re.compile(r"[\s\-–—]*(?:n/?a|null|none|unknown|-?\s*n/a or blank\s*-?)?[\s\-–—]*", re.IGNORECASE)


def key_of(name: str) -> str | None:
    """Return the key for a source's own name of a field; None for a field that is not kept.

    Case, blanks and punctuation make no difference.

    >>> key_of("Reference ID"), key_of("local_id"), key_of("Page Count")
    ('id', 'id', None)
    """
    return _BY_NAME.get(squeeze(name)) if len(name) < 60 else None


def gather(pairs: Iterable[tuple[str, str]]) -> Metadata:
    """Return the known fields, each once (the first value that is not empty), in the order of the keys.

    >>> gather([("Origin", "Embassy Lima"), ("From", "LIMA"), ("Enclosure", "n/a"), ("Classification", "N/A")])
    (('origin', 'Embassy Lima'),)
    """
    found: dict[str, str] = {}
    for name, value in pairs:
        key = name if name in KEYS else key_of(name)
        words = " ".join(value.split())
        if key and not _NOTHING.fullmatch(words):
            found.setdefault(key, words[:2000])
    return tuple((key, found[key]) for key in KEYS if key in found)
