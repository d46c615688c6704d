"""Read facts back out of the graph: each value of a cable or other thing in words, with its evidence.

graph = kg.open("output")
for fact in kg.facts.Reading(graph.store).facts("https://w3id.org/cable-kg/cable/07LIMA2181"):
    print(fact.label, fact.value, fact.evidence)

`Reading` reads one thing, or many in few queries; `why` adds the words of the texts. Whatever shows the graph stands on
these: pages, networks, tables, the server, citations, coverage, the selection by release.
"""

from kg.facts.fact import Conclusion, Copy, CorrectionNote, Evidence, Fact, RepairNote, Thing
from kg.facts.passages import Passage
from kg.facts.reading import Reading
from kg.facts.why import Reason, Why, why

__all__ = [
    "Conclusion",
    "Copy",
    "CorrectionNote",
    "Evidence",
    "Fact",
    "Passage",
    "Reading",
    "Reason",
    "RepairNote",
    "Thing",
    "Why",
    "why",
]
