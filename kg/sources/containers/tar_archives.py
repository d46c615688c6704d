"""Read tar archives as a stream, without seeking or unpacking to disk."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from kg.sources.containers.archive_limits import Budget, Damaged, Guarded, sentence
from kg.sources.containers.archive_members import DEVICE, LINK, Member, Skipped

_LONGEST_HEADER = 1024**2
_BLOCK = 512


class _Header(tarfile.TarInfo):
    """A header that does not read an extension (a long name, pax attributes) of a megabyte into memory."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type not in tarfile.SUPPORTED_TYPES and self.size > _LONGEST_HEADER:
            raise tarfile.ReadError("an unknown kind of header")
        extends = self.type in (
            tarfile.GNUTYPE_LONGNAME,
            tarfile.GNUTYPE_LONGLINK,
            tarfile.XHDTYPE,
            tarfile.XGLTYPE,
            tarfile.SOLARIS_XHDTYPE,
        )
        if extends and self.size > _LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {self.size:,} bytes")
        return super()._proc_member(archive)  # type: ignore[misc,no-any-return]


class _Pieces:
    """A stream that returns the data at hand, so that nothing read before a failure is lost."""

    def __init__(self, stream: BinaryIO) -> None:
        self.read = getattr(stream, "read1", stream.read)


def is_tar(head: bytes) -> bool:
    """Return whether bytes begin with the header of a tar archive, with the right checksum."""
    if len(head) < _BLOCK or not head[:_BLOCK].strip(b"\0"):
        return False
    try:
        tarfile.TarInfo.frombuf(head[:_BLOCK], "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


def members(stream: BinaryIO, _: Budget) -> Iterator[Member | Skipped]:
    """Yield the files of a tar archive in its order; raise `Damaged` where it cannot be read on."""
    try:
        pieces = cast("BinaryIO", _Pieces(stream))
        with tarfile.open(fileobj=pieces, mode="r|", tarinfo=_Header, errorlevel=1) as archive:
            for info in archive:
                archive.members.clear()  # type: ignore[attr-defined]  # it keeps every header otherwise
                if info.isdir():
                    continue
                if info.issym() or info.islnk():
                    yield Skipped(info.name, "special-file", LINK)
                elif info.issparse():
                    yield Skipped(info.name, "special-file", "a sparse file in an archive: mostly nothing")
                elif not info.isreg():
                    yield Skipped(info.name, "special-file", DEVICE)
                elif (opened := archive.extractfile(info)) is not None:
                    yield Member(info.name, info.size, cast("BinaryIO", Guarded(cast("BinaryIO", opened), "it")))
    except (tarfile.TarError, EOFError, OverflowError) as error:
        raise Damaged(sentence("the tar archive", error)) from None
