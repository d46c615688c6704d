"""The schema of the graph: what stands in it under which names, and the number of that contract."""
