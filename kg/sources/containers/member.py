"""What every container gives: its members one by one, each with a stream of its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `name` is as written there, `size` what the archive says it has (None: it doesn't).

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
