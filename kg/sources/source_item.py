"""Define an item, one thing to read, with its names, its fingerprint and its rejection when too large.

`fingerprint` and `mark` identify an item again at the next build.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import ReleaseStatus
from kg.sources.lone_surrogates import whole
from kg.sources.reading_options import UNKNOWN
from kg.sources.rejected_source import Rejection

_ID_IN_NAME = re.compile(r"(?:19|20)?[0-9]{2}[A-Z][A-Z .'-]{1,40}[0-9]{1,7}(?![0-9A-Z])", re.IGNORECASE)
"""A record number at the start of a file name, as in collections: `07LIMA2181.txt`, `1968LISBON01567`."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read: a file at `path`, or bytes already at hand in `data` (a member, a record, standard input).

    `source` is its name relative to the user's path, never an absolute path. `form` is the form of a record's bytes
    (`csv-row`, `json-record`); None means that it has to be recognised. `metadata` comes from the container. Items can
    be sent to other processes.
    """

    path: str
    source: str
    release: ReleaseStatus = UNKNOWN
    note: str | None = None
    data: bytes | None = field(default=None, repr=False)
    form: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()


def printable(name: str) -> str:
    """Return a file name as text that every encoding can carry; bytes that are no UTF-8 become `\\xNN`."""
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # half characters that stand for no byte
        return whole(name)


def id_in_name(source: str) -> str | None:
    """Return the record number at the start of a file name, as written there; None where it has none.

    >>> id_in_name("dump.zip!07LIMA2181.txt")
    '07LIMA2181'
    """
    found = _ID_IN_NAME.match(re.split(r"[/!]", source)[-1])
    return found[0] if found else None


def too_large(name: str, size: int | None, limit: int) -> Rejection:
    """Return the rejection of a file over the limit; `size` in bytes, None where it was not read to its end."""
    large = f"{size / 2**20:,.0f} MB" if size is not None else f"over {limit / 2**20:,.0f} MB"
    message = f"too large ({large}; the limit is {limit / 2**20:,.0f} MB): raise it with --max-size"
    return Rejection(name, "too-large", message)


def fingerprint(item: Item, limit: int | None = None) -> str:
    """Return the content hash of an item's bytes: of the file, the archive member, the record.

    A file over `limit` bytes gets one from its size, one that cannot be opened from the reason. Empty for an item that
    can be read only once (a pipe), which is never recognised again.
    """
    if item.data is not None:
        return hashlib.sha256(item.data).hexdigest()[:32]
    try:
        about = Path(item.path).stat()
        if not stat.S_ISREG(about.st_mode):
            return ""
        if limit is not None and about.st_size > limit:
            return f"size-{about.st_size}"
        with Path(item.path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()[:32]
    except OSError as error:
        return f"error-{errno.errorcode.get(error.errno or 0, 'unknown')}"
    except ValueError:
        return "error-name"


def mark(item: Item) -> str:
    """Return size and time of change of a file, to recognise it without its content; empty where there is no file.

    It serves texts whose content hash must not be kept, because it would let anyone test a guess at a protected name.
    """
    try:
        about = os.stat(item.path)  # noqa: PTH116 - a member's path need not be a path
    except (OSError, ValueError):
        return ""
    return f"changed-{about.st_size}-{about.st_mtime_ns}" if stat.S_ISREG(about.st_mode) else ""
