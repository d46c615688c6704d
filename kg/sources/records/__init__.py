"""Streams of records: CSV dumps and JSON, cut into one raw record after the other."""
