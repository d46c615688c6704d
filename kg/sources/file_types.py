"""Recognise the kind of a file from its first bytes; its name does not matter."""

from __future__ import annotations

import re

from kg.sources.containers import tar_archives
from kg.sources.records import json_records
from kg.sources.records.mailbox import is_mailbox

HEAD = 64 * 1024
"""Bytes looked at."""
_MAGIC = (
    (b"PK\3\4", "zip"),
    (b"PK\5\6", "zip"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"7z\xbc\xaf'\x1c", "7z"),
)
ARCHIVES = ("zip", "tar", "7z")
COMPRESSIONS = ("gz", "bz2", "xz", "zst")
_BLANK = b"\xef\xbb\xbf \t\r\n"
#: The first three of the eight columns of the dump: row number, date, record number.
ROW = re.compile(rb'"?\d{1,9}"?,[ ]?"?\d[^",\r\n]{5,39}"?,[ ]?"?\d{2,4}[A-Za-z][A-Za-z0-9 .\'_-]{1,60}"?,')
_HEADER = re.compile(rb'"?[A-Za-z][A-Za-z _-]{0,40}"?(?:,[ ]?"?[A-Za-z][A-Za-z _-]{0,40}"?){1,40}[ \t]*\r?(?:\n|$)')
_TEXT_COLUMN = re.compile(rb"\b(?:body|text|content|full_?text|message_?text|raw_?text)\b", re.IGNORECASE)
_OBJECT, _FIELD = re.compile(rb"\[\s*\{"), re.compile(rb"\{\s*[\"}]")


def stream_kind(head: bytes) -> str | None:
    """Return the kind of a stream that has to be opened before there is anything to read; None for any other.

    zip, tar, 7z are archives, gz, bz2, xz, zst compressions; csv, json-lines, json-array, mbox have many records.
    `head` is the first `HEAD` bytes, or all there are; the first 512 are enough for archives.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if tar_archives.is_tar(head):
        return "tar"
    start = head.lstrip(_BLANK)
    if ROW.match(start) or is_header(start):
        return "csv"
    if _OBJECT.match(start):
        return "json-array"
    if is_mailbox(start):
        return "mbox"
    return "json-lines" if _FIELD.match(start) and _is_lines(start) else None


def may_be_records(head: bytes) -> bool:
    """Return whether the first bytes may be those of a dump, so that more of them should be read."""
    start = head.lstrip(_BLANK)
    return start[:1] in (b"{", b"[", b'"') or start[:1].isdigit() or is_header(start)


def is_header(start: bytes) -> bool:
    """Return whether a table begins: a line of column names, one of which holds the text."""
    found = _HEADER.match(start)
    return found is not None and _TEXT_COLUMN.search(found[0]) is not None


def _is_lines(start: bytes) -> bool:
    """Return whether each line is an object: the first line is whole, or too long to be seen whole."""
    line, end, rest = start.partition(b"\n")
    if not line.rstrip().endswith(b"}"):
        return not end and len(start) > HEAD // 2
    if not rest.strip() or rest.lstrip().startswith(b"{"):
        return True
    try:
        json_records.DECODER.decode(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return False
    return True


_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<(?:head|body|table|pre|div|title)[\s>]", re.IGNORECASE)
_MAIL_LINE = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):[ \t]?[^\n]*\n(?:[ \t]+[^\n]*\n)*")
_MAIL_SIGNS = frozenset(
    ("received", "return-path", "message-id", "mime-version", "delivered-to", "content-type", "x-mailer")
)
_CABLE_LINE = re.compile(
    r"^(?:(?i:MRN|Date/DTG|TAGS|E\.?O\.?[ ]?\d{0,5}|Action|Classified By):|VZCZC|FM[ ]+[A-Z]|DE[ ]R[A-Z]{3})",
    re.MULTILINE,
)
"""A line of a cable: among the lines of an e-mail's head it shows that these are part of a released text."""


def text_form(text: str) -> str:
    """Return the form of a decoded text: html, xml, json-record, email, or text."""
    start = text[:HEAD].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        if start.startswith(("<?xml", "<TEI")) or "http://www.tei-c.org/ns/1.0" in start[:4000]:
            return "html" if re.search(r"<html[\s>]", start[:2000], re.IGNORECASE) else "xml"
        if _HTML.search(start[:4000]):
            return "html"
    if re.match(r'\{\s*"', start):
        return "json-record"
    return "email" if _is_mail(start) else "text"


def _is_mail(start: str) -> bool:
    """Return whether a text begins with a stored e-mail: three header lines, one of which only mail programs write.

    Where a cable begins in the same block, the text was printed from a mail program, and is no stored e-mail.
    """
    names: set[str] = set()
    at = 0
    text = start[:8000].replace("\r\n", "\n")
    if text.startswith("From "):  # the line of an mbox file
        at = text.find("\n") + 1
    while (line := _MAIL_LINE.match(text, at)) is not None and len(names) < 40:
        names.add(line[1].lower())
        at = line.end()
    if _CABLE_LINE.search(text, 0, at) or _CABLE_LINE.match(text, at):
        return False
    return len(names) > 2 and bool(names & _MAIL_SIGNS)
