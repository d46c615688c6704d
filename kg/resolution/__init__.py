"""Resolve the names in a cable: posts, topics, referenced cables and officials."""
