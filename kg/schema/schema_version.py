"""Hold the number of the schema that a graph keeps, so that a reader can check whether it understands it.

A graph states it of its data set, in the store, in every RDF export and in `build.ttl`:

    <build/…> kg:schemaVersion 1 .

Add one to `SCHEMA_VERSION` when anything a query may use gets another name, place or meaning; a mere addition needs no
new number unless a ready question uses it. Graphs made before the number was written have none: they are of schema 0.
"""

from __future__ import annotations

SCHEMA_VERSION = 1
"""The number of the schema that this version writes."""
OLDEST_READ = 1
"""The lowest schema number that this version reads correctly: pages, exports and questions refuse older ones."""
