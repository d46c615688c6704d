"""Read the fields of a cable, one row of `ontology/fields.csv` each, and the types of their values.

A row gives a field's key in `Cable.to_dict`, its property in the graph (`kg:sentTo`, the quick question), the property
to the places it was read from (`part:sentTo`, the careful one), the place of the value, its labels, and the views that
use it. The order of the rows is the order in which people are shown the fields.

| column | content |
|---|---|
| role | the local name of the property to the parts; the name of the row |
| field | the key in `Cable.to_dict`; several separated by a bar |
| entries | the `role` of the entries in the key's list that belong to the field (`action` of `addressees`) |
| property | the properties of the cable itself, with prefix; the first that is present counts |
| stands | the place of the value: see `Stands` |
| type | the type of the value: see `VALUE_TYPES` |
| many | `yes` where a cable may have several |
| part | the class of the parts; empty where the field has no place of its own in the text |
| fragment | the start of the names of the parts: `to` of `#to-secstate-washdc` |
| label, plural | the name of one and of several in a sentence: the same in ontology, pages, exports and help |
| backward | the label seen from the value, where that is a thing: a person `drafted` cables |
| group | the group of fields shown together: see `GROUPS` |
| arrow | the kind of thing at the far end of the field's arrow in a picture; empty where none is drawn |
| correctable | the name of the field in a row of `corrections.csv`; empty where it cannot be corrected |
| replaced | `yes` where the value of a corrected copy replaces those of the other copies |
| compared | `yes` where copies of one message that differ in the field are reported |
| expected | `yes` where nearly every cable has the field, so that the report counts those without it |
| column | the field's column in the table of cables; empty where it has none |
| overview | what the overview of a large graph marks as doubtful: the single `value` or the whole `field` |
| domain, broader | class and super-properties of the property, where they are not `kg:Cable` and none |
| definition, example | the definition of the property in the ontology, and an example |
| part_example | an example of a part, for the ontology |
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.errors import KgError
from kg.terms.iris import expand
from kg.terms.namespaces import NAMESPACES
from kg.vocabulary.csv_tables import read, split


@dataclass(frozen=True, slots=True)
class ValueType:
    """A type of value: its `range` with prefix, and the `constraint` in Turtle that a value must satisfy."""

    range: str
    constraint: str

    @property
    def is_thing(self) -> bool:
        """Whether a value is a thing with a name of its own, not a literal."""
        return not self.range.startswith("xsd:")


def _in(*kinds: str) -> str:
    alternatives = kinds[0] if len(kinds) == 1 else f"({'|'.join(kinds)})"
    return f'sh:nodeKind sh:IRI ; sh:pattern "/{alternatives}/"'


VALUE_TYPES = {
    "text": ValueType("xsd:string", "sh:datatype xsd:string ; sh:minLength 1"),
    "time": ValueType("xsd:dateTime", 'sh:datatype xsd:dateTime ; sh:pattern "(Z|\\\\+00:00)$"'),
    "day": ValueType("xsd:date", "sh:datatype xsd:date"),
    "order": ValueType("xsd:string", 'sh:datatype xsd:string ; sh:pattern "^[0-9]{4,5}$"'),
    "sender": ValueType("org:Organization", _in("post", "organisation", "addressee")),
    "addressee": ValueType("foaf:Agent", _in("post", "organisation", "collective", "addressee", "official")),
    "person": ValueType("kg:Person", _in("official")),
    "cable": ValueType("kg:Cable", 'sh:nodeKind sh:IRI ; sh:pattern "/cable/[^#/]+$"'),
    "classification": ValueType("skos:Concept", _in("classification")),
    "precedence": ValueType("skos:Concept", _in("precedence")),
    "caption": ValueType("skos:Concept", _in("caption")),
    "reason": ValueType("skos:Concept", _in("reason")),
    "topic": ValueType("skos:Concept", _in("topic")),
}
"""What each type means: `time` is a moment in UTC, `day` a date, `order` the number of an executive order; those from
`sender` on are things of the graph, the last five entries of the vocabularies of these names."""


class Stands(StrEnum):
    """The place of a field's value in the graph."""

    PART = "part"
    """At each part (`rdf:value`), and at the cable under the quick property."""
    CABLE = "cable"
    """At the cable under the quick property; at a part only where the cable has several of them."""
    CONCLUDED = "concluded"
    """At each part, as a conclusion: who a person is."""
    ITSELF = "itself"
    """Nowhere else: the part means nothing but itself (a paragraph)."""
    SECTION = "section"
    """At the part of the transmitted section."""
    DOCUMENT = "document"
    """At the copy, since it differs between copies."""
    WHOLE = ""
    """At the cable, which has no part for it."""


GROUPS = ("message", "address", "marking", "people", "structure", "transmission")
"""Groups of fields shown together; a page folds `structure` (paragraphs, headings) and `transmission` away."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a cable; see the columns in `kg.schema.fields`. IRIs are written in full, without brackets."""

    role: str
    keys: tuple[str, ...]
    entries: str
    properties: tuple[str, ...]
    stands: Stands
    type: str
    many: bool
    part: str
    fragment: str
    label: str
    plural: str
    backward: str
    group: str
    far_end: str
    correctable: str
    replaced: bool
    compared: bool
    expected: bool
    column: str
    overview: str
    domain: tuple[str, ...]
    broader: tuple[str, ...]
    definition: str
    example: str
    part_example: str

    @property
    def careful(self) -> str | None:
        """The property to the parts of the field; None where the field has no place of its own in the text."""
        return f"{NAMESPACES['part']}{self.role}" if self.part else None


@cache
def fields() -> tuple[Field, ...]:
    """Return the fields of a cable in display order.

    Raises `KgError`, naming row and column, where a cell of the table is invalid.

    >>> fields()[0].role, fields()[0].keys
    ('title', ('subject',))
    """
    return tuple(map(field_of, read("fields", ".")))


@cache
def by_role() -> Mapping[str, Field]:
    """Return the fields by their roles.

    >>> by_role()["copiedTo"].label
    'information addressee'
    """
    return {field.role: field for field in fields()}


@cache
def by_entry() -> Mapping[tuple[str, str], Field]:
    """Return the fields by key in `Cable.to_dict` and, for a list shared by several fields, the role of the entry.

    >>> by_entry()["officials", "drafted"].role, by_entry()["subject", ""].role
    ('draftedBy', 'title')
    """
    return {(key, field.entries): field for field in fields() for key in field.keys}


def parts_of(key: str) -> Mapping[str, Field]:
    """Return the fields that share a key of `Cable.to_dict`, by the role of its entries.

    >>> [field.fragment for field in parts_of("addressees").values()]
    ['to', 'info', 'exempt']
    """
    return {field.entries: field for field in fields() if key in field.keys}


def field_of(row: Mapping[str, str]) -> Field:
    """Make a field from a row of the table; raise `KgError`, naming row and column, for an invalid cell."""

    def one(column: str, allowed: tuple[str, ...]) -> str:
        if row[column] not in allowed:
            raise KgError(
                f"ontology/fields.csv, row {row['role']!r}: {column} is {row[column]!r}; "
                f"it can be {', '.join(repr(one) for one in allowed)}"
            )
        return row[column]

    def many(column: str) -> tuple[str, ...]:
        try:
            return tuple(map(expand, split(row[column])))
        except KeyError as error:
            raise KgError(
                f"ontology/fields.csv, row {row['role']!r}: {column} has the unknown prefix {error}"
            ) from None

    def yes(column: str) -> bool:
        return one(column, ("yes", "")) == "yes"

    if not re.fullmatch("[a-z][A-Za-z]*", row["role"]) or not row["label"]:
        raise KgError(f"ontology/fields.csv, row {row['role']!r}: it needs a role (a name like passLine) and a label")
    return Field(
        role=row["role"],
        keys=split(row["field"]),
        entries=row["entries"],
        properties=many("property"),
        stands=Stands(one("stands", tuple(Stands))),
        type=one("type", ("", *VALUE_TYPES)),
        many=yes("many"),
        part=row["part"],
        fragment=row["fragment"],
        label=row["label"],
        plural=row["plural"],
        backward=row["backward"],
        group=one("group", GROUPS),
        far_end=one("arrow", ("", "post", "cable", "topic", "official")),
        correctable=row["correctable"],
        replaced=yes("replaced"),
        compared=yes("compared"),
        expected=yes("expected"),
        column=row["column"],
        overview=one("overview", ("", "value", "field")),
        domain=many("domain"),
        broader=many("broader"),
        definition=row["definition"],
        example=row["example"],
        part_example=row["part_example"],
    )
