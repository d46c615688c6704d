"""What the columns of a large graph (`kg.facts.columns`) add up to, and how that is drawn.

`chart` makes of them what is drawn: who writes to whom, on a map or by distance, and which topics stand together. It
costs seconds for hundreds of thousands of cables.
"""

from kg.network.overview.drawing_plan import Chart, chart, network

__all__ = ["Chart", "chart", "network"]
