"""Open streams that hold many things to read: archives, compressed files, dumps, as deep as the limits allow."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from kg.sources.containers import sevenzip_archives, tar_archives, zip_archives
from kg.sources.containers.archive_limits import Budget, Damaged, LimitReached, Metered, buffered
from kg.sources.containers.archive_members import Member, Names, Skipped, cleaned, hidden
from kg.sources.containers.compressed_streams import MissingExtra, unpack
from kg.sources.file_types import ARCHIVES, COMPRESSIONS, HEAD, stream_kind
from kg.sources.reading_options import SourceOptions
from kg.sources.records import csv_rows, json_records, mailbox
from kg.sources.records.utf16_dumps import recoded
from kg.sources.rejected_source import Reason, Rejection, failed
from kg.sources.source_item import Item, printable, too_large

_IN_MEMORY = 16 * 1024**2
_CHUNK = 64 * 1024
_MEMBERS = {"zip": zip_archives.members, "tar": tar_archives.members, "7z": sevenzip_archives.members}


@dataclass(frozen=True, slots=True)
class Opened:
    """An open stream with its limits and depth; `whole` is its item where it is no container."""

    whole: Item
    stream: BinaryIO
    budget: Budget
    depth: int = 0


def read_up_to(stream: BinaryIO, limit: int) -> bytes | None:
    """Return all bytes of a stream, None where they are over the limit; read in pieces, for most are short."""
    parts, left = [], limit + 1
    while left > 0 and (part := stream.read(min(left, _CHUNK))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts) if left > 0 else None


def open_file(item: Item, stream: BinaryIO, size: int, options: SourceOptions) -> Iterator[Item | Rejection]:
    """Yield the content of a file on disk that `stream_kind` recognises as a container."""
    yield from _safely(Opened(item, stream, Budget(options, size)), seekable=True)


def open_stdin(item: Item, stream: BinaryIO, options: SourceOptions) -> Iterator[Item | Rejection]:
    """Yield the content of a stream of unknown length, or the stream itself as one text."""
    budget = Budget(options, None)
    yield from _safely(Opened(item, buffered(Metered(stream, budget, packed=True)), budget), seekable=False)


def _safely(opened: Opened, *, seekable: bool) -> Iterator[Item | Rejection]:
    """Yield from the outermost stream; a limit ends it with one rejection."""
    try:
        yield from _any(opened, seekable=seekable)
    except LimitReached as reached:
        yield Rejection(opened.whole.source, "limit", f"an archive over a limit: {reached}")


def _any(opened: Opened, *, seekable: bool) -> Iterator[Item | Rejection]:
    """Yield the content of a stream. A fault is a rejection; only a limit is raised, for it ends everything."""
    try:
        head = _head(opened.stream)
        if seekable:
            opened.stream.seek(0)
        else:
            opened = replace(opened, stream=buffered(_Again(head, opened.stream)))
        yield from _by_kind(opened, head, seekable=seekable)
    except (Damaged, MissingExtra) as problem:
        code: Reason = "archive" if isinstance(problem, Damaged) else "missing-extra"
        yield Rejection(opened.whole.source, code, str(problem))
    except OSError as error:
        yield Rejection(opened.whole.source, "unreadable", f"cannot be read: {(error.strerror or str(error)).lower()}")
    except LimitReached:
        raise
    except Exception as error:  # what no test has seen must not end a run over a million others
        yield failed(opened.whole.source, error)


def has_many(head: bytes) -> bool:
    """Return whether a file that begins with `head` has to be opened before there is anything to read."""
    if stream_kind(head) is not None:
        return True
    plain = recoded(head)
    return plain is not None and stream_kind(plain[1]) is not None


def _by_kind(opened: Opened, head: bytes, *, seekable: bool) -> Iterator[Item | Rejection]:
    kind = stream_kind(head)
    if kind is None and (recode := recoded(head)) is not None:
        encoding, plain = recode
        if (kind := stream_kind(plain)) is not None:
            again = buffered(encoding.stream(opened.stream))
            about = (*opened.whole.metadata, ("encoding", encoding.name))
            opened = replace(opened, stream=again, whole=replace(opened.whole, metadata=about))
    if kind in _MEMBERS or kind in COMPRESSIONS:
        yield from _packed(opened, kind, seekable=seekable)
    elif kind == "csv":
        yield from csv_rows.split(opened.whole, opened.stream, opened.budget.options.max_bytes)
    elif kind == "json-lines":
        yield from json_records.lines(opened.whole, opened.stream, opened.budget.options.max_bytes)
    elif kind == "json-array":
        yield from json_records.elements(opened.whole, opened.stream, opened.budget.options.max_bytes)
    elif kind == "mbox":
        yield from mailbox.split(opened.whole, opened.stream, opened.budget.options.max_bytes)
    else:
        limit = opened.budget.options.max_bytes
        data = read_up_to(opened.stream, limit)
        source = opened.whole.source
        yield too_large(source, None, limit) if data is None else replace(opened.whole, data=data)


def _packed(opened: Opened, kind: str, *, seekable: bool) -> Iterator[Item | Rejection]:
    limit = opened.budget.options.max_depth
    if opened.depth >= limit:
        message = f"packed more than {limit} times: not opened; raise it with --max-depth"
        yield Rejection(opened.whole.source, "limit", message)
        return
    deeper = replace(opened, depth=opened.depth + 1)
    if kind not in ARCHIVES:
        inner = unpack(kind, opened.stream)
        counted = Metered(cast("BinaryIO", inner), opened.budget)
        yield from _any(replace(deeper, stream=buffered(counted)), seekable=False)
        if inner.left_over:
            message = f"bytes behind the end of the {kind} archive were left out; what stands before them was read"
            yield Rejection(opened.whole.source, "archive", message)
    elif kind == "tar" or seekable:
        yield from _members(deeper, kind)
    else:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as kept:
            _keep(opened, kept)  # type: ignore[arg-type]
            yield from _members(replace(deeper, stream=kept), kind)  # type: ignore[arg-type]


def _keep(opened: Opened, kept: BinaryIO) -> None:
    """Copy a stream whose reader has to seek into a temporary file; raise `LimitReached` when it is too long."""
    size = 0
    while part := opened.stream.read(_CHUNK):
        size += len(part)
        if size > opened.budget.options.max_expanded:
            raise LimitReached("it is too long to be kept while it is read; raise it with --max-expanded")
        kept.write(part)
    kept.seek(0)


def _members(opened: Opened, kind: str) -> Iterator[Item | Rejection]:
    whole, names = opened.whole, Names(opened.whole.source)
    for member in _MEMBERS[kind](opened.stream, opened.budget):
        name = cleaned(member.name)
        if hidden(name):
            continue
        source = names.source(name)
        if isinstance(member, Skipped):
            yield Rejection(source, cast("Reason", member.code), member.message)
            continue
        opened.budget.enter()
        given = member.name.replace("\\", "/").removeprefix("./")
        odd = f"its name in the archive was {printable(member.name)}" if given != name else None
        about = (("member", odd),) if odd else ()
        yield from _member(replace(opened, whole=replace(whole, source=source, metadata=about)), member, kind)


def _member(opened: Opened, member: Member, kind: str) -> Iterator[Item | Rejection]:
    """Yield the content of a member; the bytes of a tar are not packed, and 7z counts its own."""
    counted = member.stream if kind in ("tar", "7z") else Metered(member.stream, opened.budget)
    yield from _any(replace(opened, stream=cast("BinaryIO", counted)), seekable=False)


def _head(stream: BinaryIO) -> bytes:
    """Return the beginning of a stream. A failure in it comes again when it is read on."""
    read = getattr(stream, "read1", stream.read)
    parts: list[bytes] = []
    left = HEAD
    try:
        while left > 0 and (part := read(left)):
            parts.append(part)
            left -= len(part)
    except Damaged:
        if not parts:
            raise
    return b"".join(parts)


class _Again(io.RawIOBase):
    """A stream with its beginning put back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._read = head, getattr(rest, "read1", rest.read)

    def readable(self) -> bool:
        """Return True: the stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, first from the beginning put back; return the number of bytes, 0 at the end."""
        size = len(buffer)
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
        else:
            data = self._read(size) or b""
        buffer[: len(data)] = data
        return len(data)
