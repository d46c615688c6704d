"""Define the options for reading sources: encoding, limits and release status."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.model import ReleaseStatus

DEFAULT_MAX_BYTES = 32 * 1024 * 1024
"""Over two thousand times a usual cable (12 KB); a larger file is hardly one text of cables."""

DEFAULT_MAX_EXPANDED = 64 * 1024**3
DEFAULT_MAX_RATIO = 200
"""Texts shrink to a tenth, much repeated ones to a hundredth; a higher ratio is an attack."""
DEFAULT_MAX_MEMBERS = 5_000_000
DEFAULT_MAX_DEPTH = 6
"""An archive and a compression are a layer each: `.tar.gz` has two, a zip in it makes three."""

BUILT, MADE = ".kg", "made"
"""The folder and the file in it that mark an output folder of a build, which is not read."""
UNKNOWN = ReleaseStatus()
"""The release status of a copy that nobody described."""


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """The options for reading: `encoding` None means detect; `max_bytes` is the size limit of one file.

    `release` applies to every text without an entry in `kg-sources.csv`. `exclude` are folders to leave out (the
    output, when it lies inside the input).

    The other limits apply to one archive with all archives in it: `max_expanded` unpacked bytes, `max_ratio` of these
    to its own size (checked from 16 MB on), `max_members` files, `max_depth` layers of packing. Raises `KgError` for
    an unknown encoding and for a limit below 1.
    """

    encoding: str | None = None
    max_bytes: int = DEFAULT_MAX_BYTES
    release: ReleaseStatus = UNKNOWN
    exclude: tuple[Path, ...] = ()
    max_expanded: int = DEFAULT_MAX_EXPANDED
    max_ratio: int = DEFAULT_MAX_RATIO
    max_members: int = DEFAULT_MAX_MEMBERS
    max_depth: int = DEFAULT_MAX_DEPTH

    def __post_init__(self) -> None:
        """Raise `KgError` for an unknown encoding or an impossible limit."""
        if self.encoding is not None:
            try:
                b" ".decode(self.encoding)
            except UnicodeError:
                pass  # it exists; one blank is not enough for it
            except (LookupError, ValueError):
                message = f"no such text encoding: {self.encoding!r} (try utf-8, utf-16, cp1252, latin-1)"
                raise KgError(message) from None
        if self.max_bytes < 1:
            raise KgError(f"the size limit must be at least one byte, not {self.max_bytes}")
        for name in ("max_expanded", "max_ratio", "max_members", "max_depth"):
            if getattr(self, name) < 1:
                raise KgError(f"{name.replace('_', '-')} must be at least 1, not {getattr(self, name)}")
