"""The whole way, from paths to an output folder: parallel, counted, whole or not at all."""

from kg.pipeline.building import build, merge
from kg.pipeline.graph import open_graph
from kg.pipeline.planning import Plan, plan
from kg.pipeline.report import Report
from kg.store import Graph

__all__ = ["Graph", "Plan", "Report", "build", "merge", "open_graph", "plan"]
