"""The overview of a graph of any size: its cables as columns of numbers, and what they add up to.

`read_corpus` streams the quick properties out of the store; `chart` makes of them what is drawn: who writes to whom,
on a map or by distance, and which topics stand together. Both cost seconds for hundreds of thousands of cables.
"""

from kg.network.overview.chart import Chart, chart, network
from kg.network.overview.columns import read_corpus
from kg.network.overview.corpus import Corpus

__all__ = ["Chart", "Corpus", "chart", "network", "read_corpus"]
