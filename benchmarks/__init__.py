"""Measurements anyone can repeat: `python -m benchmarks.hostile` and its siblings. None of them is a test."""
