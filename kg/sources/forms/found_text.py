"""Define the result of a reader: texts with the metadata of their page or record."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import ReleaseStatus
from kg.model.pages import Pages
from kg.sources.rejected_source import Reason
from kg.sources.source_metadata import Metadata


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a source. `part`, the end of the name, distinguishes texts of one source; None for a single text.

    `release` is the release status that the form shows, None if it shows none; `pages` are those of a paged source.
    """

    text: str
    form: str
    metadata: Metadata = ()
    release: ReleaseStatus | None = None
    part: str | None = None
    pages: Pages = ()


class Unreadable(Exception):  # noqa: N818 - not an error of the program: the file is what it is
    """A file without a readable text: `code` is the reason, the message explains it in a sentence."""

    def __init__(self, code: Reason, message: str) -> None:
        super().__init__(message)
        self.code: Reason = code


def joined(header: str, body: str) -> str:
    """Join header and body of a cable with an empty line between them.

    >>> joined("FM AMEMBASSY LIMA\\n", "1. (C) Text.")
    'FM AMEMBASSY LIMA\\n\\n1. (C) Text.'
    """
    if not header.strip() or not body.strip():
        return header if header.strip() else body
    ends = len(header) - len(header.rstrip("\n"))
    return header + "\n" * max(0, 2 - ends) + body.lstrip("\r\n")
