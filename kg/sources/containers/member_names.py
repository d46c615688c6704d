"""Names of members: what an archive says its files are called, made harmless and unique."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b

from kg.sources.source_item import printable

_DRIVE = re.compile(r"^[A-Za-z]:")


def cleaned(name: str) -> str:
    """Return a member's name as a path below the archive: no root, no drive, no way up.

    >>> cleaned("../../etc/passwd"), cleaned("C:\\\\cables\\\\a.txt"), cleaned("./a//b.txt"), cleaned("..")
    ('etc/passwd', 'cables/a.txt', 'a/b.txt', 'unnamed')
    """
    parts = _DRIVE.sub("", name.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "unnamed"


def hidden(name: str) -> bool:
    """Say whether a member is a hidden file or one that a packer added, as in a folder."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


@dataclass(slots=True)
class Names:
    """The names of one archive; the same name again gets `~2`, `~3` …, in the order of the archive."""

    archive: str
    _seen: dict[int, int] = field(default_factory=dict)

    def source(self, name: str) -> str:
        """Return the source of a member with a cleaned name."""
        shown = f"{self.archive}!{printable(name)}"
        key = int.from_bytes(blake2b(shown.encode("utf-8", "replace"), digest_size=8).digest(), "big")
        count = self._seen[key] = self._seen.get(key, 0) + 1
        return shown if count == 1 else f"{shown}~{count}"
