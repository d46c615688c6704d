"""One item to its documents: read the bytes, decode them, name the text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from kg.model import Document, content_hash
from kg.sources.decoding import Undecodable, decode
from kg.sources.finding import Item, refused, too_large
from kg.sources.options import SourceOptions
from kg.sources.rejection import Rejection

_ID_IN_NAME = re.compile(r"(?:19|20)?[0-9]{2}[A-Z][A-Z .'-]{1,40}[0-9]{1,7}(?![0-9A-Z])", re.IGNORECASE)
"""A record number at the start of a file name, as collections name their files: `07LIMA2181.txt`, `1968LISBON01567`."""


def load(item: Item, options: SourceOptions | None = None) -> Iterator[Document | Rejection]:
    """Yield the documents of an item (a text file has one), or the reason why there is none."""
    options = options or SourceOptions()
    data = _bytes(item, options.max_bytes)
    if isinstance(data, Rejection):
        yield data
        return
    try:
        decoded = decode(data, options.encoding)
    except Undecodable as reason:
        yield Rejection(item.source, reason.code, str(reason))
        return
    metadata = [("note", item.note)] if item.note else []
    if decoded.note:
        metadata.append(("encoding-note", decoded.note))
    yield Document(
        text=decoded.text, source=item.source, hash=content_hash(decoded.text), encoding=decoded.encoding,
        id_hint=_id_hint(item.source), metadata=tuple(metadata), release=item.release,
    )  # fmt: skip


def _bytes(item: Item, limit: int) -> bytes | Rejection:
    """Return the bytes of an item; the size is looked at before they are read, and again while they are."""
    if item.data is not None:
        return item.data
    try:
        with Path(item.path).open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > limit:
                return too_large(item.source, size, limit)
            data = stream.read(limit + 1)
    except OSError as error:
        return refused(item.source, error)
    return data if len(data) <= limit else too_large(item.source, None, limit)


def _id_hint(source: str) -> str | None:
    """Return the record number that a file name begins with, as written there; None where it has none."""
    found = _ID_IN_NAME.match(Path(source).name)
    return found[0] if found else None
