"""The number of the schema that a graph keeps, so that what reads the graph can tell whether it understands it.

A graph states it of its data set, in the store, in every RDF export and in `build.ttl`:

    <build/…> kg:schemaVersion 1 .

Add one to `SCHEMA_VERSION` when something a query may ask for gets another name, place or meaning; what is only added
needs no new number unless a ready question asks for it. Graphs made before the number was written have none: they are
of schema 0.
"""

from __future__ import annotations

SCHEMA_VERSION = 1
"""The number of the schema that this version writes."""
OLDEST_READ = 1
"""The lowest number whose graphs this version reads rightly: pages, exports and ready questions refuse older ones."""
