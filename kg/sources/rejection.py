"""What could not be read, and why: one line for people, one code for machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "no-such-path", "empty", "binary", "encoding", "unreadable", "too-large", "special-file", "loop", "manifest",
    "not-a-cable", "output", "failed", "archive", "limit", "encrypted", "missing-extra", "row", "record", "no-text",
    "protected-elsewhere", "unsafe",
]  # fmt: skip

REASONS: dict[Reason, str] = {
    "no-such-path": "There is nothing at this path",
    "empty": "The file has no text in it",
    "binary": "The file is no text",
    "encoding": "The bytes do not fit the encoding",
    "unreadable": "The system does not let us read it",
    "too-large": "The file is over the size limit",
    "special-file": "Neither a file nor a folder",
    "loop": "A link leads back to a folder that is already read",
    "manifest": "A line of a kg-sources.csv is wrong",
    "not-a-cable": "The text has no record number and no header of a cable",
    "output": "The folder the build writes to is not read",
    "failed": "The reader failed: an error of ours",
    "archive": "The archive is damaged or cut off",
    "limit": "The archive is over a limit",
    "encrypted": "It is encrypted",
    "missing-extra": "A library that reads this form is not installed",
    "row": "A row of a dump is damaged",
    "record": "A record is damaged or has no text",
    "no-text": "The page or file has no text of a cable",
    "protected-elsewhere": "Another copy or section asks to protect names, and was read elsewhere",
    "unsafe": "It declares a document type with entities, which are never followed",
}


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that is not in the graph. `source` is its name as `Document.source` would be; `message` a sentence."""

    source: str
    code: Reason
    message: str
