"""The one reading of the graph: what is known of a thing, with its evidence, in words for people.

graph = kg.open("output")
for reason in kg.facts.why(graph.store, graph.texts, "07LIMA2181").reasons:
    print(reason.label, reason.value, reason.places)
"""

from kg.facts.fact import Copy, Evidence, Fact, RepairNote
from kg.facts.passages import Passage
from kg.facts.why import Reason, Why, why

__all__ = ["Copy", "Evidence", "Fact", "Passage", "Reason", "RepairNote", "Why", "why"]
