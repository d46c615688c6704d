"""Define the fields of a cable and their names in one table, from which everything else is made.

`ontology/fields.csv` has a row for each field, `ontology/properties.csv` the labels of all other properties of a
graph. Ontology, shapes, JSON-LD context, pages, exports, `kg why`, `kg parse --explain`, the report and the
corrections are made from these tables, or are compared with them by a test.
"""

from kg.schema.arrows import Arrow, arrow_of, arrows
from kg.schema.fields import Field, Stands, by_entry, by_role, fields, parts_of
from kg.schema.labels import FOLDED, group_of, heading, heading_of, in_group, label, role_order
from kg.terms.iris import expand, local_name

__all__ = [
    "FOLDED",
    "Arrow",
    "Field",
    "Stands",
    "arrow_of",
    "arrows",
    "by_entry",
    "by_role",
    "expand",
    "fields",
    "group_of",
    "heading",
    "heading_of",
    "in_group",
    "label",
    "local_name",
    "parts_of",
    "role_order",
]
