"""From what the user names to texts: files, folders and standard input become a stream of documents.

`find` walks the paths and yields an `Item` for each thing to read; `load` turns one item into documents. What cannot be
read comes out of either as a `Rejection`, in its place, and the stream goes on.
"""

from kg.sources.finding import find
from kg.sources.item import Item
from kg.sources.loading import load
from kg.sources.options import DEFAULT_MAX_BYTES, SourceOptions
from kg.sources.rejection import REASONS, Reason, Rejection

__all__ = ["DEFAULT_MAX_BYTES", "REASONS", "Item", "Reason", "Rejection", "SourceOptions", "find", "load"]
