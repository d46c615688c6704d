"""Read zip archives by their directory at the end; a stream is kept in a bounded file first."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from kg.sources.containers.archive_limits import FAILURES, Budget, Damaged, Guarded, LimitReached, sentence
from kg.sources.containers.archive_members import DEVICE, ENCRYPTED, LINK, Member, Skipped

_END, _END64, _LOCATOR = b"PK\5\6", b"PK\6\6", b"PK\6\7"
_END_SIZE = 22
_ENTRY = 46
"""Bytes of one entry of the directory without its name; a count of more entries than fit is false."""


def members(stream: BinaryIO, budget: Budget) -> Iterator[Member | Skipped]:
    """Yield the files of a zip archive on a seekable stream, in the order of its directory.

    Raises `Damaged` where there is no directory, `LimitReached` where it is too long to be held.
    """
    _check(stream, budget)
    try:
        archive = zipfile.ZipFile(stream)
    except FAILURES as error:
        raise Damaged(sentence("the zip archive", error)) from None
    if "[Content_Types].xml" in archive.NameToInfo:
        raise Damaged("an Office document (docx, xlsx): save it as text or PDF and give that")
    with archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            mode = info.external_attr >> 16
            if stat.S_ISLNK(mode):
                yield Skipped(info.filename, "special-file", LINK)
            elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                yield Skipped(info.filename, "special-file", DEVICE)
            elif info.flag_bits & 1:
                yield Skipped(info.filename, "encrypted", ENCRYPTED)
            else:
                yield from _member(archive, info)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Member | Skipped]:
    try:
        opened = archive.open(info)
    except FAILURES as error:
        yield Skipped(info.filename, "archive", sentence("it", error))
        return
    with opened:
        yield Member(info.filename, info.file_size, cast("BinaryIO", Guarded(cast("BinaryIO", opened), "it")))


def _check(stream: BinaryIO, budget: Budget) -> None:
    """Raise `LimitReached` for a directory with too many entries before it is read into memory."""
    size = stream.seek(0, io.SEEK_END)
    start = max(0, size - 65_536 - _END_SIZE)
    stream.seek(start)
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        raise Damaged("the zip archive is cut off: its directory, which stands at the end, is missing")
    count, length = struct.unpack_from("<HI", tail, at + 10)
    if tail[at - 20 : at - 16] == _LOCATOR and at >= 20:
        (where,) = struct.unpack_from("<Q", tail, at - 12)
        if where + 56 <= size:
            stream.seek(where)
            record = stream.read(56)
            stream.seek(0)
            if record.startswith(_END64):
                count, length = struct.unpack_from("<QQ", record, 32)
    limit = budget.options.max_members
    if max(count, length // (_ENTRY + 256)) > limit:
        raise LimitReached(f"it holds over {limit:,} files: none was read; raise it with --max-members")
