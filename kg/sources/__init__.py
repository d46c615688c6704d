"""From what the user names to texts: files, folders, archives, dumps and standard input become a stream of documents.

`find` walks the paths, opens what holds many things (`opening`, with `containers` and `records`), and yields an `Item`
for each thing to read; `load` turns one item into documents, by its form (`forms`). What a thing is, `recognising`
tells from its content. What cannot be read comes out of either as a `Rejection`, in its place, and the stream goes on.
"""

from kg.sources.find_sources import find
from kg.sources.load_documents import load
from kg.sources.reading_options import DEFAULT_MAX_BYTES, SourceOptions
from kg.sources.rejected_source import REASONS, Reason, Rejection
from kg.sources.source_item import Item
from kg.sources.source_metadata import KEYS, REMARKS

__all__ = [
    "DEFAULT_MAX_BYTES",
    "KEYS",
    "REASONS",
    "REMARKS",
    "Item",
    "Reason",
    "Rejection",
    "SourceOptions",
    "find",
    "load",
]
