"""Define a document: a text as it was found, with its source, metadata and release status."""

from __future__ import annotations

import hashlib

from msgspec import Struct

from kg.model.pages import Pages


def content_hash(text: str) -> str:
    """Return the hash that names a text: the first 32 hex digits of the SHA-256 of its UTF-8 (lone surrogates kept).

    >>> content_hash("UNCLAS LIMA 000123")
    'f8cbc0c76bad712a90ebb4ee89d83abf'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class ReleaseStatus(Struct, frozen=True):
    """The way a copy became public: `status` is a code of `ontology/vocab/release_status.csv`.

    `authority` and `date` are set only where the source gives them; `case` is a FOIA case or document number.
    """

    status: str = "unknown"
    authority: str | None = None
    date: str | None = None
    case: str | None = None


class Document(Struct, frozen=True):
    """One text from one source.

    `source` is the name relative to the user's path (`cables/a.txt`, `dump.zip!a.txt`, `dump.csv#row=3`); never an
    absolute path. `hash` names the text (`content_hash`). `id_hint` is the id in the file name or record. `pages` are
    those of a paged source (PDF, TEI, form feeds), in order; empty for a source without pages.
    """

    text: str
    source: str
    hash: str
    form: str = "text"
    encoding: str = "utf-8"
    id_hint: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    release: ReleaseStatus = ReleaseStatus()
    pages: Pages = ()
