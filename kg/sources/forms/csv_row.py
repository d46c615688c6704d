"""Read a row of a CSV dump: its metadata, and header and body as one text."""

from __future__ import annotations

import csv
import re

from kg.model import ReleaseStatus
from kg.sources.forms.found_text import Text, Unreadable, joined
from kg.sources.records.csv_rows import FORMS
from kg.sources.source_metadata import gather, key_of
from kg.vocabulary.csv_tables import squeeze

COLUMNS = ("source-number", "date", "id", "origin", "classification", "references", "header", "body")
"""The eight columns of the dump, which has no line of column names."""
HEADER_NAMES = frozenset(("HEADER", "HEADERS", "HEAD", "MSGHEADER", "MESSAGEHEADER"))
TEXT_NAMES = frozenset(
    (
        "BODY",
        "TEXT",
        "CONTENT",
        "FULLTEXT",
        "MESSAGETEXT",
        "RAWTEXT",
        "CABLETEXT",
        "MSGTEXT",
        "MESSAGE",
        "DOCUMENTTEXT",
        "OCRTEXT",
        "EXTRACTEDTEXT",
        "TRANSCRIPT",
        "RAW",
    )
)
"""Names of the field with the text, compared without case, blanks and punctuation."""


def read(text: str, form: str, columns: str | None) -> Text:
    """Read the text of a row; `columns` are the names of its table, comma-separated, None for the eight.

    Raises `Unreadable` for a row with wrong quotes or columns.
    """
    cells = _cells(text, FORMS[form])
    names = columns.split(",") if columns else list(COLUMNS)
    if len(cells) != len(names):
        raise Unreadable("row", f"the row was not read: it has {len(cells)} columns where {len(names)} are expected")
    fields = dict(zip(names, cells, strict=True))
    header = next((value for name, value in fields.items() if squeeze(name) in HEADER_NAMES), "")
    body = max((v for n, v in fields.items() if squeeze(n) in TEXT_NAMES), key=len, default="")
    whole = joined(header, body)
    if not whole.strip():
        raise Unreadable("row", "the row was not read: it has neither a header nor a body")
    if columns:
        return Text(whole, "csv", gather((n, v) for n, v in fields.items() if key_of(n)))
    fields["references"] = re.sub(r"[|;]", ",", fields["references"])
    about = gather((name, fields[name]) for name in COLUMNS[:6])
    return Text(whole, "csv", about, ReleaseStatus("leaked"))


def _cells(text: str, escape: str | None) -> list[str]:
    """Return the cells of a row; line ends inside them stay as they are."""
    before = csv.field_size_limit(len(text) + 1)
    try:
        found = list(csv.reader([text], strict=True, escapechar=escape, doublequote=True, skipinitialspace=True))
    except csv.Error as error:
        raise Unreadable("row", f"the row was not read: {error}") from None
    finally:
        csv.field_size_limit(before)
    return found[0] if found else []
