"""What tells whether something to read is still what it was: the hash of its bytes, or the mark of its file."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

from kg.sources.source_item import Item


def fingerprint(item: Item, limit: int | None = None) -> str:
    """Return the content hash of an item's bytes: of the file, the archive member, the record.

    A file over `limit` bytes is told by its size, one that cannot be opened by the reason. Empty for what can be read
    only once (a pipe), and so is never known again.
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
    """Return what tells a file apart without its content: size and time of change; empty where there is no file.

    For texts of which no content hash may be kept, because it would let anyone test a guess at a protected name.
    """
    try:
        about = os.stat(item.path)  # noqa: PTH116 - a member's path need not be a path
    except (OSError, ValueError):
        return ""
    return f"changed-{about.st_size}-{about.st_mtime_ns}" if stat.S_ISREG(about.st_mode) else ""
