"""Open archives and compressed files as memory-bounded streams, with limits, without unpacking to disk."""
