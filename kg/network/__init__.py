"""Turn the store into a networkx graph: cables, posts, addressees, officials and topics, and their links.

`project` reads a store and returns a `networkx.MultiDiGraph`; every node and edge has the facts it rests on, and every
fact its place in a copy. `place` computes positions, `write_graphml` and `write_gexf` write files for Gephi and its
kin.
"""

from kg.network.graph_files import write_gexf, write_graphml
from kg.network.node_places import place
from kg.network.projection import project

__all__ = ["place", "project", "write_gexf", "write_graphml"]
