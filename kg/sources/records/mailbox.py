"""Split mailboxes (mbox), e-mails one after the other in one file, while reading.

Each begins with a line `From ` and a date, at the start of the file or after an empty line, and header lines below. A
line of a text that begins with `From ` has a `>` before it in most mailboxes, but not in all: so both are required.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item, too_large

FORM = "email"
_LONGEST_LINE = 64 * 1024
_FROM = re.compile(rb"From [^\r\n]{0,300}\d[^\r\n]{0,60}\r?\n")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:")
_START = re.compile(_FROM.pattern + rb">?" + _HEADER.pattern)


def is_mailbox(start: bytes) -> bool:
    """Return whether bytes begin like a mailbox."""
    return _START.match(start) is not None


def split(whole: Item, stream: BinaryIO, limit: int) -> Iterator[Item | Rejection]:
    """Yield one item a message, `data` its exact bytes; one alone in its file has the name of the file."""
    first: Item | Rejection | None = None
    for number, data in enumerate(_messages(stream, limit), 1):
        source = f"{whole.source}#message={number}"
        one = too_large(source, None, limit) if data is None else replace(whole, source=source, data=data, form=FORM)
        if number == 1:
            first = one
            continue
        if first is not None:
            yield first
            first = None
        yield one
    if first is not None:
        yield replace(first, source=whole.source)


def _messages(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Yield the bytes of each message, None for one over the limit."""
    parts: list[bytes] = []
    size, blank, held = 0, True, b""
    while line := held or stream.readline(_LONGEST_LINE):
        held = b""
        if blank and _FROM.fullmatch(line):
            held = stream.readline(_LONGEST_LINE)
            if _HEADER.match(held) and size:
                yield b"".join(parts) if size <= limit else None
                parts, size = [], 0
        size += len(line)
        if size <= limit:
            parts.append(line)
        else:
            parts = []
        blank = not line.strip()
    if size:
        yield b"".join(parts) if size <= limit else None
