"""What a graph of any size says of its cables, as columns of numbers: the quick properties, read in a few streams."""

from kg.facts.columns.corpus import Corpus
from kg.facts.columns.read_corpus import read_corpus

__all__ = ["Corpus", "read_corpus"]
