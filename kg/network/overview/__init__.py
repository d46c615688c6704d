"""The overview of a graph of any size: its cables as columns of numbers, and what they add up to.

`read_corpus` streams the quick properties out of the store; `chart` makes of them what is drawn: who writes to whom,
on a map or by distance, and which topics stand together. Both cost seconds for hundreds of thousands of cables.
"""

from kg.network.overview.corpus import Corpus
from kg.network.overview.drawing_plan import Chart, chart, network
from kg.network.overview.read_corpus import read_corpus

__all__ = ["Chart", "Corpus", "chart", "network", "read_corpus"]
