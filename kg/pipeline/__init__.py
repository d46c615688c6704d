"""The whole way, from paths to an output folder: parallel, counted, whole or not at all."""

from kg.pipeline.building import build, merge
from kg.pipeline.graph import open_graph
from kg.pipeline.report import Report
from kg.store import Graph

__all__ = ["Graph", "Report", "build", "merge", "open_graph"]
