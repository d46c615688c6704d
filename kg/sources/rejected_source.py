"""Define rejections: a source that could not be read, with a sentence for people and a code for machines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.sources.lone_surrogates import whole

Reason = Literal[
    "no-such-path",
    "empty",
    "binary",
    "encoding",
    "unreadable",
    "too-large",
    "special-file",
    "loop",
    "manifest",
    "not-a-cable",
    "output",
    "failed",
    "archive",
    "limit",
    "encrypted",
    "missing-extra",
    "row",
    "record",
    "no-text",
    "protected-elsewhere",
    "unsafe",
    "too-slow",
    "out-of-memory",
]

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
    "too-slow": "Reading it took longer than the time limit",
    "out-of-memory": "There was not enough memory to read it",
}


@dataclass(frozen=True, slots=True)
class Rejection:
    """A source that is not in the graph. `source` is its name as in `Document.source`; `message` is a sentence."""

    source: str
    code: Reason
    message: str

    def __post_init__(self) -> None:
        """Make source and message safe for every encoding: names may come from anywhere."""
        object.__setattr__(self, "source", whole(self.source))
        object.__setattr__(self, "message", whole(self.message))


def failed(source: str, error: BaseException, what: str = "this") -> Rejection:
    """Return the rejection for a failure of a reader, without the error's own words, which may quote the text.

    `what` is the text or file, as the object of a sentence.
    """
    at, trace = "", error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "kg" in path.parts:
            at = f" in {path.name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return Rejection(source, "failed", f"the reader failed on {what} ({type(error).__name__}{at}): please report it")
