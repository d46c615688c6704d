"""Define the members of archives, and make their names harmless and unique."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import BinaryIO

from kg.sources.source_item import printable

_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `name` is as written there, `size` as the archive gives it (None: not given).

    `stream` is read before the next member is asked for.
    """

    name: str
    size: int | None
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Skipped:
    """A member that is not read: a code of `REASONS` and a sentence."""

    name: str
    code: str
    message: str


LINK = "a link in an archive: links are never followed"
ENCRYPTED = "encrypted: unpack it with its password and give what is in it"
DEVICE = "a device or a pipe in an archive"


def cleaned(name: str) -> str:
    """Return a member's name as a path below the archive: no root, no drive, no way up.

    >>> cleaned("../../etc/passwd"), cleaned("C:\\\\cables\\\\a.txt"), cleaned("./a//b.txt"), cleaned("..")
    ('etc/passwd', 'cables/a.txt', 'a/b.txt', 'unnamed')
    """
    parts = _DRIVE.sub("", name.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "unnamed"


def hidden(name: str) -> bool:
    """Return whether a member is a hidden file or one added by a packing program."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


@dataclass(slots=True)
class Names:
    """The names of one archive; a repeated name gets `~2`, `~3` …, in the order of the archive."""

    archive: str
    _seen: dict[int, int] = field(default_factory=dict)

    def source(self, name: str) -> str:
        """Return the source of a member with a cleaned name."""
        shown = f"{self.archive}!{printable(name)}"
        key = int.from_bytes(blake2b(shown.encode("utf-8", "replace"), digest_size=8).digest(), "big")
        count = self._seen[key] = self._seen.get(key, 0) + 1
        return shown if count == 1 else f"{shown}~{count}"
