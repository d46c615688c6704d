"""From what the user names to texts: files, folders, archives, dumps and standard input become a stream of documents.

`find` walks the paths, opens what holds many things (`opening`, with `containers` and `records`), and yields an `Item`
for each thing to read; `load` turns one item into documents, by its form (`forms`). What a thing is, `recognising`
tells from its content. What cannot be read comes out of either as a `Rejection`, in its place, and the stream goes on.
"""

from kg.sources.finding import find
from kg.sources.item import Item
from kg.sources.loading import load
from kg.sources.metadata import KEYS, REMARKS
from kg.sources.options import DEFAULT_MAX_BYTES, SourceOptions
from kg.sources.rejection import REASONS, Reason, Rejection

__all__ = [
    "DEFAULT_MAX_BYTES", "KEYS", "REASONS", "REMARKS", "Item", "Reason", "Rejection", "SourceOptions", "find", "load",
]  # fmt: skip
