"""Load the documents of one item: read its bytes, recognise the form, decode, and name each text."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.model import Document, content_hash
from kg.sources import open_streams
from kg.sources.file_types import HEAD, text_form
from kg.sources.find_sources import refused
from kg.sources.forms import csv_row, email_message, form_feeds, html_page, json_record, pdf_file, rtf_file, tei_volume
from kg.sources.forms.found_text import Text, Unreadable
from kg.sources.lone_surrogates import whole
from kg.sources.reading_options import SourceOptions
from kg.sources.records.csv_rows import FORMS
from kg.sources.records.mailbox import FORM as MAIL
from kg.sources.rejected_source import Rejection, failed
from kg.sources.release_stamps import release_of
from kg.sources.source_item import Item, id_in_name, too_large
from kg.sources.source_metadata import Metadata, gather
from kg.sources.text_encoding import Decoded, Undecodable, decode

_LETTERS_IN_LETTERS = 20
"""The deepest nesting of e-mails in e-mails."""


def load(item: Item, options: SourceOptions | None = None) -> Iterator[Document | Rejection]:
    """Yield the documents of an item, in the order of the item, or the reason why there is none.

    The source of the second and further texts ends with `#` and the name of the part. A failure becomes a rejection,
    and ends this item only.
    """
    options = options or SourceOptions()
    try:
        data = bytes_of(item, options.max_bytes)
        if isinstance(data, Rejection):
            yield data
        else:
            yield from _load(item, data, options, 0)
    except Exception as error:
        yield failed(item.source, error)


def _load(item: Item, data: bytes, options: SourceOptions, depth: int) -> Iterator[Document | Rejection]:
    line = dict(item.metadata).get("line")
    place = f"line {line}: " if line else ""
    try:
        if data[:1024].lstrip().startswith(b"%PDF-"):
            yield from _documents(item, [pdf_file.read(data, options.max_bytes)], Decoded("", "utf-8"))
            return
        if rtf_file.is_rtf(data):
            yield from _documents(item, [rtf_file.read(data)], Decoded("", "rtf"))
            return
        if item.form == MAIL:
            yield from _mail(item, data, options, depth)
            return
        decoded = decode(data, options.encoding if "encoding" not in dict(item.metadata) else "utf-8")
        form = item.form or text_form(decoded.text)
        if form == MAIL:
            yield from _mail(item, data, options, depth)
            return
        yield from _documents(item, _texts(form, decoded.text, item), decoded)
    except Undecodable as reason:
        yield Rejection(item.source, reason.code, place + str(reason))
    except Unreadable as reason:
        yield Rejection(item.source, reason.code, place + str(reason))


def _texts(form: str, text: str, item: Item) -> list[Text]:
    if form in FORMS:
        return [csv_row.read(text, form, dict(item.metadata).get("columns"))]
    if form == "json-record":
        return json_record.read(text)
    if form == "html":
        return [html_page.read(text)]
    return tei_volume.read(text) if form == "xml" else [Text(text, "text", pages=form_feeds.pages(text))]


def _mail(item: Item, data: bytes, options: SourceOptions, depth: int) -> Iterator[Document | Rejection]:
    """Yield the documents of a message's parts, each read as if it were a file of its own."""
    if depth >= _LETTERS_IN_LETTERS:
        message = f"e-mails that lie more than {_LETTERS_IN_LETTERS} deep in e-mails: the innermost were not read"
        yield Rejection(item.source, "limit", message)
        return
    subject, parts = email_message.read(data)
    about = (*item.metadata, ("wrapper", subject)) if subject else item.metadata
    detect = replace(options, encoding=None)
    for part in parts:
        source = f"{item.source}#{part.name}" if part.name else item.source
        one = replace(item, source=source, metadata=about, data=None, form=MAIL if part.mail else None)
        again = part.text.encode("utf-8", "replace") if part.text is not None else part.data
        if part.refused:
            yield Rejection(source, *part.refused)
        elif open_streams.has_many(again[:HEAD]) and not part.mail:
            yield from _packed(one, again, detect, depth)
        else:
            yield from _load(one, again, detect, depth + 1)


def _packed(item: Item, data: bytes, options: SourceOptions, depth: int) -> Iterator[Document | Rejection]:
    """Yield the documents of an archive or a dump that is attached to a message."""
    for found in open_streams.open_file(item, io.BytesIO(data), len(data), options):
        if isinstance(found, Rejection):
            yield found
        else:
            yield from _load(found, found.data or b"", options, depth + 1)


def _documents(item: Item, texts: Iterable[Text], decoded: Decoded) -> Iterator[Document]:
    beside = dict(item.metadata)
    encoding = beside.pop("encoding", decoded.encoding)
    beside.pop("columns", None)
    notes = [("note", item.note)] if item.note else []
    if decoded.note:
        notes.append(("encoding-note", decoded.note))
    for found in texts:
        text = whole(found.text)
        odd = [("encoding-note", "half characters (lone surrogates) are read as U+FFFD")] if text != found.text else []
        said = (*found.metadata, *beside.items(), *notes, *odd)
        about: Metadata = gather((name, whole(value)) for name, value in said)
        between = "." if item.form and item.form != MAIL else "#"
        source = f"{item.source}{between}{whole(found.part)}" if found.part else item.source
        yield Document(
            text=text,
            source=source,
            hash=content_hash(text),
            form=found.form,
            encoding=encoding,
            id_hint=dict(about).get("id") or id_in_name(item.source),
            metadata=about,
            release=release_of(text, about, item.release, found.release),
            pages=found.pages,
        )


def bytes_of(item: Item, limit: int) -> bytes | Rejection:
    """Return the bytes of an item; the size is checked before and while they are read."""
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
