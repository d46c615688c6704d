"""Archives and compressed files: opened in memory-bounded streams, with limits, without ever unpacking to disk."""
