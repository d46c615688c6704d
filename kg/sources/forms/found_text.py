"""What the reader of a form gives: texts with what the page or record says of them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import ReleaseStatus
from kg.sources.rejected_source import Reason
from kg.sources.source_metadata import Metadata


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a source. `part` tells it from others of the same source (the end of its name), None if it is alone.

    `release` is what the form says of how the copy became public, None if it says nothing.
    """

    text: str
    form: str
    metadata: Metadata = ()
    release: ReleaseStatus | None = None
    part: str | None = None


class Unreadable(Exception):  # noqa: N818 - not an error of the program: the file is what it is
    """There is no text to be had: `code` is the reason, the message says why in a sentence."""

    def __init__(self, code: Reason, message: str) -> None:
        super().__init__(message)
        self.code: Reason = code


def joined(header: str, body: str) -> str:
    """Return header and body of a cable as one text, an empty line between them.

    >>> joined("FM AMEMBASSY LIMA\\n", "1. (C) Text.")
    'FM AMEMBASSY LIMA\\n\\n1. (C) Text.'
    """
    if not header.strip() or not body.strip():
        return header if header.strip() else body
    ends = len(header) - len(header.rstrip("\n"))
    return header + "\n" * max(0, 2 - ends) + body.lstrip("\r\n")
