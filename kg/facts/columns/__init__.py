"""Read the cables of a graph of any size as columns of numbers, for overviews and large networks."""

from kg.facts.columns.corpus import Corpus
from kg.facts.columns.read_corpus import read_corpus

__all__ = ["Corpus", "read_corpus"]
