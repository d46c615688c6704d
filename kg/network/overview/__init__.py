"""Sum up the columns of a large graph (`kg.facts.columns`), and plan the drawing of its overview.

`chart` plans the drawing: who writes to whom, on a map or by distance, and which topics occur together. It takes
seconds for hundreds of thousands of cables.
"""

from kg.network.overview.drawing_plan import Chart, chart, network

__all__ = ["Chart", "chart", "network"]
